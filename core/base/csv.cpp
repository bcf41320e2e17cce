// SPDX-License-Identifier: Apache-2.0
#include "core/base/csv.h"

#include <QStringDecoder>

#include <array>
#include <map>

namespace gantry {

namespace {

constexpr std::array<char16_t, 32> kWindows1252High = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                                       0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                                       0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

QString fromWindows1252(const QByteArray &bytes)
{
    QString out;
    out.reserve(bytes.size());
    for (char b : bytes) {
        const auto u = static_cast<unsigned char>(b);
        out.append(u >= 0x80 && u < 0xA0 ? QChar(kWindows1252High[u - 0x80u]) : QChar(u));
    }
    return out;
}

bool looksLikeUtf16(const QByteArray &bytes, int zeroAt)
{
    const qsizetype n = std::min<qsizetype>(bytes.size(), 400) / 2;
    qsizetype zeros = 0;
    for (qsizetype i = 0; i < n; ++i)
        zeros += bytes[i * 2 + zeroAt] == 0;
    return n > 1 && zeros * 10 > n * 6;
}

QChar guessSeparator(const QString &text)
{
    std::map<char16_t, int> votes;
    for (char16_t sep : {u',', u';', u'\t', u'|'}) {
        const CsvTable head = parseCsv(text.left(8192), sep);
        const std::size_t rows = std::min<std::size_t>(head.rows.size(), 6);
        const qsizetype width = rows ? head.rows.front().cells.size() : 0;
        int even = 0;
        for (std::size_t i = 0; i < rows; ++i)
            even += head.rows[i].cells.size() == width;
        votes[sep] = width > 1 ? even * 100 + int(std::min<qsizetype>(width, 90)) : 0;
    }
    char16_t best = u',';
    for (auto [sep, v] : votes)
        if (v > votes[best])
            best = sep;
    return QChar(best);
}

// -4.2, +1:05:07, 12: digits and their signs only, in which no spreadsheet finds anything to run.
bool isPlainNumber(QStringView text)
{
    bool digit = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c >= u'0' && c <= u'9')
            digit = true;
        else if (!(i == 0 && (c == u'+' || c == u'-')) && c != u'.' && c != u':')
            return false;
    }
    return digit;
}

// A spreadsheet would run it; apostrophes in front count as part of it, so that taking one away again is exact.
bool isFormulaLike(const QString &cell)
{
    QStringView rest(cell);
    while (rest.startsWith(u'\''))
        rest = rest.mid(1);
    if (rest.isEmpty() || (rest.size() == cell.size() && isPlainNumber(rest)))
        return false;
    return QStringView(u"=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20").contains(rest.front());
}

} // namespace

QString decodeText(const QByteArray &bytes, QString *encoding)
{
    const auto note = [&](const char *name) {
        if (encoding)
            *encoding = QString::fromLatin1(name);
    };
    const auto utf16 = [&](QStringConverter::Encoding e, const char *name) {
        note(name);
        QStringDecoder d(e);
        return QString(d.decode(bytes));
    };
    if (bytes.startsWith("\xEF\xBB\xBF")) {
        note("UTF-8");
        return QString::fromUtf8(bytes.mid(3));
    }
    if (bytes.startsWith("\xFF\xFE"))
        return utf16(QStringConverter::Utf16LE, "UTF-16LE");
    if (bytes.startsWith("\xFE\xFF"))
        return utf16(QStringConverter::Utf16BE, "UTF-16BE");
    if (looksLikeUtf16(bytes, 1))
        return utf16(QStringConverter::Utf16LE, "UTF-16LE");
    if (looksLikeUtf16(bytes, 0))
        return utf16(QStringConverter::Utf16BE, "UTF-16BE");
    QStringDecoder utf8(QStringConverter::Utf8, QStringConverter::Flag::Stateless);
    const QString text = utf8.decode(bytes);
    if (!utf8.hasError()) {
        note("UTF-8");
        return text;
    }
    note("Windows-1252");
    return fromWindows1252(bytes);
}

CsvTable parseCsv(const QString &text, QChar separator)
{
    CsvTable table;
    table.separator = separator;
    CsvRow row;
    QString cell;
    bool quoted = false, any = false, wasQuoted = false;
    int line = 1;
    row.line = 1;
    const auto endCell = [&] {
        row.cells.append(cell);
        cell.clear();
        wasQuoted = false;
    };
    const auto endRow = [&] {
        if (any) {
            endCell();
            table.rows.push_back(row);
        }
        row = CsvRow{};
        cell.clear();
        any = wasQuoted = false;
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (quoted) {
            if (c == u'"' && i + 1 < text.size() && text[i + 1] == u'"') {
                cell.append(c);
                ++i;
            } else if (c == u'"') {
                quoted = false;
            } else {
                line += c == u'\n';
                cell.append(c);
            }
            continue;
        }
        if (c == u'\n' || c == u'\r') {
            endRow();
            if (c == u'\r' && i + 1 < text.size() && text[i + 1] == u'\n')
                ++i;
            row.line = ++line;
            continue;
        }
        if (!any)
            row.line = line;
        any = true;
        if (c == u'"' && cell.isEmpty() && !wasQuoted)
            quoted = wasQuoted = true;
        else if (c == separator)
            endCell();
        else
            cell.append(c);
    }
    endRow();
    return table;
}

CsvTable parseCsv(const QByteArray &bytes)
{
    QString encoding;
    const QString text = decodeText(bytes, &encoding);
    CsvTable table = parseCsv(text, guessSeparator(text));
    table.encoding = encoding;
    return table;
}

QString csvCell(const QString &value, bool inert)
{
    QString v = value;
    if (inert && isFormulaLike(v))
        v.prepend(u'\'');
    const bool quote = v.contains(u'"') || v.contains(u',') || v.contains(u'\n') || v.contains(u'\r');
    return quote ? u'"' + v.replace(QStringLiteral("\""), QStringLiteral("\"\"")) + u'"' : v;
}

QString plainCell(const QString &cell)
{
    return cell.startsWith(u'\'') && isFormulaLike(cell.mid(1)) ? cell.mid(1) : cell;
}

} // namespace gantry
