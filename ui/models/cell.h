// SPDX-License-Identifier: Apache-2.0
#pragma once
// How values read in the window. A tone is never shown by colour alone: it has a shape and a word.

#include "core/base/zone.h"
#include "core/scoring/score.h"

#include <QString>

namespace gantry::ui {

enum class Tone : quint8 { Plain = 1, Dim, Good, Look, Act, Accent };

QString mark(Tone tone);                           // "●" "▲" "■" "○"
QString marked(Tone tone, const QString &word);    // "▲ look"
QString dash();                                    // stands for "nothing yet"

struct Cell {
    QString text;
    Tone tone = Tone::Plain;
    bool badge = false;  // drawn as a bordered word
    bool strong = false;
    QString flag = {};   // a bordered word behind the text, in the tone of "look"
};

QString raceTime(const std::optional<Micros> &time, Rounding rounding); // rounded as the race says; a dash when missing
QString timeOfDay(UtcTime at, const EventZone &zone, int digits = 0);
QString ageWords(Micros age);                      // "3 s", "2:10 min", "1:04 h"
QString statusWord(scoring::Status status);
QString flagWords(std::uint32_t flags);
QString genderWord(const QString &gender);
QString gunSourceWord(scoring::GunSource source);
QString number(qint64 value);
QString distanceText(const std::optional<double> &metres);

} // namespace gantry::ui
