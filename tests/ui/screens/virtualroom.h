// SPDX-License-Identifier: Apache-2.0
#pragma once
// Two monitors that do not exist: one virtual X screen with a window manager, split by xrandr, where the second one can be
// pulled and put back.

#include "tests/support/program.h"

#include <QImage>
#include <QRect>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace gantry::test {

class VirtualRoom {
public:
    static QString missingTools(); // empty: everything is here
    bool open();
    bool pull();    // M2 away
    bool putBack();
    QString display() const { return m_display; }
    QImage picture() const; // of the whole room; null when it could not be taken
    static bool dark(const QImage &room, const QRect &part);

    static constexpr QRect kOperator{0, 0, 1280, 800}, kOutput{1280, 0, 1920, 1080};

    Finished tool(const QString &name, const QStringList &arguments) const; // xdotool and the like, on this display

private:
    QTemporaryDir m_dir;
    std::unique_ptr<Program> m_server, m_manager;
    QString m_display;
};

} // namespace gantry::test
