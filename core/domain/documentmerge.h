// SPDX-License-Identifier: Apache-2.0
#pragma once
// Two people changed one document: three-way, field by field. What only one changed is taken; what both changed is a conflict,
// in which mine stays and theirs is listed. Pure.

#include "core/domain/eventdocument.h"

namespace gantry {

struct FieldConflict {
    QString path;                     // flat: "races/5K/start/gun"
    QJsonValue base, mine, theirs;    // undefined: absent
};

struct MergedDocument {
    FlatDocument flat;
    std::vector<FieldConflict> conflicts;
};

MergedDocument mergeDocuments(const FlatDocument &base, const FlatDocument &mine, const FlatDocument &theirs);

struct FieldChange {
    QString path;
    QJsonValue before, after;         // undefined: absent
};
// Fields that differ, without the lists' orders when only items were added or removed.
std::vector<FieldChange> differences(const FlatDocument &before, const FlatDocument &after);

} // namespace gantry
