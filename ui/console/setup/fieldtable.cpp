// SPDX-License-Identifier: Apache-2.0
#include "ui/console/setup/fieldtable.h"

#include "core/base/text.h"
#include "ui/console/setup/fieldtext.h"

#include <QJsonArray>
#include <QRegularExpression>

namespace gantry::ui {

namespace {

using K = FieldKind;

constexpr FieldSpec kEvent[] = {
    {"name", "Name", K::Name, "", "As it stands on results and screens."},
    {"date", "Date", K::Text, "", "The day of the race: YYYY-MM-DD."},
    {"timezone", "Time zone", K::Zone, "", "Where the race is, for example Europe/London. Empty: UTC."},
};
constexpr auto kPicks = "first=the first of a crossing|last=the last of a crossing|strongest=the strongest, where the reader tells";
constexpr FieldSpec kPoint[] = {
    {"name", "Name", K::Name, "", "Reads of a location with this name belong here. A new name is taken over everywhere."},
    {"kind", "Kind", K::Word, "", "Empty: split.", "start=start|split=split|finish=finish|start_finish=start and finish on one mat|announcer=announcer"},
    {"aliases", "Also called", K::Texts, "", "Other names that readers use for it, separated by commas."},
    {"backups", "Backup mat", K::Texts, "", "Names that the readers of the backup mat use. It counts where the main mat has no read within 30 s."},
    {"pick", "Read that counts", K::Word, "", "Empty: at the start the last one, elsewhere the first.", kPicks},
    {"min_gap_s", "One crossing", K::Duration, "h:mm:ss", "Reads closer together are one crossing. Empty: 60 s."},
    {"ignore_before", "Nothing before", K::Moment, "", "Earlier reads of this point are kept, but not used."},
};
constexpr FieldSpec kRace[] = {
    {"name", "Name", K::Name, "", "A new name takes entrants, guns and corrections along."},
    {"distance_m", "Distance", K::Metres, "m", "In metres; 10 km, half or 1 mile are understood too."},
    {"start.mode", "Start", K::Word, "", "Empty: by chip.", "chip=by chip: net time from the start mat|gun=by gun: net time from the gun|individual=individual: each at his own time"},
    {"start.gun", "Planned start", K::Moment, "", "Of the whole race. Waves below have their own. A real gun replaces it."},
    {"start.cutoff_s", "Start closes after", K::Duration, "h:mm:ss", "Start reads later than gun plus this start nobody. Empty: never."},
    {"ranking", "Ranked by", K::Word, "", "Empty: net time.", "net=net time|gun=gun time"},
    {"ties", "Equal times", K::Word, "", "Empty: they share the place.", "share=share the place|recording_order=in the order of recording"},
    {"rounding", "Shown times", K::Word, "", "For printing only, never for ranking. Empty: up to the whole second.",
     "ceil_1s=up to the whole second|ceil_0.1s=up to the tenth|ceil_0.01s=up to the hundredth|floor_1s=down to the whole second|half_up_1s=to the nearest second"},
    {"age_on", "Age counts on", K::AgeDate, "", "Empty: race day. A date like 2026-12-31 works too.", "race_day=race day|dec_31=31 December|jan_1=1 January"},
    {"policy", "Rule book", K::Word, "", "Stands for the four fields above wherever they are empty.",
     "world-athletics-road=World Athletics, road|world-athletics-mile=World Athletics, road mile|usatf-road=USATF, road|club-net=club race, net times|club-stopwatch=club race, recorded by hand|triathlon=triathlon"},
    {"award_policy", "Several prizes", K::Word, "", "Who would win two prizes of which one excludes the other. Empty: the band with the higher priority.",
     "band_order=the band with the higher priority|first_places_first=first places before seconds and thirds|best_value=the one that is worth most"},
    {"age_grades", "Age grades", K::Word, "", "Empty: none.", "2015=WMA and USATF 2015|2020=USATF 2020|2025=USATF 2025"},
    {"age_grade_alarm", "Doubt age grades above", K::Whole, "%", "Empty: 100. The time stands; the problems inbox asks."},
    {"division_source", "Divisions from", K::Word, "", "Empty: the rules, when there are any.", "rules=the divisions here|roster=the roster's own text"},
};
constexpr FieldSpec kWave[] = {
    {"name", "Name", K::Name, "", "A new name takes its entrants and its gun along."},
    {"gun", "Planned start", K::Moment, "", "09:00 means that time on the event's date. Empty: the race's."},
};
constexpr FieldSpec kCourse[] = {
    {"point", "Timing point", K::Point, "", "One point may be passed several times, and by several races."},
    {"name", "Name of the split", K::Text, "", "Empty: the point's name."},
    {"distance_m", "Distance from the start", K::Metres, "m", "For pace."},
    {"min_time_s", "Not before", K::Duration, "h:mm:ss", "Since the runner's start. An earlier read is kept, but not used."},
    {"cutoff_s", "Not after", K::Duration, "h:mm:ss", "Since the runner's start. Empty: no limit."},
    {"leg", "A leg ends here", K::Flag, "", "With a time of its own: a discipline or a transition. Empty: no."},
    {"pick", "Read that counts", K::Word, "", "Empty: as the timing point has it.", kPicks},
    {"min_gap_s", "One crossing", K::Duration, "h:mm:ss", "Empty: as the timing point has it."},
    {"ignore_before", "Nothing before", K::Moment, "", "Earlier reads are kept, but not used here."},
};
constexpr FieldSpec kDivision[] = {
    {"name", "Name", K::Text, "", "The first division that fits a runner counts."},
    {"genders", "For", K::Genders, "", "M, F, X, separated by commas. Empty: everyone."},
    {"age_min", "Age from", K::Whole, "years", "Included. Empty: no lower bound."},
    {"age_max", "Age to", K::Whole, "years", "Included. Empty: no upper bound."},
};
constexpr FieldSpec kAward[] = {
    {"name", "Name", K::Text, "", "As it is announced."},
    {"genders", "For", K::Genders, "", "M, F, X, separated by commas. Empty: everyone."},
    {"age_min", "Age from", K::Whole, "years", "Included."},
    {"age_max", "Age to", K::Whole, "years", "Included."},
    {"places", "Places", K::Whole, "", "How many are honoured. Empty: 3."},
    {"rank", "By", K::Word, "", "Empty: as the race is ranked.", "net=net time|gun=gun time"},
    {"priority", "Priority", K::Whole, "", "1 is given first. Empty: 1."},
    {"exclusive", "Only one award each", K::Flag, "", "Yes: only for someone without such an award yet. Empty: yes."},
    {"clubs", "Clubs", K::Texts, "", "Only members of these, separated by commas. Empty: everyone."},
    {"max_per_club", "At most of one club", K::Whole, "", "Prizes that one club may take. Empty: any number."},
    {"values", "Worth", K::Numbers, "", "Of the first place, the second …, to compare prizes with those of other bands."},
};
constexpr FieldSpec kTeam[] = {
    {"name", "Name", K::Text, "", "Of the team category."},
    {"genders", "For", K::Genders, "", "M, F, X, separated by commas. Empty: everyone."},
    {"by", "Counted by", K::Word, "", "", "places=sum of places|time=sum of times|average=average of times|points=points of a table"},
    {"scorers", "Scorers", K::Whole, "", "How many of a team count."},
    {"displacers", "Displacers", K::Whole, "", "How many more push others back, as in cross-country. Empty: nobody is removed, places count as they stand."},
    {"min_women", "Women at least", K::Whole, "", "Among the scorers."},
    {"min_men", "Men at least", K::Whole, "", "Among the scorers."},
    {"ties", "Equal teams", K::Word, "", "Empty: the better next runner.",
     "displacer=the better next runner|last_scorer=the better last scorer|first_scorer=the better first scorer|head_to_head=scorers man by man|share=they share the place"},
    {"teams_per_club", "Teams of one club", K::Whole, "", "More than one: A, B and C teams by the order of finish; 0: as many as fill. Empty: 1."},
    {"list_incomplete", "List incomplete teams", K::Flag, "", "Behind the complete ones, without a place. Empty: no."},
    {"points", "Points", K::Numbers, "", "Of the first place, the second …"},
    {"rank", "Times", K::Word, "", "Empty: as the race is ranked.", "net=net time|gun=gun time"},
};
constexpr FieldSpec kLaps[] = {
    {"count", "Laps", K::Whole, "", "Either a number of laps …"},
    {"duration_s", "Duration", K::Duration, "h:mm:ss", "… or a time, as in a 24-hour race."},
    {"every_s", "A lap in every", K::Duration, "h:mm:ss", "… or one lap in every hour until one runner is left (backyard)."},
    {"finish_lap", "Last lap counts", K::Flag, "", "With a duration: the lap that is being run when the time is up counts too. Empty: no."},
    {"min_lap_s", "Shortest lap", K::Duration, "h:mm:ss", "A read sooner after the last one is no lap."},
};
constexpr FieldSpec kRelay[] = {
    {"legs", "Legs", K::Whole, "", "How many runners one after the other."},
    {"paired_legs", "Run together", K::Legs, "", "Legs that start at once: 1+2, 3."},
    {"estimate", "Estimate exchanges", K::Flag, "", "One that was not seen is put between its neighbours, flagged, without a place of its own. Empty: no."},
};
constexpr FieldSpec kMass[] = {
    {"leg", "Leg", K::Whole, "", ""},
    {"at_s", "Starts at", K::Duration, "h:mm:ss", "Since the gun, for whoever has not been handed over to."},
};
constexpr FieldSpec kCorrection[] = {
    {"kind", "Ruling", K::Word, "", "", "dnf=did not finish|dns=did not start|dq=disqualified|dead_heat=dead heat|start_offset=started earlier or later|penalty=penalty|set_time=time by hand"},
    {"bib", "Bib", K::Bibs, "", "One bib."},
    {"bibs", "Bibs", K::Bibs, "", "Or several, separated by commas; a dead heat needs two."},
    {"seconds", "Seconds", K::Duration, "h:mm:ss", "Of a penalty or a start offset; negative: a credit, an early start."},
    {"time", "Time", K::Text, "", "Of a time by hand: 2026-05-30T09:31:00, or 31:00 since the gun."},
    {"point", "At", K::Point, "", "Of a time by hand. Empty: the finish."},
    {"leg", "Leg", K::Whole, "", "Of a relay or a race of several disciplines. Empty: the whole race."},
    {"code", "Code", K::Text, "", "Of a penalty, as the rule book has it."},
    {"reason", "Reason", K::Text, "", "Shown in explain."},
};

constexpr FieldSpec kRecord[] = {
    {"name", "Name", K::Text, "", "Course record, women."},
    {"race", "Race", K::Text, "", "Empty where the event has one race."},
    {"time", "Time", K::Text, "", "As it was published: 14:37 or 2:05:01. Whoever is faster is flagged, and to be checked."},
    {"holder", "Holder", K::Text, "", ""},
    {"year", "Year", K::Whole, "", ""},
    {"genders", "For", K::Genders, "", "M, F, X, separated by commas. Empty: everyone."},
    {"age_min", "Age from", K::Whole, "years", "Included. A record of one age: the same twice."},
    {"age_max", "Age to", K::Whole, "years", "Included."},
    {"division", "Division", K::Text, "", "Of the race. Empty: any."},
};

constexpr PartSpec kParts[] = {
    {"", "Event", "", "", kEvent},
    {"timing_points[]", "Timing point", "Timing points", "Where readers stand. A start, a finish, and what lies between.", kPoint},
    {"races[]", "Race", "Races", "What people enter for: a distance, with a start, a course and divisions.", kRace},
    {"races[].start.waves[]", "Wave", "Waves", "Groups that start one after the other. None: one start for all.", kWave},
    {"races[].course[]", "Point of the course", "Course", "Timing points in running order; the last one is the finish. None: every split, then the finish.", kCourse},
    {"races[].divisions[]", "Division", "Divisions", "By gender and age. The first one that fits counts.", kDivision},
    {"races[].awards[]", "Award", "Awards", "Given in the order of their priority.", kAward},
    {"races[].team_rules[]", "Team rule", "Team rules", "How teams are scored.", kTeam},
    {"races[].laps", "Laps", "", "Fill in one field to make this a lap race; empty them all to make it none.", kLaps},
    {"races[].relay", "Relay", "", "Fill in the legs to make this a relay; empty them to make it none.", kRelay},
    {"races[].relay.mass_starts[]", "Mass start", "Mass starts", "When a leg starts without waiting.", kMass},
    {"races[].corrections[]", "Correction", "Corrections", "Rulings that came with the document. Those made on race day are in the history.", kCorrection},
    {"records[]", "Record", "Records", "The fastest so far. Who beats one is flagged.", kRecord},
};

const FieldSpec *fieldOf(const PartSpec &part, const QString &key)
{
    for (const FieldSpec &f : part.fields)
        if (key == QLatin1StringView(f.key))
            return &f;
    return nullptr;
}

QString shortened(const QString &name)
{
    constexpr qsizetype kMost = 60;
    return name.size() <= kMost ? name : name.left(kMost) + u'…';
}

QJsonValue child(const QJsonValue &here, const QString &key, int index)
{
    const QJsonValue value = here.toObject().value(key);
    return index >= 0 ? value.toArray().at(index) : value;
}

} // namespace

std::span<const PartSpec> partSpecs()
{
    return kParts;
}

QString patternOf(const QString &path)
{
    QString out;
    bool inside = false;
    for (const QChar c : path) {
        if (c == u'[')
            inside = true;
        if (!inside || !c.isDigit())
            out += c;
        if (c == u']')
            inside = false;
    }
    return out;
}

const PartSpec *partOf(const QString &path)
{
    const QString pattern = patternOf(path);
    for (const PartSpec &p : kParts)
        if (pattern == QLatin1StringView(p.pattern))
            return &p;
    return nullptr;
}

const PartSpec *partOfList(const QString &path)
{
    return path.isEmpty() ? nullptr : partOf(path + QStringLiteral("[0]"));
}

QList<std::pair<QString, QString>> wordsOf(const FieldSpec &field)
{
    QList<std::pair<QString, QString>> out;
    for (const QString &entry : QString::fromUtf8(field.words).split(u'|', Qt::SkipEmptyParts))
        out.append({entry.section(u'=', 0, 0), say(entry.section(u'=', 1).toUtf8().constData())});
    return out;
}

QString partName(const QJsonObject &item, int index)
{
    for (const char *key : {"name", "point", "bib"})
        if (const QString text = item.value(QLatin1StringView(key)).toString().simplified(); !text.isEmpty())
            return text;
    return say("number %1").arg(index + 1);
}

QString partFacts(const QString &pattern, const QJsonObject &item)
{
    const PartSpec *part = partOf(pattern);
    QStringList facts;
    for (const FieldSpec &f : part ? part->fields : std::span<const FieldSpec>()) {
        const bool plain = f.kind == K::Word || f.kind == K::Genders || f.kind == K::Metres || f.kind == K::Moment || f.kind == K::Bibs || f.kind == K::Point;
        const QString key = QString::fromLatin1(f.key);
        const QJsonValue value = key.contains(u'.') ? item.value(key.section(u'.', 0, 0)).toObject().value(key.section(u'.', 1)) : item.value(key);
        if (!plain || facts.size() >= 2 || value.isUndefined())
            continue;
        QString text = textOfField(f, value, {});
        if (f.kind == K::Moment && text.size() >= 19 && text[10] == u'T')
            text = text.mid(11);
        for (const auto &[word, meaning] : wordsOf(f))
            if (word == text)
                text = meaning.section(u':', 0, 0);
        if (text != partName(item, 0))
            facts.append(f.unit[0] && f.kind == K::Metres ? text + u' ' + QLatin1StringView(f.unit) : text);
    }
    const QJsonValue from = item.value(QStringLiteral("age_min")), to = item.value(QStringLiteral("age_max"));
    if (from.isDouble() || to.isDouble())
        facts.append((from.isDouble() ? QString::number(from.toInt()) : QString()) + u'–' + (to.isDouble() ? QString::number(to.toInt()) : QString()));
    return facts.join(QStringLiteral(" · "));
}

QString placeWords(const QJsonObject &document, const QString &path)
{
    static const QRegularExpression step(QStringLiteral("^([^\\[]*)(?:\\[(\\d+)\\])?$"));
    QStringList words;
    QString done, rest;
    QJsonValue here = document;
    const PartSpec *part = partOf({});
    for (const QString &piece : path.split(u'.', Qt::SkipEmptyParts)) {
        const auto match = step.match(piece);
        const QString key = match.captured(1);
        const int index = match.captured(2).isEmpty() ? -1 : match.captured(2).toInt();
        done += (done.isEmpty() ? QString() : QStringLiteral(".")) + piece;
        rest += (rest.isEmpty() ? QString() : QStringLiteral(".")) + piece;
        here = child(here, key, index);
        if (const PartSpec *deeper = partOf(done)) {
            part = deeper;
            rest.clear();
            if (index >= 0 && done != QStringLiteral("races[%1]").arg(index))
                words.append(say(deeper->list));
            words.append(index >= 0 ? shortened(partName(here.toObject(), index)) : say(deeper->title));
        } else if (const PartSpec *list = partOfList(done)) {
            rest.clear();
            words.append(say(list->list));
        }
    }
    if (!rest.isEmpty()) {
        const FieldSpec *field = fieldOf(*part, rest.section(u'[', 0, 0));
        words.append(field ? say(field->label) : rest);
    }
    return words.isEmpty() ? say("Event") : words.join(QStringLiteral(" › "));
}

} // namespace gantry::ui
