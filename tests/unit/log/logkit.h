// SPDX-License-Identifier: Apache-2.0
#pragma once
// Small makers of ops for the log's tests.

#include "core/log/fold.h"

#include <memory>

class QObject;

namespace gantry::test {

inline Id128 idOf(int n)
{
    return Id128::fromName(Id128{}, QByteArray::number(n));
}

inline log::Op makeOp(int id, log::Hlc hlc, const char *kind, const QString &entity, const QString &instance, int writer = 0)
{
    log::Op op;
    op.id = idOf(id);
    op.stamp = {hlc, idOf(-1 - writer)};
    op.kind = QString::fromLatin1(kind);
    op.entity = entity;
    op.instance = instance;
    return op;
}

inline log::Op setBib(int id, log::Hlc hlc, const QString &instance, const QString &bib, log::Stamp seen = {}, int writer = 0)
{
    log::Op op = makeOp(id, hlc, "set", QStringLiteral("entrant"), instance, writer);
    op.fields[QStringLiteral("bib")] = {bib, seen};
    return op;
}

inline log::Op retract(int id, log::Hlc hlc, int target, int writer = 0)
{
    return makeOp(id, hlc, "retract", QString(), idOf(target).toString(), writer);
}

inline log::EntityKey entrant(const QString &instance)
{
    return {QStringLiteral("entrant"), instance};
}

std::unique_ptr<QObject> foldSuite();

} // namespace gantry::test
