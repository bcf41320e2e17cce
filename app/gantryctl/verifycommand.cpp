// SPDX-License-Identifier: Apache-2.0
#include "app/gantryctl/commandline.h"

#include "core/base/text.h"
#include "core/store/verify.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>

namespace gantry::ctl {

int verify(CommandLine line)
{
    if (!line.words.isEmpty())
        return usage(say("verify takes no arguments."), QStringLiteral("verify"));
    const auto report = store::verifyStore(line.store);
    if (!report)
        return complain(report.error().message, 1);
    if (line.json) {
        QJsonObject o = report->counts;
        o[QStringLiteral("clean")] = report->clean();
        o[QStringLiteral("problems")] = QJsonArray::fromStringList(report->problems);
        o[QStringLiteral("notes")] = QJsonArray::fromStringList(report->notes);
        std::printf("%s\n", QJsonDocument(o).toJson(QJsonDocument::Compact).constData());
    } else {
        for (const QString &p : report->problems)
            std::printf("■ %s\n", p.toUtf8().constData());
        for (const QString &n : report->notes)
            std::printf("▲ %s\n", n.toUtf8().constData());
        for (const QString &key : report->counts.keys())
            std::printf("  %s %s\n", key.leftJustified(18).toUtf8().constData(), report->counts[key].toVariant().toString().toUtf8().constData());
        std::printf("%s\n", (report->clean() ? say("● clean") : say("■ %1 problems").arg(report->problems.size())).toUtf8().constData());
    }
    return report->clean() ? 0 : 1;
}

} // namespace gantry::ctl
