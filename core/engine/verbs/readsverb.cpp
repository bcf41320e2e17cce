// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/engine/verbs/verb.h"
#include "core/readers/decoder.h"

#include <QFile>
#include <QFileInfo>

namespace gantry::engine {

namespace {

constexpr qint64 kSlice = 1024 * 1024;

struct Counts {
    std::int64_t lines = 0, reads = 0, guns = 0, malformed = 0;
    QStringList places; // of the first malformed lines
};

void count(Counts &c, const std::vector<readers::Message> &messages)
{
    for (const auto &m : messages) {
        ++c.lines;
        if (const auto *r = std::get_if<readers::ReadMessage>(&m.body))
            ++(r->read.kind == ReadKind::Gun ? c.guns : c.reads);
        else if (const auto *bad = std::get_if<readers::Malformed>(&m.body)) {
            ++c.malformed;
            if (c.places.size() < 20)
                c.places.append(say("line %1: %2").arg(c.lines).arg(say(bad->reason.c_str())));
        }
    }
}

// Bytes first, meaning second: the file goes through capture.db like a connection does.
Result<Counts> takeIn(VerbCall &call, const Id128 &event, QFile &file, const readers::ProtocolInfo &protocol, const store::SessionRow &session)
{
    Counts counts;
    const auto decoder = protocol.makeDecoder(0);
    const auto submit = [&](std::optional<store::CaptureChunk> chunk, const std::vector<readers::Message> &messages) {
        count(counts, messages);
        store::Intake intake;
        intake.session = session;
        intake.event = event;
        intake.batch = toBatch(session.no, session.openedAt, messages);
        intake.batch.sessions.push_back(session);
        intake.batch.decodedTo.emplace_back(session.no, decoder->decodedTo());
        intake.chunk = std::move(chunk);
        call.core.writer().submit(std::move(intake));
        if (!call.core.writer().wantsMore())
            call.core.writer().drain();
        return call.core.writer().wantsMore();
    };
    std::int64_t offset = 0;
    while (!file.atEnd()) {
        const QByteArray bytes = file.read(kSlice);
        if (bytes.isEmpty())
            return failure(ErrorCode::Io, say("%1 cannot be read further: %2. What was read so far is kept.").arg(file.fileName(), file.errorString()));
        std::vector<readers::Message> messages;
        decoder->feed(std::as_bytes(std::span(bytes.constData(), std::size_t(bytes.size()))), messages);
        if (!submit(store::CaptureChunk{session.no, offset, session.openedAt, bytes}, messages)) // memory is no place for a file
            return failure(ErrorCode::LimitExceeded, say("Saving has stopped (%1). Make room, then import the file again: what was read so far is kept.")
                                                         .arg(call.core.writer().state().error.message));
        offset += bytes.size();
        if (call.progress && !call.progress(int(offset * 100 / std::max<qint64>(1, file.size())), say("Importing reads")))
            return failure(ErrorCode::Cancelled, say("Cancelled. What was read so far is kept; import the file again to go on."));
    }
    std::vector<readers::Message> messages;
    decoder->finish(messages);
    submit({}, messages);
    return counts;
}

OpDraft bindSession(const Id128 &session, const QString &point)
{
    OpDraft d;
    d.entity = QStringLiteral("binding");
    d.instance = QStringLiteral("sess:") + session.toString() + QStringLiteral("/*");
    d.fields[QStringLiteral("point")] = point;
    return d;
}

const readers::ProtocolInfo *formatOf(const QString &wanted, QFile &file)
{
    if (!wanted.isEmpty() && wanted != u"auto")
        return readers::protocolById(wanted.toStdString());
    const QByteArray head = file.peek(64 * 1024);
    return readers::protocolOfFile(std::as_bytes(std::span(head.constData(), std::size_t(head.size()))));
}

} // namespace

int readsVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("format="), QStringLiteral("point=")});
    if (!parsed)
        return 2;
    if (parsed->rest.size() != 2 || parsed->rest[0] != u"import")
        return call.usage(say("Say which file: reads import FILE"));
    QFile file(parsed->rest[1]);
    if (!file.open(QIODevice::ReadOnly))
        return call.fail(failure(ErrorCode::NotFound, say("%1 cannot be read: %2").arg(file.fileName(), file.errorString())));
    const readers::ProtocolInfo *protocol = formatOf(parsed->value(QStringLiteral("format")), file);
    if (!protocol || protocol->id == "ctp01")
        return call.fail(failure(ErrorCode::InvalidInput, say("%1: this is not a format I can import. Known: ct01 (ChronoTrack lines), times (bib TAB elapsed). Name it with --format.").arg(file.fileName())));
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    const QString point = parsed->value(QStringLiteral("point"));
    call.core.settle();
    if (!point.isEmpty() && call.core.onScore([&] { return call.core.actor(*id)->state().document().pointByName(point); }).value() < 0)
        return call.fail(failure(ErrorCode::InvalidInput, say("The event has no timing point \"%1\".").arg(point)));
    const ViewPtr before = call.core.settledView(*id);

    store::SessionRow session;
    session.no = call.core.writer().newSession();
    session.uuid = Id128::random();
    session.protocol = QString::fromLatin1(protocol->id.data(), qsizetype(protocol->id.size()));
    session.peer = QFileInfo(file).fileName();
    session.fromFile = true;
    session.openedAt = call.core.clock().now();
    session.event = *id;
    if (!point.isEmpty())
        if (auto bound = call.core.submit(*id, {bindSession(session.uuid, point)}, QStringLiteral("operator"), say("%1 bound to %2").arg(session.peer, point)); !bound)
            return call.fail(bound.error());
    const auto counts = takeIn(call, *id, file, *protocol, session);
    if (!counts)
        return call.fail(counts.error());
    session.closedAt = call.core.clock().now();
    session.closeReason = QStringLiteral("end of file");
    store::Intake end;
    end.session = session;
    end.event = *id;
    end.batch.sessions.push_back(session);
    call.core.writer().submit(std::move(end));

    const ViewPtr after = call.core.settledView(*id);
    call.core.publishNow();
    const std::int64_t added = after->counters.reads - before->counters.reads;
    const auto saving = call.core.saving();
    if (call.json)
        call.print(QJsonObject{{QStringLiteral("session"), qint64(session.no.value())},
                               {QStringLiteral("format"), session.protocol},
                               {QStringLiteral("reads"), qint64(counts->reads)},
                               {QStringLiteral("new"), qint64(added)},
                               {QStringLiteral("known"), qint64(counts->reads - added)},
                               {QStringLiteral("guns"), qint64(counts->guns)},
                               {QStringLiteral("malformed"), qint64(counts->malformed)}});
    else
        call.print(say("session %1 (%2): %3 reads, %4 new, %5 already known, %6 guns, %7 malformed")
                       .arg(session.no.value()).arg(session.protocol).arg(counts->reads).arg(added).arg(counts->reads - added).arg(counts->guns).arg(counts->malformed));
    for (const QString &p : counts->places)
        call.complain(file.fileName() + QStringLiteral(", ") + p);
    if (!saving->ok)
        return call.fail(saving->error);
    return counts->malformed > 0 && counts->reads == 0 ? 3 : 0;
}

} // namespace gantry::engine
