// SPDX-License-Identifier: Apache-2.0
#include "app/gantryctl/commandline.h"
#include "app/gantryctl/papers.h"
#include "app/gantryctl/signals.h"

#include "core/base/guardedclock.h"
#include "core/base/text.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

#include <poll.h>
#include <unistd.h>

namespace gantry::ctl {

namespace {

void printLine(const QJsonObject &object)
{
    const QByteArray line = QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(line.constData(), 1, std::size_t(line.size()), stdout);
    std::fflush(stdout);
}

QJsonObject stateOf(const engine::View &v)
{
    int open = 0;
    if (v.links)
        for (const auto &l : *v.links)
            open += !l.closedAt;
    return {{QStringLiteral("type"), QStringLiteral("state")},
            {QStringLiteral("event"), v.event ? v.event->name : QString()},
            {QStringLiteral("connections"), open},
            {QStringLiteral("reads"), qint64(v.counters.reads)},
            {QStringLiteral("guns"), qint64(v.counters.guns)},
            {QStringLiteral("duplicates"), qint64(v.counters.duplicates)},
            {QStringLiteral("malformed"), qint64(v.counters.malformed)},
            {QStringLiteral("unsaved"), qint64(v.counters.unsavedReads)},
            {QStringLiteral("entered"), v.counters.entered},
            {QStringLiteral("started"), v.counters.started},
            {QStringLiteral("out"), v.counters.out},
            {QStringLiteral("finished"), v.counters.finished},
            {QStringLiteral("unknown_chips"), v.counters.unknownChips},
            {QStringLiteral("saving"), !v.saving || v.saving->ok}};
}

QJsonObject linkLine(const net::LinkState &l)
{
    return {{QStringLiteral("type"), QStringLiteral("connection")},
            {QStringLiteral("session"), qint64(l.session.value())},
            {QStringLiteral("peer"), l.peer},
            {QStringLiteral("state"), l.closedAt ? QStringLiteral("closed") : QStringLiteral("open")},
            {QStringLiteral("reason"), l.closeReason},
            {QStringLiteral("reads"), qint64(l.facts.reads)},
            {QStringLiteral("guns"), qint64(l.facts.guns)},
            {QStringLiteral("new_locations"), qint64(l.facts.newLocations)},
            {QStringLiteral("malformed"), qint64(l.facts.malformed)}};
}

// Is there room for a line? A pipe that nobody empties must hold up neither the race nor the shutdown.
bool hasRoom()
{
    pollfd out{STDOUT_FILENO, POLLOUT, 0};
    return poll(&out, 1, 0) == 1 && (out.revents & POLLOUT);
}

// Prints what changed: connections that opened or closed, and the figures. What found no room comes with the next change.
class StatePrinter {
public:
    void show(const engine::View &v)
    {
        if (v.links)
            for (const auto &l : *v.links) {
                const bool closed = l.closedAt.has_value();
                const auto known = m_links.find(l.session.value());
                if (known != m_links.end() && known->second == closed)
                    continue;
                if (!hasRoom())
                    return;
                printLine(linkLine(l));
                m_links[l.session.value()] = closed;
            }
        const QJsonObject state = stateOf(v);
        if (state == m_last || !hasRoom())
            return;
        printLine(state);
        m_last = state;
    }

private:
    std::map<std::int64_t, bool> m_links;
    QJsonObject m_last;
};

bool portOption(CommandLine &line, const QString &name, int &port)
{
    const QString text = line.take(name);
    if (text.isEmpty())
        return true;
    bool ok = false;
    port = text == u"off" ? -1 : text.toInt(&ok);
    return text == u"off" || (ok && port >= 0 && port <= 65535);
}

} // namespace

int serve(CommandLine line)
{
    TerminationWatch termination;
    engine::ConsoleOptions options;
    options.storePath = line.store;
    options.drawPdf = pdfDrawer();
    options.event = line.event;
    options.listen = true;
    options.escapeDirectory = line.take(QStringLiteral("--escape"));
    options.backupDirectory = line.take(QStringLiteral("--backup"));
    if (const QString every = line.take(QStringLiteral("--backup-every")); !every.isEmpty()) {
        bool ok = false;
        options.backupEvery = std::chrono::seconds(every == u"off" ? 0 : every.toInt(&ok));
        if (every != u"off" && (!ok || options.backupEvery.count() < 1))
            return usage(say("--backup-every is a number of seconds, or off."), QStringLiteral("serve"));
    }
    if (line.takeFlag(QStringLiteral("--rehearsal")))
        options.purpose = store::Purpose::Rehearsal;
    if (!portOption(line, QStringLiteral("--ctp01"), options.ctp01Port) || !portOption(line, QStringLiteral("--status-port"), options.statusPort))
        return usage(say("A port is a number from 0 (any free one) to 65535, or off."), QStringLiteral("serve"));
    if (const QString address = line.take(QStringLiteral("--bind")); !address.isEmpty() && !options.bind.setAddress(address))
        return usage(say("\"%1\" is not an address of this computer.").arg(address), QStringLiteral("serve"));
    if (!line.take(QStringLiteral("--web-port")).isEmpty())
        complain(say("This version has no web feed; --web-port is left out."), 0);
    if (!line.words.isEmpty())
        return usage(say("serve does not know \"%1\".").arg(line.words.first()), QStringLiteral("serve"));

    const GuardedClock clock;
    options.clockJump = [&clock] { return clock.jump(); };
    auto opened = engine::Console::open(options, clock);
    if (!opened.console)
        return complain(opened.error.message, opened.opening == store::Opening::Held || !opened.error.message.isEmpty() ? 1 : 3);
    engine::Console &console = *opened.console;
    const engine::Ports ports = console.ports();
    const auto head = console.view();
    printLine({{QStringLiteral("ready"), true},
               {QStringLiteral("ctp01"), ports.ctp01},
               {QStringLiteral("status"), ports.status},
               {QStringLiteral("ports"), QJsonObject{{QStringLiteral("ctp01"), ports.ctp01}, {QStringLiteral("status"), ports.status}}},
               {QStringLiteral("feed"), ports.feed},
               {QStringLiteral("store"), line.store},
               {QStringLiteral("event"), head->event ? head->event->id.toString() : QString()}});
    StatePrinter printer;
    QObject::connect(&console, &engine::Console::published, qApp, [&](const engine::ViewPtr &v) { printer.show(*v); });
    QObject::connect(&termination, &TerminationWatch::terminated, qApp, &QCoreApplication::quit);
    const int code = QCoreApplication::exec();
    opened.console.reset(); // drains
    return code;
}

} // namespace gantry::ctl
