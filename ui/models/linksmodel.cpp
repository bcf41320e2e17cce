// SPDX-License-Identifier: Apache-2.0
#include "ui/models/linksmodel.h"

#include "ui/models/changes.h"

#include "core/base/text.h"

namespace gantry::ui {

Cell linkState(const net::LinkState &link)
{
    if (link.closedAt)
        return {marked(Tone::Dim, say("closed")), Tone::Dim};
    if (link.facts.streaming)
        return {marked(Tone::Good, say("linked")), Tone::Good};
    if (link.facts.greeted)
        return {marked(Tone::Look, say("asking")), Tone::Look};
    return {marked(Tone::Look, say("no greeting")), Tone::Look};
}

QString linkLocations(const net::LinkState &link)
{
    QStringList names;
    for (const std::string &name : link.facts.locations)
        names << QString::fromStdString(name);
    return names.isEmpty() ? dash() : names.join(QStringLiteral(", "));
}

LinksModel::LinksModel(QObject *parent)
    : RowModel({{say("State"), QStringLiteral("▲ no greet")},
                {say("No."), QStringLiteral("000"), true},
                {say("Locations"), QStringLiteral("FINISH backup")},
                {say("Peer"), QStringLiteral("192.168.1.10:49152")},
                {say("Reads"), QStringLiteral("000000"), true},
                {say("Guns"), QStringLiteral("00"), true},
                {say("Malformed"), QStringLiteral("000"), true},
                {say("Opened"), QStringLiteral("00:00:00"), true},
                {say("Last bytes"), QStringLiteral("00:00:00"), true},
                {say("Closed, and why"), QStringLiteral("00:00:00 · th"), false, true}},
               Direction::Forward, parent)
{
}

void LinksModel::setView(const engine::ViewPtr &view)
{
    const engine::ViewPtr before = std::move(m_view);
    m_view = view;
    if (!view || !view->links) {
        restart();
        return;
    }
    if (before && before->links == view->links)
        return;
    std::vector<qint32> order;
    for (std::size_t i = 0; i < view->links->size(); ++i) {
        const qint64 session = (*view->links)[i].session.value();
        const qint32 entity = m_entities.value(session, qint32(m_entities.size()));
        m_entities.insert(session, entity);
        if (m_linkOf.size() <= std::size_t(entity))
            m_linkOf.resize(std::size_t(entity) + 1);
        m_linkOf[std::size_t(entity)] = i;
        order.push_back(entity);
    }
    offerOrder(std::move(order));
    touchAll();
}

const net::LinkState *LinksModel::link(int entity) const
{
    if (!m_view || !m_view->links || entity < 0 || std::size_t(entity) >= m_linkOf.size())
        return nullptr;
    const std::size_t at = m_linkOf[std::size_t(entity)];
    return at < m_view->links->size() ? &(*m_view->links)[at] : nullptr;
}

Cell LinksModel::cellOf(int entity, int column) const
{
    const net::LinkState *l = link(entity);
    if (!l)
        return {};
    const EventZone &zone = zoneOf(*m_view, m_utc);
    const auto time = [&](const std::optional<UtcTime> &t) { return t ? Cell{timeOfDay(*t, zone)} : Cell{dash(), Tone::Dim}; };
    switch (column) {
    case State: return linkState(*l);
    case Session: return {number(l->session.value())};
    case Peer: return {l->peer};
    case Locations: return {linkLocations(*l), l->facts.locations.empty() ? Tone::Dim : Tone::Plain};
    case Reads: return {number(l->facts.reads)};
    case Guns: return {number(l->facts.guns), l->facts.guns ? Tone::Plain : Tone::Dim};
    case Malformed: return l->facts.malformed ? Cell{marked(Tone::Look, number(l->facts.malformed)), Tone::Look} : Cell{number(0), Tone::Dim};
    case Opened: return {timeOfDay(l->openedAt, zone)};
    case Last: return time(l->lastBytesAt);
    case Closed:
        if (!l->closedAt)
            return {dash(), Tone::Dim};
        return {l->closeReason.isEmpty() ? timeOfDay(*l->closedAt, zone) : timeOfDay(*l->closedAt, zone) + QStringLiteral(" · ") + l->closeReason, Tone::Dim};
    default: return {};
    }
}

} // namespace gantry::ui
