// SPDX-License-Identifier: Apache-2.0
// How final awards are, and the ledger of what was announced and handed out.
#include "enginekit.h"
#include "suites.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace gantry::test {

namespace {

QJsonObject withAwards()
{
    QJsonObject doc = harbour();
    QJsonArray races = doc[QStringLiteral("races")].toArray();
    QJsonObject race = races[0].toObject();
    race[QStringLiteral("awards")] = QJsonDocument::fromJson(R"([{"name":"Open","places":2},{"name":"Women","genders":["F"],"places":1,"priority":2}])").array();
    races[0] = race;
    doc[QStringLiteral("races")] = races;
    return doc;
}

class AwardTest : public QObject {
    Q_OBJECT

    // 2 (19:57), 1 (20:08), 3 (20:56), 4 (24:59): Open is 2 and 1, Women is 4.
    bool prepare(Bench &bench)
    {
        return bench.open() && bench.load(withAwards()) && bench.runOn(QStringLiteral("roster import"), QStringLiteral("roster.csv"), harbourRoster()).exitCode == 0
            && bench.run(QStringLiteral("op gun --wave A --at 09:00:00")).exitCode == 0 && bench.run(QStringLiteral("op gun --wave B --at 09:05:00")).exitCode == 0 && bench.import(harbourReads());
    }
    static QJsonObject band(Bench &bench, const QString &name)
    {
        for (const auto &v : QJsonDocument::fromJson(bench.run(QStringLiteral("--json awards --status")).out).array())
            if (v.toObject()[QStringLiteral("name")].toString() == name && v.toObject()[QStringLiteral("of")].toString() == u"award")
                return v.toObject();
        return {};
    }
    static QJsonArray ledger(Bench &bench) { return QJsonDocument::fromJson(bench.run(QStringLiteral("--json awards --ledger")).out).array(); }
    static std::vector<engine::Problem> problems(Bench &bench, const QString &prefix)
    {
        std::vector<engine::Problem> out;
        for (const engine::Problem &p : *bench.view()->problems)
            if (p.key.startsWith(prefix))
                out.push_back(p);
        return out;
    }

private Q_SLOTS:
    void prizes_asTheContractHasThem_andWhySomebodyHasNone()
    {
        Bench bench;
        QVERIFY(prepare(bench));
        QCOMPARE(bench.run(QStringLiteral("awards --format csv")).out, QByteArray("category,position,bib,time\r\nOpen,1,2,0:19:57\r\nOpen,2,1,0:20:08\r\nWomen,1,4,0:24:59\r\n"));
        const auto why = bench.run(QStringLiteral("awards --why 1"));
        QVERIFY2(why.out.contains("Open: won, 2nd") && why.out.contains("Women: won Open 2nd, so not eligible for Women: that prize is exclusive"), why.out.constData());
        QVERIFY(bench.run(QStringLiteral("explain --bib 3")).out.contains("Open: 3rd of those eligible; 2 are awarded"));
        QCOMPARE(bench.run(QStringLiteral("awards --why 99")).exitCode, 3);
        QCOMPARE(bench.run(QStringLiteral("awards --race 10K")).exitCode, 3);
        QCOMPARE(bench.run(QStringLiteral("awards --format pdf")).exitCode, 2);
        const QJsonArray rows = QJsonDocument::fromJson(bench.run(QStringLiteral("--json awards")).out).array();
        QCOMPARE(rows.size(), 3);
        QCOMPARE(rows[0].toObject()[QStringLiteral("state")].toString(), QStringLiteral("detected"));
    }

    void provisional_runsAProtestTimer_andItsEndIsSaid()
    {
        Bench bench;
        QVERIFY(prepare(bench));
        QCOMPARE(bench.run(QStringLiteral("op award-protest --minutes 10")).exitCode, 0);
        QCOMPARE(bench.run(QStringLiteral("op award-state provisional --all")).exitCode, 0);
        QCOMPARE(band(bench, QStringLiteral("Open"))[QStringLiteral("state")].toString(), QStringLiteral("provisional"));
        QCOMPARE(band(bench, QStringLiteral("Open"))[QStringLiteral("protest_until")].toString().mid(11, 8), QStringLiteral("10:10:00")); // London
        QVERIFY(problems(bench, QStringLiteral("protest-over")).empty());
        bench.clock().advance(std::chrono::minutes(11));
        QCOMPARE(problems(bench, QStringLiteral("protest-over")).size(), std::size_t(1));
        QVERIFY(bench.run(QStringLiteral("awards --status")).out.contains("protest time is over"));
        QCOMPARE(bench.run(QStringLiteral("op award-state official --all")).exitCode, 0);
        QVERIFY(problems(bench, QStringLiteral("protest-over")).empty());
    }

    void officialPlaceThatChanges_isRed_untilTheCorrectionIsConfirmed()
    {
        Bench bench;
        QVERIFY(prepare(bench));
        QCOMPARE(bench.run(QStringLiteral("op award-state official --band Open")).exitCode, 0);
        QVERIFY(problems(bench, QStringLiteral("official/")).empty());
        bench.clock().advance(std::chrono::seconds(5));
        QCOMPARE(bench.run(QStringList{QStringLiteral("op"), QStringLiteral("dq"), QStringLiteral("--bib"), QStringLiteral("2"), QStringLiteral("--reason"), QStringLiteral("cut the course")}).exitCode, 0);
        const auto red = problems(bench, QStringLiteral("official/"));
        QCOMPARE(red.size(), std::size_t(1));
        QCOMPARE(red[0].severity, engine::Severity::Act);
        QVERIFY2(red[0].text.contains(u"Ben Two") && red[0].text.contains(u"Ada One") && red[0].text.contains(u"cut the course"), qPrintable(red[0].text));
        QCOMPARE(band(bench, QStringLiteral("Open"))[QStringLiteral("changed")].toInt(), 2);
        QCOMPARE(bench.run(QStringLiteral("awards --announce --band Open")).exitCode, 3); // not while it is in doubt
        QCOMPARE(bench.run(QStringLiteral("op award-state corrected --all")).exitCode, 0);
        QVERIFY(problems(bench, QStringLiteral("official/")).empty());
        QCOMPARE(band(bench, QStringLiteral("Open"))[QStringLiteral("state")].toString(), QStringLiteral("corrected"));
        QCOMPARE(bench.run(QStringLiteral("op award-state corrected --band Women")).exitCode, 3);
        QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0); // the confirmation is taken back: red again
        QCOMPARE(problems(bench, QStringLiteral("official/")).size(), std::size_t(1));
        QVERIFY(bench.reopen());
        QCOMPARE(problems(bench, QStringLiteral("official/")).size(), std::size_t(1));
    }

    void divisions_becomeOfficialToo()
    {
        Bench bench;
        QVERIFY(prepare(bench));
        QCOMPARE(bench.run(QStringLiteral("op award-state official --division M")).exitCode, 0);
        QVERIFY(problems(bench, QStringLiteral("official/")).empty());
        QCOMPARE(bench.run(QStringLiteral("op penalty --bib 2 --seconds 120")).exitCode, 0);
        const auto red = problems(bench, QStringLiteral("official/division/"));
        QCOMPARE(red.size(), std::size_t(1));
        QVERIFY2(red[0].text.contains(u"Cy Three"), qPrintable(red[0].text));
        QCOMPARE(bench.run(QStringLiteral("op award-state official --division X")).exitCode, 3);
    }

    void onlyOfficialBandsAreAnnounced()
    {
        Bench bench;
        QVERIFY(prepare(bench));
        QCOMPARE(bench.run(QStringLiteral("awards --announce")).exitCode, 3);
        QCOMPARE(bench.run(QStringLiteral("op award-give announced --band Open")).exitCode, 3);
        QCOMPARE(bench.run(QStringLiteral("op award-state official --band Open")).exitCode, 0);
        const QByteArray text = bench.run(QStringLiteral("awards --announce")).out;
        QVERIFY2(text.indexOf("2nd, in 0:20:08: Ada One, number 1.") < text.indexOf("The winner, in 0:19:57: Ben Two, number 2.") && text.contains("2nd") && !text.contains("Women"), text.constData());
        QCOMPARE(bench.run(QStringLiteral("op award-give announced --band Open")).exitCode, 0);
        QCOMPARE(ledger(bench).size(), 2);
        QCOMPARE(bench.run(QStringLiteral("op award-give announced --band Open")).exitCode, 3); // it is already
    }

    void handedOutPrizeThatChangesHands_isRed_withBothNames_untilItIsSettled()
    {
        Bench bench;
        QVERIFY(prepare(bench));
        QCOMPARE(bench.run(QStringLiteral("op award-state official --all")).exitCode, 0);
        QCOMPARE(bench.run(QStringLiteral("op award-give handed --band Open --bib 1")).exitCode, 0);
        QVERIFY(problems(bench, QStringLiteral("award/")).empty());
        bench.clock().advance(std::chrono::seconds(5));
        QCOMPARE(bench.run(QStringLiteral("op penalty --bib 1 --seconds 60")).exitCode, 0); // 3 is second now
        auto red = problems(bench, QStringLiteral("award/"));
        QCOMPARE(red.size(), std::size_t(1));
        QCOMPARE(red[0].severity, engine::Severity::Act);
        QVERIFY(red[0].loud);
        QVERIFY2(red[0].text.contains(u"Ada One") && red[0].text.contains(u"Cy Three") && red[0].text.contains(u"PENALTY"), qPrintable(red[0].text));
        QVERIFY(ledger(bench)[0].toObject()[QStringLiteral("alarm")].toBool());
        // Taking the penalty back settles it, putting it back makes it red again.
        QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0);
        QVERIFY(problems(bench, QStringLiteral("award/")).empty());
        QCOMPARE(bench.run(QStringLiteral("op redo")).exitCode, 0);
        QCOMPARE(problems(bench, QStringLiteral("award/")).size(), std::size_t(1));
        // Acknowledged it stays in the list, and is quiet.
        QCOMPARE(bench.run(QStringList{QStringLiteral("op"), QStringLiteral("acknowledge"), red[0].key}).exitCode, 0);
        red = problems(bench, QStringLiteral("award/"));
        QVERIFY(red.size() == 1 && red[0].acknowledged && !red[0].loud);
        QVERIFY(bench.reopen());
        QCOMPARE(problems(bench, QStringLiteral("award/")).size(), std::size_t(1));
        QCOMPARE(bench.run(QStringLiteral("op award-give back --band Open --bib 1")).exitCode, 0);
        QVERIFY(problems(bench, QStringLiteral("award/")).empty());
        QCOMPARE(bench.run(QStringLiteral("op award-give handed --band Open --place 2")).exitCode, 0);
        QCOMPARE(ledger(bench).size(), 2);
    }

    void lateRead_takesAnAnnouncedPlace_andAnnouncingAnewSettlesIt()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.load(withAwards()));
        QCOMPARE(bench.runOn(QStringLiteral("roster import"), QStringLiteral("roster.csv"), harbourRoster()).exitCode, 0);
        QCOMPARE(bench.run(QStringLiteral("op gun --wave A --at 09:00:00")).exitCode, 0);
        QVERIFY(bench.import(record(1, "FIN", "1", "09:20:10.00") + record(2, "FIN", "3", "09:21:00.00")));
        QCOMPARE(bench.run(QStringLiteral("op award-state official --band Open")).exitCode, 0);
        QCOMPARE(bench.run(QStringLiteral("op award-give announced --band Open")).exitCode, 0);
        bench.clock().advance(std::chrono::seconds(5));
        QVERIFY(bench.import(record(3, "FIN", "2", "09:20:00.00")));
        const auto red = problems(bench, QStringLiteral("award/"));
        QCOMPARE(red.size(), std::size_t(2));
        QVERIFY2(red[0].text.contains(u"a read that came later"), qPrintable(red[0].text));
        QCOMPARE(bench.run(QStringLiteral("op award-state corrected --band Open")).exitCode, 0);
        QCOMPARE(bench.run(QStringLiteral("op award-give announced --band Open")).exitCode, 0);
        QVERIFY(problems(bench, QStringLiteral("award/")).empty());
    }

    void renamedRace_keepsItsStatesAndItsLedger()
    {
        Bench bench;
        QVERIFY(prepare(bench));
        QCOMPARE(bench.run(QStringLiteral("op award-state official --all")).exitCode, 0);
        QCOMPARE(bench.run(QStringLiteral("op award-give handed --band Open --place 1")).exitCode, 0);
        QCOMPARE(bench.run(QStringLiteral("op rename-race 5K Dash")).exitCode, 0);
        QCOMPARE(band(bench, QStringLiteral("Open"))[QStringLiteral("state")].toString(), QStringLiteral("official"));
        QVERIFY(problems(bench, QStringLiteral("award/")).empty());
        QCOMPARE(bench.run(QStringLiteral("op award-state provisional --band Open")).exitCode, 0);
        QCOMPARE(band(bench, QStringLiteral("Open"))[QStringLiteral("state")].toString(), QStringLiteral("provisional"));
    }

    void noNameStandsInTheLog()
    {
        Bench bench;
        QVERIFY(prepare(bench));
        QCOMPARE(bench.run(QStringLiteral("op award-state official --all")).exitCode, 0);
        QCOMPARE(bench.run(QStringLiteral("op award-give handed --band Open")).exitCode, 0);
        const auto history = bench.run(QStringLiteral("--json history --limit 5"));
        QVERIFY(!history.out.contains("Ada") && !history.out.contains("Ben"));
    }
};

} // namespace

std::unique_ptr<QObject> awardSuite()
{
    return std::make_unique<AwardTest>();
}

} // namespace gantry::test

#include "awardtest.moc"
