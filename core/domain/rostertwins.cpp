// SPDX-License-Identifier: Apache-2.0
#include "core/domain/rostertwins.h"

namespace gantry {

namespace {

constexpr std::size_t kMostOfOneName = 16; // a column of "Test Runner" must not cost the square of its length

bool same(const QString &a, const QString &b)
{
    return !a.isEmpty() && a.compare(b, Qt::CaseInsensitive) == 0;
}

template<class T>
bool differ(const std::optional<T> &a, const std::optional<T> &b)
{
    return a && b && *a != *b;
}

} // namespace

int equalFields(const Entrant &a, const Entrant &b)
{
    if (!same(a.lastName, b.lastName) || a.firstName.compare(b.firstName, Qt::CaseInsensitive) != 0)
        return 0;
    if (differ(a.dateOfBirth, b.dateOfBirth) || differ(a.age, b.age) || (!a.gender.isEmpty() && !b.gender.isEmpty() && a.gender != b.gender))
        return 0;
    const bool born = a.dateOfBirth && b.dateOfBirth;
    return 1 + same(a.firstName, b.firstName) + (born || (a.age && b.age)) + same(a.gender, b.gender) + same(a.city, b.city) + same(a.region, b.region) + same(a.team, b.team);
}

QString TwinFinder::nameKey(const Entrant &e)
{
    return e.lastName.isEmpty() ? QString() : QString(e.firstName.toLower() + u'|' + e.lastName.toLower());
}

std::optional<TwinFinder::Twin> TwinFinder::find(const Entrant &entrant) const
{
    const auto known = m_byName.find(nameKey(entrant));
    if (known == m_byName.end())
        return std::nullopt;
    for (const Known &k : *known)
        if (const int equal = equalFields(k.entrant, entrant); equal >= kTwinFields)
            return Twin{k.line, k.entrant.bib.isEmpty() ? k.entrant.displayName() : QString(k.entrant.displayName() + QStringLiteral(" (") + k.entrant.bib + u')'), equal};
    return std::nullopt;
}

std::optional<TwinFinder::Twin> TwinFinder::add(const Entrant &entrant, int line)
{
    const QString key = nameKey(entrant);
    if (key.isEmpty())
        return std::nullopt;
    auto twin = find(entrant);
    if (auto &list = m_byName[key]; list.size() < kMostOfOneName)
        list.push_back({entrant, line});
    return twin;
}

} // namespace gantry
