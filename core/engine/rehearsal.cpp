// SPDX-License-Identifier: Apache-2.0
#include "core/engine/rehearsal.h"

#include "core/base/csv.h"
#include "core/base/text.h"
#include "core/net/simulatedfield.h"

#include <QDateTime>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTimeZone>

#include <random>

namespace gantry::engine {

namespace {

// Made up; mixed scripts and lengths on purpose, because screens must show them all.
const QStringList &firstNames(bool women)
{
    static const QStringList w{QStringLiteral("Amina"), QStringLiteral("Siobhán"), QStringLiteral("花子"), QStringLiteral("Ingrid"), QStringLiteral("Nkechi"), QStringLiteral("María José"),
                               QStringLiteral("Zoë"), QStringLiteral("فاطمة"), QStringLiteral("Анна"), QStringLiteral("Priya"), QStringLiteral("Mary"), QStringLiteral("Chloë-Louise")};
    static const QStringList m{QStringLiteral("Tom"), QStringLiteral("Marco"), QStringLiteral("محمد"), QStringLiteral("太郎"), QStringLiteral("Bartholomäus"), QStringLiteral("Kofi"),
                               QStringLiteral("Дмитрий"), QStringLiteral("Søren"), QStringLiteral("Jean-Baptiste"), QStringLiteral("Ali"), QStringLiteral("José"), QStringLiteral("Bo")};
    return women ? w : m;
}

const QStringList &lastNames()
{
    static const QStringList n{QStringLiteral("Diallo"), QStringLiteral("O’Rourke-Featherstonehaugh"), QStringLiteral("山田"), QStringLiteral("Sørensen"), QStringLiteral("Okafor"), QStringLiteral("Bianchi"),
                               QStringLiteral("الفارسي"), QStringLiteral("Núñez-Villaverde"), QStringLiteral("Baker"), QStringLiteral("Li"), QStringLiteral("Петров"), QStringLiteral("van den Berg"),
                               QStringLiteral("Ångström"), QStringLiteral("D’Angelo"), QStringLiteral("Müller"), QStringLiteral("Papadopoulos")};
    return n;
}

LocalTime boxClock(const Clock &clock)
{
    const auto now = QDateTime::fromMSecsSinceEpoch(toUs(clock.now()) / 1000);
    return LocalTime(std::chrono::milliseconds(now.toMSecsSinceEpoch() + now.offsetFromUtc() * 1000LL));
}

QByteArray document(const LocalTime &gun)
{
    const QString local = formatLocal(std::chrono::floor<std::chrono::seconds>(gun));
    QString zone = QString::fromUtf8(QTimeZone::systemTimeZoneId());
    if (!EventZone::fromName(zone))
        zone = QStringLiteral("UTC");
    const auto point = [](const char *name, const char *kind) { return QJsonObject{{QStringLiteral("name"), QLatin1String(name)}, {QStringLiteral("kind"), QLatin1String(kind)}}; };
    QJsonArray divisions;
    for (const char *sex : {"F", "M"})
        for (int from : {18, 30, 40, 50, 60}) {
            const int to = from == 18 ? 29 : from == 60 ? 120 : from + 9;
            divisions.append(QJsonObject{{QStringLiteral("name"), QStringLiteral("%1 %2").arg(sex[0] == 'F' ? QStringLiteral("Women") : QStringLiteral("Men"), from == 60 ? QStringLiteral("60+") : QStringLiteral("%1–%2").arg(from).arg(to))},
                                         {QStringLiteral("genders"), QJsonArray{QLatin1String(sex)}}, {QStringLiteral("age_min"), from}, {QStringLiteral("age_max"), to}});
        }
    const QJsonObject race{{QStringLiteral("name"), QStringLiteral("Sprint")},
                           {QStringLiteral("distance_m"), 200},
                           {QStringLiteral("start"), QJsonObject{{QStringLiteral("mode"), QStringLiteral("chip")}, {QStringLiteral("gun"), local}}},
                           {QStringLiteral("course"), QJsonArray{QJsonObject{{QStringLiteral("point"), QStringLiteral("FINISH")}, {QStringLiteral("name"), QStringLiteral("Finish")}, {QStringLiteral("min_time_s"), 5}}}},
                           {QStringLiteral("divisions"), divisions}};
    return QJsonDocument(QJsonObject{{QStringLiteral("name"), QStringLiteral("Rehearsal ") + local.mid(11)},
                                     {QStringLiteral("date"), local.left(10)},
                                     {QStringLiteral("timezone"), zone},
                                     {QStringLiteral("timing_points"), QJsonArray{point("START", "start"), point("FINISH", "finish")}},
                                     {QStringLiteral("races"), QJsonArray{race}}})
        .toJson();
}

QByteArray roster(const RehearsalOptions &options)
{
    std::mt19937 random(options.seed);
    const auto pick = [&](int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); };
    const QStringList teams{QString(), QStringLiteral("Harbour Harriers"), QStringLiteral("Élan"), QStringLiteral("Динамо"), QString()};
    const QStringList cities{QStringLiteral("Galway"), QStringLiteral("Ōsaka"), QStringLiteral("Lagos"), QStringLiteral("Bergen"), QStringLiteral("القاهرة"), QString()};
    QString out = QStringLiteral("Bib,First Name,Last Name,Gender,Age,Team,City\r\n");
    for (int i = 0; i < options.runners; ++i) {
        const bool woman = pick(0, 1) == 0;
        const auto &first = firstNames(woman);
        const QStringList cells{QString::number(i + 1), first[pick(0, int(first.size()) - 1)], lastNames()[pick(0, int(lastNames().size()) - 1)], woman ? QStringLiteral("F") : QStringLiteral("M"),
                                QString::number(pick(18, 74)), teams[pick(0, int(teams.size()) - 1)], cities[pick(0, int(cities.size()) - 1)]};
        for (qsizetype c = 0; c < cells.size(); ++c)
            out += (c ? QStringLiteral(",") : QString()) + csvCell(cells[c]);
        out += QStringLiteral("\r\n");
    }
    return out.toUtf8();
}

bool writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

Result<QString> prepareRehearsal(const QString &storePath, const Clock &clock, const RehearsalOptions &options)
{
    ConsoleOptions console;
    console.storePath = storePath;
    console.purpose = store::Purpose::Rehearsal;
    auto opened = Console::open(console, clock);
    if (!opened.console)
        return opened.error;
    if (!opened.console->isRehearsal())
        return failure(ErrorCode::Conflict, say("%1 is the store of real races. A rehearsal needs a store of its own.").arg(storePath));
    QTemporaryDir files;
    const QString event = files.filePath(QStringLiteral("event.json")), people = files.filePath(QStringLiteral("roster.csv"));
    if (!files.isValid() || !writeFile(event, document(boxClock(clock) + net::kFieldLead)) || !writeFile(people, roster(options)))
        return failure(ErrorCode::Io, say("The rehearsal's files cannot be written: %1").arg(files.errorString()));
    const CommandResult loaded = opened.console->run({QStringLiteral("event"), QStringLiteral("load"), event});
    const QString id = QString::fromUtf8(loaded.out).trimmed();
    if (loaded.exitCode != 0)
        return failure(ErrorCode::Unexpected, QString::fromUtf8(loaded.err));
    for (const QStringList &words : {QStringList{QStringLiteral("--event"), id, QStringLiteral("roster"), QStringLiteral("import"), people},
                                     QStringList{QStringLiteral("--event"), id, QStringLiteral("op"), QStringLiteral("arm")}})
        if (const CommandResult r = opened.console->run(words); r.exitCode != 0)
            return failure(ErrorCode::Unexpected, QString::fromUtf8(r.err));
    return id;
}

RehearsalField::RehearsalField(int port, const Clock &clock, const RehearsalOptions &options) : m_port(port), m_clock(&clock), m_options(options)
{
    m_thread.setObjectName(QStringLiteral("rehearsal"));
}

RehearsalField::~RehearsalField()
{
    if (m_thread.isRunning() && !m_peers.empty())
        QMetaObject::invokeMethod(m_peers.front().get(), [this] {
            for (auto &peer : m_peers)
                peer->stop();
            m_peers.clear();
        }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void RehearsalField::start()
{
    net::FieldOptions field;
    field.runners = m_options.runners;
    field.seed = m_options.seed;
    field.gun = boxClock(*m_clock) + net::kFieldLead;
    field.winner = m_options.winner;
    field.last = m_options.last;
    if (!m_options.faults.any()) {
        field.missStart = 0.02;
        field.unknownChips = 1;
    }
    auto made = net::makeFaultyField(field, m_options.faults);
    if (!m_options.record.isEmpty())
        static_cast<void>(net::writeInjected(m_options.record, made.injected)); // without it the drill report says that it is missing
    net::PeerOptions options;
    options.port = quint16(m_port);
    options.eventName = QStringLiteral("REHEARSAL");
    m_peers.push_back(std::make_unique<net::Ctp01Peer>(std::move(made.lines.start), options));
    options.cuts = made.cuts;
    m_peers.push_back(std::make_unique<net::Ctp01Peer>(std::move(made.lines.finish), options));
    m_thread.start();
    for (auto &peer : m_peers) {
        peer->moveToThread(&m_thread);
        QMetaObject::invokeMethod(peer.get(), [p = peer.get()] { p->start(); }, Qt::QueuedConnection);
    }
}

} // namespace gantry::engine
