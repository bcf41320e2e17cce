// SPDX-License-Identifier: Apache-2.0
#include "ui/render/displayscene.h"

#include "ui/render/screenfields.h"

#include <QVariantMap>

#include <algorithm>

namespace gantry::render {

namespace {

constexpr auto kSoonest = std::chrono::milliseconds(5);

QVariantMap textMap(const PlacedText &text)
{
    return {{QStringLiteral("text"), text.run.text},
            {QStringLiteral("x"), text.run.topLeft.x()},
            {QStringLiteral("y"), text.run.topLeft.y()},
            {QStringLiteral("width"), text.run.width},
            {QStringLiteral("font"), text.run.font},
            {QStringLiteral("colour"), text.colour}};
}

} // namespace

DisplayScene::DisplayScene(display::DisplayTemplate t, Now now, QObject *parent)
    : QObject(parent), m_template(std::move(t)), m_now(std::move(now))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &DisplayScene::tick);
    layOutAll();
}

QStringList DisplayScene::background() const
{
    QStringList colours;
    for (const QString &c : m_template.background)
        colours.append(c);
    return colours;
}

void DisplayScene::setSnapshot(const QJsonObject &snapshot)
{
    const QJsonValue zone = snapshot[QStringLiteral("event")][QStringLiteral("zone")];
    if (zone.toString() != m_zone.name())
        m_zone = EventZone::fromName(zone.toString()).value_or(EventZone());
    m_snapshot = snapshot;
    QJsonArray races;
    for (const auto &race : snapshot[QStringLiteral("races")].toArray()) { // the same names as the rows will carry
        QJsonObject o = race.toObject();
        o[QStringLiteral("name")] = m_fonts.drawable(o[QStringLiteral("name")].toString());
        races.append(o);
    }
    m_clocks.setRaces(races);
    layOutAll();
}

void DisplayScene::setRow(const QJsonObject &row)
{
    if (row == m_row)
        return;
    m_row = row;
    layOutAll();
}

void DisplayScene::setRunning(bool running)
{
    m_running = running;
    if (running)
        tick();
    else
        m_timer.stop();
}

void DisplayScene::refresh()
{
    tick();
}

QString DisplayScene::clockText(const QString &source) const
{
    if (source == u"{time_of_day}")
        return formatTimeOfDay(m_zone.toLocal(m_now())).left(5);
    return m_clocks.text(source, m_now());
}

QStringList DisplayScene::figuresOf(const Layout &layout) const
{
    QStringList figures;
    for (const PlacedClock &clock : layout.clocks) {
        const QString text = clockText(clock.source).remove(u' ');
        for (std::size_t i = 0; i < clock.count; ++i) {
            // Beyond the figures comes the suffix, which stays as it was laid out.
            const qsizetype at = qsizetype(i);
            figures.append(at < text.size() ? QString(text[at]) : layout.cells[clock.first + i].run.text);
        }
    }
    return figures;
}

void DisplayScene::layOutAll()
{
    const QJsonObject fields = screenFields(m_snapshot, m_row, m_clocks, m_fonts);
    m_layout = layOut(m_template, fields, !m_row.isEmpty(), [this](const QString &source) { return clockText(source); });
    m_boxes.clear();
    m_texts.clear();
    m_cells.clear();
    for (const PlacedBox &box : m_layout.boxes)
        m_boxes.append(QVariantMap{{QStringLiteral("rect"), box.rect}, {QStringLiteral("colour"), box.colour}, {QStringLiteral("radius"), box.radius}});
    for (const PlacedText &text : m_layout.texts)
        m_texts.append(textMap(text));
    for (const PlacedText &cell : m_layout.cells)
        m_cells.append(textMap(cell));
    m_figures = figuresOf(m_layout);
    Q_EMIT laidOut();
    Q_EMIT figuresChanged();
    if (m_fonts.missing() != m_reported) {
        m_reported = m_fonts.missing();
        Q_EMIT fontMissing(m_reported);
    }
    if (m_running)
        tick();
}

void DisplayScene::tick()
{
    const bool other = std::any_of(m_layout.clocks.begin(), m_layout.clocks.end(),
                                   [this](const PlacedClock &c) { return clockPattern(clockText(c.source)) != c.pattern; });
    if (other) { // "START IN" became a clock, or an hour came to it
        layOutAll();
        return;
    }
    if (QStringList figures = figuresOf(m_layout); figures != m_figures) {
        m_figures = std::move(figures);
        Q_EMIT figuresChanged();
    }
    const auto wait = std::chrono::ceil<std::chrono::milliseconds>(m_clocks.untilChange(m_now()));
    if (m_running && !m_layout.clocks.empty())
        m_timer.start(std::max(wait, std::chrono::milliseconds(kSoonest)));
}

} // namespace gantry::render
