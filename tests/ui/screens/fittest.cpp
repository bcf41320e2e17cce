// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/screens/samples.h"
#include "ui/render/fontcheck.h"
#include "ui/render/fonts.h"
#include "ui/render/raceclocks.h"
#include "ui/render/screenfields.h"
#include "ui/render/textfit.h"

#include <QFontInfo>
#include <QFontMetricsF>
#include <QJsonArray>
#include <QTest>

using namespace gantry;
using namespace gantry::render;

namespace {

FitRequest nameRequest(const QString &text)
{
    FitRequest r;
    r.text = text;
    r.area = QSizeF(1776, 276);
    r.maxSize = 216;
    r.minSize = 122;
    r.weight = 800;
    r.maxLines = 3;
    r.tracking = -0.02;
    return r;
}

QString joined(const FittedText &fitted)
{
    QString all;
    for (const TextRun &run : fitted.runs)
        all += run.text;
    return all.remove(u' ');
}

constexpr auto kMinute = std::chrono::minutes(1);

QJsonObject race(const char *name, std::optional<UtcTime> gun, std::optional<UtcTime> scheduled = {})
{
    QJsonObject o{{QStringLiteral("name"), QString::fromLatin1(name)}};
    if (gun)
        o[QStringLiteral("gun_us")] = QString::number(toUs(*gun));
    if (scheduled)
        o[QStringLiteral("scheduled_us")] = QString::number(toUs(*scheduled));
    return o;
}

} // namespace

class FitTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void name_anyScriptAndLength_isWholeAndInsideItsArea()
    {
        FontCheck fonts;
        for (const QString &sample : test::sampleNames()) {
            const QString name = fonts.drawable(sample);
            const FitRequest r = nameRequest(name);
            const FittedText fitted = fitText(r);
            QCOMPARE(joined(fitted), QString(name).remove(u' '));
            QVERIFY2(fitted.width <= r.area.width() + 0.5, qPrintable(name));
            for (const TextRun &run : fitted.runs) {
                const double baseline = run.topLeft.y() + QFontMetricsF(run.font).ascent();
                QVERIFY2(baseline > 0 && baseline < r.area.height() + QFontMetricsF(run.font).descent(), qPrintable(name));
            }
        }
        QVERIFY2(fonts.missing().isEmpty(), qPrintable(QStringLiteral("install fonts-noto-core and fonts-noto-cjk; without a font: ") + fonts.missing()));
    }
    void name_short_isAsLargeAsWanted() { QCOMPARE(fitText(nameRequest(QStringLiteral("Bo Li"))).pixelSize, 216); }
    void name_longer_shrinksBeforeItWraps()
    {
        const FittedText fitted = fitText(nameRequest(QStringLiteral("Siobhán O’Rourke-Byrne")));
        QCOMPARE(fitted.lines, 1);
        QVERIFY(fitted.pixelSize < 216 && fitted.pixelSize >= 122);
    }
    void name_tooLongForOneLine_wrapsAtWords()
    {
        const FittedText fitted = fitText(nameRequest(QStringLiteral("Maximiliana Featherstonehaugh-Smythe")));
        QCOMPARE(fitted.lines, 2);
        QCOMPARE(fitted.runs[0].text, QStringLiteral("Maximiliana"));
        QVERIFY(fitted.pixelSize >= 122);
    }
    void figures_tabular_haveTheSameWidthWhateverTheyAre()
    {
        FitRequest r = nameRequest(QStringLiteral("11:11"));
        r.tabular = true;
        r.suffix = QStringLiteral("/km");
        const double ones = fitText(r).width;
        r.text = QStringLiteral("48:08");
        QCOMPARE(fitText(r).width, ones);
    }
    void font_inter_isInstalled()
    {
        if (QFontInfo(screenFont(40, 400)).family() != u"Inter")
            QSKIP("Inter is not installed (fonts-inter); the outputs fall back to Noto Sans");
    }
    void text_withoutReason_isCleaned()
    {
        FontCheck fonts;
        QCOMPARE(fonts.drawable(QStringLiteral("  Ann\n\tSmith ")), QStringLiteral("Ann Smith"));
        QCOMPARE(fonts.drawable(QStringLiteral("Ann\u202eSmith\u0007")), QStringLiteral("AnnSmith"));
        QCOMPARE(fonts.drawable(QString(1000, u'x')).size(), FontCheck::kMaxText);
        QCOMPARE(fonts.drawable(u'a' + QString(50, QChar(0x301))).size(), 5);
        QVERIFY(fonts.missing().isEmpty());
    }
    void symbol_withoutAFont_isLeftOutAndReported()
    {
        FontCheck fonts;
        const QString nowhere = QString::fromUcs4(U"\U0010fffd"); // private use: no font has it
        QCOMPARE(fonts.drawable(QStringLiteral("Ann ") + nowhere), QStringLiteral("Ann"));
        QCOMPARE(fonts.missing(), nowhere);
    }
    void place_ordinal_data()
    {
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("expected");
        for (const auto &[place, expected] : std::initializer_list<std::pair<const char *, const char *>>{
                 {"1", "1st"}, {"2", "2nd"}, {"3", "3rd"}, {"4", "4th"}, {"11", "11th"}, {"12", "12th"}, {"13", "13th"}, {"21", "21st"}, {"112", "112th"},
                 {"1003", "1003rd"}, {"", ""}, {"0", ""}, {"-", ""}})
            QTest::newRow(place) << QString::fromLatin1(place) << QString::fromLatin1(expected);
    }
    void place_ordinal()
    {
        QFETCH(QString, place);
        QTEST(ordinal(place), "expected");
    }
    void mixedDirections_eachValueKeepsItsOrder()
    {
        const QJsonObject fields{{QStringLiteral("city"), QStringLiteral("الرياض")}, {QStringLiteral("team"), QStringLiteral("Harriers")}};
        const QString line = bindForScreen(QStringLiteral("{city} · {team}"), fields);
        QVERIFY(line.startsWith(QChar(0x2068)) && line.endsWith(QStringLiteral(" · Harriers")));
        QCOMPARE(bindForScreen(QStringLiteral("{city}"), fields), QStringLiteral("الرياض"));
    }
    void clock_gunSet_runsAndRoundsDown()
    {
        const UtcTime now = fromUs(test::kSampleNow);
        RaceClocks clocks;
        clocks.setRaces({race("5K", now - 31 * kMinute - Micros(7'999'999))});
        QCOMPARE(clocks.text(QStringLiteral("5K"), now), QStringLiteral("0:31:07"));
        QCOMPARE(clocks.text(QString(), now), QStringLiteral("0:31:07"));
        QVERIFY(clocks.running());
        QCOMPARE(clocks.untilChange(now), Micros(1));
        QCOMPARE(clocks.text(QStringLiteral("5K"), now + Micros(1)), QStringLiteral("0:31:08"));
    }
    void clock_scheduled_countsDownThenWaitsForTheGun()
    {
        const UtcTime now = fromUs(test::kSampleNow);
        RaceClocks clocks;
        clocks.setRaces({race("5K", {}, now + 4 * kMinute + Micros(11'500'000))});
        QCOMPARE(clocks.text(QString(), now), QStringLiteral("START IN -4:12"));
        QCOMPARE(clocks.text(QString(), now + 4 * kMinute + Micros(11'499'999)), QStringLiteral("START IN -0:01"));
        QCOMPARE(clocks.text(QString(), now + 10 * kMinute), QStringLiteral("STARTING SOON"));
        QVERIFY(!clocks.running());
    }
    void clock_neitherGunNorSchedule_isNotThere()
    {
        RaceClocks clocks;
        clocks.setRaces({race("5K", {})});
        QVERIFY(clocks.names().isEmpty());
        QVERIFY(clocks.text(QString(), fromUs(test::kSampleNow)).isEmpty());
    }
    void clock_severalRaces_runningOnesFirstAndWavesTogether()
    {
        const UtcTime now = fromUs(test::kSampleNow);
        RaceClocks clocks;
        clocks.setRaces({race("Kids", {}, now + kMinute), race("Half", now - kMinute), race("Half", now - 2 * kMinute), race("5K", now - 3 * kMinute)});
        QCOMPARE(clocks.names(), QStringList({QStringLiteral("Half"), QStringLiteral("5K"), QStringLiteral("Kids")}));
        QCOMPARE(clocks.text(QStringLiteral("Half"), now), QStringLiteral("0:02:00"));
        QVERIFY(clocks.text(QStringLiteral("10K"), now).isEmpty()); // never another race's time
    }
};

int runFitTest(int argc, char **argv)
{
    FitTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "fittest.moc"
