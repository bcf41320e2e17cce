// SPDX-License-Identifier: Apache-2.0
#pragma once
// SQLite's C interface with owners and Results; the only place that includes sqlite3.h. (docs/decisions/0002: why not QtSql)
// A Db and its statements belong to one thread at a time.

#include "core/base/id128.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QString>

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

struct sqlite3;
struct sqlite3_stmt;

namespace gantry::store {

class Statement {
public:
    Statement() = default;
    explicit Statement(sqlite3_stmt *stmt) : m_stmt(stmt) {}
    Statement(Statement &&o) noexcept : m_stmt(std::exchange(o.m_stmt, nullptr)) {}
    Statement &operator=(Statement &&o) noexcept { std::swap(m_stmt, o.m_stmt); return *this; }
    ~Statement();

    // Values are copied.
    Statement &bind(int i, std::int64_t v);
    Statement &bind(int i, const QString &v);
    Statement &bind(int i, std::string_view v);   // text
    Statement &bindBlob(int i, QByteArrayView v);
    Statement &bindNull(int i);
    // true: a row is there; false: done. Resets itself when done or failed.
    Result<bool> step();
    Result<> run(); // step to the end, rows ignored
    void reset();

    std::int64_t integer(int col) const;
    QString text(int col) const;
    std::string_view textView(int col) const;  // valid until the next step
    QByteArrayView blob(int col) const;        // valid until the next step
    bool isNull(int col) const;

private:
    sqlite3_stmt *m_stmt = nullptr;
};

class Db {
public:
    enum class Mode { ReadWrite = 1, ReadOnly };
    // Creates the file when missing (ReadWrite). WAL, synchronous=FULL, foreign keys on, busy timeout 5 s.
    // Corrupt: not a database or damaged. Io / LimitExceeded: disk problems (LimitExceeded = full).
    static Result<Db> open(const QString &path, Mode mode);
    Db() = default;
    Db(Db &&o) noexcept : m_db(std::exchange(o.m_db, nullptr)), m_path(std::move(o.m_path)) {}
    Db &operator=(Db &&o) noexcept { std::swap(m_db, o.m_db); std::swap(m_path, o.m_path); return *this; }
    ~Db();

    bool isOpen() const { return m_db != nullptr; }
    Result<> exec(const char *sql); // one or many statements
    Result<Statement> prepare(const char *sql);
    Result<std::int64_t> scalar(const char *sql);
    Result<> backupTo(const QString &path); // online copy, whole
    // A quota: the file refuses to grow beyond it as if the disk were full. 0 takes it away. Never cuts what is there.
    Result<> setQuota(std::int64_t bytes);
    std::int64_t lastRowId() const;
    std::int64_t changes() const;
    QString path() const { return m_path; }
    Error lastError() const;
    bool inTransaction() const;

private:
    sqlite3 *m_db = nullptr;
    QString m_path;
};

// BEGIN IMMEDIATE; rolls back unless committed.
class Transaction {
public:
    static Result<Transaction> begin(Db &db);
    Transaction(Transaction &&o) noexcept : m_db(std::exchange(o.m_db, nullptr)) {}
    Transaction &operator=(Transaction &&) = delete;
    ~Transaction();
    Result<> commit();

private:
    explicit Transaction(Db &db) : m_db(&db) {}
    Db *m_db;
};

} // namespace gantry::store
