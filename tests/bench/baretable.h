// SPDX-License-Identifier: Apache-2.0
#pragma once
// The floor of everything that stores reads: Qt's own SQL with a prepared statement, WAL and synchronous=FULL, the columns of
// an event file's reads, no index, no meaning.

#include "core/base/result.h"

#include <QSqlDatabase>
#include <QString>

namespace gantry::bench {

class BareTable {
public:
    explicit BareTable(const QString &path);
    ~BareTable();
    BareTable(const BareTable &) = delete;
    BareTable &operator=(const BareTable &) = delete;

    Result<> create();
    Result<double> insert(int rows, int batch); // rows per second; one commit per batch
    // Reads every column of every row of `path`'s table "read"; the rows per second.
    static Result<double> scan(const QString &path);

private:
    QString m_name;
    QSqlDatabase m_db;
};

} // namespace gantry::bench
