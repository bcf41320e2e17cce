// SPDX-License-Identifier: Apache-2.0
#include "ui/console/race/racepage.h"

#include "ui/console/common/datatable.h"
#include "ui/console/race/closepanel.h"
#include "ui/console/race/hand/bibdrawer.h"
#include "ui/console/race/startpanel.h"
#include "ui/models/finishersmodel.h"
#include "ui/models/pointsmodel.h"
#include "ui/models/wavesmodel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace gantry::ui {

RacePage::RacePage(const Context &context, QWidget *parent)
    : Page(context, QStringLiteral("page_race"), parent), m_waves(new WavesModel(this)), m_points(new PointsModel(this)),
      m_finishers(new FinishersModel(this)),
      m_waveTable(new DataTable(context.look, m_waves, QStringLiteral("waves"), DataTable::Height::FitRows, this)),
      m_pointTable(new DataTable(context.look, m_points, QStringLiteral("points"), DataTable::Height::FitRows, this)),
      m_finisherTable(new DataTable(context.look, m_finishers, QStringLiteral("finishers"), DataTable::Height::Stretch, this)),
      m_armedNote(new QFrame(this)), m_startedNote(new QFrame(this)), m_armedText(new QLabel(m_armedNote)),
      m_startedText(new QLabel(m_startedNote)), m_start(new QPushButton(tr("Start now  F9"), m_armedNote)), m_startPanel(new StartPanel(context, this)),
      m_drawer(new BibDrawer(context, this)), m_close(new ClosePanel(context, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(12);
    buildNotes();
    auto *head = new QHBoxLayout;
    auto *title = new QLabel(tr("Last finishers"), this);
    title->setProperty("kind", QStringLiteral("title"));
    head->addWidget(title);
    head->addStretch(1);
    head->addWidget(new HoldNote(m_finishers, QStringLiteral("finishersHeld"), this));
    column->addWidget(m_waveTable);
    column->addWidget(m_armedNote);
    column->addWidget(m_startedNote);
    column->addWidget(m_startPanel);
    column->addWidget(m_pointTable);
    column->addLayout(head);
    column->addWidget(m_finisherTable, 1);
    column->addWidget(m_drawer);
    column->addWidget(m_close, 2);
    const auto action = [&](const QString &text, const char *name, const QString &part) {
        auto *button = new QPushButton(text, this);
        button->setObjectName(QLatin1String(name));
        button->setProperty("kind", QStringLiteral("flat"));
        head->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, part] { openPart(part); });
    };
    action(tr("Bib entry  F6"), "openHand", QStringLiteral("hand"));
    action(tr("Close race…"), "openClose", QStringLiteral("close"));
    connect(m_close, &ClosePanel::said, this, &Page::said);
    connect(m_close, &ClosePanel::closed, this, [this] { m_waveTable->setFocus(); });
    connect(m_drawer, &BibDrawer::said, this, &Page::said);
    connect(m_drawer, &BibDrawer::runnerWanted, this, &Page::runnerWanted);
    connect(m_drawer, &BibDrawer::closed, this, [this] { m_waveTable->setFocus(); });
    m_waveTable->setFitLimit(7);
    m_pointTable->setFitLimit(5);
    m_waveTable->setEmptyText(tr("No race yet. Load an event document in Setup (Ctrl+9)."));
    m_pointTable->setEmptyText(tr("No timing point yet."));
    m_finisherTable->setEmptyText(tr("Nobody has finished yet."));
    connect(m_finisherTable, &DataTable::chosen, this, &Page::runnerWanted);
    connect(m_waveTable, &DataTable::chosen, this, [this] { openStart(selectedWaves()); });
    connect(m_startPanel, &StartPanel::said, this, &Page::said);
    connect(m_startPanel, &StartPanel::closed, this, [this] {
        clearSelection();
        m_waveTable->setFocus();
    });
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &RacePage::tick);
    connect(context.look, &Look::changed, this, &RacePage::layoutButtons);
}

void RacePage::buildNotes()
{
    m_armedNote->setObjectName(QStringLiteral("armedNote"));
    m_armedNote->setProperty("kind", QStringLiteral("note"));
    auto *note = new QHBoxLayout(m_armedNote);
    note->setContentsMargins(12, 7, 8, 7);
    m_armedText->setTextFormat(Qt::PlainText);
    m_armedText->setProperty("kind", QStringLiteral("look"));
    m_armedText->setWordWrap(true);
    m_start->setObjectName(QStringLiteral("startButton"));
    m_start->setProperty("kind", QStringLiteral("main"));
    note->addWidget(m_armedText, 1);
    note->addWidget(m_start);
    m_armedNote->hide();
    // The press is the time stamp: a click counts when the button goes down, as a key does.
    connect(m_start, &QPushButton::pressed, this, &RacePage::startWanted);

    m_startedNote->setObjectName(QStringLiteral("startedNote"));
    m_startedNote->setProperty("kind", QStringLiteral("note"));
    auto *line = new QHBoxLayout(m_startedNote);
    line->setContentsMargins(12, 7, 8, 7);
    m_startedText->setObjectName(QStringLiteral("startedText"));
    m_startedText->setTextFormat(Qt::PlainText);
    m_startedText->setProperty("kind", QStringLiteral("good"));
    m_startedText->setWordWrap(true);
    auto *undo = new QPushButton(tr("Undo  Ctrl+Z"), m_startedNote);
    undo->setObjectName(QStringLiteral("undoStart"));
    line->addWidget(m_startedText, 1);
    line->addWidget(undo);
    m_startedNote->hide();
    connect(undo, &QPushButton::clicked, this, [this] { context().commands->undo(); });
}

QWidget *RacePage::firstFocus()
{
    if (!m_close->isHidden())
        return m_close->firstFocus();
    return m_drawer->isHidden() ? static_cast<QWidget *>(m_waveTable) : m_drawer->field();
}

void RacePage::openPart(const QString &part)
{
    if (part == u"hand") {
        m_close->close();
        m_drawer->open();
    } else if (part == u"close") {
        m_drawer->hide();
        m_close->open();
    }
}

void RacePage::tap(const engine::ViewPtr &view, UtcTime at)
{
    m_drawer->setView(view); // the page may not be shown
    m_drawer->tap(at);
}

void RacePage::setView(const engine::ViewPtr &view)
{
    const bool wavesChanged = !m_view || !view || m_view->waves != view->waves;
    m_view = view;
    m_waves->setView(view);
    m_points->setView(view);
    m_finishers->setView(view);
    m_startPanel->setView(view);
    m_drawer->setView(view);
    m_close->setView(view);
    if (wavesChanged)
        layoutButtons();
    followStarted();
}

void RacePage::showStarted(const QStringList &titles, const QString &at, const Id128 &lastOpBefore)
{
    m_before = lastOpBefore;
    m_startOp = {};
    m_startedText->setText(tr("● Started at %1: %2. Not right? Undo takes this start back.").arg(at, titles.join(QStringLiteral(", "))));
    m_startedNote->show();
}

// The first operation after the press is the start itself; with the one after that, Undo would mean something else.
void RacePage::followStarted()
{
    if (m_startedNote->isHidden() || !m_view || !m_view->lastOp || m_view->lastOp->id == m_before)
        return;
    if (m_startOp.isNull())
        m_startOp = m_view->lastOp->id;
    else if (m_startOp != m_view->lastOp->id)
        m_startedNote->hide();
}

// Buttons sit in the table's last column; one per wave that has no gun yet.
void RacePage::layoutButtons()
{
    QStringList armed;
    const int rows = m_waves->rowCount();
    for (int row = 0; row < rows; ++row) {
        const QModelIndex index = m_waves->index(row, WavesModel::Action);
        const engine::WaveRow *wave = m_waves->wave(m_waves->entityAt(row));
        auto *holder = m_waveTable->indexWidget(index);
        if (!wave || !canArm(*wave)) {
            if (holder)
                m_waveTable->setIndexWidget(index, nullptr);
            continue;
        }
        if (!holder) {
            holder = new QWidget(m_waveTable);
            auto *box = new QHBoxLayout(holder);
            box->setContentsMargins(0, 2, 10, 3);
            auto *button = new QPushButton(holder);
            button->setFixedHeight(25);
            button->setStyleSheet(QStringLiteral("padding: 0 10px; font-size: 13px;"));
            box->addStretch(1);
            box->addWidget(button);
            m_waveTable->setIndexWidget(index, holder);
            connect(button, &QPushButton::clicked, this, [this, row] {
                if (const engine::WaveRow *w = m_waves->wave(m_waves->entityAt(row)))
                    Q_EMIT armWanted({w->key}, !w->armed);
            });
        }
        auto *button = holder->findChild<QPushButton *>();
        button->setObjectName(QStringLiteral("arm:") + wave->key);
        button->setText(wave->armed ? tr("Disarm") : tr("Arm  F8"));
        button->setAccessibleName((wave->armed ? tr("Disarm %1") : tr("Arm %1")).arg(waveTitle(*wave)));
        if (wave->armed)
            armed << wave->key;
    }
    m_armedNote->setVisible(!armed.isEmpty());
    describeArmed();
}

void RacePage::describeArmed()
{
    QStringList armed;
    QString left;
    for (int row = 0; row < m_waves->rowCount(); ++row) {
        const engine::WaveRow *wave = m_waves->wave(m_waves->entityAt(row));
        if (!wave || !wave->armed || !canArm(*wave))
            continue;
        armed << waveTitle(*wave);
        if (left.isEmpty())
            left = countdown(*wave, context().clock->now());
    }
    if (armed.isEmpty())
        return;
    const QString what = armed.size() == 1 ? tr("▲ Armed: %1. F9 starts it; the moment you press is the gun.").arg(armed.front())
                                           : tr("▲ Armed: %1. F9 starts all of them with one gun.").arg(armed.join(QStringLiteral(", ")));
    m_armedText->setText(left.isEmpty() ? what : what + u' ' + tr("Planned %1.").arg(left));
}

void RacePage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    tick();
    m_tick.start();
}

void RacePage::hideEvent(QHideEvent *event)
{
    m_tick.stop();
    Page::hideEvent(event);
}

void RacePage::tick()
{
    m_waves->setNow(context().clock->now());
    describeArmed();
}

void RacePage::openStart(const QStringList &waveKeys)
{
    m_startPanel->open(waveKeys);
}

bool RacePage::closePanel()
{
    const bool open = m_startPanel->isOpen();
    m_startPanel->close();
    return open || m_close->close() || m_drawer->close();
}

QStringList RacePage::selectedWaves() const
{
    QStringList keys;
    for (const int entity : m_waveTable->selectedEntities()) {
        if (const engine::WaveRow *wave = m_waves->wave(entity))
            keys << wave->key;
    }
    return keys;
}

void RacePage::clearSelection()
{
    m_waveTable->clearSelection();
}

} // namespace gantry::ui
