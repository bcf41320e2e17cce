// SPDX-License-Identifier: Apache-2.0
#pragma once
// The window's wishes, passed to the console.

#include "core/engine/console.h"
#include "ui/models/commands.h"

namespace gantry::ui {

class EngineCommands final : public Commands {
public:
    explicit EngineCommands(engine::Console &console) : m_console(&console) {}
    void arm(const QStringList &waveKeys, bool on) override { m_console->arm(waveKeys, on); }
    void start(const QStringList &waveKeys, UtcTime at) override { m_console->start(waveKeys, at); }
    void undo() override { m_console->undo(); }
    void redo() override { m_console->redo(); }
    void run(const QStringList &words, QObject *context, Done done, Progress progress) override
    {
        m_console->runAsync(words, context, [done = std::move(done)](const engine::CommandResult &r) {
            if (done)
                done({r.exitCode, r.out, r.err});
        }, progress);
    }

private:
    engine::Console *m_console;
};

} // namespace gantry::ui
