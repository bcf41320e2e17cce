// SPDX-License-Identifier: Apache-2.0
#pragma once
// Keeps an eye on the race for the operator: what is wrong, what is missing, who is late, which reader is silent. Follows the
// actor step by step; the passes over all runners run at most once a second. Lives on gantry-score.

#include "core/engine/watch/entrantissues.h"
#include "core/engine/watch/readerwatch.h"

#include <QElapsedTimer>

namespace gantry::engine {

// What problems are derived from, during one refresh.
struct Scene {
    const View &view;
    const EventState &state;
    const log::Fold &fold;
    const ReadTable &reads;
    const scoring::Scoreboard &board;
    UtcTime now;
};

class Watch {
public:
    // --- what happened ---
    void readCame(const ReadTable &reads, ReadIdx i, bool known) { m_readers.readCame(reads, i, known); }
    void runnerScored(EntrantIdx e, std::vector<RunnerIssue> issues);
    void everythingAnew(const ReadTable &reads); // bindings, document or clocks changed
    void somethingSaid() { m_asked = true; }     // an op, a link: the next look is not put off
    void healthCame(std::shared_ptr<const system::Health> health, UtcTime now); // of the laptop; null: nobody looks after it

    // --- what is to be seen ---
    // Looks again when something was said or a second has passed. True: problems or readers differ from before.
    bool look(const Scene &scene);
    bool isDue() const { return m_asked || !m_since.isValid() || m_since.elapsed() >= 1000; }
    const std::shared_ptr<const std::vector<Problem>> &problems() const { return m_problems; }
    const std::shared_ptr<const std::vector<ReaderRow>> &readers() const { return m_rows; }
    double lastLookMs() const { return m_lookMs; }

    // --- for those who write the problems ---
    const std::shared_ptr<const system::Health> &health() const { return m_health; }
    UtcTime illSince(const QString &key) const; // of a line of health that is not well: when it became as bad as it is
    const std::map<EntrantIdx, std::vector<RunnerIssue>> &issues() const { return m_issues; }
    const ReaderWatch &readerWatch() const { return m_readers; }
    const Arrivals &arrivals() const { return m_arrivals; }
    const std::vector<ReaderRow> &rows() const { return *m_rows; }
    // Chips and bibs that two people claim, worked out anew when entrants changed.
    struct Doubles {
        std::map<QString, std::vector<EntrantIdx>> chips;
        std::map<std::pair<QString, QString>, std::vector<EntrantIdx>> bibs; // (race, bib)
        std::vector<std::pair<quint64, EntrantIdx>> chipOrder;               // chips as numbers, ascending
    };
    const Doubles &doubles() const { return m_doubles; }
    // Races whose runners name teams that no rule scores.
    struct UnscoredTeams {
        int teams = 0, runners = 0;
    };
    const std::map<int, UnscoredTeams> &unscoredTeams() const { return m_unscored; }

private:
    void findDoubles(const Scene &scene);
    void findUnscoredTeams(const Scene &scene);

    std::shared_ptr<const system::Health> m_health;
    std::map<QString, std::pair<system::Tone, UtcTime>> m_ill; // by the health item's key
    ReaderWatch m_readers;
    Arrivals m_arrivals;
    std::map<EntrantIdx, std::vector<RunnerIssue>> m_issues;
    Doubles m_doubles;
    std::shared_ptr<const void> m_doublesOf; // the table of entrants they were found in
    std::map<int, UnscoredTeams> m_unscored;
    std::pair<std::shared_ptr<const void>, std::shared_ptr<const void>> m_teamsOf; // entrants and event they were found in
    std::shared_ptr<const std::vector<Problem>> m_problems = std::make_shared<const std::vector<Problem>>();
    std::shared_ptr<const std::vector<ReaderRow>> m_rows = std::make_shared<const std::vector<ReaderRow>>();
    QElapsedTimer m_since, m_learned;
    bool m_asked = true;
    double m_lookMs = 0;
};

// The families of problems, each in its own file. They append; Watch orders.
void systemProblems(const Watch &watch, const Scene &scene, std::vector<Problem> &out);
void readerProblems(const Watch &watch, const Scene &scene, std::vector<Problem> &out);
void startProblems(const Watch &watch, const Scene &scene, std::vector<Problem> &out);
void runnerProblems(const Watch &watch, const Scene &scene, std::vector<Problem> &out);
void chipProblems(const Watch &watch, const Scene &scene, std::vector<Problem> &out);
void awardProblems(const Scene &scene, std::vector<Problem> &out);
void recordProblems(const Watch &watch, const Scene &scene, std::vector<Problem> &out);
void teamProblems(const Watch &watch, const Scene &scene, std::vector<Problem> &out);

// Words that several of them use.
namespace watching {
QString count(std::int64_t n);                       // "1,234"
QString clock(const Scene &scene, UtcTime t, int digits = 0);
QString ago(Micros t);                               // "38 s", "2:10 min", "1:04 h"
QString signedSeconds(Micros t, int digits = 2);     // "+3.20"
QString bibOf(const Scene &scene, EntrantIdx e);
QString nameOf(const Scene &scene, EntrantIdx e);    // "12 Ada One"
QString bibKey(const Scene &scene, EntrantIdx e);    // bib, behind the race when there are several
QString bibList(const Scene &scene, const std::vector<EntrantIdx> &list, std::size_t most = 8);
QString pointName(const Scene &scene, PointIdx p);
ProblemFix runnerPage(EntrantIdx e);
ProblemFix page(const QString &label, const QString &page);
}

} // namespace gantry::engine
