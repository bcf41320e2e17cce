// SPDX-License-Identifier: Apache-2.0
#include "storekit.h"
#include "suites.h"

#include "core/store/verify.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTest>

#include <cstdio>
#include <random>
#include <set>
#include <thread>

namespace gantry::test {

using namespace gantry::store;

namespace {

const Id128 kEvent = Id128::fromName(Id128{}, QByteArrayView("event"));

} // namespace

int writeUntilKilled(const QString &path)
{
    FixedClock clock;
    auto answer = StoreDirectory::open(path, clock);
    if (!answer.store)
        return 1;
    const auto deliver = [](const std::vector<Delivery> &list) {
        for (const Delivery &d : list) {
            for (const StoredRead &r : d.batch.reads) {
                if (d.saved)
                    std::printf("%s\n", r.device.chip.c_str());
            }
        }
        std::fflush(stdout);
    };
    Writer writer(*answer.store, clock, deliver, {});
    if (!answer.store->noteEvent({kEvent, QStringLiteral("Killed"), {}, false, clock.now()}) || !writer.start())
        return 1;
    const auto loaded = writer.openEvent(kEvent, Purpose::Race);
    if (!loaded)
        return 1;
    const SessionNo no = writer.newSession();
    Intake opened;
    opened.session = sessionRow(no);
    opened.session->event = opened.event = kEvent;
    opened.batch.sessions.push_back(*opened.session);
    writer.submit(std::move(opened));
    std::int64_t offset = 0;
    for (int i = int(loaded->reads.size());; i += 7) {
        if (writer.wantsMore())
            writer.submit(linesIntake(no, offset, i, 7, kEvent));
        if (i % 70 == 0)
            writer.drain();
    }
}

namespace {

class WriterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void submit_bytesAndReads_areInBothFilesOnceDelivered();
    void submit_knownContent_isCountedAndLeftOut();
    void submit_sameChunkTwice_isNoError();
    void submit_otherBytesAtSamePlace_isRejectedAloneAndCounted();
    void submit_eventThatIsNotOpen_keepsTheBytes();
    void submit_namesWithNulsAndBadEncoding_comeBackUnchanged();
    void openEvent_besideRunningWriter_losesNothing();
    void openEvent_twice_givesWhatWasWritten();
    void newSession_afterRestart_isHigherThanAnyStored();
    void bytes_acrossChunks_areJoined();
    void load_personalValuesDeleted_opIsErasedAndBodyNeverHeldThem();
    void load_damagedPage_isCorrupt();
    void kill9_atRandomMoments_keepsEverythingThatWasReportedSaved();

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path;
};

void WriterTest::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_path = m_dir->filePath(QStringLiteral("store"));
}

void WriterTest::submit_bytesAndReads_areInBothFilesOnceDelivered()
{
    OpenStore s(m_path);
    QVERIFY(s.started && s.openEvent(kEvent));
    const SessionNo no = s.claim(kEvent);
    std::int64_t offset = 0;
    std::vector<std::uint64_t> serials;
    std::atomic<int> answered{0};
    for (int i = 0; i < 20; ++i) {
        Intake intake = linesIntake(no, offset, i * 10, 10, kEvent);
        intake.done = [&](bool saved) { answered += saved ? 1 : 100; };
        serials.push_back(s.writer->submit(std::move(intake)));
    }
    s.writer->drain();
    QCOMPARE(answered.load(), 20);
    const auto list = s.listener.deliveries();
    QCOMPARE(list.size(), std::size_t(21));
    for (std::size_t i = 1; i < list.size(); ++i) {
        QCOMPARE(list[i].serial, serials[i - 1]);
        QVERIFY(list[i].saved && list[i].first);
        QCOMPARE(list[i].storedReads, std::int64_t(i * 10));
    }
    // From other connections: what is delivered is on disk.
    const auto chunks = s.writer->chunks(no, 0);
    QVERIFY(chunks);
    QCOMPARE(chunks->size(), std::size_t(20));
    QCOMPARE(s.writer->sessions()->front().bytes, offset);
    auto db = Db::open(s.directory.store->eventPath(kEvent), Db::Mode::ReadOnly);
    QCOMPARE(db->scalar("SELECT count(*) FROM read").value(), 200);
    QCOMPARE(db->scalar("SELECT decoded_to FROM session").value(), offset);
    QVERIFY(s.writer->state().ok);
    QCOMPARE(s.writer->state().waiting, 0);
}

void WriterTest::submit_knownContent_isCountedAndLeftOut()
{
    const auto total = [](const OpenStore &s) {
        std::pair<std::size_t, std::int64_t> sum;
        for (const Delivery &d : s.listener.deliveries()) {
            sum.first += d.batch.reads.size();
            sum.second += d.duplicates;
        }
        return sum;
    };
    {
        OpenStore s(m_path);
        QVERIFY(s.openEvent(kEvent));
        const SessionNo no = s.claim(kEvent);
        std::int64_t offset = 0;
        for (int first : {0, 5, 5, 0}) // not committed in between: also what is only queued counts as known
            s.writer->submit(linesIntake(no, offset, first, 10, kEvent));
        s.writer->drain();
        QCOMPARE(total(s), (std::pair<std::size_t, std::int64_t>(15, 25)));
    }
    OpenStore again(m_path);
    QCOMPARE(again.openEvent(kEvent)->reads.size(), std::size_t(15));
    const SessionNo no = again.claim(kEvent);
    std::int64_t offset = 0;
    again.writer->submit(linesIntake(no, offset, 10, 10, kEvent));
    again.writer->drain();
    QCOMPARE(total(again), (std::pair<std::size_t, std::int64_t>(5, 5)));
}

void WriterTest::submit_sameChunkTwice_isNoError()
{
    OpenStore s(m_path);
    QVERIFY(s.openEvent(kEvent));
    const SessionNo no = s.claim(kEvent);
    for (int i = 0; i < 2; ++i) {
        std::int64_t offset = 0;
        s.writer->submit(linesIntake(no, offset, 0, 3, kEvent));
        s.writer->drain();
    }
    QCOMPARE(s.writer->chunks(no, 0)->size(), std::size_t(1));
    QCOMPARE(s.writer->state().rejected, 0);
    QVERIFY(s.listener.deliveries().back().saved);
}

void WriterTest::submit_otherBytesAtSamePlace_isRejectedAloneAndCounted()
{
    OpenStore s(m_path);
    QVERIFY(s.openEvent(kEvent));
    const SessionNo no = s.claim(kEvent);
    std::int64_t offset = 0, wrong = 0;
    s.writer->submit(linesIntake(no, offset, 0, 3, kEvent));
    s.writer->drain();
    const std::uint64_t bad = s.writer->submit(linesIntake(no, wrong, 100, 3, kEvent));
    s.writer->submit(linesIntake(no, offset, 3, 3, kEvent));
    s.writer->drain();
    QCOMPARE(s.writer->state().rejected, 1);
    QVERIFY(s.writer->state().ok);
    for (const Delivery &d : s.listener.deliveries())
        QCOMPARE(d.saved, d.serial != bad);
    // Its reads are not known now: when they come again at a right place, they are stored.
    s.writer->submit(linesIntake(no, offset, 100, 3, kEvent));
    s.writer->drain();
    QCOMPARE(s.listener.deliveries().back().storedReads, 9);
}

void WriterTest::submit_eventThatIsNotOpen_keepsTheBytes()
{
    OpenStore s(m_path);
    const SessionNo no = s.claim(kEvent);
    std::int64_t offset = 0;
    s.writer->submit(linesIntake(no, offset, 0, 3, kEvent));
    s.writer->drain();
    QCOMPARE(s.writer->state().rejected, 2);
    QCOMPARE(s.writer->state().lastRejection.code, ErrorCode::NotFound);
    QCOMPARE(s.writer->bytes(no, 0, offset)->size(), offset);
}

void WriterTest::submit_namesWithNulsAndBadEncoding_comeBackUnchanged()
{
    const std::string odd("\x00\xff\xc3(\n~", 6);
    StoredRead read;
    read.device.chip = odd;
    read.device.location = odd + "L";
    read.device.reader = std::string();
    read.device.time = {TimeBasis::LocalTimeOfDay, -5};
    read.device.antenna = -1;
    read.device.sequence = std::int64_t(1) << 40;
    read.content = contentId(read.device);
    read.dayRoll = -2;
    {
        OpenStore s(m_path);
        QVERIFY(s.openEvent(kEvent));
        Intake intake;
        intake.event = kEvent;
        intake.batch.reads = {read};
        s.writer->submit(std::move(intake));
    }
    OpenStore s(m_path);
    const auto loaded = s.openEvent(kEvent);
    QVERIFY(loaded && loaded->reads.size() == 1);
    QVERIFY(loaded->reads.front().device == read.device);
    QVERIFY(loaded->reads.front().content == read.content);
    QCOMPARE(loaded->reads.front().dayRoll, std::int16_t(-2));
}

void WriterTest::openEvent_besideRunningWriter_losesNothing()
{
    OpenStore s(m_path);
    QVERIFY(s.openEvent(kEvent));
    const SessionNo no = s.claim(kEvent);
    std::thread opener([&] {
        for (int i = 0; i < 10; ++i)
            (void)s.writer->openEvent(Id128::random(), Purpose::Race);
    });
    std::int64_t offset = 0;
    for (int i = 0; i < 200; ++i)
        s.writer->submit(linesIntake(no, offset, i * 5, 5, kEvent));
    opener.join();
    s.writer->drain();
    QCOMPARE(s.listener.deliveries().back().storedReads, 1000);
}

void WriterTest::openEvent_twice_givesWhatWasWritten()
{
    OpenStore s(m_path);
    const auto first = s.openEvent(kEvent);
    QVERIFY(first && !first->writer.isNull());
    const SessionNo no = s.claim(kEvent);
    std::int64_t offset = 0;
    s.writer->submit(linesIntake(no, offset, 0, 9, kEvent));
    const auto second = s.openEvent(kEvent);
    QCOMPARE(second->reads.size(), std::size_t(9));
    QVERIFY(second->writer == first->writer);
    QCOMPARE(second->decodedTo, std::vector<std::int64_t>{offset});
}

void WriterTest::newSession_afterRestart_isHigherThanAnyStored()
{
    SessionNo last;
    {
        OpenStore s(m_path);
        s.writer->newSession();
        last = s.claim(kEvent);
    }
    OpenStore s(m_path);
    QVERIFY(s.writer->newSession() > last);
}

void WriterTest::bytes_acrossChunks_areJoined()
{
    OpenStore s(m_path);
    QVERIFY(s.openEvent(kEvent));
    const SessionNo no = s.claim(kEvent);
    std::int64_t offset = 0;
    QByteArray all;
    for (int i = 0; i < 5; ++i) {
        all += ct01Line(i) + ct01Line(i + 1);
        s.writer->submit(linesIntake(no, offset, i, 2, kEvent));
    }
    s.writer->drain();
    QCOMPARE(s.writer->bytes(no, 0, offset).value(), all);
    QCOMPARE(s.writer->bytes(no, 10, 130).value(), all.mid(10, 130));
    QVERIFY(!s.writer->bytes(no, 10, offset));
    QCOMPARE(s.writer->chunks(no, 60)->front().offset, 0);
    QCOMPARE(s.writer->chunks(no, s.writer->chunks(no, 0)->at(2).offset)->size(), std::size_t(3));
}

void WriterTest::load_personalValuesDeleted_opIsErasedAndBodyNeverHeldThem()
{
    QString file;
    {
        OpenStore s(m_path);
        QVERIFY(s.openEvent(kEvent));
        file = s.directory.store->eventPath(kEvent);
        log::HlcClock hlc(s.clock, Id128::random());
        Intake intake;
        intake.event = kEvent;
        log::Op op = setOp(hlc, QStringLiteral("e1"), {{QStringLiteral("bib"), QStringLiteral("101")}});
        op.personal = Id128::random();
        op.personalValues = {{QStringLiteral("first_name"), QStringLiteral("Gwendolyn")}};
        intake.batch.ops = {op, op};
        s.writer->submit(std::move(intake));
        const auto loaded = s.openEvent(kEvent);
        QCOMPARE(loaded->ops.size(), std::size_t(1));
        QCOMPARE(loaded->ops.front().personalValues, op.personalValues);
        QVERIFY(!loaded->ops.front().erased);
    }
    {
        auto db = Db::open(file, Db::Mode::ReadWrite);
        QCOMPARE(db->scalar("SELECT count(*) FROM op WHERE body LIKE '%Gwendolyn%'").value(), 0);
        QVERIFY(db->exec("DELETE FROM personal"));
    }
    OpenStore s(m_path);
    const auto loaded = s.openEvent(kEvent);
    QVERIFY(loaded->ops.front().erased && loaded->ops.front().personalValues.isEmpty());
    QCOMPARE(loaded->ops.front().personalFields.front().name, QStringLiteral("first_name"));
    // secure_delete: not even the free pages keep the name.
    QFile raw(file);
    QVERIFY(raw.open(QIODevice::ReadOnly));
    QVERIFY(!raw.readAll().contains("Gwendolyn"));
}

void WriterTest::load_damagedPage_isCorrupt()
{
    QString file;
    {
        OpenStore s(m_path);
        QVERIFY(s.openEvent(kEvent));
        file = s.directory.store->eventPath(kEvent);
        const SessionNo no = s.claim(kEvent);
        std::int64_t offset = 0;
        s.writer->submit(linesIntake(no, offset, 0, 2000, kEvent));
    }
    QFile raw(file);
    QVERIFY(raw.open(QIODevice::ReadWrite));
    raw.seek((raw.size() / 4096 - 3) * 4096);
    raw.write(QByteArray(4096, '\x7f'));
    raw.close();
    OpenStore s(m_path);
    const auto loaded = s.openEvent(kEvent);
    QVERIFY(!loaded);
    QCOMPARE(loaded.error().code, ErrorCode::Corrupt);
}

void WriterTest::kill9_atRandomMoments_keepsEverythingThatWasReportedSaved()
{
    std::mt19937 random(20260530);
    std::set<QByteArray> saved;
    for (int round = 0; round < 12; ++round) {
        QProcess child;
        child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--write-until-killed"), m_path});
        const int lines = int(random() % 3000) + 1;
        QByteArray said;
        while (said.count('\n') < lines) {
            QVERIFY2(child.waitForReadyRead(20000), "the child writes nothing");
            said += child.readAll();
        }
        child.kill();
        QVERIFY(child.waitForFinished(20000));
        said += child.readAll();
        said.truncate(said.lastIndexOf('\n'));
        for (const QByteArray &chip : said.split('\n'))
            saved.insert(chip);
        OpenStore s(m_path);
        const auto loaded = s.openEvent(kEvent);
        QVERIFY(loaded);
        std::set<QByteArray> found;
        for (const StoredRead &r : loaded->reads)
            found.insert(QByteArray::fromStdString(r.device.chip));
        for (const QByteArray &chip : saved)
            QVERIFY2(found.contains(chip), chip.constData());
        s.close();
        const auto report = verifyStore(m_path);
        QVERIFY(report);
        QCOMPARE(report->problems, QStringList());
    }
}

} // namespace

std::unique_ptr<QObject> writerSuite()
{
    return std::make_unique<WriterTest>();
}

} // namespace gantry::test

#include "tst_writer.moc"
