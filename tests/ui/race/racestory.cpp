// SPDX-License-Identifier: Apache-2.0
// The first race, as the operator lives it: import, arm, start, finishers on the table and on the second screen, a DNF and its
// undo; then the screen's cable is pulled and put back, its process is killed, and every runner is shown all the same.
#include "tests/support/tempstore.h"
#include "tests/ui/screens/virtualroom.h"
#include "ui/console/consolewindow.h"
#include "ui/models/enginecommands.h"
#include "ui/screens/screendirector.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPushButton>
#include <QTcpSocket>
#include <QProcess>
#include <QTest>

#include <cstdio>

using namespace gantry;

namespace {

constexpr int kPatienceMs = 20'000;

QJsonObject point(const char *name, const char *kind)
{
    return {{QStringLiteral("name"), QLatin1String(name)}, {QStringLiteral("kind"), QLatin1String(kind)}};
}

bool eventually(const std::function<bool()> &condition)
{
    return QTest::qWaitFor(condition, kPatienceMs);
}

} // namespace

class RaceStory : public QObject {
    Q_OBJECT

public:
private Q_SLOTS:
    void firstRace()
    {
        prepare();
        QVERIFY(m_console);
        importEvent();
        armAndStart();
        finishersAppear();
        dnfAndUndo();
        screenLosesItsCable();
        screenDies();
        const QString everyone = QStringLiteral("2 1 2 3 0044 5 6 7 8");
        QCOMPARE(m_shown.join(u' '), everyone);
        const engine::CommandResult verified = m_console->run({QStringLiteral("status")});
        QCOMPARE(verified.exitCode, 0);
    }

    void cleanup()
    {
        m_director.reset();
        m_window.reset();
        m_commands.reset();
        m_console.reset();
    }

private:
    void prepare()
    {
        engine::ConsoleOptions options;
        options.storePath = m_files.path();
        options.listen = true;
        options.bind = QHostAddress::LocalHost;
        options.ctp01Port = options.statusPort = 0;
        auto opened = engine::Console::open(options, m_clock);
        QVERIFY2(opened.console, qPrintable(opened.error.message));
        m_console = std::move(opened.console);
        m_commands = std::make_unique<ui::EngineCommands>(*m_console);
        m_window = std::make_unique<ui::ConsoleWindow>(*m_commands, m_clock);
        connect(m_console.get(), &engine::Console::published, m_window.get(), &ui::ConsoleWindow::setView);
        m_window->setView(m_console->view());
        m_window->resize(1300, 700);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        startScreen();
    }

    void startScreen()
    {
        // The shipped template with less patience than an audience needs.
        QFile shipped(QStringLiteral(GANTRY_SOURCE_DIR "/resources/templates/finisher.json"));
        QVERIFY(shipped.open(QIODevice::ReadOnly));
        QJsonObject quick = QJsonDocument::fromJson(shipped.readAll()).object();
        quick[QStringLiteral("dwell_ms")] = 600;
        quick[QStringLiteral("busy_dwell_ms")] = 400;
        const QString path = m_files.write(QStringLiteral("quick.json"), QJsonDocument(quick).toJson());
        m_director = std::make_unique<screens::ScreenDirector>(screens::DirectorOptions{m_console->ports().feed, QStringLiteral(GANTRY_BIN_DIR "/gantry-screen"), {}});
        connect(m_console.get(), &engine::Console::screenChanged, m_director.get(), &screens::ScreenDirector::clientChanged);
        connect(m_director.get(), &screens::ScreenDirector::outputsChanged, this, [this] {
            const QString showing = screen().showing;
            if (!showing.isEmpty() && (m_shown.isEmpty() || m_shown.last() != showing))
                m_shown.append(showing);
        });
        auto outputs = screens::ScreenDirector::defaultAssignment();
        outputs.front().templateName = path;
        m_director->setOutputs(outputs);
        QVERIFY(eventually([&] { return screen().visible; }));
    }

    screens::OutputState screen() const
    {
        const auto all = m_director->outputs();
        return all.empty() ? screens::OutputState() : all.front();
    }

    void type(const QString &command)
    {
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), command);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    }

    void importEvent()
    {
        const QJsonObject event{{QStringLiteral("name"), QStringLiteral("Harbour 5K")},
                                {QStringLiteral("date"), QDate::currentDate().toString(Qt::ISODate)},
                                {QStringLiteral("timezone"), QStringLiteral("UTC")},
                                {QStringLiteral("timing_points"), QJsonArray{point("Start", "start"), point("Finish", "finish")}},
                                {QStringLiteral("races"), QJsonArray{QJsonObject{{QStringLiteral("name"), QStringLiteral("5K")}, {QStringLiteral("distance_m"), 5000}}}}};
        type(QStringLiteral("event load ") + m_files.write(QStringLiteral("event.json"), QJsonDocument(event).toJson()));
        QVERIFY(eventually([&] { return m_console->view()->event != nullptr; }));
        type(QStringLiteral("roster import ")
             + m_files.write(QStringLiteral("roster.csv"), "Bib,First Name,Last Name,Gender,Age\n1,Ada,One,F,30\n2,Ben,Two,M,31\n3,Cy,Three,M,32\n0044,Dee,Four,F,33\n5,Eve,Five,F,34\n6,Fay,Six,F,35\n7,Gus,Seven,M,36\n8,Hal,Eight,M,37\n9,Ida,Nine,F,38\n"));
        QVERIFY(eventually([&] { return m_console->view()->counters.entered == 9; }));
    }

    void armAndStart()
    {
        m_window->openPage(QStringLiteral("race"));
        QTest::keyClick(m_window.get(), Qt::Key_F9); // dead: nothing is armed
        QTest::keyClick(m_window.get(), Qt::Key_F8);
        QVERIFY(eventually([&] { return m_console->view()->waves->front().armed; }));
        QVERIFY(!m_console->view()->waves->front().gun);
        const UtcTime before = m_clock.now();
        QTest::keyClick(m_window.get(), Qt::Key_F9);
        QVERIFY(eventually([&] { return m_console->view()->waves->front().gun.has_value(); }));
        m_gun = *m_console->view()->waves->front().gun;
        QVERIFY(m_gun >= before && m_gun <= m_clock.now());
    }

    // A read `after` the gun, by the clock of a box that is set right.
    void read(const char *location, const char *bib, Micros after)
    {
        const LocalTime at((m_gun + after).time_since_epoch());
        const QByteArray line = "CT01_33~" + QByteArray::number(++m_sequence) + '~' + location + '~' + bib + '~' + formatLocal(at).toLatin1() + "~1~0F2A38~1\r\n";
        m_reader.write(line);
        QVERIFY(m_reader.waitForBytesWritten());
    }

    bool tableShows(const QString &name) const
    {
        for (const auto *view : m_window->findChildren<QAbstractItemView *>()) {
            if (!view->isVisible() || !view->model())
                continue;
            const auto *model = view->model();
            for (int r = 0; r < model->rowCount(); ++r)
                for (int c = 0; c < model->columnCount(); ++c)
                    if (model->index(r, c).data().toString() == name)
                        return true;
        }
        return false;
    }

    QByteArray csv() { return m_console->run({QStringLiteral("results"), QStringLiteral("--format"), QStringLiteral("csv")}).out; }

    void finishersAppear()
    {
        m_reader.connectToHost(QHostAddress::LocalHost, quint16(m_console->ports().ctp01));
        QVERIFY(m_reader.waitForConnected());
        m_reader.write("SimpleClient~0.6.0~CTP01\r\n");
        using namespace std::chrono_literals;
        for (const char *bib : {"1", "2", "3", "44"})
            read("START", bib, 1s);
        read("FINISH", "2", 1200s);
        read("FINISH", "1", 1201s);
        QVERIFY(eventually([&] { return m_console->view()->counters.finished == 2; }));
        QVERIFY(eventually([&] { return tableShows(QStringLiteral("Ben Two")) && tableShows(QStringLiteral("Ada One")); }));
        QVERIFY(eventually([&] { return m_shown == QStringList({QStringLiteral("2"), QStringLiteral("1")}); }));
    }

    void dnfAndUndo()
    {
        const QByteArray before = csv();
        QTest::keyClick(m_window.get(), Qt::Key_Slash);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("2"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QPushButton *dnf = nullptr;
        QVERIFY(eventually([&] {
            for (auto *button : m_window->findChildren<QPushButton *>())
                if (button->isVisible() && button->isEnabled() && button->text().startsWith(QStringLiteral("DNF")))
                    dnf = button;
            return dnf != nullptr;
        }));
        QTest::mouseClick(dnf, Qt::LeftButton);
        QVERIFY(eventually([&] { return csv() != before; }));
        const QByteArray after = csv();
        QVERIFY2(after.contains("5K,1,1,1,1,Ada") && after.contains(",DNF,"), after.constData());
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(eventually([&] { return csv() == before; }));
        // Taken back: Ben finished again, so the screen shows him again. That is news, not a repetition.
        QVERIFY(eventually([&] { return m_shown.size() == 3; }));
    }

    void screenLosesItsCable()
    {
        using namespace std::chrono_literals;
        QCOMPARE(QProcess::execute(QStringLiteral("xrandr"), {QStringLiteral("--delmonitor"), QStringLiteral("M2")}), 0);
        QVERIFY(eventually([&] { return !screen().visible; }));
        read("FINISH", "3", 1300s);
        read("FINISH", "44", 1301s);
        QVERIFY(eventually([&] { return m_console->view()->counters.finished == 4; }));
        QVERIFY(m_window->isVisible());
        QCOMPARE(m_shown.size(), 3); // nobody was shown to nobody
        QCOMPARE(QProcess::execute(QStringLiteral("xrandr"), {QStringLiteral("--setmonitor"), QStringLiteral("M2"), QStringLiteral("1920/520x1080/290+1280+0"), QStringLiteral("none")}), 0);
        QVERIFY(eventually([&] { return screen().visible; }));
        QVERIFY(eventually([&] { return m_shown.size() == 5; }));
    }

    void screenDies()
    {
        using namespace std::chrono_literals;
        for (const char *bib : {"5", "6", "7", "8"})
            read("START", bib, 2s);
        read("FINISH", "5", 1400s);
        read("FINISH", "6", 1401s);
        read("FINISH", "7", 1402s);
        read("FINISH", "8", 1403s);
        QVERIFY(eventually([&] { return m_shown.contains(QStringLiteral("5")); }));
        QCOMPARE(QProcess::execute(QStringLiteral("pkill"), {QStringLiteral("-9"), QStringLiteral("-f"), QStringLiteral("gantry-screen.*") + m_console->ports().feed}), 0);
        QVERIFY(eventually([&] { return screen().restarts == 1 && screen().visible; }));
        QVERIFY(eventually([&] { return m_shown.contains(QStringLiteral("8")); }));
        // The one that was on screen when it died may be shown again: it had not had its time.
        QStringList once;
        for (const QString &bib : m_shown)
            if (once.isEmpty() || once.last() != bib)
                once.append(bib);
        m_shown = once;
    }

    test::TempStore m_files;
    SystemClock m_clock;
    std::unique_ptr<engine::Console> m_console;
    std::unique_ptr<ui::EngineCommands> m_commands;
    std::unique_ptr<ui::ConsoleWindow> m_window;
    std::unique_ptr<screens::ScreenDirector> m_director;
    QTcpSocket m_reader;
    UtcTime m_gun;
    int m_sequence = 0;
    QStringList m_shown;
};

// Two virtual monitors must be there before the application is. So this program starts itself a second time, on them.
int main(int argc, char **argv)
{
    constexpr auto kInside = "GANTRY_RACE_STORY";
    if (qEnvironmentVariableIsSet(kInside)) {
        QApplication app(argc, argv);
        RaceStory story;
        return QTest::qExec(&story, argc, argv);
    }
    QCoreApplication app(argc, argv);
    if (const QString missing = test::VirtualRoom::missingTools(); !missing.isEmpty()) {
        std::printf("SKIP   : RaceStory needs %s\n", qPrintable(missing));
        return 0;
    }
    test::VirtualRoom room;
    if (!room.open()) {
        std::printf("FAIL!  : RaceStory: no virtual monitors\n");
        return 1;
    }
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(kInside), QStringLiteral("1"));
    environment.insert(QStringLiteral("DISPLAY"), room.display());
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    QProcess inside;
    inside.setProcessChannelMode(QProcess::ForwardedChannels);
    inside.setProcessEnvironment(environment);
    inside.start(QCoreApplication::applicationFilePath(), QCoreApplication::arguments().mid(1));
    if (!inside.waitForFinished(150'000))
        inside.kill();
    return inside.exitStatus() == QProcess::NormalExit ? inside.exitCode() : 1;
}

#include "racestory.moc"
