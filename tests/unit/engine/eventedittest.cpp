// SPDX-License-Identifier: Apache-2.0
// The event document changed as an editor changes it: renames, plans that move after the gun, new events and copies, and
// another event taking the readers over.
#include "enginekit.h"
#include "suites.h"

#include "core/domain/documentrename.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace gantry::test {

namespace {

QString compact(const QJsonObject &json)
{
    return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
}

QStringList words(std::initializer_list<const char *> list)
{
    QStringList out;
    for (const char *w : list)
        out.append(QString::fromUtf8(w));
    return out;
}

QByteArray withoutRaceColumn(QByteArray csv, const char *from, const char *to)
{
    return csv.replace(QByteArray(from) + ',', QByteArray(to) + ',');
}

const engine::WaveRow *waveOf(const engine::View &view, const QString &key)
{
    for (const engine::WaveRow &w : *view.waves)
        if (w.key == key)
            return &w;
    return nullptr;
}

class EventEditTest : public QObject {
    Q_OBJECT

    static bool raceDay(Bench &bench)
    {
        return bench.open() && bench.prepare() && bench.import(harbourReads())
            && bench.run(words({"op", "dnf", "--bib", "3", "--race", "5K", "--reason", "ankle"})).exitCode == 0
            && bench.run(words({"op", "set-time", "--bib", "1", "--point", "Finish", "--at", "09:20:11"})).exitCode == 0;
    }

private Q_SLOTS:
    void renameRace_midRace_takesEverythingAlong_andUndoGivesItBack()
    {
        Bench bench;
        QVERIFY(raceDay(bench));
        const QByteArray before = bench.csv();
        QCOMPARE(bench.run(words({"op", "rename-race", "5k", "Five / fun"})).exitCode, 0);
        QCOMPARE(bench.csv(), withoutRaceColumn(before, "5K", "Five / fun"));
        QCOMPARE(bench.view()->counters.finished, 3);
        QVERIFY(waveOf(*bench.view(), QStringLiteral("Five / fun/A"))->gun);
        QCOMPARE(bench.run(words({"op", "undo"})).exitCode, 0);
        QCOMPARE(bench.csv(), before);
        QCOMPARE(bench.run(words({"op", "redo"})).exitCode, 0);
        QVERIFY(bench.reopen());
        QCOMPARE(bench.csv(), withoutRaceColumn(before, "5K", "Five / fun"));
        QCOMPARE(bench.verifyProblems(), QStringList());
    }

    void renameWave_keepsItsGunAndItsRunners_andAnArmedOneStaysArmed()
    {
        Bench bench;
        QVERIFY(raceDay(bench));
        const QByteArray before = bench.csv();
        const auto gun = waveOf(*bench.view(), QStringLiteral("5K/B"))->gun;
        QVERIFY(gun);
        QCOMPARE(bench.run(words({"op", "arm", "--wave", "A"})).exitCode, 0);
        QCOMPARE(bench.run(words({"op", "rename-wave", "5K", "B", "Late"})).exitCode, 0);
        QCOMPARE(bench.run(words({"op", "rename-wave", "5K", "A", "Elite"})).exitCode, 0);
        const auto view = bench.view();
        QCOMPARE(*waveOf(*view, QStringLiteral("5K/Late"))->gun, *gun);
        QCOMPARE(waveOf(*view, QStringLiteral("5K/Late"))->entered, 1);
        QVERIFY(waveOf(*view, QStringLiteral("5K/Elite"))->armed);
        QVERIFY(!waveOf(*view, QStringLiteral("5K/A")));
        QCOMPARE(bench.csv(), before);
    }

    void renamePoint_keepsBindingsAndSetTimes()
    {
        Bench bench;
        QVERIFY(raceDay(bench));
        QVERIFY(bench.import(record(20, "MAT7", "2", "09:10:30.00")));
        QCOMPARE(bench.run(words({"op", "bind", "--location", "MAT7", "--point", "Half"})).exitCode, 0);
        const QByteArray before = bench.csv();
        QVERIFY(bench.view()->unbound->empty());
        QCOMPARE(bench.run(words({"op", "rename-point", "Half", "Half-way"})).exitCode, 0);
        // The mat called HALF itself no longer finds its point by name, what was bound by hand does.
        QCOMPARE(bench.run(words({"op", "bind", "--location", "HALF", "--point", "Half-way"})).exitCode, 0);
        QVERIFY(bench.view()->unbound->empty());
        QCOMPARE(bench.csv(), before);
        QCOMPARE(bench.run(words({"op", "rename-point", "Finish", "Arch"})).exitCode, 0);
        QCOMPARE(bench.cell(QStringLiteral("1"), QStringLiteral("net_time")), QStringLiteral("0:20:09"));
    }

    void twoRaces_maySwapTheirNamesInOneCommand()
    {
        Bench bench;
        QJsonObject document = harbour();
        QJsonArray races = document[QStringLiteral("races")].toArray();
        races.append(QJsonObject{{"name", "10K"}});
        document[QStringLiteral("races")] = races;
        QVERIFY(bench.open());
        QVERIFY(bench.load(document));
        QCOMPARE(bench.runOn(QStringLiteral("roster import"), QStringLiteral("r.csv"), "Bib,Name,Race\n1,A,5K\n2,B,10K\n").exitCode, 0);
        const Renames swap({{DocumentRename::Kind::Race, {}, QStringLiteral("5K"), QStringLiteral("10K")}, {DocumentRename::Kind::Race, {}, QStringLiteral("10K"), QStringLiteral("5K")}});
        const QString list = QString::fromUtf8(QJsonDocument(toJson(swap.list())).toJson(QJsonDocument::Compact));
        const auto done = bench.run(words({"event", "load", "--text"}) + QStringList{compact(renamed(document, swap)), QStringLiteral("--renames"), list, QStringLiteral("--reason"), QStringLiteral("mixed up")});
        QVERIFY2(done.exitCode == 0, done.err.constData());
        QCOMPARE(bench.cell(QStringLiteral("1"), QStringLiteral("race")), QStringLiteral("10K"));
        QCOMPARE(bench.cell(QStringLiteral("2"), QStringLiteral("race")), QStringLiteral("5K"));
    }

    void aRenameThatMakesTwoOfOneName_orNamesNothing_isRefused()
    {
        Bench bench;
        QVERIFY(raceDay(bench));
        const QByteArray before = bench.csv();
        for (const QStringList &bad : {words({"op", "rename-wave", "5K", "A", "B"}), words({"op", "rename-race", "6K", "7K"}), words({"op", "rename-race", "5K", " "}),
                                       words({"op", "rename-point", "Half", "Half"}), words({"op", "rename-point", "Half", "fin"})}) {
            const auto answer = bench.run(bad);
            QVERIFY2(answer.exitCode == 3 && !answer.err.isEmpty(), qPrintable(bad.join(u' ')));
        }
        QCOMPARE(bench.run(words({"op", "rename-race", "5K"})).exitCode, 2);
        QCOMPARE(bench.csv(), before);
    }

    void aPlanMovedAfterTheGun_movesThePlanOnly_andSaysSo()
    {
        Bench bench;
        QVERIFY(raceDay(bench));
        const QByteArray before = bench.csv();
        const auto gun = waveOf(*bench.view(), QStringLiteral("5K/A"))->gun;
        QJsonObject document = harbour();
        QJsonArray races = document[QStringLiteral("races")].toArray();
        QJsonObject race = races[0].toObject();
        race[QStringLiteral("start")] = QJsonObject{{"mode", "chip"}, {"waves", QJsonArray{QJsonObject{{"name", "A"}, {"gun", "2026-05-30T09:10:00"}}, QJsonObject{{"name", "B"}}}}};
        races[0] = race;
        document[QStringLiteral("races")] = races;
        const auto done = bench.loadText(document);
        QCOMPARE(done.exitCode, 0);
        QVERIFY2(done.err.contains("5K/A") && done.err.contains("09:10:00") && done.err.contains("09:00:00") && done.err.contains("stays"), done.err.constData());
        const auto view = bench.view();
        QCOMPARE(*waveOf(*view, QStringLiteral("5K/A"))->gun, *gun);
        QVERIFY(*waveOf(*view, QStringLiteral("5K/A"))->scheduled != *gun);
        QCOMPARE(bench.csv(), before);
    }

    void aDraftMadeOnOldSettings_isRefused_andChangesNothing()
    {
        Bench bench;
        QVERIFY(raceDay(bench));
        const QString digest = documentDigest(bench.view()->event->json);
        QCOMPARE(bench.run(words({"op", "rename-wave", "5K", "B", "Late"})).exitCode, 0);
        const auto refused = bench.run(words({"event", "load", "--text"}) + QStringList{compact(harbour()), QStringLiteral("--if-unchanged"), digest});
        QCOMPARE(refused.exitCode, 3);
        QVERIFY2(refused.err.contains("in the meantime"), refused.err.constData());
        QVERIFY(waveOf(*bench.view(), QStringLiteral("5K/Late")));
    }

    void theReason_standsInTheLog()
    {
        Bench bench;
        QVERIFY(raceDay(bench));
        QJsonObject document = harbour();
        document[QStringLiteral("timezone")] = QStringLiteral("Europe/Paris");
        QCOMPARE(bench.run(words({"event", "load", "--text"}) + QStringList{compact(document), QStringLiteral("--reason"), QStringLiteral("zone was wrong")}).exitCode, 0);
        bench.close();
        QFile file(bench.eventFile());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("zone was wrong"));
    }

    void eventNew_makesAnEventThatTimesARace()
    {
        Bench bench;
        QVERIFY(bench.open());
        const auto made = bench.run(words({"event", "new", "--name", "Harbour Run", "--date", "2026-05-30", "--timezone", "Europe/London", "--distance", "5K", "--distance", "Fun run=2 km", "--start", "09:00"}));
        QVERIFY2(made.exitCode == 0, made.err.constData());
        QCOMPARE(bench.runOn(QStringLiteral("roster import"), QStringLiteral("r.csv"), "Bib,Name,Sex,Age,Race\n1,Ada One,F,37,5K\n").exitCode, 0);
        QVERIFY(bench.import(record(1, "START", "1", "09:00:02.00") + record(2, "FINISH", "1", "09:20:10.00")));
        QCOMPARE(bench.cell(QStringLiteral("1"), QStringLiteral("division")), QStringLiteral("F 35-39"));
        QCOMPARE(bench.cell(QStringLiteral("1"), QStringLiteral("net_time")), QStringLiteral("0:20:08"));
        QCOMPARE(bench.run(words({"event", "check"})).out, QByteArray());
        QCOMPARE(bench.run(words({"event", "new", "--name", "Harbour Run", "--date", "2026-05-30", "--distance", "5K"})).exitCode, 3); // there is one
        QCOMPARE(bench.run(words({"event", "new", "--name", "Other", "--date", "30.5.2026", "--distance", "5K"})).exitCode, 3);
        QCOMPARE(bench.run(words({"event", "new", "--name", "Other", "--date", "2026-05-30"})).exitCode, 2);
        QCOMPARE(bench.run(words({"event", "new", "--name", "Other", "--date", "2026-05-30", "--distance", "5 leagues"})).exitCode, 3);
        QCOMPARE(bench.run(words({"event", "list"})).out.count('\n'), 1);
    }

    void eventCopy_takesTheSettings_notTheRunners_andSaysWhatToCheck()
    {
        Bench bench;
        QVERIFY(raceDay(bench));
        const auto made = bench.run(words({"event", "copy", "Harbour 5K", "--name", "Harbour 5K 2027", "--date", "2027-05-29"}));
        QVERIFY2(made.exitCode == 0, made.err.constData());
        QVERIFY2(made.err.contains("30 May 2026") && made.err.contains("FIN"), made.err.constData());
        const QStringList copy = words({"--event", "Harbour 5K 2027"});
        QCOMPARE(bench.run(copy + words({"results", "--format", "csv"})).out.count('\n'), 1); // the header
        const QJsonObject document = QJsonDocument::fromJson(bench.run(copy + words({"event", "show"})).out).object();
        QCOMPARE(document[QStringLiteral("date")].toString(), QStringLiteral("2027-05-29"));
        QCOMPARE(document[QStringLiteral("races")].toArray()[0].toObject()[QStringLiteral("divisions")], harbour()[QStringLiteral("races")].toArray()[0].toObject()[QStringLiteral("divisions")]);
        QCOMPARE(bench.run(words({"event", "copy", "Nothing", "--date", "2027-05-29"})).exitCode, 3);
    }

    void eventOpen_refusesWhileARaceIsUnderWay_andForceSwitches()
    {
        Bench bench(Sockets::Open);
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.load(harbour(QStringLiteral("Hill 5K"))));
        Reader reader;
        QVERIFY(reader.dial(bench.console()));
        QVERIFY(reader.send(record(1, "START", "1", "09:00:02.00")));
        QTRY_COMPARE(bench.view()->counters.reads, std::int64_t(1));
        QCOMPARE(bench.view()->counters.out, 1);
        const auto refused = bench.run(words({"event", "open", "Hill 5K"}));
        QCOMPARE(refused.exitCode, 3);
        QVERIFY2(refused.err.contains("--force"), refused.err.constData());
        QCOMPARE(bench.view()->event->name, QStringLiteral("Harbour 5K"));
        QCOMPARE(bench.run(words({"event", "open", "Hill 5K", "--force"})).exitCode, 0);
        QCOMPARE(bench.view()->event->name, QStringLiteral("Hill 5K"));
        // The reader was hung up on; when it dials again its reads are the new event's.
        reader.hangUp();
        QVERIFY(reader.dial(bench.console()));
        QVERIFY(reader.send(record(1, "START", "1", "09:00:02.00") + record(2, "START", "2", "09:00:02.00")));
        QTRY_COMPARE(bench.view()->counters.reads, std::int64_t(2));
        QCOMPARE(bench.run(words({"event", "open", "Harbour 5K"})).exitCode, 0);
        QCOMPARE(bench.view()->counters.reads, std::int64_t(1));
        QCOMPARE(bench.verifyProblems(), QStringList());
    }

    void theEventThatWasChosen_isOpenedNextTime()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.load(harbour()));
        QVERIFY(bench.load(harbour(QStringLiteral("Hill 5K"))));
        QCOMPARE(bench.run(words({"event", "open", "Harbour 5K"})).exitCode, 0);
        QVERIFY(bench.reopen());
        QCOMPARE(bench.view()->event->name, QStringLiteral("Harbour 5K")); // not the newest
        QCOMPARE(bench.run(words({"event", "open", "Hill 5K"})).exitCode, 0);
        QVERIFY(bench.reopen());
        QCOMPARE(bench.view()->event->name, QStringLiteral("Hill 5K"));
        QCOMPARE(bench.run(words({"event", "open", "Nobody's"})).exitCode, 3);
    }
};

} // namespace

std::unique_ptr<QObject> eventEditSuite()
{
    return std::make_unique<EventEditTest>();
}

} // namespace gantry::test

#include "eventedittest.moc"
