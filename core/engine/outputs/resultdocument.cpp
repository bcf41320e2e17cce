// SPDX-License-Identifier: Apache-2.0
#include "core/engine/outputs/resultdocument.h"

#include "core/base/text.h"
#include "core/engine/outputs/iofresults.h"
#include "core/output/formats.h"
#include "core/output/htmlwriter.h"
#include "core/output/tablewriters.h"
#include "core/output/workbook.h"

#include <QLocale>

#include <algorithm>
#include <map>

namespace gantry::engine {

namespace {

constexpr int kSplitsOnPaper = 4; // more do not fit beside names
constexpr std::size_t kColumnsUpright = 10; // more want the paper across

// For reading, not for machines: what says nothing on paper is left out.
QStringList readersColumns(const ResultTable &table, const ResultRequest &request)
{
    const bool byDivision = request.groupBy == GroupBy::Division, byGender = request.groupBy == GroupBy::Gender;
    QStringList names{byDivision ? QStringLiteral("place_division") : byGender ? QStringLiteral("place_gender") : QStringLiteral("place")};
    names += QStringLiteral("bib,name,gender,age").split(u',');
    if (!byDivision)
        names << QStringLiteral("division") << QStringLiteral("place_division");
    else
        names << QStringLiteral("place");
    names << QStringLiteral("team");
    const QStringList splits = table.columns.mid(table.columns.indexOf(QStringLiteral("pace")) + 1); // of the race's course, laps and legs
    if (request.format != u"pdf" || splits.size() <= kSplitsOnPaper)
        names += splits;
    names += QStringLiteral("gun_time,net_time,pace,status").split(u',');
    return names;
}

QString statusWords(const QString &status)
{
    if (status == u"FINISHED")
        return {};
    if (status == u"ON_COURSE")
        return say("on course");
    if (status == u"NOT_STARTED")
        return say("not started");
    return status;
}

struct Group {
    int order = 0;       // of the event's own order, where it has one
    QString key, heading;
    friend bool operator==(const Group &, const Group &) = default;
    friend bool operator<(const Group &a, const Group &b) { return a.order != b.order ? a.order < b.order : a.key < b.key; }
};

// Which section of its race a row belongs to.
class Grouping {
public:
    Grouping(const View &view, std::optional<GroupBy> by) : m_view(view), m_by(by.value_or(GroupBy::Race)) {}
    Group of(EntrantIdx e) const
    {
        const Entrant &p = (*m_view.entrants)[std::size_t(e.value())].entrant;
        const ResultRow &r = (*m_view.results)[std::size_t(e.value())];
        switch (m_by) {
        case GroupBy::Division: {
            const QString &name = r.result.divisionName;
            const int last = 1'000'000;
            return {name.isEmpty() || name == u"unknown" ? last + 1 : r.result.division >= 0 ? r.result.division : last, name, name.isEmpty() ? say("No division") : name};
        }
        case GroupBy::Gender:
            return p.gender == u"F" ? Group{1, p.gender, say("Women")} : p.gender == u"M" ? Group{2, p.gender, say("Men")} : p.gender == u"X" ? Group{3, p.gender, say("Non-binary")} : Group{4, {}, say("Sex unknown")};
        case GroupBy::Team: return {p.team.isEmpty(), p.team.toCaseFolded(), p.team.isEmpty() ? say("No team") : p.team};
        case GroupBy::Race: break;
        }
        return {};
    }

private:
    const View &m_view;
    GroupBy m_by;
};

QString rankNote(const View &view, RaceIdx race, std::optional<RankBy> rank)
{
    QStringList notes;
    for (std::size_t r = 0; r < view.event->rules.size(); ++r) {
        if (race.value() >= 0 && std::size_t(race.value()) != r)
            continue;
        const RankBy by = rank.value_or(view.event->rules[r].ranking);
        const QString note = by == RankBy::Net ? say("Places are by net time.") : say("Places are by gun time.");
        if (!notes.contains(note))
            notes << note;
    }
    return notes.size() == 1 ? notes.front() : QString();
}

// Rows in their groups, race by race; the order within a group is the ranking's.
std::vector<std::size_t> grouped(const View &view, const ResultTable &table, const ResultRequest &request, std::vector<Group> &groups)
{
    const Grouping grouping(view, request.groupBy);
    groups.clear();
    for (EntrantIdx e : table.entrants)
        groups.push_back(grouping.of(e));
    std::vector<std::size_t> order(table.rows.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    const auto race = [&](std::size_t i) { return (*view.results)[std::size_t(table.entrants[i].value())].race; };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return race(a) != race(b) ? race(a) < race(b) : groups[a] < groups[b]; });
    return order;
}

ResultTable inOrder(const ResultTable &table, const std::vector<std::size_t> &order)
{
    ResultTable out;
    out.columns = table.columns;
    for (std::size_t i : order) {
        out.rows.push_back(table.rows[i]);
        out.entrants.push_back(table.entrants[i]);
    }
    return out;
}

// A race shows no split, lap or leg of another one.
std::vector<std::vector<qsizetype>> columnsOfRaces(const View &view, const ResultTable &table)
{
    const std::size_t races = view.event->rules.size();
    std::vector<std::vector<char>> used(races, std::vector<char>(std::size_t(table.columns.size()), races < 2));
    for (std::size_t r = 0; races > 1 && r < table.rows.size(); ++r)
        for (qsizetype c = 0; c < table.columns.size(); ++c)
            if (const int race = (*view.results)[std::size_t(table.entrants[r].value())].race; race >= 0 && !table.rows[r].value(c).isEmpty())
                used[std::size_t(race)][std::size_t(c)] = true;
    std::vector<std::vector<qsizetype>> out(races);
    for (std::size_t race = 0; race < races; ++race)
        for (qsizetype c = 0; c < table.columns.size(); ++c)
            if (const QString &name = table.columns[c]; used[race][std::size_t(c)] || !(name.contains(u':') || name == u"laps"))
                out[race].push_back(c);
    return out;
}

} // namespace

std::optional<GroupBy> parseGroupBy(QStringView word)
{
    return word == u"race" ? std::optional(GroupBy::Race) : word == u"division" ? std::optional(GroupBy::Division) : word == u"gender" ? std::optional(GroupBy::Gender)
        : word == u"team" ? std::optional(GroupBy::Team) : std::nullopt;
}

QStringList groupByWords()
{
    return QStringLiteral("race,division,gender,team").split(u',');
}

QString madeText(const View &view, UtcTime at)
{
    const LocalTime local = view.event->zone.toLocal(at);
    const auto days = std::chrono::floor<std::chrono::days>(local);
    const QDate day = QDate::fromJulianDay(qint64(days.time_since_epoch().count()) + 2'440'588);
    return say("Made %1, %2").arg(QLocale::c().toString(day, QStringLiteral("d MMMM yyyy")), formatTimeOfDay(local).left(5));
}

void nameEvent(output::Document &document, const View &view)
{
    document.event = view.event->name;
    document.date = view.event->date;
}

Result<QStringList> columnsOf(const ResultTable &table, const ResultRequest &request)
{
    if (!request.columns.isEmpty())
        return chooseColumns(table, request.columns);
    const bool forReading = request.format == u"html" || request.format == u"pdf";
    return forReading ? readersColumns(table, request) : table.columns;
}

Result<output::Document> resultDocument(const View &view, const ResultRequest &request)
{
    const ResultTable all = resultTable(view, request.race, request.rank);
    const auto columns = columnsOf(all, request);
    if (!columns)
        return columns.error();
    const ResultTable table = selectColumns(view, all, *columns);
    output::Document document;
    document.title = say("Results");
    nameEvent(document, view);
    document.emptyText = say("Nobody is on this list.");
    if (const QString note = rankNote(view, request.race, request.rank); !note.isEmpty())
        document.notes << note;
    if (request.made)
        document.made = madeText(view, *request.made);
    std::vector<Group> groups;
    const std::vector<std::size_t> order = grouped(view, table, request, groups);
    const bool readable = request.format == u"html" || request.format == u"pdf";
    const qsizetype status = readable ? table.columns.indexOf(QStringLiteral("status")) : -1;
    const auto usedBy = columnsOfRaces(view, table);
    int race = -1;
    const Group *group = nullptr;
    for (std::size_t i : order) {
        const int of = (*view.results)[std::size_t(table.entrants[i].value())].race;
        if (of < 0)
            continue;
        if (of != race || !group || *group != groups[i]) {
            output::Section section;
            section.sheet = view.event->rules[std::size_t(of)].name;
            section.heading = groups[i].heading;
            for (qsizetype c : usedBy[std::size_t(of)])
                section.columns.push_back(output::columnNamed(table.columns[c]));
            document.sections.push_back(std::move(section));
            race = of;
            group = &groups[i];
        }
        QStringList row;
        row.reserve(qsizetype(usedBy[std::size_t(of)].size()));
        for (qsizetype c : usedBy[std::size_t(of)])
            row.append(c == status ? statusWords(table.rows[i].value(c)) : table.rows[i].value(c));
        document.sections.back().rows.push_back(std::move(row));
    }
    return document;
}

Result<ProducedFile> produceResults(const View &view, const ResultRequest &request, const DrawPdf &drawPdf)
{
    if (!output::formatNamed(request.format))
        return output::unknownFormat(request.format);
    if (request.format == u"iofxml")
        return ProducedFile{output::toIofXml(iofResults(view, request)), int(resultTable(view, request.race, request.rank).rows.size())};
    if (request.format == u"csv" || request.format == u"json" || request.format == u"table") {
        ResultTable table = resultTable(view, request.race, request.rank);
        const auto columns = columnsOf(table, request);
        if (!columns)
            return columns.error();
        if (request.groupBy) {
            std::vector<Group> groups;
            table = inOrder(table, grouped(view, table, request, groups));
        }
        if (!request.columns.isEmpty())
            table = selectColumns(view, table, *columns);
        const int rows = int(table.rows.size());
        return ProducedFile{request.format == u"csv" ? toCsv(table) : request.format == u"json" ? toJson(table) : toText(table, !request.columns.isEmpty()), rows};
    }
    const auto document = resultDocument(view, request);
    if (!document)
        return document.error();
    auto bytes = produceDocument(*document, request.format, drawPdf, request.landscape, request.progress);
    if (!bytes)
        return bytes.error();
    return ProducedFile{std::move(*bytes), int(document->rowCount())};
}

Result<QByteArray> produceDocument(const output::Document &document, const QString &format, const DrawPdf &drawPdf, bool landscape, const std::function<bool(int)> &progress)
{
    if (format == u"csv")
        return output::toCsv(document);
    if (format == u"json")
        return output::toJson(document);
    if (format == u"html")
        return output::toHtml(document);
    if (format == u"xlsx")
        return output::toXlsx(document);
    if (format == u"table")
        return output::toText(document);
    if (format != u"pdf")
        return output::unknownFormat(format, false);
    output::PagePlan plan;
    plan.title = document.title + QStringLiteral(" · ") + document.subtitle();
    plan.tables = output::printTables(document);
    plan.landscape = landscape || std::any_of(plan.tables.begin(), plan.tables.end(), [](const PrintTable &t) { return t.columns.size() > kColumnsUpright; });
    return producePages(plan, drawPdf, progress);
}

Result<QByteArray> producePages(const output::PagePlan &plan, const DrawPdf &drawPdf, const std::function<bool(int)> &progress)
{
    if (!drawPdf)
        return failure(ErrorCode::Unsupported, say("This program was built without fonts and draws no PDF. Use --format html and print it from a browser, or ask the console with its window."));
    return drawPdf(plan, progress);
}

} // namespace gantry::engine
