// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

class TestUiModels : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void models_everyChangeOfAView_keepsTheModelRules();
    void rows_orderGrowsShrinksAndTurns_keepTheirEntities();
    void search_accentsAndArabic_areFoundAsTyped_data();
    void search_accentsAndArabic_areFoundAsTyped();
    void figures_everyDigit_isEquallyWide();
    void problems_harbour_areNamedWithWhatToDo();
};
