// SPDX-License-Identifier: Apache-2.0
// The keys of the window, and what arming and starting mean.
#include "ui/console/consolewindow.h"
#include "ui/console/awards/awardspage.h"
#include "ui/console/entrants/entrantspage.h"
#include "ui/console/frame/answerpanel.h"
#include "ui/console/common/datatable.h"
#include "ui/console/frame/bottomline.h"
#include "ui/console/frame/explainpanel.h"
#include "ui/console/frame/problemspanel.h"
#include "ui/console/frame/runnerpanel.h"
#include "ui/console/race/racepage.h"
#include "ui/console/results/resultspage.h"
#include "ui/console/setup/setuppage.h"
#include "ui/console/system/systempage.h"
#include "ui/models/changes.h"
#include "ui/models/wavesmodel.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QShortcut>
#include <QStackedWidget>

#include <algorithm>

namespace gantry::ui {

void ConsoleWindow::key(const QKeySequence &sequence, const std::function<void()> &then)
{
    auto *shortcut = new QShortcut(sequence, this);
    shortcut->setAutoRepeat(false);
    connect(shortcut, &QShortcut::activated, this, then);
}

void ConsoleWindow::addKeys()
{
    key(QKeySequence(QStringLiteral("/")), [this] { m_bottom->beginFind(); });
    key(QKeySequence(QStringLiteral("Ctrl+F")), [this] { m_bottom->beginFind(); });
    key(QKeySequence(QStringLiteral("Ctrl+K")), [this] { m_bottom->beginCommand(); });
    key(QKeySequence(QStringLiteral("F6")), [this] { openPage(QStringLiteral("race/hand")); });
    key(QKeySequence(QStringLiteral("Ctrl+O")), [this] { openPage(QStringLiteral("results/out")); });
    key(QKeySequence(QStringLiteral("F8")), [this] { armNext(); });
    key(QKeySequence(QStringLiteral("Ctrl+Z")), [this] { m_commands.undo(); });
    key(QKeySequence(QStringLiteral("Ctrl+Y")), [this] { m_commands.redo(); });
    key(QKeySequence(QStringLiteral("Ctrl+J")), [this] {
        if (m_dockStack->currentWidget() != m_problems) // showing it again would send the focus back to the page
            showDock(m_problems);
        m_problems->focusNext();
    });
    key(QKeySequence(QStringLiteral("Ctrl+E")), [this] { explainChosen(); });
    key(QKeySequence(QStringLiteral("Ctrl+H")), [this] {
        m_commands.run({QStringLiteral("publish"), QStringLiteral("toggle")}, this, [this](const Answer &answer) {
            m_bottom->say(answer.ok() ? tr("● %1").arg(QString::fromUtf8(answer.out).trimmed().section(QStringLiteral("  "), 1)) : tr("■ Not done: %1").arg(QString::fromUtf8(answer.err).trimmed()));
        });
    });
}

// The runner of the chosen row of a list of people, else the one on the card.
void ConsoleWindow::explainChosen()
{
    const auto *table = qobject_cast<DataTable *>(QApplication::focusWidget());
    const QStringList people{QStringLiteral("results"), QStringLiteral("finishers"), QStringLiteral("entrants"), QStringLiteral("stillOut")};
    const int chosen = table && people.contains(table->objectName()) ? table->selectedEntity() : -1;
    if (const engine::EntrantRow *row = m_view && chosen >= 0 ? entrantOf(*m_view, chosen) : nullptr)
        return explain(row->entrant.bib, row->entrant.race);
    if (m_runner->isOpen())
        return m_runner->explain();
    m_bottom->say(tr("▲ Choose a runner first: a row of a list, or / and the bib; then Ctrl+E explains the time."));
}

bool ConsoleWindow::eventFilter(QObject *watched, QEvent *event)
{
    // F9 is caught before anything else can look at it: the press is the gun.
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_F9) {
        const UtcTime at = m_clock.now();
        if (!watched->isWidgetType())
            return false; // the same press on its way through the native window
        if (!static_cast<QKeyEvent *>(event)->isAutoRepeat())
            startArmed(at);
        return true;
    }
    // So is F7: the press is the time of whoever crosses.
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_F7) {
        const UtcTime at = m_clock.now();
        if (!watched->isWidgetType())
            return false;
        if (!static_cast<QKeyEvent *>(event)->isAutoRepeat())
            m_race->tap(m_view, at);
        return true;
    }
    // Ctrl+Z in a field with nothing typed means the last operation, not the field.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Undo)) {
        const auto *field = qobject_cast<QLineEdit *>(watched);
        if (field && field->window() == this && !field->isUndoAvailable()) {
            event->ignore();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ConsoleWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        escape();
        return;
    }
    QWidget::keyPressEvent(event);
}

void ConsoleWindow::escape()
{
    if (m_bottom->leave())
        return;
    if (m_dockStack->currentWidget() == m_answer)
        return showDock(m_problems);
    if (m_dockStack->currentWidget() == m_explain)
        return closeExplain();
    if (m_runner->isOpen() && m_runner->leave())
        return;
    if (m_runner->isOpen())
        return m_runner->close();
    if (m_current == u"race" && m_race->closePanel())
        return;
    if (auto *results = qobject_cast<ResultsPage *>(m_pages.value(m_current)); results && results->closePanel())
        return;
    if (auto *awards = qobject_cast<AwardsPage *>(m_pages.value(m_current)); awards && awards->closePanel())
        return;
    if (m_current == u"entrants" && m_entrants->closeReport())
        return;
    if (m_current == u"system" && m_system->leavePart())
        return;
    if (m_current == u"setup")
        m_setup->closeReport();
}

bool ConsoleWindow::isArmed(const engine::WaveRow &wave) const
{
    return canArm(wave) && m_asked.value(wave.key, wave.armed);
}

void ConsoleWindow::arm(const QStringList &keys, bool on)
{
    for (const QString &wave : keys)
        m_asked.insert(wave, on);
    m_commands.arm(keys, on);
}

void ConsoleWindow::armNext()
{
    if (!m_view || !m_view->waves)
        return m_bottom->say(tr("▲ There is no race to arm. Load an event in Setup (Ctrl+9)."));
    const std::vector<engine::WaveRow> &waves = *m_view->waves;
    const QStringList selected = m_current == u"race" ? m_race->selectedWaves() : QStringList();
    QStringList armed, targets;
    for (const engine::WaveRow &wave : waves) {
        if (isArmed(wave))
            armed << wave.key;
        if (canArm(wave) && selected.contains(wave.key))
            targets << wave.key;
    }
    if (!targets.isEmpty()) {
        // With rows selected, the key turns exactly these on, or off when all of them are on.
        const bool all = std::ranges::all_of(targets, [&](const QString &k) { return armed.contains(k); });
        m_race->clearSelection();
        return arm(targets, !all);
    }
    if (!armed.isEmpty()) {
        arm(armed, false);
        return m_bottom->say(tr("○ Disarmed. F9 does nothing now."));
    }
    const int next = nextWave(waves);
    if (next < 0)
        return m_bottom->say(tr("● Every wave has its gun."));
    // Waves planned for the same instant go with one gun.
    const engine::WaveRow &first = waves[std::size_t(next)];
    for (const engine::WaveRow &wave : waves) {
        if (canArm(wave) && (wave.key == first.key || (wave.scheduled && wave.scheduled == first.scheduled)))
            targets << wave.key;
    }
    arm(targets, true);
}

void ConsoleWindow::startArmed(UtcTime at)
{
    QStringList keys, titles;
    if (m_view && m_view->waves) {
        for (const engine::WaveRow &wave : *m_view->waves) {
            if (isArmed(wave)) {
                keys << wave.key;
                titles << waveTitle(wave);
            }
        }
    }
    if (keys.isEmpty())
        return m_bottom->say(tr("○ F9 does nothing: no wave is armed. F8 arms the next one."));
    m_commands.start(keys, at);
    for (const QString &wave : keys)
        m_asked.insert(wave, false); // a second press must not move the gun
    m_race->showStarted(titles, timeOfDay(at, m_view->event ? m_view->event->zone : EventZone(), 2), m_view->lastOp ? m_view->lastOp->id : Id128());
    m_bottom->say(tr("● Started %1. Not right? Ctrl+Z takes it back.").arg(titles.join(QStringLiteral(", "))));
}

} // namespace gantry::ui
