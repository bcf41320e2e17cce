// SPDX-License-Identifier: Apache-2.0
// The files of three real boxes: from a stick to places, and the same reads as over the wire.
#include "tests/integration/serveprocess.h"
#include "tests/support/csvfile.h"
#include "tests/support/synthrace.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <set>

using namespace gantry;
using namespace gantry::test;

namespace {

// The box named FINISH2 stood at the start; the gun was pressed on the box of FINISH1.
constexpr auto kEvent = R"({"name":"Spring race","date":"2021-05-08","timezone":"America/New_York",
 "timing_points":[{"name":"Start","kind":"start"},{"name":"Middle","kind":"split","aliases":["FINISH1"]},{"name":"Finish","kind":"finish","aliases":["FINISH3"]}],
 "races":[{"name":"Race","distance_m":10000,"start":{"mode":"gun"},"ranking":"gun","course":[{"point":"Finish","name":"Finish","min_time_s":600}]}]})";
constexpr std::int64_t kGunUs = 1'620'460'855'160'000; // 08:00:55.16, as the box says
constexpr std::int64_t kMinUs = 600'000'000;

struct Sample {
    QString bib;
    std::int64_t us = 0;
};

// Written apart from the decoder on purpose.
std::vector<Sample> samplesOf(const QString &path)
{
    std::vector<Sample> out;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return out;
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QList<QByteArray> f = line.trimmed().split('~');
        if (f.size() >= 11)
            out.push_back({QString::number(f[2].toInt()), qRound64(f[5].toDouble() * 100) * 10'000});
    }
    return out;
}

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
}

} // namespace

class ControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_dir = sharedPath(QStringLiteral("data/captures/chronotrack_controller_files"));
        if (!QFile::exists(m_dir + QStringLiteral("/5071909.csv")))
            QSKIP("the files of real boxes are not there");
        m_finish = m_dir + QStringLiteral("/FINISH3/05080711.csv");
        m_start = m_dir + QStringLiteral("/START2/01010000.csv");
        m_middle = m_dir + QStringLiteral("/5071909.csv");
    }

    void files_haveEveryReadAndGun_andNothingMalformed()
    {
        TempStore store;
        ServeProcess serve(store.path());
        QCOMPARE(serve.run({QStringLiteral("event"), QStringLiteral("load"), store.write(QStringLiteral("event.json"), kEvent)}).exitCode, 0);
        // Each by another of its two files, one of them twice.
        const Finished done = serve.run({QStringLiteral("reads"), QStringLiteral("import"), m_middle, QString(m_finish).replace(QStringLiteral(".csv"), QStringLiteral(".mrk")), m_start,
                                         QString(m_middle).replace(QStringLiteral(".csv"), QStringLiteral(".mrk")), QStringLiteral("--json")});
        QVERIFY2(done.exitCode == 0, done.err.constData());
        const QJsonObject o = QJsonDocument::fromJson(done.out).object();
        QCOMPARE(o[QStringLiteral("reads")].toInteger(), 25'844);
        QCOMPARE(o[QStringLiteral("guns")].toInt(), 6);
        QCOMPARE(o[QStringLiteral("malformed")].toInt(), 0);
        QCOMPARE(o[QStringLiteral("files")].toArray().size(), 3);
        const Finished again = serve.run({QStringLiteral("reads"), QStringLiteral("import"), m_finish, QStringLiteral("--json")});
        QCOMPARE(QJsonDocument::fromJson(again.out)[QStringLiteral("new")].toInt(-1), 0);
        const Finished verified = serve.run(words("verify"));
        QVERIFY2(verified.exitCode == 0, verified.out.constData());
    }

    void race_fromTheFilesAlone_isScored()
    {
        TempStore store;
        ServeProcess serve(store.path());
        QCOMPARE(serve.run({QStringLiteral("event"), QStringLiteral("load"), store.write(QStringLiteral("event.json"), kEvent)}).exitCode, 0);
        QCOMPARE(serve.run({QStringLiteral("roster"), QStringLiteral("import"), store.write(QStringLiteral("roster.csv"), rosterOfTheChips())}).exitCode, 0);
        const Finished done = serve.run({QStringLiteral("reads"), QStringLiteral("import"), m_finish, m_start, QStringLiteral("--json")});
        QVERIFY2(done.exitCode == 0, done.err.constData());
        const QJsonArray files = QJsonDocument::fromJson(done.out)[QStringLiteral("files")].toArray();
        QCOMPARE(files[1].toObject()[QStringLiteral("locations")].toArray(), QJsonArray{QStringLiteral("FINISH2")});
        // The box calls itself FINISH2; where it stood, people know.
        const QString session = QString::number(files[1].toObject()[QStringLiteral("session")].toInteger());
        QCOMPARE(serve.run(words("op bind --point Start --session") << session).exitCode, 0);
        QCOMPARE(serve.run(words("op gun --at 2021-05-08T08:00:55.16")).exitCode, 0);
        const CsvFile results = CsvFile::parse(serve.run(words("results --format csv")).out);
        compareWithFiles(results);
    }

    void recordedClient_andTheBoxsFile_areTheSameReads()
    {
        const QString capture = sharedPath(QStringLiteral("data/captures/chronotrack_ctp01/simpleclient_ctp01_a.txt"));
        if (!QFile::exists(capture))
            QSKIP("the recording of a real client is not there");
        TempStore store;
        ServeProcess serve(store.path());
        QCOMPARE(serve.run({QStringLiteral("event"), QStringLiteral("load"), store.write(QStringLiteral("event.json"), kEvent)}).exitCode, 0);
        QVERIFY(serve.start());
        QCOMPARE(serve.run({QStringLiteral("replay"), capture, QStringLiteral("--to"), QStringLiteral("ctp01://127.0.0.1:%1").arg(serve.ctp01())}).exitCode, 0);
        QVERIFY(serve.waitForStatus([](const QJsonObject &s) { return s[QStringLiteral("total_reads")].toInteger() > 380 && s[QStringLiteral("connections")].toInt() == 0; }));
        const qint64 live = serve.status()[QStringLiteral("total_reads")].toInteger();
        const qint64 guns = serve.status()[QStringLiteral("guns")].toInteger();
        const Finished done = serve.run({QStringLiteral("reads"), QStringLiteral("import"), m_finish, QStringLiteral("--json")});
        const QJsonObject o = QJsonDocument::fromJson(done.out).object();
        QCOMPARE(o[QStringLiteral("known")].toInteger(), live); // the box's file fills the gap, and doubles nothing
        QCOMPARE(serve.status()[QStringLiteral("guns")].toInteger(), guns);
        QCOMPARE(serve.terminate(), 0);
    }

    void csvWithoutItsMrk_saysSo_andIsBoundByPoint()
    {
        TempStore store;
        ServeProcess serve(store.path());
        QCOMPARE(serve.run({QStringLiteral("event"), QStringLiteral("load"), store.write(QStringLiteral("event.json"), kEvent)}).exitCode, 0);
        const QString lonely = store.file(QStringLiteral("alone.csv"));
        QVERIFY(QFile::copy(m_finish, lonely));
        const Finished done = serve.run({QStringLiteral("reads"), QStringLiteral("import"), lonely, QStringLiteral("--point"), QStringLiteral("Finish"), QStringLiteral("--json")});
        QCOMPARE(done.exitCode, 0);
        QVERIFY2(done.err.contains("no .mrk beside it"), done.err.constData());
        QCOMPARE(QJsonDocument::fromJson(done.out)[QStringLiteral("reads")].toInteger(), 14'367);
    }

private:
    QByteArray rosterOfTheChips() const
    {
        std::set<int> bibs;
        for (const QString &path : {m_finish, m_start})
            for (const Sample &s : samplesOf(path))
                if (const int bib = s.bib.toInt(); bib < 99'995)
                    bibs.insert(bib);
        QByteArray out = "Bib,First Name,Last Name\n";
        for (const int bib : bibs)
            out += QByteArray::number(bib) + ",Runner," + QByteArray::number(bib) + '\n';
        return out;
    }

    // Everybody's gun time: his first read at the finish that is not too early.
    void compareWithFiles(const CsvFile &results) const
    {
        std::map<QString, std::int64_t> expected;
        for (const Sample &s : samplesOf(m_finish))
            if (s.bib.toInt() < 99'995 && s.us >= kGunUs + kMinUs)
                if (const auto [it, isNew] = expected.try_emplace(s.bib, s.us - kGunUs); !isNew)
                    it->second = std::min(it->second, s.us - kGunUs);
        QVERIFY(expected.size() > 3000);
        int finished = 0;
        for (int row = 0; row < results.rows(); ++row) {
            const QString bib = results.cell(row, QStringLiteral("bib")), gun = results.cell(row, QStringLiteral("gun_us"));
            const auto it = expected.find(bib);
            QCOMPARE(gun, it == expected.end() ? QString() : QString::number(it->second));
            finished += results.cell(row, QStringLiteral("status")) == u"FINISHED";
        }
        QCOMPARE(finished, int(expected.size()));
        QCOMPARE(results.cell(0, QStringLiteral("place")), QStringLiteral("1"));
    }

    QString m_dir, m_finish, m_start, m_middle;
};

QTEST_GUILESS_MAIN(ControllerTest)
#include "controllertest.moc"
