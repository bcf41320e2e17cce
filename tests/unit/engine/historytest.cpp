// SPDX-License-Identifier: Apache-2.0
// The log as commands: history, undo and redo of any of them, over restarts.
#include "enginekit.h"
#include "suites.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace gantry::test {

namespace {

QString idOf(const engine::CommandResult &r)
{
    return QString::fromUtf8(r.out).section(u' ', 0, 0);
}

QJsonArray history(Bench &bench, const QString &more = {})
{
    return QJsonDocument::fromJson(bench.run(QStringLiteral("history --json ") + more).out).object().value(QStringLiteral("history")).toArray();
}

QJsonObject newest(Bench &bench)
{
    return history(bench).at(0).toObject();
}

class HistoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void commands_areListedWithAuthorReasonAndWords_alsoAfterARestart()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        const auto done = bench.run(QStringLiteral("op dnf --bib 2 --reason cramp --by Ruth"));
        QCOMPARE(done.exitCode, 0);
        for (int round = 0; round < 2; ++round) {
            const QJsonObject row = newest(bench);
            QCOMPARE(row.value(QStringLiteral("id")).toString(), idOf(done));
            QCOMPARE(row.value(QStringLiteral("author")).toString(), QStringLiteral("Ruth"));
            QCOMPARE(row.value(QStringLiteral("reason")).toString(), QStringLiteral("cramp"));
            QCOMPARE(row.value(QStringLiteral("kind")).toString(), QStringLiteral("correction"));
            QCOMPARE(row.value(QStringLiteral("runners")).toString(), QStringLiteral("2"));
            QVERIFY(row.value(QStringLiteral("text")).toString().contains(QStringLiteral("DNF 2")));
            QVERIFY(row.value(QStringLiteral("in_force")).toBool());
            QVERIFY(bench.reopen());
        }
    }

    void anyCommand_isTakenBackAndPutBack_whateverCameAfterIt()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads()));
        const QByteArray plain = bench.csv();
        const QString swap = idOf(bench.run(QStringLiteral("op swap-bibs 1 2")));
        const QByteArray swapped = bench.csv();
        const QString penalty = idOf(bench.run(QStringLiteral("op penalty --bib 3 --seconds 30")));
        const QByteArray both = bench.csv();
        QCOMPARE(bench.run(QStringLiteral("op undo ") + swap + QStringLiteral(" --reason mixup")).exitCode, 0);
        QVERIFY(bench.csv() != both);
        QCOMPARE(bench.run(QStringLiteral("op undo ") + swap).exitCode, 3); // it is taken back already
        QVERIFY(bench.reopen());
        QCOMPARE(bench.run(QStringLiteral("op redo ") + swap).exitCode, 0);
        QCOMPARE(bench.csv(), both);
        QCOMPARE(bench.run(QStringLiteral("op redo ") + swap).exitCode, 3);
        QCOMPARE(bench.run(QStringLiteral("op undo ") + penalty).exitCode, 0);
        QCOMPARE(bench.csv(), swapped);
        QCOMPARE(bench.run(QStringLiteral("op undo ") + swap).exitCode, 0);
        QCOMPARE(bench.csv(), plain);
    }

    void oneOpOfACommand_canBeTakenBackAlone()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        const QString swap = idOf(bench.run(QStringLiteral("op swap-bibs 1 2")));
        QCOMPARE(bench.run(QStringLiteral("op undo ") + swap + QStringLiteral(" --only")).exitCode, 0);
        const QJsonArray rows = history(bench);
        QCOMPARE(rows.at(1).toObject().value(QStringLiteral("state")).toString(), QStringLiteral("partly taken back"));
        QCOMPARE(bench.run(QStringLiteral("op redo ") + swap).exitCode, 0);
        QCOMPARE(history(bench).at(2).toObject().value(QStringLiteral("state")).toString(), QStringLiteral("in force"));
    }

    void undoAndRedo_byKey_surviveRestarts()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads()));
        const QByteArray before = bench.csv();
        QCOMPARE(bench.run(QStringLiteral("op dnf --bib 2")).exitCode, 0);
        QCOMPARE(bench.run(QStringLiteral("op dq --bib 3")).exitCode, 0);
        const QByteArray after = bench.csv();
        QVERIFY(bench.reopen());
        QVERIFY(bench.view()->canUndo);
        QVERIFY(!bench.view()->canRedo);
        for (int i = 0; i < 2; ++i)
            QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(bench.csv(), before);
        QVERIFY(bench.reopen());
        QVERIFY(bench.view()->canRedo);
        for (int i = 0; i < 2; ++i)
            QCOMPARE(bench.run(QStringLiteral("op redo")).exitCode, 0);
        QCOMPARE(bench.csv(), after);
        QVERIFY(!bench.view()->canRedo);
        QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0);
        QCOMPARE(bench.run(QStringLiteral("op dnf --bib 1")).exitCode, 0);
        QVERIFY(!bench.view()->canRedo); // something else was done since
    }

    void details_showOldAndNew()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        const QString swap = idOf(bench.run(QStringLiteral("op swap-bibs 1 2")));
        const QJsonObject details = QJsonDocument::fromJson(bench.run(QStringLiteral("history --json ") + swap).out).object();
        const QJsonArray changes = details.value(QStringLiteral("changes")).toArray();
        QCOMPARE(changes.size(), 2);
        QStringList words;
        for (const QJsonValue &field : changes.at(0).toObject().value(QStringLiteral("fields")).toArray())
            words << field[QStringLiteral("name")].toString() + u' ' + field[QStringLiteral("from")].toString() + u'>' + field[QStringLiteral("to")].toString();
        QVERIFY2(words.contains(QStringLiteral("bib 1>2")), qPrintable(words.join(u'|')));
    }

    void historyOfOneRunner_leavesTheOthersOut()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QCOMPARE(bench.run(QStringLiteral("op dnf --bib 2")).exitCode, 0);
        QCOMPARE(bench.run(QStringLiteral("op dq --bib 3")).exitCode, 0);
        const QJsonArray rows = history(bench, QStringLiteral("--bib 2"));
        QCOMPARE(rows.size(), 2); // the DNF and the roster import
        QVERIFY(rows.at(0).toObject().value(QStringLiteral("text")).toString().contains(QStringLiteral("DNF 2")));
        QCOMPARE(history(bench, QStringLiteral("--limit 1")).size(), 1);
        QCOMPARE(history(bench, QStringLiteral("--kind correction")).size(), 2);
        QCOMPARE(bench.run(QStringLiteral("history --bib 99")).exitCode, 3);
        QCOMPARE(bench.run(QStringLiteral("history --since yesterday")).exitCode, 3);
    }

    void asOf_showsWhatWasKnownThen()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QVERIFY(bench.import(harbourReads()));
        const QByteArray before = bench.csv();
        const UtcTime then = bench.clock().now();
        bench.clock().advance(std::chrono::minutes(5));
        QCOMPARE(bench.run(QStringLiteral("op dnf --bib 2")).exitCode, 0);
        QCOMPARE(bench.run(QStringLiteral("op swap-bibs 1 3")).exitCode, 0);
        const QByteArray now = bench.csv();
        QVERIFY(now != before);
        const auto past = bench.run({QStringLiteral("results"), QStringLiteral("--format"), QStringLiteral("csv"), QStringLiteral("--as-of"), formatUtc(then)});
        QCOMPARE(past.exitCode, 0);
        QCOMPARE(past.out, before);
        QVERIFY(past.err.contains("past")); // nobody takes it for now
        QCOMPARE(bench.csv(), now);
        const auto early = bench.run({QStringLiteral("status"), QStringLiteral("--as-of"), QStringLiteral("2000-01-01T00:00:00")});
        QCOMPARE(QJsonDocument::fromJson(early.out).object().value(QStringLiteral("entered")).toInt(), 0);
        QCOMPARE(bench.run(QStringLiteral("results --as-of noon")).exitCode, 3);
    }

    void restorePoint_isGoneBackToAsOneCommand_readsStay()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        const QString early = idOf(bench.run(QStringLiteral("op penalty --bib 1 --seconds 10")));
        const QString gone = idOf(bench.run(QStringLiteral("op penalty --bib 1 --seconds 20")));
        QCOMPARE(bench.run(QStringLiteral("op undo ") + gone).exitCode, 0);
        QCOMPARE(bench.run(QStringLiteral("restore-point before the mess")).exitCode, 0);
        QCOMPARE(bench.run(QStringLiteral("op dnf --bib 2")).exitCode, 0);
        QCOMPARE(bench.run(QStringLiteral("op undo ") + early).exitCode, 0);
        QCOMPARE(bench.run(QStringLiteral("op redo ") + gone).exitCode, 0);
        const QString undone = idOf(bench.run(QStringLiteral("op dq --bib 3")));
        QCOMPARE(bench.run(QStringLiteral("op undo ") + undone).exitCode, 0); // its taking back must not bring it back
        QVERIFY(bench.import(harbourReads()));
        const QByteArray mess = bench.csv();
        const auto preview = bench.run(QStringLiteral("restore-to before the mess --preview --json"));
        QCOMPARE(QJsonDocument::fromJson(preview.out).object().value(QStringLiteral("takes_back")).toArray().size(), 3);
        QCOMPARE(bench.csv(), mess);
        QCOMPARE(bench.run(QStringLiteral("restore-to before the mess")).exitCode, 0);
        QCOMPARE(bench.cell(QStringLiteral("2"), QStringLiteral("status")), QStringLiteral("FINISHED"));
        QCOMPARE(bench.cell(QStringLiteral("3"), QStringLiteral("status")), QStringLiteral("FINISHED"));
        QCOMPARE(bench.run(QStringLiteral("history --kind correction --json")).exitCode, 0);
        int inForce = 0;
        for (const QJsonValue &row : history(bench, QStringLiteral("--kind correction")))
            inForce += row[QStringLiteral("in_force")].toBool() && row[QStringLiteral("text")].toString().startsWith(u"PENALTY");
        QCOMPARE(inForce, 1);
        QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0); // one key brings the mess back
        QCOMPARE(bench.csv(), mess);
        QCOMPARE(bench.run(QStringLiteral("restore-to nowhere")).exitCode, 3);
    }

    void theView_showsEveryCommandAndWhatBecameOfIt()
    {
        Bench bench;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        const std::size_t before = bench.view()->history->size();
        QCOMPARE(bench.run(QStringLiteral("op dnf --bib 2")).exitCode, 0);
        auto view = bench.view();
        QCOMPARE(view->history->size(), before + 1);
        QCOMPARE((*view->history)[before].standing, engine::Standing::InForce);
        QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0);
        view = bench.view();
        QCOMPARE(view->history->size(), before + 2);
        QCOMPARE((*view->history)[before].standing, engine::Standing::TakenBack);
        QCOMPARE((*view->history)[before].takenBackBy, (*view->history)[before + 1].id);
        const auto same = bench.view();
        QCOMPARE(same->history, view->history);
    }
};

} // namespace

std::unique_ptr<QObject> historySuite()
{
    return std::make_unique<HistoryTest>();
}

} // namespace gantry::test

#include "historytest.moc"
