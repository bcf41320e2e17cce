// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestUiStrip : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saving_ofAConsoleThatHasJustBegun_saysSo();
    void title_namesRaceAndPage();
};
