// SPDX-License-Identifier: Apache-2.0
#pragma once
// capture.db: raw bytes of every connection. One writing object on gantry-store; readers open their own connection.

#include "core/store/rows.h"
#include "core/store/sqlite.h"

#include <memory>

namespace gantry::store {

// First 8 bytes of the SHA-256: finds bits that rotted.
QByteArray chunkDigest(const QByteArray &bytes);

class CaptureFile {
public:
    static Result<std::unique_ptr<CaptureFile>> open(const QString &path); // migrated before, by StoreDirectory

    // Between begin() and commit(); a begun transaction that is not committed is rolled back by rollback().
    Result<> begin();
    Result<> write(const SessionRow &row);
    // Conflict when other bytes stand at this place; the same bytes again are no error.
    Result<> write(const CaptureChunk &chunk);
    Result<> commit();
    void rollback(const Error &why); // a disk error also gets a fresh connection next time
    Result<SessionNo> lastSession();
    Result<> setQuota(std::int64_t bytes);

private:
    CaptureFile() = default;
    Result<> reopen();
    Db m_db;
    QString m_path;
    Statement m_session, m_chunk, m_same;
    std::optional<Transaction> m_transaction;
    std::int64_t m_quota = 0;
};

Result<std::vector<SessionRow>> readSessions(Db &db);
Result<std::vector<CaptureChunk>> readChunks(Db &db, SessionNo session, std::int64_t fromOffset); // the chunk that holds fromOffset first
Result<QByteArray> readBytes(Db &db, SessionNo session, std::int64_t offset, std::int64_t length);

} // namespace gantry::store
