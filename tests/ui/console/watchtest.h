// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestUiWatch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tiles_sayWhatEachReaderDoes();
    void tile_clockAhead_isRed_andGreenWhenAccepted();
    void panel_ctrlJ_goesThroughTheProblems_enterFixes_aAcknowledges();
    void panel_withTheFocusInside_movesNothing();
    void alarm_soundsOnce_andNotAgainForTheSame_norWhenMuted();
    void alarm_tone_isASoundFile();
    void readers_keys_acceptTheOffset_andAcknowledge();
    void readers_goList_ticksItself();
    void window_aLoudProblem_sounds_andMIsMute();
    void pictures_readers();
};
