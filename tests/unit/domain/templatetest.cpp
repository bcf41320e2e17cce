// SPDX-License-Identifier: Apache-2.0
#include "core/domain/divisioncheck.h"
#include "core/domain/documentnotes.h"
#include "core/domain/eventtemplates.h"

#include <QJsonArray>
#include <QTest>

#include <rapidcheck.h>

using namespace gantry;

namespace {

QJsonObject made(std::vector<NewRace> races, DivisionBands bands = DivisionBands::FiveYears, bool oneMat = false)
{
    const auto json = proposeEvent({QStringLiteral("Harbour"), QDate(2026, 5, 30), QStringLiteral("Europe/London"), std::move(races), std::chrono::hours(9), bands, oneMat});
    return json ? *json : QJsonObject();
}

EventDocument parsed(const QJsonObject &json)
{
    return parseEventDocument(json).document;
}

} // namespace

class TemplateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void divisions_withAGapAndAnOverlap_areNamedInWords()
    {
        const std::vector<DivisionDef> divisions{{QStringLiteral("F open"), {QStringLiteral("F")}, 18, 39}, {QStringLiteral("F masters"), {QStringLiteral("F")}, 35, {}}, {QStringLiteral("Men"), {QStringLiteral("M")}, {}, {}},
                                                 {QStringLiteral("X"), {QStringLiteral("X")}, {}, {}}};
        const auto findings = checkDivisions(divisions);
        QCOMPARE(findings.size(), std::size_t(2));
        QCOMPARE(describe(findings[0], divisions), QStringLiteral("F 0–17 has no division."));
        QCOMPARE(describe(findings[1], divisions), QStringLiteral("F 35–39 is covered twice: F open, F masters. The first one counts."));
    }
    void aGenderWithoutAnyDivision_isNamed()
    {
        const std::vector<DivisionDef> divisions{{QStringLiteral("All"), {QStringLiteral("F"), QStringLiteral("M")}, {}, {}}};
        const auto findings = checkDivisions(divisions);
        QCOMPARE(findings.size(), std::size_t(1));
        QCOMPARE(describe(findings[0], divisions), QStringLiteral("X at every age has no division."));
        QVERIFY(checkDivisions({}).empty());
    }
    void anyDivisions_findingsAgreeWithAskingEachAge()
    {
        QVERIFY(rc::check([] {
            std::vector<DivisionDef> divisions(std::size_t(*rc::gen::inRange(1, 6)));
            for (DivisionDef &d : divisions) {
                d.ageMin = *rc::gen::inRange(0, 60);
                d.ageMax = *d.ageMin + *rc::gen::inRange(0, 80);
                if (*rc::gen::arbitrary<bool>())
                    d.genders = QStringList{*rc::gen::element(QStringLiteral("F"), QStringLiteral("M"), QStringLiteral("X"))};
            }
            const auto findings = checkDivisions(divisions);
            for (const QString &gender : {QStringLiteral("F"), QStringLiteral("M"), QStringLiteral("X")})
                for (int age = 0; age <= kOldestAsked; ++age) {
                    int takers = 0, named = 0;
                    for (const DivisionDef &d : divisions)
                        takers += (d.genders.isEmpty() || d.genders.contains(gender)) && age >= *d.ageMin && age <= *d.ageMax;
                    for (const DivisionFinding &f : findings)
                        if (f.gender == gender && age >= f.ageFrom && age <= f.ageTo) {
                            ++named;
                            RC_ASSERT((f.kind == DivisionFinding::Kind::Uncovered) == (takers == 0));
                        }
                    RC_ASSERT(named == (takers == 1 ? 0 : 1));
                }
        }));
    }
    void whatIsProposed_isSound_andLeavesNobodyOut()
    {
        for (const DivisionBands bands : {DivisionBands::None, DivisionBands::FiveYears, DivisionBands::TenYears}) {
            for (const bool oneMat : {false, true}) {
                const QJsonObject json = made({{QStringLiteral("10K"), 10000, false}, {QStringLiteral("Mile"), 1609.344, false}}, bands, oneMat);
                QVERIFY(!json.isEmpty());
                const auto notes = documentNotes(parsed(json));
                QVERIFY2(notes.empty(), qPrintable(notes.empty() ? QString() : notes.front().message));
            }
        }
    }
    void whatIsProposed_isWhatTheDesignSays()
    {
        const EventDocument doc = parsed(made({{QStringLiteral("10K"), 10000, false}, {QStringLiteral("Mile"), 1609.344, false}, {QStringLiteral("Wheelchair 10K"), 10000, true}}));
        QCOMPARE(doc.races.size(), std::size_t(3));
        const RaceDef &ten = doc.races[0];
        QCOMPARE(ten.rounding, Rounding::Ceil1s);
        QCOMPARE(doc.races[1].rounding, Rounding::Ceil01s); // up to a mile
        QCOMPARE(*ten.cutoff, Micros(std::chrono::minutes(20)));
        QCOMPARE(*ten.course.back().minTime, Micros(std::chrono::seconds(1300)));          // 2:10/km
        QCOMPARE(*doc.races[2].course.back().minTime, Micros(std::chrono::seconds(800)));  // 1:20/km
        QCOMPARE(ten.ranking, RankBy::Net);
        QVERIFY(std::ranges::all_of(ten.awards, [](const AwardDef &a) { return (a.priority == 1) == (a.rank == RankBy::Gun); })); // overall by gun, divisions by net
        QCOMPARE(formatLocal(*ten.gun), QStringLiteral("2026-05-30T09:00:00"));
        QVERIFY(std::ranges::any_of(ten.divisions, [](const DivisionDef &d) { return d.name == u"F 35-39"; }));
    }
    void distances_areReadAsPeopleWriteThem()
    {
        QCOMPARE(*parseDistance(u"5K"), 5000.0);
        QCOMPARE(*parseDistance(u" 10 km "), 10000.0);
        QCOMPARE(*parseDistance(u"1 mile"), 1609.344);
        QCOMPARE(*parseDistance(u"3,1 mi"), 4988.966);
        QCOMPARE(*parseDistance(u"400"), 400.0);
        QCOMPARE(*parseDistance(u"Half"), 21097.5);
        QCOMPARE(*parseDistance(u"marathon"), 42195.0);
        for (const char *bad : {"", "0", "-5 km", "5 leagues", "km", "99999999 km", "1e9", "nan"})
            QVERIFY2(!parseDistance(QString::fromLatin1(bad)), bad);
        QVERIFY(parseNewRace(QStringLiteral("Wheelchair=10K"))->wheelchair);
        QCOMPARE(parseNewRace(QStringLiteral("Fun run = 2 km"))->name, QStringLiteral("Fun run"));
        QVERIFY(!parseNewRace(QStringLiteral("=5K")));
    }
    void nonsense_isRefusedWithAReason()
    {
        NewEvent wanted{QStringLiteral("E"), QDate(2026, 5, 30), {}, {{QStringLiteral("5K"), 5000, false}}, {}, DivisionBands::None, false};
        QVERIFY(proposeEvent(wanted));
        wanted.timezone = QStringLiteral("Europe/Atlantis");
        QVERIFY(!proposeEvent(wanted));
        wanted.timezone.clear();
        wanted.races.push_back(wanted.races.front());
        QVERIFY(proposeEvent(wanted).error().message.contains(QStringLiteral("twice")));
        wanted.races.clear();
        QVERIFY(!proposeEvent(wanted));
    }
    void aCopy_shiftsEveryDate_dropsLastYearsRulings_andSaysWhatToCheck()
    {
        QJsonObject old = made({{QStringLiteral("10K"), 10000, false}});
        QJsonArray races = old[QStringLiteral("races")].toArray();
        QJsonObject race = races[0].toObject();
        race[QStringLiteral("age_on")] = QStringLiteral("2026-12-31");
        race[QStringLiteral("start")] = QJsonObject{{"waves", QJsonArray{QJsonObject{{"name", "A"}, {"gun", "2026-05-30T23:59:00.5"}}, QJsonObject{{"name", "B"}}}}, {"cutoff_s", 600}};
        race[QStringLiteral("corrections")] = QJsonArray{QJsonObject{{"kind", "dnf"}, {"bib", "7"}}};
        races[0] = race;
        old[QStringLiteral("races")] = races;
        const CopiedEvent copy = copyEvent(old, QStringLiteral("Harbour 2027"), QDate(2027, 5, 29));
        QVERIFY(parseEventDocument(copy.document).problems.empty());
        const QJsonObject now = copy.document[QStringLiteral("races")].toArray()[0].toObject();
        QCOMPARE(now[QStringLiteral("age_on")].toString(), QStringLiteral("2027-12-31"));
        const QJsonArray waves = now[QStringLiteral("start")].toObject()[QStringLiteral("waves")].toArray();
        QVERIFY(waves[0].toObject()[QStringLiteral("gun")].toString().startsWith(QStringLiteral("2027-05-29T23:59:00.5")));
        QVERIFY(!waves[1].toObject().contains(QStringLiteral("gun")));
        QVERIFY(!now.contains(QStringLiteral("corrections")));
        QStringList fields;
        for (const Recheck &r : copy.recheck)
            fields.append(r.field);
        for (const char *field : {"date", "races[0].start.waves[0].gun", "races[0].age_on", "races[0].divisions", "races[0].corrections", "races[0].start.cutoff_s"})
            QVERIFY2(fields.contains(QLatin1StringView(field)), field);
        QCOMPARE(shiftPlannedTimes(shiftPlannedTimes(copy.document, 5), -5), shiftPlannedTimes(copy.document, 0));
    }
    void notes_nameAPlanOnAnotherDay_andARaceWithoutAFinish()
    {
        QJsonObject json = made({{QStringLiteral("5K"), 5000, false}}, DivisionBands::None);
        json[QStringLiteral("date")] = QStringLiteral("2026-06-01");
        const auto notes = documentNotes(parsed(json));
        QCOMPARE(notes.size(), std::size_t(1));
        QCOMPARE(notes[0].field, QStringLiteral("races[0].start.gun"));
        json[QStringLiteral("date")] = QStringLiteral("2026-05-30");
        json[QStringLiteral("timing_points")] = QJsonArray{QJsonObject{{"name", "Start"}, {"kind", "start"}}, QJsonObject{{"name", "Finish"}, {"kind", "split"}}};
        QCOMPARE(documentNotes(parsed(json)).size(), std::size_t(1));
    }
};

int runTemplateTest(int argc, char **argv)
{
    TemplateTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "templatetest.moc"
