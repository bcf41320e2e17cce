// SPDX-License-Identifier: Apache-2.0
#pragma once
// A page for each finisher, from a layout: texts with placeholders at fixed places. docs/guide/outputs.md has the format.

#include "core/engine/outputs/resultdocument.h"

namespace gantry::engine {

struct CertificateLayout {
    output::PaperSize paper = output::PaperSize::A4;
    bool landscape = true;
    std::vector<output::PlacedText> items; // "{name}" stands for a field; an item with an empty one is left out
    std::vector<output::PlacedLine> lines;
};

// Strict: each thing wrong is named with its place. Placeholders are fields, "split:NAME", and event, date, time.
Result<CertificateLayout> parseCertificate(const QByteArray &json, const ResultTable &table);
QByteArray builtInCertificate(); // the layout's JSON, to start from

struct CertificateChoice {
    RaceIdx race{-1};
    QStringList bibs;    // empty: every finisher
    int places = 0;      // only the first so many of each race; 0: all
};
struct Certificates {
    output::PagePlan plan;
    QStringList without; // bibs that were asked for and have not finished
};
Result<Certificates> certificates(const View &view, const CertificateChoice &choice, const QByteArray &layout);

} // namespace gantry::engine
