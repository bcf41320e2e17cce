// SPDX-License-Identifier: Apache-2.0
#include "storekit.h"
#include "suites.h"

#include "core/store/verify.h"

#include <QFile>
#include <QTest>

#include <thread>

namespace gantry::test {

using namespace gantry::store;

namespace {

const Id128 kEvent = Id128::fromName(Id128{}, QByteArrayView("event"));

class VerifyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void verify_soundStore_isCleanAndCounts();
    void verify_plantedDamage_isFound_data();
    void verify_plantedDamage_isFound();
    void verify_overwrittenPage_isFound();
    void verify_erasedPersonalValues_areNoProblem();
    void verify_besideRunningWriter_isAlwaysClean();
    void verify_cancelled_saysSo();
    void verify_noStore_isNotFound();

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
    QString m_event;
};

// A store with two sessions, duplicates, an op with personal values and one that is taken back.
void VerifyTest::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_path = m_dir->filePath(QStringLiteral("store"));
    OpenStore s(m_path);
    QVERIFY(s.openEvent(kEvent));
    m_event = s.directory.store->eventPath(kEvent);
    for (int first : {0, 20}) {
        const SessionNo no = s.claim(kEvent);
        std::int64_t offset = 0;
        for (int i = 0; i < 3; ++i)
            s.writer->submit(linesIntake(no, offset, first + i * 10, 10, kEvent));
    }
    log::HlcClock hlc(s.clock, Id128::random());
    Intake intake;
    intake.event = kEvent;
    log::Op op = setOp(hlc, QStringLiteral("e1"), {{QStringLiteral("bib"), QStringLiteral("7")}});
    op.personal = Id128::random();
    op.personalValues = {{QStringLiteral("last_name"), QStringLiteral("Okafor")}};
    log::Op undo = setOp(hlc, op.id.toString(), {});
    undo.kind = QStringLiteral("retract");
    intake.batch.ops = {op, undo};
    s.writer->submit(std::move(intake));
}

void VerifyTest::verify_soundStore_isCleanAndCounts()
{
    int last = -1;
    const auto report = verifyStore(m_path, [&](int percent) { last = percent; return true; });
    QVERIFY(report);
    QCOMPARE(report->problems, QStringList());
    QCOMPARE(last, 100);
    const auto count = [&](const char *name) { return report->counts.value(QLatin1String(name)).toInt(); };
    QCOMPARE(count("reads"), 50);
    QCOMPARE(count("duplicates"), 10);
    QCOMPARE(count("sessions"), 2);
    QCOMPARE(count("chunks"), 6);
    QCOMPARE(count("ops"), 2);
    QCOMPARE(count("events"), 1);
    QCOMPARE(count("undecoded_bytes"), 0);
    QCOMPARE(report->notes.size(), 2); // both sessions were never closed
}

void VerifyTest::verify_plantedDamage_isFound_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("says");
    const auto capture = [](const char *name, const char *sql, const char *says) {
        QTest::newRow(name) << QStringLiteral("capture.db") << QString::fromUtf8(sql) << QString::fromUtf8(says);
    };
    const auto event = [](const char *name, const char *sql, const char *says) { QTest::newRow(name) << QString() << QString::fromUtf8(sql) << QString::fromUtf8(says); };
    capture("changed byte", "UPDATE chunk SET bytes = CAST(replace(bytes, '13F5A2', '13F5A3') AS BLOB) WHERE session = 1 AND offset = 0", "have changed");
    capture("lost chunk", "DELETE FROM chunk WHERE session = 2 AND offset > 0 AND offset < 600", "missing or doubled");
    capture("lost end", "DELETE FROM chunk WHERE session = 2 AND offset = (SELECT max(offset) FROM chunk)", "was read up to byte");
    capture("orphan chunk", "INSERT INTO chunk VALUES (9, 0, 0, x'61', x'ca978112ca1bbdca')", "belong to no session");
    capture("lost session", "DELETE FROM session WHERE no = 2; DELETE FROM chunk WHERE session = 2", "are not in capture.db");
    capture("other session", "UPDATE session SET uuid = zeroblob(16) WHERE no = 1", "another connection");
    capture("migration", "UPDATE migration SET checksum = zeroblob(32)", "not what this console wrote");
    event("lost read", "DELETE FROM read WHERE seq = 3", "is missing");
    event("changed chip", "UPDATE read SET chip = '999' WHERE seq = 3", "not what its identity says");
    event("changed pass count", "UPDATE read SET pass_count = 5 WHERE seq = 3", "differs from its bytes");
    event("doubled read", "INSERT INTO read SELECT 999, session, offset, length, received_us, kind, chip, location, reader, antenna, pass_count, sequence, basis, time_us, day_roll, content FROM read WHERE seq = 3", "stored twice");
    event("read elsewhere", "UPDATE read SET offset = offset + 1 WHERE seq = 3", "not in its bytes");
    event("unclaimed session", "UPDATE read SET session = 77 WHERE seq = 3", "has not claimed");
    event("op column", "UPDATE op SET hlc = 5 WHERE seq = 1", "differs from its columns");
    event("op body", "UPDATE op SET body = '{}' WHERE seq = 1", "damaged");
    event("retraction of nothing", "DELETE FROM op WHERE seq = 1; DELETE FROM personal", "takes back a change");
    event("orphan values", "INSERT INTO personal VALUES (randomblob(16), '{}')", "belong to no change");
    event("newer", "PRAGMA user_version = 40", "newer Gantry");
    QTest::newRow("lost event") << QStringLiteral("profile.db") << QStringLiteral("INSERT INTO event VALUES (zeroblob(16), 'x', 0, 0)") << QStringLiteral("is missing");
}

void VerifyTest::verify_plantedDamage_isFound()
{
    QFETCH(const QString, file);
    QFETCH(const QString, sql);
    QFETCH(const QString, says);
    {
        auto db = Db::open(file.isEmpty() ? m_event : m_path + u'/' + file, Db::Mode::ReadWrite);
        QVERIFY(db && db->exec(sql.toUtf8().constData()));
        QVERIFY(db->changes() > 0 || sql.startsWith(QLatin1String("PRAGMA")));
    }
    const auto report = verifyStore(m_path);
    QVERIFY(report);
    QVERIFY(!report->clean());
    QVERIFY2(report->problems.join(u'\n').contains(says), qPrintable(report->problems.join(u'\n')));
}

void VerifyTest::verify_overwrittenPage_isFound()
{
    QFile raw(m_event);
    QVERIFY(raw.open(QIODevice::ReadWrite));
    raw.seek(raw.size() / 4096 / 2 * 4096);
    raw.write(QByteArray(4096, '\x5a'));
    raw.close();
    const auto report = verifyStore(m_path);
    QVERIFY(report && !report->clean());
}

void VerifyTest::verify_erasedPersonalValues_areNoProblem()
{
    {
        auto db = Db::open(m_event, Db::Mode::ReadWrite);
        QVERIFY(db && db->exec("DELETE FROM personal"));
    }
    const auto report = verifyStore(m_path);
    QCOMPARE(report->problems, QStringList());
    QCOMPARE(report->counts.value(QStringLiteral("erased")).toInt(), 1);
}

void VerifyTest::verify_besideRunningWriter_isAlwaysClean()
{
    OpenStore s(m_path);
    QVERIFY(s.openEvent(kEvent));
    const SessionNo no = s.claim(kEvent);
    std::atomic<bool> stop{false};
    std::thread feeder([&] {
        std::int64_t offset = 0;
        for (int i = 100; !stop; i += 3) {
            s.writer->submit(linesIntake(no, offset, i, 3, kEvent));
            s.writer->drain();
        }
    });
    QStringList problems;
    for (int i = 0; i < 20; ++i) {
        if (const auto report = verifyStore(m_path); report)
            problems += report->problems;
        else
            problems += report.error().message;
    }
    stop = true;
    feeder.join();
    QCOMPARE(problems, QStringList());
}

void VerifyTest::verify_cancelled_saysSo()
{
    const auto report = verifyStore(m_path, [](int) { return false; });
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::Cancelled);
}

void VerifyTest::verify_noStore_isNotFound()
{
    const auto report = verifyStore(m_dir->filePath(QStringLiteral("nothing")));
    QVERIFY(!report);
    QCOMPARE(report.error().code, ErrorCode::NotFound);
}

} // namespace

std::unique_ptr<QObject> verifySuite()
{
    return std::make_unique<VerifyTest>();
}

} // namespace gantry::test

#include "tst_verify.moc"
