// SPDX-License-Identifier: Apache-2.0
#include "core/log/op.h"

#include "core/base/text.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace gantry::log {

namespace {

// 64-bit stamps do not survive JSON numbers in every reader, so they are strings.
QString hlcText(Hlc hlc)
{
    return QString::number(hlc);
}

void appendStamp(QJsonArray &to, const Stamp &stamp)
{
    to.append(hlcText(stamp.hlc));
    to.append(stamp.writer.toString());
}

std::optional<Stamp> stampAt(const QJsonArray &array, int at)
{
    if (array.size() < at + 2)
        return std::nullopt;
    bool ok = false;
    const Hlc hlc = array.at(at).toString().toULongLong(&ok);
    const auto writer = Id128::parse(array.at(at + 1).toString());
    if (!ok || !writer)
        return std::nullopt;
    return Stamp{hlc, *writer};
}

QJsonObject personalNames(const Op &op)
{
    QJsonObject names;
    for (auto it = op.personalValues.begin(); it != op.personalValues.end(); ++it)
        names.insert(it.key(), QJsonValue::Null);
    for (const PersonalField &field : op.personalFields) {
        QJsonArray seen;
        if (field.seen)
            appendStamp(seen, *field.seen);
        names.insert(field.name, field.seen ? QJsonValue(seen) : QJsonValue(QJsonValue::Null));
    }
    return names;
}

QJsonObject fieldsJson(const std::map<QString, FieldValue> &fields)
{
    QJsonObject out;
    for (const auto &[name, field] : fields) {
        QJsonArray entry{field.value};
        if (field.seen != Stamp{})
            appendStamp(entry, field.seen);
        out.insert(name, entry);
    }
    return out;
}

Error notAnOp(const QString &detail)
{
    return failure(ErrorCode::InvalidInput, say("A change in the log cannot be read."), detail);
}

} // namespace

QByteArray Op::toJson() const
{
    QJsonObject o{{QStringLiteral("v"), 1}, {QStringLiteral("id"), id.toString()}, {QStringLiteral("t"), hlcText(stamp.hlc)}, {QStringLiteral("w"), stamp.writer.toString()},
                  {QStringLiteral("op"), kind}};
    const auto put = [&o](const char *key, const QString &value) {
        if (!value.isEmpty())
            o.insert(QLatin1String(key), value);
    };
    put("e", entity);
    put("i", instance);
    put("by", author);
    put("why", reason);
    if (!fields.empty())
        o.insert(QStringLiteral("f"), fieldsJson(fields));
    if (personal) {
        o.insert(QStringLiteral("p"), personal->toString());
        if (const QJsonObject names = personalNames(*this); !names.isEmpty())
            o.insert(QStringLiteral("pf"), names);
    }
    return QJsonDocument(o).toJson(QJsonDocument::Compact);
}

Result<Op> Op::fromJson(const QByteArray &body)
{
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(body, &problem);
    if (!document.isObject())
        return notAnOp(QStringLiteral("not a JSON object: %1 at %2").arg(problem.errorString()).arg(problem.offset));
    const QJsonObject o = document.object();
    const auto id = Id128::parse(o.value(QLatin1String("id")).toString());
    const auto stamp = stampAt({o.value(QLatin1String("t")), o.value(QLatin1String("w"))}, 0);
    Op op;
    op.kind = o.value(QLatin1String("op")).toString();
    if (!id || !stamp || op.kind.isEmpty())
        return notAnOp(!id ? QStringLiteral("no id") : !stamp ? QStringLiteral("no stamp") : QStringLiteral("no kind"));
    op.id = *id;
    op.stamp = *stamp;
    op.entity = o.value(QLatin1String("e")).toString();
    op.instance = o.value(QLatin1String("i")).toString();
    op.author = o.value(QLatin1String("by")).toString();
    op.reason = o.value(QLatin1String("why")).toString();
    const QJsonObject fields = o.value(QLatin1String("f")).toObject();
    for (auto it = fields.begin(); it != fields.end(); ++it) {
        const QJsonArray entry = it.value().toArray();
        if (!entry.isEmpty())
            op.fields.emplace_hint(op.fields.end(), it.key(), FieldValue{entry.at(0), stampAt(entry, 1).value_or(Stamp{})});
    }
    op.personal = Id128::parse(o.value(QLatin1String("p")).toString());
    const QJsonObject names = o.value(QLatin1String("pf")).toObject();
    op.personalFields.reserve(std::size_t(names.size()));
    for (auto it = names.begin(); it != names.end(); ++it)
        op.personalFields.push_back({it.key(), stampAt(it.value().toArray(), 0)});
    return op;
}

void SharedNames::share(Op &op)
{
    op.kind = shared(op.kind);
    op.entity = shared(op.entity);
    op.author = shared(op.author);
    for (auto it = op.fields.begin(); it != op.fields.end();) {
        const auto next = std::next(it);
        auto node = op.fields.extract(it);
        auto &[name, values] = *m_names.try_emplace(node.key()).first;
        node.key() = name;
        QJsonValue &value = node.mapped().value;
        if (value.isString()) {
            const QString text = value.toString();
            if (const auto same = values.find(text); same != values.end())
                value = same->second;
            else if (values.size() < kMostValues)
                values.emplace(text, value);
        }
        op.fields.insert(next, std::move(node));
        it = next;
    }
    // A name without a stated `seen` follows from the values themselves.
    std::erase_if(op.personalFields, [&](const PersonalField &f) { return !f.seen && op.personalValues.contains(f.name); });
    op.personalFields.shrink_to_fit();
    for (PersonalField &field : op.personalFields)
        field.name = shared(field.name);
}

namespace {

constexpr std::int64_t kMaxAheadMs = 10 * 60 * 1000;

std::int64_t nowMs(const Clock &clock)
{
    return std::max<std::int64_t>(0, toUs(clock.now()) / 1000);
}

} // namespace

Stamp HlcClock::next()
{
    m_last = std::max(m_last + 1, Hlc(nowMs(*m_clock)) << 16);
    return {m_last, m_writer};
}

bool HlcClock::absorb(const Stamp &stamp)
{
    // What we wrote ourselves was true when we wrote it: if it is ahead now, the laptop's clock was set back.
    if (stamp.writer != m_writer && std::int64_t(stamp.hlc >> 16) > nowMs(*m_clock) + kMaxAheadMs)
        return false;
    m_last = std::max(m_last, stamp.hlc);
    return true;
}

} // namespace gantry::log
