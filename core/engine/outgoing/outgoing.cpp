// SPDX-License-Identifier: Apache-2.0
#include "core/engine/outgoing/outgoing.h"

#include "core/base/text.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QTimer>

#include <algorithm>

namespace gantry::engine {

namespace {

using namespace std::chrono_literals;

constexpr int kLookMs = 200;
constexpr Micros kFirstPause = 4s, kLongestPause = 32s;

// Everything that results are made of; history, links and reads come and go without them.
bool sameResults(const View *a, const View *b)
{
    return a && b && a->event == b->event && a->entrants == b->entrants && a->results == b->results && a->places == b->places && a->order == b->order;
}

Result<> writeFile(const QString &path, const QByteArray &bytes)
{
    const QFileInfo info(path);
    if (!info.dir().exists())
        return failure(ErrorCode::Io, say("%1 is not there. Put the stick back, or make the folder.").arg(info.dir().path()));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return failure(ErrorCode::Io, say("%1 cannot be written: %2").arg(path, file.errorString()));
    return {};
}

Micros pauseAfter(int failures)
{
    Micros pause = kFirstPause;
    for (int i = 1; i < failures && pause < kLongestPause; ++i)
        pause *= 2;
    return std::min(pause, kLongestPause);
}

} // namespace

Outgoing::Outgoing(const Clock &clock, Hooks hooks, output::DrawPdf drawPdf) : m_clock(&clock), m_hooks(std::move(hooks)), m_drawPdf(std::move(drawPdf)), m_context(std::make_unique<QObject>())
{
    m_thread.setObjectName(QStringLiteral("gantry-out"));
    m_context->moveToThread(&m_thread);
    m_thread.start();
}

Outgoing::~Outgoing()
{
    QMetaObject::invokeMethod(m_context.get(), [this] { delete std::exchange(m_timer, nullptr); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void Outgoing::start()
{
    QMetaObject::invokeMethod(m_context.get(), [this] {
        if (m_timer)
            return;
        m_timer = new QTimer(m_context.get());
        QObject::connect(m_timer, &QTimer::timeout, m_context.get(), [this] { look(false, {}); });
        m_timer->start(kLookMs);
    }, Qt::QueuedConnection);
}

void Outgoing::offer(ViewPtr view)
{
    QMetaObject::invokeMethod(m_context.get(), [this, view = std::move(view)] { m_view = view; }, Qt::QueuedConnection);
}

Result<int> Outgoing::publishNow(const ViewPtr &view, const QString &by)
{
    Result<int> out = 0;
    QMetaObject::invokeMethod(m_context.get(), [&] {
        m_view = view;
        if (m_view->outgoing && m_view->outgoing->hold.on) {
            out = failure(ErrorCode::Conflict, say("Publishing is held by %1. Release it first: Ctrl+H, or gantryctl publish release").arg(m_view->outgoing->hold.by));
            return;
        }
        look(true, by);
        QStringList errors;
        int done = 0;
        for (const auto &[id, sent] : m_sent) {
            done += sent.status.error.isEmpty();
            if (!sent.status.error.isEmpty())
                errors.append(sent.status.error);
        }
        if (errors.isEmpty())
            out = done;
        else
            out = failure(ErrorCode::Io, errors.join(u'\n'));
    }, Qt::BlockingQueuedConnection);
    return out;
}

// All of it is a comparison of what is wanted with what is there; a lost tick loses nothing.
void Outgoing::look(bool now, const QString &by)
{
    if (!m_view || !m_view->event || !m_view->outgoing)
        return;
    if (m_event != m_view->event->id) {
        m_event = m_view->event->id;
        m_sent.clear();
        m_told.clear();
    }
    const UtcTime at = m_clock->now();
    const OutgoingState &wanted = *m_view->outgoing;
    std::erase_if(m_sent, [&](const auto &s) { return std::none_of(wanted.rows.begin(), wanted.rows.end(), [&](const auto &r) { return r.destination.id == s.first; }); });
    for (const auto &row : wanted.rows) {
        const Destination &d = row.destination;
        Sent &sent = m_sent[d.id];
        const QString file = QDir(d.folder).filePath(publicationName(d));
        if (sent.status.file != file) { // new, or another place now
            sent = {};
            sent.status.file = file;
        }
        if (!sameResults(sent.view.get(), m_view.get()) && !sent.status.waitingSince)
            sent.status.waitingSince = at;
        if (!sent.status.waitingSince || wanted.hold.on)
            continue;
        const bool rested = !sent.lastTry || at >= *sent.lastTry + std::chrono::seconds(d.everySeconds) || at < *sent.lastTry;
        const bool again = sent.status.nextTry ? at >= *sent.status.nextTry : rested;
        if (now || again)
            write(d, sent, by);
    }
    tell();
}

bool Outgoing::write(const Destination &d, Sent &sent, const QString &by)
{
    DestinationStatus &status = sent.status;
    const ViewPtr view = m_view;
    sent.lastTry = m_clock->now();
    int rows = status.rows;
    const QString content = publicationContent(*view, d);
    const bool same = by.isEmpty() && content == sent.content && QFileInfo::exists(status.file); // who asks for it gets it written again
    Result<> written;
    QString digest = status.digest;
    if (!same) {
        const auto bytes = publicationBytes(*view, d, rows, m_drawPdf, m_clock->now());
        written = bytes ? writeFile(status.file, *bytes) : Result<>(bytes.error());
        if (bytes)
            digest = QString::fromLatin1(QCryptographicHash::hash(*bytes, QCryptographicHash::Sha256).toHex());
    }
    if (!written) {
        ++status.failures;
        status.error = written.error().message;
        status.nextTry = m_clock->now() + pauseAfter(status.failures);
        return false;
    }
    status.failures = 0;
    status.error.clear();
    status.nextTry.reset();
    status.waitingSince.reset();
    status.lastOk = m_clock->now();
    status.rows = rows;
    sent.view = view;
    sent.content = content;
    if (!same) {
        status.digest = digest;
        m_hooks.published({view->event->id, d, status.file, digest, rows, by});
    }
    return true;
}

void Outgoing::tell()
{
    OutgoingStatus status;
    for (const auto &[id, sent] : m_sent)
        status[id] = sent.status;
    if (status == m_told)
        return;
    m_told = status;
    m_hooks.changed(*m_event, std::make_shared<const OutgoingStatus>(std::move(status)));
}

} // namespace gantry::engine
