// SPDX-License-Identifier: Apache-2.0
#pragma once
// All reads of an event in memory: compact, resolved to points and instants, indexed by chip. Lives on gantry-score.

#include "core/engine/eventstate.h"
#include "core/engine/view.h"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace gantry::engine {

using ChipIdx = std::int32_t;

// What resolving a read needs to know of its session.
struct SessionFacts {
    Id128 uuid;
    bool fromFile = false;
};

class ReadTable {
public:
    struct Read {
        Id128 content;
        DeviceTime device;
        UtcTime receivedAt, at;
        std::int64_t sequence;
        ChipIdx chip;         // -1 for a gun
        std::int32_t location; // index into locations()
        PointIdx point{-1};
        bool backup = false;  // of the point's backup mat
        SessionNo session;
        std::int16_t dayRoll;
        ReadKind kind;
        bool elapsed;
    };
    struct PointStats {
        std::int64_t reads = 0;
        int uniqueChips = 0;
        std::optional<UtcTime> first, last;
        std::vector<bool> chips; // by ChipIdx
    };

    void setSession(SessionNo no, SessionFacts facts) { m_sessions[no.value()] = facts; }
    // Resolves under the state's document, zone and bindings; adds its row to the table that the view shares.
    ReadIdx append(const StoredRead &read, const EventState &state, bool unsaved);
    // Document, zone or bindings changed: points and times of all reads anew.
    void resolveAll(const EventState &state);

    std::size_t size() const { return m_reads.size(); }
    const Read &read(ReadIdx i) const { return m_reads[std::size_t(i.value())]; }
    const std::vector<Read> &all() const { return m_reads; }
    const std::vector<ReadIdx> &byChip(ChipIdx chip) const { return m_byChip[std::size_t(chip)]; }
    ChipIdx chipByKey(const std::string &key) const; // -1 when never read
    const std::string &chipKey(ChipIdx chip) const { return m_chipKeys[std::size_t(chip)]; }
    std::size_t chips() const { return m_byChip.size(); }
    std::optional<ReadIdx> byContent(const Id128 &id) const;
    // Ids may be shortened to at least 8 hex digits, as the window shows them.
    std::vector<ReadIdx> byContentPrefix(const QString &hex) const;
    const std::vector<ReadIdx> &guns() const { return m_guns; }
    bool hasElapsed() const { return m_hasElapsed; }
    const std::vector<PointStats> &points() const { return m_points; }
    std::vector<UnboundRow> unbound() const;

    ChunkedTable<ReadRow> &rows() { return m_rows; }
    const ChunkedTable<ReadRow> &rows() const { return m_rows; }

private:
    EventState::Mat matFor(SessionNo session, std::int32_t location, const EventState &state);
    void resolve(Read &read, ReadRow &row, const EventState &state);
    void count(const Read &read, std::size_t points);

    std::vector<Read> m_reads;
    std::vector<std::vector<ReadIdx>> m_byChip;
    std::vector<std::string> m_chipKeys, m_locations;
    std::unordered_map<std::string, ChipIdx> m_chipByKey;
    std::unordered_map<std::string, std::int32_t> m_locationByText;
    std::unordered_map<std::int64_t, SessionFacts> m_sessions;
    std::map<std::pair<std::int64_t, std::int32_t>, EventState::Mat> m_matCache; // (session, location)
    std::vector<ReadIdx> m_guns;
    std::vector<PointStats> m_points;
    ChunkedTable<ReadRow> m_rows;
    bool m_hasElapsed = false;
};

} // namespace gantry::engine
