// SPDX-License-Identifier: Apache-2.0
#include "ui/console/awards/awardspage.h"

#include "ui/console/awards/announcepanel.h"
#include "ui/console/awards/whypanel.h"
#include "ui/console/common/datatable.h"
#include "ui/console/common/printpanel.h"
#include "ui/models/awardsmodel.h"
#include "ui/models/changes.h"

#include "core/engine/awards/awardtext.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace gantry::ui {

namespace {

constexpr int kBandsWidth = 300;

QLabel *label(QWidget *parent, const char *name, const char *kind)
{
    auto *made = new QLabel(parent);
    made->setObjectName(QLatin1String(name));
    made->setTextFormat(Qt::PlainText); // bands and names come from outside
    made->setProperty("kind", QLatin1String(kind));
    made->setMinimumWidth(20); // a long name makes no window wider
    return made;
}

} // namespace

AwardsPage::AwardsPage(const Context &context, QWidget *parent)
    : Page(context, QStringLiteral("page_awards"), parent), m_bands(new BandsModel(this)), m_prizes(new PrizesModel(this)),
      m_bandTable(new DataTable(context.look, m_bands, QStringLiteral("bands"), DataTable::Height::Stretch, this)),
      m_prizeTable(new DataTable(context.look, m_prizes, QStringLiteral("prizes"), DataTable::Height::Stretch, this)), m_races(new QButtonGroup(this)), m_kinds(new QButtonGroup(this)),
      m_raceRow(new QHBoxLayout), m_column(new QVBoxLayout(this)), m_title(label(this, "bandTitle", "title")), m_state(label(this, "bandState", "dim")),
      m_change(label(this, "bandChange", "act")), m_summary(label(this, "awardsSummary", "dim")), m_why(new WhyPanel(context.commands, this)),
      m_announce(new AnnouncePanel(this))
{
    m_column->setContentsMargins(14, 12, 14, 12);
    m_column->setSpacing(10);
    m_column->addLayout(buildBar());
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    m_bandTable->setFixedWidth(kBandsWidth);
    m_bandTable->setAccessibleName(tr("Bands"));
    m_bandTable->setSelectionMode(QAbstractItemView::SingleSelection);
    m_bandTable->setEmptyText(tr("No awards. Setup (Ctrl+9) has them, race by race."));
    row->addWidget(m_bandTable);
    row->addLayout(buildBand(), 1);
    m_column->addLayout(row, 1);
    m_column->addWidget(m_announce, 1);
    m_column->addWidget(m_why);
    for (DataTable *table : {m_bandTable, m_prizeTable})
        table->installEventFilter(this);
    connect(m_bandTable, &DataTable::selectionMoved, this, [this] {
        if (const int entity = m_bandTable->selectedEntity(); entity >= 0)
            chooseBand(entity);
    });
    connect(m_prizeTable, &DataTable::selectionMoved, this, &AwardsPage::showState);
    connect(m_why, &WhyPanel::closed, this, [this] { firstFocus()->setFocus(); });
    connect(m_announce, &AnnouncePanel::closed, this, [this] { firstFocus()->setFocus(); });
    connect(m_announce, &AnnouncePanel::announced, this, [this] {
        m_prizeTable->clearSelection();
        give(QStringLiteral("announced"));
    });
    auto *paper = new QShortcut(QKeySequence(QStringLiteral("Ctrl+P")), this);
    paper->setContext(Qt::WidgetWithChildrenShortcut);
    connect(paper, &QShortcut::activated, this, &AwardsPage::print);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &AwardsPage::refresh);
}

QPushButton *AwardsPage::button(const QString &text, const char *name, const char *kind, const std::function<void()> &then)
{
    auto *made = new QPushButton(text, this);
    made->setObjectName(QLatin1String(name));
    if (kind)
        made->setProperty("kind", QLatin1String(kind));
    connect(made, &QPushButton::clicked, this, then);
    return made;
}

QLayout *AwardsPage::buildBar()
{
    auto *bar = new QHBoxLayout;
    bar->setSpacing(8);
    m_raceRow->setSpacing(6);
    bar->addLayout(m_raceRow);
    m_kinds->setExclusive(true);
    for (const int divisions : {0, 1}) {
        auto *kind = new QPushButton(divisions ? tr("Divisions") : tr("Awards"), this);
        kind->setObjectName(divisions ? QStringLiteral("showDivisions") : QStringLiteral("showBands"));
        kind->setCheckable(true);
        kind->setChecked(!divisions);
        kind->setProperty("kind", QStringLiteral("segment"));
        m_kinds->addButton(kind, divisions);
        bar->addWidget(kind);
    }
    connect(m_kinds, &QButtonGroup::idClicked, this, [this](int divisions) {
        m_bandTable->clearSelection();
        m_bands->show(m_race, divisions == 1);
        chooseBand(m_bands->entityAt(0));
    });
    bar->addWidget(m_summary, 1);
    bar->addWidget(button(tr("All provisional  ⇧P"), "allProvisional", nullptr, [this] { stateOfAll(QStringLiteral("provisional")); }));
    bar->addWidget(button(tr("All official  ⇧O"), "allOfficial", nullptr, [this] { stateOfAll(QStringLiteral("official")); }));
    bar->addWidget(button(tr("Print…  Ctrl+P"), "awardsPrint", nullptr, [this] { print(); }));
    m_races->setExclusive(true);
    connect(m_races, &QButtonGroup::idClicked, this, [this](int id) { chooseRace(id - 1); });
    return bar;
}

QLayout *AwardsPage::buildBand()
{
    auto *column = new QVBoxLayout;
    column->setSpacing(8);
    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(m_title);
    head->addWidget(m_state, 1);
    column->addLayout(head);
    auto *states = new QHBoxLayout;
    states->setSpacing(8);
    m_provisional = button(tr("Provisional  P"), "bandProvisional", nullptr, [this] { state(QStringLiteral("provisional")); });
    m_official = button(tr("Official  O"), "bandOfficial", "main", [this] { state(QStringLiteral("official")); });
    m_confirm = button(tr("Confirm  C"), "bandConfirm", nullptr, [this] { state(QStringLiteral("corrected")); });
    for (QPushButton *b : {m_provisional, m_official, m_confirm})
        states->addWidget(b);
    states->addStretch(1);
    states->addWidget(button(tr("Announcer  T"), "showAnnouncer", "flat", [this] { openPart(QStringLiteral("announce")); }));
    states->addWidget(button(tr("Why not?  W"), "showWhy", "flat", [this] { openPart(QStringLiteral("why")); }));
    column->addLayout(states);
    m_change->setWordWrap(true);
    m_change->hide();
    column->addWidget(m_change);
    m_prizeTable->setAccessibleName(tr("Prizes"));
    m_prizeTable->setEmptyText(tr("Nobody has won anything here yet. W tells why for any bib."));
    column->addWidget(m_prizeTable, 1);
    auto *ledger = new QHBoxLayout;
    ledger->setSpacing(8);
    m_announced = button(tr("Announced  A"), "prizeAnnounced", nullptr, [this] { give(QStringLiteral("announced")); });
    m_handed = button(tr("Handed out  H"), "prizeHanded", nullptr, [this] { give(QStringLiteral("handed")); });
    m_back = button(tr("Prize is back  B"), "prizeBack", nullptr, [this] { give(QStringLiteral("back")); });
    m_stays = button(tr("Keeps it  K"), "prizeStays", nullptr, [this] { give(QStringLiteral("stays")); });
    for (QPushButton *b : {m_announced, m_handed, m_back, m_stays})
        ledger->addWidget(b);
    ledger->addStretch(1);
    column->addWidget(new HoldNote(m_prizes, QStringLiteral("prizesHeld"), this));
    column->addLayout(ledger);
    return column;
}

QWidget *AwardsPage::firstFocus()
{
    return m_bandTable;
}

void AwardsPage::setView(const engine::ViewPtr &view)
{
    const bool same = m_view && view && sameEvent(m_view.get(), view.get());
    m_view = view;
    if (!same)
        m_band = -1;
    listRaces();
    refresh();
    if (m_band < 0 && m_bands->rowCount() > 0) {
        int first = m_bands->entityAt(0);
        for (int row = m_bands->rowCount() - 1; row >= 0; --row) // what needs somebody stands in front
            if (const auto *r = m_bands->row(m_bands->entityAt(row)); r && r->changed > 0)
                first = m_bands->entityAt(row);
        chooseBand(first);
    }
}

void AwardsPage::listRaces()
{
    QStringList names;
    if (m_view && m_view->event && m_view->event->rules.size() > 1)
        for (const scoring::RaceRules &rules : m_view->event->rules)
            names << rules.name;
    if (names == m_names)
        return;
    m_names = names;
    const QList<QAbstractButton *> old = m_races->buttons();
    for (QAbstractButton *b : old) {
        m_races->removeButton(b);
        b->deleteLater();
    }
    for (int i = 0; !names.isEmpty() && i <= int(names.size()); ++i) {
        auto *b = new QPushButton(i == 0 ? tr("All") : names[i - 1], this);
        b->setObjectName(QStringLiteral("awardsRace%1").arg(i));
        b->setCheckable(true);
        b->setProperty("kind", QStringLiteral("segment"));
        b->setChecked(i == m_race + 1);
        m_races->addButton(b, i);
        m_raceRow->addWidget(b);
    }
    if (m_race >= int(names.size()))
        chooseRace(-1);
}

void AwardsPage::chooseRace(int race)
{
    m_race = race;
    m_bandTable->clearSelection();
    m_bands->show(race, m_bands->divisions());
    chooseBand(m_bands->entityAt(0));
}

void AwardsPage::chooseBand(int entity)
{
    m_band = entity;
    if (m_bandTable->selectedEntity() != entity && m_bands->rowOf(entity) >= 0)
        m_bandTable->selectRow(m_bands->rowOf(entity));
    m_prizeTable->clearSelection();
    refresh();
}

const engine::AwardRow *AwardsPage::band() const
{
    return m_bands->row(m_band);
}

void AwardsPage::refresh()
{
    const UtcTime now = context().clock->now();
    m_bands->setView(m_view, now);
    m_prizes->setBand(m_view, band() ? m_band : -1, now);
    m_announce->setBand(m_view, m_band, m_race);
    if (const engine::AwardRow *r = band()) {
        m_why->setBand(r->name);
        m_why->setRace(m_names.isEmpty() ? QString() : m_names.value(r->race));
    }
    showState();
}

void AwardsPage::showState()
{
    const engine::AwardRow *r = band();
    m_title->setText(r ? r->name : QString());
    QString stage;
    Tone tone = Tone::Dim;
    if (r) {
        const Cell cell = stageCell(*r, context().clock->now());
        stage = cell.text;
        tone = cell.tone;
        if (r->since && m_view->event)
            stage += tr(" · by %1 at %2").arg(r->by, timeOfDay(*r->since, m_view->event->zone));
    }
    m_state->setText(stage);
    m_state->setStyleSheet(QStringLiteral("font-weight: 600; color: %1;").arg(context().look->toneColour(tone).name()));
    m_change->setVisible(r && r->changed > 0);
    if (r && r->changed > 0) {
        QStringList lines;
        const auto who = [&](EntrantIdx e, Micros t) {
            const engine::EntrantRow *row = entrantOf(*m_view, e.value());
            return row ? tr("%1 %2, %3").arg(row->entrant.bib, row->entrant.displayName(), engine::awardTime(m_view->event->rules[std::size_t(r->race)], t)) : tr("nobody");
        };
        for (std::size_t i = 0; i < r->changes.size() && i < 3; ++i)
            lines << tr("Place %1: was %2; is %3.").arg(r->changes[i].position).arg(who(r->changes[i].was, r->changes[i].wasTime), who(r->changes[i].is, r->changes[i].isTime));
        if (r->changed > 3)
            lines << tr("%1 more places changed.").arg(r->changed - 3);
        lines << tr("Why: %1. C confirms the correction.").arg(r->cause);
        m_change->setText(lines.join(u'\n'));
    }
    int alarms = 0, open = 0;
    for (const engine::GivenRow &g : m_view && m_view->awards ? m_view->awards->given : std::vector<engine::GivenRow>())
        alarms += g.alarm;
    for (const engine::AwardRow &row : m_view && m_view->awards ? m_view->awards->rows : std::vector<engine::AwardRow>())
        open += !row.division && !row.isOfficial() && row.places > 0;
    m_summary->setText(alarms ? marked(Tone::Act, tr("%1 given to the wrong runner").arg(alarms)) : open ? tr("%1 not official yet").arg(open) : QString());
    m_summary->setStyleSheet(alarms ? QStringLiteral("font-weight: 650; color: %1;").arg(context().look->toneColour(Tone::Act).name()) : QString());
    const PrizeLine *line = m_prizes->line(m_prizeTable->selectedEntity());
    const bool prizes = r && !r->division && m_prizes->rowCount() > 0;
    m_provisional->setEnabled(r);
    m_official->setEnabled(r && (!r->isOfficial() || r->changed > 0));
    m_confirm->setVisible(r && r->changed > 0);
    m_announced->setEnabled(prizes && r->isOfficial() && !(line && line->gone));
    m_handed->setEnabled(prizes && !(line && line->gone));
    m_back->setVisible(line && line->given && line->given->handed);
    m_stays->setVisible(line && line->gone);
}

QStringList AwardsPage::named(const engine::AwardRow &row) const
{
    QStringList words{row.division ? QStringLiteral("--division") : QStringLiteral("--band"), row.name};
    if (m_view->event->rules.size() > 1)
        words << QStringLiteral("--race") << m_view->event->rules[std::size_t(row.race)].name;
    return words;
}

void AwardsPage::state(const QString &word)
{
    if (const engine::AwardRow *r = band())
        runAndSay(QStringList{QStringLiteral("op"), QStringLiteral("award-state"), word} + named(*r));
}

void AwardsPage::stateOfAll(const QString &word)
{
    QStringList words{QStringLiteral("op"), QStringLiteral("award-state"), word, QStringLiteral("--all")};
    if (m_race >= 0)
        words << QStringLiteral("--race") << m_names.value(m_race);
    runAndSay(words);
}

void AwardsPage::give(const QString &word)
{
    const engine::AwardRow *r = band();
    if (!r || r->division)
        return Q_EMIT said(tr("▲ Choose an award first: divisions have no prizes."));
    const QStringList words = QStringList{QStringLiteral("op"), QStringLiteral("award-give"), word} + named(*r);
    std::set<std::pair<int, QString>> chosen;
    for (const int entity : m_prizeTable->selectedEntities())
        if (const PrizeLine *line = m_prizes->line(entity))
            if (const engine::EntrantRow *row = entrantOf(*m_view, line->entrant))
                chosen.emplace(line->position, row->entrant.bib);
    if (chosen.empty() && (word == u"back" || word == u"stays"))
        return Q_EMIT said(tr("▲ Choose the prize first."));
    if (chosen.empty())
        return runAndSay(words);
    for (const auto &[position, bib] : chosen)
        runAndSay(words + QStringList{QStringLiteral("--place"), QString::number(position), QStringLiteral("--bib"), bib});
}

void AwardsPage::openPart(const QString &part)
{
    if (part == u"why") {
        const PrizeLine *line = m_prizes->line(m_prizeTable->selectedEntity());
        const engine::EntrantRow *row = line && m_view ? entrantOf(*m_view, line->entrant) : nullptr;
        return m_why->open(row ? row->entrant.bib : QString());
    }
    if (part == u"announce")
        return m_announce->open();
    if (part == u"print")
        return print();
    const int race = part.section(u'/', 0, 0).toInt(), index = part.section(u'/', 1, 1).toInt();
    const int entity = m_bands->entityOf(race, false, index);
    if (entity < 0)
        return;
    m_kinds->button(0)->setChecked(true);
    if (m_race >= 0 && m_race != race) {
        m_race = -1;
        if (QAbstractButton *all = m_races->button(0))
            all->setChecked(true);
    }
    m_bands->show(m_race, false);
    chooseBand(entity);
}

bool AwardsPage::closePanel()
{
    return (m_paper && m_paper->close()) || m_why->close() || m_announce->close();
}

void AwardsPage::print()
{
    if (!m_view || !m_view->event)
        return;
    if (!m_paper) {
        m_paper = new PrintPanel(this);
        m_paper->setObjectName(QStringLiteral("awardsPaper"));
        m_column->addWidget(m_paper, 2);
        connect(m_paper, &PrintPanel::said, this, &Page::said);
        connect(m_paper, &PrintPanel::closed, this, [this] { firstFocus()->setFocus(); });
    }
    m_paper->open(m_view, QStringLiteral("awards.pdf"), [now = context().clock->now(), race = m_race](const engine::View &view) { return PrizesModel::printed(view, race, now); });
}

bool AwardsPage::onKey(QWidget *table, int key, Qt::KeyboardModifiers modifiers)
{
    const bool shift = modifiers == Qt::ShiftModifier;
    if (modifiers != Qt::NoModifier && !shift)
        return false;
    switch (key) {
    case Qt::Key_P: shift ? stateOfAll(QStringLiteral("provisional")) : state(QStringLiteral("provisional")); return true;
    case Qt::Key_O: shift ? stateOfAll(QStringLiteral("official")) : state(QStringLiteral("official")); return true;
    case Qt::Key_C: state(QStringLiteral("corrected")); return true;
    case Qt::Key_A: give(QStringLiteral("announced")); return true;
    case Qt::Key_H: give(QStringLiteral("handed")); return true;
    case Qt::Key_B: give(QStringLiteral("back")); return true;
    case Qt::Key_K: give(QStringLiteral("stays")); return true;
    case Qt::Key_T: openPart(QStringLiteral("announce")); return true;
    case Qt::Key_W: openPart(QStringLiteral("why")); return true;
    case Qt::Key_Right:
        if (table != m_bandTable || m_prizes->rowCount() == 0)
            return false;
        m_prizeTable->setFocus();
        m_prizeTable->selectRow(0);
        return true;
    case Qt::Key_Left:
        if (table != m_prizeTable)
            return false;
        m_prizeTable->clearSelection();
        m_bandTable->setFocus();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (table == m_bandTable)
            return onKey(table, Qt::Key_Right, Qt::NoModifier);
        if (const PrizeLine *line = m_prizes->line(m_prizeTable->selectedEntity()); line && line->entrant >= 0)
            Q_EMIT runnerWanted(line->entrant);
        return true;
    default:
        return false;
    }
}

bool AwardsPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && (watched == m_bandTable || watched == m_prizeTable)) {
        const auto *press = static_cast<QKeyEvent *>(event);
        if (onKey(static_cast<QWidget *>(watched), press->key(), press->modifiers() & ~Qt::KeypadModifier))
            return true;
    }
    return Page::eventFilter(watched, event);
}

void AwardsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_tick.start();
}

void AwardsPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_tick.stop();
}

} // namespace gantry::ui
