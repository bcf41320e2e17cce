// SPDX-License-Identifier: Apache-2.0
#pragma once
// The runner card: who, where, which times, which reads and why; with the decisions that end a race.

#include "ui/console/common/page.h"
#include "ui/models/runnercard.h"

#include <QHash>

class QLabel;
class QGridLayout;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace gantry::ui {
class CardFixes;
}

namespace gantry::ui {

class RunnerPanel : public QWidget {
    Q_OBJECT
public:
    RunnerPanel(const Context &context, QWidget *parent);
    void open(int entrant);
    void close();
    bool isOpen() const { return m_entrant >= 0; }
    int entrant() const { return m_entrant; }
    void setView(const engine::ViewPtr &view);
    void explain(); // Ctrl+E
    const RunnerCard &card() const { return m_card; }

    bool leave();   // Esc inside the card: an open question goes first
    QWidget *focusTarget() const;

protected:
    void keyPressEvent(QKeyEvent *event) override;

Q_SIGNALS:
    void explainWanted(const QString &bib, const QString &race);
    void closed();
    void said(const QString &sentence);
    void filled();

private:
    QWidget *buildBody();
    void ask();
    void fill(const RunnerCard &card);
    void fillReads();
    void fillChanges();
    void verdict(const QString &kind);
    void takeBackVerdict();
    // Runs an op and remembers which one it was under `what`, so that it can be taken back even when others followed.
    void decide(const QString &what, const QStringList &words);
    void takeBack(const QString &what, const QStringList &otherwise);
    void run(const QStringList &words, const std::function<void(const Answer &)> &done = {});
    QStringList ofRunner(const QStringList &words) const;

    Context m_context;
    engine::ViewPtr m_view;
    std::shared_ptr<ReadScan> m_scan;
    Id128 m_id; // of the person: an index may mean another one after a roster import
    int m_entrant = -1;
    RunnerCard m_card;
    QHash<QString, QString> m_decisions; // what → op id
    QLabel *m_bib, *m_name, *m_person, *m_state, *m_flags, *m_chips;
    QGridLayout *m_times;
    QVBoxLayout *m_reads, *m_changes;
    CardFixes *m_fixes;
    QPushButton *m_dnf, *m_dq, *m_back, *m_explain;
    QScrollArea *m_area;
};

} // namespace gantry::ui
