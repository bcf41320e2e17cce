// SPDX-License-Identifier: Apache-2.0
// A small race from outside: verbs, corrections, bad input, a second console.
#include "tests/integration/serveprocess.h"
#include "tests/support/csvfile.h"

#include <QDir>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTest>

using namespace gantry;
using namespace gantry::test;

namespace {

constexpr auto kEvent = R"({"name":"Harbour 5K","date":"2026-05-30","timezone":"Europe/London",
 "timing_points":[{"name":"Start","kind":"start"},{"name":"Finish","kind":"finish","aliases":["FIN"]}],
 "races":[{"name":"5K","distance_m":5000,"start":{"mode":"chip","waves":[{"name":"A"},{"name":"B"}]},
   "course":[{"point":"Finish","name":"Finish","min_time_s":600}],
   "divisions":[{"name":"F","genders":["F"]},{"name":"M","genders":["M"]}]}]})";

constexpr auto kRoster = "Bib,First Name,Last Name,Gender,Age,Wave\n"
                         "1,Ada,One,F,30,A\n2,Ben,Two,M,31,A\n3,Cy,Three,M,32,A\n0044,Dee,Four,F,33,B\n";

QByteArray record(int sequence, const char *location, const char *bib, const char *time)
{
    return "CT01_33~" + QByteArray::number(sequence) + '~' + location + '~' + bib + "~2026-05-30T" + time + "~1~0F2A38~1\r\n";
}

QStringList column(const QByteArray &csv, const char *name)
{
    const CsvFile file = CsvFile::parse(csv);
    QStringList out;
    for (int i = 0; i < file.rows(); ++i)
        out.append(file.cell(i, QString::fromLatin1(name)));
    return out;
}

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
}

} // namespace

class ConsoleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void race_fromTheFirstGunToAnUndoneCorrection()
    {
        TempStore store;
        ServeProcess serve(store.path());
        prepare(serve, store);
        QVERIFY(serve.start());
        QTcpSocket reader;
        greet(reader, serve);
        QCOMPARE(serve.run(words("op arm --wave A")).exitCode, 0);
        // The reader's gun starts the armed wave at once; wave B gets its gun by hand.
        reader.write(record(1, "START", "GUNTIME", "09:00:00.00"));
        QCOMPARE(serve.run(words("op gun --wave B --at 09:05:00")).exitCode, 0);
        reader.write(record(2, "START", "1", "09:00:02.00") + record(3, "START", "2", "09:00:03.50") + record(4, "START", "44", "09:05:01.00"));
        reader.write(record(5, "FIN", "1", "09:20:12.30") + record(6, "FIN", "2", "09:20:10.00") + record(7, "FIN", "3", "09:21:00.00") + record(8, "FIN", "44", "09:30:01.10"));
        QVERIFY(reader.waitForBytesWritten());
        QVERIFY(serve.waitForStatus([](const QJsonObject &s) { return s[QStringLiteral("finished")].toInt() == 4; }));
        const QByteArray before = serve.run(words("results --format csv")).out;
        QCOMPARE(column(before, "bib"), (QStringList{QStringLiteral("2"), QStringLiteral("1"), QStringLiteral("3"), QStringLiteral("0044")}));
        QCOMPARE(column(before, "net_time"), (QStringList{QStringLiteral("0:20:07"), QStringLiteral("0:20:11"), QStringLiteral("0:21:00"), QStringLiteral("0:25:01")}));
        QCOMPARE(column(before, "gun_time"), (QStringList{QStringLiteral("0:20:10"), QStringLiteral("0:20:13"), QStringLiteral("0:21:00"), QStringLiteral("0:25:02")}));
        QCOMPARE(column(before, "place_division"), (QStringList{QStringLiteral("1"), QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("2")}));

        QCOMPARE(serve.run(words("op dnf --bib 2 --reason cramp")).exitCode, 0);
        const QByteArray after = serve.run(words("results --format csv")).out;
        QCOMPARE(column(after, "bib"), (QStringList{QStringLiteral("1"), QStringLiteral("3"), QStringLiteral("0044"), QStringLiteral("2")}));
        QCOMPARE(column(after, "status").last(), QStringLiteral("DNF"));
        QCOMPARE(serve.run(words("op undo")).exitCode, 0);
        QCOMPARE(serve.run(words("results --format csv")).out, before);
        QCOMPARE(serve.run(words("op redo")).exitCode, 0);
        QCOMPARE(serve.run(words("results --format csv")).out, after);
        QCOMPARE(serve.run(words("op undo")).exitCode, 0);

        const Finished explained = serve.run(words("explain --bib 44"));
        QVERIFY2(explained.out.contains("CT01_33~8~FIN~44~"), explained.out.constData());
        const auto id = QRegularExpression(QStringLiteral("used as finish  ([0-9a-f]{12})")).match(QString::fromUtf8(explained.out)).captured(1);
        QVERIFY(!id.isEmpty());
        QCOMPARE(serve.run({QStringLiteral("op"), QStringLiteral("ignore-read"), id}).exitCode, 0);
        QCOMPARE(column(serve.run(words("results --format csv")).out, "status").last(), QStringLiteral("ON_COURSE"));
        QCOMPARE(serve.run(words("op undo")).exitCode, 0);
        QCOMPARE(serve.run(words("op start-offset --bib 3 --seconds -60")).exitCode, 0);
        QVERIFY(column(serve.run(words("results --format csv")).out, "net_time").contains(QStringLiteral("0:22:00")));
        QCOMPARE(serve.run(words("op undo")).exitCode, 0);
        QCOMPARE(serve.run(words("op dead-heat --bibs 1,2")).exitCode, 0);
        QCOMPARE(column(serve.run(words("results --format csv")).out, "place").mid(0, 3), (QStringList{QStringLiteral("1"), QStringLiteral("1"), QStringLiteral("3")}));
        QCOMPARE(serve.run(words("op undo")).exitCode, 0);
        QCOMPARE(serve.run(words("results --format csv")).out, before);
        QCOMPARE(serve.terminate(), 0);
        QCOMPARE(serve.run(words("results --format csv")).out, before); // and so it is after a restart
        QCOMPARE(serve.run(words("verify")).exitCode, 0);
    }

    void location_boundAfterItsReadsCame_counts()
    {
        TempStore store;
        ServeProcess serve(store.path());
        prepare(serve, store);
        QVERIFY(serve.start());
        QCOMPARE(serve.run(words("op gun --wave A --at 09:00:00")).exitCode, 0);
        QTcpSocket reader;
        greet(reader, serve);
        reader.write(record(1, "BOX9", "1", "09:20:00.00"));
        QVERIFY(reader.waitForBytesWritten());
        QVERIFY(serve.waitForStatus([](const QJsonObject &s) { return s[QStringLiteral("total_reads")].toInt() == 1; }));
        QCOMPARE(serve.status()[QStringLiteral("finished")].toInt(), 0);
        QCOMPARE(serve.run(words("op bind --location BOX9 --point Finish")).exitCode, 0);
        QCOMPARE(serve.status()[QStringLiteral("finished")].toInt(), 1);
        QCOMPARE(serve.run(words("op undo")).exitCode, 0);
        QCOMPARE(serve.status()[QStringLiteral("finished")].toInt(), 0);
    }

    void garbageOnThePort_isKeptCountedAndEndsNothing()
    {
        TempStore store;
        ServeProcess serve(store.path());
        prepare(serve, store);
        QVERIFY(serve.start());
        QTcpSocket reader;
        greet(reader, serve);
        reader.write("\r\n\r\n\0\0\xff\xfe~~~~\r\nCT01_33~x\r\n");
        reader.write(QByteArray("\0NUL\0in\0line\r\n", 14));
        const QByteArray flood(10 * 1024 * 1024, 'x');
        reader.write(flood);
        reader.write("\r\n");
        reader.write(record(1, "FIN", "1", "09:20:00.00"));
        while (reader.bytesToWrite() > 0)
            QVERIFY(reader.waitForBytesWritten(30'000));
        QVERIFY(serve.waitForStatus([](const QJsonObject &s) { return s[QStringLiteral("total_reads")].toInt() == 1; }));
        QVERIFY(serve.status()[QStringLiteral("malformed")].toInt() > 2);
        QCOMPARE(reader.state(), QAbstractSocket::ConnectedState);
        reader.write("ping\r\n");
        QVERIFY(reader.waitForReadyRead());
        QCOMPARE(serve.terminate(), 0);
        QCOMPARE(serve.run(words("verify")).exitCode, 0);
    }

    void lineThatALostConnectionCut_isKeptButIsNoRead()
    {
        TempStore store;
        ServeProcess serve(store.path());
        prepare(serve, store);
        QVERIFY(serve.start());
        QTcpSocket reader;
        greet(reader, serve);
        reader.write(record(1, "FIN", "1", "09:20:00.00") + "CT01_33~2~FIN~2~2026-05-30T09:20:01.00~1~0F2A38~1");
        QVERIFY(reader.waitForBytesWritten());
        reader.disconnectFromHost();
        QVERIFY(serve.waitForStatus([](const QJsonObject &s) { return s[QStringLiteral("total_reads")].toInt() == 1 && s[QStringLiteral("connections")].toInt() == 0; }));
        QCOMPARE(serve.status()[QStringLiteral("malformed")].toInt(), 0);
        QCOMPARE(serve.terminate(), 0);
        QCOMPARE(serve.run(words("verify")).exitCode, 0);
    }

    void wrongEventDocument_isRefusedWithThePlaceOfTheFault()
    {
        TempStore store;
        ServeProcess serve(store.path());
        const QString path = store.write(QStringLiteral("bad.json"), R"({"name":"X","date":"2026-05-30","races":[{"name":"5K","start":{"mode":"cip"}}]})");
        const Finished answer = serve.run({QStringLiteral("event"), QStringLiteral("load"), path});
        QCOMPARE(answer.exitCode, 3);
        QVERIFY2(answer.err.contains("races[0].start.mode"), answer.err.constData());
        const QString broken = store.write(QStringLiteral("broken.json"), "{\n\"name\": \"X\",\n\"date\" 5}\n");
        const Finished second = serve.run({QStringLiteral("event"), QStringLiteral("load"), broken});
        QCOMPARE(second.exitCode, 3);
        QVERIFY2(second.err.contains("line 3"), second.err.constData());
    }

    void roster_problemsAreNamedByLine_andLoseNobodyElse()
    {
        TempStore store;
        ServeProcess serve(store.path());
        QCOMPARE(serve.run({QStringLiteral("event"), QStringLiteral("load"), store.write(QStringLiteral("e.json"), kEvent)}).exitCode, 0);
        const QString path = store.write(QStringLiteral("r.csv"), "Bib;Name;Sex\n1;\"Robert'); DROP TABLE entrant;--\";M\n2;\xD9\x85\xD8\xAD\xD9\x85\xD8\xAF;\n1;Twice Given;F\n");
        const Finished answer = serve.run({QStringLiteral("roster"), QStringLiteral("import"), path});
        QCOMPARE(answer.exitCode, 0);
        QVERIFY2(answer.out.contains("imported 2"), answer.out.constData());
        QVERIFY2(answer.out.contains("line 4"), answer.out.constData());
        const Finished again = serve.run({QStringLiteral("roster"), QStringLiteral("import"), path});
        QVERIFY2(again.out.contains("imported 0, updated 0, unchanged 2"), again.out.constData());
        const QByteArray csv = serve.run(words("results --format csv")).out; // first names, then the last word
        QVERIFY2(csv.contains("Robert'); DROP TABLE,entrant;--"), csv.constData());
    }

    void secondConsole_onTheSameStore_isTurnedAwayWithAReason()
    {
        TempStore store;
        ServeProcess first(store.path());
        QVERIFY(first.start());
        const Finished second = first.run(words("serve --ctp01 0 --status-port 0"));
        QCOMPARE(second.exitCode, 1);
        QVERIFY2(!second.err.isEmpty(), "no reason was given");
        first.kill();
        QVERIFY(first.start()); // the dead console's lock holds nobody up
        QCOMPARE(first.terminate(), 0);
    }

    void wrongUsage_isExitTwo_andSaysHow()
    {
        TempStore store;
        ServeProcess serve(store.path());
        QCOMPARE(serve.run(words("nonsense")).exitCode, 2);
        QCOMPARE(serve.run(words("results --format parchment")).exitCode, 2);
        const Finished answer = serve.run(words("op"));
        QCOMPARE(answer.exitCode, 2);
        QVERIFY(answer.err.contains("Usage: gantryctl"));
    }

private:
    static void prepare(ServeProcess &serve, TempStore &store)
    {
        QCOMPARE(serve.run({QStringLiteral("event"), QStringLiteral("load"), store.write(QStringLiteral("event.json"), kEvent)}).exitCode, 0);
        QCOMPARE(serve.run({QStringLiteral("roster"), QStringLiteral("import"), store.write(QStringLiteral("roster.csv"), kRoster)}).exitCode, 0);
    }

    static void greet(QTcpSocket &reader, const ServeProcess &serve)
    {
        reader.connectToHost(QStringLiteral("127.0.0.1"), quint16(serve.ctp01()));
        QVERIFY(reader.waitForConnected());
        reader.write("SimpleClient~0.6.0~CTP01\r\n");
        QVERIFY(reader.waitForReadyRead());
        QVERIFY(reader.peek(64).contains("~6\r\n"));
        reader.readAll();
    }
};

QTEST_GUILESS_MAIN(ConsoleTest)
#include "consoletest.moc"
