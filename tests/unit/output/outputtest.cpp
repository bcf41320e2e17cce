// SPDX-License-Identifier: Apache-2.0
// The pieces that writers stand on: text that files can hold, shown times, sheet names, documents as tables.
#include "core/base/csv.h"
#include "core/output/document.h"
#include "core/output/formats.h"
#include "core/output/htmlwriter.h"
#include "core/output/plaintext.h"
#include "core/output/tablewriters.h"
#include "core/output/workbook.h"

#include <QTest>

using namespace gantry;
using namespace gantry::output;

namespace {

Document sample()
{
    Document d;
    d.title = QStringLiteral("Results");
    d.event = QStringLiteral("Harbour 5K");
    d.date = QDate(2026, 5, 30);
    const std::vector<Column> columns{columnNamed(QStringLiteral("place")), columnNamed(QStringLiteral("bib")), columnNamed(QStringLiteral("team")), columnNamed(QStringLiteral("net_time"))};
    d.sections.push_back({QStringLiteral("5K"), QStringLiteral("Women"), columns, {{QStringLiteral("1"), QStringLiteral("0044"), QString(), QStringLiteral("0:18:00")}}});
    d.sections.push_back({QStringLiteral("5K"), QStringLiteral("Men"), columns, {{QStringLiteral("2"), QStringLiteral("7"), QString(), QStringLiteral("0:18:01")}}});
    d.sections.push_back({QStringLiteral("Mile"), QString(), columns, {{QStringLiteral("1"), QStringLiteral("9"), QStringLiteral("=Zed"), QStringLiteral("0:05:00.4")}}});
    return d;
}

} // namespace

class OutputTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void charactersThatXmlForbids_becomeVisible()
    {
        QCOMPARE(allowed(QStringLiteral("a\x01") + QChar(0xD800) + QChar(0xFFFF) + QStringLiteral("b\tc")), QStringLiteral("a\uFFFD\uFFFD\uFFFDb\tc"));
        QCOMPARE(allowed(QStringLiteral("😀 é")), QStringLiteral("😀 é"));
        QCOMPARE(oneLine(QStringLiteral("a\r\nb")), QStringLiteral("a  b"));
        QCOMPARE(escaped(QStringLiteral("<b a=\"'&'\">")), QStringLiteral("&lt;b a=&quot;&#39;&amp;&#39;&quot;&gt;"));
    }

    void shownTimes_areRead_otherTextIsNot()
    {
        QCOMPARE(shownTime(u"1:02:03.45")->seconds, 3723.45);
        QCOMPARE(shownTime(u"1:02:03.45")->digits, 2);
        QCOMPARE(shownTime(u"5:33")->seconds, 333.0);
        QVERIFY(!shownTime(u"5:33")->hours);
        QCOMPARE(shownTime(u"-0:00:10")->seconds, -10.0);
        for (const char16_t *text : {u"", u"5", u"5:61", u"a:00", u"1:2:3:4", u"1e1:00", u":30", u"5:+3"})
            QVERIFY2(!shownTime(QStringView(text)), qPrintable(QString::fromUtf16(text)));
    }

    void inertCells_areTakenBackExactly()
    {
        for (const QString &text : {"=1+1", "+1", "-1", "+44 20", "@x", "\tx", "\rx", "'=1", "''-x", "'-5", "-5", "plain", "'", "''", "'quoted'", "", "-0:05:03.2", "--1", "＝1"}) {
            const QString cell = csvCell(text);
            const CsvTable read = parseCsv(cell + QStringLiteral(",end"), u',');
            QCOMPARE(plainCell(read.rows.at(0).cells.at(0)), text);
        }
        for (const QString &text : {"-5", "+1", "-0:05:03.2", "12.5", "plain", "'quoted'"})
            QCOMPARE(csvCell(text), text);
        QCOMPARE(csvCell(QStringLiteral("-1+cmd")), QStringLiteral("'-1+cmd"));
    }

    void sheetNames_fitExcel_andAreDifferent()
    {
        QStringList taken;
        QCOMPARE(sheetName(QStringLiteral("10K [wave: A/B]"), taken), QStringLiteral("10K -wave- A-B-"));
        QCOMPARE(sheetName(QStringLiteral("'"), taken), QStringLiteral("Sheet"));
        const QString longName(40, u'x');
        QCOMPARE(sheetName(longName, taken).size(), 31);
        const QString second = sheetName(longName.toUpper(), taken);
        QVERIFY(second.size() <= 31 && second.endsWith(QStringLiteral(" 2")));
    }

    void csvOfSections_hasEachColumnOnce()
    {
        QCOMPARE(output::toCsv(sample()), QByteArray("place,bib,team,net_time\r\n1,0044,,0:18:00\r\n2,7,,0:18:01\r\n1,9,'=Zed,0:05:00.4\r\n"));
    }

    void paper_hasATablePerSheet_withHeadings_andNoEmptyColumn()
    {
        const auto tables = printTables(sample());
        QCOMPARE(tables.size(), std::size_t(2));
        QCOMPARE(tables[0].title, QStringLiteral("5K · Results"));
        QCOMPARE(tables[0].subtitle, QStringLiteral("Harbour 5K · 30 May 2026"));
        QCOMPARE(tables[0].columns.size(), std::size_t(3)); // nobody has a team there
        QCOMPARE(tables[0].rows.front(), QStringList{QStringLiteral("Women")});
        QCOMPARE(tables[1].columns.size(), std::size_t(4));
    }

    void anEmptyDocument_isWhole_inEveryFormat()
    {
        Document nothing;
        nothing.title = QStringLiteral("Results");
        nothing.emptyText = QStringLiteral("Nobody is on this list.");
        QVERIFY(toHtml(nothing).contains("Nobody is on this list."));
        QCOMPARE(printTables(nothing).size(), std::size_t(1));
        QVERIFY(toXlsx(nothing));
        QVERIFY(output::toText(nothing).contains("Nobody"));
        QCOMPARE(output::toCsv(nothing), QByteArray("\r\n"));
    }

    void formats_areOneList()
    {
        for (const char *name : {"csv", "json", "table", "html", "pdf", "xlsx", "iofxml"})
            QVERIFY2(formatNamed(QString::fromLatin1(name)), name);
        QVERIFY(!formatNamed(u"doc") && !formatNames(false).contains(QStringLiteral("iofxml")));
    }
};

QTEST_GUILESS_MAIN(OutputTest)
#include "outputtest.moc"
