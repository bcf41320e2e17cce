// SPDX-License-Identifier: Apache-2.0
// Draws what SceneModel has laid out, and decides nothing. The canvas stays whole at every shape of the screen; what is
// left over shows the background. No item opacity: it is costly on the software renderer, alpha in a colour is free.
import QtQuick
import Gantry.Render

Item {
    id: root
    required property var scene

    Backdrop {
        anchors.fill: parent
        colours: root.scene.background
    }

    Item {
        width: root.scene.canvasWidth
        height: root.scene.canvasHeight
        anchors.centerIn: parent
        scale: Math.min(root.width / width, root.height / height)

        Repeater {
            model: root.scene
            delegate: Rectangle {
                required property double itemX
                required property double itemY
                required property double itemWidth
                required property double itemHeight
                required property double itemRadius
                required property color itemFill
                required property string itemText
                required property color itemColour
                required property font itemFont
                x: itemX
                y: itemY
                width: itemWidth
                height: itemHeight
                radius: itemRadius
                color: itemFill
                Text {
                    text: parent.itemText
                    font: parent.itemFont
                    color: parent.itemColour
                    textFormat: Text.PlainText
                }
            }
        }

        RehearsalBand {
            visible: root.scene.rehearsal
            width: parent.width
            height: parent.height / 15
            anchors.bottom: parent.bottom
            text: root.scene.rehearsalText
            textFont: root.scene.rehearsalFont
        }
    }
}
