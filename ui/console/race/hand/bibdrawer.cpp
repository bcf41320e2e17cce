// SPDX-License-Identifier: Apache-2.0
#include "ui/console/race/hand/bibdrawer.h"

#include "core/engine/closing/stillout.h"
#include "ui/console/common/datatable.h"
#include "ui/models/bibguess.h"
#include "ui/models/changes.h"
#include "ui/models/handmodel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>

namespace gantry::ui {

namespace {

constexpr int kRowsShown = 6;
constexpr int kProposals = 3;

QStringList bibsIn(const QString &typed)
{
    return typed.split(QRegularExpression(QStringLiteral("[,;\\s]+")), Qt::SkipEmptyParts);
}

} // namespace

BibDrawer::BibDrawer(const Context &context, QWidget *parent)
    : QFrame(parent), m_context(context), m_model(new HandModel(this)),
      m_list(new DataTable(context.look, m_model, QStringLiteral("handList"), DataTable::Height::FitRows, this)), m_point(new QComboBox(this)),
      m_field(new QLineEdit(this)), m_hint(new QLabel(this)), m_count(new QLabel(this)), m_title(new QLabel(tr("Bib entry"), this)),
      m_back(new QPushButton(tr("Take back  Del"), this))
{
    setObjectName(QStringLiteral("bibDrawer"));
    setProperty("kind", QStringLiteral("note"));
    build();
    hide();
}

void BibDrawer::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 10, 10);
    column->setSpacing(7);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    m_title->setProperty("kind", QStringLiteral("title"));
    m_point->setObjectName(QStringLiteral("handPoint"));
    m_point->setAccessibleName(tr("Timing point of the times taken by hand"));
    m_count->setObjectName(QStringLiteral("handCount"));
    m_count->setProperty("kind", QStringLiteral("dim"));
    auto *shut = new QPushButton(tr("Close  Esc"), this);
    shut->setObjectName(QStringLiteral("handClose"));
    shut->setProperty("kind", QStringLiteral("flat"));
    m_back->setObjectName(QStringLiteral("handTakeBack"));
    m_back->setEnabled(false);
    head->addWidget(m_title);
    head->addWidget(m_point);
    head->addWidget(m_count);
    head->addStretch(1);
    head->addWidget(m_back);
    head->addWidget(shut);
    column->addLayout(head);
    auto *line = new QHBoxLayout;
    line->setSpacing(12);
    m_field->setObjectName(QStringLiteral("bibField"));
    m_field->setAccessibleName(tr("Bib"));
    m_field->setPlaceholderText(tr("Bib, Enter"));
    m_field->setStyleSheet(QStringLiteral("font-size: 26px; font-weight: 650; padding: 6px 12px;"));
    m_field->setFixedWidth(230);
    m_field->setMaxLength(200);
    m_field->installEventFilter(this);
    m_list->installEventFilter(this);
    m_hint->setObjectName(QStringLiteral("bibHint"));
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    line->addWidget(m_field);
    line->addWidget(m_hint, 1);
    column->addLayout(line);
    m_list->setFitLimit(kRowsShown);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setEmptyText(tr("Nothing by hand yet. Type a bib and press Enter as the runner crosses; Enter alone, or F7, is a time without a bib."));
    column->addWidget(m_list);
    connect(shut, &QPushButton::clicked, this, [this] {
        m_list->clearSelection();
        close();
    });
    connect(m_point, &QComboBox::activated, this, [this] {
        m_pointChosen = true;
        m_field->setFocus();
    });
    connect(m_field, &QLineEdit::textChanged, this, &BibDrawer::showHint);
    connect(m_list, &DataTable::selectionMoved, this, &BibDrawer::showChosen);
    connect(m_list, &DataTable::chosen, this, [this](int entity) {
        const engine::HandRow *row = m_model->row(entity);
        if (row && !row->bib.isEmpty() && row->entrant.value() >= 0)
            Q_EMIT runnerWanted(row->entrant.value());
        else
            m_field->setFocus(); // a tap: its bib is typed next
    });
    connect(m_back, &QPushButton::clicked, this, [this] {
        if (const engine::HandRow *row = chosen())
            run({QStringLiteral("op"), QStringLiteral("undo"), row->id.toString()});
        m_list->clearSelection();
        m_field->setFocus();
    });
    showHint();
}

QWidget *BibDrawer::field()
{
    return m_field;
}

void BibDrawer::open()
{
    show();
    m_field->setFocus(Qt::ShortcutFocusReason);
    m_field->selectAll();
}

bool BibDrawer::close()
{
    if (isHidden())
        return false;
    if (m_list->selectedEntity() >= 0) {
        m_list->clearSelection();
        m_field->setFocus();
        return true;
    }
    hide();
    Q_EMIT closed();
    return true;
}

void BibDrawer::setView(const engine::ViewPtr &view)
{
    const bool otherEvent = !m_view || !view || m_view->event != view->event;
    m_view = view;
    if (otherEvent)
        listPoints();
    m_model->setView(view);
    const int open = m_model->openTaps();
    m_count->setText(open > 0 ? marked(Tone::Look, tr("taps without a bib: %1").arg(open)) : tr("by hand so far: %1").arg(m_model->rowCount()));
    showHint();
}

// The finish, until somebody chooses another point.
void BibDrawer::listPoints()
{
    QStringList names;
    QString finish;
    if (m_view && m_view->event) {
        for (const PointDef &point : m_view->event->document.points) {
            if (point.kind == PointKind::Announcer)
                continue;
            names << point.name;
            if (finish.isEmpty() && (point.kind == PointKind::Finish || point.kind == PointKind::StartFinish))
                finish = point.name;
        }
        const auto &rules = m_view->event->rules;
        if (!rules.empty() && !rules.front().course.empty())
            finish = pointName(*m_view, rules.front().course.back().point);
    }
    if (names == m_points)
        return;
    const QString before = m_pointChosen ? m_point->currentText() : QString();
    m_points = names;
    m_point->clear();
    m_point->addItems(names);
    m_point->setCurrentText(names.contains(before) ? before : finish);
}

QString BibDrawer::point() const
{
    return m_point->currentText();
}

const engine::HandRow *BibDrawer::chosen() const
{
    return m_model->row(m_list->selectedEntity());
}

bool BibDrawer::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const UtcTime at = m_context.clock->now(); // the press is the time stamp
    const auto *press = static_cast<QKeyEvent *>(event);
    const int key = press->key();
    if (watched == m_field && (key == Qt::Key_Return || key == Qt::Key_Enter)) {
        if (!press->isAutoRepeat())
            enter(at);
        return true;
    }
    if (watched == m_field && key == Qt::Key_Down && m_model->rowCount() > 0) {
        m_list->setFocus();
        m_list->selectRow(0);
        return true;
    }
    if (watched == m_list && key == Qt::Key_Delete && chosen()) {
        m_back->click();
        return true;
    }
    if (watched == m_list && !press->text().isEmpty() && press->text().front().isLetterOrNumber()) {
        m_field->setFocus(); // typing a bib with a tap chosen
        m_field->insert(press->text());
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

void BibDrawer::enter(UtcTime at)
{
    const QString typed = m_field->text().trimmed();
    if (!m_view || !m_view->event || point().isEmpty())
        return Q_EMIT said(tr("▲ There is no timing point yet. Load an event in Setup (Ctrl+9)."));
    const engine::HandRow *row = chosen();
    if (row && row->bib.isEmpty() && !typed.isEmpty())
        giveBib(*row, typed);
    else if (typed.isEmpty())
        tap(at);
    else {
        // A bib that two races have needs its race: then each runner is a command of its own, in the same order.
        const QStringList bibs = bibsIn(typed);
        std::vector<BibGuess> guesses;
        for (const QString &bib : bibs)
            guesses.push_back(guessBib(*m_view, bib));
        const bool together = std::ranges::all_of(guesses, [](const BibGuess &g) { return g.race.isEmpty(); });
        QStringList all;
        for (const BibGuess &guess : guesses)
            all << guess.bib;
        const auto words = [&](const QString &list, UtcTime when) {
            return QStringList{QStringLiteral("op"), QStringLiteral("hand"), QStringLiteral("--point"), point(), QStringLiteral("--bib"), list, QStringLiteral("--at"), formatUtc(when)};
        };
        if (together)
            run(words(all.join(u','), at));
        for (std::size_t i = 0; i < guesses.size() && !together; ++i) {
            QStringList one = words(guesses[i].bib, at + Micros(std::int64_t(i)));
            if (!guesses[i].race.isEmpty())
                one << QStringLiteral("--race") << guesses[i].race;
            run(one);
        }
    }
    m_field->clear();
    m_list->clearSelection();
}

void BibDrawer::giveBib(const engine::HandRow &tap, const QString &typed)
{
    const BibGuess guess = guessBib(*m_view, typed);
    QStringList words{QStringLiteral("op"), QStringLiteral("hand-bib"), tap.id.toString(), QStringLiteral("--bib"), guess.bib};
    if (!guess.race.isEmpty())
        words << QStringLiteral("--race") << guess.race;
    run(words);
}

void BibDrawer::tap(UtcTime at)
{
    if (!m_view || !m_view->event || point().isEmpty())
        return Q_EMIT said(tr("▲ There is no timing point yet. Load an event in Setup (Ctrl+9)."));
    run({QStringLiteral("op"), QStringLiteral("hand"), QStringLiteral("--point"), point(), QStringLiteral("--tap"), QStringLiteral("--at"), formatUtc(at)});
    Q_EMIT said(tr("● Tap at %1, %2. F6 lists the taps and gives them bibs.").arg(point(), timeOfDay(at, m_view->event->zone, 1)));
}

void BibDrawer::run(const QStringList &words)
{
    m_context.commands->run(words, this, [this](const Answer &answer) {
        if (!answer.ok())
            Q_EMIT said(tr("■ Not done: %1").arg(QString::fromUtf8(answer.err.isEmpty() ? answer.out : answer.err).trimmed()));
    });
}

void BibDrawer::showHint()
{
    const QStringList bibs = bibsIn(m_field->text());
    const engine::HandRow *row = chosen();
    if (!m_view || bibs.isEmpty()) {
        if (!row || !row->bib.isEmpty())
            m_hint->setText(tr("Enter takes the time. Enter alone: a time without a bib. 44, 45, 46: several in this order."));
        return;
    }
    QStringList words;
    for (const QString &bib : bibs)
        words << guessWords(*m_view, guessBib(*m_view, bib), bib);
    const QString text = words.join(QStringLiteral("   "));
    m_hint->setText(row && row->bib.isEmpty() ? tr("for the tap of %1:  %2").arg(timeOfDay(row->at, m_view->event->zone, 1), text) : text);
}

void BibDrawer::showChosen()
{
    const engine::HandRow *row = chosen();
    m_back->setEnabled(row != nullptr);
    showHint();
    if (row && row->bib.isEmpty() && m_view) {
        m_hint->setText(tr("Whose tap is it? Type the bib."));
        propose(*row);
    }
}

// Who was due about then, nearest first.
void BibDrawer::propose(const engine::HandRow &tap)
{
    m_context.worker->post(this, 1, [this, view = m_view, id = tap.id, at = tap.at] {
        auto rows = engine::stillOut(*view, at);
        std::erase_if(rows, [](const engine::OutRow &o) { return !o.due; });
        const auto apart = [at](const engine::OutRow &o) { return *o.due < at ? at - *o.due : *o.due - at; };
        std::ranges::stable_sort(rows, {}, apart);
        QStringList words;
        for (std::size_t i = 0; i < rows.size() && i < kProposals; ++i) {
            const Entrant &e = entrantOf(*view, rows[i].entrant.value())->entrant;
            words << tr("%1 %2 (due %3)").arg(e.bib, e.displayName(), timeOfDay(*rows[i].due, view->event->zone));
        }
        return [this, id, words] {
            const engine::HandRow *row = chosen();
            if (row && row->id == id && m_field->text().isEmpty() && !words.isEmpty())
                m_hint->setText(tr("Whose tap is it? Type the bib. Due about then: %1").arg(words.join(QStringLiteral(", "))));
        };
    });
}

} // namespace gantry::ui
