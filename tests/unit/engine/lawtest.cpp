// SPDX-License-Identifier: Apache-2.0
// Results are a function of what is known, not of how it came to be known: any order of arrival, anything twice, corrections and
// what takes them back in any order; and with everything taken back nothing is left of it.
#include "tests/unit/engine/enginekit.h"
#include "tests/unit/engine/suites.h"

#include <QTest>

#include <algorithm>
#include <random>

namespace gantry::test {

namespace {

// The harbour race with noise: repeats, reads much too early, reads of an unknown chip.
std::vector<QByteArray> noisyReads()
{
    struct Seen {
        const char *location, *chip, *time;
    };
    constexpr Seen kSeen[] = {{"START", "1", "09:00:02.00"}, {"START", "2", "09:00:03.00"}, {"START", "3", "09:00:04.00"}, {"START", "4", "09:05:01.00"},
                              {"HALF", "2", "09:10:00.00"}, {"FIN", "2", "09:20:00.00"},    {"FIN", "1", "09:20:10.00"},   {"FIN", "3", "09:21:00.00"},
                              {"FIN", "4", "09:30:00.00"},  {"FIN", "1", "08:55:00.00"},    {"FIN", "2", "09:20:01.50"},   {"FIN", "3", "09:50:00.00"},
                              {"FIN", "999", "09:25:00.00"}, {"START", "1", "09:00:01.00"}, {"HALF", "2", "09:10:02.00"},  {"FIN", "4", "09:00:30.00"}};
    std::vector<QByteArray> lines;
    for (const Seen &seen : kSeen)
        lines.push_back(record(int(lines.size()) + 1, seen.location, seen.chip, seen.time).trimmed());
    return lines;
}

QByteArray joined(const std::vector<QByteArray> &lines)
{
    QByteArray out;
    for (const QByteArray &line : lines)
        out += line.trimmed() + "\r\n";
    return out;
}

// Corrections of which each belongs to one runner or rule, so that their order means nothing.
const QStringList kCorrections{QStringLiteral("op dnf --bib 1 --reason calf"),
                               QStringLiteral("op penalty --bib 2 --seconds 30"),
                               QStringLiteral("op penalty --bib 2 --seconds 12.5"),
                               QStringLiteral("op start-offset --bib 3 --seconds -20"),
                               QStringLiteral("op set-time --bib 4 --point FIN --at 09:41:00"),
                               QStringLiteral("op bonus --bib 3 --seconds 3"),
                               QStringLiteral("op dead-heat --bibs 2,3")};

} // namespace

class LawTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anyOrderOfArrival_andAnyDuplication_giveTheSameResults()
    {
        std::vector<QByteArray> lines = noisyReads();
        Bench first;
        QVERIFY2(first.open() && first.prepare(), qPrintable(first.error().message));
        QVERIFY(first.import(joined(lines)));
        const QByteArray expected = first.csv();
        QVERIFY(expected.contains("FINISHED"));
        std::mt19937 random(7);
        for (int round = 0; round < 4; ++round) {
            std::vector<QByteArray> shuffled = lines;
            for (int i = 0; i < 6; ++i) // and some of them come again
                shuffled.push_back(lines[random() % lines.size()]);
            std::shuffle(shuffled.begin(), shuffled.end(), random);
            Bench other;
            QVERIFY(other.open() && other.prepare());
            const std::size_t half = random() % shuffled.size();
            QVERIFY(other.import(joined({shuffled.begin(), shuffled.begin() + std::ptrdiff_t(half)})));
            QVERIFY(other.import(joined({shuffled.begin() + std::ptrdiff_t(half), shuffled.end()})));
            QCOMPARE(other.csv(), expected);
        }
    }
    void anyInterleavingOfCorrectionsAndUndos_thatEndsInTheSameSet_givesTheSameResults_alsoAfterARestart()
    {
        std::mt19937 random(11);
        const auto kept = [](int i) { return i % 2 == 0; }; // those that stand in the end
        QByteArray expected;
        for (int round = 0; round < 5; ++round) {
            Bench bench;
            QVERIFY(bench.open() && bench.prepare());
            QVERIFY(bench.import(harbourReads()));
            std::vector<int> order(std::size_t(kCorrections.size()));
            for (std::size_t i = 0; i < order.size(); ++i)
                order[i] = int(i);
            if (round > 0)
                std::shuffle(order.begin(), order.end(), random);
            std::vector<QString> toUndo;
            for (const int i : order) {
                const auto done = bench.run(kCorrections[i]);
                QVERIFY2(done.exitCode == 0, done.err.constData());
                const QString id = QString::fromUtf8(done.out).section(u' ', 0, 0);
                if (!kept(i))
                    toUndo.push_back(id);
                else if (random() % 2) { // taken back and put back on the way
                    QCOMPARE(bench.run(QStringLiteral("op undo ") + id).exitCode, 0);
                    QCOMPARE(bench.run(QStringLiteral("op redo ") + id).exitCode, 0);
                }
                if (!toUndo.empty() && random() % 2) {
                    QCOMPARE(bench.run(QStringLiteral("op undo ") + toUndo.back()).exitCode, 0);
                    toUndo.pop_back();
                }
            }
            std::shuffle(toUndo.begin(), toUndo.end(), random);
            for (const QString &id : toUndo)
                QCOMPARE(bench.run(QStringLiteral("op undo ") + id).exitCode, 0);
            if (expected.isEmpty())
                expected = bench.csv();
            QCOMPARE(bench.csv(), expected);
            QVERIFY(bench.reopen());
            QCOMPARE(bench.csv(), expected);
        }
    }
    void undoOfEverything_givesTheUntouchedResults()
    {
        Bench bench;
        QVERIFY(bench.open() && bench.prepare());
        QVERIFY(bench.import(joined(noisyReads())));
        const QByteArray untouched = bench.csv();
        for (const QString &correction : kCorrections)
            QCOMPARE(bench.run(correction).exitCode, 0);
        QVERIFY(bench.csv() != untouched);
        for (qsizetype i = 0; i < kCorrections.size(); ++i)
            QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(bench.csv(), untouched);
    }
    void twoConsolesCorrectingOneRunner_bothStand_andTheHarderOneCounts()
    {
        Bench bench;
        QVERIFY(bench.open() && bench.prepare());
        QVERIFY(bench.import(harbourReads()));
        QCOMPARE(bench.run(QStringLiteral("op dnf --bib 1 --by Ann")).exitCode, 0);
        QCOMPARE(bench.run(QStringLiteral("op dq --bib 1 --by Ben")).exitCode, 0);
        QCOMPARE(bench.cell(QStringLiteral("1"), QStringLiteral("status")), QStringLiteral("DQ"));
        const QByteArray why = bench.run(QStringLiteral("explain --bib 1")).out;
        QVERIFY2(why.contains("Ann") && why.contains("Ben"), why.constData());
        QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(bench.cell(QStringLiteral("1"), QStringLiteral("status")), QStringLiteral("DNF"));
    }
};

std::unique_ptr<QObject> lawSuite()
{
    return std::make_unique<LawTest>();
}

} // namespace gantry::test

#include "lawtest.moc"
