// SPDX-License-Identifier: Apache-2.0
// Published races, fed in directly: roster, reads and rules in, published places out.
#include "core/base/csv.h"
#include "core/domain/roster.h"
#include "core/scoring/scoreboard.h"
#include "tests/support/csvfile.h"
#include "tests/support/synthrace.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace gantry;
using namespace gantry::scoring;
using gantry::test::CsvFile;

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct Field {
    std::vector<EntrantFacts> facts;
    QHash<QString, int> byBib;
};

Field fieldOf(const EventDocument &event, const Roster &roster)
{
    Field field;
    for (const Entrant &entrant : roster.entrants) {
        EntrantFacts f;
        f.race = event.raceByName(entrant.race);
        f.gender = entrant.gender;
        f.age = ageForRace(entrant, event.ageDate(event.races[std::size_t(f.race.value())]));
        f.rosterDivision = entrant.division;
        field.byBib.insert(compareKey(entrant.bib), int(field.facts.size()));
        field.facts.push_back(f);
    }
    return field;
}

void sortReads(Field &field)
{
    for (EntrantFacts &f : field.facts)
        std::sort(f.reads.begin(), f.reads.end(), [](const ReadFact &a, const ReadFact &b) { return std::pair(a.at, a.read) < std::pair(b.at, b.read); });
}

// "dead_heats" and the like of a club's rules as corrections of ours.
void applyClubRules(const QJsonObject &rules, Field &field)
{
    const QJsonObject offsets = rules.value(QStringLiteral("offsets_individual_s")).toObject();
    for (auto it = offsets.begin(); it != offsets.end(); ++it)
        field.facts[std::size_t(field.byBib.value(compareKey(it.key())))].startOffset = Micros(std::int64_t(it.value().toDouble() * 1e6));
    const QJsonArray dnf = rules.value(QStringLiteral("dnf")).toArray();
    for (const QJsonValue &bib : dnf)
        field.facts[std::size_t(field.byBib.value(compareKey(bib.toVariant().toString())))].verdict = Correction::Kind::Dnf;
    // One list of bibs; those of one time are one dead heat.
    QHash<qint64, int> groups;
    for (const QString &bib : rules.value(QStringLiteral("dead_heats")).toString().split(u',', Qt::SkipEmptyParts)) {
        EntrantFacts &f = field.facts[std::size_t(field.byBib.value(compareKey(bib)))];
        const qint64 at = f.reads.empty() ? 0 : toUs(f.reads.front().at);
        f.deadHeat = *groups.insert(at, groups.value(at, int(groups.size())));
    }
}

} // namespace

class RealRaceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void publishedResults_comeOutOfNoisyReads_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("noise");
        QTest::newRow("Cherry Blossom 2009") << QStringLiteral("cherryblossom_2009") << 5;
        QTest::newRow("Boston 2017") << QStringLiteral("boston_2017") << 7;
    }
    void publishedResults_comeOutOfNoisyReads()
    {
        QFETCH(QString, key);
        QFETCH(int, noise);
        QTemporaryDir dir;
        const auto race = gantry::test::makeSynthRace(dir.filePath(key), {key, noise, {}});
        if (!race)
            QSKIP(qPrintable(race.error().message));
        const ParsedEvent parsed = parseEventDocument(QJsonDocument::fromJson(contents(race->event)).object());
        QVERIFY2(parsed.problems.empty(), qPrintable(documentError(parsed.problems).message));
        const auto roster = parseRoster(contents(race->roster), Id128{}, parsed.document, {});
        QVERIFY(roster);
        Field field = fieldOf(parsed.document, *roster);
        int recorded = 0;
        for (const QByteArray &line : contents(race->reads).split('\n')) {
            const QList<QByteArray> cells = line.trimmed().split('~');
            if (cells.size() < 8)
                continue;
            const UtcTime at = parsed.document.zone.toUtc(*parseLocal(QString::fromLatin1(cells[4])));
            field.facts[std::size_t(field.byBib.value(compareKey(QString::fromLatin1(cells[3]))))].reads.push_back(
                {ReadIdx(recorded++), parsed.document.pointByName(QString::fromLatin1(cells[2])), at});
        }
        sortReads(field);
        QElapsedTimer timer;
        timer.start();
        Scoreboard board;
        board.reset(compileRules(parsed.document, {}), field.facts);
        (void)board.allPlaces();
        qInfo("%s: %d reads of %zu runners scored in %lld ms", qPrintable(key), recorded, field.facts.size(), timer.elapsed());
        const auto expected = CsvFile::read(race->expected);
        QVERIFY(expected);
        QCOMPARE(std::size_t(expected->rows()), field.facts.size());
        for (int row = 0; row < expected->rows(); ++row) {
            const QString bib = expected->cell(row, QStringLiteral("bib"));
            const EntrantIdx e(field.byBib.value(compareKey(bib), -1));
            const auto number = [&](const char *column) { return expected->cell(row, QLatin1StringView(column)).toInt(); };
            QVERIFY2(board.result(e).net, qPrintable(bib));
            QCOMPARE(roundTime(*board.result(e).net, Rounding::Ceil1s).count(), number("net_s") * 1'000'000LL);
            const Places &places = board.places(e);
            QCOMPARE(places.overall, number("place_overall"));
            QCOMPARE(places.gender, number("place_gender"));
            QCOMPARE(places.division, number("place_division"));
        }
    }
    void clubRaces_comeOutAsTheClubArchivedThem_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::newRow("absent") << QString();
        for (const char *set : {"data/fife_individual", "data/fife_synthetic"}) {
            const QDir dir(gantry::test::sharedPath(QString::fromLatin1(set)));
            if (!dir.exists() || dir.path() == u".")
                continue;
            for (const QString &name : dir.entryList(QDir::Dirs | QDir::NoDotAndDotDot))
                QTest::newRow(qPrintable(name)) << dir.filePath(name);
        }
    }
    void clubRaces_comeOutAsTheClubArchivedThem()
    {
        QFETCH(QString, folder);
        if (folder.isEmpty()) {
            if (gantry::test::sharedPath(QStringLiteral("data/fife_individual")).isEmpty())
                QSKIP("the shared test material is absent (set GANTRY_SHARED)");
            return;
        }
        const ParsedEvent parsed = parseEventDocument(QJsonDocument::fromJson(R"({"name":"Club","date":"2026-05-30",
            "timing_points":[{"name":"finish","kind":"finish"}],"races":[{"name":"R","start":{"gun":"2026-05-30T09:00:00"},
            "ties":"recording_order","rounding":"half_up_1s","division_source":"roster"}]})").object());
        QVERIFY(parsed.problems.empty());
        const auto roster = parseRoster(contents(folder + QStringLiteral("/entries.tsv")), Id128{}, parsed.document, {});
        QVERIFY(roster);
        Field field = fieldOf(parsed.document, *roster);
        int recorded = 0;
        for (const QByteArray &line : contents(folder + QStringLiteral("/rawtimes.tsv")).split('\n')) {
            const QList<QByteArray> cells = line.trimmed().split('\t');
            const auto elapsed = cells.size() == 2 ? parseElapsed(QString::fromLatin1(cells[1])) : std::nullopt;
            const int who = field.byBib.value(compareKey(QString::fromLatin1(cells[0])), -1);
            if (elapsed && who >= 0)
                field.facts[std::size_t(who)].reads.push_back({ReadIdx(recorded++), PointIdx(0), fromUs(1'780'131'600'000'000) + *elapsed, false, true});
        }
        sortReads(field);
        applyClubRules(QJsonDocument::fromJson(contents(folder + QStringLiteral("/rules.json"))).object(), field);
        Scoreboard board;
        board.reset(compileRules(parsed.document, {}), field.facts);
        const auto expected = CsvFile::read(folder + QStringLiteral("/expected_overall.csv"));
        QVERIFY(expected);
        for (int row = 0; row < expected->rows(); ++row) {
            const QString bib = expected->cell(row, QStringLiteral("bib"));
            const EntrantIdx e(field.byBib.value(compareKey(bib), -1));
            QVERIFY2(e.value() >= 0, qPrintable(bib));
            const EntrantResult &result = board.result(e);
            const int place = board.places(e).overall;
            const QString time = place ? u'0' + formatElapsed(roundTime(*result.net, Rounding::HalfUp1s)) : toText(result.status);
            const QString published = expected->cell(row, QStringLiteral("pos")).remove(u'='); // "1=" of a dead heat
            QCOMPARE(bib + u' ' + (place ? QString::number(place) : QStringLiteral("-")), bib + u' ' + published);
            QCOMPARE(bib + u' ' + time, bib + u' ' + expected->cell(row, QStringLiteral("time")));
        }
    }
};

int runRealRaceTest(int argc, char **argv)
{
    RealRaceTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "realracetest.moc"
