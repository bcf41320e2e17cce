// SPDX-License-Identifier: Apache-2.0
// Lanes of one point put together into crossings: by hand-made cases, and laws that hold for any field.
#include "core/engine/reconcile/reconcile.h"

#include <QTest>

#include <algorithm>
#include <random>

namespace gantry::test {

namespace {

using namespace std::chrono_literals;
using namespace engine::reconcile;

UtcTime at(double seconds)
{
    return UtcTime(std::chrono::hours(450'000)) + Micros(std::int64_t(seconds * 1e6));
}

struct Field {
    std::vector<Entry> entries;
    void main(double s, int who) { entries.push_back({Lane::Main, at(s), who}); }
    void backup(double s, int who) { entries.push_back({Lane::Backup, at(s), who}); }
    void tap(double s) { entries.push_back({Lane::Taps, at(s), 0}); }
    void video(double s, int who = 0) { entries.push_back({Lane::Video, at(s), who}); }
    void bib(double s, int who) { entries.push_back({Lane::Bibs, at(s), who}); }
    void written(int who) { entries.push_back({Lane::Bibs, {}, who}); }
};

// The runner whose crossing has this entry; 0: nobody's.
int whoHas(const Field &f, const Alignment &a, const Entry &entry)
{
    for (const Crossing &c : a.crossings)
        if (const int e = c[entry.lane].entry; e >= 0 && &f.entries[std::size_t(e)] == &entry)
            return c.who;
    return 0;
}

double confidenceOf(const Field &f, const Alignment &a, const Entry &entry)
{
    for (const Crossing &c : a.crossings)
        if (const int e = c[entry.lane].entry; e >= 0 && &f.entries[std::size_t(e)] == &entry)
            return c[entry.lane].confidence;
    return -1;
}

int count(const Alignment &a, Differs what)
{
    return int(std::ranges::count_if(a.differences, [&](const Difference &d) { return d.what == what; }));
}

} // namespace

class AlignmentTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nothing_isNothing()
    {
        const Alignment a = align({});
        QVERIFY(a.crossings.empty() && a.differences.empty());
        QCOMPARE(a.all.seen, 0);
    }

    void taps_thatAreAllAsMuchLate_findTheirCrossings()
    {
        Field f;
        const double gaps[] = {0, 3.1, 7.7, 9.2, 15.9, 17.4, 26.0, 33.3, 34.9, 41.2, 55.5, 57.1};
        for (int i = 0; i < 12; ++i)
            f.main(gaps[i], 100 + i);
        for (int i = 0; i < 12; ++i)
            f.tap(gaps[i] + 2.6); // two of them nearer to the next runner than to their own
        const Alignment a = align(f.entries);
        QCOMPARE(a.crossings.size(), std::size_t(12));
        QVERIFY(std::chrono::abs(a.lanes[std::size_t(Lane::Taps)].offset - Micros(2600ms)) < Micros(50ms));
        for (std::size_t i = 0; i < 12; ++i) {
            QCOMPARE(whoHas(f, a, f.entries[12 + i]), 100 + int(i));
            QVERIFY(confidenceOf(f, a, f.entries[12 + i]) > 0.9);
        }
    }

    void missedEntries_leaveTheOthersWhereTheyAre()
    {
        Field f;
        for (int i = 0; i < 20; ++i)
            f.main(i * 4, 1 + i);
        for (int i = 0; i < 20; ++i)
            if (i % 5 != 2)
                f.tap(i * 4 + 0.3); // every fifth was not tapped
        f.tap(200);                 // and one was for nobody
        const Alignment a = align(f.entries);
        QCOMPARE(a.crossings.size(), std::size_t(21));
        std::size_t tap = 20;
        for (int i = 0; i < 20; ++i)
            if (i % 5 != 2)
                QCOMPARE(whoHas(f, a, f.entries[tap++]), 1 + i);
        QCOMPARE(count(a, Differs::LoneTap), 1);
        QCOMPARE(a.differences.size(), std::size_t(1));
    }

    void twoRunners_threeTenthsApart_withTwoTaps_areInTheirOrder_andOneTapIsUnsure()
    {
        Field f;
        f.main(10, 1);
        f.main(10.3, 2);
        f.tap(10.05);
        f.tap(10.40);
        const Alignment both = align(f.entries);
        QCOMPARE(whoHas(f, both, f.entries[2]), 1);
        QCOMPARE(whoHas(f, both, f.entries[3]), 2);
        Field one;
        one.main(10, 1);
        one.main(10.3, 2);
        one.tap(10.14);
        const Alignment unsure = align(one.entries);
        QCOMPARE(whoHas(one, unsure, one.entries[2]), 1);
        const double confidence = confidenceOf(one, unsure, one.entries[2]);
        QVERIFY2(confidence < 0.6, qPrintable(QString::number(confidence)));
        QVERIFY(confidence < confidenceOf(f, both, f.entries[2]));
        QCOMPARE(confidenceWord(confidence), QStringLiteral("perhaps"));
    }

    void writtenBibs_goBetweenThoseThatWereSeen_inTheirOrder()
    {
        Field f;
        f.main(0, 1);
        f.tap(10); // two whose chips were silent
        f.tap(14);
        f.main(20, 4);
        f.main(30, 6);
        for (const int who : {1, 2, 3, 4, 5, 6}) // nobody has a time for 5
            f.written(who);
        const Alignment a = align(f.entries);
        QCOMPARE(whoHas(f, a, f.entries[1]), 2);
        QCOMPARE(whoHas(f, a, f.entries[2]), 3);
        QCOMPARE(confidenceOf(f, a, f.entries[6]), 0.85);
        QCOMPARE(count(a, Differs::BibWithoutTime), 1);
        QCOMPARE(count(a, Differs::LoneTap), 0);
        const auto lone = std::ranges::find_if(a.crossings, [](const Crossing &c) { return !c.timed; });
        QVERIFY(lone != a.crossings.end() && lone->who == 5 && (lone - 1)->who == 4 && (lone + 1)->who == 6);
    }

    void writtenBibs_moreThanTimes_areOnlyAGuess()
    {
        Field f;
        f.tap(10);
        for (const int who : {1, 2, 3})
            f.written(who);
        const Alignment a = align(f.entries);
        QCOMPARE(whoHas(f, a, f.entries[0]), 1);
        QVERIFY(confidenceOf(f, a, f.entries[1]) < 0.2);
        QCOMPARE(count(a, Differs::BibWithoutTime), 2);
    }

    void mainAndBackup_areOneCrossingByChip_ratesCount_andApartIsTold()
    {
        Field f;
        for (int i = 0; i < 30; ++i) {
            if (i % 3 != 0)
                f.main(i * 20, 1 + i);
            f.backup(i * 20 + (i == 7 ? 4.2 : 0.4), 1 + i);
        }
        const Alignment a = align(f.entries);
        QCOMPARE(a.crossings.size(), std::size_t(30));
        QCOMPARE(a.all.seen, 30);
        QCOMPARE(a.all.main, 20);
        QCOMPARE(a.all.backup, 30);
        QCOMPARE(a.recent.seen, 15); // 300 s
        QCOMPARE(count(a, Differs::BackupOnly), 10);
        QCOMPARE(count(a, Differs::Apart), 1);
        const auto apart = std::ranges::find_if(a.differences, [](const Difference &d) { return d.what == Differs::Apart; });
        QCOMPARE(apart->by, Micros(4200ms));
        QCOMPARE(a.crossings[std::size_t(apart->crossing)].who, 8);
    }

    void sameRunner_laterThanHalfAMinute_isAnotherCrossing()
    {
        Field f;
        f.main(0, 1);
        f.backup(45, 1);
        const Alignment a = align(f.entries);
        QCOMPARE(a.crossings.size(), std::size_t(2));
        QCOMPARE(count(a, Differs::Apart), 0);
        QCOMPARE(count(a, Differs::BackupOnly), 1);
    }

    void video_ofACameraThatIsAMinuteOff_findsItsRunners_byBibsAndWithout()
    {
        std::mt19937 random(7);
        Field f;
        std::vector<double> times;
        for (int i = 0; i < 60; ++i)
            times.push_back((times.empty() ? 0 : times.back()) + 0.5 + double(random() % 600) / 100);
        for (int i = 0; i < 60; ++i)
            f.main(times[std::size_t(i)], 1 + i);
        for (int i = 0; i < 60; ++i)
            f.video(times[std::size_t(i)] + 63.7, i % 4 == 0 ? 1 + i : 0);
        f.video(5000);
        Alignment a = align(f.entries);
        for (std::size_t i = 0; i < 60; ++i)
            QCOMPARE(whoHas(f, a, f.entries[60 + i]), 1 + int(i));
        QCOMPARE(count(a, Differs::LoneVideo), 1);
        for (Entry &e : f.entries)
            if (e.lane == Lane::Video)
                e.who = 0;
        a = align(f.entries);
        for (std::size_t i = 0; i < 60; ++i)
            QCOMPARE(whoHas(f, a, f.entries[60 + i]), 1 + int(i));
    }

    void fieldLikeClockwork_couldBeShiftedByOne_andIsNotSure()
    {
        Field f;
        for (int i = 0; i < 200; ++i)
            f.main(i * 0.5, 1 + i);
        for (int i = 0; i < 200; ++i)
            f.video(i * 0.5 + 3.2);
        const Alignment a = align(f.entries);
        for (const Crossing &c : a.crossings)
            if (c[Lane::Video].entry >= 0 && c[Lane::Main].entry >= 0)
                QVERIFY2(c[Lane::Video].confidence < 0.7, qPrintable(QString::number(c[Lane::Video].confidence)));
    }

    void typedBib_thatTheMatSaw_isThatCrossing_andAnotherBibBesideItIsNot()
    {
        Field f;
        f.main(10, 1);
        f.bib(10.6, 1);
        f.main(20, 2);
        f.bib(20.1, 3);
        const Alignment a = align(f.entries);
        QCOMPARE(a.crossings.size(), std::size_t(3));
        QVERIFY(a.crossings[0][Lane::Bibs].entry == 1 && a.crossings[1][Lane::Bibs].entry < 0);
        QCOMPARE(a.crossings[2].who, 3);
    }

    void anyField_hasEveryEntryOnce_timesDoNotCross_andOrderOfEntriesDoesNotMatter()
    {
        std::mt19937 random(11);
        for (int round = 0; round < 40; ++round) {
            Field f;
            double t = 0;
            for (int i = 0; i < 120; ++i) {
                t += double(random() % 300) / 100;
                const auto noise = [&] { return double(random() % 100) / 100 - 0.5; };
                if (random() % 10 != 0)
                    f.main(t, 1 + i);
                if (random() % 5 != 0)
                    f.backup(t + 0.5 + noise() * 0.1, 1 + i);
                if (random() % 3 != 0)
                    f.tap(t + 0.4 + noise());
                if (random() % 4 == 0)
                    f.video(t - 20 + noise() * 0.2, random() % 2 ? 1 + i : 0);
            }
            const Alignment a = align(f.entries);
            std::vector<int> seen(f.entries.size(), 0);
            UtcTime before{};
            std::optional<UtcTime> lastTap;
            for (const Crossing &c : a.crossings) {
                QVERIFY(c.at >= before && c.confidence >= 0 && c.confidence <= 1);
                before = c.at;
                for (const Member &m : c.of)
                    if (m.entry >= 0)
                        ++seen[std::size_t(m.entry)];
                if (const int tap = c[Lane::Taps].entry; tap >= 0 && (c[Lane::Main].entry >= 0 || c[Lane::Backup].entry >= 0)) {
                    QVERIFY(!lastTap || *f.entries[std::size_t(tap)].at >= *lastTap);
                    lastTap = f.entries[std::size_t(tap)].at;
                }
            }
            QVERIFY(std::ranges::all_of(seen, [](int n) { return n == 1; }));
            std::vector<Entry> shuffled = f.entries;
            std::ranges::shuffle(shuffled, random);
            const Alignment b = align(shuffled);
            QCOMPARE(b.crossings.size(), a.crossings.size());
            QCOMPARE(b.differences.size(), a.differences.size());
            for (std::size_t i = 0; i < a.crossings.size(); ++i)
                QVERIFY(a.crossings[i].at == b.crossings[i].at && a.crossings[i].confidence == b.crossings[i].confidence);
        }
    }

    void fiftyThousandEntries()
    {
        std::mt19937 random(3);
        Field f;
        double t = 0;
        for (int i = 0; i < 14'000; ++i) {
            t += double(random() % 100) / 100;
            f.main(t, 1 + i);
            f.backup(t + 0.3, 1 + i);
            f.tap(t + 0.5 + double(random() % 40) / 100);
            if (i % 2)
                f.video(t + 7, i % 4 == 1 ? 1 + i : 0);
            if (i % 14 == 0)
                f.written(1 + i);
        }
        QCOMPARE(f.entries.size(), std::size_t(50'000));
        Alignment a;
        QBENCHMARK_ONCE { a = align(f.entries); }
        QCOMPARE(a.all.seen, 14'000);
        QVERIFY(a.crossings.size() < 15'500);
    }
};

} // namespace gantry::test

QTEST_GUILESS_MAIN(gantry::test::AlignmentTest)
#include "alignmenttest.moc"
