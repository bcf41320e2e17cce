// SPDX-License-Identifier: Apache-2.0
#pragma once
// One output as a whole: feed → queue → scene → window on its screen.

#include "core/display/finisherqueue.h"
#include "ui/render/displayscene.h"
#include "ui/screens/feedclient.h"
#include "ui/screens/outputwindow.h"
#include "ui/screens/screenplacer.h"

#include <QObject>
#include <QTimer>

namespace gantry::screens {

struct OutputOptions {
    QString feed, name, screen, operatorScreen;
    QSize windowed; // not empty: a plain window instead of a screen of its own
};

class Output : public QObject {
    Q_OBJECT
public:
    Output(const display::DisplayTemplate &t, OutputOptions options, QObject *parent = nullptr);
    Result<> start();

Q_SIGNALS:
    void fontMissing(const QString &characters);

private:
    void update(); // after anything happened: queue → scene, timer, report
    void placementChanged();
    bool visible() const;
    OutputOptions m_options;
    FeedClient m_client;
    display::FinisherQueue m_queue;
    render::DisplayScene m_scene;
    OutputWindow m_window;
    ScreenPlacer m_placer;
    QTimer m_due;
};

} // namespace gantry::screens
