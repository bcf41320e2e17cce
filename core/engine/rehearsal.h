// SPDX-License-Identifier: Apache-2.0
#pragma once
// A rehearsal: a made-up field in a store that is marked as a rehearsal for ever, run through the real port.

#include "core/engine/console.h"
#include "core/net/ctp01peer.h"
#include "core/net/faults.h"

#include <QThread>

#include <memory>

namespace gantry::engine {

struct RehearsalOptions {
    int runners = 120;
    quint32 seed = 1;
    std::chrono::seconds winner{8}, last{75}; // a short sprint, so that something happens soon
    net::FaultPlan faults;  // trouble on purpose; what was made is recorded in the store (drill.jsonl)
    QString record;         // path of that record; empty: none
};

// Makes a new event with a roster in the rehearsal store at `storePath` and returns its id. Refused (Conflict) when the store
// exists and is not a rehearsal. The store must not be held by another console.
Result<QString> prepareRehearsal(const QString &storePath, const Clock &clock, const RehearsalOptions &options);

// Two boxes (start with the gun record, finish) that dial `port` and send that field; the gun falls ten seconds after start().
// Has its own thread; destroy before the console.
class RehearsalField {
public:
    RehearsalField(int port, const Clock &clock, const RehearsalOptions &options);
    ~RehearsalField();
    void start();

private:
    int m_port;
    const Clock *m_clock;
    RehearsalOptions m_options;
    QThread m_thread;
    std::vector<std::unique_ptr<net::Ctp01Peer>> m_peers;
};

} // namespace gantry::engine
