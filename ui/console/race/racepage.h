// SPDX-License-Identifier: Apache-2.0
#pragma once
// Page 1: guns, points, the last finishers.

#include "ui/console/common/page.h"

#include <QTimer>

class QFrame;
class QHBoxLayout;
class QLabel;
class QPushButton;

namespace gantry::ui {

class BibDrawer;
class ClosePanel;
class DataTable;
class FinishersModel;
class PointsModel;
class StartPanel;
class WavesModel;

class RacePage : public Page {
    Q_OBJECT
public:
    RacePage(const Context &context, QWidget *parent);
    void setView(const engine::ViewPtr &view) override;
    QWidget *firstFocus() override;
    QStringList selectedWaves() const; // keys
    void clearSelection();
    bool closePanel();                 // false: none was open
    void openStart(const QStringList &waveKeys);
    void openPart(const QString &part) override; // "hand": bib entry, "close": the end of a race
    void tap(const engine::ViewPtr &view, UtcTime at); // F7, from any page
    // The hint that a start can be taken back; goes with the next operation after it.
    void showStarted(const QStringList &titles, const QString &at, const Id128 &lastOpBefore);

Q_SIGNALS:
    void armWanted(const QStringList &keys, bool on);
    void startWanted();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void tick();
    void describeArmed();
    void buildNotes();
    void layoutButtons();
    void followStarted();

    engine::ViewPtr m_view;
    WavesModel *m_waves;
    PointsModel *m_points;
    FinishersModel *m_finishers;
    DataTable *m_waveTable, *m_pointTable, *m_finisherTable;
    QFrame *m_armedNote, *m_startedNote;
    QLabel *m_armedText, *m_startedText;
    QPushButton *m_start;
    StartPanel *m_startPanel;
    BibDrawer *m_drawer;
    ClosePanel *m_close;
    QTimer m_tick;                     // countdowns, while the page is seen
    Id128 m_before, m_startOp;
};

} // namespace gantry::ui
