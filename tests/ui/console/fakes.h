// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/models/commands.h"

#include <QMap>

namespace gantry::testing {

class FixedClock final : public Clock {
public:
    explicit FixedClock(UtcTime at) : m_at(at) {}
    UtcTime now() const override { return m_at; }
    void set(UtcTime at) { m_at = at; }
    void advance(Micros by) { m_at += by; }

private:
    UtcTime m_at;
};

// Writes down what it is asked; answers what the test put in.
class RecordingCommands final : public ui::Commands {
public:
    struct Armed {
        QStringList keys;
        bool on;
    };
    struct Started {
        QStringList keys;
        UtcTime at;
    };
    void arm(const QStringList &keys, bool on) override { armed.push_back({keys, on}); }
    void start(const QStringList &keys, UtcTime at) override { started.push_back({keys, at}); }
    void undo() override { ++undone; }
    void redo() override { ++redone; }
    void run(const QStringList &words, QObject *, Done done, Progress progress = {}) override
    {
        ran << words;
        if (progress)
            progress(50, QStringLiteral("half way"));
        done(answers.value(words.mid(0, 2).join(u' ')));
    }

    std::vector<Armed> armed;
    std::vector<Started> started;
    int undone = 0, redone = 0;
    QList<QStringList> ran;
    QMap<QString, ui::Answer> answers; // by the first two words
};

} // namespace gantry::testing
