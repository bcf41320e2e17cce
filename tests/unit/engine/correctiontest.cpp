// SPDX-License-Identifier: Apache-2.0
// Corrections and their undoing, in any order and over restarts.
#include "enginekit.h"
#include "suites.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <algorithm>

namespace gantry::test {

namespace {

class CorrectionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void corrections_undoneInAnyOrder_restoreTheSameCsv()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads()));
        const QByteArray before = bench.csv();
        const QStringList commands{QStringLiteral("op dnf --bib 2 --reason cramp"), QStringLiteral("op dq --bib 2"), QStringLiteral("op dead-heat --bibs 1,3"),
                                   QStringLiteral("op penalty --bib 3 --seconds 30.5"), QStringLiteral("op start-offset --bib 4 --seconds -60"),
                                   QStringLiteral("op set-time --bib 4 --at 09:25:00"), QStringLiteral("op swap-bibs 1 2"),
                                   QStringLiteral("op gun --wave A --at 08:59:00")};
        for (int shift = 0; shift < int(commands.size()); shift += 2) {
            QStringList ops; // the last op of each command; a swap is two
            std::vector<QByteArray> states{before};
            for (const QString &command : commands) {
                const auto answer = bench.run(command);
                QVERIFY2(answer.exitCode == 0, answer.err.constData());
                ops.append(QString::fromLatin1(answer.out).section(u' ', 0, 0));
                states.push_back(bench.csv());
                QVERIFY2(states.back() != states[states.size() - 2], qPrintable(command));
            }
            if (shift == 0) { // newest first, as the key does it
                for (std::size_t i = states.size() - 1; i-- > 0;) {
                    QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0);
                    QCOMPARE(bench.csv(), states[i]);
                }
                continue;
            }
            // By id, from somewhere in the middle. The swap goes by itself, whole, with the key.
            std::rotate(ops.begin(), ops.begin() + shift, ops.end());
            const QString swap = ops[(6 - shift + int(ops.size())) % int(ops.size())];
            for (const QString &op : ops)
                if (op != swap)
                    QCOMPARE(bench.run(QStringLiteral("op undo ") + op).exitCode, 0);
            QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0);
            QCOMPARE(bench.csv(), before);
        }
    }

    void commandOfSeveralOps_isUndoneWhole_alsoAfterARestart()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads()));
        const QByteArray before = bench.csv();
        QCOMPARE(bench.run(QStringLiteral("op swap-bibs 1 2")).exitCode, 0);
        QVERIFY(bench.csv() != before);
        QVERIFY(bench.reopen());
        QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(bench.csv(), before);
        // Next come the guns, one by one, and then the roster at once.
        for (int i = 0; i < 3; ++i)
            QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(bench.column(QStringLiteral("bib")).size(), 0);
    }

    void undo_ofAnUndo_bringsTheCorrectionBack()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads()));
        QCOMPARE(bench.run(QStringLiteral("op dnf --bib 2")).exitCode, 0);
        const QByteArray corrected = bench.csv();
        const auto undo = bench.run(QStringLiteral("op undo"));
        QCOMPARE(bench.run(QStringLiteral("op undo ") + QString::fromLatin1(undo.out).section(u' ', 0, 0)).exitCode, 0);
        QCOMPARE(bench.csv(), corrected);
        QCOMPARE(bench.run(QStringLiteral("op undo 00112233445566778899aabbccddeeff")).exitCode, 3);
    }

    void correction_ofABibThatTwoRacesShare_touchesOnlyItsOwn()
    {
        Bench bench;
        QVERIFY(bench.open());
        QJsonObject document = harbour();
        QJsonArray races = document[QStringLiteral("races")].toArray();
        QJsonObject second = races[0].toObject();
        second[QStringLiteral("name")] = QStringLiteral("10K");
        races.append(second);
        document[QStringLiteral("races")] = races;
        QVERIFY(bench.load(document));
        QCOMPARE(bench.runOn(QStringLiteral("roster import"), QStringLiteral("a.csv"), "Bib,Name,Race,Chip\n7,Ada One,5K,700\n").exitCode, 0);
        QCOMPARE(bench.run(QStringLiteral("op dnf --bib 7")).exitCode, 0);
        // The other race gets its bib 7 afterwards.
        QCOMPARE(bench.runOn(QStringLiteral("roster import"), QStringLiteral("b.csv"), "Bib,Name,Race,Chip\n7,Ben Two,10K,701\n").exitCode, 0);
        QCOMPARE(bench.column(QStringLiteral("status")), (QStringList{QStringLiteral("DNF"), QStringLiteral("NOT_STARTED")}));
        QCOMPARE(bench.run(QStringLiteral("op dq --bib 7")).exitCode, 3); // which one?
        QCOMPARE(bench.run(QStringLiteral("op dq --bib 7 --race 10K")).exitCode, 0);
        QCOMPARE(bench.column(QStringLiteral("status")), (QStringList{QStringLiteral("DNF"), QStringLiteral("DQ")}));
    }

    void wrongWords_changeNothing_andSayWhy()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        const QByteArray before = bench.csv();
        const std::vector<std::pair<const char *, int>> cases{{"op dnf", 2}, {"op dnf --bib 99", 3}, {"op nothing --bib 1", 2}, {"op gun --wave C --at 09:00:00", 3},
                                                             {"op gun --wave A --at noon", 3}, {"op gun --wave A", 2}, {"op penalty --bib 1 --seconds many", 2},
                                                             {"op set-time --bib 1 --point Moon --at 09:00:00", 3}, {"op ignore-read 12345678", 3},
                                                             {"op bind --location X --point Moon", 3}, {"op bind --session 99 --point Finish", 3},
                                                             {"op dead-heat --bibs 1", 2}, {"op redo", 3}, {"op undo zzz", 3}, {"op dnf --bib", 2}, {"op dnf --colour red", 2}};
        for (const auto &[words, code] : cases) {
            const auto answer = bench.run(QString::fromLatin1(words));
            QVERIFY2(answer.exitCode == code && !answer.err.isEmpty(), words);
        }
        QCOMPARE(bench.csv(), before);
    }

    void everyVerbThatPrints_speaksJson()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads()));
        for (const char *words : {"event show", "event list", "results", "explain --bib 2", "op dnf --bib 2", "status", "doctor"}) {
            const auto answer = bench.run(QStringLiteral("--json ") + QString::fromLatin1(words));
            QJsonParseError error;
            QJsonDocument::fromJson(answer.out, &error);
            QVERIFY2(error.error == QJsonParseError::NoError, words);
        }
        const auto roster = bench.runOn(QStringLiteral("--json roster import"), QStringLiteral("r.csv"), harbourRoster());
        QCOMPARE(QJsonDocument::fromJson(roster.out)[QStringLiteral("unchanged")].toInt(), 4);
        const auto reads = bench.runOn(QStringLiteral("--json reads import"), QStringLiteral("again.txt"), harbourReads());
        QCOMPARE(QJsonDocument::fromJson(reads.out)[QStringLiteral("known")].toInt(), 9);
    }
};

} // namespace

std::unique_ptr<QObject> correctionSuite()
{
    return std::make_unique<CorrectionTest>();
}

} // namespace gantry::test

#include "correctiontest.moc"
