// SPDX-License-Identifier: Apache-2.0
// Nobody may take a rehearsal for the race.
import QtQuick

Rectangle {
    id: band
    property alias text: word.text
    property alias textFont: word.font
    color: "#ffd34d"
    clip: true

    Repeater {
        model: band.visible ? Math.ceil(band.width / (2 * band.height)) + 1 : 0
        delegate: Rectangle {
            required property int index
            x: (index - 0.5) * 2 * band.height
            y: -band.height / 2
            width: band.height * 0.7
            height: band.height * 2
            rotation: 30
            antialiasing: true
            color: "#10151c"
        }
    }

    Rectangle {
        anchors.centerIn: parent
        width: word.implicitWidth + 2 * band.height
        height: parent.height
        color: "#ffd34d"
        Text {
            id: word
            anchors.centerIn: parent
            color: "#10151c"
            textFormat: Text.PlainText
        }
    }
}
