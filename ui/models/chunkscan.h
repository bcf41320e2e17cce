// SPDX-License-Identifier: Apache-2.0
#pragma once
// "Which rows match?" over a chunked table, asked again and again: only chunks that changed are looked at. Kept chunks stay
// alive, so an equal pointer means equal rows. Use from one thread at a time.

#include "core/engine/view.h"

namespace gantry::ui {

template<class Row>
class ChunkScan {
public:
    using Table = engine::ChunkedTable<Row>;

    void forget() { m_chunks.clear(), m_hits.clear(); }

    template<class Match>
    std::vector<qint32> rows(const Table &table, const Match &matches)
    {
        const auto &chunks = table.chunks();
        m_chunks.resize(chunks.size());
        m_hits.resize(chunks.size());
        std::vector<qint32> all;
        for (std::size_t c = 0; c < chunks.size(); ++c) {
            if (m_chunks[c] != chunks[c]) {
                m_chunks[c] = chunks[c];
                m_hits[c].clear();
                for (std::size_t i = 0; i < chunks[c]->size(); ++i) {
                    if (matches((*chunks[c])[i]))
                        m_hits[c].push_back(qint32(c * Table::kRows + i));
                }
            }
            all.insert(all.end(), m_hits[c].begin(), m_hits[c].end());
        }
        return all;
    }

private:
    std::vector<std::shared_ptr<const typename Table::Chunk>> m_chunks;
    std::vector<std::vector<qint32>> m_hits;
};

} // namespace gantry::ui
