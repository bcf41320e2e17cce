// SPDX-License-Identifier: Apache-2.0
#include "core/engine/entrants/rosterplan.h"

#include "core/base/text.h"
#include "core/domain/rostertwins.h"

#include <QJsonArray>

#include <algorithm>
#include <unordered_set>

namespace gantry::engine {

namespace {

bool isEmpty(const QJsonValue &v)
{
    return v.isNull() || v.isUndefined() || (v.isString() && v.toString().isEmpty()) || (v.isArray() && v.toArray().isEmpty());
}

// What places and times hang on.
bool isScored(const QString &field)
{
    static constexpr const char *kScored[] = {"race", "wave", "bib", "chips", "gender", "age", "date_of_birth", "alive"};
    return std::any_of(std::begin(kScored), std::end(kScored), [&](const char *name) { return field == QLatin1String(name); });
}

QString columnOf(const QString &field) // what the roster calls it
{
    return field == u"state" ? QStringLiteral("region") : field;
}

class Planner {
public:
    Planner(const EventActor &actor, const Roster &roster, const RosterPlanOptions &options) : m_actor(actor), m_state(actor.state()), m_roster(roster), m_options(options) {}
    RosterPlan run();

private:
    void plan(std::size_t row);
    void planKnown(std::size_t row, const Entrant &now, OpDraft draft);
    void planNew(std::size_t row, OpDraft draft);
    void checkChips(std::size_t row);
    void findAbsent();
    bool started(const Id128 &id) const;
    bool keeps(const QString &field, const QJsonValue &wanted, const QJsonValue &now, int line) const;

    const EventActor &m_actor;
    const EventState &m_state;
    const Roster &m_roster;
    const RosterPlanOptions &m_options;
    RosterPlan m_plan;
    std::unordered_set<Id128> m_inFile;
    TwinFinder m_absentTwins;   // people who are not in the file, numbered by entrant
    QHash<QString, int> m_chipOwner; // compareKey → entrant, of chips of their own
};

bool Planner::started(const Id128 &id) const
{
    const auto e = m_state.entrantById(id);
    if (!e || std::size_t(e->value()) >= m_actor.board().size())
        return false;
    const auto status = m_actor.board().result(*e).status;
    return status != scoring::Status::NotStarted && status != scoring::Status::Dns;
}

// A column that the file does not have changes nothing; a blank cell only when that is asked for.
bool Planner::keeps(const QString &field, const QJsonValue &wanted, const QJsonValue &now, int line) const
{
    if (isEmpty(wanted)) {
        const QString column = columnOf(field);
        const bool clears = m_options.clearBlank && m_roster.fields.contains(column) && column != u"bib" && !m_roster.unread.contains({line, column});
        return !clears || isEmpty(now);
    }
    return wanted == now;
}

void Planner::plan(std::size_t row)
{
    const Entrant &wanted = m_roster.entrants[row];
    OpDraft draft;
    draft.entity = QStringLiteral("entrant");
    draft.instance = wanted.id.toString();
    entrantToFields(wanted, draft.fields, draft.personal);
    checkChips(row);
    if (const auto known = m_state.entrantById(wanted.id))
        planKnown(row, m_state.entrants()[std::size_t(known->value())], std::move(draft));
    else
        planNew(row, std::move(draft));
}

void Planner::planKnown(std::size_t row, const Entrant &now, OpDraft draft)
{
    std::map<QString, QJsonValue> fields;
    QJsonObject personal;
    entrantToFields(now, fields, personal);
    draft.fields.erase(QStringLiteral("registration")); // the desk's business, not the file's
    const int line = m_roster.lines[row];
    // The person came under this bib, and got another one here (swapped, corrected, reissued): the file does not know.
    if (now.alive && compareKey(now.bib) != compareKey(m_roster.entrants[row].bib)) {
        draft.fields.erase(QStringLiteral("bib"));
        draft.fields.erase(QStringLiteral("chips"));
        m_plan.problems.push_back({line, QStringLiteral("bib"), say("%1 got bib %2 here; the file still says %3. Bib and chips stay").arg(now.displayName(), now.bib, m_roster.entrants[row].bib), false});
    }
    if (!now.alive) {
        draft.fields[QStringLiteral("alive")] = true;
        fields[QStringLiteral("alive")] = false;
    }
    std::erase_if(draft.fields, [&](const auto &f) { return keeps(f.first, f.second, fields[f.first], line); });
    for (const QString &name : draft.personal.keys())
        if (keeps(name, draft.personal[name], personal[name], line))
            draft.personal.remove(name);
    if (draft.fields.empty() && draft.personal.isEmpty()) {
        ++m_plan.same;
        return;
    }
    RosterChange change{line, now.bib, now.displayName(), now.race, false, {}, {}};
    const bool holds = started(now.id);
    const auto note = [&](const QString &name, const QJsonValue &before, const QJsonValue &after) {
        change.fields.push_back({name, fieldText(before), fieldText(after), holds && isScored(name)});
        m_plan.held += change.fields.back().held;
        return change.fields.back().held && m_options.apply == RosterPlan::Apply::Safe;
    };
    std::erase_if(draft.fields, [&](const auto &f) { return note(f.first, fields[f.first], f.second); });
    for (const QString &name : draft.personal.keys())
        if (note(name, personal[name], draft.personal[name]))
            draft.personal.remove(name);
    if (m_options.differences)
        m_plan.changes.push_back(std::move(change));
    if (draft.fields.empty() && draft.personal.isEmpty())
        return;
    ++m_plan.updated;
    m_plan.drafts.push_back(std::move(draft));
}

void Planner::planNew(std::size_t row, OpDraft draft)
{
    const Entrant &wanted = m_roster.entrants[row];
    std::erase_if(draft.fields, [](const auto &f) { return isEmpty(f.second); });
    for (const QString &name : draft.personal.keys())
        if (isEmpty(draft.personal[name]))
            draft.personal.remove(name);
    QString held;
    if (const auto twin = m_absentTwins.find(wanted)) {
        const Entrant &other = m_state.entrants()[std::size_t(twin->line)];
        m_plan.problems.push_back({m_roster.lines[row], QStringLiteral("bib"),
                                   say("%1 looks like %2 of the event, who is not in the file: a changed bib? Use change-bib instead of importing the person twice").arg(wanted.displayName() + u' ' + wanted.bib, twin->name), false});
        if (started(other.id)) {
            held = say("probably %1, who has started").arg(twin->name);
            ++m_plan.held;
        }
    }
    if (m_options.differences)
        m_plan.changes.push_back({m_roster.lines[row], wanted.bib, wanted.displayName(), wanted.race, true, held, {}});
    if (!held.isEmpty() && m_options.apply == RosterPlan::Apply::Safe)
        return;
    ++m_plan.added;
    m_plan.drafts.push_back(std::move(draft));
}

void Planner::checkChips(std::size_t row)
{
    const Entrant &wanted = m_roster.entrants[row];
    for (const QString &chip : wanted.chips) {
        const auto owner = m_chipOwner.constFind(compareKey(chip));
        if (owner == m_chipOwner.constEnd() || m_state.entrants()[std::size_t(*owner)].id == wanted.id)
            continue;
        const Entrant &other = m_state.entrants()[std::size_t(*owner)];
        if (m_inFile.contains(other.id))
            continue; // the file says what becomes of it
        m_plan.problems.push_back({m_roster.lines[row], QStringLiteral("chips"),
                                   say("chip %1 of %2 belongs to %3 (%4), who is not in the file and keeps it").arg(chip, wanted.displayName(), other.displayName(), other.bib), false});
    }
}

void Planner::findAbsent()
{
    QHash<int, QString> perhaps;
    for (std::size_t i = 0; i < m_roster.entrants.size(); ++i)
        if (!m_state.entrantById(m_roster.entrants[i].id))
            if (const auto twin = m_absentTwins.find(m_roster.entrants[i]))
                perhaps[twin->line] = say("now bib %1 in line %2?").arg(m_roster.entrants[i].bib).arg(m_roster.lines[i]);
    for (std::size_t i = 0; i < m_state.entrants().size(); ++i) {
        const Entrant &e = m_state.entrants()[i];
        if (e.alive && !m_inFile.contains(e.id))
            m_plan.absent.push_back({e.bib, e.displayName(), e.race, perhaps.value(int(i))});
    }
}

RosterPlan Planner::run()
{
    m_inFile.reserve(m_roster.entrants.size());
    for (const Entrant &e : m_roster.entrants)
        m_inFile.insert(e.id);
    for (std::size_t i = 0; i < m_state.entrants().size(); ++i) {
        const Entrant &e = m_state.entrants()[i];
        if (!e.alive)
            continue;
        if (!m_inFile.contains(e.id))
            (void)m_absentTwins.add(e, int(i));
        for (const QString &chip : e.chips)
            m_chipOwner.insert(compareKey(chip), int(i));
    }
    m_plan.drafts.reserve(m_roster.entrants.size());
    for (std::size_t row = 0; row < m_roster.entrants.size(); ++row) {
        if (m_options.progress && row % 2000 == 0 && !m_options.progress(int(row * 100 / m_roster.entrants.size())))
            return std::move(m_plan);
        plan(row);
    }
    if (m_options.differences)
        findAbsent();
    return std::move(m_plan);
}

} // namespace

QString fieldText(const QJsonValue &value)
{
    if (value.isArray()) {
        QStringList list;
        for (const auto &v : value.toArray())
            list.append(v.toString());
        return list.join(QStringLiteral(", "));
    }
    if (value.isBool())
        return value.toBool() ? say("yes") : say("no");
    return value.isDouble() ? QString::number(value.toDouble()) : value.toString();
}

RosterPlan planRoster(const EventActor &actor, const Roster &roster, const RosterPlanOptions &options)
{
    return Planner(actor, roster, options).run();
}

} // namespace gantry::engine
