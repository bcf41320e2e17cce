// SPDX-License-Identifier: Apache-2.0
// A large race scored: 50,000 entrants with a start and 10 splits each (550,000 reads and one in seven twice), all of it anew; and
// one correction with the places after it. The floor sorts the same finish times and counts them.
#include "core/scoring/scoreboard.h"
#include "tests/bench/figure.h"

#include <QJsonDocument>

#include <algorithm>
#include <random>

using namespace gantry;
using namespace gantry::scoring;
using namespace gantry::bench;

namespace {

constexpr int kEntrants = 50'000, kSplits = 10, kRounds = 7;

EventDocument bigEvent()
{
    QByteArray points, course;
    for (int k = 1; k <= kSplits; ++k) {
        points += QByteArray(R"({"name":"km)") + QByteArray::number(k * 4) + R"(","kind":")" + (k == kSplits ? "finish" : "split") + "\"},";
        course += QByteArray(R"({"point":"km)") + QByteArray::number(k * 4) + R"(","min_time_s":)" + QByteArray::number(k * 520) + "},";
    }
    course.chop(1);
    points.chop(1);
    const QByteArray json = R"({"name":"Big","date":"2026-05-30","timing_points":[{"name":"Start","kind":"start"},)" + points
        + R"(],"races":[{"name":"M","distance_m":42195,"start":{"mode":"chip","gun":"2026-05-30T09:00:00"},"course":[)" + course
        + R"(],"divisions":[{"name":"F -39","genders":["F"],"age_max":39},{"name":"F 40+","genders":["F"],"age_min":40},{"name":"M -39","genders":["M"],"age_max":39},{"name":"M 40+","genders":["M"],"age_min":40}]}]})";
    return parseEventDocument(QJsonDocument::fromJson(json).object()).document;
}

std::vector<EntrantFacts> field(const EventDocument &event)
{
    std::mt19937 random(1);
    const UtcTime gun = event.zone.toUtc(*event.races[0].gun);
    std::vector<EntrantFacts> all;
    int recorded = 0;
    for (int i = 0; i < kEntrants; ++i) {
        EntrantFacts f;
        f.race = RaceIdx(0);
        f.gender = i % 3 ? QStringLiteral("M") : QStringLiteral("F");
        f.age = 18 + int(random() % 60);
        const Micros start = std::chrono::milliseconds(random() % 900'000);
        const double pace = 200 + double(random() % 300'000) / 1000; // seconds per km
        for (int k = 0; k <= kSplits; ++k) {
            const UtcTime at = gun + start + Micros(std::int64_t(pace * 4 * k * 1e6));
            f.reads.push_back({ReadIdx(recorded++), PointIdx(k), at});
            if (random() % 7 == 0)
                f.reads.push_back({ReadIdx(recorded++), PointIdx(k), at + std::chrono::milliseconds(700)});
        }
        all.push_back(std::move(f));
    }
    return all;
}

} // namespace

int main()
{
    const EventDocument event = bigEvent();
    const auto rules = compileRules(event, {});
    const std::vector<EntrantFacts> facts = field(event);
    std::vector<double> full, one, floor;
    Scoreboard board;
    for (int round = 0; round < kRounds; ++round) {
        auto copy = facts;
        auto again = rules;
        Stopwatch watch;
        board.reset(std::move(again), std::move(copy));
        (void)board.allPlaces();
        full.push_back(watch.ms());
    }
    if (board.places(EntrantIdx(0)).overall == 0 || board.order(RaceIdx(0)).size() != kEntrants)
        return giveUp(QStringLiteral("nobody has a place"));
    for (int round = 0; round < 100; ++round) {
        EntrantFacts f = facts[std::size_t(round) * 397 % kEntrants];
        f.penalty = std::chrono::seconds(1 + round);
        Stopwatch watch;
        board.update(EntrantIdx(std::int32_t(std::size_t(round) * 397 % kEntrants)), std::move(f));
        (void)board.allPlaces();
        one.push_back(watch.ms());
    }
    for (int round = 0; round < kRounds; ++round) {
        std::vector<std::pair<std::int64_t, int>> times;
        for (int i = 0; i < kEntrants; ++i)
            times.emplace_back(toUs(facts[std::size_t(i)].reads.back().at), i);
        Stopwatch watch;
        std::sort(times.begin(), times.end());
        std::vector<int> places(kEntrants);
        for (int i = 0; i < kEntrants; ++i)
            places[std::size_t(times[std::size_t(i)].second)] = i + 1;
        floor.push_back(watch.ms());
    }
    Figure{.name = QStringLiteral("full_score"), .unit = QStringLiteral("ms"), .value = median(full), .limit = 150, .floor = median(floor)}.print();
    Figure{.name = QStringLiteral("one_correction_places"), .unit = QStringLiteral("ms"), .value = percentile(one, 0.95), .limit = 10, .floor = median(floor)}.print();
    return 0;
}
