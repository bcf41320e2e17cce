// SPDX-License-Identifier: Apache-2.0
// Entrants through a console: imported again, chips that change hands, late entries, erased persons.
#include "enginekit.h"
#include "suites.h"

#include "core/store/sqlite.h"

#include <QTest>

namespace gantry::test {

namespace {

QString ownerOfFirstRead(Bench &bench)
{
    const auto view = bench.view();
    const EntrantIdx owner = (*view->reads)[0].entrant;
    return owner.value() < 0 ? QString() : (*view->entrants)[std::size_t(owner.value())].entrant.bib;
}

class RosterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void import_again_updatesOnlyWhatChanged()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads()));
        const QByteArray before = bench.csv();
        const auto same = bench.runOn(QStringLiteral("roster import"), QStringLiteral("roster.csv"), harbourRoster());
        QVERIFY2(same.out.contains("imported 0, updated 0, unchanged 4"), same.out.constData());
        QCOMPARE(bench.csv(), before);
        const auto changed = bench.runOn(QStringLiteral("roster import"), QStringLiteral("roster.csv"), harbourRoster().replace("Ben", "Benjamin"));
        QVERIFY2(changed.out.contains("imported 0, updated 1, unchanged 3"), changed.out.constData());
        QCOMPARE(bench.csv(), QByteArray(before).replace("Ben", "Benjamin"));
        // A file with fewer columns takes nothing away.
        const auto fewer = bench.runOn(QStringLiteral("roster import"), QStringLiteral("roster.csv"), "Bib,Team\n1,Harriers\n");
        QVERIFY2(fewer.out.contains("imported 0, updated 1"), fewer.out.constData());
        QCOMPARE(bench.cell(QStringLiteral("1"), QStringLiteral("team")), QStringLiteral("Harriers"));
        QCOMPARE(bench.cell(QStringLiteral("1"), QStringLiteral("first_name")), QStringLiteral("Ada"));
        QCOMPARE(bench.cell(QStringLiteral("1"), QStringLiteral("age")), QStringLiteral("30"));
    }

    void unknownChip_isCounted_butNoStaffTag()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads() + record(20, "FIN", "777", "09:40:00.00") + record(21, "FIN", "99995", "09:41:00.00") + record(22, "FIN", "099999", "09:42:00.00")));
        const auto view = bench.view();
        QCOMPARE(view->counters.reads, std::int64_t(12));
        QCOMPARE(view->counters.unknownChips, 1);
        QCOMPARE(view->unknown->front().chip, QStringLiteral("777"));
        // Unless the roster has it.
        QCOMPARE(bench.runOn(QStringLiteral("roster import"), QStringLiteral("staff.csv"), "Bib,Name,Wave\n99995,Real Runner,A\n").exitCode, 0);
        QCOMPARE(bench.cell(QStringLiteral("99995"), QStringLiteral("status")), QStringLiteral("FINISHED"));
    }

    void lateEntry_picksUpReadsThatCameBefore()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads() + record(20, "START", "0050", "09:00:05.00") + record(21, "FIN", "0050", "09:19:05.00")));
        QCOMPARE(bench.view()->counters.unknownChips, 1);
        QCOMPARE(bench.runOn(QStringLiteral("roster import"), QStringLiteral("late.csv"), "Bib,Name,Gender,Age,Wave\n50,Eve Late,F,40,A\n").exitCode, 0);
        QCOMPARE(bench.cell(QStringLiteral("50"), QStringLiteral("place")), QStringLiteral("1"));
        QCOMPARE(bench.cell(QStringLiteral("50"), QStringLiteral("net_time")), QStringLiteral("0:19:00"));
        QCOMPARE(bench.view()->counters.unknownChips, 0);
    }

    void chipThatChangesHands_takesItsReadsAlong()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.load(harbour()));
        QCOMPARE(bench.runOn(QStringLiteral("roster import"), QStringLiteral("r.csv"), "Bib,Name,Wave,Chip\n1,Ada One,A,500\n2,Ben Two,A,501\n").exitCode, 0);
        QCOMPARE(bench.run(QStringLiteral("op gun --wave A --at 09:00:00")).exitCode, 0);
        QVERIFY(bench.import(record(1, "FIN", "500", "09:20:00.00")));
        QCOMPARE(bench.cell(QStringLiteral("1"), QStringLiteral("status")), QStringLiteral("FINISHED"));
        QCOMPARE(ownerOfFirstRead(bench), QStringLiteral("1"));
        QCOMPARE(bench.runOn(QStringLiteral("roster import"), QStringLiteral("r.csv"), "Bib,Name,Wave,Chip\n1,Ada One,A,502\n2,Ben Two,A,501;500\n").exitCode, 0);
        QCOMPARE(bench.cell(QStringLiteral("1"), QStringLiteral("status")), QStringLiteral("NOT_STARTED"));
        QCOMPARE(bench.cell(QStringLiteral("2"), QStringLiteral("status")), QStringLiteral("FINISHED"));
        QCOMPARE(ownerOfFirstRead(bench), QStringLiteral("2"));
        // And away from everybody.
        QCOMPARE(bench.runOn(QStringLiteral("roster import"), QStringLiteral("r.csv"), "Bib,Name,Wave,Chip\n2,Ben Two,A,501\n").exitCode, 0);
        QCOMPARE(bench.cell(QStringLiteral("2"), QStringLiteral("status")), QStringLiteral("NOT_STARTED"));
        QCOMPARE(ownerOfFirstRead(bench), QString());
        QCOMPARE(bench.view()->counters.unknownChips, 1);
    }

    void chipThatIsWrittenTwice_countsItsReadsOnce()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.load(harbour()));
        QCOMPARE(bench.runOn(QStringLiteral("roster import"), QStringLiteral("r.csv"), "Bib,Name,Wave,Chip\n1,Ada One,A,500;0500\n").exitCode, 0);
        QCOMPARE(bench.run(QStringLiteral("op gun --wave A --at 09:00:00")).exitCode, 0);
        QVERIFY(bench.import(record(1, "FIN", "500", "09:20:00.00")));
        const QByteArray chain = bench.run(QStringLiteral("explain --bib 1")).out;
        QVERIFY2(chain.contains("Reads (1)"), chain.constData());
    }

    void erasedPerson_keepsBibAndTime_andShowsAsErased()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads()));
        bench.close();
        auto db = store::Db::open(bench.eventFile(), store::Db::Mode::ReadWrite);
        QVERIFY(db && db->exec("DELETE FROM personal WHERE body LIKE '%Ada%'"));
        *db = store::Db();
        QVERIFY(bench.open());
        const auto view = bench.view();
        int erased = 0;
        for (std::size_t i = 0; i < view->entrants->size(); ++i) {
            const Entrant &e = (*view->entrants)[i].entrant;
            erased += e.erased;
            QCOMPARE(e.erased, e.bib == u"1");
        }
        QCOMPARE(erased, 1);
        QCOMPARE(bench.cell(QStringLiteral("1"), QStringLiteral("net_time")), QStringLiteral("0:20:08"));
        QVERIFY(!bench.csv().contains("Ada"));
        QCOMPARE(bench.verifyProblems(), QStringList());
    }

    void rosterWithNobodyInIt_isBadInput_andChangesNothing()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        const QByteArray before = bench.csv();
        QCOMPARE(bench.runOn(QStringLiteral("roster import"), QStringLiteral("r.csv"), "Bib,Name,Race\n1,Ada,Marathon\n").exitCode, 3);
        QCOMPARE(bench.run(QStringLiteral("roster import /no/such/file.csv")).exitCode, 3);
        QCOMPARE(bench.csv(), before);
    }

    void import_cancelled_importsNothing()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.load(harbour()));
        const QString path = bench.store().write(QStringLiteral("r.csv"), harbourRoster());
        const auto answer = bench.console().run({QStringLiteral("roster"), QStringLiteral("import"), path}, [](int, const QString &) { return false; });
        QCOMPARE(answer.exitCode, 1);
        QCOMPARE(bench.column(QStringLiteral("bib")).size(), 0);
    }
};

} // namespace

std::unique_ptr<QObject> rosterSuite()
{
    return std::make_unique<RosterTest>();
}

} // namespace gantry::test

#include "rostertest.moc"
