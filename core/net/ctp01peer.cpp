// SPDX-License-Identifier: Apache-2.0
#include "core/net/ctp01peer.h"

#include <QCryptographicHash>
#include <QUuid>

#include <algorithm>
#include <array>
#include <limits>

namespace gantry::net {

namespace {

constexpr qint64 kMaxQueued = 1024 * 1024;
constexpr qsizetype kBatch = 64 * 1024;
constexpr qsizetype kMaxCommand = 64 * 1024;
constexpr int kGreetingWithinMs = 10'000; // then the real client gives the connection up

QByteArray madeUpId()
{
    return QCryptographicHash::hash(QUuid::createUuid().toRfc4122(), QCryptographicHash::Sha1).toHex().toUpper();
}

// A setting that the real client does not accept makes it hang up without a word.
bool acceptable(const QByteArray &key, const QByteArray &value)
{
    struct Rule {
        const char *key;
        std::array<const char *, 4> values;
    };
    static constexpr std::array<Rule, 5> rules{{{"location", {"multi", "single"}},
                                                {"guntimes", {"true", "false"}},
                                                {"newlocations", {"true", "false"}},
                                                {"stream-mode", {"push"}},
                                                {"time-format", {"normal", "iso", "unix", "msecs"}}}};
    for (const Rule &rule : rules)
        if (key == rule.key)
            return std::any_of(rule.values.begin(), rule.values.end(), [&](const char *v) { return v && value == v; });
    return true;
}

} // namespace

Ctp01Peer::Ctp01Peer(std::vector<PeerLine> lines, PeerOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_socket(this)
    , m_timer(this)
    , m_retry(this)
    , m_patience(this)
{
    if (m_options.connectionId.isEmpty())
        m_options.connectionId = QString::fromLatin1(madeUpId());
    for (PeerLine &line : lines)
        addLine(std::move(line));
    for (QTimer *timer : {&m_timer, &m_retry, &m_patience})
        timer->setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Ctp01Peer::pump);
    connect(&m_retry, &QTimer::timeout, this, &Ctp01Peer::dial);
    connect(&m_patience, &QTimer::timeout, this, [this] { drop(QStringLiteral("no greeting response")); });
    connect(&m_socket, &QTcpSocket::connected, this, &Ctp01Peer::onConnected);
    connect(&m_socket, &QTcpSocket::readyRead, this, &Ctp01Peer::onReadable);
    connect(&m_socket, &QTcpSocket::bytesWritten, this, &Ctp01Peer::pump);
    connect(&m_socket, &QTcpSocket::disconnected, this, [this] { onGone(QStringLiteral("the connection was closed")); });
    connect(&m_socket, &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError) {
        if (m_socket.state() != QAbstractSocket::ConnectedState && m_socket.state() != QAbstractSocket::ClosingState)
            onGone(m_socket.errorString());
    });
}

Ctp01Peer::~Ctp01Peer()
{
    m_socket.disconnect(this);
}

void Ctp01Peer::start()
{
    m_running = true;
    m_startedAt = std::chrono::steady_clock::now();
    for (const Cut &c : m_options.cuts) {
        const double speed = m_options.speed > 0 ? m_options.speed : 1;
        const Cut real{Micros(std::int64_t(double(c.at.count()) / speed)), Micros(std::int64_t(double(c.length.count()) / speed))};
        QTimer::singleShot(std::chrono::duration_cast<std::chrono::milliseconds>(real.at), this, [this, real] { cut(real); });
    }
    dial();
}

void Ctp01Peer::stop()
{
    m_running = false;
    m_retry.stop();
    m_timer.stop();
    m_patience.stop();
    m_socket.disconnectFromHost();
}

void Ctp01Peer::append(PeerLine line)
{
    addLine(std::move(line));
    m_finished = false;
    pump();
}

void Ctp01Peer::addLine(PeerLine line)
{
    auto stream = std::find_if(m_streams.begin(), m_streams.end(), [&](const Stream &s) { return s.location == line.location; });
    if (stream == m_streams.end())
        stream = m_streams.insert(m_streams.end(), Stream{.location = line.location});
    stream->lines.push_back(m_lines.size());
    m_lines.push_back(std::move(line));
}

void Ctp01Peer::dial()
{
    if (!m_running || m_socket.state() != QAbstractSocket::UnconnectedState)
        return;
    m_input.clear();
    m_state = State::AwaitGreeting;
    m_settingsDue = -1;
    m_goneSaid = m_announce = m_ackStart = false;
    for (Stream &s : m_streams) {
        s.next = 0;
        s.running = s.stopped = false;
    }
    m_patience.start(kGreetingWithinMs);
    m_socket.connectToHost(m_options.host, m_options.port);
}

void Ctp01Peer::onConnected()
{
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    send((m_options.name + u'~' + m_options.version + QStringLiteral("~CTP01")).toUtf8());
}

void Ctp01Peer::onGone(const QString &reason)
{
    if (m_goneSaid)
        return;
    m_goneSaid = true;
    m_patience.stop();
    m_timer.stop();
    for (Stream &s : m_streams)
        s.running = false;
    Q_EMIT disconnected(reason);
    if (m_running && m_options.reconnect)
        m_retry.start(m_options.retry);
}

void Ctp01Peer::drop(const QString &reason)
{
    m_socket.abort();
    onGone(reason);
}

void Ctp01Peer::cut(const Cut &c)
{
    if (!m_running)
        return;
    m_timer.stop();
    drop(QStringLiteral("the cable was pulled"));
    m_retry.start(std::chrono::duration_cast<std::chrono::milliseconds>(c.length));
}

void Ctp01Peer::send(const QByteArray &line)
{
    m_socket.write(line + "\r\n");
}

void Ctp01Peer::onReadable()
{
    m_input += m_socket.readAll();
    qsizetype from = 0;
    for (qsizetype end; (end = m_input.indexOf('\n', from)) >= 0 && m_socket.isOpen(); from = end + 1)
        onLine(m_input.mid(from, end - from).trimmed());
    m_input.remove(0, std::min(from, m_input.size()));
    if (m_input.size() > kMaxCommand)
        drop(QStringLiteral("the server sent a line without end"));
}

void Ctp01Peer::onLine(const QByteArray &line)
{
    switch (m_state) {
    case State::AwaitGreeting: {
        const QList<QByteArray> fields = line.split('~');
        bool number = false;
        const int due = fields.size() == 3 ? fields[2].toInt(&number) : 0;
        if (!number || due < 0)
            return drop(QStringLiteral("server responded with invalid message"));
        m_settingsDue = due;
        m_state = State::Settings;
        if (due == 0)
            onSettingsDone();
        return;
    }
    case State::Settings:
        onSetting(line);
        if (m_state == State::Settings && --m_settingsDue == 0)
            onSettingsDone();
        return;
    case State::Commands:
        if (!line.isEmpty())
            onCommand(line.split('~'));
        return;
    }
}

void Ctp01Peer::onSetting(const QByteArray &line)
{
    const qsizetype equals = line.indexOf('=');
    const QByteArray key = line.left(equals);
    const QByteArray value = equals < 0 ? QByteArray() : line.mid(equals + 1);
    if (!acceptable(key, value))
        return drop(QStringLiteral("the server asked for %1").arg(QString::fromUtf8(line)));
    if (key == "newlocations")
        m_announce = value == "true";
    else if (key == "pushmode-ack")
        m_ackStart = value == "true";
}

void Ctp01Peer::onSettingsDone()
{
    m_state = State::Commands;
    m_patience.stop();
    Q_EMIT greeted();
    if (m_announce && m_options.announceLocations)
        for (const Stream &s : m_streams)
            send("CT01_33~0~" + s.location.toUtf8() + "~newlocation~00:00:00.00~0~0~0");
}

void Ctp01Peer::onCommand(const QList<QByteArray> &fields)
{
    const QByteArray &verb = fields.front();
    const QByteArray event = m_options.eventName.toUtf8();
    if (verb == "ping") {
        send("ack~ping");
    } else if (verb == "geteventinfo") {
        send("ack~geteventinfo~" + event + "~0~" + event);
    } else if (verb == "getlocations") {
        QByteArray answer = "ack~getlocations";
        for (const Stream &s : m_streams)
            answer += '~' + s.location.toUtf8();
        send(answer);
    } else if (verb == "getconnectionid") {
        send("ack~getconnectionid~" + m_options.connectionId.toUtf8());
    } else if (verb == "start") {
        onStart(fields);
    } else if (verb == "stop") {
        onStop(fields);
    } else if (verb == "getdata") {
        send("err~getdata~command unavailable in push mode");
    } // the real client says nothing to what it does not know
}

Ctp01Peer::Stream *Ctp01Peer::streamOf(const QByteArray &location)
{
    const QString name = QString::fromUtf8(location);
    const auto s = std::find_if(m_streams.begin(), m_streams.end(), [&](const Stream &x) { return x.location == name; });
    return s == m_streams.end() ? nullptr : &*s;
}

void Ctp01Peer::onStart(const QList<QByteArray> &fields)
{
    if (fields.size() > 3)
        return send("err~start~invalid paramater count"); // the real client's own spelling
    Stream *one = fields.size() > 1 ? streamOf(fields[1]) : nullptr;
    if (fields.size() > 1 && !one)
        return send("err~start~invalid location requested");
    std::int64_t sequence = std::numeric_limits<std::int64_t>::min();
    if (fields.size() == 3) {
        bool number = false;
        sequence = fields[2].toLongLong(&number);
        if (!number)
            return send("err~start~invalid start sequence number requested");
        if (m_cutDone)
            sequence = std::numeric_limits<std::int64_t>::min(); // its operator has rewound it: everything comes again
    }
    if (m_ackStart)
        send("ack~start");
    for (Stream &s : m_streams) {
        if (one && &s != one)
            continue;
        if (fields.size() == 3 || !s.stopped) // after `stop`, a `start` without a number goes on where it was
            s.next = std::size_t(std::find_if(s.lines.begin(), s.lines.end(), [&](std::size_t i) { return m_lines[i].sequence >= sequence; }) -
                                 s.lines.begin());
        s.running = true;
        s.stopped = false;
    }
    Q_EMIT sending();
    pump();
}

void Ctp01Peer::onStop(const QList<QByteArray> &fields)
{
    if (fields.size() > 2)
        return send("err~stop~invalid paramater count");
    Stream *one = fields.size() == 2 ? streamOf(fields[1]) : nullptr;
    if (fields.size() == 2 && !one)
        return send("err~stop~invalid location requested");
    for (Stream &s : m_streams)
        if (!one || &s == one) {
            s.stopped = s.stopped || s.running;
            s.running = false;
        }
}

// The running stream whose next line comes first in the recording.
Ctp01Peer::Stream *Ctp01Peer::nextStream()
{
    Stream *best = nullptr;
    for (Stream &s : m_streams)
        if (s.running && s.next < s.lines.size() && (!best || s.lines[s.next] < best->lines[best->next]))
            best = &s;
    return best;
}

std::chrono::microseconds Ctp01Peer::waitFor(const PeerLine &line) const
{
    if (m_options.speed <= 0)
        return Micros(0);
    const auto passed = std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - m_startedAt);
    return Micros(std::int64_t(double(line.due.count()) / m_options.speed - passed.count()));
}

void Ctp01Peer::pump()
{
    if (m_state != State::Commands || m_socket.state() != QAbstractSocket::ConnectedState)
        return;
    QByteArray batch;
    const auto flush = [&] {
        if (!batch.isEmpty())
            m_socket.write(batch);
        batch.clear();
    };
    while (m_socket.bytesToWrite() + batch.size() <= kMaxQueued) {
        Stream *stream = nextStream();
        if (!stream)
            break;
        const PeerLine &line = m_lines[stream->lines[stream->next]];
        if (const Micros wait = waitFor(line); wait.count() > 0) {
            const auto ms = std::chrono::ceil<std::chrono::milliseconds>(wait).count();
            m_timer.start(int(std::min<std::int64_t>(ms, std::numeric_limits<int>::max())));
            break;
        }
        if (m_options.cutAfterLines > 0 && !m_cutDone && m_sent >= m_options.cutAfterLines) {
            m_cutDone = true;
            batch += line.line.left(line.line.size() / 2);
            flush();
            m_socket.disconnectFromHost(); // in the middle of a line
            return;
        }
        batch.append(line.line).append("\r\n");
        ++stream->next;
        ++m_sent;
        if (batch.size() >= kBatch)
            flush();
    }
    flush();
    sayFinished();
}

void Ctp01Peer::sayFinished()
{
    const bool all = std::all_of(m_streams.begin(), m_streams.end(), [](const Stream &s) { return s.running && s.next == s.lines.size(); });
    if (!m_options.exitWhenSent || m_finished || !all || m_socket.bytesToWrite() > 0)
        return;
    m_finished = true;
    Q_EMIT finished();
}

} // namespace gantry::net
