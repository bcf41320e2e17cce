// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the log says of awards: how final a band or division is, and which prizes were announced and handed out. A part of
// EventState: pure. Ops name entrants by id, never by name.

#include "core/log/fold.h"

#include <QJsonArray>

#include <map>
#include <optional>
#include <vector>

namespace gantry::engine {

// How final the places of a band are. Official and corrected ones are kept as they were when that was said.
enum class AwardStage : std::uint8_t { Detected = 1, Provisional, Official, Corrected };

struct OfficialPlace {
    Id128 entrant;
    int position = 0;
    Micros time{0};
    friend auto operator<=>(const OfficialPlace &, const OfficialPlace &) = default;
};

struct AwardMark {
    QString instance, race, name;
    bool division = false;
    AwardStage stage = AwardStage::Detected;
    UtcTime since;
    int protestMinutes = 0;
    std::vector<OfficialPlace> places; // when official: by position
    QString by;
    bool isOfficial() const { return stage == AwardStage::Official || stage == AwardStage::Corrected; }
};

struct GivenPrize {
    QString instance, race, band;
    Id128 entrant;
    int position = 0;
    std::optional<UtcTime> announced, handed, back; // back: taken back from him
    std::optional<UtcTime> stays;                   // it was settled that he keeps it
    QString announcedBy, handedBy;
    bool isOpen() const { return (announced || handed) && !back && !stays; }
};

class AwardBook {
public:
    static constexpr int kProtestMinutes = 30;
    static bool isMine(const QString &entity);
    void refresh(const log::Fold &fold);

    const std::vector<AwardMark> &marks() const { return m_marks; }
    const std::vector<GivenPrize> &given() const { return m_given; }
    // Names without case; null when nothing was said of it.
    const AwardMark *mark(const QString &race, bool division, const QString &name) const;
    const GivenPrize *prize(const QString &race, const QString &band, int position, const Id128 &entrant) const;
    int protestMinutes(const QString &race) const;

private:
    std::vector<AwardMark> m_marks;
    std::vector<GivenPrize> m_given;
    std::map<QString, int> m_protest; // race, folded
};

QString stageWord(AwardStage stage); // "provisional": as ops and JSON have it

// The places as one JSON field: ["<id>:1:2123000000", …].
QJsonArray placesToJson(const std::vector<OfficialPlace> &places);
std::vector<OfficialPlace> placesFromJson(const QJsonArray &list);

} // namespace gantry::engine
