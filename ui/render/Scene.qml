// SPDX-License-Identifier: Apache-2.0
import QtQuick
import Gantry.Render

// Places what DisplayScene measured. No item has an opacity: colours carry alpha, which the software renderer draws for free.
Item {
    id: root
    required property DisplayScene scene

    Backdrop {
        anchors.fill: parent
        colours: root.scene.background
    }

    Item {
        id: canvas
        width: root.scene.canvas.width
        height: root.scene.canvas.height
        anchors.centerIn: parent
        scale: Math.min(root.width / width, root.height / height)
        // What reaches the edge of the canvas reaches the edge of the screen, when the two differ by a little.
        readonly property real margin: scale > 0 ? Math.max(0, (root.width / scale - width) / 2) : 0

        Repeater {
            model: root.scene.boxes
            Rectangle {
                required property var modelData
                readonly property real bleedLeft: modelData.rect.x <= 0 ? canvas.margin : 0
                readonly property real bleedRight: modelData.rect.x + modelData.rect.width >= canvas.width ? canvas.margin : 0
                x: modelData.rect.x - bleedLeft
                y: modelData.rect.y
                width: modelData.rect.width + bleedLeft + bleedRight
                height: modelData.rect.height
                radius: modelData.radius
                color: modelData.colour
            }
        }
        Repeater {
            model: root.scene.texts
            Text {
                required property var modelData
                x: modelData.x
                y: modelData.y
                width: modelData.width > 0 ? modelData.width : implicitWidth
                horizontalAlignment: modelData.width > 0 ? Text.AlignHCenter : Text.AlignLeft
                text: modelData.text
                font: modelData.font
                color: modelData.colour
                textFormat: Text.PlainText
            }
        }
        Repeater {
            model: root.scene.cells
            Text {
                required property var modelData
                required property int index
                x: modelData.x
                y: modelData.y
                width: modelData.width > 0 ? modelData.width : implicitWidth
                horizontalAlignment: modelData.width > 0 ? Text.AlignHCenter : Text.AlignLeft
                text: index < root.scene.figures.length ? root.scene.figures[index] : ""
                font: modelData.font
                color: modelData.colour
                textFormat: Text.PlainText
            }
        }
    }
}
