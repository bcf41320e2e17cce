// SPDX-License-Identifier: Apache-2.0
#include "ui/render/scenemodel.h"

#include "core/base/text.h"
#include "ui/render/textfit.h"

#include <algorithm>

namespace gantry::render {

SceneModel::SceneModel(const Clock &clock, display::DisplayTemplate look, QObject *parent) : QAbstractListModel(parent), m_clock(&clock), m_look(std::move(look))
{
    m_tick.setSingleShot(true);
    m_tick.setTimerType(Qt::PreciseTimer);
    connect(&m_tick, &QTimer::timeout, this, &SceneModel::refresh);
    refresh();
}

void SceneModel::setSnapshot(const QJsonObject &snapshot)
{
    const bool was = rehearsal();
    m_snapshot = snapshot;
    if (was != rehearsal())
        Q_EMIT rehearsalChanged();
    refresh();
}

void SceneModel::setRow(const std::optional<QJsonObject> &row)
{
    if (m_row == row)
        return;
    m_row = row;
    refresh();
}

void SceneModel::setClockOffset(Micros offset)
{
    // The console's stamps arrive with the delay of a socket; less than this is that, not a clock that moved.
    constexpr Micros noise = std::chrono::milliseconds(20);
    if (offset - m_offset < noise && m_offset - offset < noise)
        return;
    m_offset = offset;
    refresh();
}

void SceneModel::setRunning(bool running)
{
    if (m_running == running)
        return;
    m_running = running;
    refresh();
}

QVariantList SceneModel::background() const
{
    QVariantList colours;
    for (const QString &c : m_look.background)
        colours.append(QColor(c));
    return colours;
}

bool SceneModel::rehearsal() const
{
    return m_snapshot[QStringLiteral("event")].toObject()[QStringLiteral("rehearsal")].toBool();
}

QString SceneModel::rehearsalText() const
{
    return say("REHEARSAL");
}

QFont SceneModel::rehearsalFont() const
{
    return screenFont(m_look.canvas.height() / 27, 800);
}

void SceneModel::refresh()
{
    m_tick.stop();
    Frame frame = layOut({&m_look, m_snapshot, m_row, m_clock->now() + m_offset});
    take(std::move(frame.elements));
    if (!m_running || frame.untilNext.count() <= 0)
        return;
    // Rounded up: a timer that fires early would find the old second and fire again.
    m_tick.start(std::chrono::ceil<std::chrono::milliseconds>(frame.untilNext) + std::chrono::milliseconds(1));
}

void SceneModel::take(std::vector<Element> elements)
{
    if (elements.size() != m_elements.size()) {
        beginResetModel();
        m_elements = std::move(elements);
        endResetModel();
        return;
    }
    m_elements.swap(elements);
    for (int i = 0; i < int(m_elements.size()); ++i)
        if (!(m_elements[std::size_t(i)] == elements[std::size_t(i)]))
            Q_EMIT dataChanged(index(i), index(i));
}

int SceneModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_elements.size());
}

QVariant SceneModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Element &e = m_elements[std::size_t(index.row())];
    switch (role) {
    case X:
        return e.rect.x();
    case Y:
        return e.rect.y();
    case Width:
        return e.rect.width();
    case Height:
        return e.rect.height();
    case Fill:
        return e.fill;
    case Radius:
        return e.radius;
    case Text:
        return e.text;
    case Colour:
        return e.colour;
    case Font:
        return e.font;
    default:
        return {};
    }
}

QHash<int, QByteArray> SceneModel::roleNames() const
{
    return {{X, "itemX"},           {Y, "itemY"},       {Width, "itemWidth"},   {Height, "itemHeight"}, {Fill, "itemFill"},
            {Radius, "itemRadius"}, {Text, "itemText"}, {Colour, "itemColour"}, {Font, "itemFont"}};
}

} // namespace gantry::render
