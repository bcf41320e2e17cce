// SPDX-License-Identifier: Apache-2.0
#include "core/domain/roster.h"

#include "core/base/csv.h"
#include "core/base/text.h"
#include "core/domain/fields.h"
#include "core/domain/rosterdates.h"
#include "core/domain/rostertwins.h"

#include <QHash>

namespace gantry {

namespace {

constexpr qsizetype kLargestFile = 256 * 1024 * 1024;
constexpr int kOldest = 120;

QString single(QString text) // for fields that are keys: one line
{
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control)
            c = u' ';
    }
    return text.trimmed();
}

class Importer {
public:
    Importer(const Id128 &eventId, const EventDocument &event, const RosterOptions &options) : m_eventId(eventId), m_event(event), m_options(options) {}

    Result<> readHeader(const CsvTable &table);
    Result<> chooseRace();
    void chooseDateOrder(const CsvTable &table);
    void readRow(const CsvRow &row);
    Roster take();

private:
    QString cell(const CsvRow &row, QLatin1StringView field) const;
    void problem(const QString &field, const QString &message, bool skipped = false) { m_out.problems.push_back({m_line, field, message, skipped}); }
    void unread(QLatin1StringView field, const QString &message) // the cell says something, and nobody knows what
    {
        problem(field, message);
        m_out.unread.insert({m_line, field});
    }
    bool readRace(const CsvRow &row, Entrant &entrant);
    void readNames(const CsvRow &row, Entrant &entrant);
    void readWave(const CsvRow &row, Entrant &entrant);
    void readGender(const CsvRow &row, Entrant &entrant);
    void readAge(const CsvRow &row, Entrant &entrant);
    void readBirth(const CsvRow &row, Entrant &entrant);
    void readChips(const CsvRow &row, Entrant &entrant);
    bool identify(Entrant &entrant);

    Id128 m_eventId;
    const EventDocument &m_event;
    const RosterOptions &m_options;
    Roster m_out;
    int m_line = 1;
    QStringList m_headings;
    QHash<QString, QList<int>> m_columns; // field → columns; only chips may have several
    RaceIdx m_race{-1};
    DateOrder m_dateOrder = DateOrder::Guess;
    struct Holder { int line = 0; QString name; };
    QHash<QString, Holder> m_bibLines, m_chipLines;
    QHash<QString, int> m_namesakes;
    TwinFinder m_twins;
};

QString Importer::cell(const CsvRow &row, QLatin1StringView field) const
{
    QStringList parts;
    for (int column : m_columns.value(field)) {
        if (column < row.cells.size())
            parts.append(plainCell(row.cells[column]).replace(QChar(u'\0'), u' ').trimmed());
    }
    return parts.join(u' ').trimmed();
}

Result<> Importer::readHeader(const CsvTable &table)
{
    if (table.rows.empty())
        return failure(ErrorCode::InvalidInput, say("The roster file is empty."));
    const CsvRow &header = table.rows.front();
    m_line = header.line;
    QHash<QString, QString> mapped;
    for (const auto &[heading, field] : m_options.headings) {
        if (!field.isEmpty() && (!fieldByName(field) || fieldByName(field)->synonyms.empty()))
            return failure(ErrorCode::InvalidInput, say("\"%1\" is not a roster field.").arg(field));
        if (!field.isEmpty() && field != u"chips" && mapped.values().contains(field))
            return failure(ErrorCode::InvalidInput, say("Two columns are mapped to \"%1\". Choose one of them.").arg(field));
        mapped.insert(heading.trimmed().toCaseFolded(), field);
    }
    const QList<QString> chosenFields = mapped.values(); // what somebody said comes before what a heading suggests
    for (qsizetype i = 0; i < header.cells.size(); ++i) {
        const QString heading = single(header.cells[i]);
        m_headings.append(heading);
        QString name;
        if (const auto chosen = mapped.find(heading.toCaseFolded()); chosen != mapped.end()) {
            name = *chosen;
            mapped.erase(chosen);
        } else if (const Field *field = fieldByHeading(heading)) {
            name = QString::fromLatin1(field->name.data(), qsizetype(field->name.size()));
            if (chosenFields.contains(name) && name != u"chips")
                name.clear();
        }
        if (name.isEmpty() || (m_columns.contains(name) && name != u"chips"))
            m_out.ignoredColumns.append(heading);
        else
            m_columns[name].append(int(i));
    }
    m_out.fields = QSet<QString>(m_columns.keyBegin(), m_columns.keyEnd());
    if (m_out.fields.remove(QStringLiteral("name")))
        m_out.fields += {QStringLiteral("first_name"), QStringLiteral("last_name")};
    for (auto it = mapped.begin(); it != mapped.end(); ++it)
        problem(it.key(), say("the file has no column with this heading"));
    for (const char *needed : {"bib", "name", "first_name", "last_name"}) {
        if (m_columns.contains(QLatin1StringView(needed)))
            return {};
    }
    return failure(ErrorCode::InvalidInput, say("The roster has no column for bibs or names. Its headings are: %1").arg(m_headings.join(QStringLiteral(", "))));
}

Result<> Importer::chooseRace()
{
    if (m_event.races.empty())
        return failure(ErrorCode::InvalidInput, say("The event has no race yet. Add a race, then import the roster."));
    if (!m_options.race.isEmpty()) {
        m_race = m_event.raceByName(m_options.race);
        if (m_race == RaceIdx(-1))
            return failure(ErrorCode::InvalidInput, say("The event has no race \"%1\".").arg(m_options.race));
    } else if (m_event.races.size() == 1) {
        m_race = RaceIdx(0);
    } else if (!m_columns.contains(QStringLiteral("race"))) {
        return failure(ErrorCode::InvalidInput, say("The event has several races and the roster has no race column. Choose the race."));
    }
    return {};
}

void Importer::chooseDateOrder(const CsvTable &table)
{
    m_dateOrder = m_options.dateOrder;
    const QLatin1StringView field("date_of_birth");
    if (m_dateOrder != DateOrder::Guess || !m_columns.contains(field))
        return;
    QStringList column;
    for (std::size_t i = 1; i < table.rows.size(); ++i)
        column.append(cell(table.rows[i], field));
    m_dateOrder = guessDateOrder(column);
    int undecided = 0;
    for (const QString &date : column)
        undecided += readRosterDate(date, m_dateOrder).kind == RosterDate::Kind::Ambiguous;
    if (undecided)
        problem(m_headings.value(m_columns.value(field).first()),
                say("it cannot be told whether day or month comes first; %1 dates were left out. Choose the order of dates (--date-order dmy or mdy).").arg(undecided));
}

void Importer::readRow(const CsvRow &row)
{
    m_line = row.line;
    bool blank = true;
    for (const QString &text : row.cells)
        blank = blank && text.trimmed().isEmpty();
    if (blank)
        return;
    ++m_out.rows;
    if (row.cells.size() > m_headings.size())
        problem({}, say("has %1 cells under %2 headings; the last ones were left out").arg(row.cells.size()).arg(m_headings.size()));
    Entrant entrant;
    entrant.bib = single(cell(row, QLatin1StringView("bib")));
    readNames(row, entrant);
    if (entrant.bib.isEmpty() && entrant.firstName.isEmpty() && entrant.lastName.isEmpty()) {
        problem({}, say("has neither a bib nor a name and was skipped"), true);
        return;
    }
    if (!readRace(row, entrant))
        return;
    readBirth(row, entrant);
    if (!identify(entrant))
        return;
    readWave(row, entrant);
    readGender(row, entrant);
    readAge(row, entrant);
    readChips(row, entrant);
    entrant.division = single(cell(row, QLatin1StringView("division")));
    entrant.team = single(cell(row, QLatin1StringView("team")));
    entrant.city = single(cell(row, QLatin1StringView("city")));
    entrant.region = single(cell(row, QLatin1StringView("region")));
    entrant.country = single(cell(row, QLatin1StringView("country")));
    entrant.emergencyContact = single(cell(row, QLatin1StringView("emergency_contact")));
    entrant.emergencyPhone = single(cell(row, QLatin1StringView("emergency_phone")));
    if (const auto twin = m_twins.add(entrant, m_line))
        problem({}, say("%1 looks like the same person as %2 in line %3: %4 fields are equal").arg(entrant.displayName(), twin->name).arg(twin->line).arg(twin->equal));
    m_out.entrants.push_back(std::move(entrant));
    m_out.lines.push_back(m_line);
}

bool Importer::readRace(const CsvRow &row, Entrant &entrant)
{
    const QString given = single(cell(row, QLatin1StringView("race")));
    const RaceIdx race = given.isEmpty() ? m_race : m_event.raceByName(given);
    if (race == RaceIdx(-1)) {
        problem(QStringLiteral("race"), given.isEmpty() ? say("no race given; the row was skipped") : say("the event has no race \"%1\"; the row was skipped").arg(given), true);
        return false;
    }
    entrant.race = m_event.races[std::size_t(race.value())].name;
    return true;
}

// One column for the whole name: "Last, First", or the last word is the last name.
void Importer::readNames(const CsvRow &row, Entrant &entrant)
{
    entrant.firstName = cell(row, QLatin1StringView("first_name"));
    entrant.lastName = cell(row, QLatin1StringView("last_name"));
    const QString whole = cell(row, QLatin1StringView("name"));
    if (whole.isEmpty() || !entrant.firstName.isEmpty() || !entrant.lastName.isEmpty())
        return;
    const qsizetype comma = whole.indexOf(u',');
    if (comma > 0 && whole.count(u',') == 1 && comma + 1 < whole.size()) {
        const QString behind = whole.mid(comma + 1).trimmed();
        QString suffix = behind.toLower();
        if (suffix.remove(u'.') != u"jr" && suffix != u"sr" && suffix != u"ii" && suffix != u"iii" && suffix != u"iv") {
            entrant.firstName = behind;
            entrant.lastName = whole.left(comma).trimmed();
            return;
        }
    }
    const qsizetype blank = comma > 0 ? whole.lastIndexOf(u' ', comma) : whole.lastIndexOf(u' ');
    entrant.firstName = blank > 0 ? whole.left(blank) : QString();
    entrant.lastName = whole.mid(blank + 1);
}

void Importer::readWave(const CsvRow &row, Entrant &entrant)
{
    const QString given = single(cell(row, QLatin1StringView("wave")));
    if (given.isEmpty())
        return;
    for (const WaveDef &wave : m_event.races[std::size_t(m_event.raceByName(entrant.race).value())].waves) {
        if (wave.name.compare(given, Qt::CaseInsensitive) == 0) {
            entrant.wave = wave.name;
            return;
        }
    }
    unread(QLatin1StringView("wave"), say("the race has no wave \"%1\"; the race's own start is used").arg(given));
}

void Importer::readGender(const CsvRow &row, Entrant &entrant)
{
    const QLatin1StringView field("gender");
    if (!m_columns.contains(field))
        return;
    const QString given = cell(row, field);
    entrant.gender = parseGender(given);
    if (entrant.gender.isEmpty())
        problem(field, given.isEmpty() ? say("no sex given; it counts as unknown") : say("\"%1\" is not understood and counts as unknown; use M, F or X").arg(given));
    if (entrant.gender.isEmpty() && !given.isEmpty())
        m_out.unread.insert({m_line, field});
}

void Importer::readAge(const CsvRow &row, Entrant &entrant)
{
    const QLatin1StringView field("age");
    const QString given = cell(row, field);
    if (given.isEmpty()) {
        if (entrant.dateOfBirth)
            entrant.age = ageOn(*entrant.dateOfBirth, m_event.ageDate(m_event.races[std::size_t(m_event.raceByName(entrant.race).value())]));
        return;
    }
    bool isNumber = false;
    const double age = given.toDouble(&isNumber);
    if (isNumber && age >= 0 && age <= kOldest && age == int(age))
        entrant.age = int(age);
    else
        unread(field, say("\"%1\" is not an age from 0 to %2; it was left out").arg(given).arg(kOldest));
}

void Importer::readBirth(const CsvRow &row, Entrant &entrant)
{
    using Kind = RosterDate::Kind;
    const QLatin1StringView field("date_of_birth");
    const QString given = cell(row, field);
    const RosterDate read = readRosterDate(given, m_dateOrder);
    switch (read.kind) {
    case Kind::Empty:
        return;
    case Kind::Ambiguous: // told once for the whole column
        m_out.unread.insert({m_line, field});
        return;
    case Kind::TwoDigitYear:
        unread(field, say("\"%1\" has a year of two digits, which can mean two centuries; it was left out").arg(given));
        return;
    case Kind::Bad:
        unread(field, say("\"%1\" is not a date; it was left out").arg(given));
        return;
    case Kind::Good:
        break;
    }
    const int age = m_event.date.isValid() ? ageOn(read.date, m_event.date) : 0;
    if (age < 0 || age > kOldest)
        unread(field, say("\"%1\" makes an age of %2; it was left out").arg(given).arg(age));
    else
        entrant.dateOfBirth = read.date;
}

void Importer::readChips(const CsvRow &row, Entrant &entrant)
{
    QString given = single(cell(row, QLatin1StringView("chips")));
    for (QChar &c : given) {
        if (c == u',' || c == u';' || c == u'/')
            c = u' ';
    }
    for (const QString &chip : given.split(u' ', Qt::SkipEmptyParts)) {
        const QString key = compareKey(chip);
        const Holder first = m_chipLines.value(key, {m_line, {}});
        if (first.line != m_line)
            problem(QStringLiteral("chips"), say("chip %1 of %2 is also in line %3, of %4; who comes first keeps it").arg(chip, entrant.displayName()).arg(first.line).arg(first.name));
        else
            m_chipLines.insert(key, {m_line, entrant.displayName()});
        if (!entrant.chips.contains(chip))
            entrant.chips.append(chip);
    }
}

bool Importer::identify(Entrant &entrant)
{
    const QString space = QStringLiteral("entrant|") + entrant.race + u'|';
    if (!entrant.bib.isEmpty()) {
        const QString name = space + compareKey(entrant.bib);
        if (const auto first = m_bibLines.constFind(name); first != m_bibLines.constEnd()) {
            problem(QStringLiteral("bib"), say("bib %1 is already in line %2, of %3; %4 was skipped").arg(entrant.bib).arg(first->line).arg(first->name, entrant.displayName()), true);
            return false;
        }
        m_bibLines.insert(name, {m_line, entrant.displayName()});
        entrant.id = Id128::fromName(m_eventId, name.toUtf8());
        return true;
    }
    // Without a bib the person is the identity; namesakes are told apart by their order in the file.
    QString name = space + QStringLiteral("|") + entrant.firstName + u'|' + entrant.lastName + u'|'
        + (entrant.dateOfBirth ? entrant.dateOfBirth->toString(Qt::ISODate) : QString());
    const int count = ++m_namesakes[name];
    if (count > 1)
        name += u'|' + QString::number(count);
    entrant.id = Id128::fromName(m_eventId, name.toUtf8());
    problem(QStringLiteral("bib"), say("no bib"));
    return true;
}

// A column that means something else makes a problem of each line: the first ones say it, the rest is counted.
Roster Importer::take()
{
    constexpr int kTold = 1000, kKept = 20;
    QHash<QString, int> count;
    for (const RosterProblem &p : m_out.problems)
        count[p.field] += !p.skipped;
    QHash<QString, int> kept;
    std::erase_if(m_out.problems, [&](const RosterProblem &p) { return !p.skipped && !p.field.isEmpty() && count[p.field] > kTold && ++kept[p.field] > kKept; });
    for (auto it = kept.begin(); it != kept.end(); ++it)
        m_out.problems.push_back({0, it.key(), say("%1 more rows have the same kind of problem; is this the right column?").arg(it.value() - kKept), false});
    return std::move(m_out);
}

} // namespace

Result<Roster> parseRoster(const QByteArray &bytes, const Id128 &eventId, const EventDocument &event, const RosterOptions &options,
                           const std::function<bool(int)> &progress)
{
    if (bytes.size() > kLargestFile)
        return failure(ErrorCode::LimitExceeded, say("The roster file is larger than %1 MB.").arg(kLargestFile / (1024 * 1024)));
    const CsvTable table = parseCsv(bytes);
    Importer importer(eventId, event, options);
    if (Result<> ok = importer.readHeader(table); !ok)
        return ok.error();
    if (Result<> ok = importer.chooseRace(); !ok)
        return ok.error();
    importer.chooseDateOrder(table);
    for (std::size_t i = 1; i < table.rows.size(); ++i) {
        if (progress && i % 500 == 0 && !progress(int(i * 100 / table.rows.size())))
            return failure(ErrorCode::Cancelled, say("The import was cancelled; nothing was changed."));
        importer.readRow(table.rows[i]);
    }
    if (progress)
        progress(100);
    return importer.take();
}

} // namespace gantry
