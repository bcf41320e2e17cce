// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

// Page 5 in the window: import with its columns, late entries, edits, check-in, bulk edits, issues, start lists on paper.
class TestUiEntrants : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void import_aFile_showsColumnsDifferencesAndProblems_beforeAnythingIsWritten();
    void import_aMappingThatMakesNoSense_isSaidAndCannotBeImported();
    void import_chosenColumns_areSentWithTheImport();
    void late_insAndEnter_saves();
    void late_anUnknownChip_saysHowManyReadsCount();
    void late_aTakenBib_saysWhose();
    void edit_f2_sendsOnlyWhatChanged_withWhatWasSeen();
    void edit_somebodyElseChangesTheRunner_isSaid();
    void edit_twoValues_offersBoth();
    void checkIn_byBibAndByKey_runsTheCommand();
    void bulk_severalRows_areOneCommand();
    void issues_filter_leavesOnlyThose();
    void search_fiftyThousand_isFoundAtOnce();
    void print_startList_isWrittenBesideTheWindow();
    void print_twentySixThousandRows_areAPdfWithHeadingsOnEveryPage();
    void pictures_entrantPanels_areDrawn();
};
