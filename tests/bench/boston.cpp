// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/boston.h"

#include "tests/support/program.h"

#include <QFile>

namespace gantry::bench {

Result<Boston> Boston::make()
{
    Boston boston;
    boston.m_place = std::make_shared<test::TempStore>();
    test::SynthOptions options;
    options.key = QStringLiteral("boston_2017");
    options.noise = 7;
    auto race = test::makeSynthRace(boston.m_place->file(QStringLiteral("race")), options);
    if (!race)
        return race.error();
    boston.m_race = *race;
    return boston;
}

Result<QByteArray> Boston::verb(const QStringList &words) const
{
    const auto done = test::runProgram(QStringLiteral("gantryctl"), QStringList{QStringLiteral("--store"), store()} + words, std::chrono::minutes(5));
    if (done.exitCode != 0)
        return failure(ErrorCode::Unexpected, QStringLiteral("gantryctl %1 ended with %2").arg(words.join(u' ')).arg(done.exitCode),
                       QString::fromUtf8(done.err));
    return done.out;
}

Result<> Boston::load() const
{
    if (const auto event = verb({QStringLiteral("event"), QStringLiteral("load"), m_race.event}); !event)
        return event.error();
    if (const auto roster = verb({QStringLiteral("roster"), QStringLiteral("import"), m_race.roster}); !roster)
        return roster.error();
    return {};
}

Result<QList<QByteArray>> Boston::split(qsizetype lines, const QString &firstPart) const
{
    QFile in(m_race.reads), out(firstPart);
    if (!in.open(QIODevice::ReadOnly) || !out.open(QIODevice::WriteOnly))
        return failure(ErrorCode::Io, QStringLiteral("the reads cannot be divided"));
    QList<QByteArray> rest;
    for (qsizetype n = 0; !in.atEnd(); ++n) {
        QByteArray line = in.readLine();
        if (n >= lines)
            rest.append(std::move(line));
        else if (out.write(line) != line.size())
            return failure(ErrorCode::Io, out.errorString());
    }
    return rest;
}

} // namespace gantry::bench
