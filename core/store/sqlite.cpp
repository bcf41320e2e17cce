// SPDX-License-Identifier: Apache-2.0
#include "core/store/sqlite.h"

#include "core/base/text.h"

#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include <sqlite3.h>

namespace gantry::store {

namespace {

ErrorCode codeOf(int rc)
{
    switch (rc & 0xff) {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ErrorCode::Corrupt;
    case SQLITE_FULL:
        return ErrorCode::LimitExceeded;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorCode::Unavailable;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
        return ErrorCode::Conflict;
    case SQLITE_TOOBIG:
        return ErrorCode::InvalidInput;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_NOLFS:
        return ErrorCode::Io;
    case SQLITE_INTERRUPT:
        return ErrorCode::Cancelled;
    default:
        return ErrorCode::Unexpected;
    }
}

QString sentenceFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Corrupt:
        return say("The file %1 is damaged. Copy the store away and restore the newest backup.");
    case ErrorCode::LimitExceeded:
        return say("The disk with %1 is full. Free some space; saving goes on by itself.");
    case ErrorCode::Unavailable:
        return say("Another program is writing to %1. Close it; saving goes on by itself.");
    case ErrorCode::Io:
        return say("The disk refuses the file %1. Check that it is connected and may be written.");
    default:
        return say("The file %1 could not be used.");
    }
}

Error errorOf(int rc, const QString &path, const QString &text)
{
    const ErrorCode code = codeOf(rc);
    return failure(code, sentenceFor(code).arg(QFileInfo(path).fileName()), QStringLiteral("%1: sqlite %2 %3").arg(path).arg(rc).arg(text));
}

Error errorOf(sqlite3 *db, const QString &path)
{
    return errorOf(sqlite3_extended_errcode(db), path, QString::fromUtf8(sqlite3_errmsg(db)));
}

QString fileOf(sqlite3 *db)
{
    const char *name = sqlite3_db_filename(db, "main");
    return name ? QString::fromUtf8(name) : QString();
}

} // namespace

Statement::~Statement()
{
    sqlite3_finalize(m_stmt);
}

Statement &Statement::bind(int i, std::int64_t v)
{
    sqlite3_bind_int64(m_stmt, i, v);
    return *this;
}

Statement &Statement::bind(int i, const QString &v)
{
    const QByteArray utf8 = v.toUtf8();
    return bind(i, std::string_view(utf8.constData(), std::size_t(utf8.size())));
}

Statement &Statement::bind(int i, std::string_view v)
{
    // A null pointer would bind NULL instead of an empty text.
    sqlite3_bind_text64(m_stmt, i, v.data() ? v.data() : "", v.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    return *this;
}

Statement &Statement::bindBlob(int i, QByteArrayView v)
{
    if (v.isEmpty())
        sqlite3_bind_zeroblob(m_stmt, i, 0);
    else
        sqlite3_bind_blob64(m_stmt, i, v.data(), sqlite3_uint64(v.size()), SQLITE_TRANSIENT);
    return *this;
}

Statement &Statement::bindNull(int i)
{
    sqlite3_bind_null(m_stmt, i);
    return *this;
}

Result<bool> Statement::step()
{
    if (!m_stmt)
        return failure(ErrorCode::Unexpected, say("The store is not open."));
    const int rc = sqlite3_step(m_stmt);
    if (rc == SQLITE_ROW)
        return true;
    if (rc == SQLITE_DONE) {
        sqlite3_reset(m_stmt);
        return false;
    }
    sqlite3 *db = sqlite3_db_handle(m_stmt);
    const Error error = errorOf(db, fileOf(db));
    sqlite3_reset(m_stmt);
    return error;
}

Result<> Statement::run()
{
    for (;;) {
        const auto more = step();
        if (!more)
            return more.error();
        if (!*more)
            return {};
    }
}

void Statement::reset()
{
    if (m_stmt)
        sqlite3_reset(m_stmt);
}

std::int64_t Statement::integer(int col) const
{
    return sqlite3_column_int64(m_stmt, col);
}

QString Statement::text(int col) const
{
    const std::string_view v = textView(col);
    return QString::fromUtf8(v.data(), qsizetype(v.size()));
}

std::string_view Statement::textView(int col) const
{
    const auto *data = reinterpret_cast<const char *>(sqlite3_column_text(m_stmt, col));
    return data ? std::string_view(data, std::size_t(sqlite3_column_bytes(m_stmt, col))) : std::string_view();
}

QByteArrayView Statement::blob(int col) const
{
    const void *data = sqlite3_column_blob(m_stmt, col);
    return QByteArrayView(static_cast<const char *>(data), data ? sqlite3_column_bytes(m_stmt, col) : 0);
}

bool Statement::isNull(int col) const
{
    return sqlite3_column_type(m_stmt, col) == SQLITE_NULL;
}

namespace {

Result<sqlite3 *> openHandle(const QByteArray &name, int flags, const QString &path)
{
    sqlite3 *handle = nullptr;
    const int rc = sqlite3_open_v2(name.constData(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    if (rc == SQLITE_OK) {
        sqlite3_extended_result_codes(handle, 1);
        sqlite3_busy_timeout(handle, 5000);
        return handle;
    }
    const Error error = errorOf(rc, path, QString::fromUtf8(sqlite3_errmsg(handle)));
    sqlite3_close(handle);
    return error;
}

// synchronous=FULL: a commit that returned survives a power cut. Checkpoints of 16 MB keep their fsyncs rare.
constexpr const char *kWriterSettings = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
                                        "PRAGMA secure_delete=ON; PRAGMA wal_autocheckpoint=4000; PRAGMA journal_size_limit=67108864";
constexpr const char *kReaderSettings = "PRAGMA query_only=ON; PRAGMA trusted_schema=OFF; SELECT count(*) FROM sqlite_master";

} // namespace

Result<Db> Db::open(const QString &path, Mode mode)
{
    const bool write = mode == Mode::ReadWrite;
    if (!write && !QFile::exists(path))
        return failure(ErrorCode::NotFound, say("The file %1 does not exist.").arg(QFileInfo(path).fileName()), path);
    auto handle = openHandle(QFile::encodeName(path), write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY, path);
    if (!handle)
        return handle.error();
    Db db;
    db.m_db = *handle;
    db.m_path = path;
    const auto set = db.exec(write ? kWriterSettings : kReaderSettings);
    if (set)
        return db;
    // A copy on a read-only medium has no place for the shared memory of WAL; when no log waits beside it, nothing can change it.
    if (write || set.error().code != ErrorCode::Io || QFileInfo(path + QStringLiteral("-wal")).size() > 0)
        return set.error();
    const QByteArray uri = QUrl::fromLocalFile(QFileInfo(path).absoluteFilePath()).toEncoded() + "?immutable=1";
    auto frozen = openHandle(uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, path);
    if (!frozen)
        return frozen.error();
    Db copy;
    copy.m_db = *frozen;
    copy.m_path = path;
    if (const auto again = copy.exec(kReaderSettings); !again)
        return again.error();
    return copy;
}

Db::~Db()
{
    sqlite3_close_v2(m_db); // v2: statements that outlive the connection finish it
}

Result<> Db::exec(const char *sql)
{
    if (!m_db)
        return failure(ErrorCode::Unexpected, say("The store is not open."));
    if (sqlite3_exec(m_db, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        return lastError();
    return {};
}

Result<Statement> Db::prepare(const char *sql)
{
    if (!m_db)
        return failure(ErrorCode::Unexpected, say("The store is not open."));
    sqlite3_stmt *stmt = nullptr;
    if (sqlite3_prepare_v3(m_db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, nullptr) != SQLITE_OK)
        return lastError();
    return Statement(stmt);
}

Result<std::int64_t> Db::scalar(const char *sql)
{
    auto stmt = prepare(sql);
    if (!stmt)
        return stmt.error();
    const auto row = stmt->step();
    if (!row)
        return row.error();
    return *row ? stmt->integer(0) : std::int64_t(0);
}

Result<> Db::backupTo(const QString &path)
{
    // Under a working name first: a copy that was cut off must never look like a backup.
    const QString partial = path + QStringLiteral(".partial");
    QFile::remove(partial);
    auto target = openHandle(QFile::encodeName(partial), SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, partial);
    if (!target)
        return target.error();
    Db copy;
    copy.m_db = *target;
    copy.m_path = partial;
    sqlite3_backup *job = sqlite3_backup_init(copy.m_db, "main", m_db, "main");
    if (!job)
        return copy.lastError();
    const int stepped = sqlite3_backup_step(job, -1);
    const int finished = sqlite3_backup_finish(job);
    if (stepped != SQLITE_DONE || finished != SQLITE_OK) {
        const Error error = copy.lastError();
        copy = Db();
        QFile::remove(partial);
        return error;
    }
    copy = Db();
    QFile::remove(path);
    if (!QFile::rename(partial, path))
        return failure(ErrorCode::Io, say("The backup %1 could not be put in place.").arg(QFileInfo(path).fileName()), path);
    return {};
}

Result<> Db::setQuota(std::int64_t bytes)
{
    const auto pageSize = scalar("PRAGMA page_size");
    if (!pageSize)
        return pageSize.error();
    const std::int64_t pages = bytes > 0 ? std::max<std::int64_t>(1, bytes / *pageSize) : 4294967294;
    return exec(QByteArray("PRAGMA max_page_count=" + QByteArray::number(qint64(pages))).constData());
}

std::int64_t Db::lastRowId() const
{
    return sqlite3_last_insert_rowid(m_db);
}

std::int64_t Db::changes() const
{
    return sqlite3_changes64(m_db);
}

Error Db::lastError() const
{
    return errorOf(m_db, m_path);
}

bool Db::inTransaction() const
{
    return m_db && sqlite3_get_autocommit(m_db) == 0;
}

Result<Transaction> Transaction::begin(Db &db)
{
    if (const auto begun = db.exec("BEGIN IMMEDIATE"); !begun)
        return begun.error();
    return Transaction(db);
}

Transaction::~Transaction()
{
    // After some disk errors SQLite has rolled back by itself.
    if (m_db && m_db->inTransaction())
        (void)m_db->exec("ROLLBACK");
}

Result<> Transaction::commit()
{
    const auto done = m_db->exec("COMMIT");
    if (done)
        m_db = nullptr;
    return done;
}

} // namespace gantry::store
