// SPDX-License-Identifier: Apache-2.0
#include "ui/models/entrantsmodel.h"

#include "ui/models/changes.h"

#include "core/base/text.h"

#include <algorithm>
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
    case EntrantsModel::Division: return e.division;
    case EntrantsModel::Team: return fold(e.team);
    case EntrantsModel::Chips: return e.chips.join(u' ');
    default: return {};
    }
}

std::vector<qint32> orderOf(const engine::View &view, SearchIndex &search, const QStringList &words, int column, bool descending)
{
    search.update(view);
    const std::size_t n = view.entrants->size();
    std::vector<qint32> order;
    std::vector<QString> texts(n);
    for (std::size_t i = 0; i < n; ++i) {
        const Entrant &e = (*view.entrants)[i].entrant;
        if (!e.alive || !(words.isEmpty() || search.matches(i, words)))
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
        return descending && column == EntrantsModel::Bib ? bibLess(y, x) : bibLess(x, y);
    });
    return order;
}

} // namespace

EntrantsModel::EntrantsModel(Worker *worker, SharedSearch search, QObject *parent)
    : RowModel({{say("Bib"), QStringLiteral("000000"), true},
                {say("Name"), QStringLiteral("Wilhelmina Longfellow"), false, true},
                {say("Sex"), QStringLiteral("Sex")},
                {say("Age"), QStringLiteral("000"), true},
                {say("Race"), QStringLiteral("Half mar")},
                {say("Wave"), QStringLiteral("Wave")},
                {say("Division"), QStringLiteral("unknown")},
                {say("Team"), QStringLiteral("Harbour Striders")},
                {say("Chips"), QStringLiteral("00000000")},
                {say("Status"), QStringLiteral("not started")}},
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
    if (otherEvent || !before || before->entrants != view->entrants || statusMoves)
        reorder();
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
    m_worker->post(this, 0, [this, question, words, view = m_view, search = m_search, column = m_sortColumn, descending = m_descending] {
        std::vector<qint32> order = orderOf(*view, *search, words, column, descending);
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
    case Sex: return text(e.gender);
    case Age: return e.age ? Cell{number(*e.age)} : Cell{dash(), Tone::Dim};
    case Race: return text(e.race);
    case Wave: return text(e.wave);
    case Division: return text(e.division);
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
    default: return {};
    }
}

} // namespace gantry::ui
