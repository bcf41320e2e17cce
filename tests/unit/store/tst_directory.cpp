// SPDX-License-Identifier: Apache-2.0
#include "storekit.h"
#include "suites.h"

#include "core/store/migrations.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <cstdio>

namespace gantry::test {

using namespace gantry::store;

int holdStore(const QString &path)
{
    FixedClock clock;
    const auto answer = StoreDirectory::open(path, clock);
    std::puts(answer.store ? "held" : "refused");
    std::fflush(stdout);
    return std::getchar() == EOF ? 0 : 0;
}

namespace {

class DirectoryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void open_freshFolder_isCreatedThenCurrent();
    void open_rehearsal_staysRehearsalForEver();
    void open_secondConsole_isHeld();
    void open_afterHolderWasKilled_works();
    void open_lockFileCutShortByPowerLoss_works();
    void open_newerVersion_isTooNewAndUntouched();
    void open_notADatabase_isDamaged();
    void open_truncatedFile_isDamaged();
    void open_overwrittenPage_isDamaged();
    void open_anotherProgramsDatabase_isDamaged();
    void open_changedMigration_isDamaged();
    void migrate_olderVersion_upgradesAfterABackup();
    void migrate_failingStep_leavesTheFileAsItWas();
    void events_notedTwice_keepOneRowWithTheNewName();
    void controlSocketName_anyPathToTheStore_isTheSame();

private:
    void withCapture(const char *sql);
    void fillCapture();
    Opening opening() { return StoreDirectory::open(m_path, m_clock).opening; }
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
    FixedClock m_clock;
};

void DirectoryTest::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_path = m_dir->filePath(QStringLiteral("store"));
}

void DirectoryTest::withCapture(const char *sql)
{
    auto db = Db::open(m_path + QStringLiteral("/capture.db"), Db::Mode::ReadWrite);
    QVERIFY(db);
    QVERIFY(db->exec(sql));
}

// Enough pages that one in the middle can be hurt.
void DirectoryTest::fillCapture()
{
    QCOMPARE(opening(), Opening::Created);
    withCapture("WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 999) "
                "INSERT INTO chunk SELECT 1, i * 500, 0, randomblob(500), randomblob(8) FROM n; PRAGMA wal_checkpoint(TRUNCATE)");
}

void DirectoryTest::open_freshFolder_isCreatedThenCurrent()
{
    auto first = StoreDirectory::open(m_path, m_clock);
    QCOMPARE(first.opening, Opening::Created);
    const Id128 device = first.store->deviceId();
    QVERIFY(!device.isNull());
    first.store.reset();
    const auto second = StoreDirectory::open(m_path, m_clock);
    QCOMPARE(second.opening, Opening::Current);
    QVERIFY(second.store->deviceId() == device);
    QVERIFY(!second.store->isRehearsal());
    QVERIFY(second.backup.isEmpty());
}

void DirectoryTest::open_rehearsal_staysRehearsalForEver()
{
    StoreDirectory::open(m_path, m_clock, Purpose::Rehearsal).store.reset();
    const auto again = StoreDirectory::open(m_path, m_clock, Purpose::Race);
    QVERIFY(again.store->isRehearsal());
}

void DirectoryTest::open_secondConsole_isHeld()
{
    const auto first = StoreDirectory::open(m_path, m_clock);
    const auto second = StoreDirectory::open(m_path, m_clock);
    QCOMPARE(second.opening, Opening::Held);
    QVERIFY(!second.store);
    QVERIFY(second.error.message.contains(QString::number(QCoreApplication::applicationPid())));
}

void DirectoryTest::open_afterHolderWasKilled_works()
{
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--hold"), m_path});
    QVERIFY(child.waitForReadyRead(10000));
    QCOMPARE(child.readLine().trimmed(), QByteArray("held"));
    QCOMPARE(opening(), Opening::Held);
    child.kill();
    QVERIFY(child.waitForFinished(10000));
    QCOMPARE(opening(), Opening::Current);
}

void DirectoryTest::open_lockFileCutShortByPowerLoss_works()
{
    QCOMPARE(opening(), Opening::Created);
    QFile lock(m_path + QStringLiteral("/console.lock"));
    QVERIFY(lock.open(QIODevice::WriteOnly));
    lock.close();
    QCOMPARE(opening(), Opening::Current);
    // The number of the dead console may meanwhile belong to another program.
    QVERIFY(lock.open(QIODevice::WriteOnly));
    lock.write("1\nsystemd\nlocalhost\n\n");
    lock.close();
    QCOMPARE(opening(), Opening::Current);
}

void DirectoryTest::open_newerVersion_isTooNewAndUntouched()
{
    QCOMPARE(opening(), Opening::Created);
    withCapture("PRAGMA user_version=99");
    const auto answer = StoreDirectory::open(m_path, m_clock);
    QCOMPARE(answer.opening, Opening::TooNew);
    QVERIFY(!answer.error.message.isEmpty());
    auto db = Db::open(m_path + QStringLiteral("/capture.db"), Db::Mode::ReadOnly);
    QCOMPARE(db->scalar("PRAGMA user_version").value(), 99);
}

void DirectoryTest::open_notADatabase_isDamaged()
{
    QCOMPARE(opening(), Opening::Created);
    QFile file(m_path + QStringLiteral("/capture.db"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    const auto answer = StoreDirectory::open(m_path, m_clock);
    QCOMPARE(answer.opening, Opening::Damaged);
    QCOMPARE(answer.error.code, ErrorCode::Corrupt);
}

void DirectoryTest::open_truncatedFile_isDamaged()
{
    fillCapture();
    QFile file(m_path + QStringLiteral("/capture.db"));
    QVERIFY(file.resize(file.size() / 2));
    QCOMPARE(opening(), Opening::Damaged);
}

void DirectoryTest::open_overwrittenPage_isDamaged()
{
    fillCapture();
    QFile file(m_path + QStringLiteral("/capture.db"));
    QVERIFY(file.open(QIODevice::ReadWrite));
    file.seek(file.size() / 2 / 4096 * 4096);
    file.write(QByteArray(4096, '\xee'));
    file.close();
    QCOMPARE(opening(), Opening::Damaged);
}

void DirectoryTest::open_anotherProgramsDatabase_isDamaged()
{
    QCOMPARE(opening(), Opening::Created);
    withCapture("PRAGMA application_id=1234");
    QCOMPARE(opening(), Opening::Damaged);
}

void DirectoryTest::open_changedMigration_isDamaged()
{
    QCOMPARE(opening(), Opening::Created);
    withCapture("UPDATE migration SET checksum = zeroblob(32)");
    QCOMPARE(opening(), Opening::Damaged);
}

void DirectoryTest::migrate_olderVersion_upgradesAfterABackup()
{
    std::vector<MigrationStep> steps{{1, QStringLiteral("event-0001-base"), "CREATE TABLE a (x INTEGER) STRICT; INSERT INTO a VALUES (7)"}};
    const QString path = m_dir->filePath(QStringLiteral("e.db")), backups = m_dir->filePath(QStringLiteral("backups"));
    {
        auto db = Db::open(path, Db::Mode::ReadWrite);
        QCOMPARE(migrate(*db, steps, DbKind::Event, backups, m_clock.now())->answer, MigrationAnswer::Created);
    }
    steps.push_back({2, QStringLiteral("event-0002-b"), "ALTER TABLE a ADD COLUMN y INTEGER"});
    steps.push_back({3, QStringLiteral("event-0003-c"), "UPDATE a SET y = x + 1"});
    auto db = Db::open(path, Db::Mode::ReadWrite);
    const auto upgraded = migrate(*db, steps, DbKind::Event, backups, m_clock.now());
    QVERIFY(upgraded);
    QCOMPARE(upgraded->answer, MigrationAnswer::Upgraded);
    QCOMPARE(db->scalar("SELECT y FROM a").value(), 8);
    QCOMPARE(db->scalar("PRAGMA user_version").value(), 3);
    auto copy = Db::open(upgraded->backup, Db::Mode::ReadOnly);
    QVERIFY(copy);
    QCOMPARE(copy->scalar("PRAGMA user_version").value(), 1);
    QCOMPARE(copy->scalar("SELECT x FROM a").value(), 7);
    QCOMPARE(migrate(*db, steps, DbKind::Event, backups, m_clock.now())->answer, MigrationAnswer::Current);
}

void DirectoryTest::migrate_failingStep_leavesTheFileAsItWas()
{
    std::vector<MigrationStep> steps{{1, QStringLiteral("event-0001-base"), "CREATE TABLE a (x INTEGER) STRICT"}};
    const QString path = m_dir->filePath(QStringLiteral("e.db")), backups = m_dir->filePath(QStringLiteral("backups"));
    auto db = Db::open(path, Db::Mode::ReadWrite);
    QVERIFY(migrate(*db, steps, DbKind::Event, backups, m_clock.now()));
    steps.push_back({2, QStringLiteral("event-0002-b"), "CREATE TABLE b (x INTEGER) STRICT; SELECT nonsense"});
    QVERIFY(!migrate(*db, steps, DbKind::Event, backups, m_clock.now()));
    QCOMPARE(db->scalar("PRAGMA user_version").value(), 1);
    QCOMPARE(db->scalar("SELECT count(*) FROM sqlite_master WHERE name = 'b'").value(), 0);
}

void DirectoryTest::events_notedTwice_keepOneRowWithTheNewName()
{
    const auto answer = StoreDirectory::open(m_path, m_clock);
    const Id128 a = Id128::random(), b = Id128::random();
    QVERIFY(answer.store->noteEvent({b, QStringLiteral("Second"), {}, true, fromUs(2)}));
    QVERIFY(answer.store->noteEvent({a, QStringLiteral("First"), {}, false, fromUs(1)}));
    QVERIFY(answer.store->noteEvent({a, QStringLiteral("Renamed"), {}, false, fromUs(9)}));
    const auto events = answer.store->events();
    QVERIFY(events);
    QCOMPARE(events->size(), std::size_t(2));
    QCOMPARE(events->front().name, QStringLiteral("Renamed"));
    QCOMPARE(events->front().createdAt, fromUs(1));
    QVERIFY(events->back().rehearsal);
    QVERIFY(events->back().file.endsWith(b.toString() + QStringLiteral(".db")));
}

void DirectoryTest::controlSocketName_anyPathToTheStore_isTheSame()
{
    const QString before = StoreDirectory::controlSocketName(m_path);
    QCOMPARE(opening(), Opening::Created);
    QCOMPARE(StoreDirectory::controlSocketName(m_path), before);
    QCOMPARE(StoreDirectory::controlSocketName(m_path + QStringLiteral("/../store/")), before);
    const QString link = m_dir->filePath(QStringLiteral("link"));
    QVERIFY(QFile::link(m_path, link));
    QCOMPARE(StoreDirectory::controlSocketName(link), before);
    QVERIFY(StoreDirectory::controlSocketName(m_dir->path()) != before);
}

} // namespace

std::unique_ptr<QObject> directorySuite()
{
    return std::make_unique<DirectoryTest>();
}

} // namespace gantry::test

#include "tst_directory.moc"
