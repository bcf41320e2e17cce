// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"

#include <QCoreApplication>

namespace gantry {

QString say(const char *source)
{
    return QCoreApplication::translate("Gantry", source);
}

} // namespace gantry
