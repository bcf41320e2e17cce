// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/screenplacer.h"

#include "ui/screens/outputwindow.h"

#include <QGuiApplication>
#include <QScreen>

namespace gantry::screens {

namespace {

QList<ScreenId> idsOf(const QList<QScreen *> &screens)
{
    QList<ScreenId> ids;
    for (const QScreen *screen : screens)
        ids.append(idOf(*screen));
    return ids;
}

} // namespace

ScreenPlacer::ScreenPlacer(OutputWindow &window, QString wanted, QString operatorScreen, QObject *parent)
    : QObject(parent), m_window(&window), m_wanted(std::move(wanted)), m_operatorScreen(std::move(operatorScreen))
{
    bool isNumber = false;
    const int number = m_wanted.toInt(&isNumber);
    const auto all = QGuiApplication::screens();
    if (isNumber && number >= 0 && number < all.size()) // numbers mean something only now
        m_wanted = idOf(*all[number]).key();
    connect(qGuiApp, &QGuiApplication::screenRemoved, this, &ScreenPlacer::removed);
    connect(qGuiApp, &QGuiApplication::screenAdded, this, [this] { place(); });
    connect(qGuiApp, &QGuiApplication::primaryScreenChanged, this, [this] { place(); });
    for (QScreen *screen : all)
        follow(screen);
    connect(qGuiApp, &QGuiApplication::screenAdded, this, &ScreenPlacer::follow);
    // Whatever moves the window, Qt or a window manager: away from its screen it is not shown.
    connect(m_window, &QWindow::screenChanged, this, [this](QScreen *now) {
        if (m_screen && now != m_screen)
            leave();
    });
}

void ScreenPlacer::follow(QScreen *screen)
{
    connect(screen, &QScreen::geometryChanged, this, [this, screen] {
        if (m_screen == screen)
            m_window->showOn(*screen);
    });
}

QString ScreenPlacer::operatorConnector() const
{
    if (!m_operatorScreen.isEmpty())
        return m_operatorScreen;
    const QScreen *primary = QGuiApplication::primaryScreen();
    return primary ? primary->name() : QString();
}

QString ScreenPlacer::connector() const
{
    return m_screen ? m_screen->name() : QString();
}

void ScreenPlacer::place()
{
    const auto all = QGuiApplication::screens();
    const qsizetype i = findScreen(idsOf(all), m_wanted, operatorConnector());
    QScreen *target = i < 0 ? nullptr : all[i];
    if (target == m_screen && (!target || m_window->isVisible()))
        return;
    if (!target) {
        leave();
        return;
    }
    m_wanted = idOf(*target).key(); // from now on this one, by its serial
    m_screen = target;
    m_window->showOn(*target);
    Q_EMIT placedChanged();
}

void ScreenPlacer::leave()
{
    m_window->hide();
    if (m_screen) {
        m_screen = nullptr;
        Q_EMIT placedChanged();
    }
}

void ScreenPlacer::removed(QScreen *screen)
{
    // Hidden before Qt moves the window to the primary screen, over the operator's work.
    if (screen == m_screen || m_window->screen() == screen)
        leave();
}

} // namespace gantry::screens
