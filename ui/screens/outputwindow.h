// SPDX-License-Identifier: Apache-2.0
#pragma once
// One output: full screen, without frame and cursor, takes no focus. It shows the scene and nothing else, ever.

#include <QQuickView>

namespace gantry::render {
class DisplayScene;
}

namespace gantry::screens {

class OutputWindow : public QQuickView {
    Q_OBJECT
public:
    explicit OutputWindow(render::DisplayScene &scene);
    bool ready() const { return status() == QQuickView::Ready; }
    void showOn(QScreen &screen);
    void showWindowed(QSize size); // for pictures and for a look without a second screen
};

} // namespace gantry::screens
