// SPDX-License-Identifier: Apache-2.0
#include "core/engine/awards/awardbook.h"

#include <QJsonArray>

#include <algorithm>

namespace gantry::engine {

namespace {

// The fields of one entity, with who wrote them.
class Fields {
public:
    Fields(const log::Fold &fold, const QString &entity, const QString &instance) : m_fold(fold), m_fields(fold.fields({entity, instance})) {}
    QJsonValue value(const char *name) const
    {
        const auto it = m_fields.find(QString::fromLatin1(name));
        return it == m_fields.end() ? QJsonValue() : it->second.value;
    }
    QString text(const char *name) const { return value(name).toString(); }
    std::optional<UtcTime> time(const char *name) const
    {
        const QString us = text(name);
        return us.isEmpty() ? std::nullopt : std::optional(fromUs(us.toLongLong()));
    }
    QString author(const char *name) const
    {
        const auto it = m_fields.find(QString::fromLatin1(name));
        const log::Op *op = it == m_fields.end() ? nullptr : m_fold.op(it->second.op);
        return op ? op->author : QString();
    }

private:
    const log::Fold &m_fold;
    std::map<QString, log::FieldState> m_fields;
};

const QString kState = QStringLiteral("award_state"), kGiven = QStringLiteral("award_given"), kProtest = QStringLiteral("award_protest");

AwardStage stageOf(const QString &word)
{
    return word == u"provisional" ? AwardStage::Provisional : word == u"official" ? AwardStage::Official : word == u"corrected" ? AwardStage::Corrected : AwardStage::Detected;
}

bool same(const QString &a, const QString &b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

} // namespace

QJsonArray placesToJson(const std::vector<OfficialPlace> &places)
{
    QJsonArray out;
    for (const OfficialPlace &p : places)
        out.append(QStringLiteral("%1:%2:%3").arg(p.entrant.toString()).arg(p.position).arg(p.time.count()));
    return out;
}

std::vector<OfficialPlace> placesFromJson(const QJsonArray &list)
{
    std::vector<OfficialPlace> out;
    for (const auto &v : list) {
        const QStringList parts = v.toString().split(u':');
        if (const auto id = Id128::parse(parts.value(0)); id && parts.size() == 3)
            out.push_back({*id, parts[1].toInt(), Micros(parts[2].toLongLong())});
    }
    return out;
}

bool AwardBook::isMine(const QString &entity)
{
    return entity == kState || entity == kGiven || entity == kProtest;
}

void AwardBook::refresh(const log::Fold &fold)
{
    m_marks.clear();
    m_given.clear();
    m_protest.clear();
    for (const QString &i : fold.instances(kState)) {
        const Fields f(fold, kState, i);
        const auto since = f.time("since_us");
        if (!since)
            continue; // taken back
        m_marks.push_back({i, f.text("race"), f.text("name"), f.text("of") == u"division", stageOf(f.text("state")), *since, f.value("protest_min").toInt(),
                           placesFromJson(f.value("places").toArray()), f.author("since_us")});
    }
    for (const QString &i : fold.instances(kGiven)) {
        const Fields f(fold, kGiven, i);
        GivenPrize p{i, f.text("race"), f.text("band"), Id128::parse(f.text("entrant")).value_or(Id128{}), f.value("position").toInt(),
                     f.time("announced_us"), f.time("handed_us"), f.time("back_us"), f.time("stays_us"), f.author("announced_us"), f.author("handed_us")};
        if (p.announced || p.handed)
            m_given.push_back(std::move(p));
    }
    for (const QString &i : fold.instances(kProtest)) {
        const Fields f(fold, kProtest, i);
        if (f.value("minutes").isDouble())
            m_protest[f.text("race").toCaseFolded()] = f.value("minutes").toInt();
    }
}

const AwardMark *AwardBook::mark(const QString &race, bool division, const QString &name) const
{
    const auto it = std::find_if(m_marks.begin(), m_marks.end(), [&](const AwardMark &m) { return m.division == division && same(m.race, race) && same(m.name, name); });
    return it == m_marks.end() ? nullptr : &*it;
}

const GivenPrize *AwardBook::prize(const QString &race, const QString &band, int position, const Id128 &entrant) const
{
    const auto it = std::find_if(m_given.begin(), m_given.end(), [&](const GivenPrize &p) {
        return p.entrant == entrant && p.position == position && same(p.race, race) && same(p.band, band);
    });
    return it == m_given.end() ? nullptr : &*it;
}

int AwardBook::protestMinutes(const QString &race) const
{
    const auto it = m_protest.find(race.toCaseFolded());
    return it == m_protest.end() ? kProtestMinutes : it->second;
}

} // namespace gantry::engine
