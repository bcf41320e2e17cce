// SPDX-License-Identifier: Apache-2.0
#include "core/store/capturefile.h"

#include "core/base/text.h"

#include <QCryptographicHash>

namespace gantry::store {

QByteArray chunkDigest(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).left(8);
}

Result<std::unique_ptr<CaptureFile>> CaptureFile::open(const QString &path)
{
    std::unique_ptr<CaptureFile> file(new CaptureFile);
    file->m_path = path;
    if (const auto done = file->reopen(); !done)
        return done.error();
    return file;
}

Result<> CaptureFile::reopen()
{
    m_transaction.reset();
    m_session = Statement();
    m_chunk = Statement();
    m_same = Statement();
    m_db = Db();
    auto db = Db::open(m_path, Db::Mode::ReadWrite);
    if (!db)
        return db.error();
    if (const auto limited = db->setQuota(m_quota); !limited)
        return limited;
    const std::pair<Statement *, const char *> list[] = {
        {&m_session, "INSERT INTO session (no, uuid, protocol, peer, from_file, opened_us, closed_us, close_reason, event, connection_id) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (no) DO UPDATE SET uuid = excluded.uuid, protocol = excluded.protocol, "
                     "peer = excluded.peer, from_file = excluded.from_file, opened_us = excluded.opened_us, closed_us = excluded.closed_us, "
                     "close_reason = excluded.close_reason, event = excluded.event, connection_id = excluded.connection_id"},
        {&m_chunk, "INSERT INTO chunk (session, offset, received_us, bytes, digest) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"},
        {&m_same, "SELECT bytes = ? FROM chunk WHERE session = ? AND offset = ?"},
    };
    for (const auto &[slot, text] : list) {
        auto made = db->prepare(text);
        if (!made)
            return made.error();
        *slot = std::move(*made);
    }
    m_db = std::move(*db);
    return {};
}

Result<> CaptureFile::begin()
{
    if (!m_db.isOpen()) {
        if (const auto again = reopen(); !again)
            return again;
    }
    auto transaction = Transaction::begin(m_db);
    if (!transaction)
        return transaction.error();
    m_transaction.emplace(std::move(*transaction));
    return {};
}

Result<> CaptureFile::write(const SessionRow &s)
{
    m_session.bind(1, s.no.value()).bindBlob(2, s.uuid.toBytes()).bind(3, s.protocol).bind(4, s.peer).bind(5, std::int64_t(s.fromFile)).bind(6, toUs(s.openedAt));
    s.closedAt ? m_session.bind(7, toUs(*s.closedAt)) : m_session.bindNull(7);
    m_session.bind(8, s.closeReason);
    s.event ? m_session.bindBlob(9, s.event->toBytes()) : m_session.bindNull(9);
    m_session.bind(10, s.connectionId);
    return m_session.run();
}

Result<> CaptureFile::write(const CaptureChunk &c)
{
    m_chunk.bind(1, c.session.value()).bind(2, c.offset).bind(3, toUs(c.receivedAt)).bindBlob(4, c.bytes).bindBlob(5, chunkDigest(c.bytes));
    if (const auto done = m_chunk.run(); !done)
        return done;
    if (m_db.changes() > 0)
        return {};
    m_same.bindBlob(1, c.bytes).bind(2, c.session.value()).bind(3, c.offset);
    const auto row = m_same.step();
    if (!row)
        return row.error();
    const bool same = *row && m_same.integer(0) != 0;
    m_same.reset();
    if (same)
        return {};
    return failure(ErrorCode::Conflict, say("Other bytes are already stored for session %1 at %2.").arg(c.session.value()).arg(c.offset));
}

Result<> CaptureFile::commit()
{
    const auto done = m_transaction->commit();
    if (done)
        m_transaction.reset();
    return done;
}

void CaptureFile::rollback(const Error &why)
{
    m_transaction.reset();
    if (why.code != ErrorCode::Io && why.code != ErrorCode::Corrupt)
        return;
    m_session = Statement();
    m_chunk = Statement();
    m_same = Statement();
    m_db = Db();
}

Result<SessionNo> CaptureFile::lastSession()
{
    const auto no = m_db.scalar("SELECT max(coalesce((SELECT max(no) FROM session), 0), coalesce((SELECT max(session) FROM chunk), 0))");
    if (!no)
        return no.error();
    return SessionNo(*no);
}

Result<> CaptureFile::setQuota(std::int64_t bytes)
{
    m_quota = bytes;
    if (!m_db.isOpen())
        return {};
    return m_db.setQuota(bytes);
}

Result<std::vector<SessionRow>> readSessions(Db &db)
{
    auto rows = db.prepare("SELECT no, uuid, protocol, peer, from_file, opened_us, closed_us, close_reason, event, connection_id, "
                           "coalesce((SELECT offset + length(bytes) FROM chunk WHERE session = no ORDER BY offset DESC LIMIT 1), 0) FROM session ORDER BY no");
    if (!rows)
        return rows.error();
    std::vector<SessionRow> out;
    for (;;) {
        const auto row = rows->step();
        if (!row)
            return row.error();
        if (!*row)
            return out;
        SessionRow s;
        s.no = SessionNo(rows->integer(0));
        s.uuid = Id128::fromBytes(rows->blob(1)).value_or(Id128{});
        s.protocol = rows->text(2);
        s.peer = rows->text(3);
        s.fromFile = rows->integer(4) != 0;
        s.openedAt = fromUs(rows->integer(5));
        if (!rows->isNull(6))
            s.closedAt = fromUs(rows->integer(6));
        s.closeReason = rows->text(7);
        s.event = Id128::fromBytes(rows->blob(8));
        s.connectionId = rows->text(9);
        s.bytes = rows->integer(10);
        out.push_back(std::move(s));
    }
}

Result<std::vector<CaptureChunk>> readChunks(Db &db, SessionNo session, std::int64_t fromOffset)
{
    auto rows = db.prepare("SELECT offset, received_us, bytes FROM chunk WHERE session = ?1 AND offset >= "
                           "coalesce((SELECT max(offset) FROM chunk WHERE session = ?1 AND offset <= ?2), 0) ORDER BY offset");
    if (!rows)
        return rows.error();
    rows->bind(1, session.value()).bind(2, fromOffset);
    std::vector<CaptureChunk> out;
    for (;;) {
        const auto row = rows->step();
        if (!row)
            return row.error();
        if (!*row)
            return out;
        out.push_back({session, rows->integer(0), fromUs(rows->integer(1)), rows->blob(2).toByteArray()});
    }
}

Result<QByteArray> readBytes(Db &db, SessionNo session, std::int64_t offset, std::int64_t length)
{
    auto rows = db.prepare("SELECT offset, bytes FROM chunk WHERE session = ?1 AND offset >= "
                           "coalesce((SELECT max(offset) FROM chunk WHERE session = ?1 AND offset <= ?2), 0) AND offset < ?3 ORDER BY offset");
    if (!rows)
        return rows.error();
    rows->bind(1, session.value()).bind(2, offset).bind(3, offset + length);
    QByteArray out;
    std::int64_t at = offset;
    for (;;) {
        const auto row = rows->step();
        if (!row)
            return row.error();
        if (!*row)
            break;
        const std::int64_t start = rows->integer(0);
        const QByteArrayView bytes = rows->blob(1);
        if (start > at)
            break; // a hole
        if (start + bytes.size() > at)
            out.append(bytes.sliced(qsizetype(at - start)).first(qsizetype(std::min<std::int64_t>(bytes.size() - (at - start), offset + length - at))));
        at = offset + out.size();
    }
    if (out.size() != length)
        return failure(ErrorCode::NotFound, say("The bytes of session %1 from %2 to %3 are not all stored.").arg(session.value()).arg(offset).arg(offset + length));
    return out;
}

} // namespace gantry::store
