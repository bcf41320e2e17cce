// SPDX-License-Identifier: Apache-2.0
#include "core/engine/reconcile/lanes.h"

#include "core/base/text.h"

#include <algorithm>

namespace gantry::engine::reconcile {

namespace {

using scoring::Use;

bool isUsed(Use use)
{
    return use == Use::Start || use == Use::Split || use == Use::Finish;
}

QString textOf(const std::map<QString, log::FieldState> &fields, const char *name)
{
    const auto it = fields.find(QString::fromLatin1(name));
    return it == fields.end() ? QString() : it->second.value.toVariant().toString();
}

// One number for each runner; who is not on the roster has one by his bib or chip.
class Numbers {
public:
    int of(EntrantIdx entrant, const QString &name)
    {
        if (entrant.value() >= 0)
            return entrant.value() + 1;
        const QString key = compareKey(name);
        if (key.isEmpty())
            return 0;
        return -1 - m_unknown.emplace(key, int(m_unknown.size())).first->second;
    }

private:
    std::map<QString, int> m_unknown;
};

class Collector {
public:
    Collector(const View &view, const Span &span) : m_view(view), m_span(span) {}
    void addReads(const LaneFactsAtPoint &facts);
    void addHands(const LaneFactsAtPoint &facts, PointIdx point);
    void addMarkers(const LaneFactsAtPoint &facts);
    void addWritten(const LaneFactsAtPoint &facts);
    Lanes take() && { return std::move(m_out); }

private:
    EntrantIdx byBib(const QString &bib);
    QString bibOf(EntrantIdx e) const { return (*m_view.entrants)[std::size_t(e.value())].entrant.bib; }

    const View &m_view;
    const Span &m_span;
    Lanes m_out;
    Numbers m_numbers;
    std::optional<std::map<QString, EntrantIdx>> m_byBib;
};

// -1 also when two races have the bib: nobody is chosen silently.
EntrantIdx Collector::byBib(const QString &bib)
{
    if (!m_byBib) {
        m_byBib.emplace();
        for (std::size_t i = 0; i < m_view.entrants->size(); ++i)
            if (const Entrant &e = (*m_view.entrants)[i].entrant; e.alive && !e.bib.isEmpty())
                if (const auto [it, fresh] = m_byBib->emplace(compareKey(e.bib), EntrantIdx(std::int32_t(i))); !fresh)
                    it->second = EntrantIdx(-1);
    }
    const auto it = m_byBib->find(compareKey(bib));
    return it == m_byBib->end() ? EntrantIdx(-1) : it->second;
}

void Collector::addReads(const LaneFactsAtPoint &facts)
{
    struct Seen { UtcTime at; std::size_t row; };
    std::map<std::pair<bool, int>, Seen> last;
    std::vector<std::pair<UtcTime, LaneFactsAtPoint::MatRead>> reads;
    for (const auto &r : facts.reads) {
        const ReadRow &row = (*m_view.reads)[std::size_t(r.read.value())];
        if (row.kind == ReadKind::Chip && !row.ignored && row.use != Use::TestRead && row.use != Use::Duplicate && m_span.holds(row.at))
            reads.emplace_back(row.at, r);
    }
    std::stable_sort(reads.begin(), reads.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    for (const auto &[at, r] : reads) {
        const ReadRow &row = (*m_view.reads)[std::size_t(r.read.value())];
        const QString chip = QString::fromStdString(row.chip);
        const int who = m_numbers.of(row.entrant, chip);
        const auto [it, fresh] = last.try_emplace({r.backup, who}, Seen{at, m_out.rows.size()});
        const bool again = !fresh && at - it->second.at <= kSameWho;
        it->second.at = at;
        if (again) {
            LaneRow &kept = m_out.rows[it->second.row];
            ++kept.reads;
            if (kept.counts || !isUsed(row.use))
                continue;
            kept.entry.at = at; // the one that counts stands for them
            kept.id = row.content;
            kept.counts = true;
            kept.use = {r.read, row.use, row.course, row.by};
            continue;
        }
        it->second.row = m_out.rows.size();
        LaneRow e;
        e.entry = {r.backup ? Lane::Backup : Lane::Main, at, who};
        e.id = row.content;
        e.entrant = row.entrant;
        e.bib = row.entrant.value() >= 0 ? bibOf(row.entrant) : say("chip %1").arg(chip);
        e.counts = isUsed(row.use);
        e.use = {r.read, row.use, row.course, row.by};
        e.scored = row.entrant.value() >= 0;
        m_out.rows.push_back(std::move(e));
    }
}

void Collector::addHands(const LaneFactsAtPoint &facts, PointIdx point)
{
    if (!m_view.hands)
        return;
    for (const HandRow &hand : *m_view.hands) {
        if (hand.point != point || !m_span.holds(hand.at) || facts.markerOfHand.contains(hand.id))
            continue;
        const bool given = facts.tapsWithBib.contains(hand.id);
        LaneRow e;
        e.scored = hand.state == HandRow::State::Scored;
        e.entrant = e.scored ? hand.entrant : EntrantIdx(-1); // whom a tap is near, the alignment says
        e.entry = {hand.bib.isEmpty() || given ? Lane::Taps : Lane::Bibs, hand.at, hand.bib.isEmpty() ? 0 : m_numbers.of(e.entrant, hand.bib)};
        e.id = hand.id;
        e.bib = hand.bib;
        e.given = given;
        e.counts = e.scored && isUsed(hand.use);
        e.use = {ReadIdx(-1), hand.use, hand.course, hand.by};
        m_out.rows.push_back(std::move(e));
    }
}

void Collector::addMarkers(const LaneFactsAtPoint &facts)
{
    std::map<QString, const HandRow *> made; // by marker
    for (const HandRow &hand : m_view.hands ? *m_view.hands : std::vector<HandRow>())
        if (const auto it = facts.markerOfHand.find(hand.id); it != facts.markerOfHand.end())
            made[it->second] = &hand;
    for (const VideoMarker &marker : facts.markers) {
        const UtcTime at = m_view.event->zone.toUtc(marker.local);
        if (!m_span.holds(at))
            continue;
        LaneRow e;
        e.id = marker.id;
        e.note = marker.note;
        e.bib = marker.bib;
        if (const auto it = made.find(marker.id.toString()); it != made.end()) {
            const HandRow &hand = *it->second;
            e.given = true;
            e.bib = hand.bib;
            e.scored = hand.state == HandRow::State::Scored;
            e.counts = e.scored && isUsed(hand.use);
            e.use = {ReadIdx(-1), hand.use, hand.course, hand.by};
        }
        e.entrant = e.bib.isEmpty() ? EntrantIdx(-1) : byBib(e.bib);
        e.entry = {Lane::Video, at, e.bib.isEmpty() ? 0 : m_numbers.of(e.entrant, e.bib)};
        m_out.rows.push_back(std::move(e));
    }
}

void Collector::addWritten(const LaneFactsAtPoint &facts)
{
    if (m_span.from || m_span.to)
        return; // without a time nobody knows whether they belong to the span
    std::set<int> typed;
    for (const LaneRow &row : m_out.rows)
        if (row.entry.lane == Lane::Bibs)
            typed.insert(row.entry.who);
    for (const WrittenBib &written : facts.written) {
        LaneRow e;
        e.id = written.id;
        e.bib = written.bib;
        e.entrant = byBib(written.bib);
        e.entry = {Lane::Bibs, {}, m_numbers.of(e.entrant, written.bib)};
        if (!typed.contains(e.entry.who)) // the same bib with a time says more
            m_out.rows.push_back(std::move(e));
    }
}

} // namespace

std::vector<Entry> Lanes::entries() const
{
    std::vector<Entry> out;
    out.reserve(rows.size());
    for (const LaneRow &row : rows)
        out.push_back(row.entry);
    return out;
}

std::vector<VideoMarker> markersOf(const log::Fold &fold, const QString &point)
{
    std::vector<VideoMarker> out;
    for (const QString &instance : fold.instances(QStringLiteral("hand_marker"))) {
        const log::EntityKey key{QStringLiteral("hand_marker"), instance};
        const auto id = Id128::parse(instance);
        if (!id || !fold.alive(key))
            continue;
        const auto fields = fold.fields(key);
        const auto local = parseLocal(textOf(fields, "local"));
        if (local && (point.isEmpty() || textOf(fields, "point") == point))
            out.push_back({*id, textOf(fields, "point"), textOf(fields, "bib"), textOf(fields, "note"), *local});
    }
    return out;
}

std::vector<WrittenBib> writtenOf(const log::Fold &fold, const QString &point)
{
    std::vector<WrittenBib> out;
    for (const QString &instance : fold.instances(QStringLiteral("hand_note"))) {
        const log::EntityKey key{QStringLiteral("hand_note"), instance};
        const auto id = Id128::parse(instance);
        if (!id || !fold.alive(key))
            continue;
        const auto fields = fold.fields(key);
        if (textOf(fields, "point") == point && !textOf(fields, "bib").isEmpty())
            out.push_back({*id, point, textOf(fields, "bib"), textOf(fields, "order").toInt()});
    }
    std::stable_sort(out.begin(), out.end(), [](const WrittenBib &a, const WrittenBib &b) { return a.order < b.order; });
    return out;
}

std::optional<Id128> handOfMarker(const EventActor &actor, const Id128 &marker)
{
    for (const auto &[instance, time] : actor.state().hands().all())
        if (const auto field = actor.fold().field({QStringLiteral("hand"), instance}, QStringLiteral("marker")); field && field->value.toString() == marker.toString())
            return time.id;
    return {};
}

LaneFactsAtPoint factsAt(const EventActor &actor, PointIdx point)
{
    LaneFactsAtPoint out;
    const auto &all = actor.reads().all();
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].point == point)
            out.reads.push_back({ReadIdx(std::int32_t(i)), all[i].backup});
    const QString name = actor.state().document().points[std::size_t(point.value())].name;
    out.markers = markersOf(actor.fold(), name);
    out.written = writtenOf(actor.fold(), name);
    for (const auto &[instance, time] : actor.state().hands().all()) {
        if (time.bib.isEmpty())
            continue;
        const log::EntityKey key{QStringLiteral("hand"), instance};
        if (const auto marker = actor.fold().field(key, QStringLiteral("marker")); marker && !marker->value.toString().isEmpty())
            out.markerOfHand[time.id] = marker->value.toString();
        else if (const auto bib = actor.fold().field(key, QStringLiteral("bib")); bib && bib->stamp != time.stamp)
            out.tapsWithBib.insert(time.id);
    }
    return out;
}

Lanes lanesOf(const LaneFactsAtPoint &facts, const View &view, PointIdx point, const Span &span)
{
    Collector collector(view, span);
    collector.addReads(facts);
    collector.addHands(facts, point);
    collector.addMarkers(facts);
    collector.addWritten(facts);
    return std::move(collector).take();
}

QString whyOf(const LaneRow &row, const View &view)
{
    if (row.entry.lane <= Lane::Backup && row.entrant.value() < 0)
        return say("nobody has this chip");
    if (!row.scored || row.entrant.value() < 0)
        return {};
    const int race = (*view.results)[std::size_t(row.entrant.value())].race;
    return race < 0 || std::size_t(race) >= view.event->rules.size() ? QString() : scoring::describe(row.use, view.event->rules[std::size_t(race)]);
}

} // namespace gantry::engine::reconcile
