// SPDX-License-Identifier: Apache-2.0
#include "core/engine/readtable.h"

#include <algorithm>

namespace gantry::engine {

EventState::Mat ReadTable::matFor(SessionNo session, std::int32_t location, const EventState &state)
{
    const auto key = std::make_pair(session.value(), location);
    if (const auto it = m_matCache.find(key); it != m_matCache.end())
        return it->second;
    const auto facts = m_sessions.find(session.value());
    const EventState::Mat mat = state.matOf(facts == m_sessions.end() ? Id128{} : facts->second.uuid, m_locations[std::size_t(location)]);
    m_matCache.emplace(key, mat);
    return mat;
}

void ReadTable::resolve(Read &read, ReadRow &row, const EventState &state)
{
    const EventState::Mat mat = matFor(read.session, read.location, state);
    read.point = mat.point;
    read.backup = mat.backup;
    if (read.device.basis == TimeBasis::RaceElapsed) {
        read.elapsed = true;
        m_hasElapsed = true;
        read.at = fromUs(read.device.us); // since the gun; made absolute per race when facts are built
    } else {
        const auto facts = m_sessions.find(read.session.value());
        const bool fromFile = facts != m_sessions.end() && facts->second.fromFile;
        read.at = resolveTime(read.device, read.receivedAt, fromFile, read.dayRoll, state.document().date, state.document().zone);
        const Id128 session = facts == m_sessions.end() ? Id128{} : facts->second.uuid;
        const Micros offset = state.clocks().offsetOf(session, row.reader, row.location, fromFile ? read.at : read.receivedAt);
        row.clockMs = std::int32_t(offset / std::chrono::milliseconds(1));
        read.at -= offset;
    }
    row.at = read.at;
    row.point = read.point;
    count(read, state.document().points.size());
}

void ReadTable::count(const Read &read, std::size_t points)
{
    if (m_points.size() < points)
        m_points.resize(points);
    if (read.point.value() < 0 || read.kind != ReadKind::Chip)
        return;
    PointStats &s = m_points[std::size_t(read.point.value())];
    ++s.reads;
    if (s.chips.size() <= std::size_t(read.chip))
        s.chips.resize(std::size_t(read.chip) + 1024);
    if (!s.chips[std::size_t(read.chip)]) {
        s.chips[std::size_t(read.chip)] = true;
        ++s.uniqueChips;
    }
    if (read.elapsed)
        return;
    s.first = s.first ? std::min(*s.first, read.at) : read.at;
    s.last = s.last ? std::max(*s.last, read.at) : read.at;
}

ReadIdx ReadTable::append(const StoredRead &stored, const EventState &state, bool unsaved)
{
    const ReadIdx index{std::int32_t(m_reads.size())};
    Read r{};
    r.content = stored.content;
    r.device = stored.device.time;
    r.receivedAt = stored.receivedAt;
    r.sequence = stored.device.sequence;
    r.session = stored.session;
    r.dayRoll = stored.dayRoll;
    r.kind = stored.device.kind;
    r.chip = -1;
    const auto [loc, isNewLocation] = m_locationByText.try_emplace(stored.device.location, std::int32_t(m_locations.size()));
    if (isNewLocation)
        m_locations.push_back(stored.device.location);
    r.location = loc->second;
    if (r.kind == ReadKind::Chip) {
        const auto [chip, isNewChip] = m_chipByKey.try_emplace(compareKey(std::string_view(stored.device.chip)), ChipIdx(m_byChip.size()));
        if (isNewChip) {
            m_byChip.emplace_back();
            m_chipKeys.push_back(chip->first);
        }
        r.chip = chip->second;
        m_byChip[std::size_t(r.chip)].push_back(index);
    } else {
        m_guns.push_back(index);
    }
    ReadRow row;
    row.content = stored.content;
    row.receivedAt = stored.receivedAt;
    row.session = stored.session;
    row.kind = r.kind;
    row.unsaved = unsaved;
    row.use = scoring::Use::NotOnCourse;
    row.antenna = stored.device.antenna;
    row.offset = stored.offset;
    row.length = stored.length;
    row.chip = stored.device.chip;
    row.location = stored.device.location;
    row.reader = stored.device.reader;
    resolve(r, row, state);
    m_reads.push_back(r);
    m_rows.append(std::move(row));
    return index;
}

void ReadTable::resolveAll(const EventState &state)
{
    m_matCache.clear();
    m_points.assign(state.document().points.size(), {});
    m_hasElapsed = false;
    for (std::size_t i = 0; i < m_reads.size(); ++i)
        resolve(m_reads[i], m_rows.edit(i), state);
}

ChipIdx ReadTable::chipByKey(const std::string &key) const
{
    const auto it = m_chipByKey.find(key);
    return it == m_chipByKey.end() ? -1 : it->second;
}

std::optional<ReadIdx> ReadTable::byContent(const Id128 &id) const
{
    const auto it = std::find_if(m_reads.begin(), m_reads.end(), [&](const Read &r) { return r.content == id; });
    return it == m_reads.end() ? std::nullopt : std::optional(ReadIdx(std::int32_t(it - m_reads.begin())));
}

std::vector<ReadIdx> ReadTable::byContentPrefix(const QString &hex) const
{
    std::vector<ReadIdx> out;
    const QString wanted = hex.trimmed().toLower();
    if (wanted.size() < 8)
        return out;
    const QByteArray head = QByteArray::fromHex(wanted.left(wanted.size() & ~1).toLatin1());
    for (std::size_t i = 0; i < m_reads.size(); ++i)
        if (std::equal(head.begin(), head.end(), reinterpret_cast<const char *>(m_reads[i].content.bytes.data()))
            && m_reads[i].content.toString().startsWith(wanted))
            out.push_back(ReadIdx(std::int32_t(i)));
    return out;
}

std::vector<UnboundRow> ReadTable::unbound() const
{
    std::map<std::pair<std::int64_t, std::int32_t>, std::int64_t> counts;
    bool any = false;
    for (const auto &[key, mat] : m_matCache)
        any = any || mat.point.value() < 0;
    std::vector<UnboundRow> out;
    if (!any)
        return out;
    for (const Read &r : m_reads)
        if (r.point.value() < 0 && !r.elapsed)
            ++counts[{r.session.value(), r.location}];
    for (const auto &[key, n] : counts)
        out.push_back({QString::fromUtf8(m_locations[std::size_t(key.second)].c_str()), SessionNo(key.first), n});
    return out;
}

} // namespace gantry::engine
