// SPDX-License-Identifier: Apache-2.0
// Published races go through the port, and come out as published: plain, with a cut client, with kill -9.
#include "tests/integration/serveprocess.h"
#include "tests/support/synthrace.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace gantry;
using namespace gantry::test;

class RaceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_dir.isValid())
            QSKIP("no temporary directory");
    }

    void publishedRace_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("noise");
        QTest::addColumn<int>("cutAfter");
        QTest::newRow("Cherry Blossom, plain") << QStringLiteral("cherryblossom_2009") << 5 << 0;
        QTest::newRow("Cherry Blossom, cut half-way") << QStringLiteral("cherryblossom_2009") << 5 << 24000;
        QTest::newRow("Boston, plain") << QStringLiteral("boston_2017") << 7 << 0;
        QTest::newRow("Boston, cut half-way") << QStringLiteral("boston_2017") << 7 << 230000;
    }

    void publishedRace()
    {
        QFETCH(QString, key);
        QFETCH(int, noise);
        QFETCH(int, cutAfter);
        const SynthRace *race = synth(key, noise);
        if (!race)
            QSKIP(qPrintable(m_why));
        TempStore store;
        ServeProcess serve(store.path());
        QVERIFY(prepare(serve, *race));
        QVERIFY(serve.start());
        const auto sent = replay(serve, *race, cutAfter);
        QCOMPARE(sent.exitCode, 0);
        const qint64 reads = lines(race->reads);
        QVERIFY(serve.waitForStatus([&](const QJsonObject &s) { return s[QStringLiteral("total_reads")].toInteger() == reads; }));
        QCOMPARE(differences(race->expected, serve.run({QStringLiteral("results"), QStringLiteral("--format"), QStringLiteral("csv")}).out), QStringList());
        QCOMPARE(serve.terminate(), 0);
        const Finished verified = serve.run({QStringLiteral("verify")});
        QVERIFY2(verified.exitCode == 0, verified.out.constData());
    }

    void console_killedTwentyTimes_losesNothingItCounted_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<int>("noise");
        QTest::addColumn<int>("step"); // reads between two kills, at least
        QTest::addColumn<QString>("speed");
        QTest::newRow("Cherry Blossom") << QStringLiteral("cherryblossom_2009") << 5 << 400 << QStringLiteral("300");
        if (qEnvironmentVariableIsSet("GANTRY_CHAOS")) // ./dev chaos: the long form
            QTest::newRow("Boston") << QStringLiteral("boston_2017") << 7 << 9000 << QStringLiteral("700");
    }

    void console_killedTwentyTimes_losesNothingItCounted()
    {
        QFETCH(QString, key);
        QFETCH(int, noise);
        QFETCH(int, step);
        QFETCH(QString, speed);
        const SynthRace *race = synth(key, noise);
        if (!race)
            QSKIP(qPrintable(m_why));
        TempStore store;
        ServeProcess serve(store.path());
        QVERIFY(prepare(serve, *race));
        QVERIFY(serve.start());
        // One client that comes back by itself for as long as it takes, slow enough to be met in the middle.
        Program client(QStringLiteral("gantryctl"));
        QVERIFY(client.start({QStringLiteral("replay"), race->reads, QStringLiteral("--to"), target(serve), QStringLiteral("--speed"), speed}));
        const qint64 reads = lines(race->reads);
        qint64 counted = 0;
        QRandomGenerator random(20261122);
        for (int kill = 0; kill < 20; ++kill) {
            // Some way further than before, then at a random moment after that.
            const qint64 goal = std::min(reads, counted + step + random.bounded(3 * step));
            QVERIFY(serve.waitForStatus([&](const QJsonObject &s) {
                counted = std::max(counted, s[QStringLiteral("total_reads")].toInteger());
                return counted >= goal;
            }));
            for (quint32 more = random.bounded(6u); more > 0; --more)
                counted = std::max(counted, serve.status()[QStringLiteral("total_reads")].toInteger());
            serve.kill();
            const Finished verified = serve.run({QStringLiteral("verify"), QStringLiteral("--json")});
            QVERIFY2(verified.exitCode == 0, verified.out.constData());
            const qint64 kept = QJsonDocument::fromJson(verified.out).object()[QStringLiteral("reads")].toInteger();
            QVERIFY2(kept >= counted, qPrintable(QStringLiteral("%1 were counted, %2 are there").arg(counted).arg(kept)));
            QVERIFY(serve.start());
        }
        QVERIFY(serve.waitForStatus([&](const QJsonObject &s) { return s[QStringLiteral("total_reads")].toInteger() == reads; }, milliseconds(180'000)));
        QCOMPARE(differences(race->expected, serve.run({QStringLiteral("results"), QStringLiteral("--format"), QStringLiteral("csv")}).out), QStringList());
        QCOMPARE(serve.terminate(), 0);
        QCOMPARE(serve.run({QStringLiteral("verify")}).exitCode, 0);
    }

    void recordedClient_replayed_givesItsReadsGunAndLocation()
    {
        const QString capture = sharedPath(QStringLiteral("data/captures/chronotrack_ctp01/simpleclient_ctp01_a.txt"));
        if (!QFile::exists(capture))
            QSKIP("the recording of a real client is not there");
        TempStore store;
        ServeProcess serve(store.path());
        QVERIFY(serve.start()); // no event yet: the bytes are kept all the same
        QCOMPARE(serve.run({QStringLiteral("replay"), capture, QStringLiteral("--to"), target(serve)}).exitCode, 0);
        QVERIFY(serve.waitForStatus([](const QJsonObject &s) { return s[QStringLiteral("total_reads")].toInteger() == 418 && s[QStringLiteral("connections")].toInt() == 0; }));
        QCOMPARE(serve.status()[QStringLiteral("malformed")].toInt(), 0);
        const QString document = store.write(QStringLiteral("event.json"), R"({"name":"Late","date":"2021-05-08","timezone":"America/New_York",
            "timing_points":[{"name":"Finish","kind":"finish","aliases":["FINISH3"]}],"races":[{"name":"R","start":{"mode":"gun"}}]})");
        QCOMPARE(serve.run({QStringLiteral("event"), QStringLiteral("load"), document}).exitCode, 0); // claims what came before
        const QJsonObject status = serve.status();
        QCOMPARE(status[QStringLiteral("total_reads")].toInteger(), 418);
        QCOMPARE(status[QStringLiteral("guns")].toInt(), 1);
        QCOMPARE(status[QStringLiteral("malformed")].toInt(), 0);
        QCOMPARE(serve.terminate(), 0);
    }

    void escapeRoute_filesImportAgain_toTheSameResults()
    {
        const SynthRace *race = synth(QStringLiteral("cherryblossom_2009"), 5);
        if (!race)
            QSKIP(qPrintable(m_why));
        TempStore store, other;
        ServeProcess serve(store.path());
        QVERIFY(prepare(serve, *race));
        const QString second = store.file(QStringLiteral("stick"));
        QVERIFY(serve.start({QStringLiteral("--escape"), second}));
        QCOMPARE(replay(serve, *race, 0).exitCode, 0);
        const qint64 reads = lines(race->reads);
        QVERIFY(serve.waitForStatus([&](const QJsonObject &s) { return s[QStringLiteral("total_reads")].toInteger() == reads; }));
        QCOMPARE(serve.terminate(), 0);
        ServeProcess rebuilt(other.path());
        QVERIFY(prepare(rebuilt, *race));
        const auto files = QDir(second).entryList(QDir::Files);
        QCOMPARE(files.size(), 1);
        QCOMPARE(rebuilt.run({QStringLiteral("reads"), QStringLiteral("import"), second + u'/' + files.first()}).exitCode, 0);
        const QStringList csv{QStringLiteral("results"), QStringLiteral("--format"), QStringLiteral("csv")};
        QCOMPARE(rebuilt.run(csv).out, serve.run(csv).out);
    }

private:
    const SynthRace *synth(const QString &key, int noise)
    {
        if (!m_races.contains(key)) {
            SynthOptions options;
            options.key = key;
            options.noise = noise;
            auto made = makeSynthRace(m_dir.filePath(key), options);
            if (!made) {
                m_why = made.error().message;
                return nullptr;
            }
            m_races.insert({key, *made});
        }
        return &m_races.at(key);
    }

    bool prepare(ServeProcess &serve, const SynthRace &race)
    {
        return serve.run({QStringLiteral("event"), QStringLiteral("load"), race.event}).exitCode == 0
            && serve.run({QStringLiteral("roster"), QStringLiteral("import"), race.roster}).exitCode == 0;
    }

    static QString target(const ServeProcess &serve) { return QStringLiteral("ctp01://127.0.0.1:%1").arg(serve.ctp01()); }

    Finished replay(ServeProcess &serve, const SynthRace &race, int cutAfter)
    {
        QStringList words{QStringLiteral("replay"), race.reads, QStringLiteral("--to"), target(serve)};
        if (cutAfter > 0)
            words << QStringLiteral("--cut-after") << QString::number(cutAfter);
        return serve.run(words);
    }

    static qint64 lines(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll().count('\n') : -1;
    }

    QTemporaryDir m_dir;
    std::map<QString, SynthRace> m_races;
    QString m_why;
};

QTEST_GUILESS_MAIN(RaceTest)
#include "racetest.moc"
