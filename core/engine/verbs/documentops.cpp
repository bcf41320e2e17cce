// SPDX-License-Identifier: Apache-2.0
#include "core/engine/verbs/documentops.h"

#include "core/base/text.h"
#include "core/engine/starts.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace gantry::engine {

namespace {

OpDraft setting(const QString &entity, const QString &instance, std::map<QString, QJsonValue> fields)
{
    OpDraft d;
    d.entity = entity;
    d.instance = instance;
    d.fields = std::move(fields);
    return d;
}

OpDraft documentDraft(const QJsonObject &now, const QJsonObject &wanted)
{
    OpDraft draft = setting(QStringLiteral("doc"), {}, {});
    const FlatDocument before = flattenDocument(now), after = flattenDocument(wanted);
    for (const auto &[path, value] : after)
        if (const auto it = before.find(path); it == before.end() || it->second != value)
            draft.fields[path] = value;
    for (const auto &[path, value] : before)
        if (!after.contains(path))
            draft.fields[path] = QJsonValue::Null;
    return draft;
}

void moveEntrants(const EventState &state, const Renames &renames, std::vector<OpDraft> &out)
{
    for (const Entrant &e : state.entrants()) { // also those withdrawn from the list: an undo may bring them back
        const QString race = renames.race(e.race), wave = e.wave.isEmpty() ? QString() : renames.wave(e.race, e.wave);
        std::map<QString, QJsonValue> fields;
        if (race != e.race)
            fields[QStringLiteral("race")] = race;
        if (wave != e.wave)
            fields[QStringLiteral("wave")] = wave;
        if (!fields.empty())
            out.push_back(setting(QStringLiteral("entrant"), e.id.toString(), std::move(fields)));
    }
}

// A gun belongs to its wave by name and is no field: the old one is taken back, the same one stands under the new name.
void moveGuns(const EventActor &actor, const Renames &renames, std::vector<OpDraft> &out)
{
    for (const log::Op *op : actor.fold().activeOps(QStringLiteral("gun"))) {
        const QString key = renames.waveKey(op->instance);
        if (key == op->instance)
            continue;
        OpDraft back = setting(QStringLiteral("op"), op->id.toString(), {});
        back.kind = QStringLiteral("retract");
        out.push_back(std::move(back));
        OpDraft d;
        d.kind = d.entity = QStringLiteral("gun");
        d.instance = key;
        d.reason = op->reason;
        for (const auto &[name, field] : op->fields)
            d.fields[name] = field.value;
        out.push_back(std::move(d));
    }
}

void moveWaves(const EventActor &actor, const Renames &renames, std::vector<OpDraft> &out)
{
    const QString entity = QStringLiteral("wave"), armed = QStringLiteral("armed");
    std::vector<OpDraft> cleared, moved;
    for (const QString &wave : actor.fold().instances(entity)) {
        const QString key = renames.waveKey(wave);
        if (key == wave)
            continue;
        std::map<QString, QJsonValue> fields;
        for (const auto &[name, field] : actor.fold().fields({entity, wave}))
            fields[name] = field.value;
        if (fields.contains(armed)) {
            fields[armed] = actor.state().armed(wave);
            cleared.push_back(setting(entity, wave, {{armed, false}}));
        }
        moved.push_back(setting(entity, key, std::move(fields)));
    }
    // First everything is disarmed, then what was armed is so again: two waves may have swapped their names.
    std::ranges::move(cleared, std::back_inserter(out));
    std::ranges::move(moved, std::back_inserter(out));
}

// Bindings, corrections and whatever else names a race, a wave or a point in a field of its own.
void moveFields(const EventActor &actor, const Renames &renames, std::vector<OpDraft> &out)
{
    static constexpr const char *kElsewhere[] = {"doc", "entrant", "wave", "gun", "op"};
    const log::Fold &fold = actor.fold();
    std::set<log::EntityKey> seen;
    for (const log::Op *op : fold.ops()) {
        const bool handled = std::ranges::any_of(kElsewhere, [&](const char *e) { return op->entity == QLatin1StringView(e); });
        const bool names = op->fields.contains(QStringLiteral("race")) || op->fields.contains(QStringLiteral("wave")) || op->fields.contains(QStringLiteral("point"));
        if (handled || !names || !seen.insert({op->entity, op->instance}).second)
            continue;
        const auto text = [&](const char *name) {
            const auto f = fold.field({op->entity, op->instance}, QString::fromLatin1(name));
            return f ? f->value.toString() : QString();
        };
        const QString race = text("race"), wave = text("wave"), point = text("point");
        const QString newWave = race.isEmpty() ? renames.waveKey(wave) : renames.wave(race, wave);
        std::map<QString, QJsonValue> fields;
        if (renames.race(race) != race)
            fields[QStringLiteral("race")] = renames.race(race);
        if (newWave != wave)
            fields[QStringLiteral("wave")] = newWave;
        if (renames.point(point) != point)
            fields[QStringLiteral("point")] = renames.point(point);
        if (!fields.empty())
            out.push_back(setting(op->entity, op->instance, std::move(fields)));
    }
}

// A plan that changes after the gun changes no time; the operator may think that it does.
QStringList plansAfterGun(const EventActor &actor, const EventDocument &wanted, const Renames &renames)
{
    QStringList said;
    const EventDocument &now = actor.state().document();
    const auto check = [&](const QString &key, const std::optional<LocalTime> &before, const std::optional<LocalTime> &after) {
        const auto gun = before == after ? std::nullopt : actualGun(actor, key);
        if (!gun)
            return;
        const QString started = formatTimeOfDay(now.zone.toLocal(*gun), 2);
        said.append(after ? say("%1: the plan is now %2. Its gun was at %3 and stays: no time changes. To move the gun, use Start missed on the Race page.").arg(renames.waveKey(key), formatTimeOfDay(*after), started)
                          : say("%1: the plan is gone. Its gun was at %2 and stays: no time changes.").arg(renames.waveKey(key), started));
    };
    for (const RaceDef &race : now.races) {
        const RaceIdx r = wanted.raceByName(renames.race(race.name));
        if (r.value() < 0)
            continue;
        const RaceDef &then = wanted.races[std::size_t(r.value())];
        check(race.name, race.gun, then.gun);
        for (const WaveDef &wave : race.waves)
            for (const WaveDef &other : then.waves)
                if (other.name.compare(renames.wave(race.name, wave.name), Qt::CaseInsensitive) == 0)
                    check(race.name + u'/' + wave.name, wave.gun, other.gun);
    }
    return said;
}

} // namespace

QString describe(const DocumentRename &r)
{
    return say("%1 is now called %2").arg(r.kind == DocumentRename::Kind::Wave ? r.race + u'/' + r.from : r.from, r.to);
}

DocumentChange changeDocument(const EventActor &actor, const QJsonObject &wanted, const Renames &renames, const QString &reason)
{
    DocumentChange change;
    OpDraft document = documentDraft(actor.state().json(), wanted);
    change.fields = int(document.fields.size());
    std::vector<OpDraft> &drafts = change.made.drafts;
    if (change.fields)
        drafts.push_back(std::move(document));
    if (!renames.empty()) {
        moveEntrants(actor.state(), renames, drafts);
        moveGuns(actor, renames, drafts);
        moveWaves(actor, renames, drafts); // after the guns: a gun uses up the arming before it
        moveFields(actor, renames, drafts);
    }
    change.followers = int(drafts.size()) - (change.fields ? 1 : 0);
    for (OpDraft &d : drafts)
        if (d.reason.isEmpty())
            d.reason = reason;
    change.said = plansAfterGun(actor, parseEventDocument(wanted).document, renames);
    change.made.text = say("Event document loaded");
    if (!renames.empty()) {
        QStringList said;
        for (const DocumentRename &r : renames.list())
            said.append(describe(r));
        change.made.text = said.mid(0, 3).join(QStringLiteral(", "));
    }
    return change;
}

} // namespace gantry::engine
