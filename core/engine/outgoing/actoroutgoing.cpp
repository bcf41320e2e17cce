// SPDX-License-Identifier: Apache-2.0
// EventActor: destinations and the hold, as the log has them, with how it goes.
#include "core/engine/eventactor.h"

namespace gantry::engine {

namespace {

const log::EntityKey kHold{QStringLiteral("outgoing"), QStringLiteral("all")};

} // namespace

OutgoingConfig EventActor::outgoingConfig() const
{
    OutgoingConfig config;
    if (const auto held = m_fold.field(kHold, QStringLiteral("held")); held && held->value.toBool()) {
        config.hold.on = true;
        if (const log::Op *op = m_fold.op(held->op)) {
            config.hold.since = fromUs(std::int64_t(op->stamp.hlc >> 16) * 1000);
            config.hold.by = op->author;
            config.hold.reason = op->reason;
        }
    }
    for (const QString &id : m_fold.instances(QStringLiteral("destination"))) {
        const log::EntityKey key{QStringLiteral("destination"), id};
        if (!m_fold.alive(key))
            continue;
        Destination d;
        d.id = id;
        const auto text = [&](const char *name) {
            const auto f = m_fold.field(key, QString::fromLatin1(name));
            return f ? f->value.toString() : QString();
        };
        d.name = text("name");
        d.folder = text("folder");
        d.race = text("race");
        d.groupBy = text("group_by");
        d.columns = text("columns").split(u',', Qt::SkipEmptyParts);
        if (const QString format = text("format"); !format.isEmpty())
            d.format = format;
        if (const auto every = m_fold.field(key, QStringLiteral("every_s")); every && every->value.toInt() > 0)
            d.everySeconds = every->value.toInt();
        if (!d.folder.isEmpty())
            config.destinations.push_back(std::move(d));
    }
    return config;
}

void EventActor::setOutgoing(std::shared_ptr<const OutgoingStatus> status)
{
    m_outgoing = std::move(status);
    m_outgoingDirty = true;
    m_hooks.changed();
}

void EventActor::publishOutgoing()
{
    if (!m_outgoingDirty && m_parts.outgoing)
        return;
    auto state = std::make_shared<OutgoingState>();
    OutgoingConfig config = outgoingConfig();
    state->hold = std::move(config.hold);
    for (Destination &d : config.destinations) {
        OutgoingState::Row row{std::move(d), {}};
        if (m_outgoing)
            if (const auto it = m_outgoing->find(row.destination.id); it != m_outgoing->end())
                row.status = it->second;
        state->rows.push_back(std::move(row));
    }
    m_parts.outgoing = std::move(state);
    m_outgoingDirty = false;
}

} // namespace gantry::engine
