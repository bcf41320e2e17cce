// SPDX-License-Identifier: Apache-2.0
#include "core/engine/history/historytext.h"

#include "core/base/text.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace gantry::engine {

namespace {

QJsonValue valueOf(const log::Op &op, const QString &name)
{
    const auto it = op.fields.find(name);
    return it != op.fields.end() ? it->second.value : op.personalValues.value(name);
}

QString text(const QJsonValue &v)
{
    switch (v.type()) {
    case QJsonValue::Bool:
        return v.toBool() ? say("yes") : say("no");
    case QJsonValue::Double:
        return QString::number(v.toDouble());
    case QJsonValue::String:
        return v.toString();
    case QJsonValue::Array: {
        QStringList parts;
        for (const auto &x : v.toArray())
            parts.append(text(x));
        return parts.join(QStringLiteral(", "));
    }
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(v.toObject()).toJson(QJsonDocument::Compact));
    default:
        return {};
    }
}

const log::Op *targetOf(const log::Fold &fold, const log::Op &op)
{
    const auto id = Id128::parse(op.instance);
    return id ? fold.op(*id) : nullptr;
}

// Was this op in force at that moment of the log?
bool stoodAt(const log::Fold &fold, const CommandLog &commands, const log::Op &op, const log::Stamp &at, int depth = 0)
{
    if (depth > 16)
        return true;
    for (const Id128 &by : commands.retractionsOf(op.id))
        if (const log::Op *r = fold.op(by); r && r->stamp < at && stoodAt(fold, commands, *r, at, depth + 1))
            return false;
    return true;
}

QString correctionText(const log::Op &op)
{
    const QString kind = text(valueOf(op, QStringLiteral("kind")));
    if (kind == u"ignore_read")
        return say("Read %1 ignored").arg(text(valueOf(op, QStringLiteral("read"))).left(8));
    const QString bibs = text(valueOf(op, QStringLiteral("bibs"))) + text(valueOf(op, QStringLiteral("bib")));
    QString words = QString(kind).replace(u'_', u' ').toUpper() + u' ' + bibs;
    if (const QString us = text(valueOf(op, QStringLiteral("us"))); !us.isEmpty())
        words += QStringLiteral(" %1 s").arg(double(us.toLongLong()) / 1e6);
    if (const QString time = text(valueOf(op, QStringLiteral("time"))); !time.isEmpty()) {
        const QString point = text(valueOf(op, QStringLiteral("point")));
        words += point.isEmpty() ? QStringLiteral(" · ") + time : QStringLiteral(" · %1 %2").arg(point, time);
    }
    return words.trimmed();
}

} // namespace

QString toWord(HistoryKind kind)
{
    switch (kind) {
    case HistoryKind::Correction:
        return say("correction");
    case HistoryKind::Read:
        return say("read");
    case HistoryKind::Hand:
        return say("hand time");
    case HistoryKind::Start:
        return say("start");
    case HistoryKind::Entrant:
        return say("entrant");
    case HistoryKind::Setup:
        return say("setup");
    case HistoryKind::Reader:
        return say("reader");
    case HistoryKind::RestorePoint:
        return say("restore point");
    case HistoryKind::Publication:
        return say("publication");
    case HistoryKind::Undo:
        return say("undo");
    case HistoryKind::Redo:
        return say("redo");
    case HistoryKind::Other:
        break;
    }
    return say("other");
}

HistoryKind historyKind(const log::Fold &fold, const log::Op &op)
{
    if (op.kind == u"retract") {
        if (op.deed == log::Deed::Undo)
            return HistoryKind::Undo;
        if (op.deed == log::Deed::Redo)
            return HistoryKind::Redo;
        const log::Op *target = targetOf(fold, op);
        return target && target->kind != u"retract" ? historyKind(fold, *target) : HistoryKind::Undo; // older logs do not say which
    }
    if (op.entity == u"corr" && op.kind == u"corr")
        return valueOf(op, QStringLiteral("kind")).toString() == u"ignore_read" ? HistoryKind::Read : HistoryKind::Correction;
    if (op.entity == u"team")
        return HistoryKind::Correction;
    if (op.kind == u"note")
        return op.entity == u"restore_point" ? HistoryKind::RestorePoint : op.entity == u"publish" ? HistoryKind::Publication : HistoryKind::Other;
    if (op.kind == u"gun" || op.entity == u"gun" || op.entity == u"wave")
        return HistoryKind::Start;
    if (op.entity == u"entrant")
        return HistoryKind::Entrant;
    if (op.entity == u"doc")
        return HistoryKind::Setup;
    if (op.entity == u"binding" || op.entity == u"session" || op.entity == u"reader" || op.entity == u"clock")
        return HistoryKind::Reader;
    if (op.entity.startsWith(u"hand"))
        return HistoryKind::Hand;
    return HistoryKind::Other;
}

QString opText(const log::Fold &fold, const EventState &state, const log::Op &op)
{
    if (op.kind == u"retract") {
        const log::Op *target = targetOf(fold, op);
        return say("taken back: %1").arg(target ? opText(fold, state, *target) : op.instance.left(8));
    }
    if (op.entity == u"corr")
        return correctionText(op);
    if (op.kind == u"gun") {
        const QString at = text(valueOf(op, QStringLiteral("local")));
        if (!at.isEmpty())
            return say("Gun of %1 set to %2").arg(op.instance, at);
        const QString us = text(valueOf(op, QStringLiteral("utc_us")));
        return us.isEmpty() ? say("Gun of %1 from a reader").arg(op.instance)
                            : say("Gun of %1 at %2").arg(op.instance, formatTimeOfDay(state.document().zone.toLocal(fromUs(us.toLongLong())), 2));
    }
    if (op.kind == u"note")
        return op.entity == u"restore_point" ? say("Restore point: %1").arg(op.instance) : op.instance.isEmpty() ? op.entity : op.instance;
    if (op.entity == u"entrant") {
        const auto id = Id128::parse(op.instance);
        const auto e = id ? state.entrantById(*id) : std::nullopt;
        const QString bib = e ? state.entrants()[std::size_t(e->value())].bib : QString();
        return bib.isEmpty() ? say("Entrant without a bib") : say("Bib %1").arg(bib);
    }
    if (op.entity == u"team")
        return say("Team %1").arg(text(valueOf(op, QStringLiteral("team"))));
    if (op.entity == u"doc")
        return say("Event document");
    if (op.entity == u"wave")
        return valueOf(op, QStringLiteral("armed")).isBool() ? (valueOf(op, QStringLiteral("armed")).toBool() ? say("Armed %1") : say("Disarmed %1")).arg(op.instance)
                                                              : say("Wave %1").arg(op.instance);
    if (op.entity == u"binding")
        return say("%1 bound to %2").arg(op.instance.mid(op.instance.indexOf(u':') + 1), text(valueOf(op, QStringLiteral("point"))));
    return op.instance.isEmpty() || op.instance.size() > 40 ? op.entity : op.entity + u' ' + op.instance;
}

std::vector<FieldChange> fieldChanges(const log::Fold &fold, const CommandLog &commands, const log::Op &op)
{
    std::vector<FieldChange> out;
    const auto before = fold.opsOf({op.entity, op.instance});
    const auto add = [&](const QString &name, const QJsonValue &now) {
        QString was;
        for (auto it = before.rbegin(); it != before.rend(); ++it) {
            const log::Op &o = **it;
            if (!(o.stamp < op.stamp) || (!o.fields.contains(name) && !o.personalValues.contains(name)))
                continue;
            if (!stoodAt(fold, commands, o, op.stamp))
                continue;
            was = text(valueOf(o, name));
            break;
        }
        if (const QString is = text(now); was != is)
            out.push_back({name, was, is});
    };
    if (op.kind == u"del" || op.kind == u"restore")
        out.push_back({QStringLiteral("alive"), op.kind == u"del" ? say("yes") : say("no"), op.kind == u"del" ? say("no") : say("yes")});
    for (const auto &[name, field] : op.fields)
        add(name, field.value);
    for (auto it = op.personalValues.begin(); it != op.personalValues.end(); ++it)
        add(it.key(), it.value());
    if (op.erased)
        for (const auto &f : op.personalFields)
            out.push_back({f.name, {}, say("erased")});
    return out;
}

QString commandText(const log::Fold &fold, const EventState &state, const CommandLog &commands, const CommandEntry &entry)
{
    const log::Op *first = fold.op(entry.ops.front());
    if (!first)
        return {};
    if (entry.ops.size() > HistoryRow::kRunners)
        return say("%1: %2 changes").arg(toWord(historyKind(fold, *first))).arg(entry.ops.size());
    QString words = opText(fold, state, *first);
    if (first->kind == u"set" && first->entity != u"wave" && first->entity != u"binding") {
        QStringList parts;
        for (const FieldChange &c : fieldChanges(fold, commands, *first))
            if (parts.size() < 4)
                parts.append(c.from.isEmpty() ? QStringLiteral("%1 %2").arg(c.name, c.to.left(40)) : QStringLiteral("%1 %2 → %3").arg(c.name, c.from.left(40), c.to.isEmpty() ? say("nothing") : c.to.left(40)));
        if (!parts.isEmpty())
            words += QStringLiteral(": ") + parts.join(QStringLiteral(", "));
    }
    return entry.ops.size() > 1 ? say("%1 and %2 more").arg(words).arg(entry.ops.size() - 1) : words;
}

QString standingText(Standing standing)
{
    switch (standing) {
    case Standing::InForce:
        return say("in force");
    case Standing::Partly:
        return say("partly taken back");
    case Standing::TakenBack:
        break;
    }
    return say("taken back");
}

} // namespace gantry::engine
