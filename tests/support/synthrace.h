// SPDX-License-Identifier: Apache-2.0
#pragma once
// A whole race made from published results: noisy reads, the roster, and the results that must come out again.

#include "core/base/result.h"

#include <QJsonObject>
#include <QString>

#include <optional>

namespace gantry::test {

struct SynthOptions {
    QString key = QStringLiteral("cherryblossom_2009"); // or "boston_2017"
    std::optional<int> noise;                           // seed; none: no duplicates, nothing late
    std::optional<int> limit;                           // only the first runners
};

struct SynthRace {
    QString reads, roster, expected, event; // paths of reads.txt, roster.csv, expected.csv, event.json
};

// Runs tools/synth_reads.py of the shared test material into `directory` (created) and writes the event document beside it.
// NotFound, with a message for QSKIP, when the material or python3 is absent.
Result<SynthRace> makeSynthRace(const QString &directory, const SynthOptions &options);
// Its event document: gun 2026-05-30 09:00:00, chip start, net ranking, divisions as the roster says.
QJsonObject synthEvent(const QString &key);

// Path in the shared test material; empty when it is absent.
QString sharedPath(const QString &relative);

} // namespace gantry::test
