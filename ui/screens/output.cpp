// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/output.h"

#include "core/base/text.h"

#include <QQmlError>

#include <algorithm>

namespace gantry::screens {

namespace {

using std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

display::Dwell dwellOf(const display::DisplayTemplate &t)
{
    return {milliseconds(t.dwellMs), milliseconds(t.busyDwellMs), milliseconds(t.restAfterMs)};
}

} // namespace

Output::Output(const display::DisplayTemplate &t, OutputOptions options, QObject *parent)
    : QObject(parent), m_options(std::move(options)), m_client(m_options.feed, m_options.name), m_queue(dwellOf(t)),
      m_scene(t, [this] { return m_client.consoleNow(); }), m_window(m_scene),
      m_placer(m_window, m_options.screen, m_options.operatorScreen)
{
    m_queue.setVisible(false, SteadyClock::now());
    m_scene.setRunning(false);
    m_due.setSingleShot(true);
    m_due.setTimerType(Qt::PreciseTimer);
    connect(&m_due, &QTimer::timeout, this, &Output::update);
    connect(&m_client, &FeedClient::snapshotChanged, &m_scene, &render::DisplayScene::setSnapshot);
    connect(&m_client, &FeedClient::timeJumped, &m_scene, &render::DisplayScene::refresh);
    connect(&m_client, &FeedClient::serverChanged, this, [this] { m_queue.forgetSerials(); });
    connect(&m_client, &FeedClient::itemArrived, this, [this](const feed::Item &item) {
        m_queue.item(item, SteadyClock::now());
        m_due.start(0); // a burst of lines is one change of the screen
    });
    connect(&m_placer, &ScreenPlacer::placedChanged, this, &Output::placementChanged);
    connect(&m_scene, &render::DisplayScene::fontMissing, this, &Output::fontMissing);
}

Result<> Output::start()
{
    if (!m_window.ready())
        return failure(ErrorCode::Unexpected, say("The screen's scene could not be loaded."),
                       m_window.errors().isEmpty() ? QString() : m_window.errors().front().toString());
    if (m_options.windowed.isEmpty())
        m_placer.place();
    else
        m_window.showWindowed(m_options.windowed);
    placementChanged();
    m_client.start();
    return {};
}

bool Output::visible() const
{
    return m_options.windowed.isEmpty() ? m_placer.placed() : true;
}

void Output::placementChanged()
{
    m_queue.setVisible(visible(), SteadyClock::now());
    m_scene.setRunning(visible());
    update();
}

void Output::update()
{
    const auto now = SteadyClock::now();
    for (const std::uint64_t serial : m_queue.advance(now))
        m_client.acknowledge(serial);
    const feed::Item *current = m_queue.current();
    if (visible())
        m_scene.setRow(current ? current->fields : QJsonObject());
    if (const auto due = m_queue.nextDue())
        m_due.start(std::max(milliseconds(0), std::chrono::ceil<milliseconds>(*due - now)));
    OutputReport report;
    report.visible = visible();
    report.placed = m_placer.connector();
    report.showing = visible() && current ? current->fields[QStringLiteral("bib")].toString() : QString();
    report.queue = int(m_queue.waiting());
    m_client.report(report);
}

} // namespace gantry::screens
