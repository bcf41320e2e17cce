// SPDX-License-Identifier: Apache-2.0
#pragma once
// The Boston marathon of 2017 as a store: 26,410 runners, 464,709 noisy reads. Shared by the benchmarks of a whole race.

#include "core/base/result.h"
#include "tests/support/synthrace.h"
#include "tests/support/tempstore.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

#include <memory>

namespace gantry::bench {

class Boston {
public:
    static Result<Boston> make(); // NotFound: the shared test material is absent

    const test::SynthRace &race() const { return m_race; }
    QString store() const { return m_place->path(); }
    QString file(const QString &name) const { return m_place->file(name); }
    // One verb of gantryctl on the store, as a process of its own.
    Result<QByteArray> verb(const QStringList &words) const;
    Result<> load() const; // event and roster
    // The first `lines` of the reads in one file, the rest as lines to send.
    Result<QList<QByteArray>> split(qsizetype lines, const QString &firstPart) const;

private:
    std::shared_ptr<test::TempStore> m_place;
    test::SynthRace m_race;
};

} // namespace gantry::bench
