// SPDX-License-Identifier: Apache-2.0
#include "core/engine/chipmoves.h"

#include <algorithm>

namespace gantry::engine {

void ChipMoves::refresh(const log::Fold &fold)
{
    m_moves.clear();
    const auto text = [](const log::Op &op, const char *field) {
        const auto it = op.fields.find(QString::fromLatin1(field));
        return it == op.fields.end() ? QString() : it->second.value.toString();
    };
    for (const log::Op *op : fold.activeOps(QStringLiteral("chip"))) {
        const auto entrant = Id128::parse(text(*op, "entrant"));
        bool ok = false;
        const qint64 from = text(*op, "from_us").toLongLong(&ok);
        if (entrant && ok)
            m_moves[text(*op, "chip").toStdString()].push_back({fromUs(from), op->stamp, *entrant});
    }
    for (auto &[key, moves] : m_moves)
        std::sort(moves.begin(), moves.end(), [](const Move &a, const Move &b) { return a.from != b.from ? a.from < b.from : a.stamp < b.stamp; });
}

std::optional<Id128> ChipMoves::holder(const std::string &key, UtcTime at) const
{
    const auto it = m_moves.find(key);
    if (it == m_moves.end())
        return std::nullopt;
    std::optional<Id128> out;
    for (const Move &move : it->second)
        if (move.from <= at)
            out = move.entrant;
    return out;
}

std::optional<Id128> ChipMoves::lastHolder(const std::string &key) const
{
    const auto it = m_moves.find(key);
    return it == m_moves.end() ? std::nullopt : std::optional(it->second.back().entrant);
}

std::vector<Id128> ChipMoves::holders(const std::string &key) const
{
    std::vector<Id128> out;
    if (const auto it = m_moves.find(key); it != m_moves.end())
        for (const Move &move : it->second)
            out.push_back(move.entrant);
    return out;
}

std::vector<std::string> ChipMoves::keysOf(const Id128 &entrant) const
{
    std::vector<std::string> out;
    for (const auto &[key, moves] : m_moves)
        if (std::any_of(moves.begin(), moves.end(), [&](const Move &m) { return m.entrant == entrant; }))
            out.push_back(key);
    return out;
}

} // namespace gantry::engine
