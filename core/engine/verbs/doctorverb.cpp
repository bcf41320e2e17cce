// SPDX-License-Identifier: Apache-2.0
// `doctor`: is this computer fit for a race?
#include "core/base/text.h"
#include "core/engine/verbs/verb.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStorageInfo>
#include <QSysInfo>
#include <QTcpServer>
#include <QTimeZone>

namespace gantry::engine {

namespace {

struct Finding {
    enum class Level { Good = 1, Look, Act } level;
    QString what, detail;
};

Finding disk(const QString &path)
{
    const QStorageInfo info(path);
    const qint64 mb = info.bytesAvailable() / 1'000'000;
    const QString detail = say("%1 MB free on %2").arg(mb).arg(info.rootPath());
    if (mb < 200)
        return {Finding::Level::Act, say("Disk"), detail + say(": too little for a race, make room")};
    return {mb < 2000 ? Finding::Level::Look : Finding::Level::Good, say("Disk"), detail};
}

Finding port(int number, const char *what, const Ports &ours)
{
    if (ours.ctp01 == number || ours.status == number)
        return {Finding::Level::Good, say("Port %1").arg(number), say("%1: this console listens").arg(QLatin1String(what))};
    QTcpServer probe;
    if (probe.listen(QHostAddress::Any, quint16(number)))
        return {Finding::Level::Good, say("Port %1").arg(number), say("%1: free").arg(QLatin1String(what))};
    return {Finding::Level::Look, say("Port %1").arg(number), say("%1: taken by another program").arg(QLatin1String(what))};
}

} // namespace

int doctorVerb(VerbCall &call)
{
    if (!call.words.isEmpty())
        return call.usage(say("doctor takes no arguments."));
    std::vector<Finding> list;
    list.push_back({Finding::Level::Good, say("System"), QSysInfo::prettyProductName() + QStringLiteral(", Qt ") + QString::fromLatin1(qVersion())});
    const QString path = call.core.store().path();
    const bool writable = QFileInfo(path).isWritable();
    list.push_back({writable ? Finding::Level::Good : Finding::Level::Act, say("Store"), path + (call.core.store().isRehearsal() ? say(" (rehearsal)") : QString())});
    list.push_back(disk(path));
    const auto saving = call.core.saving();
    list.push_back({saving->ok ? Finding::Level::Good : Finding::Level::Act, say("Saving"),
                    saving->ok ? say("last commit took %1 ms").arg(double(saving->lastCommitTook.count()) / 1000.0, 0, 'f', 1) : saving->error.message});
    list.push_back({saving->escapePath.isEmpty() ? Finding::Level::Look : saving->escapeError.message.isEmpty() ? Finding::Level::Good : Finding::Level::Act, say("Second copy"),
                    saving->escapePath.isEmpty() ? say("raw lines go to one disk only; name a second place with --escape DIR") : saving->escapePath + QStringLiteral(" ") + saving->escapeError.message});
    list.push_back(port(61611, "readers", call.core.ports()));
    list.push_back(port(61612, "status", call.core.ports()));
    list.push_back({QTimeZone::systemTimeZone().isValid() ? Finding::Level::Good : Finding::Level::Look, say("Time zone"), QString::fromUtf8(QTimeZone::systemTimeZoneId())});
    bool act = false;
    QJsonArray rows;
    for (const Finding &f : list) {
        act = act || f.level == Finding::Level::Act;
        const QString mark = f.level == Finding::Level::Good ? QStringLiteral("●") : f.level == Finding::Level::Look ? QStringLiteral("▲") : QStringLiteral("■");
        const QString word = f.level == Finding::Level::Good ? QStringLiteral("good") : f.level == Finding::Level::Look ? QStringLiteral("look") : QStringLiteral("act");
        if (call.json)
            rows.append(QJsonObject{{QStringLiteral("what"), f.what}, {QStringLiteral("state"), word}, {QStringLiteral("detail"), f.detail}});
        else
            call.print(QStringLiteral("%1 %2  %3: %4").arg(mark, word.leftJustified(4), f.what, f.detail));
    }
    if (call.json)
        call.out += QJsonDocument(rows).toJson(QJsonDocument::Compact) + '\n';
    return act ? 1 : 0;
}

} // namespace gantry::engine
