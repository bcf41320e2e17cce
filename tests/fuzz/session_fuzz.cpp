// SPDX-License-Identifier: Apache-2.0
// A CTP01 session under any bytes in any pieces, with time passing and cursors coming: it never loses a byte, never says
// more than it was asked, and never repeats a secret.

#include "core/readers/ctp01session.h"

#include <algorithm>
#include <cstdlib>

using namespace gantry;
using namespace gantry::readers;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Ctp01Session session;
    UtcTime now = fromUs(1'600'000'000'000'000);
    session.connected(now);
    std::size_t at = 0;
    std::int64_t covered = 0;
    const auto take = [&](const Reaction &r, std::size_t fed) {
        for (const Message &m : r.messages) {
            if (m.offset != covered)
                std::abort();
            covered += m.length;
            const auto *control = std::get_if<Control>(&m.body);
            if (control && control->text.starts_with("authorize") && control->text.size() > 9)
                std::abort();
        }
        // A greeting of 8 bytes or more gives about 200 bytes, a ping of 5 bytes gives 10.
        if (r.replyNow.size() > 40 * (fed + 512) + 300 * session.facts().locations.size())
            std::abort();
        if (r.needCursor) {
            std::vector<Cursor> cursors;
            for (std::size_t i = 0; i < session.facts().locations.size(); i += 2)
                cursors.push_back({session.facts().locations[i], std::int64_t(i) - 1});
            session.resume(cursors, now);
        }
    };
    while (at < size) {
        const std::uint8_t step = data[at++];
        now += std::chrono::milliseconds(step & 1 ? 1'100 : 0) - std::chrono::hours(step == 255 ? 3 : 0);
        const std::size_t n = std::min<std::size_t>(step >> 1, size - at);
        take(session.feed(std::as_bytes(std::span(data + at, n)), now), n);
        at += n;
        take(session.tick(now), 0);
    }
    const std::int64_t before = session.decodedTo();
    if (before != covered)
        std::abort();
    take(session.disconnected(), 0);
    if (session.decodedTo() != covered)
        std::abort();
    return 0;
}
