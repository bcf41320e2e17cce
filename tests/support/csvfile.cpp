// SPDX-License-Identifier: Apache-2.0
#include "tests/support/csvfile.h"

#include <QFile>

namespace gantry::test {

Result<CsvFile> CsvFile::read(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound, QStringLiteral("%1: %2").arg(path, file.errorString()));
    return parse(file.readAll());
}

CsvFile CsvFile::parse(const QByteArray &bytes)
{
    CsvFile csv;
    QStringList row;
    QByteArray cell;
    bool quoted = false, any = false;
    const auto endCell = [&] {
        row << QString::fromUtf8(cell);
        cell.clear();
    };
    const auto endRow = [&] {
        endCell();
        if (any && csv.m_headers.isEmpty())
            csv.m_headers = row;
        else if (any)
            csv.m_rows.push_back(row);
        row.clear();
        any = false;
    };
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (c == '"' && quoted && i + 1 < bytes.size() && bytes[i + 1] == '"')
            cell += bytes[++i];
        else if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted)
            endCell();
        else if (c == '\n' && !quoted)
            endRow();
        else if (c != '\r' || quoted)
            cell += c;
        any = any || (c != '\n' && c != '\r');
    }
    if (any)
        endRow();
    return csv;
}

QString CsvFile::cell(int row, const QString &header) const
{
    const auto column = m_headers.indexOf(header);
    return row < 0 || row >= rows() || column < 0 ? QString() : m_rows[std::size_t(row)].value(column);
}

int CsvFile::find(const QString &header, const QString &value) const
{
    if (!m_index.contains(header)) {
        auto &index = m_index[header];
        for (int row = rows() - 1; row >= 0; --row)
            index.insert(cell(row, header), row);
    }
    return m_index[header].value(value, -1);
}

} // namespace gantry::test
