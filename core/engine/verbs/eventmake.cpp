// SPDX-License-Identifier: Apache-2.0
#include "core/engine/verbs/eventmake.h"

#include "core/base/text.h"
#include "core/domain/eventtemplates.h"
#include "core/engine/verbs/documentops.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace gantry::engine {

namespace {

constexpr Micros kStillFlowing = std::chrono::minutes(15);

Result<QDate> dateFrom(const VerbCall::Parsed &p)
{
    const QString text = p.value(QStringLiteral("date"));
    const QDate date = text.size() == 10 ? QDate::fromString(text, Qt::ISODate) : QDate();
    if (!date.isValid())
        return text.isEmpty() ? ops::misuse(say("Say the day of the race: --date 2026-05-30")) : ops::bad(say("\"%1\" is not a date like 2026-05-30.").arg(text));
    return date;
}

Result<store::EventInfo> known(VerbCall &call, const QString &nameOrId)
{
    const auto id = call.core.resolveEvent(nameOrId);
    if (!id)
        return id.error();
    const auto events = call.core.store().events();
    if (!events)
        return events.error();
    const auto it = std::ranges::find(*events, *id, &store::EventInfo::id);
    return it == events->end() ? Result<store::EventInfo>(failure(ErrorCode::NotFound, say("The event is no longer in this store."))) : Result<store::EventInfo>(*it);
}

// A new event of the store; one of that name and date must not be there yet.
Result<Id128> create(VerbCall &call, const QJsonObject &json, const QString &text)
{
    const QString name = json[QStringLiteral("name")].toString(), date = json[QStringLiteral("date")].toString();
    const auto events = call.core.store().events();
    if (!events)
        return events.error();
    store::EventInfo info;
    info.id = Id128::fromName({}, "event|" + name.toUtf8() + '|' + date.toUtf8()); // as `event load` derives it
    if (std::ranges::any_of(*events, [&](const store::EventInfo &e) { return e.id == info.id; }))
        return failure(ErrorCode::Conflict, say("There is an event \"%1\" on %2 already. Choose another name or date, or edit that one.").arg(name, date));
    info.name = name;
    info.rehearsal = call.core.store().isRehearsal();
    info.createdAt = call.core.clock().now();
    if (auto opened = openAs(call, info); !opened)
        return opened.error();
    auto drafts = call.core.onScore([&] { return changeDocument(*call.core.actor(info.id), json, {}, {}).made.drafts; });
    if (auto done = call.core.submit(info.id, std::move(drafts), call.by, text); !done)
        return done.error();
    return info.id;
}

Result<NewEvent> wantedEvent(const VerbCall::Parsed &p)
{
    NewEvent wanted;
    wanted.name = p.value(QStringLiteral("name"));
    if (wanted.name.trimmed().isEmpty())
        return ops::misuse(say("Say how the event is called: --name \"Harbour Run\""));
    const auto date = dateFrom(p);
    if (!date)
        return date.error();
    wanted.date = *date;
    wanted.timezone = p.value(QStringLiteral("timezone"));
    for (const QString &text : p.values(QStringLiteral("distance"))) {
        const auto race = parseNewRace(text);
        if (!race)
            return race.error();
        wanted.races.push_back(*race);
    }
    if (wanted.races.empty())
        return ops::misuse(say("Say at least one distance: --distance 5K"));
    if (p.has(QStringLiteral("start"))) {
        const auto at = parseLocal(QStringLiteral("1970-01-01T") + p.value(QStringLiteral("start")) + (p.value(QStringLiteral("start")).count(u':') == 1 ? QStringLiteral(":00") : QString()));
        if (!at)
            return ops::bad(say("\"%1\" is not a time of day like 09:00.").arg(p.value(QStringLiteral("start"))));
        wanted.firstGun = at->time_since_epoch();
    }
    const QString bands = p.value(QStringLiteral("divisions"), QStringLiteral("5"));
    if (bands != u"5" && bands != u"10" && bands != u"none")
        return ops::misuse(say("--divisions is 5, 10 or none."));
    wanted.bands = bands == u"5" ? DivisionBands::FiveYears : bands == u"10" ? DivisionBands::TenYears : DivisionBands::None;
    wanted.oneMat = p.has(QStringLiteral("one-mat"));
    return wanted;
}

int makeNew(VerbCall &call, const VerbCall::Parsed &p)
{
    const auto wanted = wantedEvent(p);
    if (!wanted)
        return call.fail(wanted.error());
    const auto json = proposeEvent(*wanted);
    if (!json)
        return call.fail(json.error());
    if (p.has(QStringLiteral("dry-run"))) {
        call.out += QJsonDocument(*json).toJson(call.json ? QJsonDocument::Compact : QJsonDocument::Indented) + (call.json ? "\n" : "");
        return 0;
    }
    const auto id = create(call, *json, say("New event %1").arg(wanted->name));
    if (!id)
        return call.fail(id.error());
    if (call.json)
        call.print(QJsonObject{{QStringLiteral("event"), id->toString()}, {QStringLiteral("document"), *json}});
    else
        call.print(id->toString());
    return 0;
}

int copyOld(VerbCall &call, const VerbCall::Parsed &p)
{
    const auto old = known(call, p.rest.value(1));
    if (!old)
        return call.fail(old.error());
    const auto date = dateFrom(p);
    if (!date)
        return call.fail(date.error());
    if (auto opened = call.core.openEvent(*old); !opened)
        return call.fail(opened.error());
    call.core.settle();
    const QJsonObject json = call.core.onScore([&] { return call.core.actor(old->id)->state().json(); });
    const QString name = p.value(QStringLiteral("name"), json[QStringLiteral("name")].toString()).trimmed();
    if (name.isEmpty())
        return call.usage(say("Say how the copy is called: --name \"Harbour Run 2027\""));
    const CopiedEvent copy = copyEvent(json, name, *date);
    if (const auto parsed = parseEventDocument(copy.document); !parsed.problems.empty())
        return call.fail(documentError(parsed.problems));
    const auto id = create(call, copy.document, say("Copied from %1").arg(old->name));
    if (!id)
        return call.fail(id.error());
    QJsonArray recheck;
    for (const Recheck &r : copy.recheck)
        recheck.append(QJsonObject{{QStringLiteral("field"), r.field}, {QStringLiteral("text"), r.text}});
    if (call.json) {
        call.print(QJsonObject{{QStringLiteral("event"), id->toString()}, {QStringLiteral("recheck"), recheck}});
        return 0;
    }
    call.print(id->toString());
    call.complain(say("Look at these again:"));
    for (const Recheck &r : copy.recheck)
        call.complain(QStringLiteral("  ") + r.text);
    return 0;
}

// Why the readers should not be taken away from the event that they feed; empty: nothing speaks against it.
QString inTheWay(VerbCall &call)
{
    const auto live = call.core.liveEvent();
    if (!live)
        return {};
    const ViewPtr v = call.core.settledView(*live);
    if (!v->event)
        return {};
    QStringList running;
    for (const WaveRow &w : *v->waves)
        if (w.gun && w.out > 0)
            running.append(w.key);
    if (running.isEmpty())
        return {};
    UtcTime last{};
    for (const PointRow &p : *v->points)
        last = std::max(last, p.lastRead.value_or(UtcTime{}));
    const bool flowing = call.core.hub().liveConnections() > 0 || call.core.clock().now() - last < kStillFlowing;
    return flowing ? say("%1 is under way (%2) and its readers are sending. Close the race first, or say --force.").arg(v->event->name, running.mid(0, 3).join(QStringLiteral(", "))) : QString();
}

int openOther(VerbCall &call, const VerbCall::Parsed &p)
{
    const auto info = known(call, p.rest.value(1));
    if (!info)
        return call.fail(info.error());
    if (call.core.liveEvent() == info->id) {
        if (auto chosen = call.core.switchEvent(*info); !chosen)
            return call.fail(chosen.error());
        call.complain(say("%1 is the open event.").arg(info->name));
        return 0;
    }
    if (const QString why = p.has(QStringLiteral("force")) ? QString() : inTheWay(call); !why.isEmpty())
        return call.fail(failure(ErrorCode::Conflict, why));
    if (auto switched = call.core.switchEvent(*info); !switched)
        return call.fail(switched.error());
    call.print(info->id.toString());
    return 0;
}

} // namespace

Result<> openAs(VerbCall &call, const store::EventInfo &info)
{
    if (auto noted = call.core.store().noteEvent(info); !noted)
        return noted;
    if (auto opened = call.core.openEvent(info); !opened)
        return opened;
    call.core.settle();
    return {};
}

int makeEvent(VerbCall &call)
{
    const auto p = call.parse({QStringLiteral("name="), QStringLiteral("date="), QStringLiteral("timezone="), QStringLiteral("distance="), QStringLiteral("start="),
                               QStringLiteral("divisions="), QStringLiteral("one-mat"), QStringLiteral("dry-run"), QStringLiteral("force")});
    if (!p)
        return 2;
    const QString what = p->rest.value(0);
    const qsizetype words = p->rest.size();
    if (what == u"new")
        return words == 1 ? makeNew(call, *p) : call.usage(say("Names with blanks need quotes."));
    if (words != 2)
        return call.usage(what == u"copy" ? say("Say which event to copy, by name or id; --event is not needed.") : say("Say which event to open, by name or id."));
    return what == u"copy" ? copyOld(call, *p) : openOther(call, *p);
}

} // namespace gantry::engine
