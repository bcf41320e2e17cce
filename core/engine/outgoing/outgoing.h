// SPDX-License-Identifier: Apache-2.0
#pragma once
// Brings results to their destinations, on a thread of its own. A file is written beside itself and then renamed, so that whoever
// reads it sees the old one or the new one. Changes are gathered: the newest state goes out, not every one on the way. What fails is
// tried again after 4, 8, 16 and then every 32 seconds, and nothing is lost: what is written is always the newest state.

#include "core/base/result.h"
#include "core/engine/outgoing/outgoingstate.h"
#include "core/engine/view.h"
#include "core/output/pageplan.h"

#include <QThread>

#include <functional>
#include <memory>

class QTimer;

namespace gantry::engine {

struct Publication {
    Id128 event;
    Destination destination;
    QString file, digest;
    int rows = 0;
    QString by;                 // who asked for it; empty: the console by itself
};

class Outgoing {
public:
    struct Hooks {
        std::function<void(const Id128 &event, std::shared_ptr<const OutgoingStatus>)> changed; // on the own thread; keep it short
        std::function<void(const Publication &)> published;
    };
    Outgoing(const Clock &clock, Hooks hooks, output::DrawPdf drawPdf = {});
    ~Outgoing(); // finishes what it is writing

    void start();               // from now on by itself; without it only publishNow() writes
    void offer(ViewPtr view);   // any thread: the newest view
    // Everything that is not there yet, now; also what waits for its next try. Any thread but the own one. One error per line
    // that failed; Conflict while held.
    Result<int> publishNow(const ViewPtr &view, const QString &by);

private:
    struct Sent {
        DestinationStatus status;
        ViewPtr view;           // that was written
        QString content;        // what it said
        std::optional<UtcTime> lastTry;
    };
    void look(bool now, const QString &by);
    bool write(const Destination &destination, Sent &sent, const QString &by);
    void tell();

    const Clock *m_clock;
    Hooks m_hooks;
    output::DrawPdf m_drawPdf;
    QThread m_thread;
    std::unique_ptr<QObject> m_context;
    QTimer *m_timer = nullptr;
    ViewPtr m_view;                   // all of these on the own thread
    std::map<QString, Sent> m_sent;
    OutgoingStatus m_told;
    std::optional<Id128> m_event;
};

// "results-10k.csv"
QString publicationName(const Destination &destination);
Result<QByteArray> publicationBytes(const View &view, const Destination &destination, int &rows, const output::DrawPdf &drawPdf = {}, std::optional<UtcTime> made = {});
// A digest of what the file says, without when it was made: the same results are not written, and not logged, twice.
QString publicationContent(const View &view, const Destination &destination);

} // namespace gantry::engine
