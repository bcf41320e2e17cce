// SPDX-License-Identifier: Apache-2.0
#pragma once
// A comma-separated file with a header, for comparing exports with expectations. Written apart from core/base/csv on purpose:
// a test does not check a parser with itself.

#include "core/base/result.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

#include <vector>

namespace gantry::test {

class CsvFile {
public:
    static Result<CsvFile> read(const QString &path); // UTF-8
    static CsvFile parse(const QByteArray &bytes);

    const QStringList &headers() const { return m_headers; }
    int rows() const { return int(m_rows.size()); }
    // Empty when there is no such row or column.
    QString cell(int row, const QString &header) const;
    // The first row whose `header` is `value`; -1 when none is. Indexed on first use.
    int find(const QString &header, const QString &value) const;

private:
    QStringList m_headers;
    std::vector<QStringList> m_rows;
    mutable QHash<QString, QHash<QString, int>> m_index;
};

} // namespace gantry::test
