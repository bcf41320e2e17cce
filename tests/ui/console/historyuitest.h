// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

namespace gantry::testing {

// History, runner card, explain and outgoing, by key.
class HistoryUiTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void history_lists_filters_andTakesBackByKey();
    void history_restorePointAndPast_askTheEngine();
    void card_letters_areFixes_andAskWhyAfterTheGun();
    void card_showsWhatWasDone_andUndoesIt();
    void outgoing_ctrlH_andTheStripSayHeld();
    void explain_aChosenRowOfTheResults_isExplained();
    void large_fiftyThousandOperations_areShownAtOnce();
    void systemPage_namesWhatIsWrongWithTheLaptop();
    void pictures_ofTheNewPages();
};

} // namespace gantry::testing
