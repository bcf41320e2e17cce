// SPDX-License-Identifier: Apache-2.0
// The event document through a console: loaded again, changed, taken back; several events in one store.
#include "enginekit.h"
#include "suites.h"

#include <QJsonArray>
#include <QTest>

namespace gantry::test {

namespace {

QJsonObject withFirstRace(QJsonObject document, const std::function<void(QJsonObject &)> &change)
{
    QJsonArray races = document[QStringLiteral("races")].toArray();
    QJsonObject race = races[0].toObject();
    change(race);
    races[0] = race;
    document[QStringLiteral("races")] = races;
    return document;
}

class DocumentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void load_twice_keepsTheEventAndSaysThatNothingChanged()
    {
        Bench bench;
        QVERIFY(bench.open());
        const auto first = bench.loadText(harbour());
        QCOMPARE(first.exitCode, 0);
        const auto second = bench.loadText(harbour());
        QCOMPARE(second.exitCode, 0);
        QCOMPARE(second.out, first.out);
        QVERIFY2(second.err.contains("Nothing changed"), second.err.constData());
        QCOMPARE(bench.run(QStringLiteral("event list")).out.count('\n'), 1);
    }

    void load_changed_scoresAnewAndAnnouncesOnlyDifferences()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads()));
        QCOMPARE(bench.column(QStringLiteral("bib")), (QStringList{QStringLiteral("2"), QStringLiteral("1"), QStringLiteral("3"), QStringLiteral("4")}));
        bench.takeAnnounced();
        // 21 minutes at least: only wave B's runner was that slow after his own start.
        QVERIFY(bench.load(withFirstRace(harbour(), [](QJsonObject &race) {
            QJsonArray course = race[QStringLiteral("course")].toArray();
            QJsonObject finish = course[1].toObject();
            finish[QStringLiteral("min_time_s")] = 1250;
            course[1] = finish;
            race[QStringLiteral("course")] = course;
        })));
        QCOMPARE(bench.cell(QStringLiteral("1"), QStringLiteral("status")), QStringLiteral("ON_COURSE"));
        QCOMPARE(bench.cell(QStringLiteral("3"), QStringLiteral("status")), QStringLiteral("FINISHED"));
        QCOMPARE(bench.cell(QStringLiteral("4"), QStringLiteral("place")), QStringLiteral("2"));
        const auto news = bench.takeAnnounced();
        QCOMPARE(news.size(), std::size_t(2));
        for (const auto &a : news)
            QCOMPARE(a.kind, scoring::Announcement::Kind::Withdrawn);
        // A division says nothing about finishing.
        QVERIFY(bench.load(withFirstRace(harbour(), [](QJsonObject &race) { race.remove(QStringLiteral("divisions")); })));
        bench.takeAnnounced();
        QVERIFY(bench.load(harbour()));
        QCOMPARE(bench.takeAnnounced().size(), std::size_t(0));
    }

    void load_undoneAndRedone_bringsBackEveryResult()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads()));
        const QByteArray before = bench.csv();
        QVERIFY(bench.load(withFirstRace(harbour(), [](QJsonObject &race) { race[QStringLiteral("rounding")] = QStringLiteral("ceil_0.1s"); })));
        const QByteArray after = bench.csv();
        QVERIFY(before != after);
        QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(bench.csv(), before);
        QCOMPARE(bench.run(QStringLiteral("op redo")).exitCode, 0);
        QCOMPARE(bench.csv(), after);
    }

    void everyChangeUndone_leavesAnEmptyEventThatStillAnswers()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads()));
        int undone = 0;
        while (undone < 20 && bench.run(QStringLiteral("op undo")).exitCode == 0)
            ++undone;
        QCOMPARE(undone, 4); // two guns, the roster, the document
        QCOMPARE(bench.run(QStringLiteral("results --format csv")).exitCode, 0);
        QCOMPARE(bench.column(QStringLiteral("bib")).size(), 0);
        QCOMPARE(bench.view()->counters.reads, std::int64_t(9));
    }

    void race_renamedAndNamedBack_crashesNothingAndLosesNothing()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads()));
        const QByteArray before = bench.csv();
        QVERIFY(bench.load(withFirstRace(harbour(), [](QJsonObject &race) { race[QStringLiteral("name")] = QStringLiteral("Five"); })));
        QCOMPARE(bench.run(QStringLiteral("status")).exitCode, 0);
        QCOMPARE(bench.run(QStringLiteral("explain --bib 1")).exitCode, 3);
        QVERIFY(bench.load(harbour()));
        QCOMPARE(bench.csv(), before);
    }

    void severalEvents_inOneStore_keepApart()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads()));
        const QByteArray first = bench.csv();
        QVERIFY(bench.load(harbour(QStringLiteral("Hill 5K"))));
        QCOMPARE(bench.run(QStringLiteral("event list")).out.count('\n'), 2);
        const QStringList hill{QStringLiteral("--event"), QStringLiteral("Hill 5K")};
        QCOMPARE(bench.run(hill + QStringList{QStringLiteral("roster"), QStringLiteral("import"), bench.store().write(QStringLiteral("hill.csv"), "Bib,Name\n1,Someone Else\n")}).exitCode, 0);
        const QStringList csv{QStringLiteral("results"), QStringLiteral("--format"), QStringLiteral("csv")};
        const QByteArray second = bench.run(hill + csv).out;
        QVERIFY2(second.contains("Someone,Else") && !second.contains("Ada"), second.constData());
        QCOMPARE(bench.csv(), first); // the live one is the one that was opened first
        bench.close();
        QVERIFY(bench.open(QStringLiteral("harbour 5k")));
        QCOMPARE(bench.csv(), first);
        QCOMPARE(bench.run(hill + csv).out, second);
        QCOMPARE(bench.run(QStringList{QStringLiteral("--event"), QStringLiteral("No such")} + csv).exitCode, 3);
        QCOMPARE(bench.verifyProblems(), QStringList());
    }

    void damagedEventFile_isReported_andTheOtherEventsStayUsable()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        const QString damaged = bench.eventFile();
        QVERIFY(bench.load(harbour(QStringLiteral("Hill 5K"))));
        bench.close();
        QFile file(damaged);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QCOMPARE(file.write(QByteArray(int(file.size()), 'x')), file.size());
        file.close();
        QVERIFY(bench.open());
        const auto answer = bench.run(QStringList{QStringLiteral("--event"), QStringLiteral("Harbour 5K"), QStringLiteral("status")});
        QCOMPARE(answer.exitCode, 1);
        QVERIFY2(!answer.err.isEmpty(), "no reason was given");
        QCOMPARE(bench.run(QStringList{QStringLiteral("--event"), QStringLiteral("Hill 5K"), QStringLiteral("status")}).exitCode, 0);
        QVERIFY(!bench.verifyProblems().isEmpty());
    }
};

} // namespace

std::unique_ptr<QObject> documentSuite()
{
    return std::make_unique<DocumentTest>();
}

} // namespace gantry::test

#include "documenttest.moc"
