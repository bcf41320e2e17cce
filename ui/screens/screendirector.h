// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runs one gantry-screen process per output and starts it again when it dies. Lives in the console's window process; the
// assignment of outputs to screens comes in and goes out as values (whoever owns the settings keeps them).

#include "core/feed/feedserver.h"

#include <QObject>
#include <QString>

#include <chrono>
#include <memory>
#include <vector>

class QProcess;

namespace gantry::screens {

struct OutputAssignment {
    QString name;                                        // the feed's client name, for example "screen-1"
    QString screenKey;                                   // empty: the first screen that is not the operator's
    QString templateName = QStringLiteral("finisher");   // built in, or a file
    friend bool operator==(const OutputAssignment &, const OutputAssignment &) = default;
};

struct OutputState {
    QString name, screenKey; // key: the assigned one, or once it is known the one it is on
    bool running = false, visible = false;
    int restarts = 0;
    QString showing;         // bib, empty while resting
    int queue = 0;
    qint64 processId = 0;    // 0: not running
};

struct DirectorOptions {
    QString feed;            // local socket name of the feed
    QString program;         // empty: gantry-screen beside this application
    QString operatorScreen;  // connector name; empty: the primary screen
};

class ScreenDirector : public QObject {
    Q_OBJECT
public:
    explicit ScreenDirector(DirectorOptions options, QObject *parent = nullptr);
    ~ScreenDirector() override; // ends the outputs

    static std::vector<OutputAssignment> defaultAssignment(); // one finisher output on the first other screen
    void setOutputs(const std::vector<OutputAssignment> &outputs); // starts, stops and restarts what changed
    std::vector<OutputAssignment> assignments() const; // with the screens that were found meanwhile: worth remembering
    std::vector<OutputState> outputs() const;

    static constexpr auto kFirstDelay = std::chrono::milliseconds(100);
    static constexpr auto kLongestDelay = std::chrono::milliseconds(1500); // with the start itself, back within 2 s
    static constexpr auto kStable = std::chrono::seconds(10);

public Q_SLOTS:
    void clientChanged(const gantry::feed::ClientState &state); // from the feed server, queued

Q_SIGNALS:
    void outputsChanged();
    void outputDied(const QString &name, const QString &sentence); // for the operator; it is being started again

private:
    struct Run;
    void launch(Run &run);
    void ended(Run &run, const QString &why);
    Run *find(const QString &name);
    DirectorOptions m_options;
    std::vector<std::unique_ptr<Run>> m_runs;
};

} // namespace gantry::screens
