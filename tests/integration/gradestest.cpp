// SPDX-License-Identifier: Apache-2.0
// Age grades, records and doubtful times through gantryctl.
#include "tests/integration/serveprocess.h"
#include "tests/support/csvfile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace gantry;
using namespace gantry::test;

namespace {

class GradesTest : public QObject {
    Q_OBJECT

    std::unique_ptr<TempStore> m_store;
    std::unique_ptr<ServeProcess> m_program;

    Finished ctl(const QString &words) { return m_program->run(words.split(u' ', Qt::SkipEmptyParts)); }
    Finished load(const QByteArray &document) { return m_program->run({QStringLiteral("event"), QStringLiteral("load"), m_store->write(QStringLiteral("event.json"), document)}); }

    static QByteArray document(const QByteArray &race, const QByteArray &records = "[]")
    {
        return R"({"name":"Grades","date":"2026-05-30","timezone":"UTC","timing_points":[{"name":"half","kind":"split"},{"name":"finish","kind":"finish"}],"races":[{"name":"R","start":{"mode":"gun","gun":"2026-05-30T09:00:00"})"
            + race + R"(}],"records":)" + records + "}";
    }

    bool enter(const QByteArray &doc, const QByteArray &roster, const QByteArray &times)
    {
        m_store = std::make_unique<TempStore>();
        m_program = std::make_unique<ServeProcess>(m_store->path());
        const Finished loaded = load(doc);
        const Finished people = m_program->run({QStringLiteral("roster"), QStringLiteral("import"), m_store->write(QStringLiteral("roster.csv"), roster)});
        const Finished reads = m_program->run({QStringLiteral("reads"), QStringLiteral("import"), m_store->write(QStringLiteral("times.tsv"), times), QStringLiteral("--format"), QStringLiteral("times")});
        if (loaded.exitCode || people.exitCode || reads.exitCode)
            qWarning("%s%s%s", loaded.err.constData(), people.err.constData(), reads.err.constData());
        return loaded.exitCode == 0 && people.exitCode == 0 && reads.exitCode == 0;
    }

    QStringList headers() { return CsvFile::parse(ctl(QStringLiteral("results --format csv")).out).headers(); }
    QString cell(const QString &bib, const QString &column)
    {
        const CsvFile csv = CsvFile::parse(ctl(QStringLiteral("results --format csv")).out);
        return csv.cell(csv.find(QStringLiteral("bib"), bib), column);
    }
    QJsonObject problem(const QString &prefix)
    {
        const QJsonDocument all = QJsonDocument::fromJson(ctl(QStringLiteral("--json problems")).out);
        const QJsonArray list = all.isArray() ? all.array() : all[QStringLiteral("problems")].toArray();
        for (const QJsonValue &p : list)
            if (p[QStringLiteral("key")].toString().startsWith(prefix))
                return p.toObject();
        return {};
    }

private Q_SLOTS:
    void knownGrades_standInTheResults()
    {
        QVERIFY(enter(document(R"(,"distance_m":1609.344,"rounding":"ceil_0.1s","age_grades":"2025")"), "Bib,Gender,Age\n1,M,50\n2,X,50\n3,M,\n4,F,102\n", "1\t5:00.0\n2\t5:10\n3\t5:20\n4\t9:00\n"));
        QCOMPARE(headers().mid(headers().size() - 2), (QStringList{QStringLiteral("age_grade"), QStringLiteral("age_graded_time")}));
        QCOMPARE(cell(QStringLiteral("1"), QStringLiteral("age_grade")), QStringLiteral("88.04"));
        QCOMPARE(cell(QStringLiteral("1"), QStringLiteral("age_graded_time")), QStringLiteral("0:04:17.9")); // 300 s × 0.8595 = 257.85 s
        QCOMPARE(cell(QStringLiteral("2"), QStringLiteral("age_grade")), QString());
        QCOMPARE(cell(QStringLiteral("3"), QStringLiteral("age_grade")), QString());
        const QJsonArray json = QJsonDocument::fromJson(ctl(QStringLiteral("results --format json")).out).array();
        QCOMPARE(json[0][QStringLiteral("age_grade")].toString(), QStringLiteral("88.04"));
        const QByteArray explained = ctl(QStringLiteral("explain --bib 1")).out;
        QVERIFY2(explained.contains("Age grade: 88.04 %  table 2025: open standard 227.00 s"), explained.constData());
        QVERIFY(ctl(QStringLiteral("explain --bib 3")).out.contains("no age grade: the age is not known"));
        QVERIFY(ctl(QStringLiteral("explain --bib 2")).out.contains("the tables know women and men only"));
        QVERIFY(ctl(QStringLiteral("explain --bib 4")).out.contains("the tables go from age 5 to 100"));
    }

    void anotherTable_givesAnotherGrade_andNoTableNoColumns()
    {
        const QByteArray roster = "Bib,Gender,Age\n1,F,60\n", times = "1\t25:00\n";
        QVERIFY(enter(document(R"(,"distance_m":5000,"age_grades":"2025")"), roster, times));
        QCOMPARE(cell(QStringLiteral("1"), QStringLiteral("age_grade")), QStringLiteral("72.96"));
        QCOMPARE(load(document(R"(,"distance_m":5000,"age_grades":"2015")")).exitCode, 0);
        QVERIFY(cell(QStringLiteral("1"), QStringLiteral("age_grade")) != QStringLiteral("72.96"));
        QCOMPARE(load(document(R"(,"distance_m":5000)")).exitCode, 0);
        QVERIFY(!headers().contains(QStringLiteral("age_grade")));
        QCOMPARE(load(document(R"(,"distance_m":5000,"age_grades":"2010")")).exitCode, 3);
    }

    void oneQuestion_isAnsweredWithoutAnEvent()
    {
        m_store = std::make_unique<TempStore>();
        m_program = std::make_unique<ServeProcess>(m_store->path());
        QVERIFY(ctl(QStringLiteral("age-grade --sex F --age 60 --distance 5000 --time 25:00")).out.startsWith("72.96 %"));
        QVERIFY(ctl(QStringLiteral("age-grade --sex m --age 50 --distance 1609.344 --time 5:00.0 --table 2025")).out.startsWith("88.04 %"));
        QCOMPARE(ctl(QStringLiteral("age-grade --sex M --age 50 --distance 800 --time 2:00")).exitCode, 3);
        QCOMPARE(ctl(QStringLiteral("age-grade --sex M --age fifty --distance 5000 --time 25:00")).exitCode, 2);
    }

    void beatenRecords_areFlagged_listedAndToBeChecked()
    {
        const QByteArray records = R"([{"name":"Course record, women","genders":["F"],"time":"16:10","holder":"Eva Old","year":2019},
            {"name":"Course record, men","genders":["M"],"time":"14:00"},{"name":"Women 61","genders":["F"],"age_min":61,"age_max":61,"time":"20:00","holder":"Ria"}])";
        QVERIFY(enter(document(R"(,"distance_m":5000,"course":[{"point":"finish"}])", records), "Bib,Name,Gender,Age\n1,Al One,M,30\n2,Bea Two,F,25\n3,Cleo Three,F,26\n4,Dora Four,F,61\n", "1\t14:00\n2\t16:02\n3\t16:09.2\n4\t19:59\n"));
        QCOMPARE(headers().last(), QStringLiteral("record"));
        QCOMPARE(cell(QStringLiteral("1"), QStringLiteral("record")), QString()); // level is not beaten
        QCOMPARE(cell(QStringLiteral("2"), QStringLiteral("record")), QStringLiteral("Course record, women"));
        QCOMPARE(cell(QStringLiteral("3"), QStringLiteral("record")), QString()); // printed 16:10
        QCOMPARE(cell(QStringLiteral("4"), QStringLiteral("record")), QStringLiteral("Women 61"));
        QCOMPARE(QString::fromUtf8(ctl(QStringLiteral("records --format csv")).out).remove(u'\r').trimmed(),
                 QStringLiteral("race,record,old_time,old_holder,old_year,new_time,new_bib,new_holder\n"
                                "R,\"Course record, women\",0:16:10,Eva Old,2019,0:16:02,2,Bea Two\n"
                                "R,\"Course record, men\",0:14:00,,,,,\n"
                                "R,Women 61,0:20:00,Ria,,0:19:59,4,Dora Four"));
        QVERIFY(ctl(QStringLiteral("records")).out.contains("0:16:02 by bib 2 Bea Two, was 0:16:10 (Eva Old, 2019)"));
        QVERIFY(ctl(QStringLiteral("explain --bib 2")).out.contains("Record?: Course record, women"));
        const QJsonObject p = problem(QStringLiteral("record/R/Course record, women"));
        QVERIFY2(p[QStringLiteral("title")].toString().contains(QStringLiteral("Bea Two")), QJsonDocument(p).toJson().constData());
        QVERIFY(problem(QStringLiteral("record/R/Course record, men")).isEmpty());
        QCOMPARE(ctl(QStringLiteral("op dq --bib 2")).exitCode, 0);
        QVERIFY(problem(QStringLiteral("record/R/Course record, women")).isEmpty());
        QVERIFY(ctl(QStringLiteral("event show")).out.contains("Eva Old"));
        QCOMPARE(ctl(QStringLiteral("op rename-race R Main")).exitCode, 0);
        QVERIFY(ctl(QStringLiteral("records --race Main")).out.contains("Main · Women 61: 0:19:59"));
    }

    void aRecordOfAnUnknownRace_isRefused()
    {
        m_store = std::make_unique<TempStore>();
        m_program = std::make_unique<ServeProcess>(m_store->path());
        const Finished f = load(document("", R"([{"name":"X","race":"Nope","time":"10:00"},{"name":"Y","time":"fast"}])"));
        QCOMPARE(f.exitCode, 3);
        QVERIFY(f.err.contains("records[0].race: there is no race \"Nope\"") && f.err.contains("records[1].time"));
    }

    void timesTooGoodToBeTrue_areDoubted_andStand()
    {
        QVERIFY(enter(document(R"(,"distance_m":5000,"age_grades":"2025","course":[{"point":"half","distance_m":2500},{"point":"finish","distance_m":5000}])", R"([{"name":"Course record","time":"15:00"}])"),
                      "Bib,Name,Gender,Age\n1,Al One,M,80\n2,Bea Two,F,25\n3,Cleo Three,F,26\n", "1\t17:00\n2\t14:20\n"));
        QVERIFY(m_program->run({QStringLiteral("reads"), QStringLiteral("import"), m_store->write(QStringLiteral("half.tsv"), "3\t14:00\n"), QStringLiteral("--format"), QStringLiteral("times"), QStringLiteral("--point"), QStringLiteral("half")}).exitCode == 0);
        QVERIFY(m_program->run({QStringLiteral("reads"), QStringLiteral("import"), m_store->write(QStringLiteral("end.tsv"), "3\t19:00\n"), QStringLiteral("--format"), QStringLiteral("times"), QStringLiteral("--point"), QStringLiteral("finish")}).exitCode == 0);
        // 769 / 0.6191 = 1242.1 s; in 1020 s: 121.78 %.
        const QJsonObject grade = problem(QStringLiteral("agegrade/1"));
        QVERIFY2(grade[QStringLiteral("title")].toString().contains(QStringLiteral("121.78 %")), QJsonDocument(grade).toJson().constData());
        QVERIFY(grade[QStringLiteral("confidence")].toDouble() > 0.9);
        // 40 of 900 s: 4.4 %.
        QVERIFY(problem(QStringLiteral("recordmargin/2"))[QStringLiteral("title")].toString().contains(QStringLiteral("4.4 %")));
        QVERIFY(problem(QStringLiteral("section/3"))[QStringLiteral("title")].toString().contains(QStringLiteral("from half to finish")));
        QCOMPARE(cell(QStringLiteral("1"), QStringLiteral("net_time")), QStringLiteral("0:17:00"));
        QCOMPARE(cell(QStringLiteral("3"), QStringLiteral("net_time")), QStringLiteral("0:19:00"));
    }

    void teamsWithoutARule_areAQuestion()
    {
        const QByteArray roster = "Bib,Team\n1,Ash\n2,ash \n3,Birch\n4,\n";
        QVERIFY(enter(document(""), roster, "1\t10:00\n"));
        QVERIFY(problem(QStringLiteral("noteamrule/R"))[QStringLiteral("text")].toString().startsWith(QStringLiteral("Teams in the roster: 1, with 2 runners.")));
        QVERIFY(ctl(QStringLiteral("--json entrant list --issue team-not-scored")).out.contains("\"count\":3"));
        QCOMPARE(load(document(R"(,"team_rules":[{"name":"Open"}])")).exitCode, 0);
        QVERIFY(problem(QStringLiteral("noteamrule/R")).isEmpty());
        QVERIFY(ctl(QStringLiteral("--json entrant list --issue team-not-scored")).out.contains("\"count\":0"));
    }
};

} // namespace

QTEST_GUILESS_MAIN(GradesTest)

#include "gradestest.moc"
