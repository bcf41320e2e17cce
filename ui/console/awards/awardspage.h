// SPDX-License-Identifier: Apache-2.0
#pragma once
// Page 6: the bands with how final they are, the prizes of one band, and the ledger of what was announced and handed out.

#include "ui/console/common/page.h"

#include <QTimer>

class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace gantry::ui {

class AnnouncePanel;
class BandsModel;
class DataTable;
class PrintPanel;
class PrizesModel;
class WhyPanel;

class AwardsPage : public Page {
    Q_OBJECT
public:
    AwardsPage(const Context &context, QWidget *parent);
    void setView(const engine::ViewPtr &view) override;
    QWidget *firstFocus() override;
    void openPart(const QString &part) override; // "0/2": band 2 of race 0; "why", "announce", "print"
    bool closePanel();                           // Esc; false: none was open

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    QLayout *buildBar();
    QLayout *buildBand();
    QPushButton *button(const QString &text, const char *name, const char *kind, const std::function<void()> &then);
    void listRaces();
    void chooseRace(int race);
    void chooseBand(int entity);
    void refresh();
    void showState();
    bool onKey(QWidget *table, int key, Qt::KeyboardModifiers modifiers);
    const engine::AwardRow *band() const;
    QStringList named(const engine::AwardRow &row) const; // --band NAME [--race R]
    void state(const QString &word);                      // of the band that is shown
    void stateOfAll(const QString &word);
    void give(const QString &word);                       // the chosen prizes, else all of the band
    void print();

    engine::ViewPtr m_view;
    BandsModel *m_bands;
    PrizesModel *m_prizes;
    DataTable *m_bandTable, *m_prizeTable;
    QButtonGroup *m_races, *m_kinds;
    QHBoxLayout *m_raceRow;
    QVBoxLayout *m_column;
    QStringList m_names;
    int m_race = -1, m_band = -1;
    QLabel *m_title, *m_state, *m_change, *m_summary;
    QPushButton *m_provisional, *m_official, *m_confirm, *m_announced, *m_handed, *m_back, *m_stays;
    WhyPanel *m_why;
    AnnouncePanel *m_announce;
    PrintPanel *m_paper = nullptr;
    QTimer m_tick; // the protest time runs while nothing is published
};

} // namespace gantry::ui
