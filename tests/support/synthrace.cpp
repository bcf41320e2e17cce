// SPDX-License-Identifier: Apache-2.0
#include "tests/support/synthrace.h"

#include "tests/support/program.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>

namespace gantry::test {

QString sharedPath(const QString &relative)
{
    const auto path = QDir(QStringLiteral(GANTRY_SHARED_DIR)).absoluteFilePath(relative);
    return QFileInfo::exists(path) ? path : QString();
}

QJsonObject synthEvent(const QString &key)
{
    const bool boston = key.startsWith(QLatin1String("boston"));
    const auto splits = boston ? QStringList{"5k", "10k", "15k", "20k", "half", "25k", "30k", "35k", "40k"} : QStringList();
    QJsonArray points{QJsonObject{{"name", "start"}, {"kind", "start"}}}, course;
    for (const auto &split : splits) {
        points.append(QJsonObject{{"name", "split_" + split}, {"kind", "split"}});
        course.append(QJsonObject{{"point", "split_" + split}, {"name", split}});
    }
    points.append(QJsonObject{{"name", "finish"}, {"kind", "finish"}});
    course.append(QJsonObject{{"point", "finish"}, {"name", "finish"}});
    const QJsonObject race{{"name", boston ? "Marathon" : "10 Mile"},
                           {"distance_m", boston ? 42195.0 : 16093.44},
                           {"start", QJsonObject{{"mode", "chip"}, {"gun", "2026-05-30T09:00:00"}}},
                           {"course", course},
                           {"ranking", "net"},
                           {"ties", "share"},
                           {"rounding", "ceil_1s"},
                           {"division_source", "roster"}};
    return {{"name", key}, {"date", "2026-05-30"}, {"timezone", "America/New_York"}, {"timing_points", points}, {"races", QJsonArray{race}}};
}

Result<SynthRace> makeSynthRace(const QString &directory, const SynthOptions &options)
{
    const auto tool = sharedPath(QStringLiteral("tools/synth_reads.py"));
    const auto results = sharedPath(QStringLiteral("data/results/%1.csv.gz").arg(options.key));
    const auto python = QStandardPaths::findExecutable(QStringLiteral("python3"));
    if (tool.isEmpty() || results.isEmpty())
        return failure(ErrorCode::NotFound, QStringLiteral("the shared test material is absent (set GANTRY_SHARED)"));
    if (python.isEmpty())
        return failure(ErrorCode::NotFound, QStringLiteral("python3 is absent"));
    if (!QDir().mkpath(directory))
        return failure(ErrorCode::Io, QStringLiteral("%1 cannot be made").arg(directory));
    QStringList arguments{tool, options.key, directory};
    if (options.limit)
        arguments << QStringLiteral("--limit") << QString::number(*options.limit);
    if (options.noise)
        arguments << QStringLiteral("--noise") << QString::number(*options.noise);
    const auto run = runProgram(python, arguments, std::chrono::minutes(3));
    if (run.exitCode != 0)
        return failure(ErrorCode::Unexpected, QStringLiteral("synth_reads.py failed"), QString::fromUtf8(run.err));
    const QDir dir(directory);
    const SynthRace race{dir.filePath(QStringLiteral("reads.txt")), dir.filePath(QStringLiteral("roster.csv")),
                         dir.filePath(QStringLiteral("expected.csv")), dir.filePath(QStringLiteral("event.json"))};
    QFile event(race.event);
    if (!event.open(QIODevice::WriteOnly) || event.write(QJsonDocument(synthEvent(options.key)).toJson()) < 0)
        return failure(ErrorCode::Io, QStringLiteral("%1: %2").arg(race.event, event.errorString()));
    return race;
}

} // namespace gantry::test
