// SPDX-License-Identifier: Apache-2.0
#include "core/engine/explain/explanation.h"

#include "core/base/text.h"
#include "core/engine/explain/explainwords.h"

#include <algorithm>

namespace gantry::engine {

using scoring::Flag;
using scoring::Status;

namespace {

QString moment(UtcTime t, const EventZone &zone)
{
    return formatLocal(zone.toLocal(t)).replace(u'T', u' ');
}

class Explainer {
public:
    Explainer(EventActor &actor, EntrantIdx entrant, int item)
        : m_actor(actor), m_e(entrant), m_item(item), m_facts(actor.board().facts(entrant)), m_result(actor.board().result(entrant)),
          m_rules(actor.board().rules()[std::size_t(m_facts.race.value())]), m_person(actor.state().entrants()[std::size_t(entrant.value())]),
          m_zone(actor.state().document().zone)
    {
    }
    Explanation run();

private:
    void addPerson();
    void addRules();
    void addReads();
    void addHandTimes();
    void addAdjustments();
    void addResult();
    void addTime(const QString &label, const std::optional<Micros> &t, QString &shown);
    void addPlaces();
    template<class Same>
    void addPlace(const QString &title, int place, Same same);
    void summarise();
    std::optional<Micros> rankTime(EntrantIdx e) const
    {
        const auto &r = m_actor.board().result(e);
        return m_rules.ranking == RankBy::Net ? r.net : r.gun;
    }
    ExplainedNeighbour neighbour(EntrantIdx e) const;
    bool isFinish() const { return m_item < 0 || m_item + 1 == int(m_rules.course.size()); }

    EventActor &m_actor;
    EntrantIdx m_e;
    int m_item;
    const scoring::EntrantFacts &m_facts;
    const scoring::EntrantResult &m_result;
    const scoring::RaceRules &m_rules;
    const Entrant &m_person;
    const EventZone &m_zone;
    Explanation m_out;
};

void Explainer::addPerson()
{
    m_out.bib = m_person.bib;
    m_out.name = m_person.displayName();
    m_out.race = m_rules.name;
    m_out.wave = m_person.wave;
    m_out.status = scoring::toText(m_result.status);
    m_out.person.push_back({say("Runner"), say("Bib %1, %2").arg(m_person.bib, m_out.name), m_person.wave.isEmpty() ? say("race %1").arg(m_rules.name) : say("race %1, wave %2").arg(m_rules.name, m_person.wave)});
    m_out.person.push_back({say("Chips"), m_person.chips.isEmpty() ? m_person.bib : m_person.chips.join(QStringLiteral(", ")), m_person.chips.isEmpty() ? say("the roster names no chip: the bib is the chip") : QString()});
    const auto &wave = m_rules.waves[std::size_t(m_facts.wave)];
    const auto gun = m_rules.gunOf(m_facts.wave);
    const auto source = wave.gun ? wave.source : m_rules.waves.front().source;
    m_out.person.push_back({say("Gun"), gun ? moment(*gun, m_zone) : say("not known"), gunSourceText(gun ? source : scoring::GunSource::None)});
}

void Explainer::addRules()
{
    m_out.rules.push_back({say("Start"), m_rules.startMode == StartMode::Gun ? say("everyone at the gun") : say("the last read of the start mat before the first later point"), {}});
    if (m_rules.cutoff)
        m_out.rules.push_back({say("Start window"), say("until %1 after the gun").arg(formatShort(*m_rules.cutoff)), {}});
    for (const auto &item : m_rules.course)
        m_out.rules.push_back({item.name, say("the first read at least %1 after the runner's start").arg(formatShort(item.minTime)), {}});
}

void Explainer::addReads()
{
    const ReadTable &table = m_actor.reads();
    for (const scoring::ReadUse &u : m_actor.usesOf(m_e)) {
        const ReadRow &row = table.rows()[std::size_t(u.read.value())];
        const ReadTable::Read &read = table.read(u.read);
        if (!isFinish() && row.point != m_rules.course[std::size_t(m_item)].point && !m_rules.isStart(row.point))
            continue;
        ExplainedRead r;
        r.id = row.content;
        r.session = row.session;
        r.offset = row.offset;
        r.length = row.length;
        r.receivedAt = row.receivedAt;
        r.at = row.at;
        r.chip = QString::fromStdString(row.chip);
        r.location = QString::fromStdString(row.location);
        r.reader = QString::fromStdString(row.reader);
        r.antenna = row.antenna;
        r.sequence = read.sequence;
        r.given = deviceTimeText(read.device);
        r.basis = basisText(read.device.basis);
        bool fromFile = false;
        std::optional<Id128> session;
        for (const auto &s : m_actor.sessions())
            if (s.no == row.session) {
                r.peer = s.peer;
                fromFile = s.fromFile;
                session = s.uuid;
            }
        if (!read.elapsed) // whatever differs from what the device's own words mean was added by an accepted offset
            r.clockOffset = row.at - resolveTime(read.device, row.receivedAt, fromFile, read.dayRoll, m_actor.state().document().date, m_zone);
        r.point = row.point.value() >= 0 ? m_actor.state().document().points[std::size_t(row.point.value())].name : say("no point");
        r.binding = bindingText(m_actor.state(), session.value_or(Id128{}), r.location, row.point);
        r.use = u.use;
        r.by = u.by;
        r.used = u.use == scoring::Use::Start || u.use == scoring::Use::Split || u.use == scoring::Use::Finish;
        r.words = scoring::describe(u, m_rules);
        m_out.reads.push_back(std::move(r));
    }
    addHandTimes();
    std::stable_sort(m_out.reads.begin(), m_out.reads.end(), [](const ExplainedRead &a, const ExplainedRead &b) { return a.at < b.at; });
}

void Explainer::addHandTimes()
{
    const auto uses = m_actor.handUsesOf(m_e);
    for (std::size_t i = 0; i < uses.size(); ++i) {
        const scoring::HandFact &hand = m_facts.hands[i];
        if (!isFinish() && hand.point != m_rules.course[std::size_t(m_item)].point && !m_rules.isStart(hand.point))
            continue;
        ExplainedRead r;
        r.id = hand.id;
        r.byHand = true;
        r.raw = say("(taken by hand)");
        r.at = r.receivedAt = hand.at;
        r.point = hand.point.value() >= 0 ? m_actor.state().document().points[std::size_t(hand.point.value())].name : say("no point");
        const scoring::ReadUse &u = uses[i].second;
        r.use = u.use;
        r.by = u.by;
        r.used = u.use == scoring::Use::Start || u.use == scoring::Use::Split || u.use == scoring::Use::Finish;
        r.words = scoring::describe(u, m_rules);
        m_out.reads.push_back(std::move(r));
    }
}

void Explainer::addAdjustments()
{
    auto &to = m_out.adjustments;
    if (m_facts.startOffset)
        to.push_back({say("Start offset"), signedSeconds(*m_facts.startOffset), say("the runner's own gun; both times count from it")});
    if (m_facts.penalty.count() != 0)
        to.push_back({say("Penalty"), signedSeconds(m_facts.penalty), say("added to both times")});
    for (const auto &set : m_facts.setTimes)
        to.push_back({say("Set by hand"), moment(set.at, m_zone), set.point.value() >= 0 ? m_actor.state().document().points[std::size_t(set.point.value())].name : say("no point")});
    for (const StateCorrection &c : m_actor.state().corrections()) {
        const auto &list = c.applied.correction.bibs;
        const bool his = std::any_of(list.begin(), list.end(), [&](const QString &b) { return compareKey(b) == compareKey(m_person.bib); });
        if (!his || (!c.race.isEmpty() && c.race.compare(m_rules.name, Qt::CaseInsensitive) != 0))
            continue;
        const log::Op *op = c.applied.op.isNull() ? nullptr : m_actor.fold().op(c.applied.op);
        QString note = op ? say("%1, %2").arg(op->author, moment(fromUs(std::int64_t(op->stamp.hlc >> 16) * 1000), m_zone).left(19)) : say("from the event document");
        if (c.applied.correction.leg)
            note += say(" · leg %1").arg(*c.applied.correction.leg);
        if (!c.applied.correction.code.isEmpty())
            note += QStringLiteral(" · ") + c.applied.correction.code;
        if (!c.applied.correction.reason.isEmpty())
            note += QStringLiteral(" · ") + c.applied.correction.reason;
        to.push_back({correctionWord(c.applied.correction.kind), op ? say("operation %1").arg(op->id.toString().left(12)) : QString(), note});
    }
    if (to.empty())
        to.push_back({say("Corrections"), say("none"), {}});
}

void Explainer::addTime(const QString &label, const std::optional<Micros> &t, QString &shown)
{
    if (!t)
        return;
    shown = formatElapsed(scoring::roundTime(*t, m_rules.rounding), scoring::fractionDigits(m_rules.rounding));
    m_out.result.push_back({label, formatElapsed(*t, 6), say("exactly; shown as %1 (%2)").arg(shown, roundingText(m_rules.rounding))});
}

void Explainer::addResult()
{
    auto &to = m_out.result;
    if (m_result.startedAt)
        to.push_back({say("Counts from"), moment(*m_result.startedAt, m_zone), startText(m_result, m_facts, m_rules)});
    for (std::size_t i = 0; i < m_result.splits.size() && i + 1 < m_rules.course.size(); ++i)
        to.push_back({m_rules.course[i].name, m_result.splits[i] ? formatElapsed(*m_result.splits[i], 6) : say("missing"), m_result.splits[i] ? say("net, exactly") : QString()});
    addLegLines(to, m_result, m_rules);
    if (m_result.finishedAt)
        to.push_back({say("Finished"), moment(*m_result.finishedAt, m_zone), m_result.flags & Flag::HandTime ? say("a time set by hand counts") : QString()});
    m_out.net = m_result.net;
    m_out.gun = m_result.gun;
    if (!isFinish()) {
        m_out.net = m_result.splits.size() > std::size_t(m_item) ? m_result.splits[std::size_t(m_item)] : std::nullopt;
        m_out.gun.reset();
    }
    addTime(isFinish() ? say("Net time") : m_rules.course[std::size_t(m_item)].name, m_out.net, m_out.netShown);
    addTime(say("Gun time"), m_out.gun, m_out.gunShown);
    if (isFinish())
        addGradeLines(to, m_rules, m_facts, m_result);
    to.push_back({say("Status"), m_out.status, statusNote(m_result.flags)});
    to.push_back({say("Ranked by"), m_rules.ranking == RankBy::Net ? say("net time") : say("gun time"), m_rules.ties == Ties::Share ? say("unrounded; equal times share the place") : say("unrounded; equal times keep the order of recording")});
}

ExplainedNeighbour Explainer::neighbour(EntrantIdx e) const
{
    const Entrant &p = m_actor.state().entrants()[std::size_t(e.value())];
    const auto theirs = rankTime(e), mine = rankTime(m_e);
    ExplainedNeighbour n{p.bib, p.displayName(), {}, Micros(0)};
    if (theirs) {
        n.time = formatElapsed(scoring::roundTime(*theirs, m_rules.rounding), scoring::fractionDigits(m_rules.rounding));
        n.gap = mine ? *theirs - *mine : Micros(0);
    }
    return n;
}

template<class Same>
void Explainer::addPlace(const QString &title, int place, Same same)
{
    if (place <= 0)
        return;
    ExplainedPlace out{title, place, 0, {}, {}};
    std::optional<EntrantIdx> before, after; // named at the end: there are tens of thousands to walk past
    bool passed = false;
    const std::vector<scoring::Places> &places = m_actor.board().allPlaces();
    for (const EntrantIdx e : m_actor.board().order(m_facts.race)) {
        if (places[std::size_t(e.value())].overall == 0)
            break; // those without a place stand at the end
        if (!same(e))
            continue;
        ++out.of;
        if (e == m_e)
            passed = true;
        else if (!passed)
            before = e;
        else if (!after)
            after = e;
    }
    if (before)
        out.before = neighbour(*before);
    if (after)
        out.after = neighbour(*after);
    m_out.places.push_back(std::move(out));
}

void Explainer::addPlaces()
{
    if (!isFinish())
        return;
    scoring::Scoreboard &board = m_actor.board();
    const scoring::Places places = board.places(m_e);
    addPlace(say("Overall"), places.overall, [](EntrantIdx) { return true; });
    addPlace(m_facts.gender, places.gender, [&](EntrantIdx e) { return board.facts(e).gender == m_facts.gender; });
    addPlace(m_result.divisionName, places.division, [&](EntrantIdx e) {
        const auto &r = board.result(e);
        return m_result.division >= 0 ? r.division == m_result.division : r.division < 0 && r.divisionName == m_result.divisionName && board.facts(e).gender == m_facts.gender;
    });
}

void Explainer::summarise()
{
    if (isFinish() && m_result.status == Status::Finished && m_out.net) {
        m_out.summary = say("%1 net").arg(m_out.netShown);
        if (!m_out.places.empty())
            m_out.summary += say(", place %1 of %2").arg(m_out.places.front().place).arg(m_out.places.front().of);
        return;
    }
    if (!isFinish() && m_out.net) {
        m_out.summary = say("%1 at %2").arg(m_out.netShown, m_rules.course[std::size_t(m_item)].name);
        return;
    }
    const PointIdx wanted = m_rules.course.empty() ? PointIdx(-1) : m_rules.course[std::size_t(isFinish() ? int(m_rules.course.size()) - 1 : m_item)].point;
    const QString name = wanted.value() >= 0 ? m_actor.state().document().points[std::size_t(wanted.value())].name : QString();
    const ExplainedRead *last = nullptr;
    for (const ExplainedRead &r : m_out.reads)
        if (r.point == name && !r.used)
            last = &r;
    m_out.summary = isFinish() ? say("No finish time (%1).").arg(m_out.status) : say("No time at %1.").arg(name);
    if (m_result.status == Status::Finished || m_result.status == Status::OnCourse || m_result.status == Status::NotStarted)
        m_out.summary += u' ' + (last ? say("The read of %1 at %2: %3.").arg(formatTimeOfDay(m_zone.toLocal(last->at), 2), name, last->words) : say("There is no read at %1.").arg(name));
}

Explanation Explainer::run()
{
    if (!isFinish())
        m_out.item = m_rules.course[std::size_t(m_item)].name;
    m_out.rounding = toText(m_rules.rounding);
    addPerson();
    addRules();
    addReads();
    addAdjustments();
    addResult();
    addPlaces();
    if (isFinish())
        for (const auto &line : m_actor.whyAwards(m_e))
            m_out.awards.push_back({line.band, line.answer.text, {}});
    summarise();
    return std::move(m_out);
}

} // namespace

Result<Explanation> explainTime(EventActor &actor, EntrantIdx entrant, const QString &item)
{
    const int race = actor.board().facts(entrant).race.value();
    if (race < 0)
        return failure(ErrorCode::NotFound, say("Bib %1 is in no race of this event.").arg(actor.state().entrants()[std::size_t(entrant.value())].bib));
    const auto &rules = actor.board().rules()[std::size_t(race)];
    int wanted = -1;
    if (!item.isEmpty()) {
        const PointIdx point = actor.state().document().pointByName(item);
        for (std::size_t i = 0; i < rules.course.size(); ++i)
            if (rules.course[i].name.compare(item, Qt::CaseInsensitive) == 0 || (wanted < 0 && point.value() >= 0 && rules.course[i].point == point))
                wanted = int(i);
        if (wanted < 0)
            return failure(ErrorCode::NotFound, say("%1 has no split or point \"%2\" on its course.").arg(rules.name, item));
    }
    return Explainer(actor, entrant, wanted).run();
}

} // namespace gantry::engine
