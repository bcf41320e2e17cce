// SPDX-License-Identifier: Apache-2.0
// What is wrong with the laptop is a problem like any other: it comes by itself, can be acknowledged, and goes with its cause.
#include "enginekit.h"
#include "suites.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <atomic>

namespace gantry::test {

namespace {

using namespace std::chrono_literals;
using engine::Problem;
using engine::Severity;

// A console that looks after a laptop of paper, ten times as often.
struct Laptop {
    Laptop() : bench(Sockets::Open)
    {
        QDir().mkpath(bench.store().file(QStringLiteral("power/BAT0")));
        battery(80, false);
        bench.adjust = [this](engine::ConsoleOptions &o) {
            o.powerRoot = bench.store().file(QStringLiteral("power"));
            o.inhibitProgram.clear();
            o.clockJump = [this] { return Micros(jumpUs.load()); };
            o.backupDirectory = backup;
            o.backupEvery = 1s;
            o.escapeDirectory = escape;
        };
    }
    void battery(int percent, bool discharging)
    {
        const auto say = [&](const char *file, const QByteArray &text) { bench.store().write(QStringLiteral("power/BAT0/") + QLatin1String(file), text + '\n'); };
        say("type", "Battery");
        say("capacity", QByteArray::number(percent));
        say("status", discharging ? "Discharging" : "Charging");
    }
    // In the newest view that was published by itself.
    std::optional<Problem> find(const QString &key)
    {
        const auto view = bench.console().view();
        for (const Problem &p : view->problems ? *view->problems : std::vector<Problem>())
            if (p.key == key)
                return p;
        return std::nullopt;
    }
    bool open() { return bench.open() && bench.load(harbour()); }

    std::atomic<std::int64_t> jumpUs{0};
    QString backup, escape;
    Bench bench;
};

class HealthTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBatteryThatRunsLow_isAProblem_untilItIsPluggedIn()
    {
        Laptop laptop;
        laptop.battery(24, true);
        QVERIFY(laptop.open());
        QTRY_VERIFY(laptop.find(QStringLiteral("health/power/look")));
        const Problem low = *laptop.find(QStringLiteral("health/power/look"));
        QCOMPARE(low.severity, Severity::Look);
        QCOMPARE(low.title, QStringLiteral("Power: battery 24 %"));
        QVERIFY(low.text.contains(u"Plug it in") && !low.loud);
        QCOMPARE(low.fixes.front().page, QStringLiteral("system"));
        // What was seen as a warning comes back as an alarm, and sounds.
        QCOMPARE(laptop.bench.run(QStringLiteral("op acknowledge health/power/look")).exitCode, 0);
        QTRY_VERIFY(laptop.find(QStringLiteral("health/power/look"))->acknowledged);
        laptop.battery(6, true);
        QTRY_VERIFY(laptop.find(QStringLiteral("health/power/act")));
        const Problem empty = *laptop.find(QStringLiteral("health/power/act"));
        QVERIFY(empty.severity == Severity::Act && empty.loud && !empty.acknowledged);
        QVERIFY(!laptop.find(QStringLiteral("health/power/look")));
        QVERIFY(laptop.bench.run(QStringLiteral("problems")).out.contains("Plug the laptop in now"));
        laptop.battery(7, false);
        QTRY_VERIFY(!laptop.find(QStringLiteral("health/power/act")));
        // Pulled again later: news, whatever was acknowledged then.
        laptop.bench.clock().advance(60s);
        laptop.battery(24, true);
        QTRY_VERIFY(laptop.find(QStringLiteral("health/power/look")));
        QVERIFY(!laptop.find(QStringLiteral("health/power/look"))->acknowledged);
    }

    void aClockThatWasSet_isAProblem_untilItIsSetRight()
    {
        Laptop laptop;
        QVERIFY(laptop.open());
        QTRY_VERIFY(laptop.bench.console().view()->health);
        QVERIFY(!laptop.find(QStringLiteral("health/clock/act")));
        laptop.jumpUs = -3'600'000'000;
        QTRY_VERIFY(laptop.find(QStringLiteral("health/clock/act")));
        QVERIFY(laptop.find(QStringLiteral("health/clock/act"))->title.contains(u"set back by 1:00:00"));
        laptop.jumpUs = 0;
        QTRY_VERIFY(!laptop.find(QStringLiteral("health/clock/act")));
    }

    void copiesThatFail_areAProblem_untilThePlaceIsThere()
    {
        Laptop laptop;
        laptop.backup = laptop.bench.store().write(QStringLiteral("stick"), "no folder");
        QVERIFY(laptop.open());
        QTRY_VERIFY_WITH_TIMEOUT(laptop.find(QStringLiteral("health/backup/act")), 20'000);
        QVERIFY(laptop.find(QStringLiteral("health/backup/act"))->text.contains(u"Put the stick back"));
        QVERIFY(QFile::remove(laptop.backup));
        QTRY_VERIFY_WITH_TIMEOUT(!laptop.find(QStringLiteral("health/backup/act")), 20'000);
    }

    void aSecondPlaceThatIsGone_isOneProblem_notTwo()
    {
        Laptop laptop;
        laptop.escape = laptop.bench.store().file(QStringLiteral("second"));
        QVERIFY(QDir().mkpath(laptop.escape));
        QVERIFY(laptop.open());
        QTRY_VERIFY(laptop.bench.console().view()->health);
        QVERIFY(!laptop.find(QStringLiteral("health/disk/escape/act")) && !laptop.find(QStringLiteral("escape")));
        QVERIFY(QDir(laptop.escape).removeRecursively());
        QVERIFY(QFile(laptop.escape).open(QIODevice::WriteOnly)); // and nobody can make it again
        const auto said = [&] { return int(laptop.find(QStringLiteral("health/disk/escape/act")).has_value()) + int(laptop.find(QStringLiteral("escape")).has_value()); };
        QTRY_COMPARE(said(), 1);
        Reader reader; // now that a line shall be written there, the writer says it too
        QVERIFY(reader.dial(laptop.bench.console()));
        QVERIFY(reader.send(record(1, "START", "1", "2026-05-30T09:00:10.00") + "\r\n"));
        QTRY_VERIFY(laptop.find(QStringLiteral("escape")));
        QTRY_COMPARE(said(), 1);
        QCOMPARE(laptop.find(QStringLiteral("escape"))->severity, Severity::Act);
        QCOMPARE(laptop.bench.console().view()->saving->ok, true);
    }
};

} // namespace

std::unique_ptr<QObject> healthSuite()
{
    return std::make_unique<HealthTest>();
}

} // namespace gantry::test

#include "healthtest.moc"
