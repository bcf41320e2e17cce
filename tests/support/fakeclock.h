// SPDX-License-Identifier: Apache-2.0
#pragma once
// A clock that a test moves. It never runs by itself and never goes back. Thread-safe.

#include "core/base/time.h"

#include <atomic>

namespace gantry::test {

class FakeClock final : public Clock {
public:
    // 2026-05-30T09:00:00Z unless told otherwise.
    explicit FakeClock(UtcTime start = fromUs(1'780'131'600'000'000)) : m_us(toUs(start)) {}
    UtcTime now() const override { return fromUs(m_us.load()); }
    void advance(Micros by)
    {
        if (by.count() > 0)
            m_us.fetch_add(by.count());
    }
    // An earlier instant than now() is ignored.
    void set(UtcTime t)
    {
        auto seen = m_us.load();
        while (seen < toUs(t) && !m_us.compare_exchange_weak(seen, toUs(t))) { }
    }

private:
    std::atomic<std::int64_t> m_us;
};

} // namespace gantry::test
