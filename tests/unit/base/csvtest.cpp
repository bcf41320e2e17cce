// SPDX-License-Identifier: Apache-2.0
#include "core/base/csv.h"
#include "tests/support/synthrace.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringConverter>
#include <QTest>

#include <rapidcheck.h>

using namespace gantry;

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class CsvTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void knownCases_giveTheKnownTruth_data()
    {
        QTest::addColumn<QString>("name");
        const QDir dir(gantry::test::sharedPath(QStringLiteral("data/csv_spectrum/csvs")));
        QTest::newRow("absent") << QString();
        if (dir.path() == u".")
            return;
        for (const QString &file : dir.entryList({QStringLiteral("*.csv")})) {
            if (file != u"location_coordinates.csv") // its truth speaks of another phone number; see the next test
                QTest::newRow(qPrintable(file)) << file.chopped(4);
        }
    }
    void knownCases_giveTheKnownTruth()
    {
        QFETCH(QString, name);
        const QString base = gantry::test::sharedPath(QStringLiteral("data/csv_spectrum"));
        if (base.isEmpty())
            QSKIP("the shared test material is absent (set GANTRY_SHARED)");
        if (name.isEmpty())
            return;
        const CsvTable table = parseCsv(contents(base + QStringLiteral("/csvs/") + name + QStringLiteral(".csv")));
        const QJsonArray truth = QJsonDocument::fromJson(contents(base + QStringLiteral("/json/") + name + QStringLiteral(".json"))).array();
        QCOMPARE(qsizetype(table.rows.size()), truth.size() + 1);
        for (qsizetype i = 0; i < truth.size(); ++i) {
            const QJsonObject expected = truth[i].toObject();
            QJsonObject actual;
            for (qsizetype c = 0; c < table.rows[0].cells.size(); ++c)
                actual.insert(table.rows[0].cells[c], table.rows[std::size_t(i) + 1].cells.value(c));
            QCOMPARE(actual, expected);
        }
    }
    void quotesInsideAnUnquotedCell_areText()
    {
        const CsvTable t = parseCsv(QByteArray("Phone,Place,City\n209,37 36'37.8\"N 121 2'17.9\"W,Modesto\n"));
        QCOMPARE(t.rows[1].cells, (QStringList{"209", "37 36'37.8\"N 121 2'17.9\"W", "Modesto"}));
    }
    void separator_isGuessed_andQuotesAreRespected_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<char>("separator");
        QTest::newRow("comma") << QByteArray("a,b,c\n1,2,3\n") << ',';
        QTest::newRow("semicolon, commas inside") << QByteArray("a;b\n\"1,5\";\"2,5\"\n1,5;2,5\n") << ';';
        QTest::newRow("tab") << QByteArray("a\tb, c\n1\t2\n") << '\t';
        QTest::newRow("pipe") << QByteArray("a|b\n1|2\n") << '|';
        QTest::newRow("one column") << QByteArray("Bib\n1\n2\n") << ',';
        QTest::newRow("nothing") << QByteArray() << ',';
    }
    void separator_isGuessed_andQuotesAreRespected()
    {
        QFETCH(QByteArray, text);
        QFETCH(char, separator);
        QCOMPARE(parseCsv(text).separator, QChar::fromLatin1(separator));
    }
    void lines_areCountedAsInTheFile()
    {
        const CsvTable t = parseCsv(QByteArray("a,b\r\n\r\n\"x\r\ny\",1\r\nz,2\r\n"));
        QCOMPARE(t.rows.size(), std::size_t(3));
        QCOMPARE(t.rows[1].line, 3);
        QCOMPARE(t.rows[2].line, 5);
    }
    void encodings_areRecognised_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("encoding");
        const QString text = QStringLiteral("Bib,Name\n1,Zoë\n");
        QStringEncoder little(QStringConverter::Utf16LE), big(QStringConverter::Utf16BE, QStringConverter::Flag::WriteBom);
        QTest::newRow("UTF-8") << text.toUtf8() << QStringLiteral("UTF-8");
        QTest::newRow("UTF-8 with BOM") << QByteArray("\xEF\xBB\xBF") + text.toUtf8() << QStringLiteral("UTF-8");
        QTest::newRow("UTF-16 without BOM") << QByteArray(little.encode(text)) << QStringLiteral("UTF-16LE");
        QTest::newRow("UTF-16 big end first") << QByteArray(big.encode(text)) << QStringLiteral("UTF-16BE");
        QTest::newRow("Windows") << text.toLatin1() << QStringLiteral("Windows-1252");
    }
    void encodings_areRecognised()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, encoding);
        const CsvTable t = parseCsv(bytes);
        QCOMPARE(t.encoding, encoding);
        QCOMPARE(t.rows[0].cells[0], QStringLiteral("Bib"));
        QCOMPARE(t.rows[1].cells[1], QStringLiteral("Zoë"));
    }
    void windowsPunctuation_isRead()
    {
        QCOMPARE(decodeText("\x80 \x93x\x94"), QStringLiteral("€ “x”"));
    }
    void anyCells_surviveWritingAndReading()
    {
        QVERIFY(rc::check([](const std::vector<std::string> &cells) {
            QStringList given, written;
            for (const std::string &cell : cells) {
                QString text = QString::fromStdString(cell);
                text.remove(QChar(u'\0'));
                given.append(text);
                written.append(csvCell(text, false));
            }
            given.append(QStringLiteral("end"));
            written.append(QStringLiteral("end"));
            const CsvTable t = parseCsv(written.join(u','), u',');
            RC_ASSERT(t.rows.size() == 1u);
            RC_ASSERT(t.rows[0].cells == given);
        }));
    }
    void anyBytes_areParsedWithoutFailing()
    {
        QVERIFY(rc::check([](const std::vector<char> &bytes) { (void)parseCsv(QByteArray(bytes.data(), qsizetype(bytes.size()))); }));
    }
    void cellsThatASpreadsheetWouldRun_areMadeInert()
    {
        QCOMPARE(csvCell(QStringLiteral("=1+1")), QStringLiteral("'=1+1"));
        QCOMPARE(csvCell(QStringLiteral("@SUM(A1)")), QStringLiteral("'@SUM(A1)"));
        QCOMPARE(csvCell(QStringLiteral("-2.5")), QStringLiteral("-2.5"));
        QCOMPARE(csvCell(QStringLiteral("=a,b")), QStringLiteral("\"'=a,b\""));
        QCOMPARE(csvCell(QStringLiteral("=1"), false), QStringLiteral("=1"));
    }
};

int runCsvTest(int argc, char **argv)
{
    CsvTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "csvtest.moc"
