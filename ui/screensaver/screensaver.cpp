// SPDX-License-Identifier: Apache-2.0
#include "ui/screensaver/screensaver.h"

#include "core/base/text.h"

#include <QDBusConnection>
#include <QDBusError>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusServiceWatcher>
#include <QFile>
#include <QProcess>
#include <QUuid>

#include <array>

namespace gantry::ui {

using system::HealthItem;
using system::Tone;

namespace {

constexpr int kAnswerMs = 5000;
const QString kService = QStringLiteral("org.freedesktop.ScreenSaver");
constexpr std::array<const char *, 2> kPlaces{"/org/freedesktop/ScreenSaver", "/ScreenSaver"}; // the second one on older desks

// Without one of these the bus library would start a bus of its own, where nobody is.
bool sessionHasBus()
{
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") || (qEnvironmentVariableIsSet("XDG_RUNTIME_DIR") && QFile::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus")));
}

} // namespace

ScreenSaver::ScreenSaver(ScreenSaverOptions options, QObject *parent)
    : QObject(parent), m_options(std::move(options)), m_name(QStringLiteral("gantry-screensaver-") + QUuid::createUuid().toString(QUuid::Id128)), m_timer(this)
{
    connect(&m_timer, &QTimer::timeout, this, &ScreenSaver::reset);
}

ScreenSaver::~ScreenSaver()
{
    hold(false, {});
    if (m_reset) {
        m_reset->disconnect(this);
        m_reset->kill();
        m_reset->waitForFinished(500);
    }
    if (m_bus) {
        delete m_watcher;
        m_bus.reset();
        QDBusConnection::disconnectFromBus(m_name); // what is still held ends with the connection
    }
}

void ScreenSaver::hold(bool on, const QString &why)
{
    if (on == m_wanted)
        return;
    m_wanted = on;
    m_why = why;
    m_error.clear();
    if (!on)
        return letGo();
    if (reachBus())
        ask(0);
    else
        otherwise(say("this session has no message bus"));
}

bool ScreenSaver::reachBus()
{
    if (m_bus)
        return m_bus->isConnected();
    if (m_options.bus.isEmpty() && !sessionHasBus())
        return false;
    m_bus = std::make_unique<QDBusConnection>(m_options.bus.isEmpty() ? QDBusConnection::connectToBus(QDBusConnection::SessionBus, m_name) : QDBusConnection::connectToBus(m_options.bus, m_name));
    if (!m_bus->isConnected())
        return false;
    // A screen saver that comes later, or is started anew, has heard nothing of us.
    m_watcher = new QDBusServiceWatcher(kService, *m_bus, QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(m_watcher, &QDBusServiceWatcher::serviceOwnerChanged, this, [this](const QString &, const QString &, const QString &now) { ownerChanged(now); });
    return true;
}

void ScreenSaver::ask(int place)
{
    m_asking = true;
    m_place = place;
    QDBusMessage call = QDBusMessage::createMethodCall(kService, QLatin1String(kPlaces[std::size_t(place)]), kService, QStringLiteral("Inhibit"));
    call << QStringLiteral("Gantry") << m_why;
    auto *watcher = new QDBusPendingCallWatcher(m_bus->asyncCall(call, kAnswerMs), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, place, question = ++m_question](QDBusPendingCallWatcher *done) {
        done->deleteLater();
        const QDBusPendingReply<quint32> reply = *done;
        if (question == m_question)
            answered(reply, place);
        else if (!reply.isError()) // to a question that was asked anew since
            giveBack(reply.value(), place);
    });
}

void ScreenSaver::answered(const QDBusPendingReply<quint32> &reply, int place)
{
    m_asking = false;
    if (!reply.isError()) {
        m_cookie = reply.value();
        m_resets = false;
        m_timer.stop();
        m_error.clear();
        if (!m_wanted)
            letGo();
        return;
    }
    if (!m_wanted)
        return;
    const auto type = reply.error().type();
    const bool elsewhere = type == QDBusError::UnknownObject || type == QDBusError::UnknownMethod || type == QDBusError::UnknownInterface;
    if (elsewhere && std::size_t(place) + 1 < kPlaces.size())
        return ask(place + 1);
    otherwise(type == QDBusError::ServiceUnknown || type == QDBusError::NoReply ? say("no screen saver answers") : reply.error().message());
}

void ScreenSaver::ownerChanged(const QString &owner)
{
    m_cookie.reset();
    if (!m_wanted)
        return;
    if (owner.isEmpty())
        otherwise(say("no screen saver answers"));
    else
        ask(0);
}

void ScreenSaver::letGo()
{
    m_timer.stop();
    m_resets = false;
    if (!m_cookie)
        return; // an answer that is still on its way is given back when it comes
    giveBack(*std::exchange(m_cookie, std::nullopt), m_place);
}

void ScreenSaver::giveBack(quint32 cookie, int place)
{
    QDBusMessage call = QDBusMessage::createMethodCall(kService, QLatin1String(kPlaces[std::size_t(place)]), kService, QStringLiteral("UnInhibit"));
    call << cookie;
    m_bus->send(call);
}

void ScreenSaver::otherwise(const QString &why)
{
    m_error = why;
    const bool x = qEnvironmentVariableIsSet("DISPLAY") && !qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
    if (m_options.xset.isEmpty() || !x)
        return;
    reset();
    m_timer.start(m_options.every);
}

void ScreenSaver::reset()
{
    if (m_reset && m_reset->state() != QProcess::NotRunning)
        return;
    m_reset = std::make_unique<QProcess>();
    connect(m_reset.get(), &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) { m_resets = m_wanted && code == 0 && status == QProcess::NormalExit; });
    connect(m_reset.get(), &QProcess::errorOccurred, this, [this] { m_resets = false; });
    m_reset->start(m_options.xset, {QStringLiteral("s"), QStringLiteral("reset")});
}

HealthItem ScreenSaver::item() const
{
    HealthItem item{QStringLiteral("screen"), say("Screen"), {}, {}, Tone::Good};
    if (!m_wanted) {
        item.value = say("as the laptop is set (no race is open)");
    } else if (m_cookie) {
        item.value = say("kept on");
    } else if (m_resets) {
        item.value = say("kept on (the idle time is set back again and again)");
    } else if (m_asking) {
        item.value = say("asking the system");
    } else {
        item.value = say("may go dark");
        item.tone = Tone::Look;
        item.sentence = say("The screen saver cannot be held off from here (%1). Switch it off in the laptop's settings, and the lock with it.").arg(m_error.isEmpty() ? say("the system refused") : m_error);
    }
    return item;
}

} // namespace gantry::ui
