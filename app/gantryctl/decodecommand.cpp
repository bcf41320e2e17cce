// SPDX-License-Identifier: Apache-2.0
#include "app/gantryctl/commandline.h"

#include "core/base/text.h"
#include "core/readers/decoder.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

namespace gantry::ctl {

namespace {

QString text(const std::string &s)
{
    return QString::fromUtf8(s.data(), qsizetype(s.size()));
}

QJsonObject readObject(const DeviceRead &r)
{
    const bool gun = r.kind == ReadKind::Gun;
    QJsonObject o{{QStringLiteral("type"), gun ? QStringLiteral("gun") : QStringLiteral("read")},
                  {QStringLiteral("location"), text(r.location)},
                  {QStringLiteral("reader"), text(r.reader)},
                  {QStringLiteral("antenna"), r.antenna},
                  {QStringLiteral("pass_count"), r.passCount},
                  {QStringLiteral("sequence"), qint64(r.sequence)},
                  {QStringLiteral("time_us"), QString::number(r.time.us)}};
    if (!gun)
        o[QStringLiteral("chip")] = text(r.chip);
    switch (r.time.basis) {
    case TimeBasis::LocalDateTime:
        o[QStringLiteral("basis")] = QStringLiteral("local");
        o[QStringLiteral("time")] = formatLocal(LocalTime(Micros(r.time.us)));
        break;
    case TimeBasis::LocalTimeOfDay:
        o[QStringLiteral("basis")] = QStringLiteral("time_of_day");
        o[QStringLiteral("time")] = formatElapsed(Micros(r.time.us), 6);
        break;
    case TimeBasis::Utc:
        o[QStringLiteral("basis")] = QStringLiteral("utc");
        o[QStringLiteral("time")] = formatUtc(fromUs(r.time.us));
        break;
    case TimeBasis::RaceElapsed:
        o[QStringLiteral("basis")] = QStringLiteral("elapsed");
        o[QStringLiteral("time")] = formatElapsed(Micros(r.time.us), 6);
        break;
    }
    return o;
}

struct Describe {
    QJsonObject operator()(const readers::ReadMessage &m) const { return readObject(m.read); }
    QJsonObject operator()(const readers::NewLocation &m) const
    {
        return {{QStringLiteral("type"), QStringLiteral("control")}, {QStringLiteral("control"), QStringLiteral("newlocation")}, {QStringLiteral("location"), text(m.location)}, {QStringLiteral("reader"), text(m.reader)}};
    }
    QJsonObject operator()(const readers::Marker &m) const
    {
        QJsonObject o{{QStringLiteral("type"), QStringLiteral("marker")},
                      {QStringLiteral("kind"), text(m.kind)},
                      {QStringLiteral("detail"), text(m.detail)},
                      {QStringLiteral("reader"), text(m.source)},
                      {QStringLiteral("sequence"), qint64(m.sequence)},
                      {QStringLiteral("before_read"), qint64(m.observation)}};
        if (m.time)
            o[QStringLiteral("time")] = formatLocal(LocalTime(Micros(m.time->us)));
        return o;
    }
    QJsonObject operator()(const readers::Hello &m) const
    {
        return {{QStringLiteral("type"), QStringLiteral("control")}, {QStringLiteral("control"), QStringLiteral("greeting")}, {QStringLiteral("name"), text(m.name)}, {QStringLiteral("version"), text(m.version)}, {QStringLiteral("protocol"), text(m.protocol)}};
    }
    QJsonObject operator()(const readers::Control &m) const { return {{QStringLiteral("type"), QStringLiteral("control")}, {QStringLiteral("text"), text(m.text)}}; }
    QJsonObject operator()(const readers::Blank &) const { return {}; }
    QJsonObject operator()(const readers::Malformed &m) const { return {{QStringLiteral("type"), QStringLiteral("malformed")}, {QStringLiteral("reason"), text(m.reason)}}; }
};

QString knownProtocols()
{
    QStringList ids;
    for (const readers::ProtocolInfo &p : readers::protocols())
        ids.append(QString::fromLatin1(p.id.data(), qsizetype(p.id.size())));
    return ids.join(QStringLiteral(", "));
}

void print(const std::vector<readers::Message> &messages)
{
    for (const auto &m : messages) {
        QJsonObject o = std::visit(Describe{}, m.body);
        if (o.isEmpty())
            continue;
        o[QStringLiteral("offset")] = qint64(m.offset);
        const QByteArray line = QJsonDocument(o).toJson(QJsonDocument::Compact);
        std::printf("%s\n", line.constData());
    }
}

} // namespace

int decode(CommandLine line)
{
    const QString verb = QStringLiteral("decode");
    const QString name = line.take(QStringLiteral("--protocol"));
    if (line.words.size() != 1)
        return usage(say("Say which file to decode."), verb);
    const readers::ProtocolInfo *protocol = readers::protocolById(name.toStdString());
    if (!protocol)
        return usage(say("--protocol is one of: %1.").arg(knownProtocols()), verb);
    QFile file(line.words.first());
    if (!file.open(QIODevice::ReadOnly))
        return complain(say("%1 cannot be read: %2").arg(file.fileName(), file.errorString()), 3);
    const auto decoder = protocol->makeDecoder(0);
    while (!file.atEnd()) {
        const QByteArray bytes = file.read(1 << 20);
        if (bytes.isEmpty())
            break;
        std::vector<readers::Message> messages;
        decoder->feed(std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size()))), messages);
        print(messages);
    }
    std::vector<readers::Message> messages;
    decoder->finish(messages);
    print(messages);
    return 0;
}

} // namespace gantry::ctl
