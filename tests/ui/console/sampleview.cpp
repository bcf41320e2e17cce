// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/console/sampleview.h"

#include <algorithm>

namespace gantry::testing {

using namespace engine;

namespace {

struct Person {
    const char *bib, *first, *last, *gender;
    int age;
};

// Names that make trouble: long, accented, right to left, without spaces, none at all.
const Person kPeople[] = {{"417", "Siobhán", "O’Rourke-Featherstonehaugh", "F", 44}, {"128", "Marco", "Bianchi", "M", 52},
                          {"530", "花子", "山田", "F", 33},                          {"0044", "", "", "", 0},
                          {"77", "Amina", "Diallo", "F", 24},                        {"301", "Ingrid", "Sørensen", "F", 55},
                          {"219", "Tom", "Baker", "M", 41},                          {"95", "محمد", "الفارسي", "M", 31},
                          {"640", "Nkechi", "Okafor", "F", 36},                      {"12", "José", "Núñez", "M", 29},
                          {"702", "Łukasz", "Żółć", "M", 38},                        {"88", "Wilhelmina Alexandra Theodora", "von Hohenstein-Ballenstedt", "F", 61}};

const char *const kFirst[] = {"Anna", "Ben", "Carla", "Daniel", "Eva", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Kira", "Liam", "Mara", "Noah"};
const char *const kLast[] = {"Archer", "Brandt", "Costa", "Dubois", "Eriksen", "Fischer", "Garcia", "Hughes", "Ivanov", "Jensen", "Keller",
                             "Lopez",  "Martin", "Novak", "Olsen", "Petrov", "Quinn", "Rossi",  "Schmidt", "Tanaka"};

QString divisionName(const QString &gender, int age)
{
    if (gender.isEmpty() || age <= 0)
        return QStringLiteral("unknown");
    const int from = age / 10 * 10;
    return QStringLiteral("%1 %2-%3").arg(gender).arg(from).arg(from + 9);
}

} // namespace

SampleEvent::SampleEvent() = default;

UtcTime SampleEvent::now()
{
    const auto zone = EventZone::fromName(QStringLiteral("America/New_York"));
    return zone.value().toUtc(*parseLocal(u"2026-05-30T08:31:07.400000"));
}

UtcTime SampleEvent::at(int h, int m, int s, int us) const
{
    const LocalTime midnight = *parseLocal(u"2026-05-30T00:00:00");
    return m_view.event->zone.toUtc(midnight + std::chrono::hours(h) + std::chrono::minutes(m) + std::chrono::seconds(s) + Micros(us));
}

void SampleEvent::makeDocument(bool large)
{
    auto head = std::make_shared<EventHead>();
    head->id = Id128::fromName({}, large ? "large" : "harbour");
    head->name = large ? QStringLiteral("City Marathon") : QStringLiteral("Harbour Mile");
    head->date = QDate(2026, 5, 30);
    head->zone = EventZone::fromName(QStringLiteral("America/New_York")).value();
    EventDocument &d = head->document;
    d.name = head->name;
    d.date = head->date;
    d.zone = head->zone;
    d.points = {{QStringLiteral("START"), PointKind::Start, {QStringLiteral("ST")}},
                {QStringLiteral("2.5 km"), PointKind::Split, {QStringLiteral("HALF")}},
                {QStringLiteral("FINISH"), PointKind::Finish, {QStringLiteral("FINISH main"), QStringLiteral("FINISH backup")}}};
    const auto race = [&](const QString &name, double metres, std::vector<WaveDef> waves, bool split) {
        RaceDef r;
        r.name = name;
        r.distanceM = metres;
        r.waves = std::move(waves);
        r.cutoff = std::chrono::minutes(20);
        if (split)
            r.course.push_back({PointIdx{1}, QStringLiteral("2.5 km"), metres / 2, std::nullopt});
        r.course.push_back({PointIdx{2}, QStringLiteral("Finish"), metres, Micros(std::chrono::seconds(650))});
        r.divisions = {{QStringLiteral("F 30-39"), {QStringLiteral("F")}, 30, 39}, {QStringLiteral("M 30-39"), {QStringLiteral("M")}, 30, 39}};
        d.races.push_back(r);
        scoring::RaceRules rules;
        rules.name = name;
        rules.waves.push_back({});
        for (const WaveDef &w : r.waves)
            rules.waves.push_back({w.name, {}, scoring::GunSource::None});
        rules.startPoints = {PointIdx{0}};
        for (const CourseItem &item : r.course)
            rules.course.push_back({item.point, item.name, item.minTime.value_or(Micros(0)), item.distanceM, false});
        rules.distanceM = metres;
        head->rules.push_back(rules);
    };
    const auto wave = [](const char *name, const char *time) {
        return WaveDef{QString::fromLatin1(name), parseLocal(QStringLiteral("2026-05-30T") + QLatin1String(time))};
    };
    if (large) {
        race(QStringLiteral("Marathon"), 42195, {}, true);
    } else {
        race(QStringLiteral("5K"), 5000, {wave("A", "08:00:00"), wave("B", "08:03:00")}, true);
        race(QStringLiteral("Mile"), 1609.344, {wave("2", "09:00:00")}, false);
    }
    m_view.event = head;
}

void SampleEvent::addEntrant(const QString &bib, const QString &first, const QString &last, const QString &gender, int age, int race, int wave)
{
    EntrantRow row;
    Entrant &e = row.entrant;
    const RaceDef &def = m_view.event->document.races[std::size_t(race)];
    e.id = Id128::fromName(m_view.event->id, bib.toUtf8());
    e.bib = bib;
    e.race = def.name;
    if (wave > 0)
        e.wave = def.waves[std::size_t(wave - 1)].name;
    e.firstName = first;
    e.lastName = last;
    e.gender = gender;
    if (age > 0)
        e.age = age;
    if (m_entrants.size() % 7 == 3)
        e.team = QStringLiteral("Harbour Striders");
    e.division = divisionName(gender, age);
    row.searchKey = (bib + u' ' + first + u' ' + last).toLower();
    m_entrants.append(std::move(row));
    ResultRow result;
    result.race = race;
    result.wave = wave;
    result.result.divisionName = divisionName(gender, age);
    result.result.splits.resize(m_view.event->rules[std::size_t(race)].course.size());
    m_results.append(std::move(result));
}

ReadRow SampleEvent::readOf(int entrant, int point, UtcTime at) const
{
    ReadRow row;
    const std::string chip = m_entrants[std::size_t(entrant)].entrant.bib.toStdString();
    const char *const locations[] = {"START", "HALF", "FINISH main"};
    row.content = Id128::fromName({}, QByteArray::number(entrant) + '/' + QByteArray::number(point) + '/' + QByteArray::number(qint64(toUs(at))));
    row.at = at;
    row.receivedAt = at + std::chrono::milliseconds(120);
    row.point = PointIdx{point};
    row.session = SessionNo{point + 1};
    row.entrant = EntrantIdx{entrant};
    row.use = point == 0 ? scoring::Use::Start : point == 1 ? scoring::Use::Split : scoring::Use::Finish;
    row.course = std::int16_t(point - 1);
    row.antenna = 1 + entrant % 4;
    row.chip = chip;
    row.location = locations[point];
    row.reader = "A1B2C3";
    return row;
}

void SampleEvent::addRead(const ReadRow &row)
{
    m_reads.append(row);
    ++m_view.counters.reads;
}

void SampleEvent::finish(int entrant, UtcTime at)
{
    score(entrant, at);
    rank(m_results[std::size_t(entrant)].race);
}

void SampleEvent::score(int entrant, UtcTime at)
{
    const std::size_t i = std::size_t(entrant);
    ResultRow &row = m_results.edit(i);
    const auto &wave = m_view.event->rules[std::size_t(row.race)].waves[std::size_t(row.wave)];
    const UtcTime gun = wave.gun.value_or(this->at(8, 0, 0));
    scoring::EntrantResult &r = row.result;
    const Micros delay = std::chrono::seconds(entrant % 29);
    r.status = scoring::Status::Finished;
    r.startedAt = gun + delay;
    r.finishedAt = r.lastSeen = at;
    r.gun = at - gun;
    r.net = *r.gun - delay;
    if (r.splits.size() > 1)
        r.splits[0] = *r.net / 2;
    r.splits.back() = r.net;
    r.lastPoint = int(r.splits.size()) - 1;
    r.finishRead = ReadIdx{int(m_reads.size())};
    addRead(readOf(entrant, 2, at));
    ++m_view.counters.finished;
    --m_view.counters.out;
    m_finishers.insert(m_finishers.begin(), FinisherRow{EntrantIdx{entrant}, at});
    if (m_finishers.size() > 200)
        m_finishers.resize(200);
}

void SampleEvent::rank(int race)
{
    auto order = std::make_shared<std::vector<std::vector<EntrantIdx>>>(m_view.order ? *m_view.order
                                                                                     : std::vector<std::vector<EntrantIdx>>(m_view.event->rules.size()));
    auto places = std::make_shared<std::vector<scoring::Places>>(m_view.places ? *m_view.places : std::vector<scoring::Places>());
    places->resize(m_entrants.size());
    std::vector<EntrantIdx> &list = (*order)[std::size_t(race)];
    list.clear();
    for (std::size_t i = 0; i < m_entrants.size(); ++i) {
        if (m_results[i].race == race)
            list.push_back(EntrantIdx{int(i)});
    }
    std::ranges::stable_sort(list, [&](EntrantIdx a, EntrantIdx b) {
        const auto key = [&](EntrantIdx e) {
            const scoring::EntrantResult &r = m_results[std::size_t(e.value())].result;
            const int group = r.status == scoring::Status::Finished ? 0 : r.status == scoring::Status::OnCourse ? 1 : 2;
            return std::make_pair(group, r.net.value_or(Micros(0)));
        };
        return key(a) < key(b);
    });
    std::map<QString, int> inDivision, inGender;
    int place = 0;
    for (const EntrantIdx e : list) {
        const ResultRow &row = m_results[std::size_t(e.value())];
        if (row.result.status != scoring::Status::Finished)
            continue;
        scoring::Places &p = (*places)[std::size_t(e.value())];
        p.overall = ++place;
        p.gender = ++inGender[m_entrants[std::size_t(e.value())].entrant.gender];
        p.division = ++inDivision[row.result.divisionName];
    }
    m_view.order = order;
    m_view.places = places;
}

void SampleEvent::addWaves()
{
    auto waves = std::make_shared<std::vector<WaveRow>>();
    const EventDocument &d = m_view.event->document;
    for (std::size_t r = 0; r < d.races.size(); ++r) {
        for (std::size_t w = d.races[r].waves.empty() ? 0 : 1; w <= d.races[r].waves.size(); ++w) {
            WaveRow row;
            row.race = RaceIdx{int(r)};
            row.wave = int(w);
            row.raceName = d.races[r].name;
            row.key = row.raceName;
            if (w > 0) {
                row.waveName = d.races[r].waves[w - 1].name;
                row.key += u'/' + row.waveName;
                if (d.races[r].waves[w - 1].gun)
                    row.scheduled = d.zone.toUtc(*d.races[r].waves[w - 1].gun);
            }
            const auto &rule = m_view.event->rules[r].waves[w];
            row.gun = rule.gun;
            row.source = rule.source;
            for (std::size_t i = 0; i < m_results.size(); ++i) {
                if (m_results[i].race != int(r) || m_results[i].wave != int(w))
                    continue;
                const scoring::Status s = m_results[i].result.status;
                ++row.entered;
                row.started += s == scoring::Status::Finished || s == scoring::Status::OnCourse;
                row.out += s == scoring::Status::OnCourse;
                row.finished += s == scoring::Status::Finished;
            }
            waves->push_back(row);
        }
    }
    m_view.waves = waves;
}

void SampleEvent::addPoints()
{
    auto points = std::make_shared<std::vector<PointRow>>();
    for (std::size_t i = 0; i < m_view.event->document.points.size(); ++i) {
        PointRow row;
        row.point = PointIdx{int(i)};
        row.name = m_view.event->document.points[i].name;
        row.kind = m_view.event->document.points[i].kind;
        for (std::size_t r = 0; r < m_reads.size(); ++r) {
            const ReadRow &read = m_reads[r];
            if (read.point.value() != int(i))
                continue;
            ++row.reads;
            ++row.uniqueChips;
            row.seen += read.entrant.value() >= 0;
            if (!row.firstRead || read.at < *row.firstRead)
                row.firstRead = read.at;
            if (!row.lastRead || read.at > *row.lastRead)
                row.lastRead = read.at;
        }
        row.expected = int(m_entrants.size());
        points->push_back(row);
    }
    m_view.points = points;
}

void SampleEvent::addLinks()
{
    auto links = std::make_shared<std::vector<net::LinkState>>();
    const auto link = [&](int session, const char *peer, std::vector<std::string> locations, int reads, bool streaming) {
        net::LinkState l;
        l.session = SessionNo{session};
        l.protocol = QStringLiteral("ctp01");
        l.peer = QLatin1String(peer);
        l.openedAt = at(7, 12 + session, 5);
        l.lastBytesAt = at(8, 31, 6);
        l.facts.peerName = "SimpleClient";
        l.facts.locations = std::move(locations);
        l.facts.greeted = true;
        l.facts.streaming = streaming;
        l.facts.reads = reads;
        l.facts.guns = session == 1;
        l.facts.malformed = session == 3 ? 2 : 0;
        links->push_back(l);
    };
    link(1, "192.168.1.21:49152", {"START"}, 796, true);
    link(3, "192.168.1.23:50110", {"FINISH main"}, 609, true);
    link(5, "192.168.1.40:50777", {"TENT"}, 37, true);
    link(4, "192.168.1.24:50114", {"FINISH backup"}, 571, true);
    links->back().closedAt = at(8, 30, 29);
    links->back().closeReason = QStringLiteral("the peer went silent");
    link(2, "192.168.1.22:49880", {"HALF"}, 702, true);
    links->back().closedAt = at(8, 29, 1);
    links->back().closeReason = QStringLiteral("the peer closed the connection");
    m_view.links = links;
    m_view.unbound = std::make_shared<std::vector<UnboundRow>>(std::vector<UnboundRow>{{QStringLiteral("TENT"), SessionNo{5}, 37}});
    m_view.unknown = std::make_shared<std::vector<UnknownChip>>(
        std::vector<UnknownChip>{{QStringLiteral("5A10F2"), PointIdx{2}, at(8, 30, 31), 2}, {QStringLiteral("99012"), PointIdx{0}, at(8, 2, 11), 1}});
    m_view.counters.unknownChips = 2;
    m_view.counters.malformed = 2;
    m_view.counters.guns = 1;
}

void SampleEvent::addWatch()
{
    using engine::Problem;
    using engine::Severity;
    auto readers = std::make_shared<std::vector<engine::ReaderRow>>();
    const auto reader = [&](const char *location, const char *mac, int session, int point, int reads) -> engine::ReaderRow & {
        engine::ReaderRow row;
        row.location = QString::fromLatin1(location);
        row.reader = QString::fromLatin1(mac);
        row.session = SessionNo{session};
        row.point = PointIdx{point};
        row.linked = row.streaming = true;
        row.reads = reads;
        row.lastRead = at(8, 31, 5);
        row.clock = Micros(20'000);
        for (int i = 0; i < 40; ++i)
            row.clockHistory.push_back({at(8, 31, 5) - std::chrono::seconds(8 * (40 - i)), Micros(20'000 - (i * 7919) % 90'000)});
        readers->push_back(row);
        return readers->back();
    };
    reader("FINISH main", "A1B2C3", 3, 2, 609).perMinute = 41;
    readers->back().expectedPerMinute = 40;
    engine::ReaderRow &backup = reader("FINISH backup", "A1B2C4", 4, 2, 571);
    backup.lastRead = at(8, 30, 29);
    backup.silent = true;
    backup.dueSince = 24;
    engine::ReaderRow &half = reader("HALF", "A1B2C5", 2, 1, 702);
    half.linked = half.streaming = false;
    half.closedAt = at(8, 29, 1);
    half.closeReason = QStringLiteral("the peer closed the connection");
    half.lossUnseen = true;
    engine::ReaderRow &start = reader("START", "A1B2C6", 1, 0, 796);
    start.lastRead = at(8, 9, 40);
    engine::ReaderRow &tent = reader("TENT", "A1B2C7", 5, -1, 37);
    tent.clock = Micros(3'200'000);
    for (auto &p : tent.clockHistory)
        p.ahead += Micros(3'180'000);
    m_view.readers = readers;

    auto problems = std::make_shared<std::vector<Problem>>();
    const auto problem = [&](const char *key, Severity severity, const char *title, const char *text, std::vector<engine::ProblemFix> fixes, bool loud = false) {
        Problem p{QString::fromUtf8(key), severity, QString::fromUtf8(title), QString::fromUtf8(text)};
        p.fixes = std::move(fixes);
        p.loud = loud;
        problems->push_back(std::move(p));
    };
    const engine::ProblemFix page{QStringLiteral("Reader"), {}, QStringLiteral("readers"), {}};
    problem("silent/FINISH backup", Severity::Act, "FINISH backup is silent", "No reads for 38 s, 24 runners were due. FINISH main reads normally. Check mat, antenna cable and power.", {page}, true);
    problem("gone/HALF", Severity::Act, "HALF is not linked", "Ended 2:06 min ago: the peer closed the connection. 187 runners are still out. Check power and cable; the reader dials in again by itself.", {page}, true);
    problem("clock/A1B2C7", Severity::Act, "Clock of TENT is off by +3.20 s", "It is ahead of this laptop. Accept the offset, and +3.20 s are taken off its times; what the reader sent stays as it is.",
            {{QStringLiteral("Accept offset"), {"op", "clock-offset", "--reader", "A1B2C7", "--seconds=3.200"}, {}, {}}, page}, true);
    QStringList points;
    for (const PointDef &p : m_view.event->document.points)
        points << p.name;
    problem("unbound/TENT", Severity::Act, "TENT has no point", "37 reads wait, none is lost. Choose where this reader stands.",
            {{QStringLiteral("Bind"), {"op", "bind", "--location", "TENT", "--point"}, {}, points}});
    problem("unknown/5A10F2", Severity::Look, "Unknown chip 5A10F2", "FINISH at 08:30:31, 2 reads. Perhaps bib 219 Tom Baker: its neighbours are bibs 218 and 220. (75 %)",
            {{QStringLiteral("Unknown reads"), {}, QStringLiteral("reads/unknown"), {}}});
    problem("toosoon/77", Severity::Look, "Bib 77: 4:00 after start", "Crossed the shared mat again. Not used at Finish (minimum 10:50).", {{QStringLiteral("Explain"), {}, QStringLiteral("runner/4/explain"), {}}});
    problem("start/5K", Severity::Look, "16 without a start read", "5K A: bibs 12, 40, 95. Scored by gun until a read appears.", {{QStringLiteral("List"), {}, QStringLiteral("results/stillout"), {}}});
    m_view.problems = problems;
}

SampleEvent SampleEvent::empty()
{
    SampleEvent s;
    s.makeDocument(false);
    s.addWaves();
    s.addPoints();
    return s;
}

SampleEvent SampleEvent::harbour(int entrants)
{
    SampleEvent s;
    s.makeDocument(false);
    auto head = std::make_shared<EventHead>(*s.m_view.event);
    head->rules[0].waves[1] = {QStringLiteral("A"), s.at(8, 0, 0, 120000), scoring::GunSource::Reader};
    head->rules[0].waves[2] = {QStringLiteral("B"), s.at(8, 3, 1, 440000), scoring::GunSource::Key};
    s.m_view.event = head;
    int n = 0;
    for (const Person &p : kPeople)
        s.addEntrant(QString::fromUtf8(p.bib), QString::fromUtf8(p.first), QString::fromUtf8(p.last), QString::fromUtf8(p.gender), p.age, 0, 1 + n++ % 2);
    for (; n < entrants; ++n)
        s.addEntrant(QString::number(1000 + n), QString::fromUtf8(kFirst[n % 14]), QString::fromUtf8(kLast[n % 20]), n % 2 ? QStringLiteral("F") : QStringLiteral("M"),
                     18 + n % 55, n % 5 == 4 ? 1 : 0, n % 5 == 4 ? 1 : 1 + n % 2);
    s.m_view.counters.entered = n;
    for (int i = 0; i < n; ++i) {
        ResultRow &row = s.m_results.edit(std::size_t(i));
        if (row.race != 0 || i % 50 == 49)
            continue;
        row.result.status = scoring::Status::OnCourse;
        row.result.startedAt = s.at(8, 0, 5);
        s.addRead(s.readOf(i, 0, s.at(8, row.wave == 1 ? 0 : 3, 5 + i % 30, 250000)));
        ++s.m_view.counters.started;
        ++s.m_view.counters.out;
    }
    s.rank(1);
    std::vector<int> finishers;
    for (int i = n - 1; i >= 0; --i) {
        if (s.m_results[std::size_t(i)].race == 0 && i % 50 != 49 && (i < 12 ? true : i % 4 != 0))
            finishers.push_back(i);
    }
    const int count = int(finishers.size());
    for (int k = 0; k < count; ++k)
        s.score(finishers[std::size_t(k)], s.at(8, 16, 0) + Micros(std::chrono::milliseconds(qint64(k) * 900'000 / count)));
    s.rank(0);
    s.m_results.edit(3).result.flags = scoring::HandTime;
    s.m_results.edit(5).result.flags = scoring::MissingStart;
    ReadRow unknown = s.readOf(0, 2, s.at(8, 30, 31));
    unknown.entrant = EntrantIdx{-1};
    unknown.chip = "5A10F2";
    s.addRead(unknown);
    ReadRow again = s.readOf(9, 2, s.at(8, 31, 1));
    again.use = scoring::Use::Repeat;
    s.addRead(again);
    s.addWaves();
    s.addPoints();
    s.addLinks();
    s.addWatch();
    auto saving = std::make_shared<store::SaveState>();
    saving->lastCommit = now() - std::chrono::milliseconds(900);
    saving->lastCommitTook = std::chrono::milliseconds(9);
    s.m_view.saving = saving;
    s.setLastOp(QStringLiteral("bib 0044 by hand at FINISH"));
    return s;
}

SampleEvent SampleEvent::large(int entrants)
{
    SampleEvent s;
    s.makeDocument(true);
    for (int i = 0; i < entrants; ++i)
        s.addEntrant(QString::number(i + 1), QString::fromUtf8(kFirst[i % 14]), QString::fromUtf8(kLast[i % 20]), i % 2 ? QStringLiteral("F") : QStringLiteral("M"),
                     18 + i % 55, 0, 0);
    for (int i = 0; i < entrants; ++i) {
        scoring::EntrantResult &r = s.m_results.edit(std::size_t(i)).result;
        r.status = scoring::Status::Finished;
        r.net = std::chrono::seconds(9000) + std::chrono::milliseconds(qint64(i) * 7919 % 10'000'019);
        r.gun = *r.net + std::chrono::seconds(12);
        s.addRead(s.readOf(i, 2, s.at(10, 0, 0) + *r.net));
    }
    s.m_view.counters.entered = s.m_view.counters.started = s.m_view.counters.finished = entrants;
    s.rank(0);
    s.addWaves();
    s.addPoints();
    return s;
}

void SampleEvent::setArmed(const QString &key, bool armed)
{
    auto waves = std::make_shared<std::vector<WaveRow>>(*m_view.waves);
    for (WaveRow &w : *waves)
        w.armed = w.key == key ? armed : w.armed;
    m_view.waves = waves;
}

void SampleEvent::setGun(const QString &key, UtcTime at)
{
    auto waves = std::make_shared<std::vector<WaveRow>>(*m_view.waves);
    for (WaveRow &w : *waves) {
        if (w.key == key) {
            w.gun = at;
            w.source = scoring::GunSource::Key;
            w.armed = false;
        }
    }
    m_view.waves = waves;
}

void SampleEvent::setLastOp(const QString &text)
{
    auto op = std::make_shared<LastOp>();
    op->id = Id128::fromName({}, text.toUtf8());
    op->at = now();
    op->author = QStringLiteral("you");
    op->text = text;
    m_view.lastOp = op;
    m_view.canUndo = true;
}

void SampleEvent::setRehearsal(bool on)
{
    auto head = std::make_shared<EventHead>(*m_view.event);
    head->rehearsal = on;
    m_view.event = head;
}

int SampleEvent::indexOfBib(const QString &bib) const
{
    for (std::size_t i = 0; i < m_entrants.size(); ++i) {
        if (m_entrants[i].entrant.bib == bib)
            return int(i);
    }
    return -1;
}

engine::ViewPtr SampleEvent::publish()
{
    ++m_view.version;
    // An unchanged table keeps its pointer, as the engine does; here a change of size or any edit is taken for one.
    m_view.entrants = std::make_shared<ChunkedTable<EntrantRow>>(m_entrants);
    m_view.results = std::make_shared<ChunkedTable<ResultRow>>(m_results);
    m_view.reads = std::make_shared<ChunkedTable<ReadRow>>(m_reads);
    m_view.lastFinishers = std::make_shared<std::vector<FinisherRow>>(m_finishers);
    return std::make_shared<const View>(m_view);
}

} // namespace gantry::testing
