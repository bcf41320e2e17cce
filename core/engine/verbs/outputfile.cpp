// SPDX-License-Identifier: Apache-2.0
#include "core/engine/verbs/outputfile.h"

#include "core/base/text.h"

#include <QSaveFile>

namespace gantry::engine {

int putFile(VerbCall &call, const QString &path, const QByteArray &bytes)
{
    if (path.isEmpty()) {
        call.out += bytes;
        return 0;
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return call.fail(failure(ErrorCode::Io, say("%1 cannot be written: %2").arg(path, file.errorString())));
    return 0;
}

std::function<bool(int)> drawingProgress(const VerbCall &call)
{
    return [progress = call.progress](int percent) { return !progress || progress(percent, say("Drawing pages")); };
}

} // namespace gantry::engine
