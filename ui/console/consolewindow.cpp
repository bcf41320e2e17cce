// SPDX-License-Identifier: Apache-2.0
#include "ui/console/consolewindow.h"

#include "ui/console/awards/awardspage.h"
#include "ui/console/entrants/entrantspage.h"
#include "ui/console/frame/answerpanel.h"
#include "ui/console/frame/bottomline.h"
#include "ui/console/frame/explainpanel.h"
#include "ui/console/frame/problemspanel.h"
#include "ui/console/frame/rail.h"
#include "ui/console/frame/runnerpanel.h"
#include "ui/console/frame/strip.h"
#include "ui/console/outgoing/outgoingpage.h"
#include "ui/console/race/racepage.h"
#include "ui/console/readers/readerspage.h"
#include "ui/console/reads/readspage.h"
#include "ui/console/results/resultspage.h"
#include "ui/console/setup/setuppage.h"
#include "ui/console/system/systempage.h"

#include <QApplication>
#include <QGridLayout>
#include <QPainter>
#include <QStackedWidget>

#include <algorithm>

namespace gantry::ui {

namespace {

constexpr int kFrame = 10;

} // namespace

ConsoleWindow::ConsoleWindow(Commands &commands, const Clock &clock, Theme theme, QWidget *parent)
    : QWidget(parent), m_commands(commands), m_clock(clock), m_worker(std::make_unique<Worker>())
{
    setObjectName(QStringLiteral("console"));
    setWindowTitle(tr("Gantry"));
    setMinimumSize(1100, 640);
    setAttribute(Qt::WA_StyledBackground);
    m_look.setTheme(theme);
    m_context = Context{&m_commands, &m_clock, m_worker.get(), std::make_shared<SearchIndex>(), &m_look};
    build();
    addKeys();
    setTheme(theme);
    openPage(QStringLiteral("setup"));
    qApp->installEventFilter(this);
}

ConsoleWindow::~ConsoleWindow()
{
    qApp->removeEventFilter(this);
    // Jobs must not deliver into pages that are being destroyed.
    m_worker.reset();
}

void ConsoleWindow::build()
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(0);
    m_strip = new Strip(&m_look, &m_clock, this);
    m_rail = new Rail(&m_look, this);
    m_stack = new QStackedWidget(this);
    m_stack->setObjectName(QStringLiteral("pages"));
    buildDock();
    m_bottom = new BottomLine(m_context, this, this);
    grid->addWidget(m_strip, 0, 0, 1, 3);
    grid->addWidget(m_rail, 1, 0);
    grid->addWidget(m_stack, 1, 1);
    grid->addWidget(m_dockStack->parentWidget(), 1, 2);
    grid->addWidget(m_bottom, 2, 0, 1, 3);
    grid->setRowStretch(1, 1);
    grid->setColumnStretch(1, 1);

    m_race = new RacePage(m_context, this);
    m_entrants = new EntrantsPage(m_context, this);
    m_setup = new SetupPage(m_context, this);
    m_readers = new ReadersPage(m_context, this);
    addPage(QStringLiteral("race"), tr("Race"), 1, m_race);
    addPage(QStringLiteral("results"), tr("Results"), 2, new ResultsPage(m_context, this));
    addPage(QStringLiteral("reads"), tr("Reads"), 3, new ReadsPage(m_context, this));
    addPage(QStringLiteral("readers"), tr("Readers"), 4, m_readers);
    addPage(QStringLiteral("entrants"), tr("Entrants"), 5, m_entrants);
    addPage(QStringLiteral("awards"), tr("Awards"), 6, new AwardsPage(m_context, this));
    addPage(QStringLiteral("outgoing"), tr("Outgoing"), 8, new OutgoingPage(m_context, this));
    addPage(QStringLiteral("setup"), tr("Setup"), 9, m_setup);
    m_system = new SystemPage(m_context, this);
    addPage(QStringLiteral("system"), tr("System"), 0, m_system);
    connect(m_race, &RacePage::armWanted, this, &ConsoleWindow::arm);
    connect(m_race, &RacePage::startWanted, this, [this] { startArmed(m_clock.now()); });
    connect(m_rail, &Rail::pageWanted, this, &ConsoleWindow::openPage);
    connect(m_strip, &Strip::pageWanted, this, &ConsoleWindow::openPage);
    connect(m_bottom, &BottomLine::runnerWanted, this, &ConsoleWindow::openRunner);
    connect(m_bottom, &BottomLine::commandWanted, this, &ConsoleWindow::runTyped);
    connect(m_bottom, &BottomLine::left, this, [this] { m_pages[m_current]->firstFocus()->setFocus(); });
}

void ConsoleWindow::buildDock()
{
    auto *dock = new QFrame(this);
    dock->setObjectName(QStringLiteral("dock"));
    dock->setFixedWidth(300);
    auto *column = new QVBoxLayout(dock);
    column->setContentsMargins(1, 0, 0, 0);
    m_dockStack = new QStackedWidget(dock);
    column->addWidget(m_dockStack);
    m_problems = new ProblemsPanel(m_context, this);
    m_runner = new RunnerPanel(m_context, this);
    m_answer = new AnswerPanel(this);
    for (QWidget *panel : std::initializer_list<QWidget *>{m_problems, m_runner, m_answer})
        m_dockStack->addWidget(panel);
    connect(m_problems, &ProblemsPanel::pageWanted, this, &ConsoleWindow::openPage);
    connect(m_problems, &ProblemsPanel::said, this, &ConsoleWindow::showTrouble);
    connect(m_problems, &ProblemsPanel::changed, this, [this] {
        const auto &list = m_problems->problems();
        m_rail->setBadge(QStringLiteral("readers"), int(std::ranges::count_if(list, [](const Problem &p) {
                             return p.tone == Tone::Act && !p.acknowledged && (p.key.startsWith(u"unbound/") || p.key.startsWith(u"gone/") || p.key.startsWith(u"silent/") || p.key.startsWith(u"clock/"));
                         })));
    });
    connect(m_runner, &RunnerPanel::said, this, &ConsoleWindow::showTrouble);
    connect(m_runner, &RunnerPanel::closed, this, [this] { showDock(m_problems); });
    connect(m_answer, &AnswerPanel::closed, this, [this] { showDock(m_problems); });
    m_explain = new ExplainPanel(m_context, this);
    m_dockStack->addWidget(m_explain);
    connect(m_runner, &RunnerPanel::explainWanted, this, &ConsoleWindow::explain);
    connect(m_explain, &ExplainPanel::closed, this, &ConsoleWindow::closeExplain);
}

void ConsoleWindow::addPage(const QString &key, const QString &title, int number, Page *page)
{
    m_pages.insert(key, page);
    m_titles.insert(key, title);
    m_stack->addWidget(page);
    m_rail->addPage(key, title, number);
    connect(page, &Page::runnerWanted, this, &ConsoleWindow::openRunner);
    connect(page, &Page::said, this, &ConsoleWindow::showTrouble);
    this->key(QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_0 + number % 10)), [this, key] { openPage(key); });
}

void ConsoleWindow::setTheme(Theme theme)
{
    m_look.setTheme(theme);
    setPalette(m_look.palette());
    setFont(m_look.font(14));
    setStyleSheet(m_look.styleSheet());
    update();
}

Theme ConsoleWindow::theme() const
{
    return m_look.theme();
}

QString ConsoleWindow::startPage(const engine::View &view)
{
    if (!view.event || !view.waves || view.waves->empty())
        return QStringLiteral("setup");
    const bool started = std::ranges::any_of(*view.waves, [](const engine::WaveRow &w) { return w.gun.has_value(); });
    if (!started)
        return QStringLiteral("readers");
    const bool allIn = view.counters.out == 0 && view.counters.finished > 0;
    return allIn ? QStringLiteral("results") : QStringLiteral("race");
}

void ConsoleWindow::openPage(const QString &page)
{
    const QString name = page.section(u'/', 0, 0);
    if (name == u"problems")
        return showDock(m_problems);
    if (name == u"runner") { // "runner/17", "runner/17/explain"
        openRunner(page.section(u'/', 1, 1).toInt());
        if (page.endsWith(u"/explain"))
            m_runner->explain();
        return;
    }
    Page *target = m_pages.value(name);
    if (!target)
        return;
    m_current = name;
    m_rail->setCurrent(name);
    nameWindow();
    target->setView(m_view);
    m_stack->setCurrentWidget(target);
    if (page.contains(u'/'))
        target->openPart(page.section(u'/', 1));
    target->firstFocus()->setFocus(Qt::ShortcutFocusReason);
}

// For the task bar and for readers of the screen: which race, which page.
void ConsoleWindow::nameWindow()
{
    const QString page = m_titles.value(m_current);
    setWindowTitle(m_view && m_view->event ? tr("%1 · %2 – Gantry").arg(m_view->event->name, page) : tr("%1 – Gantry").arg(page));
}

void ConsoleWindow::openRunner(int entrant)
{
    m_runner->open(entrant);
    if (m_runner->isOpen()) {
        showDock(m_runner);
        m_runner->focusTarget()->setFocus(); // its letters are fixes from here on
    }
}

void ConsoleWindow::explain(const QString &bib, const QString &race)
{
    m_explain->explain(bib, race);
    showDock(m_explain);
    m_explain->focusTarget()->setFocus();
}

void ConsoleWindow::closeExplain()
{
    showDock(m_runner->isOpen() ? static_cast<QWidget *>(m_runner) : m_problems);
    if (m_runner->isOpen())
        m_runner->focusTarget()->setFocus();
}

void ConsoleWindow::showDock(QWidget *panel)
{
    const bool hadFocus = m_dockStack->isAncestorOf(focusWidget());
    m_dockStack->setCurrentWidget(panel);
    if (hadFocus && panel == m_problems && !m_current.isEmpty())
        m_pages[m_current]->firstFocus()->setFocus();
}

void ConsoleWindow::setView(const engine::ViewPtr &view)
{
    m_view = view;
    if (view && view->waves) {
        for (const engine::WaveRow &wave : *view->waves) {
            if (m_asked.contains(wave.key) && m_asked.value(wave.key) == wave.armed)
                m_asked.remove(wave.key);
        }
    }
    setRehearsal(view && view->event && view->event->rehearsal);
    nameWindow();
    m_strip->setView(view);
    m_bottom->setView(view);
    m_problems->setView(view);
    m_runner->setView(view);
    m_pages[m_current]->setView(view); // the others get it when they are opened
}

void ConsoleWindow::setOutputs(const Outputs &outputs)
{
    m_strip->setOutputs(outputs);
    m_problems->setOutputs(outputs);
    m_readers->setOutputs(outputs);
}

void ConsoleWindow::setTonePlayer(TonePlayer *player)
{
    m_problems->alarm().setPlayer(player);
}

void ConsoleWindow::showTrouble(const QString &message)
{
    m_bottom->say(message);
}

void ConsoleWindow::runTyped(const QStringList &words)
{
    // Imports have a page that lists what went wrong; typed or chosen, they end up there.
    const QString verb = words.value(0) + u' ' + words.value(1);
    if (verb == u"roster import" && words.size() == 3) {
        openPage(QStringLiteral("entrants"));
        return m_entrants->importFile(words[2]);
    }
    if (verb == u"event load" && words.size() == 3) {
        openPage(QStringLiteral("setup"));
        return m_setup->loadFile(words[2]);
    }
    const QString line = words.join(u' ');
    m_bottom->say(tr("Running: %1").arg(line));
    m_commands.run(words, this, [this, line](const Answer &answer) {
        m_answer->showAnswer(line, QString::fromUtf8(answer.out + answer.err), answer.ok());
        m_bottom->say(answer.ok() ? tr("● Done: %1").arg(line) : tr("■ Not done: %1").arg(line));
        showDock(m_answer);
    });
}

void ConsoleWindow::setRehearsal(bool on)
{
    if (on == m_rehearsal)
        return;
    m_rehearsal = on;
    const int frame = on ? kFrame : 0;
    layout()->setContentsMargins(frame, frame, frame, frame);
    update();
}

void ConsoleWindow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_look.roles().background);
    if (!m_rehearsal)
        return;
    // Stripes on the margin that the layout leaves free: nobody takes this window for a race.
    painter.setClipRegion(QRegion(rect()) - QRegion(rect().adjusted(kFrame, kFrame, -kFrame, -kFrame)));
    painter.fillRect(rect(), m_look.roles().look);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_look.roles().head, 9));
    for (int x = -height(); x < width() + height(); x += 26)
        painter.drawLine(x, height(), x + height(), 0);
}

} // namespace gantry::ui
