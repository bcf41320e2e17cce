// SPDX-License-Identifier: Apache-2.0
// The console dies in the middle of a race (SIGKILL) and is started again: the same page of the same race is there, with the same
// gun, counts and places. The real program on a virtual screen, worked by keys as an operator would. How long it took is printed.
#include "tests/support/tempstore.h"
#include "tests/ui/screens/virtualroom.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTest>

#include <cstdio>

using namespace gantry;
using namespace gantry::test;

namespace {

constexpr int kPatienceMs = 30'000;
constexpr QSize kWindow{1100, 700};

// A field of another size, to see how long that takes.
int runners()
{
    const int given = qEnvironmentVariableIntValue("GANTRY_COMEBACK_RUNNERS");
    return given > 0 ? given : 120;
}

QString missing()
{
    QString tools = VirtualRoom::missingTools();
    if (QStandardPaths::findExecutable(QStringLiteral("xdotool")).isEmpty())
        tools += QStringLiteral(" xdotool");
    return tools.trimmed();
}

QByteArray roster()
{
    QByteArray csv("Bib,First Name,Last Name,Gender,Age\n");
    for (int bib = 1; bib <= runners(); ++bib)
        csv += QByteArray::number(bib) + ",First" + QByteArray::number(bib) + ",Last" + QByteArray::number(bib) + (bib % 2 ? ",F," : ",M,") + QByteArray::number(20 + bib % 50) + '\n';
    return csv;
}

// Everybody has started, a third is in.
QByteArray reads(const QDateTime &gun)
{
    QByteArray out;
    const auto line = [&](const char *location, int bib, qint64 afterMs) {
        out += "CT01_33~" + QByteArray::number(bib) + '~' + location + '~' + QByteArray::number(bib) + '~' + gun.addMSecs(afterMs).toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzz")).chopped(1).toLatin1() + "~1~3F20F3~1\r\n";
    };
    for (int bib = 1; bib <= runners(); ++bib)
        line("START", bib, 1000 + bib % 300 * 200);
    for (int bib = 1; bib <= runners() / 3; ++bib)
        line("FINISH", bib, 1'000'000 + qint64(bib) * 400'000 / (runners() / 3));
    return out;
}

// How much of a part of the room looks different; 0..1.
double difference(const QImage &a, const QImage &b, const QRect &part)
{
    if (a.size() != b.size() || a.isNull())
        return 1;
    qint64 other = 0;
    for (int y = part.top(); y <= part.bottom(); ++y)
        for (int x = part.left(); x <= part.right(); ++x)
            other += (a.pixel(x, y) & 0xffffff) != (b.pixel(x, y) & 0xffffff);
    return double(other) / double(part.width() * part.height());
}

} // namespace

class ComeBack : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (const QString tools = missing(); !tools.isEmpty())
            QSKIP(qPrintable(QStringLiteral("needs ") + tools));
        QVERIFY(m_room.open());
        m_gun = QDateTime::fromSecsSinceEpoch(QDateTime::currentSecsSinceEpoch() - 1500, Qt::UTC);
        const QString event = QStringLiteral(R"({"name":"Harbour 5K","date":"%1","timezone":"UTC",
            "timing_points":[{"name":"Start","kind":"start","aliases":["START"]},{"name":"Finish","kind":"finish","aliases":["FINISH"]}],
            "races":[{"name":"5K","distance_m":5000,"course":[{"point":"Finish","name":"Finish","distance_m":5000}]}]})").arg(m_gun.date().toString(Qt::ISODate));
        QVERIFY(says({QStringLiteral("event"), QStringLiteral("load"), m_files.write(QStringLiteral("event.json"), event.toUtf8())}));
        QVERIFY(says({QStringLiteral("roster"), QStringLiteral("import"), m_files.write(QStringLiteral("roster.csv"), roster())}));
    }

    void aConsoleThatDied_isBackOnItsPage_withItsRaceAndItsClock()
    {
        QVERIFY(start());
        QVERIFY2(titleIs(QStringLiteral("Harbour 5K")), qPrintable(m_title));
        QVERIFY(says({QStringLiteral("op"), QStringLiteral("gun"), QStringLiteral("--wave"), QStringLiteral("5K"), QStringLiteral("--at"), m_gun.time().toString(QStringLiteral("HH:mm:ss"))}));
        QVERIFY(says({QStringLiteral("reads"), QStringLiteral("import"), m_files.write(QStringLiteral("reads.txt"), reads(m_gun))}));
        press("ctrl+2");
        QVERIFY2(titleIs(QStringLiteral("Harbour 5K · Results – Gantry")), qPrintable(m_title));
        QVERIFY(eventually([&] { return windowFile()[QStringLiteral("page")].toString() == u"results"; }));
        const QString event = windowFile()[QStringLiteral("event")].toString();
        QVERIFY(!event.isEmpty());
        const QByteArray results = said({QStringLiteral("results"), QStringLiteral("--format"), QStringLiteral("csv")});
        QCOMPARE(results.count(",FINISHED,"), runners() / 3);
        const QByteArray explained = said({QStringLiteral("explain"), QStringLiteral("--bib"), QStringLiteral("7")});
        QVERIFY2(explained.contains(m_gun.time().toString(QStringLiteral("HH:mm:ss")).toLatin1()), explained.constData());
        QImage before;
        QVERIFY(settled(before));

        m_program->kill();
        QVERIFY(!windowFile()[QStringLiteral("closed")].toBool());
        QElapsedTimer took;
        took.start();
        QVERIFY(start());
        QVERIFY2(titleIs(QStringLiteral("Harbour 5K · Results – Gantry")), qPrintable(m_title));
        const qint64 there = took.elapsed();
        QVERIFY2(eventually([&] { return difference(before, m_room.picture(), page()) < 0.005; }), "the page does not look as it did");
        std::printf("COMEBACK: window with race and page after %lld ms, painted as before the crash after %lld ms\n", static_cast<long long>(there), static_cast<long long>(took.elapsed()));
        std::fflush(stdout);
        keep(QStringLiteral("comeback-after"), m_room.picture());
        // The race clock runs: its cell does not stay as it is.
        const QImage first = m_room.picture();
        QVERIFY(eventually([&] { return difference(first, m_room.picture(), clock()) > 0; }));
        QCOMPARE(said({QStringLiteral("results"), QStringLiteral("--format"), QStringLiteral("csv")}), results);
        QCOMPARE(said({QStringLiteral("explain"), QStringLiteral("--bib"), QStringLiteral("7")}), explained);
        const QJsonObject status = QJsonDocument::fromJson(said({QStringLiteral("status")})).object();
        QCOMPARE(status[QStringLiteral("out")].toInt(), runners() - runners() / 3);
        QCOMPARE(windowFile()[QStringLiteral("event")].toString(), event);
        QCOMPARE(windowFile()[QStringLiteral("page")].toString(), QStringLiteral("results"));
    }

    void aConsoleThatWasClosed_beginsWithThePageOfTheHour()
    {
        QVERIFY(m_program && m_program->running());
        press("alt+F4");
        QVERIFY(m_program->waitForExit());
        QVERIFY(windowFile()[QStringLiteral("closed")].toBool());
        QVERIFY(start());
        QVERIFY2(titleIs(QStringLiteral("Harbour 5K · Race – Gantry")), (m_title.toUtf8() + (m_program->running() ? "; runs; " : "; ended; ") + m_program->errors()).constData());
    }

    // Dead again before the event was even there: still that page.
    void aConsoleThatDiesAgainAtOnce_comesBackAllTheSame()
    {
        QVERIFY(m_program && m_program->running());
        press("ctrl+3");
        QVERIFY(eventually([&] { return windowFile()[QStringLiteral("page")].toString() == u"reads" && !windowFile()[QStringLiteral("closed")].toBool(); }));
        m_program->kill();
        QVERIFY(start());
        QVERIFY2(titleIs(QStringLiteral("Reads – Gantry")), qPrintable(m_title));// with the event's name or without it yet
        m_program->kill();
        QVERIFY(start());
        QVERIFY2(titleIs(QStringLiteral("Harbour 5K · Reads – Gantry")), qPrintable(m_title));
    }

    void cleanupTestCase() { m_program.reset(); }

private:
    static bool eventually(const std::function<bool()> &condition) { return QTest::qWaitFor(condition, kPatienceMs); }

    bool start()
    {
        m_program = std::make_unique<Program>(QStringLiteral("gantry"));
        m_program->setEnvironment(QStringLiteral("DISPLAY"), m_room.display());
        m_program->setEnvironment(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
        return bool(m_program->start({QStringLiteral("--store"), m_files.path(), QStringLiteral("--ctp01-port"), QStringLiteral("0"), QStringLiteral("--status-port"), QStringLiteral("0"), QStringLiteral("--bind"),
                                      QStringLiteral("127.0.0.1"), QStringLiteral("--no-screens"), QStringLiteral("--theme"), QStringLiteral("light"), QStringLiteral("--size"),
                                      QStringLiteral("%1x%2").arg(kWindow.width()).arg(kWindow.height())}));
    }

    Finished ctl(const QStringList &words) const { return runProgram(QStringLiteral("gantryctl"), QStringList{QStringLiteral("--store"), m_files.path()} + words); }
    QByteArray said(const QStringList &words) const { return ctl(words).out; }
    bool says(const QStringList &words) const
    {
        const Finished done = ctl(words);
        if (done.exitCode != 0)
            qWarning("%s: %s", qPrintable(words.join(u' ')), done.err.constData());
        return done.exitCode == 0;
    }

    // A title is what the task bar and a screen reader get.
    bool titleIs(const QString &wanted)
    {
        return eventually([&] {
            m_title = QString::fromUtf8(m_room.tool(QStringLiteral("xdotool"), {QStringLiteral("search"), QStringLiteral("--onlyvisible"), QStringLiteral("--name"), QStringLiteral("Gantry"), QStringLiteral("getwindowname")}).out).trimmed();
            return m_title.contains(wanted);
        });
    }

    void press(const char *key)
    {
        m_room.tool(QStringLiteral("xdotool"), {QStringLiteral("search"), QStringLiteral("--onlyvisible"), QStringLiteral("--name"), QStringLiteral("Gantry"), QStringLiteral("windowactivate"), QStringLiteral("--sync")});
        m_room.tool(QStringLiteral("xdotool"), {QStringLiteral("key"), QLatin1String(key)}); // apart: as from the keyboard, to whoever has it
    }

    QJsonObject windowFile() const
    {
        QFile file(m_files.path() + QStringLiteral("/window.json"));
        return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
    }

    // Where the window stands in the room; the manager puts it where it likes.
    QPoint corner() const
    {
        const QByteArray said = m_room.tool(QStringLiteral("xdotool"), {QStringLiteral("search"), QStringLiteral("--onlyvisible"), QStringLiteral("--name"), QStringLiteral("Gantry"), QStringLiteral("getwindowgeometry"), QStringLiteral("--shell")}).out;
        QPoint at;
        for (const QByteArray &line : said.split('\n')) {
            if (line.startsWith("X="))
                at.setX(line.mid(2).toInt());
            else if (line.startsWith("Y="))
                at.setY(line.mid(2).toInt());
        }
        return at;
    }
    // The page itself: right of the rail, left of the dock, between strip and bottom line.
    QRect page() const { return QRect{160, 110, kWindow.width() - 160 - 320, kWindow.height() - 180}.translated(corner()); }
    QRect clock() const { return QRect{115, 20, 90, 45}.translated(corner()); }

    bool settled(QImage &picture) // twice the same
    {
        return eventually([&] {
            const QImage before = std::exchange(picture, m_room.picture());
            return difference(before, picture, page()) == 0;
        });
    }

    static void keep(const QString &name, const QImage &picture)
    {
        if (const QString folder = qEnvironmentVariable("GANTRY_PICTURES"); !folder.isEmpty())
            picture.save(folder + u'/' + name + QStringLiteral(".png"));
    }

    TempStore m_files;
    VirtualRoom m_room;
    std::unique_ptr<Program> m_program;
    QDateTime m_gun;
    QString m_title;
};

QTEST_GUILESS_MAIN(ComeBack)
#include "comebacktest.moc"
