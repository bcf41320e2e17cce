// SPDX-License-Identifier: Apache-2.0
#include "core/store/eventfile.h"

#include "core/base/text.h"
#include "core/store/migrations.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

namespace gantry::store {

struct EventFile::Statements {
    Statement op, personal, session, decodedTo, name, read, malformed, location;
};

namespace {

QByteArrayView viewOf(const Id128 &id)
{
    return QByteArrayView(id.bytes.data(), qsizetype(id.bytes.size()));
}

Result<QString> metaValue(Db &db, std::string_view key)
{
    auto stmt = db.prepare("SELECT v FROM meta WHERE k = ?");
    if (!stmt)
        return stmt.error();
    stmt->bind(1, key);
    const auto row = stmt->step();
    if (!row)
        return row.error();
    return *row ? stmt->text(0) : QString();
}

Result<> writeMeta(Db &db, const Id128 &event, Purpose purpose, UtcTime now)
{
    auto transaction = Transaction::begin(db);
    if (!transaction)
        return transaction.error();
    auto stmt = db.prepare("INSERT INTO meta (k, v) VALUES (?, ?) ON CONFLICT (k) DO NOTHING");
    if (!stmt)
        return stmt.error();
    const QString word = purpose == Purpose::Rehearsal ? QStringLiteral("rehearsal") : QStringLiteral("race");
    const std::pair<std::string_view, QString> values[] = {
        {"event", event.toString()}, {"purpose", word}, {"writer", Id128::random().toString()}, {"created_us", QString::number(qint64(toUs(now)))}};
    for (const auto &[key, value] : values) {
        stmt->bind(1, key).bind(2, value);
        if (const auto done = stmt->run(); !done)
            return done;
    }
    return transaction->commit();
}

} // namespace

Result<std::unique_ptr<EventFile>> EventFile::open(const QString &path, const Id128 &event, Purpose purpose, const QString &backupDir, UtcTime now)
{
    if (!QDir().mkpath(QFileInfo(path).path()))
        return failure(ErrorCode::Io, say("The folder %1 cannot be made. Check the disk and your rights.").arg(QFileInfo(path).path()));
    auto db = Db::open(path, Db::Mode::ReadWrite);
    if (!db)
        return db.error();
    const auto migrated = migrate(*db, DbKind::Event, backupDir, now);
    if (!migrated)
        return migrated.error();
    if (migrated->answer == MigrationAnswer::TooNew)
        return failure(ErrorCode::Unsupported, say("This event was made by a newer Gantry. Update this console; nothing was changed."), path);
    const auto known = metaValue(*db, "event");
    if (!known)
        return known.error();
    if (known->isEmpty()) { // new, or cut off right after its tables were made
        if (const auto done = writeMeta(*db, event, purpose, now); !done)
            return done.error();
    } else if (*known != event.toString()) {
        return damagedEvent(path, QStringLiteral("%1 holds event %2, not %3").arg(path, *known, event.toString()));
    }
    std::unique_ptr<EventFile> file(new EventFile);
    file->m_db = std::move(*db);
    file->m_path = path;
    file->m_id = event;
    if (const auto done = file->prepareAll(); !done)
        return done.error();
    if (const auto done = file->loadNames(); !done)
        return done.error();
    return file;
}

Result<> EventFile::prepareAll()
{
    auto sql = std::make_shared<Statements>();
    const std::pair<Statement *, const char *> list[] = {
        {&sql->op, "INSERT INTO op (id, hlc, writer, body) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"},
        {&sql->personal, "INSERT INTO personal (ref, body) VALUES (?, ?) ON CONFLICT (ref) DO NOTHING"},
        {&sql->session, "INSERT INTO session (no, uuid, protocol, peer, from_file, opened_us, closed_us, close_reason, connection_id, bytes) "
                        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (no) DO UPDATE SET uuid = excluded.uuid, protocol = excluded.protocol, "
                        "peer = excluded.peer, from_file = excluded.from_file, opened_us = excluded.opened_us, closed_us = excluded.closed_us, "
                        "close_reason = excluded.close_reason, connection_id = excluded.connection_id, bytes = excluded.bytes"},
        {&sql->decodedTo, "UPDATE session SET decoded_to = ? WHERE no = ?"},
        {&sql->name, "INSERT INTO name (no, text) VALUES (?, ?)"},
        {&sql->read, "INSERT INTO read (session, offset, length, received_us, kind, chip, location, reader, antenna, pass_count, sequence, basis, "
                     "time_us, day_roll, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"},
        {&sql->malformed, "INSERT INTO malformed (session, offset, length, reason) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"},
        {&sql->location, "INSERT INTO location (session, location, reader, announced) VALUES (?, ?, ?, ?) "
                         "ON CONFLICT (session, location, reader) DO UPDATE SET announced = max(announced, excluded.announced)"},
    };
    for (const auto &[slot, text] : list) {
        auto made = m_db.prepare(text);
        if (!made)
            return made.error();
        *slot = std::move(*made);
    }
    m_sql = std::move(sql);
    return {};
}

Result<> EventFile::reopen()
{
    m_sql.reset();
    m_db = Db();
    auto db = Db::open(m_path, Db::Mode::ReadWrite);
    if (!db)
        return db.error();
    m_db = std::move(*db);
    if (const auto limited = m_db.setQuota(m_quota); !limited)
        return limited;
    return prepareAll();
}

Result<> EventFile::setQuota(std::int64_t bytes)
{
    m_quota = bytes;
    return m_db.setQuota(bytes);
}

std::vector<StoredRead> EventFile::onlyNew(std::vector<StoredRead> reads)
{
    std::erase_if(reads, [this](const StoredRead &r) { return !m_known.insert(r.content).second; });
    return reads;
}

void EventFile::forget(const std::vector<StoredRead> &reads)
{
    for (const StoredRead &r : reads)
        m_known.erase(r.content);
}

Result<> EventFile::write(const EventBatch &batch)
{
    const EventBatch *one[] = {&batch};
    return write(std::span<const EventBatch *const>(one));
}

Result<> EventFile::write(std::span<const EventBatch *const> batches)
{
    if (!m_sql) {
        if (const auto again = reopen(); !again)
            return again;
    }
    std::vector<std::string> newNames;
    const auto result = writeAll(batches, newNames);
    if (!result) {
        // What the rolled back transaction numbered does not exist.
        for (const std::string &name : newNames)
            m_names.erase(name);
        if (result.error().code == ErrorCode::Io || result.error().code == ErrorCode::Corrupt)
            m_sql.reset(); // a fresh connection next time
        return result;
    }
    for (const EventBatch *batch : batches)
        m_stored += std::int64_t(batch->reads.size());
    return {};
}

Result<> EventFile::writeAll(std::span<const EventBatch *const> batches, std::vector<std::string> &newNames)
{
    auto transaction = Transaction::begin(m_db);
    if (!transaction)
        return transaction.error();
    for (const EventBatch *batch : batches) {
        if (const auto done = writeOps(batch->ops); !done)
            return done;
        if (const auto done = writeSessions(*batch); !done)
            return done;
        if (const auto done = writeReads(batch->reads, newNames); !done)
            return done;
    }
    return transaction->commit();
}

Result<> EventFile::writeOps(const std::vector<log::Op> &ops)
{
    for (const log::Op &op : ops) {
        const QByteArray body = op.toJson();
        m_sql->op.bindBlob(1, viewOf(op.id)).bind(2, std::int64_t(op.stamp.hlc)).bindBlob(3, viewOf(op.stamp.writer));
        m_sql->op.bind(4, std::string_view(body.constData(), std::size_t(body.size())));
        if (const auto done = m_sql->op.run(); !done)
            return done;
        // An op that was known already must not bring erased values back.
        if (m_db.changes() == 0 || !op.personal || op.personalValues.isEmpty())
            continue;
        const QByteArray values = QJsonDocument(op.personalValues).toJson(QJsonDocument::Compact);
        m_sql->personal.bindBlob(1, viewOf(*op.personal)).bind(2, std::string_view(values.constData(), std::size_t(values.size())));
        if (const auto done = m_sql->personal.run(); !done)
            return done;
    }
    return {};
}

Result<> EventFile::writeSessions(const EventBatch &batch)
{
    for (const SessionRow &s : batch.sessions) {
        auto &q = m_sql->session;
        q.bind(1, s.no.value()).bindBlob(2, viewOf(s.uuid)).bind(3, s.protocol).bind(4, s.peer).bind(5, std::int64_t(s.fromFile)).bind(6, toUs(s.openedAt));
        s.closedAt ? q.bind(7, toUs(*s.closedAt)) : q.bindNull(7);
        q.bind(8, s.closeReason).bind(9, s.connectionId).bind(10, s.bytes);
        if (const auto done = q.run(); !done)
            return done;
    }
    for (const auto &[no, offset] : batch.decodedTo) {
        m_sql->decodedTo.bind(1, offset).bind(2, no.value());
        if (const auto done = m_sql->decodedTo.run(); !done)
            return done;
    }
    for (const LocationRow &l : batch.locations) {
        m_sql->location.bind(1, l.session.value()).bind(2, l.location).bind(3, l.reader).bind(4, std::int64_t(l.announced));
        if (const auto done = m_sql->location.run(); !done)
            return done;
    }
    for (const MalformedRow &m : batch.malformed) {
        m_sql->malformed.bind(1, m.session.value()).bind(2, m.offset).bind(3, std::int64_t(m.length)).bind(4, m.reason);
        if (const auto done = m_sql->malformed.run(); !done)
            return done;
    }
    return {};
}

Result<std::int64_t> EventFile::nameNo(const std::string &text, std::vector<std::string> &newNames)
{
    const auto known = m_names.find(text);
    if (known != m_names.end())
        return known->second;
    const auto no = std::int64_t(m_names.size()) + 1;
    m_sql->name.bind(1, no).bind(2, std::string_view(text));
    if (const auto done = m_sql->name.run(); !done)
        return done.error();
    m_names.emplace(text, no);
    newNames.push_back(text);
    return no;
}

Result<> EventFile::writeReads(const std::vector<StoredRead> &reads, std::vector<std::string> &newNames)
{
    auto &q = m_sql->read;
    for (const StoredRead &r : reads) {
        const auto location = nameNo(r.device.location, newNames);
        const auto reader = location ? nameNo(r.device.reader, newNames) : location;
        if (!reader)
            return reader.error();
        q.bind(1, r.session.value()).bind(2, r.offset).bind(3, std::int64_t(r.length)).bind(4, toUs(r.receivedAt)).bind(5, std::int64_t(r.device.kind));
        q.bind(6, std::string_view(r.device.chip)).bind(7, *location).bind(8, *reader).bind(9, std::int64_t(r.device.antenna));
        q.bind(10, std::int64_t(r.device.passCount)).bind(11, r.device.sequence).bind(12, std::int64_t(r.device.time.basis)).bind(13, r.device.time.us);
        q.bind(14, std::int64_t(r.dayRoll)).bindBlob(15, viewOf(r.content));
        if (const auto done = q.run(); !done)
            return done;
    }
    return {};
}

} // namespace gantry::store
