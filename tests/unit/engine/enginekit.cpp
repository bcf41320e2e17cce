// SPDX-License-Identifier: Apache-2.0
#include "enginekit.h"

#include "tests/support/csvfile.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

namespace gantry::test {

bool Bench::open(const QString &event)
{
    engine::ConsoleOptions options;
    options.storePath = m_store.path();
    options.event = event;
    options.listen = m_sockets == Sockets::Open;
    options.bind = QHostAddress::LocalHost;
    options.ctp01Port = options.statusPort = 0;
    if (adjust)
        adjust(options);
    auto opened = engine::Console::open(options, m_clock);
    m_error = opened.error;
    m_console = std::move(opened.console);
    if (!m_console)
        return false;
    QObject::connect(
        m_console.get(), &engine::Console::announced, m_console.get(),
        [this](const std::vector<scoring::Announcement> &list) {
            const std::scoped_lock lock(m_mutex);
            m_announced.insert(m_announced.end(), list.begin(), list.end());
        },
        Qt::DirectConnection);
    return true;
}

engine::CommandResult Bench::runOn(const QString &words, const QString &name, const QByteArray &bytes)
{
    return run(words.split(u' ') << m_store.write(name, bytes));
}

engine::CommandResult Bench::loadText(const QJsonObject &document)
{
    return runOn(QStringLiteral("event load"), QStringLiteral("event.json"), QJsonDocument(document).toJson());
}

bool Bench::prepare()
{
    return load(harbour()) && runOn(QStringLiteral("roster import"), QStringLiteral("roster.csv"), harbourRoster()).exitCode == 0
        && run(QStringLiteral("op gun --wave A --at 09:00:00")).exitCode == 0 && run(QStringLiteral("op gun --wave B --at 09:05:00")).exitCode == 0;
}

bool Bench::import(const QByteArray &records)
{
    return runOn(QStringLiteral("reads import --format ct01"), QStringLiteral("reads.txt"), records).exitCode == 0;
}

engine::ViewPtr Bench::view()
{
    run(QStringLiteral("status")); // waits until everything is stored and applied
    console().flushView();
    return console().view();
}

QStringList Bench::column(const QString &name)
{
    const CsvFile file = CsvFile::parse(csv());
    QStringList out;
    for (int i = 0; i < file.rows(); ++i)
        out.append(file.cell(i, name));
    return out;
}

QString Bench::cell(const QString &bib, const QString &name)
{
    const CsvFile file = CsvFile::parse(csv());
    return file.cell(file.find(QStringLiteral("bib"), bib), name);
}

QStringList Bench::verifyProblems()
{
    const auto report = store::verifyStore(m_store.path());
    return report ? report->problems : QStringList{report.error().message};
}

QString Bench::eventFile(int index)
{
    const QDir dir(m_store.path() + QStringLiteral("/events"));
    const QStringList files = dir.entryList({QStringLiteral("*.db")}, QDir::Files, QDir::Time | QDir::Reversed);
    return dir.filePath(files.value(index));
}

std::vector<scoring::Announcement> Bench::takeAnnounced()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_announced, {});
}

QJsonObject harbour(const QString &name)
{
    return QJsonDocument::fromJson(QByteArray(R"({"name":"NAME","date":"2026-05-30","timezone":"Europe/London",
 "timing_points":[{"name":"Start","kind":"start"},{"name":"Half","kind":"split"},{"name":"Finish","kind":"finish","aliases":["FIN"]}],
 "races":[{"name":"5K","distance_m":5000,"start":{"mode":"chip","waves":[{"name":"A"},{"name":"B"}]},
   "course":[{"point":"Half","name":"Half"},{"point":"Finish","name":"Finish","min_time_s":600}],
   "divisions":[{"name":"F","genders":["F"]},{"name":"M","genders":["M"]}]}]})").replace("NAME", name.toUtf8())).object();
}

QByteArray harbourRoster()
{
    return "Bib,First Name,Last Name,Gender,Age,Wave,City\n"
           "1,Ada,One,F,30,A,Hull\n2,Ben,Two,M,31,A,Hull\n3,Cy,Three,M,32,A,Leeds\n4,Dee,Four,F,33,B,Leeds\n";
}

QByteArray record(int sequence, const char *location, const char *chip, const char *time)
{
    return "CT01_33~" + QByteArray::number(sequence) + '~' + location + '~' + chip + "~2026-05-30T" + time + "~1~0F2A38~1\r\n";
}

QByteArray harbourReads()
{
    return record(1, "START", "1", "09:00:02.00") + record(2, "START", "2", "09:00:03.00") + record(3, "START", "3", "09:00:04.00")
        + record(4, "START", "4", "09:05:01.00") + record(5, "HALF", "2", "09:10:00.00") + record(6, "FIN", "2", "09:20:00.00")
        + record(7, "FIN", "1", "09:20:10.00") + record(8, "FIN", "3", "09:21:00.00") + record(9, "FIN", "4", "09:30:00.00");
}

bool Reader::dial(engine::Console &console)
{
    m_socket.connectToHost(QStringLiteral("127.0.0.1"), quint16(console.ports().ctp01));
    return m_socket.waitForConnected() && send("SimpleClient~0.6.0~CTP01\r\n") && m_socket.waitForReadyRead();
}

bool Reader::send(const QByteArray &bytes)
{
    m_socket.write(bytes);
    while (m_socket.bytesToWrite() > 0)
        if (!m_socket.waitForBytesWritten())
            return false;
    return true;
}

void Reader::hangUp()
{
    m_socket.disconnectFromHost();
}

} // namespace gantry::test
