// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the window can ask for. The program adapts engine::Console to it; tests give a recording fake.

#include "core/base/time.h"

#include <QByteArray>
#include <QObject>
#include <QStringList>

#include <functional>

namespace gantry::ui {

// The answer of one verb: what a terminal would print, and its exit code (0 done, 1 failed, 2 wrong usage, 3 bad input).
struct Answer {
    int exitCode = 0;
    QByteArray out, err;
    bool ok() const { return exitCode == 0; }
};

class Commands {
public:
    using Done = std::function<void(const Answer &)>;
    // Called on a worker thread with 0..100 and a sentence; false cancels.
    using Progress = std::function<bool(int, const QString &)>;

    virtual ~Commands() = default;
    // Wave keys are those of engine::WaveRow. Asynchronous; the effect shows in the next view.
    virtual void arm(const QStringList &waveKeys, bool on) = 0;
    virtual void start(const QStringList &waveKeys, UtcTime at) = 0;
    virtual void undo() = 0;
    virtual void redo() = 0;
    // The words after `gantryctl [options]`. `done` is called on the thread of `context`, never after its end.
    virtual void run(const QStringList &words, QObject *context, Done done, Progress progress = {}) = 0;
};

} // namespace gantry::ui
