// SPDX-License-Identifier: Apache-2.0
// The laptop: its clock, its power, its sleep, its copies.
#include "core/base/guardedclock.h"
#include "core/log/op.h"
#include "core/store/backup.h"
#include "core/store/storedirectory.h"
#include "core/system/awake.h"
#include "core/system/health.h"
#include "tests/support/fakeclock.h"
#include "tests/support/tempstore.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace gantry;
using namespace gantry::system;
using namespace gantry::test;
using namespace std::chrono_literals;

namespace {

struct Laptop {
    Micros wall = 1'780'131'600s, steady = 5s;
    GuardedClock clock{[this] { return wall; }, [this] { return steady; }};
    void pass(Micros t)
    {
        wall += t;
        steady += t;
    }
};

class PowerFolder {
public:
    void add(const QString &name, const std::map<QString, QByteArray> &files)
    {
        QDir().mkpath(m_store.file(QStringLiteral("power/") + name));
        for (const auto &[file, text] : files)
            m_store.write(QStringLiteral("power/%1/%2").arg(name, file), text + '\n');
    }
    HealthItem item() const { return powerItem(readPower(m_store.file(QStringLiteral("power")))); }

private:
    TempStore m_store;
};

} // namespace

class SystemTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void clockSetBackAnHour_isNoticed_andOursGoesOn()
    {
        Laptop laptop;
        const UtcTime gun = laptop.clock.now();
        laptop.pass(10min);
        laptop.wall -= 1h;
        QCOMPARE(laptop.clock.now() - gun, Micros(10min));
        laptop.pass(5min);
        QCOMPARE(laptop.clock.now() - gun, Micros(15min)); // the race clock is right
        QCOMPARE(laptop.clock.jump(), Micros(-1h));
        const HealthItem item = clockItem(laptop.clock.jump());
        QVERIFY(item.tone == Tone::Act && item.value == u"set back by 1:00:00" && !item.sentence.isEmpty());
        laptop.wall += 1h; // set right again
        QCOMPARE(laptop.clock.jump(), Micros(0));
        QCOMPARE(laptop.clock.now() - gun, Micros(15min));
    }

    void clockThatDrifts_isFollowed_andAnAcceptedOneHolds()
    {
        Laptop laptop;
        for (int i = 0; i < 600; ++i) {
            laptop.pass(1s);
            laptop.wall += 5ms; // what NTP does all day
            laptop.clock.now();
        }
        QCOMPARE(laptop.clock.now().time_since_epoch(), laptop.wall);
        laptop.wall += 2min;
        QCOMPARE(laptop.clock.jump(), Micros(2min));
        laptop.clock.acceptWallClock();
        QCOMPARE(laptop.clock.now().time_since_epoch(), laptop.wall);
    }

    void restartAfterTheClockWasSetBack_newOpsAreStillNewer()
    {
        FakeClock clock;
        const Id128 us = Id128::random(), other = Id128::random();
        const log::Hlc hour = log::Hlc(3'600'000) << 16, now = log::Hlc(toUs(clock.now()) / 1000) << 16;
        log::HlcClock hlc(clock, us);
        QVERIFY(hlc.absorb({now + hour, us})); // written before the restart
        QVERIFY(hlc.next().hlc > now + hour);
        QVERIFY(!hlc.absorb({now + 5 * hour, other})); // another laptop's wrong clock is not followed
        QVERIFY(hlc.next().hlc < now + 2 * hour);
    }

    void battery_isReadAndJudged()
    {
        PowerFolder power;
        power.add(QStringLiteral("AC"), {{QStringLiteral("type"), "Mains"}, {QStringLiteral("online"), "0"}});
        power.add(QStringLiteral("BAT0"), {{QStringLiteral("type"), "Battery"}, {QStringLiteral("status"), "Discharging"}, {QStringLiteral("capacity"), "64"},
                                           {QStringLiteral("energy_now"), "32000000"}, {QStringLiteral("energy_full"), "50000000"}, {QStringLiteral("power_now"), "16000000"}});
        power.add(QStringLiteral("mouse"), {{QStringLiteral("type"), "Battery"}, {QStringLiteral("scope"), "Device"}, {QStringLiteral("capacity"), "1"}});
        QCOMPARE(power.item().value, QStringLiteral("battery 64 %, about 120 min left"));
        QCOMPARE(power.item().tone, Tone::Good);
        power.add(QStringLiteral("BAT0"), {{QStringLiteral("energy_now"), "4000000"}});
        QCOMPARE(power.item().tone, Tone::Act);
        QVERIFY(power.item().sentence.contains(u"Plug the laptop in"));
        power.add(QStringLiteral("BAT0"), {{QStringLiteral("status"), "Charging"}});
        QCOMPARE(power.item().tone, Tone::Good);
        QCOMPARE(PowerFolder().item().value, QStringLiteral("mains"));
    }

    void fullOrMissingDisk_isSaid()
    {
        QCOMPARE(diskItem({QStringLiteral("d"), QStringLiteral("Stick"), QStringLiteral("/x"), 100'000'000}).tone, Tone::Act);
        QCOMPARE(diskItem({QStringLiteral("d"), QStringLiteral("Stick"), QStringLiteral("/x"), 1'000'000'000}).tone, Tone::Look);
        QCOMPARE(diskItem({QStringLiteral("d"), QStringLiteral("Stick"), QStringLiteral("/x"), 50'000'000'000}).tone, Tone::Good);
        TempStore store;
        QCOMPARE(freeBytes(store.file(QStringLiteral("nothing"))), qint64(-1));
        QCOMPARE(diskItem({QStringLiteral("d"), QStringLiteral("Stick"), QStringLiteral("/x"), -1}).value, QStringLiteral("not there"));
    }

    void sleep_isHeldOffWhileARaceIsOpen_andWhatCannotBeIsSaid()
    {
        TempStore store;
        const auto program = [&](const char *body) {
            const QString path = store.write(QStringLiteral("inhibit"), QByteArray("#!/bin/sh\n") + body);
            QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
            return path;
        };
        const QString log = store.file(QStringLiteral("log"));
        {
            Awake awake(program(("echo \"$@\" > " + log + "; cat; echo gone >> " + log + "\n").toUtf8().constData()));
            QVERIFY(awake.item().value.contains(u"no race"));
            awake.hold(true, QStringLiteral("race"));
            QTRY_COMPARE(awake.item().value, QStringLiteral("kept awake, also with the lid shut"));
            awake.hold(false, {});
            QFile file(log);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray said = file.readAll();
            QVERIFY2(said.contains("--what=idle:sleep:handle-lid-switch") && said.contains("--mode=block") && said.endsWith("gone\n"), said.constData());
        }
        {
            Awake awake(program("case \"$1\" in *lid*) echo refused >&2; exit 1;; esac; cat\n"));
            awake.hold(true, QStringLiteral("race"));
            QTRY_COMPARE(awake.item().value, QStringLiteral("kept awake; the lid is not"));
            QCOMPARE(awake.item().tone, Tone::Look);
        }
        Awake awake(QStringLiteral("/nowhere/systemd-inhibit"));
        awake.hold(true, QStringLiteral("race"));
        QTRY_COMPARE(awake.item().value, QStringLiteral("not kept awake"));
        QVERIFY(awake.item().sentence.contains(u"is not on this computer"));
    }

    void copies_keepTheNewestAndOneAnHour()
    {
        TempStore store;
        FakeClock clock;
        QVERIFY(store::StoreDirectory::open(store.path(), clock).store != nullptr);
        const QString place = store.file(QStringLiteral("stick"));
        QVERIFY(QDir().mkpath(place));
        const UtcTime start = clock.now();
        for (int i = 0; i < 30; ++i) { // every six minutes for three hours
            clock.set(start + i * 6min);
            const auto copy = store::backupStore(store.path(), place, clock.now());
            QVERIFY2(copy, qPrintable(copy ? QString() : copy.error().message + copy.error().detail));
            QVERIFY(store::pruneBackups(place, *store::storeIdOf(store.path()), clock.now(), {.newest = 3, .hours = 24}) <= 1);
        }
        const auto kept = store::backupsIn(place);
        QCOMPARE(int(kept.size()), 5); // three, and the last ones of the two hours before
        QCOMPARE(kept.front().madeAt, clock.now());
        QVERIFY(store::checkBackup(kept.front().path));
        QFile damaged(kept.front().path + QStringLiteral("/capture.db"));
        QVERIFY(damaged.open(QIODevice::ReadWrite) && damaged.resize(5000));
        QVERIFY(!store::checkBackup(kept.front().path));
        QVERIFY(!store::restoreBackup(kept.front().path, store.file(QStringLiteral("new"))));
        QVERIFY(!QDir(store.file(QStringLiteral("new"))).exists());
        QCOMPARE(store::restoreBackup(kept.back().path, store.path()).error().code, ErrorCode::Conflict);
    }
};

QTEST_GUILESS_MAIN(SystemTest)
#include "systemtest.moc"
