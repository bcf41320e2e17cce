// SPDX-License-Identifier: Apache-2.0
// Age grades against the published table, and records.
#include "core/scoring/agegrade.h"
#include "core/scoring/agegradetable.h"
#include "core/scoring/records.h"
#include "tests/support/csvfile.h"

#include <QFileInfo>
#include <QTest>

#include <cmath>

using namespace gantry;
using namespace gantry::scoring;

namespace {

Micros minutes(double m)
{
    return Micros(std::llround(m * 60e6));
}

QString grade(const char16_t *table, const char16_t *sex, int age, double metres, double mins)
{
    NoGrade why{};
    const auto s = ageStandard(table, sex, age, metres, &why);
    return s ? gradeText(s->grade(minutes(mins))) : describe(why);
}

class AgeGradeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knownGrades()
    {
        QCOMPARE(grade(u"2025", u"M", 50, 1609.344, 5), QStringLiteral("88.04"));
        QCOMPARE(grade(u"2025", u"F", 60, 5000, 25), QStringLiteral("72.96"));
    }

    void theWholeTable_isAsPublished()
    {
        const QString path = QStringLiteral(GANTRY_SHARED_DIR "/data/age_factors_road_2015_2020_2025.csv");
        if (!QFileInfo::exists(path))
            QSKIP("the published table is not on this machine");
        const auto file = gantry::test::CsvFile::read(path);
        QVERIFY(file);
        QVERIFY(file->rows() > 12'000);
        int wrong = 0;
        for (int i = 0; i < file->rows(); ++i) {
            const auto cell = [&](const char *c) { return file->cell(i, QString::fromLatin1(c)); };
            const auto s = ageStandard(cell("table"), cell("sex"), cell("age").toInt(), cell("km").toDouble() * 1000);
            const bool right = s && std::abs(s->factor() - cell("factor").toDouble()) < 1e-9 && s->openS == cell("open_standard_s").toDouble()
                && std::abs(s->standardS - cell("open_standard_s").toDouble() / cell("factor").toDouble()) < 1e-6;
            if (!right && ++wrong < 5)
                qWarning("%s %s %s %s", qPrintable(cell("table")), qPrintable(cell("sex")), qPrintable(cell("distance")), qPrintable(cell("age")));
        }
        QCOMPARE(wrong, 0);
        QCOMPARE(file->rows(), int(ageGradeRows().size()) * (kOldestGraded - kYoungestGraded + 1));
    }

    void betweenTwoDistances_theStandardIsInterpolatedInTheLogarithm()
    {
        // 7 km lies between 4 miles (1000 s) and 8 km (1255 s) of the men's table of 2025; at age 25 both factors are 1.
        const auto s = ageStandard(u"2025", u"M", 25, 7000.0);
        QVERIFY(s);
        const double u = (std::log(7000.0) - std::log(6437.376)) / (std::log(8000.0) - std::log(6437.376));
        QVERIFY(std::abs(s->openS - (1000 * (1 - u) + 1255 * u)) < 1e-6);
        QVERIFY(std::abs(s->factor() - 1) < 0.01);
        // Never outside its neighbours, and growing with the distance.
        double before = 0;
        for (double d = 5100; d < 200'000; d *= 1.013) {
            const auto at = ageStandard(u"2020", u"F", 47, d);
            QVERIFY(at && at->standardS > before);
            before = at->standardS;
        }
    }

    void aDistanceAsPeopleWriteIt_isTheOneOfTheTable()
    {
        QCOMPARE(ageStandard(u"2025", u"F", 40, 42'200.0)->openS, 7796.0);
        QCOMPARE(ageStandard(u"2025", u"F", 40, 21'100.0)->openS, 3772.0);
        QCOMPARE(ageStandard(u"2025", u"M", 40, 1609.0)->openS, 227.0);
    }

    void outsideTheTable_thereIsNone_andItSaysWhy()
    {
        QCOMPARE(grade(u"2015", u"M", 50, 1609.344, 5), QStringLiteral("no age grade: the tables have no such distance"));
        QCOMPARE(grade(u"2025", u"M", 50, 1500, 5), QStringLiteral("no age grade: the tables have no such distance"));
        QCOMPARE(grade(u"2025", u"M", 50, 250'000, 900), QStringLiteral("no age grade: the tables have no such distance"));
        QCOMPARE(grade(u"2025", u"M", 4, 5000, 40), QStringLiteral("no age grade: the tables go from age 5 to 100"));
        QCOMPARE(grade(u"2025", u"M", 101, 5000, 90), QStringLiteral("no age grade: the tables go from age 5 to 100"));
        QCOMPARE(grade(u"2025", u"X", 50, 5000, 20), QStringLiteral("no age grade: the tables know women and men only"));
        QCOMPARE(grade(u"1994", u"M", 50, 5000, 20), QStringLiteral("no age grade: the race has no table for it"));
        NoGrade why{};
        QVERIFY(!ageStandard(u"2025", u"M", {}, 5000.0, &why));
        QCOMPARE(why, NoGrade::NoAge);
        QVERIFY(!ageStandard(u"2025", u"M", 50, {}, &why));
        QCOMPARE(why, NoGrade::Distance);
    }

    void aRecord_isBeatenByTheTimeAsPrinted()
    {
        RaceRules rules;
        RecordDef record;
        record.time = minutes(15);
        rules.records = {record};
        EntrantResult r;
        r.status = Status::Finished;
        const RecordPerson anybody{QStringLiteral("F"), 30, {}};
        r.net = minutes(15) - std::chrono::milliseconds(400); // 14:59.6 is printed as 15:00: level
        QVERIFY(recordsBeaten(rules, r, anybody).empty());
        r.net = minutes(15) - std::chrono::milliseconds(1000);
        QCOMPARE(recordsBeaten(rules, r, anybody), std::vector<int>{0});
        rules.rounding = Rounding::Ceil01s;
        r.net = minutes(15) - std::chrono::milliseconds(400);
        QCOMPARE(recordsBeaten(rules, r, anybody), std::vector<int>{0});
        r.status = Status::Dq;
        QVERIFY(recordsBeaten(rules, r, anybody).empty());
    }

    void aRecordOfAnAge_isHeldOnlyByThatAge()
    {
        RecordDef record;
        record.genders = {QStringLiteral("F")};
        record.ageMin = record.ageMax = 61;
        QVERIFY(mayHold(record, {QStringLiteral("F"), 61, {}}));
        QVERIFY(!mayHold(record, {QStringLiteral("F"), 60, {}}));
        QVERIFY(!mayHold(record, {QStringLiteral("F"), {}, {}}));
        QVERIFY(!mayHold(record, {QStringLiteral("M"), 61, {}}));
        QVERIFY(!isCourseRecord(record));
        record = {};
        record.division = QStringLiteral("W60");
        QVERIFY(mayHold(record, {QStringLiteral("F"), {}, QStringLiteral("w60")}));
        QVERIFY(!mayHold(record, {QStringLiteral("F"), {}, QStringLiteral("W65")}));
        QVERIFY(isCourseRecord(RecordDef{}));
    }
};

} // namespace

int runAgeGradeTest(int argc, char **argv)
{
    AgeGradeTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "agegradetest.moc"
