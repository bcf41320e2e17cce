// SPDX-License-Identifier: Apache-2.0
#include "core/domain/roster.h"
#include "core/domain/rosterdates.h"
#include "tests/support/synthrace.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStringConverter>
#include <QTest>

using namespace gantry;

namespace {

const Id128 kEvent = Id128::fromDigest("event");

EventDocument oneRace()
{
    EventDocument event;
    event.date = QDate(2026, 5, 30);
    RaceDef race;
    race.name = QStringLiteral("5K");
    race.waves = {{QStringLiteral("Red"), {}}};
    event.races.push_back(race);
    return event;
}

EventDocument twoRaces()
{
    EventDocument event = oneRace();
    event.races.push_back({});
    event.races.back().name = QStringLiteral("10K");
    return event;
}

Roster import(const QByteArray &text, const EventDocument &event = oneRace(), const RosterOptions &options = {})
{
    Result<Roster> roster = parseRoster(text, kEvent, event, options);
    if (!roster)
        qFatal("%s", qPrintable(roster.error().message));
    return *roster;
}

QStringList problems(const Roster &roster)
{
    QStringList out;
    for (const RosterProblem &p : roster.problems)
        out.append(QStringLiteral("%1:%2%3").arg(p.line).arg(p.field.isEmpty() ? QStringLiteral("row") : p.field, p.skipped ? QStringLiteral(" skipped") : QString()));
    return out;
}

QByteArray shared(const char *path)
{
    QFile file(gantry::test::sharedPath(QString::fromLatin1(path)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class RosterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void headings_areUnderstoodInAnyOrder()
    {
        const Roster r = import("Club,SEX,last name,Bib,First Name,Age,Category,City,State,Country,Wave,T-Shirt\n"
                                "AC,female,Doe,0007,Jane,41,F40,Perth,WA,AU,red,M\n");
        QCOMPARE(r.entrants.size(), std::size_t(1));
        QVERIFY(r.problems.empty());
        QCOMPARE(r.ignoredColumns, QStringList{"T-Shirt"});
        const Entrant &e = r.entrants[0];
        QCOMPARE(e.bib, QStringLiteral("0007"));
        QCOMPARE(e.displayName(), QStringLiteral("Jane Doe"));
        QCOMPARE(e.gender, QStringLiteral("F"));
        QCOMPARE(e.age, 41);
        QCOMPARE((QStringList{e.race, e.wave, e.division, e.team, e.city, e.region, e.country}), (QStringList{"5K", "Red", "F40", "AC", "Perth", "WA", "AU"}));
    }
    void identity_dependsOnEventRaceAndBib_andOnNothingElse()
    {
        const Roster a = import("Bib,Name\n7,Jane Doe\n"), b = import("Name;Bib\nJ. D.;007\n");
        QCOMPARE(a.entrants[0].id, b.entrants[0].id);
        QCOMPARE(a.entrants[0].id, Id128::fromName(kEvent, "entrant|5K|7"));
        QVERIFY(a.entrants[0].id != import("Bib,Race\n7,10K\n", twoRaces()).entrants[0].id);
    }
    void secondRowOfABib_isSkipped_andNamesBothLines()
    {
        const Roster r = import("Bib,Name\n7,A\n8,B\n007,C\n");
        QCOMPARE(r.entrants.size(), std::size_t(2));
        QCOMPARE(problems(r), QStringList{"4:bib skipped"});
        QVERIFY(r.problems[0].message.contains(QStringLiteral("line 2")));
    }
    void sameBibInTwoRaces_isTwoEntrants()
    {
        QCOMPARE(import("Bib,Race\n7,5K\n7,10k\n", twoRaces()).entrants.size(), std::size_t(2));
    }
    void rowWithoutABib_isImported_withTheSameIdEveryTime()
    {
        const QByteArray text("Bib,Name\n,Jane Doe\n,Jane Doe\n,John Doe\n,\n");
        const Roster r = import(text);
        QCOMPARE(r.entrants.size(), std::size_t(3));
        QCOMPARE(problems(r), (QStringList{"2:bib", "3:bib", "4:bib"}));
        QVERIFY(r.entrants[0].id != r.entrants[1].id);
        QCOMPARE(r.entrants[2].id, import("Bib,Name\n,John Doe\n").entrants[0].id);
    }
    void missingSex_isTold_onlyWhenThereIsAColumnForIt()
    {
        QCOMPARE(problems(import("Bib,Sex\n1,\n2,M\n3,?\n")), (QStringList{"2:gender", "4:gender"}));
        QVERIFY(import("Bib\n1\n").problems.empty());
    }
    void badAge_isLeftOut_andTheRowKept()
    {
        const Roster r = import("Bib,Age\n1,abc\n2,-1\n3,121\n4,0\n5,120\n6,34.0\n");
        QCOMPARE(problems(r), (QStringList{"2:age", "3:age", "4:age"}));
        QCOMPARE(r.entrants.size(), std::size_t(6));
        QVERIFY(!r.entrants[0].age);
        QCOMPARE(r.entrants[3].age, 0);
        QCOMPARE(r.entrants[5].age, 34);
    }
    void unknownRace_skipsTheRow_unknownWaveDoesNot()
    {
        const Roster r = import("Bib,Race,Wave\n1,Ultra,\n2,5k,Blue\n3,,red\n");
        QCOMPARE(problems(r), (QStringList{"2:race skipped", "3:wave"}));
        QCOMPARE(r.entrants[0].wave, QString());
        QCOMPARE(r.entrants[1].wave, QStringLiteral("Red"));
    }
    void severalRaces_needARaceColumnOrAChoice()
    {
        const auto none = parseRoster("Bib\n1\n", kEvent, twoRaces(), {});
        QVERIFY(!none);
        QCOMPARE(none.error().code, ErrorCode::InvalidInput);
        QCOMPARE(import("Bib\n1\n", twoRaces(), {QStringLiteral("10k"), {}, DateOrder::Guess}).entrants[0].race, QStringLiteral("10K"));
        QVERIFY(!parseRoster("Bib\n1\n", kEvent, twoRaces(), {QStringLiteral("Mile"), {}, DateOrder::Guess}));
        QVERIFY(!parseRoster("Bib\n1\n", kEvent, EventDocument{}, {}));
    }
    void chips_mayBeSeveral_andAChipOfTwoPeopleIsTold()
    {
        const Roster r = import("Bib;Chip;Chip 2\n1;A1/A2, a3;B1\n2;\"a1;A9\";\n");
        QCOMPARE(r.entrants[0].chips, (QStringList{"A1", "A2", "a3", "B1"}));
        QCOMPARE(r.entrants[1].chips, (QStringList{"a1", "A9"}));
        QCOMPARE(problems(r), QStringList{"3:chips"});
    }
    void wholeName_isSplit()
    {
        const Roster r = import("Bib\tName\n1\tJane van Doe\n2\tDoe, Jane\n3\tCher\n4\tSammy Davis, Jr.\n");
        const auto names = [&](std::size_t i) { return r.entrants[i].firstName + u'|' + r.entrants[i].lastName; };
        QCOMPARE(names(0), QStringLiteral("Jane van|Doe"));
        QCOMPARE(names(1), QStringLiteral("Jane|Doe"));
        QCOMPARE(names(2), QStringLiteral("|Cher"));
        QCOMPARE(names(3), QStringLiteral("Sammy|Davis, Jr."));
    }
    void mappedHeadings_winOverTheirUsualMeaning()
    {
        RosterOptions options;
        options.headings = {{QStringLiteral("Number"), QStringLiteral("bib")}, {QStringLiteral("Bib"), QString()}, {QStringLiteral("Gone"), QStringLiteral("team")}};
        const Roster r = import("Bib,number\nx,5\n", oneRace(), options);
        QCOMPARE(r.entrants[0].bib, QStringLiteral("5"));
        QCOMPARE(r.ignoredColumns, QStringList{"Bib"});
        QCOMPARE(problems(r), QStringList{"1:gone"});
        options.headings = {{QStringLiteral("Bib"), QStringLiteral("shoe")}};
        QVERIFY(!parseRoster("Bib\n1\n", kEvent, oneRace(), options));
    }
    void fileWithoutBibsOrNames_isRefused_withItsHeadings()
    {
        const auto r = parseRoster("Colour,Size\nred,M\n", kEvent, oneRace(), {});
        QVERIFY(!r);
        QVERIFY(r.error().message.contains(QStringLiteral("Colour, Size")));
        QVERIFY(!parseRoster("", kEvent, oneRace(), {}));
    }
    void dates_areReadInTheOrderThatTheColumnProves()
    {
        const auto birth = [](const QByteArray &column, std::size_t row = 0, DateOrder order = DateOrder::Guess) {
            return import("Bib,DOB\n" + column, oneRace(), {{}, {}, order}).entrants[row].dateOfBirth;
        };
        QCOMPARE(birth("1,04/07/1991\n2,31/12/1990\n"), QDate(1991, 7, 4));
        QCOMPARE(birth("1,04/07/1991\n2,12/31/1990\n"), QDate(1991, 4, 7));
        QCOMPARE(birth("1,1991-07-04\n"), QDate(1991, 7, 4));
        QCOMPARE(birth("1,1991/7/4\n"), QDate(1991, 7, 4));
        QCOMPARE(birth("1,19910704\n"), QDate(1991, 7, 4));
        QCOMPARE(birth("1,1991-07-04 00:00:00\n"), QDate(1991, 7, 4));
        QCOMPARE(birth("1,4.7.1991\n", 0, DateOrder::Dmy), QDate(1991, 7, 4));
        QCOMPARE(birth("1,4/7/1991\n", 0, DateOrder::Mdy), QDate(1991, 4, 7));
        QVERIFY(!birth("1,4/7/1991\n", 0, DateOrder::Ymd));
    }
    void datesOfUnclearOrder_areLeftOut_andToldOnce()
    {
        const Roster r = import("Bib,DOB\n1,04/07/1991\n2,05/05/1990\n3,06/08/1992\n");
        QCOMPARE(problems(r), QStringList{"1:DOB"});
        QVERIFY(r.problems[0].message.contains(QStringLiteral("--date-order")));
        QVERIFY(!r.entrants[0].dateOfBirth);
        QCOMPARE(r.entrants[1].dateOfBirth, QDate(1990, 5, 5));
    }
    void datesThatProveBothOrders_areTakenOnlyWhereTheyAreClear()
    {
        const Roster r = import("Bib,DOB\n1,31/12/1990\n2,12/31/1990\n3,01/02/1990\n");
        QCOMPARE(r.entrants[0].dateOfBirth, QDate(1990, 12, 31));
        QCOMPARE(r.entrants[1].dateOfBirth, QDate(1990, 12, 31));
        QVERIFY(!r.entrants[2].dateOfBirth);
    }
    void wrongDates_areLeftOut_andTold()
    {
        const Roster r = import("Bib,DOB\n1,04/07/91\n2,1991-02-30\n3,soon\n4,2027-01-01\n5,1850-01-01\n");
        QCOMPARE(problems(r), (QStringList{"2:date_of_birth", "3:date_of_birth", "4:date_of_birth", "5:date_of_birth", "6:date_of_birth"}));
        QCOMPARE(r.entrants.size(), std::size_t(5));
    }
    void age_comesFromTheDateOfBirth_whenNoneIsGiven()
    {
        const Roster r = import("Bib,DOB,Age\n1,1990-05-31,\n2,1990-05-30,\n3,1990-05-30,40\n");
        QCOMPARE(r.entrants[0].age, 35);
        QCOMPARE(r.entrants[1].age, 36);
        QCOMPARE(r.entrants[2].age, 40);
    }
    void hostileNames_surviveVerbatim()
    {
        const QByteArray blns = shared("data/naughty/blns.json");
        if (blns.isEmpty())
            QSKIP("the shared test material is absent (set GANTRY_SHARED)");
        const QJsonArray strings = QJsonDocument::fromJson(blns).array();
        QVERIFY(strings.size() > 400);
        QString csv = QStringLiteral("Bib,First Name,Last Name\n");
        for (qsizetype i = 0; i < strings.size(); ++i)
            csv += QString::number(i + 1) + QStringLiteral(",\"") + strings[i].toString().replace(u'"', QStringLiteral("\"\"")) + QStringLiteral("\",x\n");
        const Roster r = import(csv.toUtf8());
        QCOMPARE(qsizetype(r.entrants.size()), strings.size());
        QVERIFY(r.problems.empty());
        for (qsizetype i = 0; i < strings.size(); ++i)
            QCOMPARE(r.entrants[std::size_t(i)].firstName, strings[i].toString().trimmed());
    }
    void zeroBytes_becomeBlanks_andControlCharactersLeaveTheKeys()
    {
        const Roster r = import(QByteArray("Bib,First Name,Team\n\"1\n2\",A\0B,\"x\ny\"\n", 36));
        QCOMPARE(r.entrants[0].bib, QStringLiteral("1 2"));
        QCOMPARE(r.entrants[0].firstName, QStringLiteral("A B"));
        QCOMPARE(r.entrants[0].team, QStringLiteral("x y"));
    }
    void rostersOfOtherCountries_areUnderstood_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("BOM and ISO dates") << QStringLiteral("data/rosters/utf8_bom.csv");
        QTest::newRow("semicolons and European dates") << QStringLiteral("data/rosters/semicolon_eu_dates.csv");
    }
    void rostersOfOtherCountries_areUnderstood()
    {
        QFETCH(QString, file);
        const QByteArray bytes = shared(qPrintable(file));
        if (bytes.isEmpty())
            QSKIP("the shared test material is absent (set GANTRY_SHARED)");
        const Roster r = import(bytes);
        QCOMPARE(problems(r), QStringList{"12:gender"}); // the only row without a sex
        QCOMPARE(r.entrants.size(), std::size_t(10));
        QCOMPARE(r.entrants[0].displayName(), QStringLiteral("Zoë O'Hara"));
        QCOMPARE(r.entrants[0].dateOfBirth, QDate(1991, 7, 4));
        QCOMPARE(r.entrants[0].team, QStringLiteral("Run, Inc."));
        QCOMPARE(r.entrants[1].team, QStringLiteral("The \"Fast\" Ones"));
        QCOMPARE(r.entrants[2].chips, QStringList{"A003"});
        QCOMPARE(r.entrants[3].firstName, QStringLiteral("美咲"));
        QCOMPARE(r.entrants[4].bib, QStringLiteral("0005"));
        QCOMPARE(r.entrants[4].team, QStringLiteral("line one line two"));
        QCOMPARE(r.entrants[6].displayName(), QStringLiteral("Lead Space"));
        QCOMPARE(r.entrants[7].lastName, QStringLiteral("الأحمد"));
        QCOMPARE(r.entrants[8].displayName(), QStringLiteral("=1+1 @SUM(A1)"));
        QCOMPARE(r.entrants[8].age, 101);
        QCOMPARE(r.entrants[9].displayName(), QStringLiteral("N/A Null")); // text, not a missing value
    }
    void encodingsOfSpreadsheets_areUnderstood()
    {
        const QString text = QStringLiteral("Bib,Name\r\n1,Zoë García\r\n");
        QByteArray latin = text.toLatin1();
        QStringEncoder utf16(QStringConverter::Utf16LE, QStringConverter::Flag::WriteBom);
        for (const QByteArray &bytes : {text.toUtf8(), latin, QByteArray(utf16.encode(text))})
            QCOMPARE(import(bytes).entrants[0].lastName, QStringLiteral("García"));
    }
    void cancelling_changesNothing()
    {
        QByteArray text("Bib\n");
        for (int i = 0; i < 2000; ++i)
            text += QByteArray::number(i) + '\n';
        int calls = 0;
        const auto r = parseRoster(text, kEvent, oneRace(), {}, [&](int) { return ++calls < 2; });
        QVERIFY(!r);
        QCOMPARE(r.error().code, ErrorCode::Cancelled);
    }
    void longAndShortRows_areRead()
    {
        const Roster r = import("Bib,Name,Age\n1,A\n2,B,30,extra\n,,\n3\n");
        QCOMPARE(r.rows, 3);
        QCOMPARE(r.entrants.size(), std::size_t(3));
        QCOMPARE(problems(r), QStringList{"3:row"});
    }
};

int runRosterTest(int argc, char **argv)
{
    RosterTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "rostertest.moc"
