// SPDX-License-Identifier: Apache-2.0
// `reads import FILE…`: files of reads, bytes first and meaning second, as from a connection.
#include "core/base/text.h"
#include "core/engine/verbs/readsource.h"
#include "core/engine/verbs/verb.h"

#include <QFileInfo>
#include <QJsonArray>

namespace gantry::engine {

namespace {

struct Counts {
    std::int64_t lines = 0, reads = 0, added = 0, guns = 0, markers = 0, malformed = 0;
    QStringList places;               // of the first malformed lines
    std::vector<QString> locations;   // in the order they were named
};

void count(Counts &c, const std::vector<readers::Message> &messages)
{
    for (const auto &m : messages) {
        ++c.lines;
        if (const auto *r = std::get_if<readers::ReadMessage>(&m.body)) {
            ++(r->read.kind == ReadKind::Gun ? c.guns : c.reads);
        } else if (const auto *l = std::get_if<readers::NewLocation>(&m.body)) {
            if (const QString name = QString::fromStdString(l->location); std::find(c.locations.begin(), c.locations.end(), name) == c.locations.end())
                c.locations.push_back(name);
        } else if (std::holds_alternative<readers::Marker>(m.body)) {
            ++c.markers;
        } else if (const auto *bad = std::get_if<readers::Malformed>(&m.body)) {
            ++c.malformed;
            if (c.places.size() < 20)
                c.places.append(say("line %1: %2").arg(c.lines).arg(say(bad->reason.c_str())));
        }
    }
}

// How far an import of several files is, for the progress line.
struct Share {
    qint64 done = 0, all = 1;
    int percent(qint64 here) const { return int((done + here) * 100 / std::max<qint64>(1, all)); }
};

// Bytes first, meaning second: the file goes through capture.db like a connection does.
Result<Counts> takeIn(VerbCall &call, const Id128 &event, ReadSource &source, const store::SessionRow &session, const Share &share)
{
    Counts counts;
    const auto decoder = source.protocol().makeDecoder(0);
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
    for (;;) {
        const auto bytes = source.next();
        if (!bytes)
            return bytes.error();
        if (bytes->isEmpty())
            break;
        std::vector<readers::Message> messages;
        decoder->feed(std::as_bytes(std::span(bytes->constData(), std::size_t(bytes->size()))), messages);
        if (!submit(store::CaptureChunk{session.no, offset, session.openedAt, *bytes}, messages)) // memory is no place for a file
            return failure(ErrorCode::LimitExceeded, say("Saving has stopped (%1). Make room, then import the file again: what was read so far is kept.")
                                                         .arg(call.core.writer().state().error.message));
        offset += bytes->size();
        if (call.progress && !call.progress(share.percent(offset), say("Importing reads")))
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

store::SessionRow newSession(VerbCall &call, const Id128 &event, const ReadSource &source)
{
    store::SessionRow session;
    session.no = call.core.writer().newSession();
    session.uuid = Id128::random();
    session.protocol = QString::fromLatin1(source.protocol().id.data(), qsizetype(source.protocol().id.size()));
    session.peer = source.name();
    session.fromFile = true;
    session.openedAt = call.core.clock().now();
    session.event = event;
    return session;
}

Result<Counts> importOne(VerbCall &call, const Id128 &event, ReadSource &source, store::SessionRow &session, const QString &point, const Share &share)
{
    const ViewPtr before = call.core.settledView(event);
    if (!point.isEmpty())
        if (auto bound = call.core.submit(event, {bindSession(session.uuid, point)}, call.by, say("%1 bound to %2").arg(session.peer, point)); !bound)
            return bound.error();
    auto counts = takeIn(call, event, source, session, share);
    if (!counts)
        return counts;
    session.closedAt = call.core.clock().now();
    session.closeReason = QStringLiteral("end of file");
    store::Intake end;
    end.session = session;
    end.event = event;
    end.batch.sessions.push_back(session);
    call.core.writer().submit(std::move(end));
    counts->added = call.core.settledView(event)->counters.reads - before->counters.reads;
    return counts;
}

QJsonObject objectOf(const ReadSource &source, const store::SessionRow &session, const Counts &c)
{
    QJsonArray locations;
    for (const QString &l : c.locations)
        locations.append(l);
    return {{QStringLiteral("file"), source.name()},
            {QStringLiteral("session"), qint64(session.no.value())},
            {QStringLiteral("format"), session.protocol},
            {QStringLiteral("reads"), qint64(c.reads)},
            {QStringLiteral("new"), qint64(c.added)},
            {QStringLiteral("known"), qint64(c.reads - c.added)},
            {QStringLiteral("guns"), qint64(c.guns)},
            {QStringLiteral("markers"), qint64(c.markers)},
            {QStringLiteral("malformed"), qint64(c.malformed)},
            {QStringLiteral("locations"), locations}};
}

void report(VerbCall &call, const ReadSource &source, const store::SessionRow &session, const Counts &c)
{
    QString line = say("session %1 (%2): %3 reads, %4 new, %5 already known, %6 guns, %7 malformed")
                       .arg(session.no.value()).arg(session.protocol).arg(c.reads).arg(c.added).arg(c.reads - c.added).arg(c.guns).arg(c.malformed);
    if (!c.locations.empty()) {
        QStringList names(c.locations.begin(), c.locations.end());
        line += say(" · location %1").arg(names.join(QStringLiteral(", ")));
    }
    call.print(source.name() + QStringLiteral(": ") + line);
}

// Opened in the order given; a .mrk that is named beside its .csv is taken once.
Result<std::vector<std::unique_ptr<ReadSource>>> openAll(const QStringList &paths, const QString &format)
{
    std::vector<std::unique_ptr<ReadSource>> sources;
    QStringList taken;
    for (const QString &path : paths) {
        if (taken.contains(QFileInfo(path).absoluteFilePath()))
            continue;
        auto source = ReadSource::open(path, format);
        if (!source)
            return source.error();
        taken += (*source)->files();
        sources.push_back(std::move(*source));
    }
    return sources;
}

int importFiles(VerbCall &call, const Id128 &id, std::vector<std::unique_ptr<ReadSource>> &sources, const QString &point)
{
    Share share{0, 0};
    for (const auto &s : sources)
        share.all += s->size();
    QJsonArray files;
    Counts total;
    for (const auto &source : sources) {
        store::SessionRow session = newSession(call, id, *source);
        const auto counts = importOne(call, id, *source, session, point, share);
        if (!counts)
            return call.fail(counts.error());
        share.done += source->size();
        total.reads += counts->reads;
        total.added += counts->added;
        total.guns += counts->guns;
        total.malformed += counts->malformed;
        if (call.json)
            files.append(objectOf(*source, session, *counts));
        else
            report(call, *source, session, *counts);
        if (!source->note().isEmpty())
            call.complain(source->note());
        for (const QString &p : counts->places)
            call.complain(source->files().first() + QStringLiteral(", ") + p);
    }
    call.core.publishNow();
    if (call.json && files.size() == 1)
        call.print(files.first().toObject());
    else if (call.json)
        call.print(QJsonObject{{QStringLiteral("files"), files}, {QStringLiteral("reads"), qint64(total.reads)}, {QStringLiteral("new"), qint64(total.added)},
                               {QStringLiteral("guns"), qint64(total.guns)}, {QStringLiteral("malformed"), qint64(total.malformed)}});
    else if (sources.size() > 1)
        call.print(say("together: %1 reads, %2 new, %3 guns, %4 malformed").arg(total.reads).arg(total.added).arg(total.guns).arg(total.malformed));
    if (const auto saving = call.core.saving(); !saving->ok)
        return call.fail(saving->error);
    return total.malformed > 0 && total.reads == 0 ? 3 : 0;
}

} // namespace

int readsVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("format="), QStringLiteral("point=")});
    if (!parsed)
        return 2;
    if (parsed->rest.size() < 2 || parsed->rest[0] != u"import")
        return call.usage(say("Say which file: reads import FILE"));
    auto sources = openAll(parsed->rest.mid(1), parsed->value(QStringLiteral("format")));
    if (!sources)
        return call.fail(sources.error());
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    const QString point = parsed->value(QStringLiteral("point"));
    call.core.settle();
    if (!point.isEmpty() && call.core.onScore([&] { return call.core.actor(*id)->state().document().pointByName(point); }).value() < 0)
        return call.fail(failure(ErrorCode::InvalidInput, say("The event has no timing point \"%1\".").arg(point)));
    return importFiles(call, *id, *sources, point);
}

} // namespace gantry::engine
