// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/readers/samples.h"

#include <QFile>
#include <QRegularExpression>

namespace gantry::test {

using namespace readers;

std::vector<Message> decode(std::string_view protocol, std::string_view bytes, const std::vector<std::size_t> &cuts, bool finish)
{
    std::vector<Message> out;
    const auto decoder = protocolById(protocol)->makeDecoder(0);
    for (std::size_t cut : cuts) {
        const std::size_t n = std::min(cut, bytes.size());
        decoder->feed(asBytes(bytes.substr(0, n)), out);
        bytes.remove_prefix(n);
    }
    decoder->feed(asBytes(bytes), out);
    if (finish)
        decoder->finish(out);
    return out;
}

std::string describe(const Message &m)
{
    std::string text = std::to_string(m.offset) + '+' + std::to_string(m.length) + ' ';
    if (const auto *r = std::get_if<ReadMessage>(&m.body)) {
        const DeviceRead &d = r->read;
        text += (d.kind == ReadKind::Gun ? "gun " : "read ") + d.chip + '|' + d.location + '|' + d.reader + '|' + std::to_string(d.antenna) + '|' +
                std::to_string(d.passCount) + '|' + std::to_string(d.sequence) + '|' + std::to_string(int(d.time.basis)) + ':' +
                std::to_string(d.time.us) + " day " + std::to_string(r->dayRoll);
    } else if (const auto *l = std::get_if<NewLocation>(&m.body)) {
        text += "location " + l->location + '|' + l->reader + '|' + std::to_string(l->sequence);
    } else if (const auto *h = std::get_if<Hello>(&m.body)) {
        text += "hello " + h->name + '|' + h->version + '|' + h->protocol;
    } else if (const auto *c = std::get_if<Control>(&m.body)) {
        text += "control " + c->text;
    } else if (const auto *bad = std::get_if<Malformed>(&m.body)) {
        text += "malformed " + bad->reason;
    } else if (const auto *k = std::get_if<Marker>(&m.body)) {
        text += "marker " + k->source + '|' + k->kind + '|' + k->detail + '|' + std::to_string(k->sequence) + '|' + std::to_string(k->observation) + '|' +
                (k->time ? std::to_string(k->time->us) : "no time");
    } else {
        text += "blank";
    }
    return text;
}

std::string describe(const std::vector<Message> &messages)
{
    std::string text;
    for (const Message &m : messages)
        text += describe(m) + '\n';
    return text;
}

bool coversAll(const std::vector<Message> &messages, std::size_t bytes)
{
    std::int64_t at = 0;
    for (const Message &m : messages) {
        if (m.offset != at || m.length <= 0)
            return false;
        at += m.length;
    }
    return at == std::int64_t(bytes);
}

std::string clientBytes(const QString &transcript)
{
    QFile file(transcript);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    static const QRegularExpression sent(QStringLiteral("^>>\\s+[0-9.]+ b'(.*)'$"));
    std::string bytes;
    for (const QByteArray &line : file.readAll().split('\n')) {
        const auto match = sent.match(QString::fromLatin1(line));
        if (!match.hasMatch() || match.captured(1).startsWith(u'<')) // "<closed by client>" is a remark
            continue;
        bytes +=
            match.captured(1).replace(QStringLiteral("\\r"), QStringLiteral("\r")).replace(QStringLiteral("\\n"), QStringLiteral("\n")).toStdString();
    }
    return bytes;
}

} // namespace gantry::test
