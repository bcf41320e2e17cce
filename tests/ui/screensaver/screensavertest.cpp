// SPDX-License-Identifier: Apache-2.0
// The screen stays on while a race is open: a real bus with a screen saver on it, a bus without one, and no bus at all.
#include "tests/support/program.h"
#include "tests/support/tempstore.h"
#include "ui/screensaver/screensaver.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QFile>
#include <QStandardPaths>
#include <QTest>

using namespace gantry;
using namespace gantry::test;
using namespace std::chrono_literals;

namespace {

const QString kService = QStringLiteral("org.freedesktop.ScreenSaver");

QString value(const ui::ScreenSaver &saver)
{
    return saver.item().value;
}

} // namespace

// What a desktop has, as far as we talk to it.
class Saver : public QObject, protected QDBusContext {
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.ScreenSaver")
public:
    Saver(const QString &bus, const QString &path) : m_bus(QDBusConnection::connectToBus(bus, path + QString::number(quintptr(this))))
    {
        good = m_bus.registerObject(path, this, QDBusConnection::ExportAllSlots) && m_bus.registerService(kService);
    }
    ~Saver() override { leave(); }
    void leave()
    {
        m_bus.unregisterService(kService);
        QDBusConnection::disconnectFromBus(m_bus.name());
    }
    bool good = false, refuses = false;
    QMap<quint32, QString> held;

public Q_SLOTS:
    quint32 Inhibit(const QString &who, const QString &why)
    {
        if (refuses) {
            sendErrorReply(QDBusError::AccessDenied, QStringLiteral("not today"));
            return 0;
        }
        held.insert(++m_last, who + QStringLiteral(": ") + why);
        return m_last;
    }
    void UnInhibit(quint32 cookie) { held.remove(cookie); }

private:
    QDBusConnection m_bus;
    quint32 m_last = 40;
};

class ScreenSaverTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const QString daemon = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
        if (daemon.isEmpty())
            QSKIP("needs dbus-daemon");
        m_daemon = std::make_unique<Program>(daemon);
        QVERIFY(m_daemon->start({QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--nopidfile"), QStringLiteral("--print-address=1")}));
        const auto address = m_daemon->waitForLine([](const QByteArray &line) { return line.startsWith("unix:"); });
        QVERIFY(address);
        m_bus = QString::fromLatin1(*address);
    }

    void init() { qunsetenv("DISPLAY"); }
    void cleanupTestCase() { m_daemon.reset(); }

    void aRaceThatIsOpen_keepsTheScreenOn_andLetsItGoAfterwards()
    {
        Saver desk(m_bus, QStringLiteral("/org/freedesktop/ScreenSaver"));
        QVERIFY(desk.good);
        ui::ScreenSaver saver({m_bus, {}, 1s});
        QCOMPARE(saver.item().tone, system::Tone::Good);
        QVERIFY(value(saver).contains(u"no race"));
        saver.hold(true, QStringLiteral("A race is being timed"));
        saver.hold(true, QStringLiteral("A race is being timed")); // every second
        QTRY_COMPARE(value(saver), QStringLiteral("kept on"));
        QCOMPARE(desk.held.values(), QStringList{QStringLiteral("Gantry: A race is being timed")});
        saver.hold(false, {});
        QTRY_VERIFY(desk.held.isEmpty());
        {
            ui::ScreenSaver leaving({m_bus, {}, 1s});
            leaving.hold(true, QStringLiteral("race"));
            QTRY_COMPARE(desk.held.size(), 1);
        }
        QTRY_VERIFY(desk.held.isEmpty());
    }

    // Opened and closed faster than the answer comes: nothing stays held.
    void anAnswerThatComesTooLate_isGivenBack()
    {
        Saver desk(m_bus, QStringLiteral("/org/freedesktop/ScreenSaver"));
        ui::ScreenSaver saver({m_bus, {}, 1s});
        saver.hold(true, QStringLiteral("race"));
        saver.hold(false, {});
        ui::ScreenSaver second({m_bus, {}, 1s}); // whose answer comes after that one
        second.hold(true, QStringLiteral("second"));
        QTRY_COMPARE(value(second), QStringLiteral("kept on"));
        QTRY_COMPARE(desk.held.values(), QStringList{QStringLiteral("Gantry: second")});
        for (int i = 0; i < 5; ++i)
            saver.hold(i % 2 == 0, QStringLiteral("again"));
        QTRY_COMPARE(desk.held.size(), 2);
        QCOMPARE(value(saver), QStringLiteral("kept on"));
    }

    void aScreenSaverThatComesLaterOrAnew_isAskedAgain()
    {
        ui::ScreenSaver saver({m_bus, {}, 1s});
        saver.hold(true, QStringLiteral("race"));
        QTRY_COMPARE(value(saver), QStringLiteral("may go dark"));
        QCOMPARE(saver.item().tone, system::Tone::Look);
        QVERIFY(saver.item().sentence.contains(u"no screen saver answers"));
        for (int i = 0; i < 2; ++i) {
            Saver desk(m_bus, QStringLiteral("/ScreenSaver")); // where older desks have it
            QVERIFY(desk.good);
            QTRY_COMPARE(value(saver), QStringLiteral("kept on"));
            QCOMPARE(desk.held.size(), 1);
            desk.leave();
            QTRY_COMPARE(value(saver), QStringLiteral("may go dark"));
        }
    }

    void aRefusal_isSaid()
    {
        Saver desk(m_bus, QStringLiteral("/org/freedesktop/ScreenSaver"));
        desk.refuses = true;
        ui::ScreenSaver saver({m_bus, {}, 1s});
        saver.hold(true, QStringLiteral("race"));
        QTRY_VERIFY2(saver.item().sentence.contains(u"not today"), qPrintable(saver.item().sentence));
    }

    void withoutABus_theIdleTimeIsSetBack_againAndAgain()
    {
        TempStore files;
        const QString log = files.file(QStringLiteral("log"));
        const QString xset = files.write(QStringLiteral("xset"), ("#!/bin/sh\necho \"$@\" >> '" + log + "'\n").toUtf8());
        QVERIFY(QFile::setPermissions(xset, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        const auto lines = [&] {
            QFile file(log);
            return file.open(QIODevice::ReadOnly) ? file.readAll().split('\n') : QList<QByteArray>();
        };
        const QString nowhere = QStringLiteral("unix:path=") + files.file(QStringLiteral("no-bus"));
        {
            ui::ScreenSaver saver({nowhere, xset, 20ms});
            saver.hold(true, QStringLiteral("race"));
            QCOMPARE(saver.item().tone, system::Tone::Look); // no display either: nothing to set back
            QVERIFY(saver.item().sentence.contains(u"no message bus"));
        }
        QVERIFY(lines().isEmpty());
        qputenv("DISPLAY", ":0");
        ui::ScreenSaver saver({nowhere, xset, 20ms});
        saver.hold(true, QStringLiteral("race"));
        QTRY_VERIFY(value(saver).startsWith(QStringLiteral("kept on")));
        QTRY_VERIFY(lines().size() >= 3);
        QCOMPARE(lines().front(), QByteArray("s reset"));
        saver.hold(false, {});
        QVERIFY(value(saver).contains(u"no race"));
        ui::ScreenSaver without({nowhere, files.file(QStringLiteral("no-program")), 20ms});
        without.hold(true, QStringLiteral("race"));
        QTRY_COMPARE(value(without), QStringLiteral("may go dark"));
    }

private:
    std::unique_ptr<Program> m_daemon;
    QString m_bus;
};

QTEST_GUILESS_MAIN(ScreenSaverTest)
#include "screensavertest.moc"
