// SPDX-License-Identifier: Apache-2.0
#include "core/domain/eventdocument.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace gantry;
using namespace std::chrono_literals;

namespace {

// Every field of the contract.
constexpr const char *kFull = R"({"name":"Spring Run","date":"2026-05-30","timezone":"America/New_York",
 "timing_points":[{"name":"Start","kind":"start","aliases":["S1"]},{"name":"5K","kind":"split"},{"name":"Finish","kind":"finish","aliases":["F1","F2"]},
                  {"name":"Tent","kind":"announcer"}],
 "races":[{"name":"10K","distance_m":10000,"start":{"mode":"chip","gun":"2026-05-30T09:00:00.5","waves":[{"name":"A"},{"name":"B","gun":"2026-05-30 09:05:00"}],"cutoff_s":1200},
  "course":[{"point":"5k","name":"Half way","distance_m":5000,"min_time_s":650.25},{"point":"F1"}],
  "ranking":"gun","ties":"recording_order","rounding":"ceil_0.1s","age_on":"dec_31","division_source":"rules",
  "divisions":[{"name":"40-49","genders":["Male"],"age_min":40,"age_max":49},{"name":"40-49","genders":["F"],"age_min":40,"age_max":49}],
  "awards":[{"name":"Overall","genders":["M","F"],"age_min":1,"age_max":99,"places":5,"rank":"gun","priority":2,"exclusive":false,"clubs":["AC"]},{"name":"Masters"}],
  "team_rules":[{"name":"Men","genders":["M"],"by":"places","scorers":5,"displacers":2,"min_women":0,"ties":"last_scorer"}],"age_grades":"2025","age_grade_alarm":97.5,
  "laps":{"count":3,"min_lap_s":120},"relay":{"legs":4,"paired_legs":[2,[3,4]],"mass_starts":[{"leg":4,"at_s":7200}]},
  "corrections":[{"kind":"dnf","bib":"12"},{"kind":"dead_heat","bibs":["1","2"]},{"kind":"start_offset","bib":44,"seconds":-480,"reason":"early"},
   {"kind":"penalty","bibs":["7"],"seconds":30,"leg":2},{"kind":"set_time","bib":"9","time":"2026-05-30T09:31:00"},{"kind":"set_time","bib":"9","time":"31:00","point":"5K"}]}],
  "records":[{"name":"Course record","race":"10k","genders":["F"],"age_min":40,"age_max":44,"division":"40-49","time":"2:31:05","holder":"Ann","year":2019}]})";

ParsedEvent parse(const QByteArray &text)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError)
        qFatal("test document: %s", qPrintable(error.errorString()));
    return parseEventDocument(document.object());
}

QByteArray withRace(const QByteArray &fields)
{
    return R"({"name":"E","date":"2026-05-30","timing_points":[{"name":"Start","kind":"start"},{"name":"Finish","kind":"finish"}],"races":[{"name":"R")"
        + QByteArray(fields.isEmpty() ? "" : ",") + fields + "}]}";
}

} // namespace

class DocumentTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFieldOfTheContract_isUnderstood()
    {
        const ParsedEvent parsed = parse(kFull);
        QVERIFY2(parsed.problems.empty(), qPrintable(documentError(parsed.problems).message));
        const EventDocument &event = parsed.document;
        QCOMPARE(event.zone.name(), QStringLiteral("America/New_York"));
        QCOMPARE(event.points[2].aliases, (QStringList{"F1", "F2"}));
        const RaceDef &race = event.races[0];
        QCOMPARE(race.gun, parseLocal(u"2026-05-30T09:00:00.500000"));
        QCOMPARE(race.waves[1].gun, parseLocal(u"2026-05-30T09:05:00"));
        QVERIFY(!race.waves[0].gun);
        QCOMPARE(event.records.size(), std::size_t(1));
        QCOMPARE(event.records[0].race, QStringLiteral("10K")); // as the race is written
        QCOMPARE(event.records[0].time, Micros(2h + 31min + 5s));
        QCOMPARE(race.gradeAlarm, 97.5);
        QCOMPARE(race.cutoff, Micros(1200s));
        QCOMPARE(race.course[0].point, PointIdx(1));
        QCOMPARE(race.course[0].name, QStringLiteral("Half way"));
        QCOMPARE(race.course[0].minTime, Micros(650'250'000));
        QCOMPARE(race.course[1].point, PointIdx(2)); // by its alias
        QCOMPARE(race.course[1].name, QStringLiteral("Finish"));
        QCOMPARE(race.ranking, RankBy::Gun);
        QCOMPARE(race.ties, Ties::RecordingOrder);
        QCOMPARE(race.rounding, Rounding::Ceil01s);
        QCOMPARE(race.divisions[0].genders, QStringList{"M"});
        QCOMPARE(race.awards[0].places, 5);
        QVERIFY(!race.awards[0].exclusive && race.awards[1].exclusive);
        QCOMPARE(race.awards[1].rank, RankBy::Gun);
        QCOMPARE(race.corrections.size(), std::size_t(6));
        QCOMPARE(race.corrections[2].amount, Micros(-480s));
        QCOMPARE(race.corrections[2].bibs, QStringList{"44"});
        QVERIFY(race.corrections[4].at && !race.corrections[4].elapsed);
        QCOMPARE(race.corrections[5].elapsed, Micros(31min));
    }
    void absentFields_haveTheMeaningsOfTheContract()
    {
        const ParsedEvent parsed = parse(withRace(""));
        QVERIFY(parsed.problems.empty());
        const RaceDef &race = parsed.document.races[0];
        QCOMPARE(parsed.document.zone.name(), QStringLiteral("UTC"));
        QCOMPARE(race.startMode, StartMode::Chip);
        QCOMPARE(race.ranking, RankBy::Net);
        QCOMPARE(race.ties, Ties::Share);
        QCOMPARE(race.rounding, Rounding::Ceil1s);
        QCOMPARE(race.divisionSource, DivisionSource::Roster);
        QVERIFY(!race.gun && !race.cutoff && race.course.empty());
        QCOMPARE(parse(withRace(R"("divisions":[{"name":"Open"}])")).document.races[0].divisionSource, DivisionSource::Rules);
        QVERIFY(parse(R"({"name":"E","date":"2026-05-30"})").problems.empty());
    }
    void everyMistake_isNamedByItsField_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("field");
        const auto top = [](const char *name, const char *text, const char *field) { QTest::newRow(name) << QByteArray(text) << QString::fromLatin1(field); };
        const auto race = [](const char *name, const char *fields, const char *field) { QTest::newRow(name) << withRace(fields) << QString::fromLatin1(field); };
        top("no name", R"({"date":"2026-05-30"})", "name");
        top("empty name", R"({"name":" ","date":"2026-05-30"})", "name");
        top("no date", R"({"name":"E"})", "date");
        top("date that is none", R"({"name":"E","date":"2026-02-30"})", "date");
        top("date of the wrong type", R"({"name":"E","date":20260530})", "date");
        top("unknown zone", R"({"name":"E","date":"2026-05-30","timezone":"Mars/Base"})", "timezone");
        top("unknown field", R"({"name":"E","date":"2026-05-30","racess":[]})", "racess");
        top("list that is none", R"({"name":"E","date":"2026-05-30","races":{}})", "races");
        top("race that is no object", R"({"name":"E","date":"2026-05-30","races":["5K"]})", "races[0]");
        top("race without a name", R"({"name":"E","date":"2026-05-30","races":[{}]})", "races[0].name");
        top("two races of one name", R"({"name":"E","date":"2026-05-30","races":[{"name":"5K"},{"name":"5k"}]})", "races[1].name");
        top("two points of one name", R"({"name":"E","date":"2026-05-30","timing_points":[{"name":"A"},{"name":"a"}]})", "timing_points[1].name");
        top("alias twice", R"({"name":"E","date":"2026-05-30","timing_points":[{"name":"A","aliases":["X"]},{"name":"B","aliases":["x"]}]})", "timing_points[1].aliases");
        top("alias is another point", R"({"name":"E","date":"2026-05-30","timing_points":[{"name":"A","aliases":["B"]},{"name":"B"}]})", "timing_points[0].aliases");
        top("alias that is no text", R"({"name":"E","date":"2026-05-30","timing_points":[{"name":"A","aliases":[3]}]})", "timing_points[0].aliases[0]");
        top("unknown kind", R"({"name":"E","date":"2026-05-30","timing_points":[{"name":"A","kind":"finnish"}]})", "timing_points[0].kind");
        race("unknown start mode", R"("start":{"mode":"ship"})", "races[0].start.mode");
        race("gun that is no time", R"("start":{"gun":"9:00"})", "races[0].start.gun");
        race("gun on a day that is none", R"("start":{"gun":"2026-02-30T09:00:00"})", "races[0].start.gun");
        race("gun that is null", R"("start":{"gun":null})", "races[0].start.gun");
        race("negative cut-off", R"("start":{"cutoff_s":-1})", "races[0].start.cutoff_s");
        race("two waves of one name", R"("start":{"waves":[{"name":"A"},{"name":"A"}]})", "races[0].start.waves[1].name");
        race("wave without a name", R"("start":{"waves":[{}]})", "races[0].start.waves[0].name");
        race("point that is none", R"("course":[{"point":"Finsh"}])", "races[0].course[0].point");
        race("course without a point", R"("course":[{"name":"x"}])", "races[0].course[0].point");
        race("split twice", R"("course":[{"point":"Finish","name":"a"},{"point":"Finish","name":"A"}])", "races[0].course[1].name");
        race("negative distance", R"("distance_m":-5)", "races[0].distance_m");
        race("negative minimum", R"("course":[{"point":"Finish","min_time_s":-5}])", "races[0].course[0].min_time_s");
        race("unknown ranking", R"("ranking":"nett")", "races[0].ranking");
        race("unknown ties", R"("ties":"coin")", "races[0].ties");
        race("unknown rounding", R"("rounding":"ceil_2s")", "races[0].rounding");
        race("unknown age date", R"("age_on":"birthday")", "races[0].age_on");
        race("unknown division source", R"("division_source":"x")", "races[0].division_source");
        race("ages crossed", R"("divisions":[{"name":"D","age_min":50,"age_max":40}])", "races[0].divisions[0].age_min");
        race("age with a fraction", R"("divisions":[{"name":"D","age_min":40.5}])", "races[0].divisions[0].age_min");
        race("unknown gender", R"("divisions":[{"name":"D","genders":["Q"]}])", "races[0].divisions[0].genders");
        race("award ages crossed", R"("awards":[{"name":"A","age_min":50,"age_max":40}])", "races[0].awards[0].age_min");
        race("award places negative", R"("awards":[{"name":"A","places":-1}])", "races[0].awards[0].places");
        race("exclusive that is no flag", R"("awards":[{"name":"A","exclusive":"yes"}])", "races[0].awards[0].exclusive");
        race("team score", R"("team_rules":[{"name":"T","by":"luck"}])", "races[0].team_rules[0].by");
        race("laps of two kinds", R"("laps":{"count":3,"duration_s":60})", "races[0].laps.count");
        race("relay without legs", R"("relay":{})", "races[0].relay.legs");
        race("leg beyond the relay", R"("relay":{"legs":2,"paired_legs":[3]})", "races[0].relay.paired_legs");
        race("correction of no kind", R"("corrections":[{"bib":"1"}])", "races[0].corrections[0].kind");
        race("correction of nobody", R"("corrections":[{"kind":"dnf"}])", "races[0].corrections[0].bib");
        race("dead heat of one", R"("corrections":[{"kind":"dead_heat","bibs":["1"]}])", "races[0].corrections[0].bibs");
        race("offset without seconds", R"("corrections":[{"kind":"start_offset","bib":"1"}])", "races[0].corrections[0].seconds");
        race("time that is none", R"("corrections":[{"kind":"set_time","bib":"1","time":"soon"}])", "races[0].corrections[0].time");
        race("set_time without time", R"("corrections":[{"kind":"set_time","bib":"1"}])", "races[0].corrections[0].time");
    }
    void everyMistake_isNamedByItsField()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, field);
        const ParsedEvent parsed = parse(text);
        QCOMPARE(parsed.problems.size(), std::size_t(1));
        QCOMPARE(parsed.problems[0].field, field);
        QVERIFY(!parsed.problems[0].message.isEmpty());
        QVERIFY(documentError(parsed.problems).message.startsWith(field + u':'));
    }
    void nearMisses_getAHint()
    {
        const auto hinted = [](const QByteArray &text, const char *word) {
            return parse(text).problems.at(0).message.contains(QStringLiteral("Did you mean \"%1\"?").arg(QLatin1StringView(word)));
        };
        QVERIFY(hinted(withRace(R"("course":[{"point":"Finsh"}])"), "Finish"));
        QVERIFY(hinted(withRace(R"("distence_m":5)"), "distance_m"));
        QVERIFY(hinted(withRace(R"("start":{"mode":"chips"})"), "chip"));
        QVERIFY(!hinted(withRace(R"("colour":"red")"), "course"));
    }
    void soundParts_areKept_besideAMistake()
    {
        const ParsedEvent parsed = parse(withRace(R"("ranking":"gun","rounding":"?","corrections":[{"kind":"penalty","bib":"1"},{"kind":"dnf","bib":"2"}])"));
        QCOMPARE(parsed.problems.size(), std::size_t(2));
        QCOMPARE(parsed.document.races[0].ranking, RankBy::Gun);
        QCOMPARE(parsed.document.races[0].corrections.size(), std::size_t(1)); // half a correction counts for nothing
    }
    void allProblems_areInOneMessage_oneLineEach()
    {
        const ParsedEvent parsed = parse(R"({"timezone":"X","races":[{}]})");
        QCOMPARE(parsed.problems.size(), std::size_t(4));
        QCOMPARE(documentError(parsed.problems).message.count(u'\n'), 3);
        QCOMPARE(documentError(parsed.problems).code, ErrorCode::InvalidInput);
    }
    void ageDate_followsTheFourKinds_data()
    {
        QTest::addColumn<QString>("ageOn");
        QTest::addColumn<QDate>("expected");
        QTest::newRow("absent") << QString() << QDate(2026, 5, 30);
        QTest::newRow("race day") << QStringLiteral("race_day") << QDate(2026, 5, 30);
        QTest::newRow("end of the year") << QStringLiteral("dec_31") << QDate(2026, 12, 31);
        QTest::newRow("start of the year") << QStringLiteral("jan_1") << QDate(2026, 1, 1);
        QTest::newRow("a date") << QStringLiteral("2025-09-01") << QDate(2025, 9, 1);
    }
    void ageDate_followsTheFourKinds()
    {
        QFETCH(QString, ageOn);
        QFETCH(QDate, expected);
        const ParsedEvent parsed = parse(withRace(ageOn.isEmpty() ? QByteArray() : "\"age_on\":\"" + ageOn.toLatin1() + '"'));
        QVERIFY(parsed.problems.empty());
        QCOMPARE(parsed.document.ageDate(parsed.document.races[0]), expected);
    }
    void schema_knowsTheSameFields_asTheParser()
    {
        QFile file(QStringLiteral(GANTRY_SOURCE_DIR "/resources/schemas/event.schema.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QJsonParseError error;
        const QJsonObject schema = QJsonDocument::fromJson(file.readAll(), &error).object();
        QCOMPARE(error.error, QJsonParseError::NoError);
        // Walks the full document along the schema: every field must be described, and nothing else.
        const std::function<void(const QJsonValue &, QJsonObject, const QString &)> walk = [&](const QJsonValue &value, QJsonObject rule, const QString &path) {
            if (const QString ref = rule.value(QStringLiteral("$ref")).toString(); !ref.isEmpty())
                rule = schema.value(QStringLiteral("$defs")).toObject().value(ref.section(u'/', -1)).toObject();
            if (value.isObject()) {
                QVERIFY2(rule.value(QStringLiteral("additionalProperties")) == QJsonValue(false), qPrintable(path));
                const QJsonObject properties = rule.value(QStringLiteral("properties")).toObject(), object = value.toObject();
                for (auto it = object.begin(); it != object.end(); ++it) {
                    QVERIFY2(properties.contains(it.key()), qPrintable(path + u'.' + it.key()));
                    walk(it.value(), properties.value(it.key()).toObject(), path + u'.' + it.key());
                }
            } else if (value.isArray()) {
                const QJsonArray list = value.toArray();
                for (const QJsonValue &item : list)
                    walk(item, rule.value(QStringLiteral("items")).toObject(), path + QStringLiteral("[]"));
            }
        };
        walk(QJsonDocument::fromJson(kFull).object(), schema, QStringLiteral("document"));
    }
};

int runDocumentTest(int argc, char **argv)
{
    DocumentTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "documenttest.moc"
