// SPDX-License-Identifier: Apache-2.0
// `publish …`: destinations, the publication log, hold and release.
#include "core/base/text.h"
#include "core/engine/outputs/resultdocument.h"
#include "core/engine/verbs/verb.h"
#include "core/output/formats.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

namespace gantry::engine {

namespace {

int everyOf(const QString &text)
{
    QString digits = text.trimmed();
    int unit = 1;
    if (digits.endsWith(u'm'))
        unit = 60;
    if (digits.endsWith(u's') || digits.endsWith(u'm'))
        digits.chop(1);
    bool ok = false;
    const int n = digits.toInt(&ok) * unit;
    return ok && n >= 1 && n <= 86400 ? n : -1;
}

int submit(VerbCall &call, const Id128 &event, OpDraft draft, const QString &text)
{
    const auto done = call.core.submit(event, {std::move(draft)}, call.by, text);
    if (!done)
        return call.fail(done.error());
    if (call.json)
        call.print(QJsonObject{{QStringLiteral("op"), done->toString()}, {QStringLiteral("text"), text}});
    else
        call.print(done->toString() + QStringLiteral("  ") + text);
    return 0;
}

int addFolder(VerbCall &call, const VerbCall::Parsed &p, const Id128 &event)
{
    const QString path = p.rest.value(1);
    const QString format = p.value(QStringLiteral("format"), QStringLiteral("csv")), race = p.value(QStringLiteral("race"));
    const int every = everyOf(p.value(QStringLiteral("every"), format == u"pdf" ? QStringLiteral("60s") : QStringLiteral("10s")));
    const QStringList columns = p.value(QStringLiteral("columns")).split(u',', Qt::SkipEmptyParts);
    const QString group = p.value(QStringLiteral("group-by"));
    if (path.isEmpty())
        return call.usage(say("Say which folder: publish add-folder PATH"));
    if (const auto *known = output::formatNamed(format); !known || !known->published)
        return call.fail(output::unknownFormat(format));
    if (format == u"pdf" && !call.core.options().drawPdf)
        return call.fail(producePages({}, {}).error());
    if (!group.isEmpty() && !parseGroupBy(group))
        return call.usage(say("--group-by is %1.").arg(groupByWords().join(QStringLiteral(", "))));
    if (every < 0)
        return call.usage(say("--every wants seconds or minutes, such as 10s or 2m."));
    const ViewPtr view = call.core.settledView(event);
    if (!race.isEmpty() && view->event->document.raceByName(race).value() < 0)
        return call.fail(failure(ErrorCode::InvalidInput, say("The event has no race \"%1\".").arg(race)));
    if (!columns.isEmpty()) {
        const auto chosen = chooseColumns(resultTable(*view, RaceIdx(-1)), columns);
        if (!chosen)
            return call.fail(chosen.error());
        if (const QStringList hidden = sensitiveColumns(*chosen); !hidden.isEmpty())
            return call.fail(failure(ErrorCode::InvalidInput, say("%1 is never published. Write such a list by hand: gantryctl results --columns … -o FILE").arg(hidden.join(QStringLiteral(", ")))));
    }
    const QString folder = QDir::cleanPath(QFileInfo(path).absoluteFilePath());
    const QString name = p.value(QStringLiteral("name"), QFileInfo(folder).fileName());
    for (const auto &row : view->outgoing->rows)
        if (row.destination.folder == folder && row.destination.format == format && row.destination.race.compare(race, Qt::CaseInsensitive) == 0)
            return call.fail(failure(ErrorCode::Conflict, say("%1 gets these results as %2 already.").arg(folder, format)));
    OpDraft d;
    d.entity = QStringLiteral("destination");
    d.instance = Id128::random().toString();
    d.fields = {{QStringLiteral("name"), name}, {QStringLiteral("folder"), folder}, {QStringLiteral("format"), format}, {QStringLiteral("race"), race}, {QStringLiteral("every_s"), every}};
    if (!columns.isEmpty())
        d.fields[QStringLiteral("columns")] = columns.join(u',');
    if (!group.isEmpty())
        d.fields[QStringLiteral("group_by")] = group;
    d.reason = p.value(QStringLiteral("reason"));
    return submit(call, event, std::move(d), say("Results go to %1 as %2").arg(folder, format));
}

int removeDestination(VerbCall &call, const VerbCall::Parsed &p, const Id128 &event)
{
    const QString wanted = p.rest.value(1);
    const ViewPtr view = call.core.settledView(event);
    std::vector<const Destination *> hits;
    for (const auto &row : view->outgoing->rows)
        if (wanted.size() > 0 && (row.destination.name == wanted || row.destination.folder == wanted || (wanted.size() >= 6 && row.destination.id.startsWith(wanted))))
            hits.push_back(&row.destination);
    if (hits.size() != 1)
        return call.fail(failure(ErrorCode::NotFound, hits.empty() ? say("There is no destination \"%1\". See: gantryctl publish list").arg(wanted) : say("Several destinations are called \"%1\". Use the id that publish list shows.").arg(wanted)));
    OpDraft d;
    d.kind = QStringLiteral("del");
    d.entity = QStringLiteral("destination");
    d.instance = hits.front()->id;
    d.reason = p.value(QStringLiteral("reason"));
    return submit(call, event, std::move(d), say("Nothing goes to %1 any more; what is there stays").arg(hits.front()->folder));
}

int holdOrRelease(VerbCall &call, const VerbCall::Parsed &p, const Id128 &event, const QString &what)
{
    const bool on = call.core.settledView(event)->outgoing->hold.on;
    const bool hold = what == u"toggle" ? !on : what == u"hold";
    if (hold == on) {
        call.print(hold ? say("Publishing is held already.") : say("Publishing is not held."));
        return 0;
    }
    OpDraft d;
    d.entity = QStringLiteral("outgoing");
    d.instance = QStringLiteral("all");
    d.fields = {{QStringLiteral("held"), hold}};
    d.reason = p.value(QStringLiteral("reason"));
    return submit(call, event, std::move(d), hold ? say("Publishing held: nothing goes out") : say("Publishing released"));
}

int list(VerbCall &call, const Id128 &event)
{
    const ViewPtr view = call.core.settledView(event);
    const OutgoingState &state = *view->outgoing;
    QJsonArray rows;
    if (!call.json && state.hold.on)
        call.print(say("■ HELD by %1 since %2: nothing goes out.").arg(state.hold.by, formatUtc(state.hold.since)));
    for (const auto &[d, s] : state.rows) {
        if (!call.json) {
            const QString how = !s.error.isEmpty() ? say("■ %1").arg(s.error) : s.waitingSince ? say("▲ waiting") : s.lastOk ? say("● %1 rows at %2").arg(s.rows).arg(formatUtc(*s.lastOk)) : say("○ nothing sent since this console started");
            call.print(QStringLiteral("%1  %2  %3  %4  %5").arg(d.id.left(12), d.name, d.folder, d.format, how));
            continue;
        }
        QJsonObject o{{QStringLiteral("id"), d.id}, {QStringLiteral("name"), d.name}, {QStringLiteral("folder"), d.folder}, {QStringLiteral("file"), s.file}, {QStringLiteral("format"), d.format}, {QStringLiteral("race"), d.race},
                      {QStringLiteral("every_s"), d.everySeconds}, {QStringLiteral("waiting"), s.waitingSince.has_value()}, {QStringLiteral("rows"), s.rows}, {QStringLiteral("sha256"), s.digest}, {QStringLiteral("error"), s.error}};
        if (s.lastOk)
            o[QStringLiteral("last_ok")] = formatUtc(*s.lastOk);
        if (s.waitingSince)
            o[QStringLiteral("oldest")] = formatUtc(*s.waitingSince);
        rows.append(o);
    }
    if (call.json)
        call.print(QJsonObject{{QStringLiteral("held"), state.hold.on}, {QStringLiteral("waiting"), state.waiting()}, {QStringLiteral("destinations"), rows}});
    return 0;
}

int showLog(VerbCall &call, const VerbCall::Parsed &p, const Id128 &event)
{
    const std::size_t limit = p.value(QStringLiteral("limit"), QStringLiteral("200")).toULongLong();
    QJsonArray rows;
    call.core.onScore([&] {
        const auto notes = call.core.actor(event)->fold().activeOps(QStringLiteral("note"));
        std::size_t n = 0;
        for (auto it = notes.rbegin(); it != notes.rend() && n < limit; ++it) {
            const log::Op &op = **it;
            if (op.entity != u"publish")
                continue;
            ++n;
            const auto field = [&](const char *name) {
                const auto f = op.fields.find(QLatin1String(name));
                return f == op.fields.end() ? QJsonValue() : f->second.value;
            };
            const QString at = formatUtc(fromUs(std::int64_t(op.stamp.hlc >> 16) * 1000));
            if (call.json)
                rows.append(QJsonObject{{QStringLiteral("at"), at}, {QStringLiteral("by"), op.author}, {QStringLiteral("what"), field("what")}, {QStringLiteral("rows"), field("rows")}, {QStringLiteral("sha256"), field("sha256")}, {QStringLiteral("where"), field("where")}});
            else
                call.print(QStringLiteral("%1  %2  %3  %4 rows  %5  %6").arg(at, op.author, field("what").toString()).arg(field("rows").toInt()).arg(field("sha256").toString().left(16), field("where").toString()));
        }
    });
    if (call.json)
        call.print(QJsonObject{{QStringLiteral("publications"), rows}});
    return 0;
}

// A file that was given away by hand: noted like one that went out by itself.
int record(VerbCall &call, const VerbCall::Parsed &p, const Id128 &event)
{
    const QString path = p.rest.value(1);
    QFile file(path);
    if (path.isEmpty())
        return call.usage(say("Say which file: publish record FILE"));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file))
        return call.fail(failure(ErrorCode::InvalidInput, say("%1 cannot be read: %2").arg(path, file.errorString())));
    const QString name = p.value(QStringLiteral("name"), QFileInfo(path).fileName());
    OpDraft d;
    d.kind = QStringLiteral("note");
    d.entity = QStringLiteral("publish");
    d.instance = Id128::random().toString();
    const QString digest = QString::fromLatin1(hash.result().toHex());
    d.fields = {{QStringLiteral("what"), name}, {QStringLiteral("rows"), 0}, {QStringLiteral("sha256"), digest}, {QStringLiteral("where"), QFileInfo(path).absoluteFilePath()}};
    d.reason = p.value(QStringLiteral("reason"));
    return submit(call, event, std::move(d), say("Published %1 by hand, SHA-256 %2…").arg(path, digest.left(16)));
}

} // namespace

int publishVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("format="), QStringLiteral("race="), QStringLiteral("every="), QStringLiteral("name="), QStringLiteral("limit="), QStringLiteral("reason="), QStringLiteral("columns="), QStringLiteral("group-by=")});
    if (!parsed)
        return 2;
    const QString what = parsed->rest.value(0);
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    if (what == u"add-folder")
        return addFolder(call, *parsed, *id);
    if (what == u"remove")
        return removeDestination(call, *parsed, *id);
    if (what == u"hold" || what == u"release" || what == u"toggle")
        return holdOrRelease(call, *parsed, *id, what);
    if (what == u"list")
        return list(call, *id);
    if (what == u"record")
        return record(call, *parsed, *id);
    if (what == u"log")
        return showLog(call, *parsed, *id);
    if (what != u"now")
        return call.usage(say("Say what: add-folder, remove, list, log, record, now, hold or release."));
    const auto done = call.core.outgoing().publishNow(call.core.settledView(*id), call.by);
    if (!done)
        return call.fail(done.error());
    call.core.settle();
    call.print(say("%1 destinations have the newest results.").arg(*done));
    return 0;
}

} // namespace gantry::engine
