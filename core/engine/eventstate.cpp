// SPDX-License-Identifier: Apache-2.0
#include "core/engine/eventstate.h"

#include <QJsonArray>

namespace gantry::engine {

namespace {

QStringList toList(const QJsonValue &v)
{
    QStringList out;
    for (const auto &x : v.toArray())
        out.append(x.toString());
    return out;
}

Correction::Kind correctionKind(const QString &k)
{
    if (k == u"dns")
        return Correction::Kind::Dns;
    if (k == u"dq")
        return Correction::Kind::Dq;
    if (k == u"dead_heat")
        return Correction::Kind::DeadHeat;
    if (k == u"start_offset")
        return Correction::Kind::StartOffset;
    if (k == u"penalty")
        return Correction::Kind::Penalty;
    if (k == u"set_time")
        return Correction::Kind::SetTime;
    return Correction::Kind::Dnf;
}

QJsonValue valueOf(const log::Op &op, const char *name)
{
    const auto it = op.fields.find(QString::fromLatin1(name));
    return it == op.fields.end() ? QJsonValue() : it->second.value;
}

scoring::AppliedCorrection readCorrection(const log::Op &op)
{
    scoring::AppliedCorrection out;
    out.op = op.id;
    Correction &c = out.correction;
    c.kind = correctionKind(valueOf(op, "kind").toString());
    c.bibs = toList(valueOf(op, "bibs"));
    c.amount = Micros(valueOf(op, "us").toString().toLongLong());
    c.point = valueOf(op, "point").toString();
    c.code = valueOf(op, "code").toString();
    if (const auto leg = valueOf(op, "leg"); leg.isDouble())
        c.leg = leg.toInt();
    if (const auto t = valueOf(op, "time"); t.isString()) {
        c.at = parseLocal(t.toString());
        if (!c.at)
            c.elapsed = parseElapsed(t.toString());
    }
    c.reason = op.reason;
    return out;
}

Entrant readEntrant(const log::Fold &fold, const log::EntityKey &key)
{
    Entrant e;
    e.id = Id128::parse(key.instance).value_or(Id128{});
    const auto fields = fold.fields(key);
    const auto text = [&](const char *name) {
        const auto it = fields.find(QString::fromLatin1(name));
        return it == fields.end() ? QString() : it->second.value.toString();
    };
    const auto value = [&](const char *name) {
        const auto it = fields.find(QString::fromLatin1(name));
        return it == fields.end() ? QJsonValue() : it->second.value;
    };
    e.bib = text("bib");
    e.race = text("race");
    e.wave = text("wave");
    e.chips = toList(value("chips"));
    e.firstName = text("first_name");
    e.lastName = text("last_name");
    e.gender = text("gender");
    if (value("age").isDouble())
        e.age = value("age").toInt();
    if (const QDate d = QDate::fromString(text("date_of_birth"), Qt::ISODate); d.isValid())
        e.dateOfBirth = d;
    e.division = text("division");
    e.team = text("team");
    e.city = text("city");
    e.region = text("state");
    e.country = text("country");
    e.emergencyContact = text("emergency_contact");
    e.emergencyPhone = text("emergency_phone");
    e.state = parseEntrantState(text("registration")).value_or(EntrantState::Registered);
    e.alive = fold.alive(key);
    e.erased = fold.erased(key);
    return e;
}

} // namespace

void entrantToFields(const Entrant &e, std::map<QString, QJsonValue> &fields, QJsonObject &personal)
{
    const auto put = [&](const char *name, const QString &v) { fields[QString::fromLatin1(name)] = v; };
    put("bib", e.bib);
    put("race", e.race);
    put("wave", e.wave);
    fields[QStringLiteral("chips")] = QJsonArray::fromStringList(e.chips);
    put("division", e.division);
    put("team", e.team);
    put("registration", toText(e.state));
    const auto person = [&](const char *name, const QJsonValue &v) { personal[QString::fromLatin1(name)] = v; };
    person("first_name", e.firstName);
    person("last_name", e.lastName);
    person("gender", e.gender);
    person("age", e.age ? QJsonValue(*e.age) : QJsonValue());
    person("date_of_birth", e.dateOfBirth ? QJsonValue(e.dateOfBirth->toString(Qt::ISODate)) : QJsonValue());
    person("city", e.city);
    person("state", e.region);
    person("country", e.country);
    person("emergency_contact", e.emergencyContact);
    person("emergency_phone", e.emergencyPhone);
}

Touched EventState::refresh(const log::Fold &fold, const std::vector<log::EntityKey> &keys)
{
    Touched touched;
    bool chips = false;
    for (const auto &key : keys) {
        if (key.entity == u"doc")
            touched.document = true;
        else if (key.entity == u"entrant")
            refreshEntrant(fold, key.instance, touched);
        else if (key.entity == u"binding")
            touched.bindings = true;
        else if (key.entity == u"chip")
            touched.bindings = chips = true; // whose reads they are changes as much as where they are
        else if (key.entity == u"gun")
            touched.guns = true;
        else if (key.entity == u"corr")
            touched.corrections = true;
        else if (key.entity == u"wave")
            touched.waves = true;
        else if (key.entity == u"hand") {
            touched.hands = true;
            m_hands.refresh(fold, key.instance, touched.handBibs);
        } else if (key.entity == u"fence")
            touched.fences = true;
        else if (key.entity == u"race")
            touched.closed = true;
        else if (key.entity == u"team")
            touched.teams = true;
        else if (key.entity == u"clock")
            touched.clocks = true;
        else if (key.entity == u"ack")
            touched.acks = true;
        else if (AwardBook::isMine(key.entity))
            touched.awards = true;
    }
    if (touched.awards)
        m_awards.refresh(fold);
    if (touched.fences)
        m_marks.refreshFences(fold);
    if (touched.closed)
        m_marks.refreshClosed(fold);
    if (touched.teams)
        m_teamChoices.refresh(fold);
    if (touched.document)
        refreshDocument(fold);
    if (chips)
        m_chipMoves.refresh(fold);
    if (touched.bindings)
        refreshBindings(fold);
    if (touched.guns)
        refreshGuns(fold);
    if (touched.corrections || touched.document)
        refreshCorrections(fold);
    if (touched.clocks)
        m_clocks.refresh(fold);
    if (touched.acks)
        refreshAcknowledged(fold);
    if (touched.waves) {
        m_armed.clear();
        for (const QString &wave : fold.instances(QStringLiteral("wave")))
            if (const auto f = fold.field({QStringLiteral("wave"), wave}, QStringLiteral("armed")); f && f->value.toBool())
                m_armed[wave] = f->stamp;
    }
    return touched;
}

void EventState::refreshDocument(const log::Fold &fold)
{
    FlatDocument flat;
    for (const auto &[name, field] : fold.fields({QStringLiteral("doc"), QString()}))
        if (!field.value.isNull())
            flat[name] = field.value;
    m_json = unflattenDocument(flat);
    m_document = parseEventDocument(m_json).document;
}

void EventState::refreshEntrant(const log::Fold &fold, const QString &instance, Touched &touched)
{
    const log::EntityKey key{QStringLiteral("entrant"), instance};
    Entrant now = readEntrant(fold, key);
    const auto known = m_byId.find(now.id);
    const bool isNew = known == m_byId.end();
    const std::int32_t i = isNew ? std::int32_t(m_entrants.size()) : known->second;
    if (isNew) {
        m_byId[now.id] = i;
        m_entrants.emplace_back();
        m_firstStamps.push_back(fold.firstStamp(key));
    }
    Entrant &slot = m_entrants[std::size_t(i)];
    const QString oldKey = compareKey(slot.bib), newKey = compareKey(now.bib);
    if (isNew || oldKey != newKey) {
        auto [from, to] = m_byBib.equal_range(oldKey);
        for (auto it = from; it != to; ++it)
            if (it->second == i) {
                m_byBib.erase(it);
                break;
            }
        m_byBib.emplace(newKey, i);
    }
    slot = std::move(now);
    touched.entrants.insert(EntrantIdx(i));
}

void EventState::refreshBindings(const log::Fold &fold)
{
    m_bindings = {};
    for (const QString &i : fold.instances(QStringLiteral("binding"))) {
        const auto f = fold.field({QStringLiteral("binding"), i}, QStringLiteral("point"));
        if (!f || f->value.toString().isEmpty())
            continue;
        const bool location = i.startsWith(u"loc:");
        const QString choice = i.mid(location ? 4 : 5);
        (location ? m_bindings.byLocation : m_bindings.bySession)[choice] = f->value.toString();
        const auto backup = fold.field({QStringLiteral("binding"), i}, QStringLiteral("backup"));
        if (backup && backup->value.toBool())
            m_bindings.backups.insert(choice);
    }
}

void EventState::refreshGuns(const log::Fold &fold)
{
    m_guns.clear();
    for (const log::Op *op : fold.activeOps(QStringLiteral("gun"))) {
        GunCandidate g;
        g.wave = op->instance;
        g.stamp = op->stamp;
        g.op = op->id;
        if (const auto v = valueOf(*op, "local"); v.isString())
            g.local = parseLocal(v.toString());
        if (const auto v = valueOf(*op, "utc_us"); v.isString())
            g.utc = fromUs(v.toString().toLongLong());
        if (const auto v = valueOf(*op, "read"); v.isString())
            g.read = Id128::parse(v.toString());
        const QString source = valueOf(*op, "source").toString();
        g.source = source == u"reader" ? scoring::GunSource::Reader : source == u"command" ? scoring::GunSource::Command : scoring::GunSource::Key;
        m_guns.push_back(g);
    }
}

void EventState::refreshCorrections(const log::Fold &fold)
{
    m_corrections.clear();
    m_ignored.clear();
    for (const RaceDef &race : m_document.races)
        for (const Correction &c : race.corrections)
            m_corrections.push_back({{c, {}}, race.name});
    for (const log::Op *op : fold.activeOps(QStringLiteral("corr"))) {
        if (valueOf(*op, "kind").toString() == u"ignore_read") {
            if (const auto id = Id128::parse(valueOf(*op, "read").toString()))
                m_ignored.insert(*id);
        } else {
            // By the fold: race and point may have got another name since.
            const log::EntityKey key{QStringLiteral("corr"), op->instance};
            const auto race = fold.field(key, QStringLiteral("race")), point = fold.field(key, QStringLiteral("point"));
            m_corrections.push_back({readCorrection(*op), race ? race->value.toString() : QString()});
            if (point)
                m_corrections.back().applied.correction.point = point->value.toString();
        }
    }
}

std::optional<UtcTime> EventState::testsUntil(const QString &race) const
{
    auto until = m_marks.fence(race);
    for (const auto &[wave, stamp] : m_armed)
        if (wave == race || wave.startsWith(race + u'/')) {
            const UtcTime armed = fromUs(std::int64_t(stamp.hlc >> 16) * 1000);
            until = until ? std::max(*until, armed) : armed;
        }
    return until;
}

void EventState::refreshAcknowledged(const log::Fold &fold)
{
    m_acknowledged.clear();
    for (const QString &key : fold.instances(QStringLiteral("ack")))
        if (const auto at = fold.field({QStringLiteral("ack"), key}, QStringLiteral("at_us")); at && at->value.isString())
            m_acknowledged[key] = fromUs(at->value.toString().toLongLong());
}

std::optional<EntrantIdx> EventState::entrantById(const Id128 &id) const
{
    const auto it = m_byId.find(id);
    return it == m_byId.end() ? std::nullopt : std::optional(EntrantIdx(it->second));
}

std::vector<EntrantIdx> EventState::entrantsByBib(QStringView bib, QStringView race) const
{
    std::vector<EntrantIdx> out;
    auto [from, to] = m_byBib.equal_range(compareKey(bib));
    for (auto it = from; it != to; ++it) {
        const Entrant &e = m_entrants[std::size_t(it->second)];
        if (e.alive && (race.isEmpty() || e.race.compare(race, Qt::CaseInsensitive) == 0))
            out.push_back(EntrantIdx(it->second));
    }
    std::sort(out.begin(), out.end());
    return out;
}

EventState::Mat EventState::matOf(const Id128 &session, const std::string &location) const
{
    const QString loc = QString::fromUtf8(location.data(), qsizetype(location.size())).trimmed();
    const QString uuid = session.toString(), key = loc.toLower();
    const auto bound = [this](const std::map<QString, QString> &choices, const QString &choice) -> std::optional<Mat> {
        const auto it = choices.find(choice);
        return it == choices.end() ? std::nullopt : std::optional(Mat{m_document.pointByName(it->second), m_bindings.backups.contains(choice)});
    };
    for (const QString &choice : {uuid + u'/' + key, uuid + QStringLiteral("/*")})
        if (const auto mat = bound(m_bindings.bySession, choice))
            return *mat;
    if (const auto mat = bound(m_bindings.byLocation, key))
        return *mat;
    if (loc.isEmpty())
        return {};
    const PointIdx point = m_document.pointByName(loc);
    return {point, point.value() >= 0 && m_document.points[std::size_t(point.value())].backups.contains(loc, Qt::CaseInsensitive)};
}

bool EventState::armed(const QString &wave) const
{
    const auto it = m_armed.find(wave);
    if (it == m_armed.end())
        return false;
    for (const GunCandidate &g : m_guns)
        if (g.wave == wave && g.stamp > it->second)
            return false; // the start used the arming up
    return true;
}

} // namespace gantry::engine
