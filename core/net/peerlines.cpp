// SPDX-License-Identifier: Apache-2.0
#include "core/net/peerlines.h"

#include "core/base/text.h"
#include "core/readers/decoder.h"

#include <QFile>

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>

namespace gantry::net {

namespace {

using namespace readers;

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = char(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// b'…' or b"…" with Python's escapes; nothing when it is not one.
std::optional<QByteArray> fromPythonBytes(QByteArrayView text)
{
    if (text.size() < 3 || text[0] != 'b' || (text[1] != '\'' && text[1] != '"') || text.back() != text[1])
        return std::nullopt;
    const QByteArrayView body = text.sliced(2, text.size() - 3);
    QByteArray out;
    for (qsizetype i = 0; i < body.size(); ++i) {
        if (body[i] != '\\') {
            out += body[i];
            continue;
        }
        if (++i == body.size())
            return std::nullopt;
        switch (body[i]) {
        case 'r':
            out += '\r';
            break;
        case 'n':
            out += '\n';
            break;
        case 't':
            out += '\t';
            break;
        case 'x': {
            const int high = i + 2 < body.size() ? hexDigit(body[i + 1]) : -1;
            const int low = high >= 0 ? hexDigit(body[i + 2]) : -1;
            if (low < 0)
                return std::nullopt;
            out += char(high * 16 + low);
            i += 2;
            break;
        }
        default:
            out += body[i];
        }
    }
    return out;
}

// Collects records, in the order of the recording.
class Collector {
public:
    explicit Collector(Pace pace)
        : m_pace(pace)
        , m_decoder(protocolById("ct01")->makeDecoder(0))
    {
    }

    // `at` when the recording says when the bytes came; else the device times say it.
    void add(QByteArrayView bytes, std::optional<Micros> at)
    {
        const qint64 start = m_fed;
        m_messages.clear();
        m_decoder->feed(std::as_bytes(std::span(bytes.data(), std::size_t(bytes.size()))), m_messages);
        m_fed += bytes.size();
        if (at) // each line of a transcript stands for itself
            m_decoder->finish(m_messages);
        take(bytes, start, at);
    }
    void finish(QByteArrayView all)
    {
        m_messages.clear();
        m_decoder->finish(m_messages);
        take(all, 0, std::nullopt);
    }
    std::vector<PeerLine> lines() && { return std::move(m_lines); }

private:
    void take(QByteArrayView bytes, qint64 start, std::optional<Micros> at)
    {
        for (const Message &m : m_messages) {
            const auto *read = std::get_if<ReadMessage>(&m.body);
            if (!read)
                continue;
            QByteArray line = bytes.sliced(m.offset - start, m.length).toByteArray();
            while (!line.isEmpty() && (line.back() == '\r' || line.back() == '\n' || line.back() == '\0'))
                line.chop(1);
            PeerLine out{.sequence = read->read.sequence, .location = QString::fromUtf8(QByteArrayView(read->read.location)), .line = line};
            if (out.sequence < 0)
                out.sequence = std::int64_t(m_lines.size()) + 1;
            m_due = std::max(m_due, at ? sinceFirst(*at) : sinceFirst(*read));
            if (m_pace == Pace::AsRecorded)
                out.due = m_due;
            m_lines.push_back(std::move(out));
        }
    }
    // Guns come before everything on the wire whatever their time is, so they neither wait nor set the beginning.
    Micros sinceFirst(const ReadMessage &m)
    {
        const Micros at = Micros(m.read.time.us) + m.dayRoll * kMicrosPerDay;
        return m.read.kind == ReadKind::Gun ? m_due : sinceFirst(at);
    }
    Micros sinceFirst(Micros at)
    {
        if (!m_first)
            m_first = at;
        return at - *m_first;
    }

    Pace m_pace;
    std::unique_ptr<Decoder> m_decoder;
    std::vector<Message> m_messages;
    std::vector<PeerLine> m_lines;
    std::optional<Micros> m_first;
    Micros m_due{0};
    qint64 m_fed = 0;
};

bool isTranscript(const QByteArray &recording)
{
    return recording.startsWith(">> ") || recording.contains("\n>> ");
}

std::vector<PeerLine> fromTranscript(const QByteArray &recording, Pace pace)
{
    Collector collector(pace);
    for (const QByteArray &raw : recording.split('\n')) {
        const QByteArray line = raw.trimmed();
        if (!line.startsWith(">>"))
            continue;
        const QByteArray rest = line.mid(2).trimmed();
        const qsizetype gap = rest.indexOf(' ');
        bool number = false;
        const double seconds = rest.left(gap).toDouble(&number);
        const std::optional<QByteArray> bytes = gap < 0 ? std::nullopt : fromPythonBytes(rest.mid(gap + 1).trimmed());
        if (!number || !bytes || !bytes->startsWith("CT01_"))
            continue;
        collector.add(*bytes, Micros(std::llround(seconds * 1e6)));
    }
    return std::move(collector).lines();
}

} // namespace

Result<std::vector<PeerLine>> peerLines(const QByteArray &recording, Pace pace)
{
    std::vector<PeerLine> lines;
    if (isTranscript(recording)) {
        lines = fromTranscript(recording, pace);
    } else {
        Collector collector(pace);
        collector.add(recording, std::nullopt);
        collector.finish(recording);
        lines = std::move(collector).lines();
    }
    if (lines.empty())
        return failure(ErrorCode::InvalidInput, say("There is no CT01 record in this recording."));
    return lines;
}

Result<std::vector<PeerLine>> loadPeerLines(const QString &path, Pace pace)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(file.exists() ? ErrorCode::Io : ErrorCode::NotFound, say("The recording %1 cannot be read.").arg(path), file.errorString());
    return peerLines(file.readAll(), pace);
}

} // namespace gantry::net
