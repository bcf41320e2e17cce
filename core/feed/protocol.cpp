// SPDX-License-Identifier: Apache-2.0
#include "core/feed/protocol.h"

#include <QJsonDocument>
#include <QSet>

#include <algorithm>
#include <array>
#include <utility>

namespace gantry::feed {

namespace {

struct KindName {
    Item::Kind kind;
    QLatin1StringView name;
};
constexpr std::array kKinds{KindName{Item::Kind::Add, QLatin1StringView("add")}, KindName{Item::Kind::Change, QLatin1StringView("change")},
                            KindName{Item::Kind::Withdraw, QLatin1StringView("withdraw")}};
constexpr double kMaxSerial = 9007199254740991.0; // what a JSON number holds exactly

} // namespace

QByteArray encodeItem(const Item &item)
{
    QJsonObject row = item.fields;
    row[QStringLiteral("serial")] = qint64(item.serial);
    row[QStringLiteral("key")] = item.key;
    const auto it = std::find_if(kKinds.begin(), kKinds.end(), [&](const KindName &k) { return k.kind == item.kind; });
    return QJsonDocument(QJsonObject{{it->name, row}}).toJson(QJsonDocument::Compact) + '\n';
}

std::optional<Item> decodeItem(const QJsonObject &line)
{
    for (const KindName &k : kKinds) {
        const auto it = line.constFind(k.name);
        if (it == line.constEnd())
            continue;
        QJsonObject row = it->toObject();
        const double serial = row.take(QStringLiteral("serial")).toDouble(-1);
        const QString key = row.take(QStringLiteral("key")).toString();
        if (!(serial >= 1 && serial <= kMaxSerial) || key.isEmpty())
            return std::nullopt;
        return Item{std::uint64_t(serial), k.kind, key, std::move(row)};
    }
    return std::nullopt;
}

const Item &Journal::append(Item::Kind kind, QString key, QJsonObject fields)
{
    m_items.push_back(Item{m_next++, kind, std::move(key), std::move(fields)});
    if (m_items.size() > kKeep)
        m_items.pop_front();
    return m_items.back();
}

QString Journal::cursorText(std::uint64_t serial) const
{
    return m_epoch + u':' + QString::number(serial);
}

std::optional<std::uint64_t> Journal::serialOf(const QString &cursor) const
{
    const qsizetype colon = cursor.lastIndexOf(u':');
    bool ok = false;
    const std::uint64_t serial = colon < 0 ? 0 : QStringView(cursor).mid(colon + 1).toULongLong(&ok);
    if (!ok || QStringView(cursor).left(colon) != m_epoch || serial > last())
        return std::nullopt;
    return serial;
}

std::vector<Item> Journal::after(const QString &cursor, std::uint64_t *startsAt) const
{
    const auto serial = serialOf(cursor);
    if (startsAt)
        *startsAt = serial.value_or(last());
    std::vector<Item> items;
    if (!serial)
        return items;
    const std::uint64_t first = m_items.empty() ? m_next : m_items.front().serial;
    const std::size_t from = *serial < first ? 0 : std::size_t(*serial - first + 1);
    QSet<QString> withdrawn;
    for (std::size_t i = m_items.size(); i > from; --i) {
        const Item &item = m_items[i - 1];
        if (item.kind == Item::Kind::Withdraw)
            withdrawn.insert(item.key);
        else if (withdrawn.contains(item.key))
            continue;
        items.push_back(item);
    }
    std::reverse(items.begin(), items.end());
    return items;
}

} // namespace gantry::feed
