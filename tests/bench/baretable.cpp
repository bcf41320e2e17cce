// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/baretable.h"

#include "tests/bench/figure.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>
#include <QtEndian>

#include <algorithm>

namespace gantry::bench {

namespace {

Error refusal(const QString &what, const QSqlError &error)
{
    return failure(ErrorCode::Io, what + QStringLiteral(": ") + error.text());
}

} // namespace

BareTable::BareTable(const QString &path)
    : m_name(QUuid::createUuid().toString())
    , m_db(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name))
{
    m_db.setDatabaseName(path);
}

BareTable::~BareTable()
{
    m_db.close();
    m_db = {};
    QSqlDatabase::removeDatabase(m_name);
}

Result<> BareTable::create()
{
    if (!m_db.open())
        return refusal(QStringLiteral("the bare table cannot be opened"), m_db.lastError());
    QSqlQuery q(m_db);
    for (const char *sql :
         {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
          "CREATE TABLE IF NOT EXISTS read (seq INTEGER PRIMARY KEY, session INTEGER, offset INTEGER, length INTEGER, received_us INTEGER, "
          "kind INTEGER, chip TEXT, location INTEGER, reader INTEGER, antenna INTEGER, pass_count INTEGER, sequence INTEGER, "
          "basis INTEGER, time_us INTEGER, day_roll INTEGER, content BLOB)"})
        if (!q.exec(QString::fromLatin1(sql)))
            return refusal(QString::fromLatin1(sql), q.lastError());
    return {};
}

Result<double> BareTable::insert(int rows, int batch)
{
    QSqlQuery q(m_db);
    if (!q.prepare(
            QStringLiteral("INSERT INTO read (session, offset, length, received_us, kind, chip, location, reader, antenna, pass_count, sequence, "
                           "basis, time_us, day_roll, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")))
        return refusal(QStringLiteral("insert"), q.lastError());
    const Stopwatch watch;
    for (int i = 0; i < rows;) {
        m_db.transaction();
        for (int end = std::min(rows, i + batch); i < end; ++i) {
            const qint64 us = 1'780'131'600'000'000 + i * 1000LL;
            QByteArray content(16, '\0');
            qToBigEndian(quint64(i) * 0x9E3779B97F4A7C15ull, content.data());
            int at = 0;
            for (const QVariant &v : {QVariant(qint64(i % 4)), QVariant(qint64(i) * 64), QVariant(64), QVariant(us), QVariant(1),
                                      QVariant(QString::number(i % 10000)), QVariant(i % 4), QVariant(5), QVariant(1), QVariant(1),
                                      QVariant(qint64(i)), QVariant(1), QVariant(us), QVariant(0), QVariant(content)})
                q.bindValue(at++, v);
            if (!q.exec())
                return refusal(QStringLiteral("insert"), q.lastError());
        }
        if (!m_db.commit())
            return refusal(QStringLiteral("commit"), m_db.lastError());
    }
    return rows / watch.seconds();
}

Result<double> BareTable::scan(const QString &path)
{
    BareTable file(path);
    file.m_db.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY"));
    if (!file.m_db.open())
        return refusal(path, file.m_db.lastError());
    const Stopwatch watch;
    qint64 rows = 0, bytes = 0;
    {
        QSqlQuery q(file.m_db);
        q.setForwardOnly(true);
        if (!q.exec(QStringLiteral(
                "SELECT session, offset, length, received_us, kind, chip, location, reader, antenna, pass_count, sequence, basis, time_us, "
                "day_roll, content FROM read ORDER BY seq")))
            return refusal(path, q.lastError());
        for (; q.next(); ++rows)
            for (int column = 0; column < 15; ++column)
                bytes += q.value(column).isNull() ? 0 : 1;
    }
    return bytes > 0 ? double(rows) / watch.seconds() : 0.0;
}

} // namespace gantry::bench
