// SPDX-License-Identifier: Apache-2.0
// `backup` and `health`: copies of the store, and whether the laptop is all right.
#include "core/base/text.h"
#include "core/engine/verbs/verb.h"
#include "core/store/backup.h"
#include "core/system/health.h"

#include <QDir>
#include <QJsonArray>

namespace gantry::engine {

int backupVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("to=")});
    if (!parsed)
        return 2;
    if (!parsed->rest.isEmpty())
        return call.usage(say("Say where to with --to DIR."));
    const QString place = parsed->value(QStringLiteral("to"), call.core.backupPlace());
    if (!QDir().mkpath(place))
        return call.fail(failure(ErrorCode::NotFound, say("%1 cannot be made. Check the stick or the disk.").arg(place)));
    call.core.settle();
    if (call.progress)
        call.progress(0, say("Copying the store"));
    const auto copy = store::backupStore(call.core.store().path(), place, call.core.clock().now(), [&] { return call.progress && !call.progress(50, say("Copying the store")); });
    if (!copy)
        return call.fail(copy.error());
    if (call.json)
        call.print(QJsonObject{{QStringLiteral("path"), copy->path}, {QStringLiteral("events"), qint64(copy->events)}, {QStringLiteral("reads"), qint64(copy->reads)},
                               {QStringLiteral("ops"), qint64(copy->ops)}, {QStringLiteral("bytes"), qint64(copy->bytes)}, {QStringLiteral("ms"), qint64(copy->took.count() / 1000)}});
    else
        call.print(say("● %1: %2 events, %3 reads, %4 KB, checked, in %5 ms").arg(copy->path).arg(copy->events).arg(copy->reads).arg(copy->bytes / 1000).arg(copy->took.count() / 1000));
    return 0;
}

int healthVerb(VerbCall &call)
{
    if (!call.words.isEmpty())
        return call.usage(say("health takes no arguments."));
    const auto health = call.core.health();
    if (!health)
        return call.fail(failure(ErrorCode::NotFound, say("No console is running on this store; nothing is being watched. See: gantryctl doctor")));
    QJsonArray rows;
    for (const system::HealthItem &i : health->items) {
        const int t = int(i.tone) - 1;
        static constexpr const char *kWords[] = {"good", "look", "act"};
        static constexpr const char16_t *kMarks[] = {u"●", u"▲", u"■"};
        if (call.json)
            rows.append(QJsonObject{{QStringLiteral("key"), i.key}, {QStringLiteral("name"), i.name}, {QStringLiteral("value"), i.value}, {QStringLiteral("sentence"), i.sentence}, {QStringLiteral("state"), QLatin1String(kWords[t])}});
        else
            call.print(QStringLiteral("%1 %2: %3%4").arg(QString::fromUtf16(kMarks[t]), i.name, i.value, i.sentence.isEmpty() ? QString() : QStringLiteral("\n    ") + i.sentence));
    }
    if (call.json)
        call.print(QJsonObject{{QStringLiteral("items"), rows}, {QStringLiteral("good"), health->tone() == system::Tone::Good}});
    return health->tone() == system::Tone::Act ? 1 : 0;
}

} // namespace gantry::engine
