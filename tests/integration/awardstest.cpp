// SPDX-License-Identifier: Apache-2.0
// A club's archived races through gantryctl: document, entries and raw times in; every place and every prize out.
#include "tests/integration/serveprocess.h"
#include "tests/support/csvfile.h"
#include "tests/support/synthrace.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>
#include <map>

using namespace gantry;
using namespace gantry::test;

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString trimmedBib(const QString &bib)
{
    QString out = bib.trimmed();
    while (out.size() > 1 && out.startsWith(u'0'))
        out.remove(0, 1);
    return out;
}

QJsonArray genders(const QString &text)
{
    QJsonArray out;
    for (const QString &g : text.split(u'/'))
        out.append(g == u"Female" ? QStringLiteral("F") : g == u"Male" ? QStringLiteral("M") : QStringLiteral("X"));
    return out;
}

QJsonArray divisionsOf(const QJsonObject &rules)
{
    QJsonArray out;
    for (const QJsonValue &v : rules[QStringLiteral("entry_categories")].toArray()) {
        const QJsonArray c = v.toArray();
        out.append(QJsonObject{{QStringLiteral("name"), c[1].toString()}, {QStringLiteral("genders"), genders(c[2].toString())},
                               {QStringLiteral("age_min"), c[3].toString().toInt()}, {QStringLiteral("age_max"), c[4].toString().toInt()}});
    }
    return out;
}

// From the most general to the narrowest: wider in age first, then for more sexes, else as the club lists them.
QJsonArray awardsOf(const QJsonObject &rules)
{
    const QJsonArray categories = rules[QStringLiteral("prize_categories")].toArray();
    std::vector<int> order(std::size_t(categories.size()));
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = int(i);
    const auto rank = [&](int i) {
        const QJsonArray c = categories[i].toArray();
        return std::pair(-(c[4].toString().toInt() - c[3].toString().toInt()), -c[2].toString().count(u'/'));
    };
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return rank(a) < rank(b); });
    QJsonArray out;
    for (int i = 0; i < int(categories.size()); ++i) {
        const QJsonArray c = categories[i].toArray();
        QJsonObject award{{QStringLiteral("name"), c[0].toString()}, {QStringLiteral("genders"), genders(c[2].toString())},
                          {QStringLiteral("age_min"), c[3].toString().toInt()}, {QStringLiteral("age_max"), c[4].toString().toInt()},
                          {QStringLiteral("places"), c[5].toString().toInt()},
                          {QStringLiteral("priority"), int(std::find(order.begin(), order.end(), i) - order.begin()) + 1}};
        if (c.size() > 7 && !c[7].toString().isEmpty())
            award[QStringLiteral("clubs")] = QJsonArray::fromStringList(c[7].toString().split(u'/'));
        if (c.size() > 8)
            award[QStringLiteral("exclusive")] = c[8].toString() != u"N";
        out.append(award);
    }
    return out;
}

QString timeOf(const QByteArray &rawtimes, const QString &bib)
{
    for (const QByteArray &line : rawtimes.split('\n'))
        if (const auto cells = line.trimmed().split('\t'); cells.size() == 2 && trimmedBib(QString::fromUtf8(cells[0])) == trimmedBib(bib))
            return QString::fromUtf8(cells[1]);
    return {};
}

// `together`: the club's list of dead heats as one correction, as it stands; else one for each time.
QJsonArray correctionsOf(const QJsonObject &rules, const QByteArray &rawtimes, bool together)
{
    QJsonArray out;
    const QJsonObject offsets = rules[QStringLiteral("offsets_individual_s")].toObject();
    for (auto it = offsets.begin(); it != offsets.end(); ++it)
        out.append(QJsonObject{{QStringLiteral("kind"), QStringLiteral("start_offset")}, {QStringLiteral("bib"), it.key()}, {QStringLiteral("seconds"), it.value()}});
    for (const QJsonValue &bib : rules[QStringLiteral("dnf")].toArray())
        out.append(QJsonObject{{QStringLiteral("kind"), QStringLiteral("dnf")}, {QStringLiteral("bib"), bib.toVariant().toString()}});
    std::map<QString, QStringList> heats;
    for (const QString &bib : rules[QStringLiteral("dead_heats")].toString().split(u',', Qt::SkipEmptyParts))
        heats[together ? QString() : timeOf(rawtimes, bib)].append(bib.trimmed());
    for (const auto &[time, bibs] : heats)
        out.append(QJsonObject{{QStringLiteral("kind"), QStringLiteral("dead_heat")}, {QStringLiteral("bibs"), QJsonArray::fromStringList(bibs)}});
    return out;
}

QByteArray documentOf(const QString &folder, bool together)
{
    const QJsonObject rules = QJsonDocument::fromJson(contents(folder + QStringLiteral("/rules.json"))).object();
    const QJsonObject race{{QStringLiteral("name"), QStringLiteral("Race")},
                           {QStringLiteral("start"), QJsonObject{{QStringLiteral("mode"), QStringLiteral("gun")}, {QStringLiteral("gun"), QStringLiteral("2026-05-30T09:00:00")}}},
                           {QStringLiteral("ties"), QStringLiteral("recording_order")},
                           {QStringLiteral("rounding"), QStringLiteral("half_up_1s")},
                           {QStringLiteral("division_source"), QStringLiteral("roster")},
                           {QStringLiteral("divisions"), divisionsOf(rules)},
                           {QStringLiteral("awards"), awardsOf(rules)},
                           {QStringLiteral("corrections"), correctionsOf(rules, contents(folder + QStringLiteral("/rawtimes.tsv")), together)}};
    return QJsonDocument(QJsonObject{{QStringLiteral("name"), QStringLiteral("Club race")}, {QStringLiteral("date"), QStringLiteral("2026-05-30")},
                                     {QStringLiteral("timezone"), QStringLiteral("Europe/London")},
                                     {QStringLiteral("timing_points"), QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("Finish")}, {QStringLiteral("kind"), QStringLiteral("finish")}}}},
                                     {QStringLiteral("races"), QJsonArray{race}}}).toJson();
}

QStringList archivedPlaces(const QString &folder)
{
    QStringList rows;
    const auto csv = CsvFile::read(folder + QStringLiteral("/expected_overall.csv"));
    for (int row = 0; csv && row < csv->rows(); ++row) {
        const auto cell = [&](const char *name) { return csv->cell(row, QLatin1StringView(name)); };
        rows.append(cell("pos").remove(u'=').remove(u'-') + u' ' + trimmedBib(cell("bib")) + u' ' + cell("category") + u' ' + trimmedBib(cell("time")));
    }
    rows.sort(); // "2 29 FS 44:10", "  23 M40 DNF": without the leading zeros of bib and time
    return rows;
}

QStringList ourPlaces(const QByteArray &out)
{
    QStringList rows;
    const CsvFile csv = CsvFile::parse(out);
    for (int row = 0; row < csv.rows(); ++row) {
        const auto cell = [&](const char *name) { return csv.cell(row, QLatin1StringView(name)); };
        const QString status = cell("status");
        if (status == u"NOT_STARTED")
            continue; // the club archived nobody who did not come
        rows.append(cell("place") + u' ' + trimmedBib(cell("bib")) + u' ' + cell("division") + u' ' + (status == u"FINISHED" ? trimmedBib(cell("net_time")) : status));
    }
    rows.sort();
    return rows;
}

QStringList prizes(const CsvFile &csv, const QString &position)
{
    QStringList rows;
    for (int row = 0; row < csv.rows(); ++row)
        rows.append(csv.cell(row, QStringLiteral("category")) + u' ' + csv.cell(row, position).remove(u'=') + u' ' + trimmedBib(csv.cell(row, QStringLiteral("bib"))) + u' '
                    + trimmedBib(csv.cell(row, QStringLiteral("time"))));
    rows.sort();
    return rows;
}


} // namespace

class AwardsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void archivedRace_comesOutAsTheClubHasIt_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<bool>("together");
        QTest::newRow("absent") << QString() << false;
        for (const char *set : {"data/fife_individual", "data/fife_synthetic"}) {
            const QString path = sharedPath(QString::fromLatin1(set));
            if (path.isEmpty() || !QDir(path).exists())
                continue;
            for (const QString &name : QDir(path).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
                QTest::newRow(qPrintable(name)) << path + u'/' + name << false;
                if (name.startsWith(u"dead_heat"))
                    QTest::newRow(qPrintable(name + QStringLiteral(", dead heats in one list"))) << path + u'/' + name << true;
            }
        }
    }

    void archivedRace_comesOutAsTheClubHasIt()
    {
        QFETCH(QString, folder);
        QFETCH(bool, together);
        if (folder.isEmpty()) {
            if (sharedPath(QStringLiteral("data/fife_individual")).isEmpty())
                QSKIP("the shared test material is absent (set GANTRY_SHARED)");
            return;
        }
        TempStore store;
        const ServeProcess ctl(store.path());
        const QString document = store.path() + QStringLiteral("-event.json");
        QFile file(document);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(documentOf(folder, together)) > 0);
        file.close();
        for (const QStringList &words : {QStringList{QStringLiteral("event"), QStringLiteral("load"), document},
                                         QStringList{QStringLiteral("roster"), QStringLiteral("import"), folder + QStringLiteral("/entries.tsv")},
                                         QStringList{QStringLiteral("reads"), QStringLiteral("import"), folder + QStringLiteral("/rawtimes.tsv"), QStringLiteral("--format"), QStringLiteral("times")}}) {
            const Finished done = ctl.run(words);
            QVERIFY2(done.exitCode == 0, done.err.constData());
        }
        QFile::remove(document);
        const Finished results = ctl.run({QStringLiteral("results"), QStringLiteral("--format"), QStringLiteral("csv")});
        QCOMPARE(results.exitCode, 0);
        QCOMPARE(ourPlaces(results.out), archivedPlaces(folder));
        const Finished awards = ctl.run({QStringLiteral("awards"), QStringLiteral("--format"), QStringLiteral("csv")});
        QCOMPARE(awards.exitCode, 0);
        QVERIFY(awards.out.startsWith("category,position,bib,time\r\n"));
        const auto archived = CsvFile::read(folder + QStringLiteral("/expected_prizes.csv"));
        QVERIFY(archived);
        QCOMPARE(prizes(CsvFile::parse(awards.out), QStringLiteral("position")), prizes(*archived, QStringLiteral("pos")));
    }
};

QTEST_GUILESS_MAIN(AwardsTest)
#include "awardstest.moc"
