// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestUiStart : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void waves_beforeTheGun_countDown_andSayWhenThePlanHasPassed();
    void waves_gunFarFromThePlan_isMarked();
    void panel_aWave_isSetByEachWay_data();
    void panel_aWave_isSetByEachWay();
    void panel_stopwatch_passesTheInstantOfThePress();
    void panel_severalWaves_goTogether_andEscapeCloses();
    void panel_whatIsRefused_isSaid_andThePanelStays();
    void armed_note_countsDown();
};
