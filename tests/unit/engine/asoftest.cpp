// SPDX-License-Identifier: Apache-2.0
// The state as of a moment is what was on the screen then, whatever happened before and after.
#include "tests/unit/engine/enginekit.h"
#include "tests/unit/engine/suites.h"

#include <QTest>

#include <random>
#include <set>

namespace gantry::test {

namespace {

using engine::CommandResult;

class Day {
public:
    Day(Bench &bench, unsigned seed) : m_bench(bench), m_random(seed) {}

    // One thing that happens on a race day; whether it was accepted does not matter.
    void step()
    {
        const QString bib = QString::number(1 + pick(6));
        switch (pick(14)) {
        case 0: return note(QStringLiteral("op dnf --bib ") + bib);
        case 1: return note(QStringLiteral("op penalty --seconds 15 --bib ") + bib);
        case 2: return note(QStringLiteral("op swap-bibs %1 %2").arg(bib).arg(1 + pick(6)));
        case 3: return note(QStringLiteral("op undo"));
        case 4: return note(QStringLiteral("op redo"));
        case 5: return m_ops.isEmpty() ? void() : note(QStringLiteral("op undo ") + m_ops[pick(int(m_ops.size()))]);
        case 6: return m_ops.isEmpty() ? void() : note(QStringLiteral("op redo ") + m_ops[pick(int(m_ops.size()))]);
        case 7: return note(QStringLiteral("entrant add --bib %1 --first Late --last Comer --wave A").arg(5 + pick(3)));
        case 8: return note(QStringLiteral("entrant set --bib %1 team=Club%2").arg(bib).arg(pick(3)));
        case 9: return note(QStringLiteral("entrant remove --bib ") + bib);
        case 10: return note(QStringLiteral("op clock-offset --session 1 --seconds %1").arg(pick(5)));
        case 11: return note(QStringLiteral("op start-offset --seconds 7 --bib ") + bib);
        case 12: return note(QStringLiteral("op hand --bib %1 --at 2026-05-30T09:3%2:00").arg(bib).arg(pick(10)));
        default: importSome();
        }
    }

private:
    int pick(int n) { return int(m_random() % unsigned(n)); }
    void note(const QString &words)
    {
        const CommandResult r = m_bench.run(words);
        const QString op = QString::fromUtf8(r.out).section(u' ', 0, 0);
        if (r.exitCode == 0 && op.size() == 32)
            m_ops.append(op);
    }
    void importSome()
    {
        QByteArray some;
        for (const QByteArray &line : harbourReads().split('\n'))
            if (!line.isEmpty() && pick(2))
                some += line + '\n';
        m_bench.import(some);
    }

    Bench &m_bench;
    std::mt19937 m_random;
    QStringList m_ops;
};

class AsOfTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theStateAsOfAMoment_isWhatWasThereThen_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 6; ++seed)
            QTest::addRow("day %u", seed) << seed;
    }

    void theStateAsOfAMoment_isWhatWasThereThen()
    {
        QFETCH(unsigned, seed);
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        Day day(bench, seed);
        std::vector<std::pair<UtcTime, QByteArray>> seen;
        for (int i = 0; i < 40; ++i) {
            day.step();
            seen.emplace_back(bench.clock().now(), bench.csv());
            bench.clock().advance(std::chrono::seconds(5));
        }
        std::set<QByteArray> different;
        for (const auto &[at, csv] : seen) {
            different.insert(csv);
            const auto past = bench.run({QStringLiteral("results"), QStringLiteral("--format"), QStringLiteral("csv"), QStringLiteral("--as-of"), formatUtc(at)});
            QCOMPARE(past.exitCode, 0);
            QCOMPARE(past.out, csv);
        }
        QVERIFY2(different.size() > 8, "the days are too quiet to show anything");
        // And the same from the log alone.
        QVERIFY(bench.reopen());
        for (const auto &[at, csv] : seen)
            QCOMPARE(bench.run({QStringLiteral("results"), QStringLiteral("--format"), QStringLiteral("csv"), QStringLiteral("--as-of"), formatUtc(at)}).out, csv);
    }
};

} // namespace

std::unique_ptr<QObject> asOfSuite()
{
    return std::make_unique<AsOfTest>();
}

} // namespace gantry::test

#include "asoftest.moc"
