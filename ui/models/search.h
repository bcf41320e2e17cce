// SPDX-License-Identifier: Apache-2.0
#pragma once
// Find by bib, chip or name, in any script, with or without accents.

#include "core/engine/view.h"

#include <memory>

namespace gantry::ui {

// Lower case without accents, ligatures and vowel signs: "Sørensen" → "sorensen", "José" → "jose".
QString fold(QStringView text);

// The folded texts of all entrants, by chunk; a chunk that did not change keeps its texts. Lives on the worker thread.
class SearchIndex {
public:
    struct Key {
        QString bib;  // compareKey
        QString text; // folded bib, names, chips
        int name = 0, chips = 0; // where they begin in it
    };
    using KeyChunk = std::vector<Key>;

    void update(const engine::View &view);
    std::size_t size() const { return m_size; }
    const Key &operator[](std::size_t i) const;
    // Every word of the folded needle must be found.
    bool matches(std::size_t entrant, const QStringList &words) const;

private:
    struct Slot {
        std::shared_ptr<const engine::ChunkedTable<engine::EntrantRow>::Chunk> source;
        KeyChunk keys;
    };
    std::vector<Slot> m_chunks;
    std::size_t m_size = 0;
};
using SharedSearch = std::shared_ptr<SearchIndex>; // shared by jobs of one Worker, used on its thread only

struct Found {
    int entrant = -1;
    QString bib, name, race;
    bool exact = false; // the bib, or a chip, as typed
};

// Best first, at most `limit`: the bib itself, a chip, bibs that begin so, names.
std::vector<Found> findEntrants(const engine::View &view, const SearchIndex &index, const QString &text, std::size_t limit);

bool keyLess(const QString &a, const QString &b); // of compareKeys: 9 before 10 before "A1"
bool bibLess(const QString &a, const QString &b); // 9 before 10 before "A1"

} // namespace gantry::ui
