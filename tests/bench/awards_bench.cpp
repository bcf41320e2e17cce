// SPDX-License-Identifier: Apache-2.0
// Awards of a large field: all of them drawn from nothing, and after one correction.
#include "core/scoring/awardboard.h"
#include "tests/bench/figure.h"

#include <QCoreApplication>

#include <algorithm>
#include <random>

using namespace gantry;
using namespace gantry::scoring;

namespace {

constexpr int kEntrants = 50'000, kCorrections = 60;

// Men and women, overall by gun and in five-year bands by net; a fifth limited to clubs or by club: 60 awards.
RaceRules rulesOf(AwardPolicy policy)
{
    RaceRules rules;
    rules.name = QStringLiteral("Marathon");
    rules.waves.resize(1);
    rules.waves[0].gun = fromUs(0);
    rules.startPoints = {PointIdx(0)};
    rules.course.push_back({PointIdx(1), QStringLiteral("Finish")});
    rules.awardPolicy = policy;
    for (const char *gender : {"F", "M"})
        for (int band = 0; band < 30; ++band) {
            AwardDef award;
            award.name = QStringLiteral("%1 %2").arg(QLatin1StringView(gender)).arg(band);
            award.genders = {QLatin1StringView(gender)};
            award.priority = band ? 2 : 1;
            award.rank = band ? RankBy::Net : RankBy::Gun;
            award.values = {100.0 - band, 50.0, 25.0};
            if (band) {
                award.ageMin = 15 + (band - 1) % 15 * 5;
                award.ageMax = *award.ageMin + 4;
            }
            if (band > 25)
                award.clubs = {QStringLiteral("Club 7"), QStringLiteral("Club 8")};
            else if (band > 20)
                award.maxPerClub = 1;
            rules.awards.push_back(award);
        }
    return rules;
}

std::vector<EntrantFacts> fieldOf()
{
    std::mt19937 random(20261122);
    std::vector<EntrantFacts> facts(kEntrants);
    for (int i = 0; i < kEntrants; ++i) {
        EntrantFacts &f = facts[std::size_t(i)];
        f.race = RaceIdx(0);
        f.gender = random() % 2 ? QStringLiteral("F") : QStringLiteral("M");
        f.age = 15 + int(random() % 75);
        f.team = random() % 3 ? QStringLiteral("Club %1").arg(random() % 400) : QString();
        const std::int64_t start = std::int64_t(random() % 600) * 1'000'000, run = 7'800'000'000 + std::int64_t(random() % 9'000'000) * 1000;
        f.reads = {{ReadIdx(2 * i), PointIdx(0), fromUs(start)}, {ReadIdx(2 * i + 1), PointIdx(1), fromUs(start + run)}};
    }
    return facts;
}

void measure(AwardPolicy policy, const QString &suffix)
{
    const std::vector<EntrantFacts> facts = fieldOf();
    Scoreboard board;
    board.reset({rulesOf(policy)}, facts);
    (void)board.allPlaces();
    AwardBoard awards;
    std::vector<double> anew, one;
    std::size_t prizes = 0;
    for (int i = 0; i < 5; ++i) {
        awards.everythingAnew();
        const bench::Stopwatch watch;
        const auto &all = awards.awards(board);
        anew.push_back(watch.ms());
        prizes = 0;
        for (const AwardBand &band : all[0]->bands)
            prizes += band.winners.size();
    }
    std::mt19937 random(7);
    for (int i = 0; i < kCorrections; ++i) { // the leaders are disqualified one by one, and others get a penalty
        const EntrantIdx e = i % 2 ? board.order(RaceIdx(0))[0] : EntrantIdx(int(random() % kEntrants));
        EntrantFacts changed = board.facts(e);
        if (i % 2)
            changed.verdict = Correction::Kind::Dq;
        else
            changed.penalty += std::chrono::seconds(30);
        const bench::Stopwatch watch;
        board.update(e, changed);
        awards.changed(e);
        (void)board.allPlaces();
        (void)awards.awards(board);
        one.push_back(watch.ms());
    }
    bench::Figure all{QStringLiteral("awards_drawn") + suffix, QStringLiteral("ms"), bench::median(anew), 100.0};
    all.more = {{QStringLiteral("entrants"), kEntrants}, {QStringLiteral("awards"), 60}, {QStringLiteral("prizes"), double(prizes)}};
    all.print();
    bench::Figure single{QStringLiteral("awards_after_correction") + suffix, QStringLiteral("ms"), bench::percentile(one, 0.95), 10.0};
    single.more = {{QStringLiteral("median"), bench::median(one)}, {QStringLiteral("worst"), *std::max_element(one.begin(), one.end())}};
    single.print();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    measure(AwardPolicy::BandOrder, {});
    measure(AwardPolicy::BestValue, QStringLiteral("_best_value"));
    return 0;
}
