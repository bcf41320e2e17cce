// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where the window was: kept beside the store as it changes, so that a console that died comes back to the same page with the
// same event, theme and screens. A console that was closed begins with the page of the hour.

#include <QObject>
#include <QSize>
#include <QString>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <optional>
#include <vector>

namespace gantry::ui {

struct WindowState {
    struct Output {
        QString name, screenKey, templateName;
        friend bool operator==(const Output &, const Output &) = default;
    };
    QString event; // id
    QString page;
    QString theme; // "dark", "light", "sun"
    QSize size;
    std::vector<Output> outputs;
    bool closed = false; // in order, by somebody
    friend bool operator==(const WindowState &, const WindowState &) = default;
};

// Nothing when there is none, or it cannot be understood.
std::optional<WindowState> loadWindowState(const QString &path);
bool saveWindowState(const QString &path, const WindowState &state); // whole or not at all

// Asks for the state twice a second, and writes what changed; the file is written on another thread.
class WindowKeeper : public QObject {
    Q_OBJECT
public:
    WindowKeeper(QString path, std::function<WindowState()> state, QObject *parent = nullptr);
    ~WindowKeeper() override;
    void closeInOrder(); // the last word: the next console begins anew
    void look();

private:
    QString m_path;
    std::function<WindowState()> m_state;
    std::optional<WindowState> m_last;
    QThreadPool m_pool; // of one thread: files in order
    QTimer m_timer;
};

} // namespace gantry::ui
