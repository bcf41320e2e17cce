// SPDX-License-Identifier: Apache-2.0
#pragma once
// Keeps the output on its screen: hidden while that screen is away, back when it comes back, never on the operator's.

#include "ui/screens/screenkey.h"

#include <QObject>
#include <QPointer>

class QScreen;

namespace gantry::screens {

class OutputWindow;

class ScreenPlacer : public QObject {
    Q_OBJECT
public:
    // wanted: key, connector name, number at this moment, or empty for the first screen that is not the operator's.
    // operatorScreen: a connector name; empty: the primary screen, whichever it is.
    ScreenPlacer(OutputWindow &window, QString wanted, QString operatorScreen, QObject *parent = nullptr);
    void place(); // shows the window when its screen is there
    bool placed() const { return m_screen; }
    QString connector() const;

Q_SIGNALS:
    void placedChanged();

private:
    void leave();
    void removed(QScreen *screen);
    void follow(QScreen *screen);
    QString operatorConnector() const;
    OutputWindow *m_window;
    QString m_wanted, m_operatorScreen;
    QPointer<QScreen> m_screen;
};

} // namespace gantry::screens
