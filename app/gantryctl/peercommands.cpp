// SPDX-License-Identifier: Apache-2.0
// `simulate` and `replay`: real peers of a real port.
#include "app/gantryctl/commandline.h"

#include "core/base/text.h"
#include "core/net/peerlines.h"
#include "core/net/faults.h"
#include "core/net/simulatedfield.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QUrl>

#include <cstdio>

namespace gantry::ctl {

namespace {

bool target(const QString &text, net::PeerOptions &options)
{
    const QUrl url(text);
    if (url.scheme() != u"ctp01" || url.host().isEmpty())
        return false;
    options.host = url.host();
    options.port = quint16(url.port(61611));
    return true;
}

int run(std::vector<std::unique_ptr<net::Ctp01Peer>> &peers)
{
    std::size_t open = peers.size();
    for (auto &peer : peers) {
        QObject::connect(peer.get(), &net::Ctp01Peer::finished, qApp, [&open] {
            if (--open == 0)
                QCoreApplication::quit();
        });
        QObject::connect(peer.get(), &net::Ctp01Peer::disconnected, qApp, [](const QString &reason) { complain(reason, 0); });
        peer->start();
    }
    QCoreApplication::exec();
    std::int64_t sent = 0;
    for (auto &peer : peers)
        sent += peer->linesSent();
    std::printf("{\"sent\":%lld}\n", static_cast<long long>(sent));
    return 0;
}

bool numberOption(CommandLine &line, const QString &name, double &value)
{
    const QString text = line.take(name);
    if (text.isEmpty())
        return true;
    bool ok = false;
    value = text.toDouble(&ok);
    return ok && value >= 0;
}

} // namespace

int simulate(CommandLine line)
{
    const QString verb = QStringLiteral("simulate");
    net::PeerOptions peerOptions;
    peerOptions.exitWhenSent = true;
    if (!target(line.take(QStringLiteral("--to")), peerOptions))
        return usage(say("Say where to: --to ctp01://HOST:PORT"), verb);
    double runners = 200, seed = 1, speed = 1, winner = 0, last = 0;
    if (!numberOption(line, QStringLiteral("--winner"), winner) || !numberOption(line, QStringLiteral("--last"), last))
        return usage(say("--winner and --last are seconds."), verb);
    if (!numberOption(line, QStringLiteral("--runners"), runners) || !numberOption(line, QStringLiteral("--seed"), seed) || !numberOption(line, QStringLiteral("--speed"), speed))
        return usage(say("--runners, --seed and --speed are numbers."), verb);
    net::FieldOptions field;
    field.runners = int(std::min(runners, 100000.0));
    field.seed = quint32(seed);
    if (winner > 0)
        field.winner = Micros(qint64(winner * 1e6));
    if (last > 0)
        field.last = Micros(qint64(last * 1e6));
    field.startLocation = line.take(QStringLiteral("--start-location"), field.startLocation);
    field.finishLocation = line.take(QStringLiteral("--finish-location"), field.finishLocation);
    const QString faults = line.take(QStringLiteral("--faults"));
    const auto plan = net::parseFaults(faults);
    if (!plan)
        return usage(plan.error().message, verb);
    const QString record = line.take(QStringLiteral("--record"));
    const QString gun = line.take(QStringLiteral("--gun"));
    const auto at = parseLocal(gun);
    if (!gun.isEmpty() && !at)
        return usage(say("\"%1\" is not a time. Write YYYY-MM-DDTHH:MM:SS.").arg(gun), verb);
    if (!line.words.isEmpty())
        return usage(say("simulate does not know \"%1\".").arg(line.words.first()), verb);
    // Without --gun the boxes' clocks say the local time, and the gun falls when the lead is over.
    const auto now = std::chrono::milliseconds(QDateTime::currentDateTime().toMSecsSinceEpoch() + QDateTime::currentDateTime().offsetFromUtc() * 1000LL);
    field.gun = at.value_or(LocalTime(now) + net::kFieldLead);
    peerOptions.speed = speed;
    auto made = net::makeFaultyField(field, *plan);
    if (!record.isEmpty())
        if (auto written = net::writeInjected(record, made.injected); !written)
            return complain(written.error().message, 1);
    std::vector<std::unique_ptr<net::Ctp01Peer>> peers;
    peers.push_back(std::make_unique<net::Ctp01Peer>(std::move(made.lines.start), peerOptions));
    peerOptions.cuts = made.cuts;
    peers.push_back(std::make_unique<net::Ctp01Peer>(std::move(made.lines.finish), peerOptions));
    return run(peers);
}

int replay(CommandLine line)
{
    const QString verb = QStringLiteral("replay");
    net::PeerOptions options;
    options.exitWhenSent = true;
    if (!target(line.take(QStringLiteral("--to")), options))
        return usage(say("Say where to: --to ctp01://HOST:PORT"), verb);
    double speed = 0, cut = 0;
    if (!numberOption(line, QStringLiteral("--speed"), speed) || !numberOption(line, QStringLiteral("--cut-after"), cut))
        return usage(say("--speed and --cut-after are numbers."), verb);
    if (line.words.size() != 1)
        return usage(say("Say which file to replay."), verb);
    options.speed = speed;
    options.cutAfterLines = std::int64_t(cut);
    auto lines = net::loadPeerLines(line.words.first(), speed > 0 ? net::Pace::AsRecorded : net::Pace::AtOnce);
    if (!lines)
        return complain(lines.error().message, lines.error().code == ErrorCode::InvalidInput ? 3 : 1);
    std::vector<std::unique_ptr<net::Ctp01Peer>> peers;
    peers.push_back(std::make_unique<net::Ctp01Peer>(std::move(*lines), options));
    return run(peers);
}

} // namespace gantry::ctl
