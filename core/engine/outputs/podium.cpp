// SPDX-License-Identifier: Apache-2.0
#include "core/engine/outputs/podium.h"

#include "core/base/text.h"

#include <algorithm>
#include <map>

namespace gantry::engine {

namespace {

constexpr std::size_t kPerPage = 3;
constexpr double kWidth = 297, kHeight = 210, kMargin = 15; // A4 across, in mm

struct Kept {
    int order = 0;
    QString name;
    friend bool operator<(const Kept &a, const Kept &b) { return a.order != b.order ? a.order < b.order : a.name < b.name; }
};

QString sexName(const QString &gender)
{
    return gender == u"F" ? say("Women") : gender == u"M" ? say("Men") : gender == u"X" ? say("Non-binary") : QString();
}

// The bands of one race, in the order women, men, non-binary, then the divisions as the event has them.
class Bands {
public:
    Bands(const View &view, const ResultTable &table, int places) : m_view(view), m_table(table), m_places(places) {}
    void add(std::size_t row)
    {
        const std::size_t e = std::size_t(m_table.entrants[row].value());
        const auto &r = (*m_view.results)[e];
        const QString sex = (*m_view.entrants)[e].entrant.gender, sexes = sexName(sex);
        if (!sexes.isEmpty())
            put({sex == u"F" ? 0 : sex == u"M" ? 1 : 2, sexes}, row, cell(row, "place_gender").toInt());
        const QString division = r.result.divisionName;
        if (!division.isEmpty() && division != u"unknown")
            put({r.result.division >= 0 ? 10 + r.result.division : 1'000'000, division}, row, cell(row, "place_division").toInt());
    }
    std::vector<PodiumBand> take(const QString &race)
    {
        std::vector<PodiumBand> out;
        for (auto &[kept, places] : m_bands)
            out.push_back({race, kept.name, std::move(places)});
        return out;
    }

private:
    QString cell(std::size_t row, const char *column) const { return m_table.rows[row].value(m_table.columns.indexOf(QLatin1StringView(column))); }
    void put(const Kept &band, std::size_t row, int place)
    {
        if (place < 1 || place > m_places)
            return;
        const std::size_t e = std::size_t(m_table.entrants[row].value());
        const auto &rules = m_view.event->rules[std::size_t((*m_view.results)[e].race)];
        const Entrant &p = (*m_view.entrants)[e].entrant;
        m_bands[band].push_back({place, p.bib, p.displayName(), p.team, cell(row, rules.ranking == RankBy::Net ? "net_time" : "gun_time")});
    }
    const View &m_view;
    const ResultTable &m_table;
    int m_places;
    std::map<Kept, std::vector<PodiumPlace>> m_bands;
};

output::PlacedPage pageOf(const View &view, const PodiumBand &band, std::size_t from)
{
    using output::PlacedText;
    output::PlacedPage page;
    const auto text = [&page](QRectF box, const QString &what, double points, bool bold, PlacedText::Align align = PlacedText::Align::Left, const char *colour = "#000000") {
        if (!what.isEmpty())
            page.texts.push_back({box, what, points, bold, align, QLatin1StringView(colour)});
    };
    const double inner = kWidth - 2 * kMargin;
    output::Document head;
    nameEvent(head, view);
    text({kMargin, 10, inner, 8}, head.subtitle(), 13, false, PlacedText::Align::Left, "#555555");
    text({kMargin, 19, inner * 0.62, 20}, band.name, 40, true);
    text({kMargin + inner * 0.62, 19, inner * 0.38, 20}, band.race, 24, false, PlacedText::Align::Right, "#333333");
    page.lines.push_back({{kMargin, 42, inner, 0}, 2, QStringLiteral("#000000")});
    const double step = (kHeight - 48 - kMargin) / double(kPerPage);
    for (std::size_t i = from; i < std::min(from + kPerPage, band.places.size()); ++i) {
        const PodiumPlace &p = band.places[i];
        const double y = 46 + double(i - from) * step;
        text({kMargin, y, 32, step - 4}, QString::number(p.place), 92, true, PlacedText::Align::Centre);
        text({kMargin + 36, y, inner - 36 - 62, step * 0.62}, p.name, 58, true);
        text({kMargin + 36, y + step * 0.62, inner - 36 - 62, step * 0.28}, p.team, 24, false, PlacedText::Align::Left, "#333333");
        text({kWidth - kMargin - 58, y, 58, step * 0.62}, p.time, 40, true, PlacedText::Align::Right);
        text({kWidth - kMargin - 58, y + step * 0.62, 58, step * 0.28}, say("Bib %1").arg(p.bib), 20, false, PlacedText::Align::Right, "#333333");
        page.lines.push_back({{kMargin, y + step - 2, inner, 0}, 0.6, QStringLiteral("#999999")});
    }
    return page;
}

} // namespace

std::vector<PodiumBand> podiumBands(const View &view, RaceIdx race, int places)
{
    std::vector<PodiumBand> all;
    for (std::size_t r = 0; r < view.event->rules.size(); ++r) {
        if (race.value() >= 0 && std::size_t(race.value()) != r)
            continue;
        const ResultTable table = resultTable(view, RaceIdx(std::int32_t(r)));
        Bands bands(view, table, places);
        for (std::size_t row = 0; row < table.rows.size(); ++row)
            bands.add(row);
        for (PodiumBand &band : bands.take(view.event->rules[r].name))
            all.push_back(std::move(band));
    }
    return all;
}

output::PagePlan podiumPages(const View &view, const std::vector<PodiumBand> &bands)
{
    output::PagePlan plan;
    plan.title = say("Podium · %1").arg(view.event->name);
    plan.landscape = true;
    for (const PodiumBand &band : bands)
        for (std::size_t from = 0; from < band.places.size(); from += kPerPage)
            plan.pages.push_back(pageOf(view, band, from));
    return plan;
}

output::Document podiumDocument(const View &view, const std::vector<PodiumBand> &bands)
{
    output::Document document;
    document.title = say("Podium");
    nameEvent(document, view);
    document.emptyText = say("Nobody has finished yet.");
    using output::CellKind;
    for (const PodiumBand &band : bands) {
        output::Section section;
        section.sheet = band.race;
        section.heading = band.name;
        section.columns = {{QStringLiteral("race"), say("Race")}, {QStringLiteral("category"), say("Category")}, {QStringLiteral("position"), say("Place"), CellKind::Place}, output::columnNamed(QStringLiteral("bib")),
                           output::columnNamed(QStringLiteral("name")), output::columnNamed(QStringLiteral("team")), {QStringLiteral("time"), say("Time"), CellKind::Elapsed}};
        for (const PodiumPlace &p : band.places)
            section.rows.push_back({band.race, band.name, QString::number(p.place), p.bib, p.name, p.team, p.time});
        document.sections.push_back(std::move(section));
    }
    return document;
}

} // namespace gantry::engine
