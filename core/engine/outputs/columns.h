// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which columns a list has: the contract's own, or a choice by name out of everything the catalogue of fields knows.

#include "core/base/result.h"
#include "core/engine/resulttext.h"

namespace gantry::engine {

// Names as given: fields of the catalogue, "split:NAME" and what else the table has; "splits" stands for all splits, "all" for all of
// the table. InvalidInput with the closest name for one that nobody knows.
Result<QStringList> chooseColumns(const ResultTable &table, const QStringList &wanted);
// The same rows with these columns (checked before).
ResultTable selectColumns(const View &view, const ResultTable &table, const QStringList &columns);
// Those that are not for the public: dates of birth, emergency contacts.
QStringList sensitiveColumns(const QStringList &columns);

} // namespace gantry::engine
