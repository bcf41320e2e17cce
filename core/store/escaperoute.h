// SPDX-License-Identifier: Apache-2.0
#pragma once
// The second place (rule 15): what came in over each session, byte for byte, as a text file that anyone can read and
// `gantryctl reads import` takes. A thread of its own, because a stick may take seconds to flush: it never holds up a commit.

#include "core/store/rows.h"

#include <functional>
#include <memory>

namespace gantry::store {

class EscapeRoute {
public:
    static constexpr std::int64_t kMaxQueued = 16 * 1024 * 1024;

    struct State {
        QString path;  // empty: switched off
        Error error;   // why it does not get through; message empty when it does
        friend bool operator==(const State &, const State &) = default;
    };
    // `refill` reads bytes of a session that are no longer in memory (the place was full, or missing, or named late).
    using Refill = std::function<Result<QByteArray>(SessionNo, std::int64_t offset, std::int64_t length)>;

    EscapeRoute(Refill refill, std::function<void()> stateChanged);
    ~EscapeRoute(); // writes what is queued, if the place takes it

    void setDirectory(const QString &directory);
    void append(const SessionRow &session, std::int64_t offset, const QByteArray &bytes); // never blocks on the disk
    void drain(); // everything appended so far is written and flushed, or the place refuses
    State state() const;

    // "2026-05-30T09-00-00Z-session-3-ctp01.txt"
    static QString fileName(const SessionRow &session);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace gantry::store
