// SPDX-License-Identifier: Apache-2.0
#include "ui/models/resultsmodel.h"

#include "ui/models/changes.h"

#include "core/base/text.h"
#include "core/engine/records/recordtable.h"
#include "core/engine/records/resultgrades.h"

namespace gantry::ui {

ResultsModel::ResultsModel(Worker *worker, SharedSearch search, QObject *parent)
    : RowModel({}, Direction::Forward, parent), m_worker(worker), m_search(std::move(search))
{
    setColumns(columnsFor(-1));
}

std::vector<Column> ResultsModel::columnsFor(int race) const
{
    const scoring::RaceRules *rules = m_view ? rulesOf(*m_view, race) : nullptr;
    const bool byGun = rules && rules->ranking == RankBy::Gun;
    const auto ranked = [](const QString &title, bool on) { return on ? title + QStringLiteral(" ▾") : title; };
    std::vector<Column> columns{{say("Place"), QStringLiteral("0000"), true},
                                {say("Bib"), QStringLiteral("00000"), true},
                                {say("Name"), QStringLiteral("Wilhelmina Longfel"), false, true},
                                {say("Sex"), QStringLiteral("X")},
                                {say("Age"), QStringLiteral("000"), true},
                                {say("Division"), QStringLiteral("Women 40–49")},
                                {say("Div pl"), QStringLiteral("0000"), true}};
    if (rules) {
        for (std::size_t i = 0; i + 1 < rules->course.size(); ++i)
            columns.push_back({rules->course[i].name, QStringLiteral("0:00:00"), true});
    }
    columns.push_back({ranked(say("Net"), !byGun), QStringLiteral("0:00:00"), true});
    columns.push_back({ranked(say("Gun"), byGun), QStringLiteral("0:00:00"), true});
    columns.push_back({say("State"), QStringLiteral("not started")});
    columns.push_back({say("Flags"), QStringLiteral("▲ penalt")});
    if (rules && !rules->ageGrades.isEmpty() && !rules->relay)
        columns.push_back({say("Age grade"), QStringLiteral("100.00"), true});
    return columns;
}

void ResultsModel::setView(const engine::ViewPtr &view)
{
    const engine::ViewPtr before = std::move(m_view);
    m_view = view;
    const bool otherEvent = !view || !sameEvent(before.get(), view.get());
    if (otherEvent || !before || before->event != view->event) {
        const std::vector<Column> columns = columnsFor(m_race);
        const auto titles = [](const std::vector<Column> &list) {
            QStringList out;
            for (const Column &c : list)
                out << c.title;
            return out;
        };
        if (otherEvent)
            restart();
        if (titles(columns) != titles(this->columns()))
            setColumns(columns);
        const scoring::RaceRules *rules = view ? rulesOf(*view, m_race) : nullptr;
        m_splits = rules ? std::max(0, int(rules->course.size()) - 1) : 0;
        if (!otherEvent)
            touchAll();
    }
    if (!view)
        return;
    if (!before || otherEvent || before->order != view->order || (!m_filter.isEmpty() && before->entrants != view->entrants))
        reorder();
    if (!otherEvent)
        touch(changedEntrants(before.get(), *view));
}

void ResultsModel::setRace(int race)
{
    if (race == m_race)
        return;
    m_race = race;
    const scoring::RaceRules *rules = m_view ? rulesOf(*m_view, race) : nullptr;
    m_splits = rules ? std::max(0, int(rules->course.size()) - 1) : 0;
    restart();
    setColumns(columnsFor(race));
    reorder();
}

void ResultsModel::setFilter(const QString &text)
{
    if (text == m_filter)
        return;
    m_filter = text;
    reorder();
}

void ResultsModel::reorder()
{
    std::vector<qint32> order;
    if (m_view && m_view->order && m_race >= 0 && std::size_t(m_race) < m_view->order->size()) {
        for (const EntrantIdx e : (*m_view->order)[std::size_t(m_race)])
            order.push_back(e.value());
    }
    const QStringList words = fold(m_filter).split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty()) {
        offerOrder(std::move(order));
        Q_EMIT filtered();
        return;
    }
    m_worker->post(this, 0, [this, view = m_view, words, order = std::move(order), search = m_search, filter = m_filter, race = m_race]() mutable {
        search->update(*view);
        std::erase_if(order, [&](qint32 e) { return !search->matches(std::size_t(e), words); });
        return [this, order = std::move(order), filter, race] {
            if (filter != m_filter || race != m_race)
                return;
            offerOrder(order);
            Q_EMIT filtered();
        };
    });
}

Cell ResultsModel::cellOf(int entity, int column) const
{
    const engine::EntrantRow *row = m_view ? entrantOf(*m_view, entity) : nullptr;
    const engine::ResultRow *result = m_view ? resultOf(*m_view, entity) : nullptr;
    if (!row || !result)
        return {};
    const scoring::RaceRules *rules = rulesOf(*m_view, result->race);
    const Rounding rounding = rules ? rules->rounding : Rounding::Ceil1s;
    const scoring::EntrantResult &r = result->result;
    const auto place = [](int value) { return value > 0 ? Cell{number(value)} : Cell{dash(), Tone::Dim}; };
    const auto time = [&](const std::optional<Micros> &t) { return Cell{raceTime(t, rounding), t ? Tone::Plain : Tone::Dim}; };
    const Entrant &e = row->entrant;
    switch (column) {
    case Place: {
        Cell cell = place(placesOf(*m_view, entity).overall);
        cell.strong = cell.tone == Tone::Plain;
        return cell;
    }
    case Bib: return {e.bib};
    case Name: return {e.displayName()};
    case Sex: return {genderWord(e.gender), e.gender.isEmpty() ? Tone::Dim : Tone::Plain};
    case Age: return e.age ? Cell{number(*e.age)} : Cell{dash(), Tone::Dim};
    case Division: return {r.divisionName.isEmpty() ? dash() : r.divisionName, r.divisionName.isEmpty() ? Tone::Dim : Tone::Plain};
    case DivisionPlace: return place(placesOf(*m_view, entity).division);
    default: break;
    }
    const int split = column - FirstSplit;
    if (split < m_splits)
        return time(std::size_t(split) < r.splits.size() ? r.splits[std::size_t(split)] : std::nullopt);
    switch (split - m_splits) {
    case 0: return time(r.net);
    case 1: return time(r.gun);
    case 2:
        if (r.status == scoring::Status::Finished)
            return {statusWord(r.status), Tone::Good, true};
        return {statusWord(r.status), r.status == scoring::Status::Dq || r.status == scoring::Status::Dnf ? Tone::Look : Tone::Dim, true};
    case 3: {
        QStringList words;
        if (r.flags)
            words << flagWords(r.flags);
        if (!engine::recordsBeatenBy(*m_view, EntrantIdx(entity)).isEmpty())
            words << say("record?");
        return words.isEmpty() ? Cell{} : Cell{marked(Tone::Look, words.join(QStringLiteral(", "))), Tone::Look};
    }
    case 4: {
        const QString grade = rules ? engine::gradeOf(*rules, e.gender, ageForRace(e, rules->ageDate), r).grade : QString();
        return grade.isEmpty() ? Cell{dash(), Tone::Dim} : Cell{grade};
    }
    default: return {};
    }
}

} // namespace gantry::ui
