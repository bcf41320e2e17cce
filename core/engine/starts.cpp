// SPDX-License-Identifier: Apache-2.0
#include "core/engine/starts.h"

#include <algorithm>

namespace gantry::engine {

namespace {

struct WaveAt {
    int race = -1, wave = 0;
};

WaveAt find(const EventDocument &doc, const QString &key)
{
    for (std::size_t r = 0; r < doc.races.size(); ++r) {
        if (doc.races[r].name == key)
            return {int(r), 0};
        for (std::size_t w = 0; w < doc.races[r].waves.size(); ++w)
            if (doc.races[r].name + u'/' + doc.races[r].waves[w].name == key)
                return {int(r), int(w) + 1};
    }
    return {};
}

// First pass of each runner of the wave over a start mat would hide a test read before it: all reads count, one per runner
// and instant.
std::vector<std::pair<UtcTime, EntrantIdx>> startReads(const EventActor &actor, const WaveAt &at)
{
    std::vector<std::pair<UtcTime, EntrantIdx>> out;
    const scoring::RaceRules &rules = actor.board().rules()[std::size_t(at.race)];
    for (std::size_t i = 0; i < actor.reads().size(); ++i) {
        const ReadTable::Read &read = actor.reads().read(ReadIdx(std::int32_t(i)));
        if (read.kind != ReadKind::Chip || !rules.isStart(read.point))
            continue;
        const EntrantIdx e = actor.ownerOf(read.chip);
        if (e.value() < 0 || actor.board().facts(e).race.value() != at.race || (at.wave > 0 && actor.board().facts(e).wave != at.wave))
            continue;
        if (!actor.reads().rows()[i].ignored)
            out.emplace_back(read.at, e);
    }
    std::sort(out.begin(), out.end());
    return out;
}

} // namespace

std::optional<UtcTime> actualGun(const EventActor &actor, const QString &wave)
{
    const auto guns = actor.guns();
    const auto it = guns.find(wave);
    return it == guns.end() || it->second.source == scoring::GunSource::Schedule ? std::nullopt : std::optional(it->second.at);
}

std::optional<UtcTime> plannedStart(const EventDocument &document, const QString &key)
{
    const WaveAt at = find(document, key);
    if (at.race < 0)
        return std::nullopt;
    const RaceDef &race = document.races[std::size_t(at.race)];
    const auto planned = at.wave > 0 ? race.waves[std::size_t(at.wave) - 1].gun : race.gun;
    return planned ? std::optional(document.zone.toUtc(*planned)) : std::nullopt;
}

std::optional<UtcTime> firstStartRead(const EventActor &actor, const QString &key)
{
    const WaveAt at = find(actor.state().document(), key);
    if (at.race < 0 || std::size_t(at.race) >= actor.board().rules().size())
        return std::nullopt;
    const auto reads = startReads(actor, at);
    std::set<EntrantIdx> all;
    for (const auto &[when, who] : reads)
        all.insert(who);
    const std::size_t crowd = std::min<std::size_t>(kCrowd, std::max<std::size_t>(1, (all.size() + 3) / 4));
    std::map<EntrantIdx, int> inside; // runners in the window that starts at reads[first]
    std::size_t last = 0;
    for (std::size_t first = 0; first < reads.size(); ++first) {
        for (; last < reads.size() && reads[last].first <= reads[first].first + kRush; ++last)
            ++inside[reads[last].second];
        if (inside.size() >= crowd)
            return reads[first].first;
        if (--inside[reads[first].second] == 0)
            inside.erase(reads[first].second);
    }
    return std::nullopt;
}

} // namespace gantry::engine
