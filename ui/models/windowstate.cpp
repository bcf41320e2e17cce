// SPDX-License-Identifier: Apache-2.0
#include "ui/models/windowstate.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace gantry::ui {

namespace {

constexpr int kLookMs = 500;

} // namespace

std::optional<WindowState> loadWindowState(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonObject o = QJsonDocument::fromJson(file.read(1024 * 1024)).object();
    if (o[QStringLiteral("schema")] != QStringLiteral("gantry.window/1"))
        return std::nullopt;
    WindowState s;
    s.event = o[QStringLiteral("event")].toString();
    s.page = o[QStringLiteral("page")].toString();
    s.theme = o[QStringLiteral("theme")].toString();
    s.size = {o[QStringLiteral("width")].toInt(), o[QStringLiteral("height")].toInt()};
    s.closed = o[QStringLiteral("closed")].toBool();
    const QJsonArray outputs = o[QStringLiteral("outputs")].toArray();
    for (const auto &v : outputs) {
        const QJsonObject output = v.toObject();
        s.outputs.push_back({output[QStringLiteral("name")].toString(), output[QStringLiteral("screen")].toString(), output[QStringLiteral("template")].toString()});
    }
    return s;
}

bool saveWindowState(const QString &path, const WindowState &s)
{
    QJsonArray outputs;
    for (const auto &o : s.outputs)
        outputs.append(QJsonObject{{QStringLiteral("name"), o.name}, {QStringLiteral("screen"), o.screenKey}, {QStringLiteral("template"), o.templateName}});
    const QJsonObject o{{QStringLiteral("schema"), QStringLiteral("gantry.window/1")}, {QStringLiteral("event"), s.event}, {QStringLiteral("page"), s.page}, {QStringLiteral("theme"), s.theme},
                        {QStringLiteral("width"), s.size.width()}, {QStringLiteral("height"), s.size.height()}, {QStringLiteral("closed"), s.closed}, {QStringLiteral("outputs"), outputs}};
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(o).toJson()) > 0 && file.commit();
}

WindowKeeper::WindowKeeper(QString path, std::function<WindowState()> state, QObject *parent) : QObject(parent), m_path(std::move(path)), m_state(std::move(state))
{
    m_pool.setMaxThreadCount(1);
    connect(&m_timer, &QTimer::timeout, this, &WindowKeeper::look);
    m_timer.start(kLookMs);
}

WindowKeeper::~WindowKeeper()
{
    m_pool.waitForDone();
}

void WindowKeeper::look()
{
    const WindowState now = m_state();
    if (m_last == now)
        return;
    m_last = now;
    m_pool.start([path = m_path, now] { saveWindowState(path, now); });
}

void WindowKeeper::closeInOrder()
{
    m_timer.stop();
    WindowState last = m_state();
    last.closed = true;
    m_pool.start([path = m_path, last] { saveWindowState(path, last); });
}

} // namespace gantry::ui
