// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/engine/drill/drillreport.h"
#include "core/engine/verbs/verb.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

namespace gantry::engine {

int drillVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("injected=")});
    if (!parsed)
        return 2;
    if (parsed->rest != QStringList{QStringLiteral("report")})
        return call.usage(say("Say what you want: drill report"));
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    QFile file(parsed->value(QStringLiteral("injected"), call.core.store().path() + QStringLiteral("/drill.jsonl")));
    if (!file.open(QIODevice::ReadOnly))
        return call.fail(failure(ErrorCode::NotFound, say("No record of a rehearsal with trouble: %1. Run one: gantry --rehearsal --faults misses:2%,unknown:5,cut:20s@30").arg(file.fileName())));
    std::vector<QJsonObject> injected;
    for (const QByteArray &line : file.readAll().split('\n'))
        if (const QJsonObject o = QJsonDocument::fromJson(line).object(); !o.isEmpty())
            injected.push_back(o);
    const DrillReport report = drillReport(injected, *call.core.settledView(*id));
    using State = DrillRow::State;
    QJsonArray rows;
    for (const DrillRow &r : report.rows) {
        const int s = int(r.state) - 1;
        static constexpr const char *kWords[] = {"repaired", "noticed", "unseen"};
        static constexpr const char16_t *kMarks[] = {u"●", u"▲", u"■"};
        QJsonObject o{{QStringLiteral("fault"), r.fault}, {QStringLiteral("what"), r.what}, {QStringLiteral("found"), r.found}, {QStringLiteral("state"), QLatin1String(kWords[s])}};
        if (r.after_s)
            o[QStringLiteral("after_s")] = *r.after_s;
        rows.append(o);
        if (!call.json)
            call.print(QStringLiteral("%1 %2  %3%4%5").arg(QString::fromUtf16(kMarks[s]), r.fault.leftJustified(12), r.what, r.found.isEmpty() ? say(": not noticed") : QStringLiteral(": ") + r.found,
                                                           r.after_s ? say(" (%1 s after the gun)").arg(*r.after_s, 0, 'f', 0) : QString()));
    }
    if (call.json)
        call.print(QJsonObject{{QStringLiteral("rows"), rows}, {QStringLiteral("repaired"), report.count(State::Repaired)}, {QStringLiteral("noticed"), report.count(State::Noticed)},
                               {QStringLiteral("unseen"), report.count(State::Unseen)}, {QStringLiteral("lines_sent"), qint64(report.linesSent)}, {QStringLiteral("reads_sent"), qint64(report.readsSent)},
                               {QStringLiteral("reads_received"), qint64(report.readsReceived)}, {QStringLiteral("reads_lost"), qint64(report.lost())}});
    else
        call.print(say("%1 repaired, %2 noticed and open, %3 unseen · reads: %4 sent, %5 received, %6 lost")
                       .arg(report.count(State::Repaired)).arg(report.count(State::Noticed)).arg(report.count(State::Unseen)).arg(report.readsSent).arg(report.readsReceived).arg(report.lost()));
    return report.lost() == 0 && report.count(State::Unseen) == 0 ? 0 : 1;
}

} // namespace gantry::engine
