// SPDX-License-Identifier: Apache-2.0
#include "core/engine/hand/handtimes.h"

#include "core/domain/entrant.h"

namespace gantry::engine {

void HandTimes::forget(const QString &instance, std::set<QString> &bibs)
{
    const auto it = m_times.find(instance);
    if (it == m_times.end())
        return;
    const QString key = compareKey(it->second.bib);
    auto [from, to] = m_byBib.equal_range(key);
    for (auto b = from; b != to; ++b)
        if (b->second == instance) {
            m_byBib.erase(b);
            bibs.insert(key);
            break;
        }
    m_times.erase(it);
}

void HandTimes::refresh(const log::Fold &fold, const QString &instance, std::set<QString> &bibs)
{
    forget(instance, bibs);
    const log::EntityKey key{QStringLiteral("hand"), instance};
    const auto id = Id128::parse(instance);
    if (!id || !fold.alive(key))
        return;
    const auto fields = fold.fields(key);
    const auto text = [&](const char *name) {
        const auto it = fields.find(QString::fromLatin1(name));
        return it == fields.end() ? QString() : it->second.value.toString();
    };
    HandTime t;
    t.id = *id;
    t.point = text("point");
    if (const QString us = text("utc_us"); !us.isEmpty())
        t.utc = fromUs(us.toLongLong());
    t.local = parseLocal(text("local"));
    if (!t.utc && !t.local)
        return; // a bib for a time that was taken back
    t.bib = text("bib").trimmed();
    t.race = text("race");
    t.stamp = fold.firstStamp(key);
    const QString bibKey = compareKey(t.bib);
    m_times.insert_or_assign(instance, std::move(t));
    if (bibKey.isEmpty())
        return;
    m_byBib.emplace(bibKey, instance);
    bibs.insert(bibKey);
}

const HandTime *HandTimes::find(const QString &instance) const
{
    const auto it = m_times.find(instance);
    return it == m_times.end() ? nullptr : &it->second;
}

std::vector<const HandTime *> HandTimes::ofBib(const QString &key) const
{
    std::vector<const HandTime *> out;
    auto [from, to] = m_byBib.equal_range(key);
    for (auto it = from; it != to; ++it)
        out.push_back(&m_times.at(it->second));
    return out;
}

} // namespace gantry::engine
