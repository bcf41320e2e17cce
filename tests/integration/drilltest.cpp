// SPDX-License-Identifier: Apache-2.0
// A rehearsal with trouble: what was made wrong is noticed, what is repaired is counted, nothing is lost.
#include "core/net/faults.h"
#include "tests/integration/serveprocess.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <QTimeZone>

using namespace gantry;
using namespace gantry::test;

namespace {

QByteArray drillEvent()
{
    const QByteArray today = QDateTime::currentDateTime().addSecs(10).date().toString(Qt::ISODate).toLatin1();
    return R"({"name":"Drill","date":")" + today + R"(","timezone":")" + QTimeZone::systemTimeZoneId() + R"(",
 "timing_points":[{"name":"START","kind":"start"},{"name":"FINISH","kind":"finish"}],
 "races":[{"name":"Sprint","distance_m":100,"start":{"mode":"chip"},"course":[{"point":"FINISH","name":"Finish","min_time_s":1}]}]})";
}

QByteArray roster()
{
    QByteArray out = "Bib,First Name,Last Name\n";
    for (int bib = 1; bib <= 60; ++bib)
        out += QByteArray::number(bib) + ",Runner,No" + QByteArray::number(bib) + '\n';
    return out;
}

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
}

} // namespace

class DrillTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void faults_areUnderstood_orNamed()
    {
        const auto plan = net::parseFaults(QStringLiteral("bursts,repeats,out-of-order:5s,misses:2%,unknown:5,drift:+3.2s,cut:45s@300"));
        QVERIFY(plan);
        QVERIFY(plan->bursts && plan->repeats && plan->unknown == 5 && plan->misses == 0.02);
        QCOMPARE(plan->drift, Micros(3'200'000));
        QCOMPARE(plan->outOfOrder, Micros(5'000'000));
        QVERIFY(plan->cuts.size() == 1 && plan->cuts[0].at == std::chrono::seconds(300) && plan->cuts[0].length == std::chrono::seconds(45));
        QVERIFY(net::parseFaults({}) && !net::parseFaults({})->any());
        for (const char *bad : {"fire", "misses:200%", "drift", "cut:-1s@3", "unknown:many", "bursts:3"}) {
            const auto wrong = net::parseFaults(QLatin1String(bad));
            QVERIFY2(!wrong && wrong.error().message.contains(QLatin1String(bad)), bad);
        }
    }

    void field_isTheSameForASeed_andAnotherForAnother()
    {
        net::FieldOptions field;
        field.gun = *parseLocal(QStringLiteral("2026-05-30T09:00:00"));
        const auto plan = *net::parseFaults(QStringLiteral("bursts,repeats,out-of-order:5s,misses:5%,unknown:5,drift:+3.2s"));
        const auto text = [&](quint32 seed) {
            field.seed = seed;
            const auto made = net::makeFaultyField(field, plan);
            QByteArray all;
            for (const auto *box : {&made.lines.start, &made.lines.finish})
                for (const auto &l : *box)
                    all += l.line + ' ' + QByteArray::number(qint64(l.due.count())) + '\n';
            return all;
        };
        QCOMPARE(text(7), text(7));
        QVERIFY(text(7) != text(8));
    }

    void drill_reportsWhatWasMadeWrong()
    {
        TempStore store;
        ServeProcess serve(store.path());
        QCOMPARE(serve.run({QStringLiteral("event"), QStringLiteral("load"), store.write(QStringLiteral("event.json"), drillEvent())}).exitCode, 0);
        QCOMPARE(serve.run({QStringLiteral("roster"), QStringLiteral("import"), store.write(QStringLiteral("roster.csv"), roster())}).exitCode, 0);
        QCOMPARE(serve.run(words("op arm")).exitCode, 0);
        QVERIFY(serve.start());
        const QString record = store.file(QStringLiteral("drill.jsonl"));
        const Finished sent = serve.run({QStringLiteral("simulate"), QStringLiteral("--to"), QStringLiteral("ctp01://127.0.0.1:%1").arg(serve.ctp01()), QStringLiteral("--runners"), QStringLiteral("60"),
                                         QStringLiteral("--winner"), QStringLiteral("2"), QStringLiteral("--last"), QStringLiteral("5"), QStringLiteral("--faults"),
                                         QStringLiteral("repeats,misses:10%,unknown:3,drift:+3.2s,cut:3s@6"), QStringLiteral("--record"), record});
        QVERIFY2(sent.exitCode == 0, sent.err.constData());
        const QStringList report{QStringLiteral("drill"), QStringLiteral("report"), QStringLiteral("--injected"), record, QStringLiteral("--json")};
        QJsonObject o;
        QVERIFY(QTest::qWaitFor([&] {
            o = QJsonDocument::fromJson(serve.run(report).out).object();
            return o[QStringLiteral("reads_lost")].toInt(-1) == 0;
        }, 20'000));
        QCOMPARE(o[QStringLiteral("reads_received")].toInteger(), o[QStringLiteral("reads_sent")].toInteger());
        QVERIFY(o[QStringLiteral("lines_sent")].toInteger() > o[QStringLiteral("reads_sent")].toInteger());
        QMap<QString, int> faults;
        QString out;
        const QJsonArray rows = o[QStringLiteral("rows")].toArray();
        for (const auto &row : rows) {
            ++faults[row[QStringLiteral("fault")].toString()];
            QVERIFY2(row[QStringLiteral("state")] != QStringLiteral("unseen"), QJsonDocument(row.toObject()).toJson().constData());
            if (row[QStringLiteral("found")] == QStringLiteral("still out"))
                out = row[QStringLiteral("what")].toString().section(u' ', 1, 1);
        }
        QVERIFY(faults[QStringLiteral("miss")] >= 4);
        QVERIFY(faults[QStringLiteral("unknown")] == 3 && faults[QStringLiteral("drift")] == 1 && faults[QStringLiteral("cut")] == 1);
        // A repair is seen as one.
        QVERIFY(!out.isEmpty());
        const int repaired = o[QStringLiteral("repaired")].toInt();
        QCOMPARE(serve.run(words("op dnf --bib") << out).exitCode, 0);
        QCOMPARE(QJsonDocument::fromJson(serve.run(report).out)[QStringLiteral("repaired")].toInt(), repaired + 1);
        QCOMPARE(serve.terminate(), 0);
    }
};

QTEST_GUILESS_MAIN(DrillTest)
#include "drilltest.moc"
