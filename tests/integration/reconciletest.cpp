// SPDX-License-Identifier: Apache-2.0
// Main mat, backup mat, taps, written bibs and video markers of one finish, through gantryctl.
#include "tests/integration/serveprocess.h"
#include "tests/support/csvfile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace gantry;
using namespace gantry::test;

namespace {

constexpr auto kEvent = R"({"name":"Quay","date":"2026-05-30","timezone":"Europe/London","timing_points":[{"name":"Start","kind":"start"},{"name":"Finish","kind":"finish","backups":["FinB"]}],
 "races":[{"name":"R","start":{"mode":"gun","gun":"2026-05-30T09:00:00"}}]})";

QByteArray at(double seconds)
{
    const int whole = int(seconds);
    return QStringLiteral("09:%1:%2").arg(40 + whole / 60, 2, 10, QLatin1Char('0')).arg(seconds - 60 * (whole / 60), 5, 'f', 2, QLatin1Char('0')).toLatin1();
}

// Runner i crosses at 09:40:00 + 7 i; the main mat misses some, and for some the backup is far off.
struct Finish {
    TempStore store;
    ServeProcess program{store.path()};
    QByteArray error;

    Finished ctl(const QString &words) { return program.run(words.split(u' ', Qt::SkipEmptyParts)); }
    QJsonObject json(const QString &words) { return QJsonDocument::fromJson(ctl(QStringLiteral("--json ") + words).out).object(); }
    bool prepare(const QList<int> &missed, const QList<int> &apart)
    {
        QByteArray roster = "Bib,First Name,Last Name\n", reads;
        int sequence = 0;
        for (int i = 1; i <= 30; ++i)
            roster += QByteArray::number(i) + ",Run,Ner" + QByteArray::number(i) + '\n';
        const auto read = [&](const char *mat, int bib, double s) {
            reads += "CT01_33~" + QByteArray::number(++sequence) + '~' + mat + '~' + QByteArray::number(bib) + "~2026-05-30T" + at(s) + "~1~0F2A38~1\r\n";
        };
        for (int i = 1; i <= 20; ++i) {
            if (!missed.contains(i))
                read("Finish", i, 7 * i);
            read("FinB", i, 7 * i + (apart.contains(i) ? 3.5 : 0.5));
        }
        const QStringList steps[] = {{QStringLiteral("event"), QStringLiteral("load"), store.write(QStringLiteral("e.json"), kEvent)},
                                     {QStringLiteral("roster"), QStringLiteral("import"), store.write(QStringLiteral("r.csv"), roster)},
                                     {QStringLiteral("reads"), QStringLiteral("import"), QStringLiteral("--format"), QStringLiteral("ct01"), store.write(QStringLiteral("reads.txt"), reads)}};
        for (const QStringList &step : steps)
            if (const Finished f = program.run(step); f.exitCode != 0) {
                error = f.err;
                return false;
            }
        return true;
    }
    QJsonObject crossingOf(const QJsonObject &all, const char *lane, const QString &id)
    {
        for (const QJsonValue &c : all[QLatin1String("crossings")].toArray())
            if (c[QLatin1String(lane)][QLatin1String("id")].toString() == id)
                return c.toObject();
        return {};
    }
    QString cell(const QString &bib, const QString &column)
    {
        const CsvFile file = CsvFile::parse(ctl(QStringLiteral("results --format csv")).out);
        return file.cell(file.find(QStringLiteral("bib"), bib), column);
    }
};

QStringList keys(const QJsonObject &problems)
{
    QStringList out;
    for (const QJsonValue &p : problems[QLatin1String("problems")].toArray())
        out << p[QLatin1String("key")].toString();
    return out;
}

int count(const QJsonObject &report, const char *kind)
{
    int n = 0;
    for (const QJsonValue &d : report[QLatin1String("differences")].toArray())
        n += d[QLatin1String("kind")] == QLatin1String(kind);
    return n;
}

} // namespace

class ReconcileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void matsThatAgree_needNobody()
    {
        Finish f;
        QVERIFY2(f.prepare({2}, {4, 5}), f.error.constData()); // one missed of twenty, two apart: that happens
        const QJsonObject report = f.json(QStringLiteral("reconcile"));
        QCOMPARE(report[QLatin1String("point")].toString(), QStringLiteral("Finish")); // the only finish is meant
        QCOMPARE(report[QLatin1String("crossings")].toArray().size(), 20);
        QCOMPARE(count(report, "apart"), 2);
        QCOMPARE(count(report, "backup_only"), 1);
        QVERIFY(keys(f.json(QStringLiteral("problems"))).filter(QStringLiteral("mats/")).isEmpty());
    }

    void matsThatDisagree_areCounted_andInTheInbox_withTheirConfidence()
    {
        Finish f;
        QVERIFY2(f.prepare({2, 9, 11, 12, 13, 15}, {4, 5, 6}), f.error.constData());
        const QJsonObject rates = f.json(QStringLiteral("reconcile --point Finish"))[QLatin1String("rates")].toObject()[QLatin1String("all")].toObject();
        QCOMPARE(rates[QLatin1String("seen")].toInt(), 20);
        QCOMPARE(rates[QLatin1String("main")].toInt(), 14);
        QCOMPARE(rates[QLatin1String("backup")].toInt(), 20);
        const QJsonObject problems = f.json(QStringLiteral("problems"));
        QCOMPARE(keys(problems).filter(QStringLiteral("mats/")), (QStringList{QStringLiteral("mats/apart/Finish"), QStringLiteral("mats/less/Finish/main")}));
        for (const QJsonValue &p : problems[QLatin1String("problems")].toArray())
            if (p[QLatin1String("key")] == QLatin1String("mats/apart/Finish")) {
                QCOMPARE(p[QLatin1String("bibs")].toArray(), (QJsonArray{QStringLiteral("4"), QStringLiteral("5"), QStringLiteral("6")}));
                QVERIFY(p[QLatin1String("confidence")].toDouble() > 0.5 && p[QLatin1String("confidence")].toDouble() < 1);
            }
        QCOMPARE(f.cell(QStringLiteral("9"), QStringLiteral("gun_time")), QStringLiteral("0:41:04")); // the backup counts where the main missed him
    }

    void markers_importedTwice_areOne_wrongLinesAreNamed_andPairingIsATimeByHand()
    {
        Finish f;
        QVERIFY2(f.prepare({}, {}), f.error.constData());
        const QString file = f.store.write(QStringLiteral("m.csv"), "time,bib,note\n09:40:49.1,,grey shirt\n09:45:00.5,,\"back; wall, left\"\nnoon,3\n");
        const Finished first = f.program.run({QStringLiteral("reconcile"), QStringLiteral("markers"), QStringLiteral("import"), file, QStringLiteral("--point"), QStringLiteral("Finish")});
        QCOMPARE(first.exitCode, 0);
        QVERIFY2(first.out.contains("2 markers, 2 new") && first.err.contains("line 4") && first.err.contains("noon"), first.err.constData());
        QVERIFY(f.program.run({QStringLiteral("reconcile"), QStringLiteral("markers"), QStringLiteral("import"), file}).out.contains("2 markers, 0 new"));

        QJsonObject report = f.json(QStringLiteral("reconcile"));
        QCOMPARE(count(report, "lone_video"), 1);
        QString near, lone;
        for (const QJsonValue &c : report[QLatin1String("crossings")].toArray())
            if (const QString id = c[QLatin1String("video")][QLatin1String("id")].toString(); !id.isEmpty())
                (c[QLatin1String("bib")] == QLatin1String("7") ? near : lone) = id;
        QVERIFY(!near.isEmpty() && !lone.isEmpty());
        QCOMPARE(f.cell(QStringLiteral("25"), QStringLiteral("status")), QStringLiteral("NOT_STARTED")); // nothing by itself

        QCOMPARE(f.ctl(QStringLiteral("reconcile pair --marker %1 --bib 25").arg(lone.left(10))).exitCode, 0);
        QCOMPARE(f.cell(QStringLiteral("25"), QStringLiteral("gun_time")), QStringLiteral("0:45:01"));
        QVERIFY(f.ctl(QStringLiteral("reconcile pair --marker %1 --bib 26").arg(lone)).err.contains("unpair"));
        report = f.json(QStringLiteral("reconcile"));
        QCOMPARE(report[QLatin1String("crossings")].toArray().size(), 21); // not beside itself as a time by hand
        QVERIFY(f.crossingOf(report, "video", lone)[QLatin1String("video")][QLatin1String("given")].toBool());
        QCOMPARE(f.ctl(QStringLiteral("reconcile unpair --marker %1").arg(lone)).exitCode, 0);
        QCOMPARE(f.cell(QStringLiteral("25"), QStringLiteral("status")), QStringLiteral("NOT_STARTED"));
        QVERIFY(f.ctl(QStringLiteral("reconcile pair --marker %1 --bib 25 --seconds=-60").arg(lone)).out.contains("-60.0 s taken off for the camera's clock"));
        QCOMPARE(f.cell(QStringLiteral("25"), QStringLiteral("gun_time")), QStringLiteral("0:46:01"));
        QCOMPARE(f.ctl(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(f.cell(QStringLiteral("25"), QStringLiteral("status")), QStringLiteral("NOT_STARTED"));
        QCOMPARE(f.ctl(QStringLiteral("reconcile pair --marker %1 --bib 25").arg(lone)).exitCode, 0);
        QCOMPARE(f.cell(QStringLiteral("25"), QStringLiteral("gun_time")), QStringLiteral("0:45:01"));
    }

    void tap_isOfferedItsRunner_pairedByAPersonOnly_andWrittenBibsComeInOrder()
    {
        Finish f;
        QVERIFY2(f.prepare({}, {}), f.error.constData());
        const QString near = QString::fromLatin1(f.ctl(QStringLiteral("op hand --tap --at 09:40:56.3")).out).section(u' ', 0, 0);
        const QString late = QString::fromLatin1(f.ctl(QStringLiteral("op hand --tap --at 09:42:30")).out).section(u' ', 0, 0);
        QJsonObject report = f.json(QStringLiteral("reconcile"));
        QCOMPARE(count(report, "lone_tap"), 1);
        QCOMPARE(f.crossingOf(report, "taps", near)[QLatin1String("bib")].toString(), QStringLiteral("8"));
        QCOMPARE(f.ctl(QStringLiteral("reconcile bibs 19 20 26 --point Finish")).exitCode, 0);
        report = f.json(QStringLiteral("reconcile"));
        const QJsonObject guess = f.crossingOf(report, "taps", late);
        QCOMPARE(guess[QLatin1String("bib")].toString(), QStringLiteral("26"));
        QCOMPARE(guess[QLatin1String("confidence")].toDouble(), 0.7); // nobody behind him
        QCOMPARE(f.cell(QStringLiteral("26"), QStringLiteral("status")), QStringLiteral("NOT_STARTED"));
        QCOMPARE(f.ctl(QStringLiteral("reconcile pair --tap %1 --bib 26").arg(late)).exitCode, 0);
        QCOMPARE(f.cell(QStringLiteral("26"), QStringLiteral("gun_time")), QStringLiteral("0:42:30"));
        QVERIFY(f.crossingOf(f.json(QStringLiteral("reconcile")), "taps", late)[QLatin1String("taps")][QLatin1String("given")].toBool());
        QCOMPARE(f.ctl(QStringLiteral("reconcile unpair --tap %1").arg(late)).exitCode, 0);
        QCOMPARE(f.cell(QStringLiteral("26"), QStringLiteral("status")), QStringLiteral("NOT_STARTED"));
        QCOMPARE(f.ctl(QStringLiteral("reconcile unpair --tap %1").arg(near)).exitCode, 3); // it has none
    }

    void wrongWords_changeNothing_andSayWhy()
    {
        Finish f;
        QVERIFY2(f.prepare({}, {}), f.error.constData());
        const std::vector<std::pair<const char *, int>> cases{{"reconcile --point Moon", 3}, {"reconcile --from noon", 3}, {"reconcile pair --bib 3", 2}, {"reconcile pair --tap 12345678 --bib 3", 3},
                                                             {"reconcile pair --marker 12345678 --bib 3", 3}, {"reconcile unpair", 2}, {"reconcile markers", 2}, {"reconcile bibs", 2},
                                                             {"reconcile markers import nowhere.csv", 3}, {"reconcile sideways", 2}};
        for (const auto &[words, code] : cases) {
            const Finished done = f.ctl(QString::fromLatin1(words));
            QVERIFY2(done.exitCode == code && !done.err.isEmpty(), words);
        }
    }
};

QTEST_GUILESS_MAIN(ReconcileTest)
#include "reconciletest.moc"
