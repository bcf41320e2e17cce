// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestUiKeyboard : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pages_everyControl_isReachedByTab_data();
    void pages_everyControl_isReachedByTab();
    void card_everyControl_isReachedByTab();
    void controls_haveANameForTheScreenReader();
};
