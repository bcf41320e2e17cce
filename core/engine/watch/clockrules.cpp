// SPDX-License-Identifier: Apache-2.0
#include "core/engine/watch/clockrules.h"

#include <algorithm>

namespace gantry::engine {

namespace {

constexpr auto kEntity = "clock";

std::string lower(const std::string &text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size())).trimmed().toLower().toStdString();
}

} // namespace

QString ClockRules::instanceOf(const QString &whose, const QString &location, std::optional<UtcTime> from)
{
    QString key = whose.toLower();
    if (!location.trimmed().isEmpty())
        key += u'/' + location.trimmed().toLower();
    if (from)
        key += u'@' + formatUtc(*from);
    return key;
}

void ClockRules::refresh(const log::Fold &fold)
{
    m_rules.clear();
    const QString entity = QString::fromLatin1(kEntity);
    for (const QString &instance : fold.instances(entity)) {
        const auto us = fold.field({entity, instance}, QStringLiteral("offset_us"));
        if (!us || !us->value.isString())
            continue;
        const auto from = fold.field({entity, instance}, QStringLiteral("from_us"));
        const UtcTime start = from && from->value.isString() ? fromUs(from->value.toString().toLongLong()) : UtcTime::min();
        m_rules[instance.section(u'@', 0, 0).toStdString()].push_back({start, Micros(us->value.toString().toLongLong())});
    }
    for (auto &[whose, steps] : m_rules)
        std::sort(steps.begin(), steps.end(), [](const Step &a, const Step &b) { return a.from < b.from; });
}

const std::vector<ClockRules::Step> *ClockRules::stepsOf(const std::string &whose, const std::string &location) const
{
    if (const auto it = m_rules.find(whose + '/' + lower(location)); it != m_rules.end())
        return &it->second;
    const auto it = m_rules.find(whose);
    return it == m_rules.end() ? nullptr : &it->second;
}

Micros ClockRules::offsetOf(const Id128 &session, const std::string &reader, const std::string &location, UtcTime when) const
{
    if (m_rules.empty())
        return Micros(0);
    for (const std::string &whose : {"sess:" + session.toString().toStdString(), "reader:" + lower(reader)})
        if (const auto *steps = stepsOf(whose, location)) {
            const auto after = std::find_if(steps->begin(), steps->end(), [&](const Step &s) { return s.from > when; });
            if (after != steps->begin())
                return std::prev(after)->offset;
        }
    return Micros(0);
}

} // namespace gantry::engine
