// SPDX-License-Identifier: Apache-2.0
#pragma once
// Results in the data standard 3.0 of the International Orienteering Federation (ResultList), which clubs and federations read.

#include "core/base/time.h"

#include <QByteArray>
#include <QDate>
#include <QString>

#include <vector>

namespace gantry::output {

enum class IofStatus { Ok = 1, Finished, Active, Inactive, DidNotFinish, DidNotStart, Disqualified };

struct IofSplit {
    QString control;
    QString seconds; // as shown: "512" or "512.3"; empty: missing
};

struct IofPerson {
    QString given, family, sex, organisation, bib;
    QString start, finish;       // with zone: "2026-05-30T09:00:00.000+01:00"; empty: unknown
    QString seconds, behind;     // as shown; empty without a time
    int position = 0;            // 0: none
    IofStatus status = IofStatus::Inactive;
    std::vector<IofSplit> splits;
};

struct IofClass {
    QString name;
    int resolutionDigits = 0;    // 1: tenths
    std::optional<double> lengthM;
    std::vector<IofPerson> people;
};

struct IofResults {
    QString event;
    QDate date;
    QString made; // with zone
    bool complete = false; // every race is closed
    std::vector<IofClass> classes;
};

QByteArray toIofXml(const IofResults &results);

} // namespace gantry::output
