// SPDX-License-Identifier: Apache-2.0
#pragma once
// A field of runners as peers would report it: start and finish crossings with the bursts, repeats and disorder of a real
// mat (shape measured on real boxes: repeats 1.1–6 s apart, 43 % of neighbours out of time order by up to 5 s). Pure.

#include "core/net/ctp01peer.h"

#include <QStringList>

namespace gantry::net {

struct FieldOptions {
    int runners = 200;
    quint32 seed = 1;
    int firstBib = 1;
    QString startLocation = QStringLiteral("START"), finishLocation = QStringLiteral("FINISH");
    LocalTime gun;                                                             // of the race, on the boxes' clocks
    Micros winner = std::chrono::minutes(14), last = std::chrono::minutes(45); // net times
    bool gunRecord = true;                                                     // the start box sends GUNTIME
    bool repeats = true;                                                       // several reads per crossing
    bool disorder = true;                                                      // lines leave the box out of time order
    double missStart = 0, missFinish = 0;                                      // share of crossings that no mat sees
    int unknownChips = 0;                                                      // finishers nobody registered
};

struct SimulatedField {
    std::vector<PeerLine> start, finish; // one peer each; due = since the gun − 10 s
};

SimulatedField makeField(const FieldOptions &options);
inline constexpr std::chrono::seconds kFieldLead{10}; // the first line is due that long before the gun

} // namespace gantry::net
