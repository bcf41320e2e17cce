// SPDX-License-Identifier: Apache-2.0
#include "core/output/workbook.h"

#include "core/base/text.h"
#include "core/output/plaintext.h"

#include <QFile>
#include <QTemporaryDir>

#include <xlsxwriter.h>

#include <algorithm>
#include <map>

namespace gantry::output {

namespace {

constexpr qsizetype kLongestCell = 32'767; // of Excel, in characters
constexpr std::size_t kMostRows = 1'048'570;

// The formats of one workbook; made when first needed.
class Formats {
public:
    explicit Formats(lxw_workbook *book) : m_book(book)
    {
        m_head = workbook_add_format(book);
        format_set_bold(m_head);
        format_set_bottom(m_head, LXW_BORDER_THIN);
        m_heading = workbook_add_format(book);
        format_set_bold(m_heading);
        m_text = workbook_add_format(book);
        format_set_num_format(m_text, "@"); // typed over, it stays text: 0044 is a bib
    }
    lxw_format *head() const { return m_head; }
    lxw_format *heading() const { return m_heading; }
    lxw_format *text() const { return m_text; }
    lxw_format *time(const ShownTime &t)
    {
        QByteArray number = t.hours ? "[h]:mm:ss" : "[m]:ss";
        if (t.digits > 0)
            number += '.' + QByteArray(std::min(t.digits, 3), '0');
        lxw_format *&format = m_times[number];
        if (!format) {
            format = workbook_add_format(m_book);
            format_set_num_format(format, number.constData());
        }
        return format;
    }

private:
    lxw_workbook *m_book;
    lxw_format *m_head, *m_heading, *m_text;
    std::map<QByteArray, lxw_format *> m_times;
};

QByteArray cellText(const QString &text)
{
    return allowed(text).left(kLongestCell).toUtf8();
}

void writeCell(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const Column &how, const QString &text, Formats &formats)
{
    if (text.isEmpty())
        return;
    if (how.kind == CellKind::Number || how.kind == CellKind::Place) {
        bool ok = false;
        const double number = text.toDouble(&ok);
        if (ok && QString::number(qint64(number)) == text) { // "007" is no number
            worksheet_write_number(sheet, row, column, number, nullptr);
            return;
        }
    }
    if (how.kind == CellKind::Elapsed) {
        if (const auto time = shownTime(text); time && time->seconds >= 0) { // Excel has no time before midnight
            worksheet_write_number(sheet, row, column, time->seconds / 86'400.0, formats.time(*time));
            return;
        }
    }
    worksheet_write_string(sheet, row, column, cellText(text).constData(), formats.text());
}

struct Sheet {
    QString name;
    std::vector<const Section *> sections;
};

std::vector<Sheet> sheetsOf(const Document &document)
{
    std::vector<Sheet> sheets;
    for (const Section &s : document.sections) {
        const auto same = [&](const Sheet &sheet) { return sheet.sections.front()->sheet == s.sheet && sheet.sections.front()->columns == s.columns; };
        const auto it = std::find_if(sheets.begin(), sheets.end(), same);
        if (it != sheets.end())
            it->sections.push_back(&s);
        else
            sheets.push_back({s.sheet.isEmpty() ? document.title : s.sheet, {&s}});
    }
    return sheets;
}

void writeSheet(lxw_worksheet *sheet, const Sheet &content, Formats &formats)
{
    const std::vector<Column> &columns = content.sections.front()->columns;
    std::vector<qsizetype> width;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        worksheet_write_string(sheet, 0, lxw_col_t(c), cellText(columns[c].title).constData(), formats.head());
        width.push_back(columns[c].title.size());
    }
    lxw_row_t row = 1;
    for (const Section *s : content.sections) {
        if (!s->heading.isEmpty())
            worksheet_write_string(sheet, row++, 0, cellText(s->heading).constData(), formats.heading());
        for (const QStringList &cells : s->rows) {
            for (std::size_t c = 0; c < columns.size(); ++c) {
                const QString text = cells.value(qsizetype(c));
                writeCell(sheet, row, lxw_col_t(c), columns[c], text, formats);
                width[c] = std::max(width[c], std::min<qsizetype>(text.size(), 40));
            }
            ++row;
        }
    }
    for (std::size_t c = 0; c < columns.size(); ++c)
        worksheet_set_column(sheet, lxw_col_t(c), lxw_col_t(c), double(width[c]) + 2, nullptr);
    worksheet_freeze_panes(sheet, 1, 0);
    const bool oneList = content.sections.size() == 1 && content.sections.front()->heading.isEmpty();
    if (oneList && row > 1 && !columns.empty())
        worksheet_autofilter(sheet, 0, 0, row - 1, lxw_col_t(columns.size() - 1));
    if (row > 1 && !columns.empty()) { // bibs are text on purpose: no green corners
        const QByteArray all = "A1:XFD" + QByteArray::number(row);
        worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, all.constData());
    }
    worksheet_repeat_rows(sheet, 0, 0);
    worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_footer(sheet, "&L&A&RPage &P of &N");
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

QString sheetName(const QString &wanted, QStringList &taken)
{
    QString name = oneLine(wanted);
    for (QChar &c : name)
        if (QStringLiteral("[]:*?/\\").contains(c))
            c = u'-';
    const auto cut = [](QString text, qsizetype length) {
        text = text.left(length);
        if (!text.isEmpty() && text.back().isHighSurrogate())
            text.chop(1);
        while (text.startsWith(u'\''))
            text.remove(0, 1);
        while (text.endsWith(u'\''))
            text.chop(1);
        return text.trimmed();
    };
    name = cut(name, 31);
    if (name.isEmpty() || name.compare(QStringLiteral("History"), Qt::CaseInsensitive) == 0) // Excel keeps that one for itself
        name = say("Sheet");
    QString free = name;
    for (int n = 2; taken.contains(free.toCaseFolded()); ++n) {
        const QString tail = QStringLiteral(" %1").arg(n);
        free = cut(name, 31 - tail.size()) + tail;
    }
    taken.append(free.toCaseFolded());
    return free;
}

Result<QByteArray> toXlsx(const Document &document)
{
    if (document.rowCount() > kMostRows)
        return failure(ErrorCode::LimitExceeded, say("A workbook holds at most %1 rows. Choose CSV, or one race.").arg(kMostRows));
    QTemporaryDir folder;
    if (!folder.isValid())
        return failure(ErrorCode::Io, say("There is no room for temporary files: %1").arg(folder.errorString()));
    const QByteArray path = QFile::encodeName(folder.filePath(QStringLiteral("out.xlsx")));
    const QByteArray place = QFile::encodeName(folder.path());
    QByteArray placeCopy = place;
    lxw_workbook_options options{};
    options.tmpdir = placeCopy.data();
    lxw_workbook *book = workbook_new_opt(path.constData(), &options);
    if (!book)
        return failure(ErrorCode::Unexpected, say("The workbook cannot be made."));
    Formats formats(book);
    QByteArray title = cellText(document.title), subject = cellText(document.subtitle());
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.subject = subject.data();
    workbook_set_properties(book, &properties);
    QStringList taken;
    std::vector<Sheet> sheets = sheetsOf(document);
    for (const Sheet &s : sheets)
        writeSheet(workbook_add_worksheet(book, sheetName(s.name, taken).toUtf8().constData()), s, formats);
    if (sheets.empty())
        workbook_add_worksheet(book, nullptr);
    const lxw_error error = workbook_close(book);
    if (error != LXW_NO_ERROR)
        return failure(ErrorCode::Io, say("The workbook cannot be written: %1").arg(QString::fromLatin1(lxw_strerror(error))));
    QByteArray bytes = contentOf(QFile::decodeName(path));
    if (bytes.isEmpty())
        return failure(ErrorCode::Io, say("The workbook cannot be read back."));
    return bytes;
}

} // namespace gantry::output
