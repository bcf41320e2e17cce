// SPDX-License-Identifier: Apache-2.0
// People by hand and by file: previews, imports in the middle of the race, late entries, new bibs, two people editing one runner.
#include "enginekit.h"
#include "suites.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace gantry::test {

namespace {

QJsonObject json(const engine::CommandResult &answer)
{
    return QJsonDocument::fromJson(answer.out).object();
}

QByteArray problems(const engine::CommandResult &answer)
{
    return QJsonDocument(json(answer).value(QStringLiteral("problems")).toArray()).toJson(QJsonDocument::Compact);
}

class EntrantTest : public QObject {
    Q_OBJECT

    engine::CommandResult import(Bench &bench, const QByteArray &file, const QString &options = {})
    {
        return bench.runOn((QStringLiteral("--json roster import ") + options).trimmed(), QStringLiteral("roster.csv"), file);
    }

private Q_SLOTS:
    void import_twoHundredRowsWithADuplicate_takes199AndNamesTheLine()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.load(harbour()));
        QByteArray file = "Bib,First Name,Last Name,Sex,Age\n";
        for (int i = 1; i <= 199; ++i)
            file += QByteArray::number(i) + ",First" + QByteArray::number(i) + ",Last" + QByteArray::number(i) + (i == 7 ? ",,30\n" : ",F,30\n");
        file += "12,Second,Twelve,M,40\n";
        const auto answer = import(bench, file);
        QCOMPARE(json(answer)[QStringLiteral("imported")].toInt(), 199);
        QCOMPARE(json(answer)[QStringLiteral("skipped")].toInt(), 1);
        QVERIFY2(problems(answer).contains("\"line\":201"), answer.out.constData());
        QVERIFY2(problems(answer).contains("of First12 Last12; Second Twelve was skipped"), answer.out.constData());
        QVERIFY2(problems(answer).contains("counts as unknown"), answer.out.constData());
        QCOMPARE(bench.cell(QStringLiteral("7"), QStringLiteral("gender")), QString());
        QCOMPARE(json(bench.run(QStringLiteral("--json entrant list --issue no-sex")))[QStringLiteral("count")].toInt(), 1);
    }

    void preview_showsColumnsAndDifferences_andChangesNothing()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        const QByteArray before = bench.csv();
        const auto answer = import(bench, "Bib,Given,Last Name,Shirt\n1,Ada,Uno,M\n9,New,One,S\n", QStringLiteral("--preview --map Given=first_name"));
        const QJsonObject o = json(answer);
        QCOMPARE(o[QStringLiteral("columns")][1][QStringLiteral("field")].toString(), QStringLiteral("first_name"));
        QCOMPARE(o[QStringLiteral("columns")][3][QStringLiteral("field")].toString(), QString());
        QCOMPARE(o[QStringLiteral("columns")][3][QStringLiteral("samples")][0].toString(), QStringLiteral("M"));
        QCOMPARE(o[QStringLiteral("new")].toInt(), 1);
        QCOMPARE(o[QStringLiteral("changed")].toInt(), 1);
        QCOMPARE(o[QStringLiteral("missing")].toInt(), 3);
        const QJsonObject field = o[QStringLiteral("differences")][0][QStringLiteral("fields")][0].toObject();
        QCOMPARE(field[QStringLiteral("before")].toString(), QStringLiteral("One"));
        QCOMPARE(field[QStringLiteral("after")].toString(), QStringLiteral("Uno"));
        QCOMPARE(bench.csv(), before);
        QCOMPARE(bench.view()->entrants->size(), std::size_t(4));
    }

    void mapping_thatMakesNoSense_isSaidAtOnce()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.load(harbour()));
        const QByteArray file = "Bib,Last Name,Who,Age\n1,One,x,30\n2,Two,x,31\n3,Three,x,32\n";
        QCOMPARE(import(bench, file, QStringLiteral("--map Who=bib --map Age=bib")).exitCode, 3);
        const auto names = import(bench, file, QStringLiteral("--preview --map Who=age --map Age="));
        QVERIFY2(names.out.contains("Who is read as age, but 3 of 3 values are not ages"), names.out.constData());
        const auto nobody = import(bench, "Colour,Age\nred,30\n", QStringLiteral("--preview"));
        QCOMPARE(nobody.exitCode, 3);
        QVERIFY2(nobody.out.contains("No column is read as bib or as name"), nobody.out.constData());
        QCOMPARE(bench.view()->entrants->size(), std::size_t(0));
    }

    void import_blankCells_clearOnlyWhenAsked()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        const QByteArray file = "Bib,Age,City,Gender\n1,,,?\n";
        QCOMPARE(json(import(bench, file))[QStringLiteral("updated")].toInt(), 0);
        QCOMPARE(json(import(bench, file, QStringLiteral("--clear-blank")))[QStringLiteral("updated")].toInt(), 1);
        QCOMPARE(bench.cell(QStringLiteral("1"), QStringLiteral("age")), QString());
        QCOMPARE(bench.cell(QStringLiteral("1"), QStringLiteral("gender")), QStringLiteral("F")); // not blank, only not understood
        QCOMPARE(bench.cell(QStringLiteral("1"), QStringLiteral("first_name")), QStringLiteral("Ada")); // no column for it
    }

    void import_afterTheGun_marksWhatTouchesRunnersWhoHaveStarted()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads()));
        const QByteArray before = bench.csv(), file = QByteArray(harbourRoster()).replace("Ada,One,F,30,A", "Ada,Uno,M,30,B");
        const QJsonObject shown = json(import(bench, file, QStringLiteral("--preview")));
        QCOMPARE(shown[QStringLiteral("held")].toInt(), 2); // the sex and the wave; a name is only a name
        QCOMPARE(json(import(bench, file, QStringLiteral("--apply safe")))[QStringLiteral("held")].toInt(), 2);
        QCOMPARE(bench.csv(), QByteArray(before).replace("Ada,One", "Ada,Uno"));
        QCOMPARE(json(import(bench, file))[QStringLiteral("updated")].toInt(), 1);
        QCOMPARE(bench.cell(QStringLiteral("1"), QStringLiteral("gender")), QStringLiteral("M"));
        QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(bench.csv(), QByteArray(before).replace("Ada,One", "Ada,Uno"));
    }

    void import_samePersonTwiceAndAChipOfTwo_areNamedWithBoth()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.load(harbour()));
        const auto answer = import(bench, "Bib,First Name,Last Name,Sex,Age,City,Chip\n1,Ada,One,F,30,Hull,C1\n2,Ben,Two,M,31,Hull,C1\n3,ada,one,F,30,Hull,C3\n");
        QVERIFY2(problems(answer).contains("chip C1 of Ben Two is also in line 2, of Ada One"), answer.out.constData());
        QVERIFY2(problems(answer).contains("ada one looks like the same person as Ada One (1) in line 2: 5 fields are equal"), answer.out.constData());
        QCOMPARE(json(answer)[QStringLiteral("imported")].toInt(), 3);
        QCOMPARE(json(bench.run(QStringLiteral("--json entrant list --issue duplicate")))[QStringLiteral("count")].toInt(), 3);
    }

    void import_everybodyWithoutAge_isTaken()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.load(harbour()));
        const auto answer = import(bench, QByteArray(harbourRoster()).replace(",30,", ",,").replace(",31,", ",,").replace(",32,", ",,").replace(",33,", ",,"));
        QCOMPARE(json(answer)[QStringLiteral("imported")].toInt(), 4);
        QCOMPARE(json(bench.run(QStringLiteral("--json entrant list --issue no-age")))[QStringLiteral("count")].toInt(), 4);
        QCOMPARE(bench.run(QStringLiteral("op gun --wave A --at 09:00:00")).exitCode, 0);
        QVERIFY(bench.import(harbourReads()));
        QCOMPARE(bench.cell(QStringLiteral("1"), QStringLiteral("status")), QStringLiteral("FINISHED"));
    }

    void import_cancelledWhileComparing_changesNothing()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.load(harbour()));
        const QString path = bench.store().write(QStringLiteral("r.csv"), harbourRoster());
        for (int stopAt : {0, 40, 60}) {
            const auto answer = bench.console().run({QStringLiteral("roster"), QStringLiteral("import"), path}, [&](int percent, const QString &) { return percent < stopAt; });
            QCOMPARE(answer.exitCode, 1);
            QCOMPARE(bench.view()->entrants->size(), std::size_t(0));
        }
    }

    void lateEntry_itsEarlierReads_countAtOnce()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads() + record(20, "START", "777", "09:00:09.00") + record(21, "FIN", "777", "09:25:00.00")));
        QCOMPARE(bench.view()->counters.unknownChips, 1);
        const auto answer = bench.run(QStringLiteral("--json entrant add --bib 50 --first Late --last Comer --gender f --age 33 --wave A --chip 777"));
        QCOMPARE(answer.exitCode, 0);
        QCOMPARE(json(answer)[QStringLiteral("earlier_reads")].toInt(), 2);
        QCOMPARE(json(answer)[QStringLiteral("first_read")].toString(), QStringLiteral("09:00:09"));
        QCOMPARE(bench.view()->counters.unknownChips, 0);
        QCOMPARE(bench.cell(QStringLiteral("50"), QStringLiteral("net_time")), QStringLiteral("0:24:51"));
        QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(bench.view()->counters.unknownChips, 1);
        QCOMPARE(bench.column(QStringLiteral("bib")).contains(QStringLiteral("50")), false);
    }

    void lateEntry_aBibOrChipThatIsTaken_isRefusedWithItsOwner()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        const auto bib = bench.run(QStringLiteral("entrant add --bib 02 --first Late --wave A"));
        QCOMPARE(bib.exitCode, 3);
        QVERIFY2(bib.err.contains("Bib 02 is Ben Two's"), bib.err.constData());
        QCOMPARE(bench.run(QStringLiteral("entrant add-chip --bib 1 --chip C7")).exitCode, 0);
        const auto chip = bench.run(QStringLiteral("entrant add --bib 9 --first Late --chip c7"));
        QCOMPARE(chip.exitCode, 3);
        QVERIFY2(chip.err.contains("Ada One"), chip.err.constData());
        QCOMPARE(bench.run(QStringLiteral("entrant add --bib 9 --first Late --wave Z")).exitCode, 3);
        QCOMPARE(bench.run(QStringLiteral("entrant add --bib 9 --first Late --age old")).exitCode, 3);
    }

    void set_severalRunners_isOneCommand()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        const QByteArray before = bench.csv();
        QCOMPARE(json(bench.run(QStringLiteral("--json entrant set --where wave=A team=Striders wave=B")))[QStringLiteral("changed")].toInt(), 3);
        QCOMPARE(bench.cell(QStringLiteral("2"), QStringLiteral("team")), QStringLiteral("Striders"));
        QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(bench.csv(), before);
        QCOMPARE(bench.run(QStringLiteral("entrant set --bibs 1,2 chips=C1")).exitCode, 3);
        QCOMPARE(bench.run(QStringLiteral("entrant set --bib 1 wave=Z")).exitCode, 3);
        QCOMPARE(bench.run(QStringLiteral("entrant set --bib 1 shoe=42")).exitCode, 3);
        QCOMPARE(bench.run(QStringLiteral("entrant set --bib 1 age=")).exitCode, 0);
        QCOMPARE(bench.cell(QStringLiteral("1"), QStringLiteral("age")), QString());
        QCOMPARE(bench.csv().count('\n'), before.count('\n'));
    }

    void changeBib_takesTheCorrectionsAlong()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads()));
        QCOMPARE(bench.run(QStringLiteral("op dnf --bib 3 --reason knee")).exitCode, 0);
        const QByteArray before = bench.csv();
        QCOMPARE(bench.run(QStringLiteral("entrant reissue --bib 3 --new-bib 303")).exitCode, 0);
        QCOMPARE(bench.cell(QStringLiteral("303"), QStringLiteral("status")), QStringLiteral("DNF"));
        QCOMPARE(bench.run(QStringLiteral("op reinstate --bib 303")).exitCode, 0);
        QCOMPARE(bench.cell(QStringLiteral("303"), QStringLiteral("net_time")), QStringLiteral("0:20:56")); // what bib 3 ran
        QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(bench.csv(), before);
        // The file does not know, and does not turn it back.
        QCOMPARE(bench.run(QStringLiteral("entrant change-bib 4 404")).exitCode, 0);
        const auto again = import(bench, harbourRoster());
        QVERIFY2(problems(again).contains("Dee Four got bib 404 here; the file still says 4"), again.out.constData());
        QCOMPARE(bench.cell(QStringLiteral("404"), QStringLiteral("last_name")), QStringLiteral("Four"));
    }

    void addChip_toABibThatWasRead_losesNothing()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads() + record(20, "HALF", "C9", "09:11:00.00")));
        const QString net = bench.cell(QStringLiteral("1"), QStringLiteral("net_time"));
        const auto answer = bench.run(QStringLiteral("--json entrant add-chip --bib 1 --chip C9"));
        QCOMPARE(json(answer)[QStringLiteral("earlier_reads")].toInt(), 1);
        QCOMPARE(bench.cell(QStringLiteral("1"), QStringLiteral("net_time")), net);
        QVERIFY(!bench.cell(QStringLiteral("1"), QStringLiteral("split:Half")).isEmpty() || !bench.csv().contains("split:Half"));
        QCOMPARE(bench.run(QStringLiteral("entrant remove-chip --bib 1 --chip c9")).exitCode, 0);
        QCOMPARE(bench.view()->counters.unknownChips, 1);
    }

    void twoPeople_editOneRunner_bothValuesStayUntilSomebodyChooses()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        // Both opened the runner when the city was Hull.
        QCOMPARE(bench.run(QStringLiteral("entrant set --bib 1 city=York --was city=Hull")).exitCode, 0);
        QVERIFY(bench.view()->conflicts->empty());
        QCOMPARE(bench.run(QStringLiteral("entrant set --bib 1 city=Bath --was city=Hull")).exitCode, 0);
        const auto list = bench.view()->conflicts;
        QCOMPARE(list->size(), std::size_t(1));
        QCOMPARE(list->front().value, QStringLiteral("Bath"));
        QCOMPARE(list->front().other, QStringLiteral("York"));
        QVERIFY(bench.reopen()); // it is in the log, not in somebody's memory
        QCOMPARE(bench.view()->conflicts->size(), std::size_t(1));
        QCOMPARE(bench.run(QStringLiteral("entrant resolve --bib 1 --field city --take other")).exitCode, 0);
        QVERIFY(bench.view()->conflicts->empty());
        QCOMPARE((*bench.view()->entrants)[std::size_t(list->front().index.value())].entrant.city, QStringLiteral("York"));
        QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(bench.view()->conflicts->size(), std::size_t(1));
    }

    // The words of the runner card's fixes for wave, race and bib.
    void aChange_hasItsReasonAndAuthor_inTheHistory()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QCOMPARE(bench.run(QStringLiteral("op dnf --bib 1 --reason knee")).exitCode, 0);
        const QString id = (*bench.view()->entrants)[0].entrant.id.toString();
        const auto newest = [&] { return (*bench.view()->history)[bench.view()->history->size() - 1]; };
        QCOMPARE(bench.run(QStringList{"entrant", "set", "--id", id, "wave=B", "--reason", "stood in the wrong pen", "--by", "Ruth"}).exitCode, 0);
        QCOMPARE((*bench.view()->entrants)[0].entrant.wave, QStringLiteral("B"));
        QCOMPARE(newest().reason, QStringLiteral("stood in the wrong pen"));
        QCOMPARE(newest().author, QStringLiteral("Ruth"));
        QCOMPARE(bench.run(QStringList{"entrant", "change-bib", "1", "101", "--reason", "number lost"}).exitCode, 0);
        QCOMPARE(newest().reason, QStringLiteral("number lost"));
        QVERIFY(bench.run(QStringLiteral("history --bib 101")).out.contains("number lost"));
        // The DNF came along, with its own reason.
        QVERIFY(bench.run(QStringLiteral("history")).out.contains("knee"));
        QCOMPARE(bench.cell(QStringLiteral("101"), QStringLiteral("status")), QStringLiteral("DNF"));
    }

    void startlist_groupsByWave_withoutThoseWhoWithdrew()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QCOMPARE(bench.run(QStringLiteral("op withdraw --bib 2")).exitCode, 0);
        const QByteArray text = bench.run(QStringLiteral("startlist --by name")).out;
        QVERIFY2(text.contains("3 runners") && !text.contains("Ben") && text.indexOf("One, Ada") < text.indexOf("Three, Cy"), text.constData());
        QCOMPARE(bench.run(QStringLiteral("startlist --wave B --format csv")).out, QByteArray("Bib,Name,Sex,Age,Division,Team,City\n4,\"Four, Dee\",F,33,,,Leeds\n"));
        QCOMPARE(bench.run(QStringLiteral("startlist --format pdf -o list.pdf")).exitCode, 1); // no fonts in this program: said, not faked
        QCOMPARE(bench.run(QStringLiteral("startlist --race Nowhere")).exitCode, 3);
    }
};

} // namespace

std::unique_ptr<QObject> entrantSuite()
{
    return std::make_unique<EntrantTest>();
}

} // namespace gantry::test

#include "entranttest.moc"
