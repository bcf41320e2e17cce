// SPDX-License-Identifier: Apache-2.0
#include "ui/models/search.h"

#include <algorithm>

namespace gantry::ui {

namespace {

// Letters that Unicode does not decompose, and Arabic forms that people type either way.
QStringView plainLetter(char16_t c)
{
    switch (c) {
    case u'ø': return u"o";
    case u'đ': case u'ð': return u"d";
    case u'ł': return u"l";
    case u'ß': return u"ss";
    case u'æ': return u"ae";
    case u'œ': return u"oe";
    case u'ı': return u"i";
    case u'þ': return u"th";
    case u'ħ': return u"h";
    case u'’': case u'‘': case u'´': case u'`': return u"'";
    case u'ى': return u"ي";
    case u'ة': return u"ه";
    case u'ـ': return u"";
    default: return {};
    }
}

} // namespace

QString fold(QStringView text)
{
    const QString lower = text.toString().toLower();
    const bool plain = std::ranges::all_of(lower, [](QChar c) { return c.unicode() < 0x80; });
    if (plain)
        return lower;
    const QString apart = lower.normalized(QString::NormalizationForm_KD);
    QString folded;
    folded.reserve(apart.size());
    for (const QChar c : apart) {
        if (c.isMark())
            continue;
        const QStringView other = plainLetter(c.unicode());
        if (other.data())
            folded += other;
        else
            folded += c;
    }
    return folded;
}

void SearchIndex::update(const engine::View &view)
{
    m_size = view.entrants ? view.entrants->size() : 0;
    if (!view.entrants) {
        m_chunks.clear();
        return;
    }
    const auto &chunks = view.entrants->chunks();
    m_chunks.resize(chunks.size());
    for (std::size_t c = 0; c < chunks.size(); ++c) {
        Slot &slot = m_chunks[c];
        if (slot.source == chunks[c])
            continue;
        slot.source = chunks[c];
        slot.keys.clear();
        slot.keys.reserve(chunks[c]->size());
        for (const engine::EntrantRow &row : *chunks[c]) {
            const Entrant &e = row.entrant;
            const QString bib = fold(QString(e.bib + u' ')), name = fold(QString(e.firstName + u' ' + e.lastName + u' '));
            slot.keys.push_back({compareKey(e.bib), bib + name + fold(e.chips.join(u' ')), int(bib.size()), int(bib.size() + name.size())});
        }
    }
}

const SearchIndex::Key &SearchIndex::operator[](std::size_t i) const
{
    constexpr std::size_t kRows = engine::ChunkedTable<engine::EntrantRow>::kRows;
    return m_chunks[i / kRows].keys[i % kRows];
}

bool SearchIndex::matches(std::size_t entrant, const QStringList &words) const
{
    if (entrant >= m_size)
        return false;
    const Key &key = (*this)[entrant];
    return std::ranges::all_of(words, [&](const QString &word) { return key.text.contains(word); });
}

std::vector<Found> findEntrants(const engine::View &view, const SearchIndex &index, const QString &text, std::size_t limit)
{
    const QString bib = compareKey(text);
    const QString folded = fold(text.trimmed());
    const QStringList words = folded.split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty() || !view.entrants)
        return {};
    // 0 bib, 1 chip, 2 bib begins so, 3 name begins so, 4 a word begins so, 5 somewhere inside.
    const QString inner = u' ' + folded, chipText = bib.toLower();
    std::vector<std::pair<int, int>> hits;
    for (std::size_t i = 0; i < index.size(); ++i) {
        const SearchIndex::Key &key = index[i];
        const Entrant &entrant = (*view.entrants)[i].entrant;
        if (!entrant.alive)
            continue;
        int rank = -1;
        if (key.bib == bib)
            rank = 0;
        else if (index.matches(i, words)) {
            // Half of a long roster may match one letter: what is compared here was folded before.
            const QStringView name = QStringView(key.text).mid(key.name, key.chips - key.name);
            const bool chip = QStringView(key.text).mid(key.chips).contains(chipText) && std::ranges::any_of(entrant.chips, [&](const QString &c) { return compareKey(c) == bib; });
            rank = chip ? 1 : key.bib.startsWith(bib) ? 2 : name.startsWith(folded) ? 3 : name.contains(inner) ? 4 : 5;
        }
        if (rank >= 0)
            hits.emplace_back(rank, int(i));
    }
    const auto count = std::min(limit, hits.size());
    std::ranges::partial_sort(hits, hits.begin() + qsizetype(count), [&](const auto &a, const auto &b) {
        if (a.first != b.first)
            return a.first < b.first;
        const QString &x = index[std::size_t(a.second)].bib, &y = index[std::size_t(b.second)].bib;
        return x == y ? a.second < b.second : keyLess(x, y);
    });
    std::vector<Found> found;
    for (std::size_t i = 0; i < count; ++i) {
        const Entrant &e = (*view.entrants)[std::size_t(hits[i].second)].entrant;
        found.push_back({hits[i].second, e.bib, e.displayName(), e.wave.isEmpty() ? e.race : e.race + u' ' + e.wave, hits[i].first <= 1});
    }
    return found;
}

bool bibLess(const QString &a, const QString &b)
{
    const QString x = compareKey(a), y = compareKey(b);
    return x != y ? keyLess(x, y) : a < b;
}

bool keyLess(const QString &x, const QString &y)
{
    const auto digits = [](const QString &s) { return !s.isEmpty() && std::ranges::all_of(s, [](QChar c) { return c >= u'0' && c <= u'9'; }); };
    const bool dx = digits(x), dy = digits(y);
    if (dx != dy)
        return dx;
    if (dx && x.size() != y.size())
        return x.size() < y.size();
    return x < y;
}

} // namespace gantry::ui
