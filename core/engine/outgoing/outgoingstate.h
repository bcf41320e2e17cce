// SPDX-License-Identifier: Apache-2.0
#pragma once
// What goes out, where to, and what waits; for the window and for `publish list`.

#include "core/base/time.h"

#include <QStringList>

#include <map>
#include <optional>
#include <vector>

namespace gantry::engine {

// One place that gets the results: a folder on this computer, a stick, a share.
struct Destination {
    QString id, name, folder;
    QString format = QStringLiteral("csv"); // of core/output/formats
    QStringList columns;                    // empty: those that suit the format
    QString groupBy;                        // a word of group-by, or empty
    QString race;                           // empty: all of the event
    int everySeconds = 10;
    friend bool operator==(const Destination &, const Destination &) = default;
};

// How it goes there.
struct DestinationStatus {
    QString file;                       // the path that is written
    std::optional<UtcTime> waitingSince; // something newer than what is there; the oldest of it
    std::optional<UtcTime> lastOk, nextTry;
    int rows = 0, failures = 0;
    QString digest, error;              // sha256 of what is there; why it is not newer
    friend bool operator==(const DestinationStatus &, const DestinationStatus &) = default;
};

struct Hold {
    bool on = false;
    UtcTime since;
    QString by, reason;
    friend bool operator==(const Hold &, const Hold &) = default;
};

struct OutgoingConfig {
    Hold hold;
    std::vector<Destination> destinations;
};

struct OutgoingState {
    Hold hold;
    struct Row {
        Destination destination;
        DestinationStatus status;
    };
    std::vector<Row> rows;

    int waiting() const
    {
        int n = 0;
        for (const Row &r : rows)
            n += r.status.waitingSince.has_value();
        return n;
    }
    int failed() const
    {
        int n = 0;
        for (const Row &r : rows)
            n += !r.status.error.isEmpty();
        return n;
    }
    std::optional<UtcTime> oldest() const
    {
        std::optional<UtcTime> at;
        for (const Row &r : rows)
            if (r.status.waitingSince && (!at || *r.status.waitingSince < *at))
                at = r.status.waitingSince;
        return at;
    }
};

using OutgoingStatus = std::map<QString, DestinationStatus>; // by destination id

} // namespace gantry::engine
