// SPDX-License-Identifier: Apache-2.0
#include "ui/models/entrantsmodel.h"

#include "ui/models/changes.h"

#include "core/base/text.h"

#include <algorithm>
#include <functional>
#include <numeric>

namespace gantry::ui {

namespace {

QString sortText(const Entrant &e, int column)
{
    switch (column) {
    case EntrantsModel::Name: return fold(QString(e.lastName + u' ' + e.firstName));
    case EntrantsModel::Sex: return e.gender;
    case EntrantsModel::Age: return e.age ? QStringLiteral("%1").arg(*e.age, 4, 10, QChar(u'0')) : QStringLiteral("~");
    case EntrantsModel::Race: return e.race;
    case EntrantsModel::Wave: return e.race + u' ' + e.wave;
    case EntrantsModel::Team: return fold(e.team);
    case EntrantsModel::Chips: return e.chips.join(u' ');
    default: return {};
    }
}

std::vector<qint32> orderOf(const engine::View &view, SearchIndex &search, const QStringList &words, int column, bool descending, const std::function<bool(std::size_t)> &wanted)
{
    search.update(view);
    const std::size_t n = view.entrants->size();
    std::vector<qint32> order;
    std::vector<QString> texts(n);
    for (std::size_t i = 0; i < n; ++i) {
        const Entrant &e = (*view.entrants)[i].entrant;
        if (!e.alive || !wanted(i) || !(words.isEmpty() || search.matches(i, words)))
            continue;
        texts[i] = column == EntrantsModel::Status ? statusWord(resultOf(view, int(i)) ? resultOf(view, int(i))->result.status : scoring::Status::NotStarted)
                                                   : sortText(e, column);
        order.push_back(qint32(i));
    }
    // Bibs decide between equals; their rank is worked out once, digits compare by length first.
    std::ranges::sort(order, [&](qint32 a, qint32 b) {
        const QString &x = search[std::size_t(a)].bib, &y = search[std::size_t(b)].bib;
        if (const int c = texts[std::size_t(a)].compare(texts[std::size_t(b)]); c != 0)
            return descending ? c > 0 : c < 0;
        if (x == y)
            return a < b;
        return descending && column == EntrantsModel::Bib ? keyLess(y, x) : keyLess(x, y);
    });
    return order;
}

} // namespace

EntrantsModel::EntrantsModel(Worker *worker, SharedSearch search, QObject *parent)
    : RowModel({{say("Bib"), QStringLiteral("000000"), true},
                {say("Name"), QStringLiteral("Wilhelmina Longfellow"), false, true},
                {say("Sex"), QStringLiteral("unknown")},
                {say("Age"), QStringLiteral("000"), true},
                {say("Race"), QStringLiteral("Half mar")},
                {say("Wave"), QStringLiteral("Wave")},
                {say("Team"), QStringLiteral("Harbour Strid")},
                {say("Chips"), QStringLiteral("00000000")},
                {say("Status"), QStringLiteral("not started")},
                {say("Issues"), QStringLiteral("no age, no sex")}},
               Direction::Forward, parent),
      m_worker(worker), m_search(std::move(search))
{
}

void EntrantsModel::setView(const engine::ViewPtr &view)
{
    const engine::ViewPtr before = std::move(m_view);
    m_view = view;
    const bool otherEvent = !view || !sameEvent(before.get(), view.get());
    if (otherEvent)
        restart();
    if (!view)
        return;
    const bool statusMoves = m_sortColumn == Status && before && before->results != view->results;
    const bool faultsMove = otherEvent || !before || before->entrants != view->entrants || before->conflicts != view->conflicts;
    if (faultsMove || statusMoves)
        reorder();
    if (faultsMove)
        lookForIssues();
    if (!otherEvent)
        touch(changedEntrants(before.get(), *view));
}

void EntrantsModel::setFilter(const QString &text)
{
    if (text == m_filter)
        return;
    m_filter = text;
    reorder();
}

void EntrantsModel::setIssue(std::optional<EntrantIssue> issue)
{
    if (issue == m_issue)
        return;
    m_issue = issue;
    reorder();
}

void EntrantsModel::findFaults(const engine::View &view, Faults &faults)
{
    if (faults.entrants == view.entrants && faults.conflicts == view.conflicts)
        return;
    const auto &rows = *view.entrants;
    faults.list = entrantIssues(rows.size(), [&](std::size_t i) -> const Entrant & { return rows[i].entrant; }, view.event ? &view.event->document : nullptr);
    if (view.conflicts)
        for (const engine::ConflictRow &c : *view.conflicts)
            if (c.index.value() >= 0 && std::size_t(c.index.value()) < faults.list.size())
                faults.list[std::size_t(c.index.value())] |= EntrantIssues(EntrantIssue::Conflict);
    faults.entrants = view.entrants;
    faults.conflicts = view.conflicts;
}

void EntrantsModel::lookForIssues()
{
    if (!m_view || !m_view->entrants)
        return;
    m_worker->post(this, 1, [this, view = m_view, faults = m_faults] {
        findFaults(*view, *faults);
        return [this, view, list = faults->list] {
            if (view->entrants != m_view->entrants)
                return;
            m_shown = list;
            touchAll();
        };
    });
}

void EntrantsModel::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= Count)
        return;
    m_sortColumn = column;
    m_descending = order == Qt::DescendingOrder;
    reorder();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, Count - 1);
}

void EntrantsModel::sortBy(int column)
{
    const bool turn = column == m_sortColumn && !m_descending;
    sort(column, turn ? Qt::DescendingOrder : Qt::AscendingOrder);
}

QVariant EntrantsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const QVariant plain = RowModel::headerData(section, orientation, role);
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal || section != m_sortColumn)
        return plain;
    return QString(plain.toString() + (m_descending ? QStringLiteral(" ▾") : QStringLiteral(" ▴")));
}

void EntrantsModel::reorder()
{
    const int question = ++m_question;
    if (!m_view || !m_view->entrants)
        return;
    const QStringList words = fold(m_filter).split(u' ', Qt::SkipEmptyParts);
    m_worker->post(this, 0, [this, question, words, view = m_view, search = m_search, column = m_sortColumn, descending = m_descending, issue = m_issue, faults = m_faults] {
        if (issue)
            findFaults(*view, *faults);
        std::vector<qint32> order = orderOf(*view, *search, words, column, descending, [&](std::size_t i) { return !issue || has(faults->list[i], *issue); });
        return [this, question, order = std::move(order)] {
            if (question != m_question)
                return;
            offerOrder(order);
            Q_EMIT ordered();
        };
    });
}

Cell EntrantsModel::cellOf(int entity, int column) const
{
    const engine::EntrantRow *row = m_view ? entrantOf(*m_view, entity) : nullptr;
    if (!row)
        return {};
    const Entrant &e = row->entrant;
    const auto text = [](const QString &t) { return t.isEmpty() ? Cell{dash(), Tone::Dim} : Cell{t}; };
    switch (column) {
    case Bib: return text(e.bib);
    case Name: return e.erased ? Cell{say("erased"), Tone::Dim} : Cell{e.displayName()};
    case Sex: return e.gender.isEmpty() ? Cell{say("unknown"), Tone::Dim} : Cell{e.gender};
    case Age: return e.age ? Cell{number(*e.age)} : Cell{dash(), Tone::Dim};
    case Race: return text(e.race);
    case Wave: return text(e.wave);
    case Team: return text(e.team);
    case Chips: return e.chips.isEmpty() ? Cell{say("= bib"), Tone::Dim} : Cell{e.chips.join(QStringLiteral(", "))};
    case Status: {
        if (e.state == EntrantState::Withdrawn)
            return {say("withdrawn"), Tone::Look, true};
        const engine::ResultRow *result = resultOf(*m_view, entity);
        if (!result || result->race < 0)
            return {marked(Tone::Look, say("no race")), Tone::Look, true};
        const scoring::Status status = result->result.status;
        if (status == scoring::Status::NotStarted && e.state == EntrantState::CheckedIn)
            return {say("checked in"), Tone::Plain, true};
        return {statusWord(status), status == scoring::Status::Finished ? Tone::Good : Tone::Dim, true};
    }
    case Issues: {
        const EntrantIssues issues = std::size_t(entity) < m_shown.size() ? m_shown[std::size_t(entity)] : EntrantIssues(0);
        const QString words = issueWords(issues);
        const bool serious = has(issues, EntrantIssue::Duplicate) || has(issues, EntrantIssue::Conflict);
        return words.isEmpty() ? Cell{} : Cell{serious ? marked(Tone::Look, words) : words, serious ? Tone::Look : Tone::Dim};
    }
    default: return {};
    }
}

} // namespace gantry::ui
