// SPDX-License-Identifier: Apache-2.0
// Reading an event file back: once, when the event is opened.
#include "core/base/text.h"
#include "core/store/eventfile.h"

#include <QFileInfo>
#include <QJsonDocument>

#include <unordered_map>

namespace gantry::store {

namespace {

// Calls `take` for every row of a query; `take` says what is wrong with a row, or nothing.
template<class F>
Result<> eachRow(Db &db, const char *sql, F take)
{
    auto rows = db.prepare(sql);
    if (!rows)
        return rows.error();
    for (;;) {
        const auto row = rows->step();
        if (!row)
            return row.error();
        if (!*row)
            return {};
        if (const QString wrong = take(*rows); !wrong.isEmpty())
            return damagedEvent(db.path(), wrong);
    }
}

Result<> loadOps(Db &db, std::vector<log::Op> &out)
{
    std::unordered_map<Id128, QByteArray> personal;
    const auto values = eachRow(db, "SELECT ref, body FROM personal", [&](const Statement &row) {
        const auto ref = Id128::fromBytes(row.blob(0));
        const std::string_view body = row.textView(1);
        if (ref)
            personal.emplace(*ref, QByteArray(body.data(), qsizetype(body.size())));
        return ref ? QString() : QStringLiteral("a personal reference is not 16 bytes");
    });
    if (!values)
        return values;
    log::SharedNames names;
    return eachRow(db, "SELECT seq, body FROM op ORDER BY seq", [&](const Statement &row) {
        const std::string_view body = row.textView(1);
        auto op = log::Op::fromJson(QByteArray::fromRawData(body.data(), qsizetype(body.size())));
        if (!op)
            return QStringLiteral("op %1: %2").arg(row.integer(0)).arg(op.error().detail);
        if (op->personal) {
            const auto found = personal.find(*op->personal);
            if (found != personal.end())
                op->personalValues = QJsonDocument::fromJson(found->second).object();
            op->erased = found == personal.end();
        }
        names.share(*op);
        out.push_back(std::move(*op));
        return QString();
    });
}

Result<> loadSessions(Db &db, LoadedEvent &out)
{
    return eachRow(db,
                   "SELECT no, uuid, protocol, peer, from_file, opened_us, closed_us, close_reason, connection_id, bytes, decoded_to FROM session ORDER BY no",
                   [&](const Statement &row) {
                       const auto uuid = Id128::fromBytes(row.blob(1));
                       if (!uuid)
                           return QStringLiteral("session %1 has no identity").arg(row.integer(0));
                       SessionRow s;
                       s.no = SessionNo(row.integer(0));
                       s.uuid = *uuid;
                       s.protocol = row.text(2);
                       s.peer = row.text(3);
                       s.fromFile = row.integer(4) != 0;
                       s.openedAt = fromUs(row.integer(5));
                       if (!row.isNull(6))
                           s.closedAt = fromUs(row.integer(6));
                       s.closeReason = row.text(7);
                       s.connectionId = row.text(8);
                       s.bytes = row.integer(9);
                       out.sessions.push_back(std::move(s));
                       out.decodedTo.push_back(row.integer(10));
                       return QString();
                   });
}

using Names = std::unordered_map<std::int64_t, std::string>;

QString takeRead(const Statement &row, const Names &names, StoredRead &r)
{
    const auto location = names.find(row.integer(6)), reader = names.find(row.integer(7));
    const auto content = Id128::fromBytes(row.blob(14));
    const std::int64_t kind = row.integer(4), basis = row.integer(11);
    if (location == names.end() || reader == names.end() || !content)
        return QStringLiteral("read %1 has no name or no content id").arg(row.integer(15));
    if (kind < 1 || kind > std::int64_t(ReadKind::Gun) || basis < 1 || basis > std::int64_t(TimeBasis::RaceElapsed))
        return QStringLiteral("read %1 has an unknown kind or time basis").arg(row.integer(15));
    r.session = SessionNo(row.integer(0));
    r.offset = row.integer(1);
    r.length = std::int32_t(row.integer(2));
    r.receivedAt = fromUs(row.integer(3));
    r.device.kind = ReadKind(kind);
    r.device.chip = row.textView(5);
    r.device.location = location->second;
    r.device.reader = reader->second;
    r.device.antenna = std::int32_t(row.integer(8));
    r.device.passCount = std::int32_t(row.integer(9));
    r.device.sequence = row.integer(10);
    r.device.time = {TimeBasis(basis), row.integer(12)};
    r.dayRoll = std::int16_t(row.integer(13));
    r.content = *content;
    return {};
}

} // namespace

Error damagedEvent(const QString &path, const QString &detail)
{
    return failure(ErrorCode::Corrupt, say("The event file %1 is damaged. Restore the newest backup of it.").arg(QFileInfo(path).fileName()), detail);
}

namespace {

Result<std::vector<StoredRead>> loadReads(Db &db)
{
    Names names;
    const auto named = eachRow(db, "SELECT no, text FROM name", [&](const Statement &row) {
        names.emplace(row.integer(0), row.textView(1));
        return QString();
    });
    if (!named)
        return named.error();
    const auto count = db.scalar("SELECT count(*) FROM read");
    if (!count)
        return count.error();
    std::vector<StoredRead> reads;
    reads.reserve(std::size_t(*count));
    const auto done = eachRow(db,
                              "SELECT session, offset, length, received_us, kind, chip, location, reader, antenna, pass_count, sequence, basis, time_us, "
                              "day_roll, content, seq FROM read ORDER BY seq",
                              [&](const Statement &row) { return takeRead(row, names, reads.emplace_back()); });
    if (!done)
        return done.error();
    return reads;
}

} // namespace

Result<> EventFile::loadNames()
{
    return eachRow(m_db, "SELECT no, text FROM name", [this](const Statement &row) {
        m_names.emplace(row.textView(1), row.integer(0));
        return QString();
    });
}

Result<LoadedEvent> loadEvent(Db &db)
{
    LoadedEvent out;
    if (const auto done = loadOps(db, out.ops); !done)
        return done.error();
    if (const auto done = loadSessions(db, out); !done)
        return done.error();
    const auto places = eachRow(db, "SELECT session, location, reader, announced FROM location", [&](const Statement &row) {
        out.locations.push_back({SessionNo(row.integer(0)), row.text(1), row.text(2), row.integer(3) != 0});
        return QString();
    });
    if (!places)
        return places.error();
    const auto malformed = db.scalar("SELECT count(*) FROM malformed WHERE reason <> 'cut off in the middle of a line'");
    if (!malformed)
        return malformed.error();
    out.malformed = *malformed;
    const auto writer = eachRow(db, "SELECT v FROM meta WHERE k = 'writer'", [&](const Statement &row) {
        out.writer = Id128::parse(row.text(0)).value_or(Id128{});
        return QString();
    });
    if (!writer)
        return writer.error();
    auto reads = loadReads(db);
    if (!reads)
        return reads.error();
    out.reads = std::move(*reads);
    return out;
}

Result<LoadedEvent> EventFile::load()
{
    auto out = loadEvent(m_db);
    if (!out)
        return out;
    m_known.reserve(out->reads.size() * 2);
    for (const StoredRead &r : out->reads)
        m_known.insert(r.content);
    m_stored = std::int64_t(out->reads.size());
    return out;
}

} // namespace gantry::store
