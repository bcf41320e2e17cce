// SPDX-License-Identifier: Apache-2.0
// Results into folders: whole files, hold and release, a folder that goes away.
#include "enginekit.h"
#include "suites.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

namespace gantry::test {

namespace {

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

engine::CommandResult add(Bench &bench, const QString &folder, const QString &more = {})
{
    return bench.run(QStringList{QStringLiteral("publish"), QStringLiteral("add-folder"), folder} + more.split(u' ', Qt::SkipEmptyParts));
}

const engine::DestinationStatus &statusOf(Bench &bench, engine::ViewPtr &keep)
{
    keep = bench.console().view();
    return keep->outgoing->rows.at(0).status;
}

class OutgoingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void results_goToAFolder_asTheyChange_andEachTimeIsLogged()
    {
        Bench bench(Sockets::Open);
        QTemporaryDir folder;
        engine::ViewPtr keep;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QCOMPARE(add(bench, folder.path()).exitCode, 0);
        QCOMPARE(add(bench, folder.path()).exitCode, 3); // it is there already
        const QString file = folder.filePath(QStringLiteral("results.csv"));
        QTRY_COMPARE(contents(file), bench.csv());
        QVERIFY(bench.import(harbourReads()));
        bench.clock().advance(std::chrono::seconds(11));
        QTRY_COMPARE(contents(file), bench.csv());
        QTRY_VERIFY(!statusOf(bench, keep).waitingSince);
        QCOMPARE(statusOf(bench, keep).rows, 4);
        const QJsonArray log = QJsonDocument::fromJson(bench.run(QStringLiteral("publish log --json")).out).object().value(QStringLiteral("publications")).toArray();
        QCOMPARE(log.size(), 2);
        QCOMPARE(log.at(0)[QStringLiteral("sha256")].toString().toLatin1(), QCryptographicHash::hash(bench.csv(), QCryptographicHash::Sha256).toHex());
        QCOMPARE(log.at(0)[QStringLiteral("rows")].toInt(), 4);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 1); // nothing half-written lies about
    }

    void held_nothingGoesOut_alsoAfterARestart_releaseBringsTheNewest()
    {
        Bench bench(Sockets::Open);
        QTemporaryDir folder;
        engine::ViewPtr keep;
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QCOMPARE(bench.run(QStringLiteral("publish hold --reason check --by Ruth")).exitCode, 0);
        QCOMPARE(add(bench, folder.path()).exitCode, 0);
        QVERIFY(bench.reopen());
        QTRY_VERIFY(statusOf(bench, keep).waitingSince.has_value());
        QVERIFY(keep->outgoing->hold.on);
        QCOMPARE(keep->outgoing->hold.by, QStringLiteral("Ruth"));
        QCOMPARE(keep->outgoing->waiting(), 1);
        QVERIFY(bench.import(harbourReads()));
        QCOMPARE(bench.run(QStringLiteral("publish now")).exitCode, 3); // not even by hand
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 0);
        QCOMPARE(bench.run(QStringLiteral("publish release")).exitCode, 0);
        QTRY_COMPARE(contents(folder.filePath(QStringLiteral("results.csv"))), bench.csv());
        QCOMPARE(bench.run(QStringLiteral("op undo")).exitCode, 0); // the release is an operation like any other
        QVERIFY(bench.view()->outgoing->hold.on);
    }

    void aFolderThatGoes_isShown_triedAgain_andGetsTheNewest()
    {
        Bench bench(Sockets::Open);
        QTemporaryDir parent;
        engine::ViewPtr keep;
        const QString folder = parent.filePath(QStringLiteral("stick"));
        QVERIFY(bench.open());
        QVERIFY(bench.prepare());
        QCOMPARE(add(bench, folder, QStringLiteral("--format json --every 1s")).exitCode, 0);
        QTRY_VERIFY(!statusOf(bench, keep).error.isEmpty());
        QVERIFY(statusOf(bench, keep).waitingSince.has_value());
        const UtcTime first = *statusOf(bench, keep).nextTry;
        QCOMPARE(first - bench.clock().now(), Micros(std::chrono::seconds(4)));
        bench.clock().advance(std::chrono::seconds(5));
        QTRY_COMPARE(statusOf(bench, keep).failures, 2);
        QCOMPARE(*statusOf(bench, keep).nextTry - bench.clock().now(), Micros(std::chrono::seconds(8)));
        QVERIFY(bench.import(harbourReads()));
        QVERIFY(QDir().mkpath(folder)); // the stick is back
        bench.clock().advance(std::chrono::seconds(9));
        QTRY_COMPARE(contents(folder + QStringLiteral("/results.json")), bench.run(QStringLiteral("results --format json")).out);
        QTRY_VERIFY(statusOf(bench, keep).error.isEmpty());
        QVERIFY(!statusOf(bench, keep).waitingSince);
    }

    void aPage_isWholeAndEscaped_andOneRaceOnlyWhenAsked()
    {
        Bench bench;
        QTemporaryDir folder;
        QVERIFY(bench.open());
        QVERIFY(bench.load(harbour(QStringLiteral("Sun & <Sea>"))));
        QCOMPARE(add(bench, folder.path(), QStringLiteral("--format html --race 5K")).exitCode, 0);
        QCOMPARE(add(bench, folder.path(), QStringLiteral("--format csv --race 10K")).exitCode, 3);
        QCOMPARE(bench.run(QStringLiteral("publish now")).exitCode, 0);
        const QByteArray page = contents(folder.filePath(QStringLiteral("results-5k.html")));
        QVERIFY(page.contains("Sun &amp; &lt;Sea&gt;"));
        QVERIFY(page.trimmed().endsWith("</html>"));
        QCOMPARE(bench.run(QStringLiteral("publish remove nowhere")).exitCode, 3);
        QCOMPARE(bench.run({QStringLiteral("publish"), QStringLiteral("remove"), folder.path()}).exitCode, 0);
        QVERIFY(bench.view()->outgoing->rows.empty());
        QCOMPARE(bench.run(QStringLiteral("publish")).exitCode, 2);
    }
};

} // namespace

std::unique_ptr<QObject> outgoingSuite()
{
    return std::make_unique<OutgoingTest>();
}

} // namespace gantry::test

#include "outgoingtest.moc"
