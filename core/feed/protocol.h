// SPDX-License-Identifier: Apache-2.0
#pragma once
// The display feed, version 1: JSON lines over a local socket (later the same over WebSocket). One line = one object.
//
// client → server
//   {"hello":1,"client":"screen-1","cursor":"epoch:serial" | ""}   once, first
//   {"shown":serial}                   this announcement has had its time on screen: the cursor moves here
//   {"state":{"visible":true,"placed":"HDMI-1","showing":"417","queue":3}}   for the operator
// server → client
//   {"snapshot":{"event":{"name","date","zone","rehearsal"},"races":[{"name","wave","gun_us","scheduled_us"}],"counts":{…}},
//    "now_us":"…", "cursor":"epoch:serial"}     where this client goes on; another epoch means a new server: old serials are void
//   {"add":{serial,key,…fields…}}      a finisher (key = entrant:course:lap); fields are named as in the field catalogue
//   {"change":{serial,key,…}}          the same key with other values
//   {"withdraw":{serial,key}}          take it away wherever it is
//   {"event":{…}} {"races":[…]} {"counts":{…}}   deltas of the snapshot
//   {"now_us":"…"}                     every 10 s: the console's clock
// Serials grow by one per add/change/withdraw; 64-bit stamps are strings. A client that comes back with its cursor gets
// everything after it, in order, except finishers who were withdrawn meanwhile. One with an empty or foreign cursor but a name
// that the server knows goes on after the last serial it reported as shown; any other gets what comes from then on.
// A line longer than kMaxLine, or anything before the hello, ends the connection.

#include <QByteArray>
#include <QJsonObject>

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace gantry::feed {

struct Item { // add, change or withdraw
    enum class Kind { Add = 1, Change, Withdraw };
    std::uint64_t serial = 0;
    Kind kind = Kind::Add;
    QString key;
    QJsonObject fields;
};

inline constexpr qsizetype kMaxLine = 64 * 1024;

QByteArray encodeItem(const Item &item); // one line with '\n'
std::optional<Item> decodeItem(const QJsonObject &line);

// The server's memory: the last kKeep items and where every named client is. A client that restarts goes on at its cursor. Pure.
class Journal {
public:
    static constexpr std::size_t kKeep = 20000;
    explicit Journal(QString epoch) : m_epoch(std::move(epoch)) {}
    const Item &append(Item::Kind kind, QString key, QJsonObject fields);
    std::uint64_t last() const { return m_next - 1; }
    QString epoch() const { return m_epoch; }
    QString cursorText(std::uint64_t serial) const;
    // Items after a cursor; for an unknown cursor nothing (the client starts at last()). A finisher who was withdrawn later
    // is left out, his withdrawal is not: the client may have him on the screen.
    std::vector<Item> after(const QString &cursor, std::uint64_t *startsAt) const;
    bool knows(const QString &cursor) const { return serialOf(cursor).has_value(); }

private:
    std::optional<std::uint64_t> serialOf(const QString &cursor) const; // of this epoch, and not from the future
    QString m_epoch;
    std::uint64_t m_next = 1;
    std::deque<Item> m_items;
};

} // namespace gantry::feed
