// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where a verb's file goes: -o FILE, written beside and then renamed, or stdout.

#include "core/engine/verbs/verb.h"

namespace gantry::engine {

int putFile(VerbCall &call, const QString &path, const QByteArray &bytes);
// The progress of a verb as writers of pages want it: 0..100, false cancels.
std::function<bool(int)> drawingProgress(const VerbCall &call);

} // namespace gantry::engine
