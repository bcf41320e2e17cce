// SPDX-License-Identifier: Apache-2.0
#include "app/gantryctl/commandline.h"

#include "core/base/text.h"
#include "core/store/backup.h"

#include <QDateTime>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

namespace gantry::ctl {

int restore(CommandLine line)
{
    const bool asCopy = line.takeFlag(QStringLiteral("--as-copy"));
    if (line.words.size() != 1)
        return usage(say("Say which copy: restore COPY"), QStringLiteral("restore"));
    QString store = line.store;
    while (store.endsWith(u'/'))
        store.chop(1);
    if (asCopy && QFileInfo::exists(store))
        store += QStringLiteral("-restored-") + QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    const auto done = store::restoreBackup(line.words.first(), store);
    if (!done)
        return complain(done.error().message, done.error().code == ErrorCode::Io || done.error().code == ErrorCode::Corrupt ? 1 : 3);
    if (line.json)
        std::printf("%s\n", QJsonDocument(QJsonObject{{QStringLiteral("store"), done->path}, {QStringLiteral("reads"), qint64(done->reads)}, {QStringLiteral("events"), qint64(done->events)}}).toJson(QJsonDocument::Compact).constData());
    else
        std::printf("%s\n", say("● %1: %2 events, %3 reads, as of %4").arg(done->path).arg(done->events).arg(done->reads).arg(formatUtc(done->madeAt)).toUtf8().constData());
    return 0;
}

} // namespace gantry::ctl
