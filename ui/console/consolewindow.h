// SPDX-License-Identifier: Apache-2.0
#pragma once
// The operator's window. It shows views and asks Commands; it owns no state of the event. Assembles only: strip, rail, pages,
// dock, bottom line, keys.

#include "ui/console/common/page.h"
#include "ui/models/problems.h"

#include <QHash>
#include <QMap>

class QFrame;
class QStackedWidget;

namespace gantry::ui {

class AnswerPanel;
class BottomLine;
class EntrantsPage;
class ExplainPanel;
class ProblemsPanel;
class RacePage;
class ReadersPage;
class Rail;
class RunnerPanel;
class SetupPage;
class Strip;
class SystemPage;
class TonePlayer;

class ConsoleWindow : public QWidget {
    Q_OBJECT
public:
    // Both must outlive the window.
    ConsoleWindow(Commands &commands, const Clock &clock, Theme theme = Theme::Dark, QWidget *parent = nullptr);
    ~ConsoleWindow() override;

    void setTheme(Theme theme);
    Theme theme() const;
    void openPage(const QString &page);   // "race", "results", "reads", "reads/unknown", "readers", "entrants", "setup"
    QString currentPage() const { return m_current; }
    void openRunner(int entrant);
    void setTonePlayer(TonePlayer *player); // must outlive the window; without one alarms are silent
    // Page that fits the hour: Setup without an event, Readers before the first gun, Race until all are in, then Results.
    static QString startPage(const engine::View &view);

public Q_SLOTS:
    void setView(const gantry::engine::ViewPtr &view);
    void setOutputs(const gantry::ui::Outputs &outputs);
    void showTrouble(const QString &message); // Console::trouble

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void build();
    void buildDock();
    void addPage(const QString &key, const QString &title, int number, Page *page);
    void addKeys();
    void key(const QKeySequence &sequence, const std::function<void()> &then);
    void armNext();
    void arm(const QStringList &keys, bool on);
    void startArmed(UtcTime at);
    bool isArmed(const engine::WaveRow &wave) const;
    void escape();
    void explain(const QString &bib, const QString &race);
    void explainChosen();
    void closeExplain();
    void showDock(QWidget *panel);
    void runTyped(const QStringList &words);
    void setRehearsal(bool on);
    void nameWindow();

    Commands &m_commands;
    const Clock &m_clock;
    Look m_look;
    std::unique_ptr<Worker> m_worker;
    Context m_context;
    engine::ViewPtr m_view;
    QString m_current;
    bool m_rehearsal = false;
    // Asked for, not yet seen in a view: F8 and F9 may follow each other faster than views do.
    QHash<QString, bool> m_asked;
    Strip *m_strip = nullptr;
    Rail *m_rail = nullptr;
    QStackedWidget *m_stack = nullptr, *m_dockStack = nullptr;
    QMap<QString, Page *> m_pages;
    QMap<QString, QString> m_titles;
    RacePage *m_race = nullptr;
    EntrantsPage *m_entrants = nullptr;
    SetupPage *m_setup = nullptr;
    ReadersPage *m_readers = nullptr;
    ProblemsPanel *m_problems = nullptr;
    RunnerPanel *m_runner = nullptr;
    AnswerPanel *m_answer = nullptr;
    BottomLine *m_bottom = nullptr;
    ExplainPanel *m_explain = nullptr;
    SystemPage *m_system = nullptr;
};

} // namespace gantry::ui

Q_DECLARE_METATYPE(gantry::ui::Outputs)
