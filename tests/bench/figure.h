// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a benchmark says: one JSON object per figure, in the form that run_bench.py reads.

#include <QString>

#include <chrono>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace gantry::bench {

struct Figure {
    QString name, unit;
    double value = 0;
    std::optional<double> limit{};
    bool higherIsBetter = false;
    std::optional<double> floor{};      // the bare machine at the same job, in the same run
    std::optional<double> floorShare{}; // value / floor must reach it
    std::vector<std::pair<QString, double>> more{};

    bool kept() const;
    void print() const;
};

// For a figure that cannot be taken here: {"name": …, "skipped": why}.
void printSkipped(const QString &name, const QString &why);
// A benchmark that cannot go on; returns 1, the exit code.
int giveUp(const QString &why);

double median(std::vector<double> values);
double percentile(std::vector<double> values, double share); // 0.99 = p99; 0 when empty

class Stopwatch {
public:
    double seconds() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_from).count(); }
    double ms() const { return seconds() * 1e3; }

private:
    std::chrono::steady_clock::time_point m_from = std::chrono::steady_clock::now();
};

// Calls `step` again and again, `pause` apart, on this thread's own event loop until it returns false.
void every(std::chrono::milliseconds pause, const std::function<bool()> &step);

double peakMiB(); // of this process: VmHWM
// What the children that ended have used of the processors: on a busy machine the part of a duration that is ours.
double childrenCpuSeconds();

} // namespace gantry::bench
