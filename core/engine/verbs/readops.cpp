// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/engine/verbs/ops.h"

#include <QJsonArray>

#include <algorithm>

namespace gantry::engine {

using namespace ops;

namespace {

Result<MadeOps> ignoreRead(const VerbCall::Parsed &p, const ReadTable &reads)
{
    if (p.rest.size() != 2)
        return misuse(say("Say which read: op ignore-read ID (explain shows the ids)"));
    const auto found = reads.byContentPrefix(p.rest[1]);
    if (found.size() != 1)
        return bad(found.empty() ? say("There is no read %1. Ids are at least 8 characters; explain shows them.").arg(p.rest[1]) : say("Several reads begin with %1; give more of the id.").arg(p.rest[1]));
    OpDraft d = correction(QStringLiteral("ignore_read"), p);
    d.fields[QStringLiteral("read")] = reads.read(found.front()).content.toString();
    return MadeOps{{d}, say("Read %1 ignored").arg(p.rest[1].left(8))};
}

Result<MadeOps> useRead(const VerbCall::Parsed &p, const EventActor &actor)
{
    const auto found = p.rest.size() == 2 ? actor.reads().byContentPrefix(p.rest[1]) : std::vector<ReadIdx>();
    if (found.size() != 1)
        return bad(say("Say which read, by an id that only one has: op use-read ID"));
    const QString id = actor.reads().read(found.front()).content.toString();
    MadeOps made = retractWhere(actor.fold(), p, [&](const log::Op &op) {
        const auto read = op.fields.find(QStringLiteral("read"));
        return kindOf(op) == u"ignore_read" && read != op.fields.end() && read->second.value.toString() == id;
    });
    if (made.drafts.empty())
        return bad(say("Read %1 is not ignored.").arg(p.rest[1]));
    made.text = say("Read %1 counts again").arg(p.rest[1].left(8));
    return made;
}

Result<MadeOps> bind(const VerbCall::Parsed &p, const EventActor &actor)
{
    const QString point = p.value(QStringLiteral("point"));
    const PointIdx known = actor.state().document().pointByName(point);
    if (known.value() < 0)
        return bad(say("The event has no timing point \"%1\".").arg(point));
    const QString location = p.value(QStringLiteral("location"));
    OpDraft d;
    d.entity = QStringLiteral("binding");
    d.reason = p.value(QStringLiteral("reason"));
    d.fields[QStringLiteral("point")] = actor.state().document().points[std::size_t(known.value())].name;
    const QString role = p.value(QStringLiteral("role"), QStringLiteral("main"));
    if (role != u"main" && role != u"backup")
        return misuse(say("--role is main or backup."));
    d.fields[QStringLiteral("backup")] = role == u"backup";
    if (p.has(QStringLiteral("session"))) {
        bool ok = false;
        const qint64 no = p.value(QStringLiteral("session")).toLongLong(&ok);
        const auto uuid = actor.sessionUuid(SessionNo(no));
        if (!ok || !uuid)
            return bad(say("There is no session %1. The Readers page and `serve` show the numbers.").arg(p.value(QStringLiteral("session"))));
        d.instance = QStringLiteral("sess:") + uuid->toString() + u'/' + (location.isEmpty() ? QStringLiteral("*") : location.toLower());
        return MadeOps{{d}, say("Session %1 bound to %2").arg(no).arg(point)};
    }
    if (location.isEmpty())
        return misuse(say("Say what to bind: --session S or --location L"));
    d.instance = QStringLiteral("loc:") + location.trimmed().toLower();
    return MadeOps{{d}, say("Location %1 bound to %2").arg(location, point)};
}

constexpr OpKind kKinds[] = {
    {"ignore-read", [](const VerbCall::Parsed &p, const EventActor &a) { return ignoreRead(p, a.reads()); }},
    {"use-read", useRead},
    {"bind", bind},
};

} // namespace

std::span<const OpKind> readOps()
{
    return kKinds;
}

} // namespace gantry::engine
