// SPDX-License-Identifier: Apache-2.0
#include "core/domain/startlist.h"

#include "core/base/text.h"

#include <QCollator>

#include <algorithm>
#include <map>

namespace gantry {

namespace {

struct Entry {
    const Entrant *entrant;
    QCollatorSortKey first, second; // collating at each comparison would cost seconds with 50,000 names
};

QString bibOrder(const QString &bib) // 9 before 10
{
    bool number = false;
    const qulonglong n = bib.toULongLong(&number);
    return number ? QStringLiteral("0%1").arg(n, 20, 10, QChar(u'0')) : QString(u'1' + bib);
}

QStringList cells(const Entrant &e, bool sensitive)
{
    QStringList row{e.bib, e.lastName.isEmpty() ? e.displayName() : QString(e.firstName.isEmpty() ? e.lastName : e.lastName + QStringLiteral(", ") + e.firstName), e.gender,
                    e.age ? QString::number(*e.age) : QString(), e.division, e.team, e.city};
    if (sensitive)
        row.append(e.chips.isEmpty() ? say("= bib") : e.chips.join(QStringLiteral(", ")));
    return row;
}

} // namespace

PrintTable startList(const std::vector<const Entrant *> &entrants, const StartListOptions &o)
{
    PrintTable table;
    table.title = o.race.isEmpty() ? say("Start list") : say("Start list %1").arg(o.race + (o.wave.isEmpty() ? QString() : QStringLiteral(", ") + o.wave));
    table.columns = {{say("Bib"), true}, {say("Name")}, {say("Sex")}, {say("Age"), true}, {say("Division")}, {say("Team")}, {say("City")}};
    if (o.sensitive)
        table.columns.push_back({say("Chips")});
    table.emptyText = say("Nobody is on this list.");
    QCollator collator;
    collator.setNumericMode(false);
    const auto key = [&](const Entrant &e, StartListOptions::By by) {
        switch (by) {
        case StartListOptions::By::Name: return QString(e.lastName + u'\n' + e.firstName);
        case StartListOptions::By::Team: return e.team.isEmpty() ? QStringLiteral("\uffff") : e.team; // those without one last
        case StartListOptions::By::Bib: break;
        }
        return bibOrder(e.bib);
    };
    std::map<std::pair<QString, QString>, std::vector<Entry>> groups;
    int listed = 0;
    for (const Entrant *e : entrants) {
        if (!e->alive || e->state == EntrantState::Withdrawn)
            continue;
        if ((!o.race.isEmpty() && e->race.compare(o.race, Qt::CaseInsensitive) != 0) || (!o.wave.isEmpty() && e->wave.compare(o.wave, Qt::CaseInsensitive) != 0))
            continue;
        const auto second = o.by == StartListOptions::By::Team ? StartListOptions::By::Name : StartListOptions::By::Bib;
        groups[{e->race, e->wave}].push_back({e, collator.sortKey(key(*e, o.by)), collator.sortKey(key(*e, second))});
        ++listed;
    }
    for (auto &[place, list] : groups) {
        std::sort(list.begin(), list.end(), [](const Entry &a, const Entry &b) {
            const int c = a.first.compare(b.first);
            return c != 0 ? c < 0 : a.second.compare(b.second) < 0;
        });
        if (groups.size() > 1)
            table.rows.push_back({place.second.isEmpty() ? say("%1 (%2)").arg(place.first).arg(list.size()) : say("%1, %2 (%3)").arg(place.first, place.second).arg(list.size())});
        for (const Entry &entry : list)
            table.rows.push_back(cells(*entry.entrant, o.sensitive));
    }
    table.subtitle = o.event.isEmpty() ? say("%1 runners").arg(listed) : say("%1 · %2 runners").arg(o.event).arg(listed);
    return table;
}

} // namespace gantry
