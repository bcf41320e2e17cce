// SPDX-License-Identifier: Apache-2.0
#include "core/base/guardedclock.h"

#include <ctime>

namespace gantry {

namespace {

Micros read(clockid_t id)
{
    timespec t{};
    clock_gettime(id, &t);
    return std::chrono::duration_cast<Micros>(std::chrono::seconds(t.tv_sec) + std::chrono::nanoseconds(t.tv_nsec));
}

} // namespace

GuardedClock::GuardedClock() : GuardedClock([] { return read(CLOCK_REALTIME); }, [] { return read(CLOCK_BOOTTIME); }) {}

GuardedClock::GuardedClock(Source wall, Source steady) : m_wall(std::move(wall)), m_steady(std::move(steady))
{
    m_offset = m_wall() - m_steady();
}

UtcTime GuardedClock::now() const
{
    const std::scoped_lock lock(m_mutex);
    const Micros steady = m_steady();
    const Micros difference = m_wall() - steady - m_offset;
    if (std::chrono::abs(difference) <= kTolerated) {
        m_offset += difference;
        m_jump = Micros(0);
    } else {
        m_jump = difference;
    }
    return UtcTime(steady + m_offset);
}

Micros GuardedClock::jump() const
{
    now();
    const std::scoped_lock lock(m_mutex);
    return m_jump;
}

void GuardedClock::acceptWallClock()
{
    const std::scoped_lock lock(m_mutex);
    m_offset = m_wall() - m_steady();
    m_jump = Micros(0);
}

} // namespace gantry
