// SPDX-License-Identifier: Apache-2.0
#pragma once
// Every sentence a person may read goes through say(), so that it can be translated (lupdate alias: translate).

#include <QString>

namespace gantry {

QString say(const char *source);

} // namespace gantry
