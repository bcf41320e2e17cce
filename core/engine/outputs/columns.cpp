// SPDX-License-Identifier: Apache-2.0
#include "core/engine/outputs/columns.h"

#include "core/base/text.h"
#include "core/domain/eventparser.h"
#include "core/domain/fields.h"

#include <algorithm>

namespace gantry::engine {

namespace {

// A field of the catalogue that the table of results does not carry.
QString entrantField(const Entrant &p, QStringView name)
{
    if (name == u"name")
        return QString(p.firstName + u' ' + p.lastName).trimmed();
    if (name == u"chips")
        return p.chips.join(u' ');
    if (name == u"wave")
        return p.wave;
    if (name == u"city")
        return p.city;
    if (name == u"region")
        return p.region;
    if (name == u"country")
        return p.country;
    if (name == u"date_of_birth")
        return p.dateOfBirth ? p.dateOfBirth->toString(Qt::ISODate) : QString();
    if (name == u"emergency_contact")
        return p.emergencyContact;
    if (name == u"emergency_phone")
        return p.emergencyPhone;
    if (name == u"state")
        return toText(p.state);
    return {};
}

QStringList knownNames(const ResultTable &table)
{
    QStringList names = table.columns;
    for (const Field &f : fieldCatalogue())
        if (const QString name = QString::fromUtf8(f.name.data(), qsizetype(f.name.size())); !names.contains(name))
            names.append(name);
    return names;
}

} // namespace

Result<QStringList> chooseColumns(const ResultTable &table, const QStringList &wanted)
{
    QStringList chosen;
    const QStringList known = knownNames(table);
    const auto add = [&chosen](const QString &name) {
        if (!chosen.contains(name))
            chosen.append(name);
    };
    for (const QString &given : wanted) {
        const QString name = given.trimmed();
        if (name.isEmpty())
            continue;
        if (name == u"all" || name == u"splits") {
            for (const QString &c : table.columns)
                if (name == u"all" || c.startsWith(u"split:"))
                    add(c);
            continue;
        }
        const auto it = std::find_if(known.begin(), known.end(), [&](const QString &k) { return k.compare(name, Qt::CaseInsensitive) == 0; });
        if (it == known.end()) {
            const QString close = closestName(name, known + QStringList{QStringLiteral("splits"), QStringLiteral("all")});
            return failure(ErrorCode::InvalidInput, close.isEmpty() ? say("There is no column \"%1\". There are: %2").arg(name, known.join(QStringLiteral(", ")))
                                                                    : say("There is no column \"%1\". Did you mean \"%2\"?").arg(name, close));
        }
        add(*it);
    }
    if (chosen.isEmpty())
        return failure(ErrorCode::InvalidInput, say("Name at least one column: --columns place,bib,name,net_time"));
    return chosen;
}

ResultTable selectColumns(const View &view, const ResultTable &table, const QStringList &columns)
{
    ResultTable out;
    out.columns = columns;
    out.entrants = table.entrants;
    std::vector<qsizetype> at;
    for (const QString &c : columns)
        at.push_back(table.columns.indexOf(c));
    out.rows.reserve(table.rows.size());
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        const Entrant &entrant = (*view.entrants)[std::size_t(table.entrants[r].value())].entrant;
        QStringList row;
        row.reserve(columns.size());
        for (qsizetype c = 0; c < columns.size(); ++c)
            row.append(at[std::size_t(c)] >= 0 ? table.rows[r].value(at[std::size_t(c)]) : entrantField(entrant, columns[c]));
        out.rows.push_back(std::move(row));
    }
    return out;
}

QStringList sensitiveColumns(const QStringList &columns)
{
    QStringList out;
    for (const QString &c : columns)
        if (const Field *f = fieldByName(c); f && f->privacy == Privacy::Sensitive)
            out.append(c);
    return out;
}

} // namespace gantry::engine
