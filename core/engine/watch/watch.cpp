// SPDX-License-Identifier: Apache-2.0
#include "core/engine/watch/watch.h"

#include "core/base/text.h"
#include "core/engine/watch/matproblems.h"

#include <QLocale>

#include <algorithm>
#include <utility>

namespace gantry::engine {

namespace {

constexpr qint64 kLearnEveryMs = 5000;
constexpr std::size_t kSmall = 2000; // runners: a small field is learned whenever somebody asks

} // namespace

void Watch::runnerScored(EntrantIdx e, std::vector<RunnerIssue> issues)
{
    if (issues.empty())
        m_issues.erase(e);
    else
        m_issues[e] = std::move(issues);
}

void Watch::healthCame(std::shared_ptr<const system::Health> health, UtcTime now)
{
    const auto before = std::exchange(m_ill, {});
    for (const system::HealthItem &item : health ? health->items : std::vector<system::HealthItem>()) {
        const auto known = before.find(item.key);
        if (item.tone != system::Tone::Good)
            m_ill[item.key] = known != before.end() && known->second.first == item.tone ? known->second : std::pair(item.tone, now);
    }
    m_health = std::move(health);
    m_asked = true;
}

UtcTime Watch::illSince(const QString &key) const
{
    const auto it = m_ill.find(key);
    return it == m_ill.end() ? UtcTime{} : it->second.second;
}

void Watch::everythingAnew(const ReadTable &reads)
{
    m_issues.clear();
    m_readers.pointsChanged(reads);
    m_learned.invalidate();
    m_asked = true;
}

void Watch::findDoubles(const Scene &scene)
{
    const auto &table = scene.view.entrants;
    if (m_doublesOf == table)
        return;
    m_doublesOf = table;
    m_doubles = {};
    std::unordered_map<QString, std::vector<EntrantIdx>> chips, bibs;
    const auto &entrants = scene.state.entrants();
    for (std::size_t i = 0; i < entrants.size(); ++i) {
        const Entrant &e = entrants[i];
        if (!e.alive)
            continue;
        const EntrantIdx at{std::int32_t(i)};
        QStringList keys;
        for (const QString &chip : e.chips.isEmpty() ? QStringList{e.bib} : e.chips)
            if (const QString key = compareKey(chip); !key.isEmpty() && !keys.contains(key))
                keys << key;
        for (const QString &key : keys) {
            chips[key].push_back(at);
            bool number = false;
            if (const quint64 value = key.toULongLong(&number, 16); number)
                m_doubles.chipOrder.emplace_back(value, at);
        }
        if (!e.bib.isEmpty())
            bibs[e.race + u'\n' + compareKey(e.bib)].push_back(at);
    }
    for (auto &[key, owners] : chips)
        if (owners.size() > 1)
            m_doubles.chips[key] = owners;
    for (auto &[key, owners] : bibs)
        if (owners.size() > 1)
            m_doubles.bibs[{key.section(u'\n', 0, 0), key.section(u'\n', 1)}] = owners;
    std::sort(m_doubles.chipOrder.begin(), m_doubles.chipOrder.end());
}

bool Watch::look(const Scene &scene)
{
    if (!isDue())
        return false;
    QElapsedTimer took;
    took.start();
    const bool asked = std::exchange(m_asked, false);
    m_since.start();
    const auto seen = m_readers.seen(scene.state.document().points.size());
    if ((asked && scene.board.size() <= kSmall) || !m_learned.isValid() || m_learned.elapsed() >= kLearnEveryMs) {
        m_arrivals.learn(scene.board, seen, scene.now);
        m_learned.start();
    }
    m_arrivals.expect(scene.board, seen, scene.now);
    auto rows = m_readers.rows(scene.view, scene.state, scene.reads, m_arrivals, scene.now);
    bool differs = rows != *m_rows;
    if (differs)
        m_rows = std::make_shared<const std::vector<ReaderRow>>(std::move(rows));
    findDoubles(scene);
    findUnscoredTeams(scene);

    std::vector<Problem> list;
    systemProblems(*this, scene, list);
    readerProblems(*this, scene, list);
    matProblems(*this, scene, list);
    startProblems(*this, scene, list);
    runnerProblems(*this, scene, list);
    chipProblems(*this, scene, list);
    awardProblems(scene, list);
    recordProblems(*this, scene, list);
    teamProblems(*this, scene, list);
    for (Problem &p : list)
        if (const auto ack = scene.state.acknowledged().find(p.key); ack != scene.state.acknowledged().end() && ack->second >= p.since) {
            p.acknowledged = true;
            p.loud = false;
        }
    std::stable_sort(list.begin(), list.end(), [](const Problem &a, const Problem &b) {
        return a.acknowledged != b.acknowledged ? b.acknowledged : a.severity < b.severity;
    });
    if (list != *m_problems) {
        m_problems = std::make_shared<const std::vector<Problem>>(std::move(list));
        differs = true;
    }
    m_lookMs = double(took.nsecsElapsed()) / 1e6;
    return differs;
}

namespace watching {

QString count(std::int64_t n)
{
    return QLocale::c().toString(qlonglong(n));
}

QString clock(const Scene &scene, UtcTime t, int digits)
{
    return formatTimeOfDay(scene.state.document().zone.toLocal(t), digits);
}

QString ago(Micros t)
{
    const auto s = std::chrono::duration_cast<std::chrono::seconds>(t < Micros(0) ? -t : t).count();
    if (s < 100)
        return say("%1 s").arg(s);
    if (s < 3600)
        return say("%1:%2 min").arg(s / 60).arg(s % 60, 2, 10, QLatin1Char('0'));
    return say("%1:%2 h").arg(s / 3600).arg(s / 60 % 60, 2, 10, QLatin1Char('0'));
}

QString signedSeconds(Micros t, int digits)
{
    return (t.count() >= 0 ? QStringLiteral("+") : QStringLiteral("−")) + QString::number(std::abs(double(t.count())) / 1e6, 'f', digits);
}

QString bibOf(const Scene &scene, EntrantIdx e)
{
    return scene.state.entrants()[std::size_t(e.value())].bib;
}

QString nameOf(const Scene &scene, EntrantIdx e)
{
    const Entrant &entrant = scene.state.entrants()[std::size_t(e.value())];
    const QString name = (entrant.firstName + u' ' + entrant.lastName).trimmed();
    return name.isEmpty() ? say("bib %1").arg(entrant.bib) : say("bib %1 %2").arg(entrant.bib, name);
}

QString bibKey(const Scene &scene, EntrantIdx e)
{
    const Entrant &entrant = scene.state.entrants()[std::size_t(e.value())];
    return scene.state.document().races.size() > 1 ? entrant.race + u'/' + entrant.bib : entrant.bib;
}

QString bibList(const Scene &scene, const std::vector<EntrantIdx> &list, std::size_t most)
{
    QStringList bibs;
    for (std::size_t i = 0; i < list.size() && i < most; ++i)
        bibs << bibOf(scene, list[i]);
    const QString text = bibs.join(QStringLiteral(", "));
    return list.size() > most ? say("%1 and %2 more").arg(text, count(std::int64_t(list.size() - most))) : text;
}

QString pointName(const Scene &scene, PointIdx p)
{
    const auto &points = scene.state.document().points;
    return p.value() >= 0 && std::size_t(p.value()) < points.size() ? points[std::size_t(p.value())].name : say("no point");
}

ProblemFix runnerPage(EntrantIdx e)
{
    return {say("Runner"), {}, QStringLiteral("runner/%1").arg(e.value()), {}};
}

ProblemFix page(const QString &label, const QString &page)
{
    return {label, {}, page, {}};
}

} // namespace watching
} // namespace gantry::engine
