// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runners as they come: long names, every script, nothing at all.

#include <QJsonObject>
#include <QString>
#include <QStringList>

namespace gantry::test {

inline constexpr auto kSampleNow = 1'780'131'600'000'000; // 2026-05-30T09:00:00Z

QJsonObject sampleSnapshot(int races = 1, bool running = true);
QJsonObject sampleRow(const QString &bib, const QString &name);
QJsonObject emptyRow(const QString &bib);
QStringList sampleNames();

} // namespace gantry::test
