// SPDX-License-Identifier: Apache-2.0
// Disks that are full, stores from tomorrow, files that are broken: what the console says and does, from outside.
#include "tests/integration/serveprocess.h"

#include "tests/support/csvfile.h"

#include <QDir>
#include <QJsonDocument>
#include <QProcess>
#include <QScopeGuard>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace gantry;
using namespace gantry::test;

namespace {

constexpr auto kEvent = R"({"name":"Full disk","date":"2026-05-30","timezone":"Europe/London",
 "timing_points":[{"name":"Finish","kind":"finish","aliases":["FIN"]}],
 "races":[{"name":"R","start":{"mode":"gun","gun":"2026-05-30T09:00:00"},"course":[{"point":"Finish","name":"Finish"}]}]})";

constexpr int kRunners = 3000;

QByteArray roster()
{
    QByteArray out = "Bib,Name\n";
    for (int bib = 1; bib <= kRunners; ++bib)
        out += QByteArray::number(bib) + ",Runner No" + QByteArray::number(bib) + '\n';
    return out;
}

QByteArray finishes(int from, int to)
{
    QByteArray out;
    for (int bib = from; bib <= to; ++bib) {
        const QByteArray minute = QByteArray::number(10 + bib / 100).rightJustified(2, '0'), second = QByteArray::number(bib % 100 / 2).rightJustified(2, '0');
        out += "CT01_33~" + QByteArray::number(bib) + "~FIN~" + QByteArray::number(bib) + "~2026-05-30T09:" + minute + ':' + second + ".00~1~0F2A38~1\r\n";
    }
    return out;
}

// A small disk of our own, gone when the test is.
class SmallDisk {
public:
    SmallDisk() { m_mounted = ::mount("tmpfs", qPrintable(m_dir.path()), "tmpfs", 0, "size=24m") == 0; }
    ~SmallDisk()
    {
        if (m_mounted)
            ::umount2(qPrintable(m_dir.path()), MNT_DETACH);
    }
    bool isMounted() const { return m_mounted; }
    QString store() const { return m_dir.filePath(QStringLiteral("store")); }
    // Takes every byte that is left.
    void fill()
    {
        QFile filler(m_dir.filePath(QStringLiteral("filler")));
        if (!filler.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
            return;
        for (qint64 piece = 64 * 1024; piece > 0; piece /= 2)
            while (filler.write(QByteArray(int(piece), 'x')) == piece) { }
    }
    void empty() { QFile::remove(m_dir.filePath(QStringLiteral("filler"))); }

private:
    QTemporaryDir m_dir;
    bool m_mounted = false;
};

bool greet(QTcpSocket &reader, const ServeProcess &serve)
{
    reader.connectToHost(QStringLiteral("127.0.0.1"), quint16(serve.ctp01()));
    if (!reader.waitForConnected())
        return false;
    reader.write("SimpleClient~0.6.0~CTP01\r\n");
    return reader.waitForReadyRead();
}

bool send(QTcpSocket &reader, const QByteArray &bytes)
{
    reader.write(bytes);
    while (reader.bytesToWrite() > 0)
        if (!reader.waitForBytesWritten())
            return false;
    return true;
}

qint64 number(const QJsonObject &status, const char *name)
{
    return status[QLatin1String(name)].toInteger();
}

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
}

QString eventFile(const QString &store)
{
    const QDir dir(store + QStringLiteral("/events"));
    return dir.filePath(dir.entryList({QStringLiteral("*.db")}, QDir::Files).value(0));
}

bool overwrite(const QString &path, qint64 at, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::ReadWrite) && file.seek(at) && file.write(bytes) == bytes.size();
}

} // namespace

class DiskTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fullDisk_theRaceGoesOnShowing_andEverythingIsSavedWhenThereIsRoom()
    {
        SmallDisk disk;
        if (!disk.isMounted())
            QSKIP("a small disk cannot be mounted here (that takes root)");
        TempStore files;
        ServeProcess serve(disk.store());
        prepare(serve, files);
        QVERIFY(serve.start());
        QTcpSocket reader;
        QVERIFY(greet(reader, serve));
        QVERIFY(send(reader, finishes(1, 100)));
        QVERIFY(serve.waitForStatus([](const QJsonObject &s) { return number(s, "total_reads") == 100 && number(s, "finished") == 100; }));
        disk.fill();
        QVERIFY(send(reader, finishes(101, kRunners)));
        QVERIFY(serve.waitForStatus([](const QJsonObject &s) { return number(s, "finished") == kRunners; }));
        const QJsonObject full = serve.status();
        QCOMPARE(full[QStringLiteral("database_connected")].toBool(true), false);
        QVERIFY(number(full, "unsaved") > 0);
        QVERIFY2(!full[QStringLiteral("saving_error")].toString().isEmpty(), "nobody says why");
        // What is not on disk is not counted, however much is shown.
        const qint64 saved = number(full, "total_reads");
        QCOMPARE(saved + number(full, "unsaved"), qint64(kRunners));
        const QByteArray shown = serve.run(words("results --format csv")).out;
        QVERIFY(serve.running());
        QCOMPARE(number(serve.status(), "total_reads"), saved);
        disk.empty();
        QVERIFY(serve.waitForStatus([](const QJsonObject &s) { return number(s, "total_reads") == kRunners && number(s, "unsaved") == 0; }));
        QCOMPARE(serve.status()[QStringLiteral("database_connected")].toBool(), true);
        QCOMPARE(serve.run(words("results --format csv")).out, shown);
        QCOMPARE(CsvFile::parse(shown).rows(), kRunners);
        QCOMPARE(serve.terminate(), 0);
        QCOMPARE(serve.run(words("results --format csv")).out, shown); // from the disk alone
        const Finished verify = serve.run(words("verify"));
        QVERIFY2(verify.exitCode == 0, verify.out.constData());
    }

    void fullDisk_thenKilled_keepsWhatWasCounted()
    {
        SmallDisk disk;
        if (!disk.isMounted())
            QSKIP("a small disk cannot be mounted here (that takes root)");
        TempStore files;
        ServeProcess serve(disk.store());
        prepare(serve, files);
        QVERIFY(serve.start());
        QTcpSocket reader;
        QVERIFY(greet(reader, serve));
        disk.fill();
        QVERIFY(send(reader, finishes(1, kRunners)));
        QVERIFY(serve.waitForStatus([](const QJsonObject &s) { return number(s, "finished") == kRunners; }));
        const qint64 counted = number(serve.status(), "total_reads");
        serve.kill();
        disk.empty();
        QVERIFY(serve.start());
        QVERIFY(number(serve.status(), "total_reads") >= counted);
        QTcpSocket again; // the box has kept its reads
        QVERIFY(greet(again, serve));
        QVERIFY(send(again, finishes(1, kRunners)));
        QVERIFY(serve.waitForStatus([](const QJsonObject &s) { return number(s, "total_reads") == kRunners && number(s, "finished") == kRunners; }));
        QCOMPARE(serve.terminate(), 0);
        QCOMPARE(serve.run(words("verify")).exitCode, 0);
    }

    void storeFromANewerVersion_isRefusedWithAReason_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("profile") << QStringLiteral("profile.db");
        QTest::newRow("capture") << QStringLiteral("capture.db");
        QTest::newRow("event") << QString();
    }

    void storeFromANewerVersion_isRefusedWithAReason()
    {
        QFETCH(QString, file);
        TempStore store;
        ServeProcess serve(store.path());
        prepare(serve, store);
        const QString path = file.isEmpty() ? eventFile(store.path()) : store.path() + u'/' + file;
        QFile before(path);
        QVERIFY(before.open(QIODevice::ReadOnly));
        const qint64 size = before.size();
        before.close();
        QVERIFY(overwrite(path, 60, QByteArray("\0\0\x03\xe7", 4))); // user_version 999, where SQLite keeps it
        for (const char *verb : {"results --format csv", "serve --ctp01 0 --status-port 0"}) {
            const Finished answer = serve.run(words(verb));
            QVERIFY2(answer.exitCode == 1, verb);
            QVERIFY2(answer.err.contains("newer"), answer.err.constData());
        }
        QCOMPARE(QFileInfo(path).size(), size); // and it is left as it was
    }

    void damagedEventFile_isReportedAndNothingCrashes()
    {
        TempStore store;
        ServeProcess serve(store.path());
        prepare(serve, store);
        const QString path = eventFile(store.path());
        QVERIFY(overwrite(path, 0, QByteArray(int(QFileInfo(path).size()), 'x')));
        for (const char *verb : {"results --format csv", "serve --ctp01 0 --status-port 0", "verify", "op dnf --bib 1"}) {
            const Finished answer = serve.run(words(verb));
            QVERIFY2(answer.exitCode == 1, verb);
            QVERIFY2(!answer.err.isEmpty() || !answer.out.isEmpty(), verb);
        }
        QCOMPARE(serve.run(words("event list")).exitCode, 0);
    }

    void stdoutThatNobodyReads_holdsUpNeitherReadsNorShutdown()
    {
        TempStore store;
        ServeProcess serve(store.path());
        prepare(serve, store);
        const QByteArray pipe = store.file(QStringLiteral("stdout")).toUtf8();
        QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
        const int end = ::open(pipe.constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
        QVERIFY(end >= 0);
        QVERIFY(::fcntl(end, F_SETPIPE_SZ, 4096) > 0);
        const auto closeEnd = qScopeGuard([end] { ::close(end); });
        QProcess console;
        console.setStandardOutputFile(QString::fromUtf8(pipe));
        console.start(Program::ours(QStringLiteral("gantryctl")), {QStringLiteral("--store"), store.path(), QStringLiteral("serve"), QStringLiteral("--bind"), QStringLiteral("127.0.0.1"),
                                                                    QStringLiteral("--ctp01"), QStringLiteral("0"), QStringLiteral("--status-port"), QStringLiteral("0")});
        QByteArray line;
        QVERIFY(QTest::qWaitFor([&] {
            char c = 0;
            while (!line.endsWith('\n') && ::read(end, &c, 1) == 1)
                line += c;
            return line.endsWith('\n');
        }, 20'000));
        const int port = QJsonDocument::fromJson(line)[QStringLiteral("ctp01")].toInt();
        // From here on nobody reads. Each dial-in is worth some 400 bytes: the pipe is full long before the end.
        for (int i = 0; i < 100; ++i) {
            QTcpSocket reader;
            reader.connectToHost(QStringLiteral("127.0.0.1"), quint16(port));
            QVERIFY(reader.waitForConnected());
            reader.write("SimpleClient~0.6.0~CTP01\r\n" + finishes(i + 1, i + 1));
            QVERIFY(reader.waitForReadyRead());
        }
        QVERIFY(QTest::qWaitFor([&] { return serve.run(words("status")).out.contains("\"total_reads\":100,"); }, 20'000));
        console.terminate();
        QVERIFY(console.waitForFinished(20'000));
        QCOMPARE(console.exitCode(), 0);
    }

private:
    static void prepare(ServeProcess &serve, const TempStore &files)
    {
        QCOMPARE(serve.run({QStringLiteral("event"), QStringLiteral("load"), files.write(QStringLiteral("event.json"), kEvent)}).exitCode, 0);
        QCOMPARE(serve.run({QStringLiteral("roster"), QStringLiteral("import"), files.write(QStringLiteral("roster.csv"), roster())}).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(DiskTest)
#include "disktest.moc"
