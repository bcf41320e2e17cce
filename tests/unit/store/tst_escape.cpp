// SPDX-License-Identifier: Apache-2.0
#include "storekit.h"
#include "suites.h"

#include "core/store/escaperoute.h"

#include <QDir>
#include <QFile>
#include <QTest>

namespace gantry::test {

using namespace gantry::store;

namespace {

const Id128 kEvent = Id128::fromName(Id128{}, QByteArrayView("event"));

class EscapeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void append_twoSessions_filesEqualTheBytes();
    void setEscapeRoute_inTheMiddle_earlierBytesAreThereToo();
    void placeMissing_isReportedThenCaughtUp();
    void diskFull_secondPlaceStillGetsTheBytes();
    void restart_sameDirectory_appendsNothingTwice();

private:
    QByteArray fileOf(const OpenStore &s, SessionNo no) const;
    std::unique_ptr<QTemporaryDir> m_dir;
    QString m_path, m_stick;
};

void EscapeTest::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_path = m_dir->filePath(QStringLiteral("store"));
    m_stick = m_dir->filePath(QStringLiteral("stick/raw"));
}

QByteArray EscapeTest::fileOf(const OpenStore &s, SessionNo no) const
{
    QFile file(m_stick + u'/' + EscapeRoute::fileName(s.rows.at(no)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no file");
}

void EscapeTest::append_twoSessions_filesEqualTheBytes()
{
    OpenStore s(m_path);
    QVERIFY(s.openEvent(kEvent));
    s.writer->setEscapeRoute(m_stick);
    const SessionNo a = s.claim(kEvent), b = s.claim(kEvent);
    QCOMPARE(EscapeRoute::fileName(s.rows.at(a)), QStringLiteral("2026-05-28T20-26-40Z-session-%1-ct01.txt").arg(a.value()));
    std::int64_t inA = 0, inB = 0;
    QByteArray bytesA, bytesB;
    for (int i = 0; i < 50; ++i) {
        bytesA += ct01Line(i);
        bytesB += ct01Line(i + 1000) + ct01Line(i + 1001);
        s.writer->submit(linesIntake(a, inA, i, 1, kEvent));
        s.writer->submit(linesIntake(b, inB, i + 1000, 2, kEvent));
    }
    s.writer->drain();
    QCOMPARE(s.writer->state().escapePath, m_stick);
    s.close();
    QCOMPARE(fileOf(s, a), bytesA);
    QCOMPARE(fileOf(s, b), bytesB);
    QCOMPARE(QDir(m_stick).entryList(QDir::Files).size(), 2);
}

void EscapeTest::setEscapeRoute_inTheMiddle_earlierBytesAreThereToo()
{
    OpenStore s(m_path);
    QVERIFY(s.openEvent(kEvent));
    const SessionNo no = s.claim(kEvent);
    std::int64_t offset = 0;
    s.writer->submit(linesIntake(no, offset, 0, 1, kEvent));
    s.writer->drain();
    s.writer->setEscapeRoute(m_stick);
    s.writer->submit(linesIntake(no, offset, 1, 1, kEvent));
    s.writer->drain();
    s.close();
    QCOMPARE(fileOf(s, no), ct01Line(0) + ct01Line(1));
}

void EscapeTest::placeMissing_isReportedThenCaughtUp()
{
    QFile inTheWay(m_dir->filePath(QStringLiteral("stick")));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    OpenStore s(m_path);
    QVERIFY(s.openEvent(kEvent));
    s.writer->setEscapeRoute(m_stick);
    const SessionNo no = s.claim(kEvent);
    std::int64_t offset = 0;
    const std::uint64_t serial = s.writer->submit(linesIntake(no, offset, 0, 3, kEvent));
    QVERIFY(s.listener.wait([&](const auto &list, const SaveState &state) {
        return !state.escapeError.message.isEmpty() && state.ok && list.back().serial == serial && list.back().saved;
    }));
    QVERIFY(inTheWay.remove());
    QVERIFY(s.listener.wait([&](const auto &, const SaveState &state) { return state.escapeError.message.isEmpty(); }));
    s.close();
    QCOMPARE(fileOf(s, no), ct01Line(0) + ct01Line(1) + ct01Line(2));
}

void EscapeTest::diskFull_secondPlaceStillGetsTheBytes()
{
    OpenStore s(m_path);
    QVERIFY(s.openEvent(kEvent));
    s.writer->setEscapeRoute(m_stick);
    const SessionNo no = s.claim(kEvent);
    s.writer->drain();
    s.writer->setQuota(1);
    std::int64_t offset = 0;
    Intake intake = linesIntake(no, offset, 0, 3000, kEvent);
    const QByteArray bytes = intake.chunk->bytes;
    s.writer->submit(std::move(intake));
    s.writer->drain();
    QVERIFY(!s.writer->state().ok);
    s.close();
    QCOMPARE(fileOf(s, no), bytes);
}

void EscapeTest::restart_sameDirectory_appendsNothingTwice()
{
    QByteArray bytes;
    SessionRow row;
    {
        OpenStore s(m_path);
        QVERIFY(s.openEvent(kEvent));
        s.writer->setEscapeRoute(m_stick);
        const SessionNo no = s.claim(kEvent);
        row = s.rows.at(no);
        std::int64_t offset = 0;
        Intake intake = linesIntake(no, offset, 0, 20, kEvent);
        bytes = intake.chunk->bytes;
        s.writer->submit(std::move(intake));
    }
    OpenStore s(m_path);
    QVERIFY(s.openEvent(kEvent));
    s.writer->setEscapeRoute(m_stick);
    s.rows.emplace(row.no, row);
    std::int64_t offset = 0;
    s.writer->submit(linesIntake(row.no, offset, 0, 20, kEvent));
    s.writer->submit(linesIntake(row.no, offset, 20, 1, kEvent));
    s.writer->drain();
    s.close();
    QCOMPARE(fileOf(s, row.no), bytes + ct01Line(20));
}

} // namespace

std::unique_ptr<QObject> escapeSuite()
{
    return std::make_unique<EscapeTest>();
}

} // namespace gantry::test

#include "tst_escape.moc"
