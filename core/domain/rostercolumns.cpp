// SPDX-License-Identifier: Apache-2.0
#include "core/domain/rostercolumns.h"

#include "core/base/csv.h"
#include "core/base/text.h"
#include "core/domain/fields.h"
#include "core/domain/rosterdates.h"

#include <QHash>

#include <algorithm>

namespace gantry {

namespace {

constexpr std::size_t kLookedAt = 400; // rows; what is wrong with a column shows early
constexpr std::size_t kShown = 8;
constexpr qsizetype kSamples = 3;

QString text(std::string_view t)
{
    return QString::fromUtf8(t.data(), qsizetype(t.size()));
}

bool hasDigit(const QString &value)
{
    return std::any_of(value.begin(), value.end(), [](QChar c) { return c.isDigit(); });
}

bool isAge(const QString &value)
{
    bool ok = false;
    const double age = value.toDouble(&ok);
    return ok && age >= 0 && age <= 120;
}

bool isWaveOf(const EventDocument &event, const QString &value)
{
    for (const RaceDef &race : event.races)
        for (const WaveDef &wave : race.waves)
            if (wave.name.compare(value, Qt::CaseInsensitive) == 0)
                return true;
    return false;
}

bool fits(const QString &field, const QString &value, const EventDocument &event)
{
    if (field == u"age")
        return isAge(value);
    if (field == u"gender")
        return !parseGender(value).isEmpty();
    if (field == u"date_of_birth")
        return readRosterDate(value, DateOrder::Dmy).kind != RosterDate::Kind::Bad || readRosterDate(value, DateOrder::Mdy).kind != RosterDate::Kind::Bad;
    if (field == u"race")
        return event.raceByName(value) != RaceIdx(-1);
    if (field == u"wave")
        return isWaveOf(event, value);
    if (field == u"bib" || field == u"chips")
        return hasDigit(value) && value.size() <= 64;
    if (field == u"first_name" || field == u"last_name" || field == u"name")
        return !isAge(value);
    return true;
}

QString nounOf(const QString &field)
{
    if (field == u"age")
        return say("ages");
    if (field == u"gender")
        return say("sexes (M, F, X)");
    if (field == u"date_of_birth")
        return say("dates");
    if (field == u"race")
        return say("races of this event");
    if (field == u"wave")
        return say("waves of this event");
    if (field == u"bib" || field == u"chips")
        return say("numbers");
    return say("names");
}

void judge(RosterColumn &column, const CsvTable &table, qsizetype at, const EventDocument &event)
{
    int given = 0, good = 0;
    QHash<QString, int> seen;
    for (std::size_t i = 1; i < table.rows.size() && i <= kLookedAt; ++i) {
        const QString value = table.rows[i].cells.value(at).trimmed();
        if (value.isEmpty())
            continue;
        if (column.samples.size() < kSamples)
            column.samples.append(value);
        ++given;
        ++seen[value];
        good += column.field.isEmpty() || fits(column.field, value, event);
    }
    if (given >= 3 && good * 2 < given)
        column.complaint = say("%1 of %2 values are not %3").arg(given - good).arg(given).arg(nounOf(column.field));
    else if (column.field == u"bib" && given >= 10 && seen.size() * 2 < given)
        column.complaint = say("%1 rows share %2 bibs").arg(given).arg(seen.size());
}

void complain(RosterLook &look)
{
    QHash<QString, QStringList> users;
    for (const RosterColumn &c : look.columns)
        if (!c.field.isEmpty())
            users[c.field].append(c.heading);
    for (const QString &field : rosterFields())
        if (const QStringList headings = users.value(field); headings.size() > 1 && field != u"chips")
            look.complaints.append(say("%1 are both read as %2. Leave one of them out.").arg(headings.join(QStringLiteral(", ")), field));
    const bool named = users.contains(QStringLiteral("name")) || users.contains(QStringLiteral("first_name")) || users.contains(QStringLiteral("last_name"));
    if (!users.contains(QStringLiteral("bib")) && !named)
        look.complaints.append(say("No column is read as bib or as name: nobody could be told apart. Choose the column of the bibs."));
    for (const RosterColumn &c : look.columns)
        if (!c.complaint.isEmpty())
            look.complaints.append(say("%1 is read as %2, but %3.").arg(c.heading, c.field, c.complaint));
}

} // namespace

QStringList rosterFields()
{
    QStringList names;
    for (const Field &field : fieldCatalogue())
        if (!field.synonyms.empty())
            names.append(text(field.name));
    return names;
}

RosterLook lookAtRoster(const QByteArray &bytes, const EventDocument &event, const RosterOptions &options)
{
    RosterLook look;
    decodeText(bytes.left(4096), &look.encoding);
    const CsvTable table = parseCsv(bytes);
    look.separator = table.separator;
    if (table.rows.empty()) {
        look.complaints.append(say("The roster file is empty."));
        return look;
    }
    look.rows = int(table.rows.size()) - 1;
    QHash<QString, QString> chosen;
    for (const auto &[heading, field] : options.headings)
        chosen.insert(heading.trimmed().toCaseFolded(), field);
    const QStringList chosenFields = chosen.values();
    QStringList guessed;
    const QStringList &headings = table.rows.front().cells;
    for (qsizetype i = 0; i < headings.size(); ++i) {
        RosterColumn column;
        column.heading = headings[i].trimmed();
        if (const auto by = chosen.find(column.heading.toCaseFolded()); by != chosen.end()) {
            column.field = *by;
        } else if (const Field *field = fieldByHeading(column.heading)) {
            const QString name = text(field->name);
            // A second column of the same meaning is left out, unless somebody asks for it.
            if (name == u"chips" || !(guessed.contains(name) || chosenFields.contains(name)))
                column.field = name;
            guessed.append(name);
        }
        judge(column, table, i, event);
        look.columns.push_back(std::move(column));
    }
    for (std::size_t i = 1; i < table.rows.size() && i <= kShown; ++i)
        look.firstRows.push_back(table.rows[i].cells);
    complain(look);
    return look;
}

} // namespace gantry
