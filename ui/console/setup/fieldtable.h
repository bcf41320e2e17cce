// SPDX-License-Identifier: Apache-2.0
#pragma once
// What an event document consists of, as a table: every part with its fields. The form, the tree and the words in the list of
// problems are made from it, so that a new field of the document is one line here.

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <span>

namespace gantry::ui {

enum class FieldKind {
    Text = 1,
    Name,     // others refer to it: taken over when the field is left, not with every key
    Texts,    // separated by commas
    Genders,
    Bibs,
    Metres,   // also "5 km", "1 mile"
    Whole,
    Duration, // "1:30" → seconds
    Moment,   // a time of day stands for that time on the event's date
    Word,     // one of the words
    AgeDate,  // one of the words, or a date
    Flag,
    Point,    // a timing point, by name
    Zone,
    Legs,     // "1+2, 3"
    Numbers,  // "300, 200, 100"
};

struct FieldSpec {
    const char *key;             // "start.gun", relative to its part
    const char *label;           // source text of say()
    FieldKind kind;
    const char *unit;            // "" = none
    const char *help;
    const char *words = "";      // "value=what it means|…"
};

struct PartSpec {
    const char *pattern;         // "races[].start.waves[]"; "" is the event itself
    const char *title;           // of one: "Wave"
    const char *list;            // of all: "Waves"; "" when there is one only
    const char *help;            // for the list
    std::span<const FieldSpec> fields;
};

std::span<const PartSpec> partSpecs();
const PartSpec *partOf(const QString &path);     // "races[0].start.waves[1]" → Wave; nullptr: a list, or nothing
const PartSpec *partOfList(const QString &path); // "races[0].start.waves" → Wave
QString patternOf(const QString &path);          // "races[0].course" → "races[].course"

// "chip=by chip|gun=by gun" → pairs
QList<std::pair<QString, QString>> wordsOf(const FieldSpec &field);
// How one part is called in the tree and in sentences: its name, else its point, its bib, or its number.
QString partName(const QJsonObject &item, int index);
QString partFacts(const QString &pattern, const QJsonObject &item); // "start, also called F1"
// "5K › Waves › A › Planned start"
QString placeWords(const QJsonObject &document, const QString &path);

} // namespace gantry::ui
