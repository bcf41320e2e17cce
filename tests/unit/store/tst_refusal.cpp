// SPDX-License-Identifier: Apache-2.0
#include "storekit.h"
#include "suites.h"

#include "core/store/verify.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <unistd.h>

namespace gantry::test {

using namespace gantry::store;

namespace {

const Id128 kEvent = Id128::fromName(Id128{}, QByteArrayView("event"));

class RefusalTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void full_fileQuota_showsOnceUnsavedAndRecoversByItself();
    void full_duplicatesMeanwhile_areStillLeftOut();
    void full_onlyTheEventFile_captureIsSavedAndNotWrittenTwice();
    void full_muchWaits_wantsNoMoreUntilItGotThrough();
    void full_consoleCloses_returnsAndKeepsWhatWasSaved();
    void full_realDisk_recoversWithoutRestart();

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
};

bool allSaved(const std::vector<Delivery> &list, std::uint64_t serial)
{
    return std::any_of(list.begin(), list.end(), [&](const Delivery &d) { return d.serial == serial && d.saved; });
}

bool shownUnsaved(const std::vector<Delivery> &list, std::uint64_t serial)
{
    return std::any_of(list.begin(), list.end(), [&](const Delivery &d) { return d.serial == serial && !d.saved; });
}

void RefusalTest::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_path = m_dir->filePath(QStringLiteral("store"));
}

void RefusalTest::full_fileQuota_showsOnceUnsavedAndRecoversByItself()
{
    OpenStore s(m_path);
    QVERIFY(s.openEvent(kEvent));
    const SessionNo no = s.claim(kEvent);
    s.writer->drain();
    s.writer->setQuota(1);
    std::int64_t offset = 0;
    std::atomic<int> yes{0}, nay{0};
    Intake intake = linesIntake(no, offset, 0, 2000, kEvent);
    intake.done = [&](bool saved) { ++(saved ? yes : nay); };
    const std::uint64_t first = s.writer->submit(std::move(intake));
    QVERIFY(s.listener.wait([&](const auto &list, const SaveState &state) { return shownUnsaved(list, first) && !state.ok; }));
    QCOMPARE(s.writer->state().error.code, ErrorCode::LimitExceeded);
    QVERIFY(!s.writer->state().error.message.isEmpty());
    // The race goes on showing.
    const std::uint64_t second = s.writer->submit(linesIntake(no, offset, 2000, 10, kEvent));
    QVERIFY(s.listener.wait([&](const auto &list, const SaveState &) { return shownUnsaved(list, second); }));
    QCOMPARE(s.writer->state().waiting, 2);
    s.writer->setQuota(0);
    QVERIFY(s.listener.wait([&](const auto &list, const SaveState &state) { return allSaved(list, second) && state.ok; }));
    s.writer->drain();
    QCOMPARE(s.writer->state().waiting, 0);
    QCOMPARE(yes.load(), 0);
    QCOMPARE(nay.load(), 1);
    std::map<std::uint64_t, std::vector<std::pair<bool, bool>>> told;
    for (const Delivery &d : s.listener.deliveries())
        told[d.serial].emplace_back(d.first, d.saved);
    const std::vector<std::pair<bool, bool>> twice{{true, false}, {false, true}};
    QVERIFY(told[first] == twice);
    QVERIFY(told[second] == twice);
    QCOMPARE(s.listener.deliveries().back().storedReads, 2010);
    s.close();
    QCOMPARE(verifyStore(m_path)->problems, QStringList());
}

void RefusalTest::full_duplicatesMeanwhile_areStillLeftOut()
{
    OpenStore s(m_path);
    QVERIFY(s.openEvent(kEvent));
    const SessionNo no = s.claim(kEvent);
    s.writer->drain();
    s.writer->setQuota(1);
    std::int64_t offset = 0;
    const std::uint64_t first = s.writer->submit(linesIntake(no, offset, 0, 2000, kEvent));
    QVERIFY(s.listener.wait([&](const auto &list, const SaveState &) { return shownUnsaved(list, first); }));
    const std::uint64_t second = s.writer->submit(linesIntake(no, offset, 1000, 1500, kEvent));
    QVERIFY(s.listener.wait([&](const auto &list, const SaveState &) { return shownUnsaved(list, second); }));
    QCOMPARE(s.listener.deliveries().back().duplicates, 1000);
    QCOMPARE(s.listener.deliveries().back().batch.reads.size(), std::size_t(500));
    s.writer->setQuota(0);
    QVERIFY(s.listener.wait([&](const auto &list, const SaveState &) { return allSaved(list, second); }));
    s.close();
    const auto report = verifyStore(m_path);
    QCOMPARE(report->problems, QStringList());
    QCOMPARE(report->counts.value(QStringLiteral("reads")).toInt(), 2500);
    QCOMPARE(report->counts.value(QStringLiteral("duplicates")).toInt(), 1000);
}

void RefusalTest::full_onlyTheEventFile_captureIsSavedAndNotWrittenTwice()
{
    OpenStore s(m_path);
    QVERIFY(s.openEvent(kEvent));
    const SessionNo no = s.claim(kEvent);
    s.writer->drain();
    s.writer->setQuota(1);
    // A few bytes find room in capture.db's last page; ten thousand changes find none in the event's file.
    std::int64_t offset = 0;
    Intake intake = linesIntake(no, offset, 0, 1, kEvent);
    log::HlcClock hlc(s.clock, Id128::random());
    for (int i = 0; i < 10'000; ++i)
        intake.batch.ops.push_back(setOp(hlc, QString::number(i), {{QStringLiteral("bib"), QString::number(i)}}));
    const std::uint64_t serial = s.writer->submit(std::move(intake));
    QVERIFY(s.listener.wait([&](const auto &list, const SaveState &) { return shownUnsaved(list, serial); }));
    QCOMPARE(s.writer->chunks(no, 0)->size(), std::size_t(1));
    s.writer->setQuota(0);
    QVERIFY(s.listener.wait([&](const auto &list, const SaveState &) { return allSaved(list, serial); }));
    QCOMPARE(s.writer->chunks(no, 0)->size(), std::size_t(1));
    s.close();
    const auto report = verifyStore(m_path);
    QCOMPARE(report->problems, QStringList());
    QCOMPARE(report->counts.value(QStringLiteral("ops")).toInt(), 10'000);
}

void RefusalTest::full_muchWaits_wantsNoMoreUntilItGotThrough()
{
    OpenStore s(m_path);
    s.writer->setQuota(1);
    const SessionNo no = s.writer->newSession();
    std::int64_t offset = 0;
    int sent = 0;
    std::uint64_t last = 0;
    for (; s.writer->wantsMore() && sent < 100; ++sent) {
        Intake intake;
        intake.chunk = CaptureChunk{no, offset, s.clock.now(), QByteArray(1024 * 1024, char('a' + sent % 20))};
        offset += intake.chunk->bytes.size();
        last = s.writer->submit(std::move(intake));
    }
    QCOMPARE(sent, 64);
    QVERIFY(s.listener.wait([&](const auto &list, const SaveState &state) { return shownUnsaved(list, last) && state.waitingBytes > Writer::kMaxPending; }));
    QVERIFY(!s.writer->wantsMore());
    s.writer->setQuota(0);
    QVERIFY(s.listener.wait([&](const auto &list, const SaveState &state) { return allSaved(list, last) && state.waitingBytes == 0; }));
    QVERIFY(s.writer->wantsMore());
    QCOMPARE(s.writer->bytes(no, 0, offset)->size(), offset);
}

void RefusalTest::full_consoleCloses_returnsAndKeepsWhatWasSaved()
{
    {
        OpenStore s(m_path);
        QVERIFY(s.openEvent(kEvent));
        const SessionNo no = s.claim(kEvent);
        std::int64_t offset = 0;
        s.writer->submit(linesIntake(no, offset, 0, 10, kEvent));
        s.writer->drain();
        s.writer->setQuota(1);
        s.writer->submit(linesIntake(no, offset, 10, 2000, kEvent));
        s.writer->drain();
    }
    OpenStore s(m_path);
    QCOMPARE(s.openEvent(kEvent)->reads.size(), std::size_t(10));
}

void RefusalTest::full_realDisk_recoversWithoutRestart()
{
    if (geteuid() != 0)
        QSKIP("A small disk can only be mounted as root.");
    const QString disk = m_dir->filePath(QStringLiteral("disk"));
    QVERIFY(QDir().mkpath(disk));
    if (QProcess::execute(QStringLiteral("mount"), {QStringLiteral("-t"), QStringLiteral("tmpfs"), QStringLiteral("-o"), QStringLiteral("size=4m"), QStringLiteral("tmpfs"), disk}) != 0)
        QSKIP("This machine does not let a test mount a small disk.");
    const auto unmount = qScopeGuard([&] { QProcess::execute(QStringLiteral("umount"), {disk}); });
    const QString path = disk + QStringLiteral("/store");
    {
        OpenStore s(path);
        QVERIFY(s.openEvent(kEvent));
        const SessionNo no = s.claim(kEvent);
        std::int64_t offset = 0;
        s.writer->submit(linesIntake(no, offset, 0, 100, kEvent));
        s.writer->drain();
        QFile filler(disk + QStringLiteral("/filler"));
        QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        while (filler.write(QByteArray(4096, 'x')) == 4096) { }
        const std::uint64_t serial = s.writer->submit(linesIntake(no, offset, 100, 4000, kEvent));
        QVERIFY(s.listener.wait([&](const auto &list, const SaveState &state) { return shownUnsaved(list, serial) && !state.ok; }));
        QVERIFY(filler.remove());
        QVERIFY(s.listener.wait([&](const auto &list, const SaveState &state) { return allSaved(list, serial) && state.ok; }));
        QCOMPARE(s.listener.deliveries().back().storedReads, 4100);
    }
    QCOMPARE(verifyStore(path)->problems, QStringList());
}

} // namespace

std::unique_ptr<QObject> refusalSuite()
{
    return std::make_unique<RefusalTest>();
}

} // namespace gantry::test

#include "tst_refusal.moc"
