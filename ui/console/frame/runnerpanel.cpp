// SPDX-License-Identifier: Apache-2.0
#include "ui/console/frame/runnerpanel.h"

#include "ui/console/common/figurelabel.h"
#include "ui/console/frame/cardfixes.h"
#include "ui/models/changes.h"

#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace gantry::ui {

namespace {

constexpr int kReadsShown = 60; // a chip left on a mat makes thousands; the Reads page has them all

void clear(QLayout *layout)
{
    while (QLayoutItem *item = layout->takeAt(0)) {
        if (QWidget *widget = item->widget())
            widget->deleteLater();
        if (QLayout *inner = item->layout())
            clear(inner);
        delete item;
    }
}

QLabel *label(QWidget *parent, const char *kind, const QString &name)
{
    auto *made = new QLabel(parent);
    made->setObjectName(name);
    made->setProperty("kind", QLatin1String(kind));
    made->setWordWrap(true);
    made->setTextFormat(Qt::PlainText);
    return made;
}

QFrame *hairline(QWidget *parent)
{
    auto *line = new QFrame(parent);
    line->setProperty("kind", QStringLiteral("hairline"));
    return line;
}

} // namespace

RunnerPanel::RunnerPanel(const Context &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    setObjectName(QStringLiteral("runnerCard"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(14, 10, 8, 6);
    auto *title = new QLabel(tr("Runner"), this);
    title->setStyleSheet(QStringLiteral("font-size: 13px; font-weight: 650;"));
    auto *close = new QPushButton(tr("Close  Esc"), this);
    close->setObjectName(QStringLiteral("cardClose"));
    close->setProperty("kind", QStringLiteral("flat"));
    connect(close, &QPushButton::clicked, this, &RunnerPanel::close);
    head->addWidget(title);
    head->addStretch(1);
    head->addWidget(close);
    column->addLayout(head);
    column->addWidget(hairline(this));
    m_area = new QScrollArea(this);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setFocusPolicy(Qt::StrongFocus); // letters are fixes, arrows scroll
    m_area->setObjectName(QStringLiteral("cardArea"));
    m_area->setAccessibleName(tr("Runner card"));
    m_area->setWidget(buildBody());
    column->addWidget(m_area, 1);
}

QWidget *RunnerPanel::buildBody()
{
    auto *body = new QWidget(this);
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(14, 10, 14, 14);
    column->setSpacing(4);
    m_bib = label(body, "dim", QStringLiteral("cardBib"));
    m_name = label(body, "title", QStringLiteral("cardName"));
    m_name->setStyleSheet(QStringLiteral("font-size: 18px; font-weight: 650;"));
    m_person = label(body, "dim", QStringLiteral("cardPerson"));
    m_state = label(body, "title", QStringLiteral("cardState"));
    m_flags = label(body, "look", QStringLiteral("cardFlags"));
    m_chips = label(body, "small", QStringLiteral("cardChips"));
    for (QLabel *l : {m_bib, m_name, m_person, m_state, m_flags})
        column->addWidget(l);
    column->addSpacing(4);
    m_times = new QGridLayout;
    m_times->setHorizontalSpacing(12);
    m_times->setVerticalSpacing(3);
    m_times->setColumnStretch(1, 1);
    column->addLayout(m_times);
    column->addSpacing(8);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(6);
    const auto button = [&](const QString &text, const QString &name) {
        auto *made = new QPushButton(text, body);
        made->setObjectName(name);
        buttons->addWidget(made);
        return made;
    };
    m_dnf = button(tr("DNF  D"), QStringLiteral("cardDnf"));
    m_dq = button(tr("DQ  Q"), QStringLiteral("cardDq"));
    m_back = button(tr("Back  B"), QStringLiteral("cardTakeBack"));
    buttons->addStretch(1);
    column->addLayout(buttons);
    m_explain = new QPushButton(tr("Explain  Ctrl+E"), body);
    m_explain->setObjectName(QStringLiteral("cardExplain"));
    column->addWidget(m_explain, 0, Qt::AlignLeft);
    connect(m_dnf, &QPushButton::clicked, this, [this] { verdict(QStringLiteral("dnf")); });
    connect(m_dq, &QPushButton::clicked, this, [this] { verdict(QStringLiteral("dq")); });
    connect(m_back, &QPushButton::clicked, this, &RunnerPanel::takeBackVerdict);
    connect(m_explain, &QPushButton::clicked, this, &RunnerPanel::explain);
    m_fixes = new CardFixes(body);
    connect(m_fixes, &CardFixes::wanted, this, [this](const QStringList &words) { run(words); });
    column->addWidget(m_fixes);
    column->addSpacing(6);
    column->addWidget(hairline(body));
    auto *heading = label(body, "small", QStringLiteral("cardReadsTitle"));
    heading->setText(tr("Reads, and what became of them"));
    column->addWidget(heading);
    m_reads = new QVBoxLayout;
    m_reads->setSpacing(6);
    column->addLayout(m_reads);
    column->addWidget(m_chips);
    column->addSpacing(6);
    column->addWidget(hairline(body));
    auto *done = label(body, "small", QStringLiteral("cardChangesTitle"));
    done->setText(tr("What was done to this runner, newest first"));
    column->addWidget(done);
    m_changes = new QVBoxLayout;
    m_changes->setSpacing(6);
    column->addLayout(m_changes);
    column->addStretch(1);
    return body;
}

void RunnerPanel::open(int entrant)
{
    const engine::EntrantRow *row = m_view ? entrantOf(*m_view, entrant) : nullptr;
    if (!row)
        return;
    m_entrant = entrant;
    m_id = row->entrant.id;
    m_scan = std::make_shared<ReadScan>();
    m_area->ensureVisible(0, 0);
    if (m_card.entrant != entrant) { // a press before the card is there would mean whoever was on it before
        m_card = {};
        for (QPushButton *button : {m_dnf, m_dq, m_back})
            button->setEnabled(false);
    }
    ask();
}

void RunnerPanel::close()
{
    m_entrant = -1;
    m_card = {};
    m_scan.reset();
    Q_EMIT closed();
}

void RunnerPanel::setView(const engine::ViewPtr &view)
{
    const engine::ViewPtr before = std::move(m_view);
    m_view = view;
    if (m_entrant < 0)
        return;
    const engine::EntrantRow *row = view && sameEvent(before.get(), view.get()) ? entrantOf(*view, m_entrant) : nullptr;
    if (!row || row->entrant.id != m_id)
        return close();
    const bool same = before && before->entrants == view->entrants && before->results == view->results && before->places == view->places
                      && before->reads == view->reads && before->hands == view->hands && before->event == view->event && before->history == view->history;
    if (!same)
        ask();
}

void RunnerPanel::ask()
{
    m_context.worker->post(this, 0, [this, view = m_view, entrant = m_entrant, scan = m_scan] {
        RunnerCard card = runnerCard(*view, entrant, *scan);
        return [this, card = std::move(card)] {
            if (card.entrant == m_entrant && m_entrant >= 0)
                fill(card);
        };
    });
}

void RunnerPanel::fill(const RunnerCard &card)
{
    const bool sameReads = card.reads == m_card.reads && card.entrant == m_card.entrant;
    const bool sameTimes = card.times == m_card.times && card.places == m_card.places && card.entrant == m_card.entrant;
    const bool sameChanges = card.changes == m_card.changes && card.entrant == m_card.entrant;
    m_card = card;
    m_fixes->setRunner(card, card.started);
    m_bib->setText(tr("Bib %1 · %2").arg(card.bib.isEmpty() ? dash() : card.bib, card.race));
    m_name->setText(card.name);
    m_person->setText(card.person);
    m_person->setVisible(!card.person.isEmpty());
    m_state->setText(card.state.text);
    m_state->setStyleSheet(QStringLiteral("font-size: 14px; font-weight: 650; color: %1;").arg(m_context.look->toneColour(card.state.tone).name()));
    m_flags->setText(card.flags.isEmpty() ? QString() : marked(Tone::Look, card.flags));
    m_flags->setVisible(!card.flags.isEmpty());
    m_chips->setText(tr("Chips: %1").arg(card.chips));
    const bool decided = card.status == scoring::Status::Dnf || card.status == scoring::Status::Dq || card.status == scoring::Status::Dns;
    m_dnf->setEnabled(card.status != scoring::Status::Dnf);
    m_dq->setEnabled(card.status != scoring::Status::Dq);
    m_back->setEnabled(decided);
    m_back->setText(decided ? tr("Back %1  B").arg(statusWord(card.status)) : tr("Back  B"));
    if (!sameTimes) {
        clear(m_times);
        int line = 0;
        for (const std::vector<CardLine> *lines : {&m_card.times, &m_card.places}) {
            for (const CardLine &entry : *lines) {
                auto *key = new QLabel(entry.label, m_area->widget());
                key->setProperty("kind", QStringLiteral("dim"));
                auto *value = new FigureLabel(m_context.look, 15, QFont::DemiBold, m_area->widget());
                value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
                value->setText(entry.value, entry.value == dash() ? Tone::Dim : Tone::Plain);
                m_times->addWidget(key, line, 0);
                m_times->addWidget(value, line++, 1);
            }
        }
    }
    if (!sameReads)
        fillReads();
    if (!sameChanges)
        fillChanges();
    Q_EMIT filled();
}

void RunnerPanel::fillReads()
{
    clear(m_reads);
    QWidget *body = m_area->widget();
    if (m_card.reads.empty()) {
        auto *none = label(body, "dim", QStringLiteral("cardNoReads"));
        none->setText(tr("No reads yet."));
        m_reads->addWidget(none);
    }
    const std::size_t from = m_card.reads.size() > kReadsShown ? m_card.reads.size() - kReadsShown : 0;
    for (std::size_t i = from; i < m_card.reads.size(); ++i) {
        const CardRead &read = m_card.reads[i];
        auto *row = new QGridLayout;
        row->setHorizontalSpacing(10);
        row->setVerticalSpacing(0);
        auto *time = new FigureLabel(m_context.look, 13, QFont::Medium, body);
        time->setText(read.time);
        auto *point = new FigureLabel(m_context.look, 13, QFont::Normal, body);
        point->setText(read.point, Tone::Dim);
        auto *verdict = label(body, "dim", QStringLiteral("cardRead%1").arg(i));
        verdict->setText(read.verdict.text);
        verdict->setStyleSheet(QStringLiteral("font-size: 12px; color: %1;").arg(m_context.look->toneColour(read.verdict.tone).name()));
        auto *toggle = new QPushButton(read.hand ? tr("Take back") : read.ignored ? tr("Use") : tr("Ignore"), body);
        toggle->setObjectName(QStringLiteral("cardIgnore%1").arg(i));
        toggle->setProperty("kind", QStringLiteral("flat"));
        toggle->setAccessibleName(read.hand ? tr("Take the time by hand of %1 back").arg(read.time) : tr("%1 the read of %2").arg(toggle->text(), read.time));
        connect(toggle, &QPushButton::clicked, this, [this, read] {
            if (read.hand)
                run({QStringLiteral("op"), QStringLiteral("undo"), read.id, QStringLiteral("--only")});
            else if (read.ignored)
                takeBack(read.id, {QStringLiteral("op"), QStringLiteral("use-read"), read.id});
            else
                decide(read.id, {QStringLiteral("op"), QStringLiteral("ignore-read"), read.id});
        });
        row->addWidget(time, 0, 0);
        row->addWidget(point, 0, 1);
        row->addWidget(toggle, 0, 2, 2, 1, Qt::AlignRight | Qt::AlignVCenter);
        row->addWidget(verdict, 1, 0, 1, 2);
        row->setColumnStretch(1, 1);
        m_reads->addLayout(row);
    }
}

void RunnerPanel::run(const QStringList &words, const std::function<void(const Answer &)> &done)
{
    m_context.commands->run(words, this, [this, done](const Answer &answer) {
        if (!answer.ok())
            Q_EMIT said(tr("■ Not done: %1").arg(QString::fromUtf8(answer.err.isEmpty() ? answer.out : answer.err).trimmed()));
        else if (done)
            done(answer);
    });
}

void RunnerPanel::decide(const QString &what, const QStringList &words)
{
    run(words, [this, what](const Answer &answer) {
        const QString id = QString::fromUtf8(answer.out).trimmed().section(u' ', 0, 0);
        if (Id128::parse(id))
            m_decisions.insert(what, id);
    });
}

void RunnerPanel::takeBack(const QString &what, const QStringList &otherwise)
{
    const QString op = m_decisions.take(what);
    run(op.isEmpty() ? otherwise : QStringList{QStringLiteral("op"), QStringLiteral("undo"), op});
}

QStringList RunnerPanel::ofRunner(const QStringList &words) const
{
    QStringList all = words;
    all << QStringLiteral("--bib") << m_card.bib;
    if (!m_card.raceName.isEmpty())
        all << QStringLiteral("--race") << m_card.raceName; // one bib may run in two races
    return all;
}

void RunnerPanel::verdict(const QString &kind)
{
    QStringList words = ofRunner({QStringLiteral("op"), kind});
    if (const QString reason = m_fixes->takeReason(); !reason.isEmpty())
        words << QStringLiteral("--reason") << reason;
    decide(QStringLiteral("verdict/") + m_card.id.toString(), words);
}

void RunnerPanel::takeBackVerdict()
{
    takeBack(QStringLiteral("verdict/") + m_card.id.toString(), ofRunner({QStringLiteral("op"), QStringLiteral("reinstate")}));
}

void RunnerPanel::explain()
{
    if (m_entrant >= 0 && !m_card.bib.isEmpty())
        Q_EMIT explainWanted(m_card.bib, m_card.raceName);
}

void RunnerPanel::fillChanges()
{
    clear(m_changes);
    QWidget *body = m_area->widget();
    if (m_card.changes.empty()) {
        auto *none = label(body, "dim", QStringLiteral("cardNoChanges"));
        none->setText(tr("Nothing but the roster."));
        m_changes->addWidget(none);
    }
    for (std::size_t i = 0; i < m_card.changes.size(); ++i) {
        const CardChange &change = m_card.changes[i];
        auto *row = new QGridLayout;
        row->setHorizontalSpacing(10);
        row->setVerticalSpacing(0);
        auto *what = label(body, change.inForce ? "" : "dim", QStringLiteral("cardChange%1").arg(i));
        what->setText(marked(change.inForce ? Tone::Good : Tone::Dim, change.inForce ? change.text : tr("%1 (taken back)").arg(change.text)));
        auto *who = label(body, "small", QStringLiteral("cardChangeWho%1").arg(i));
        who->setText(change.who);
        auto *toggle = new QPushButton(change.inForce ? tr("Undo") : tr("Redo"), body);
        toggle->setObjectName(QStringLiteral("cardChangeUndo%1").arg(i));
        toggle->setProperty("kind", QStringLiteral("flat"));
        toggle->setAccessibleName(tr("%1: %2").arg(toggle->text(), change.text));
        connect(toggle, &QPushButton::clicked, this, [this, change] { run({QStringLiteral("op"), change.inForce ? QStringLiteral("undo") : QStringLiteral("redo"), change.id}); });
        row->addWidget(what, 0, 0);
        row->addWidget(who, 1, 0);
        row->addWidget(toggle, 0, 1, 2, 1, Qt::AlignRight | Qt::AlignVCenter);
        row->setColumnStretch(0, 1);
        m_changes->addLayout(row);
    }
}

bool RunnerPanel::leave()
{
    if (!m_fixes->leave())
        return false;
    m_area->setFocus();
    return true;
}

QWidget *RunnerPanel::focusTarget() const
{
    return m_area;
}

// Only while the card itself has the focus: a letter typed into a field is text.
void RunnerPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() == Qt::NoModifier && m_entrant >= 0 && m_card.entrant == m_entrant) {
        switch (event->key()) {
        case Qt::Key_D: return m_dnf->click();
        case Qt::Key_Q: return m_dq->click();
        case Qt::Key_B: return m_back->click();
        default:
            if (m_fixes->press(event->key()))
                return;
        }
    }
    QWidget::keyPressEvent(event);
}

} // namespace gantry::ui
