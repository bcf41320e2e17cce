// SPDX-License-Identifier: Apache-2.0
// The Awards page as an operator uses it, over a real engine: official, announced, handed out, and a place that changes hands.
#include "tests/support/fakeclock.h"
#include "tests/support/tempstore.h"
#include "tests/ui/console/pictures.h"
#include "ui/console/awards/awardspage.h"
#include "ui/console/common/datatable.h"
#include "ui/console/consolewindow.h"
#include "ui/models/awardsmodel.h"
#include "ui/models/enginecommands.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

using namespace gantry;
using namespace gantry::ui;

namespace {

constexpr const char *kEvent = R"({"name":"Harbour 5K","date":"2026-05-30","timezone":"Europe/London",
    "timing_points":[{"name":"Finish","kind":"finish","aliases":["FIN"]}],
    "races":[{"name":"5K","distance_m":5000,"start":{"mode":"gun","gun":"2026-05-30T09:00:00"},"rounding":"half_up_1s",
      "divisions":[{"name":"Women","genders":["F"]},{"name":"Men","genders":["M"]}],
      "awards":[{"name":"Women Open","genders":["F"],"places":3,"priority":1},{"name":"Men Open","genders":["M"],"places":3,"priority":1},
                {"name":"Women 40-49","genders":["F"],"age_min":40,"age_max":49,"places":2,"priority":2},
                {"name":"Men 40-49","genders":["M"],"age_min":40,"age_max":49,"places":2,"priority":2},
                {"name":"First local","places":1,"clubs":["Falkland Trail Runners"],"exclusive":false,"priority":3}]}]})";

// Bib, first name, last name, sex, age, club; the finish follows in the order of the bibs, 20 s apart.
constexpr const char *kPeople[] = {"88,Ines,Okafor,F,29,Falkland Trail Runners", "40,Kofi,Petrov,M,33,Fife AC", "72,Zoë,Fournier,F,44,Dundee Road Runners",
                                   "62,Łucja,García-López,F,31,Fife AC", "162,Дмитрий,van der Berg,M,41,Dundee Hawkhill H", "85,Priya,Ångström,F,45,Kirkcaldy Wizards",
                                   "17,ليلى,المنصوري,F,47,نادي الشاطئ", "5,Wilhelmina Augusta,Longfellow-Featherstonehaugh,F,43,Newburgh Dunes and Marram Grass Running Club",
                                   "30,Mateo,Nguyễn,M,48,Fife AC", "107,Xavier,Yilmaz,M,27,"};

struct Room {
    explicit Room(Theme theme = Theme::Dark)
    {
        engine::ConsoleOptions options;
        options.storePath = files.path();
        auto opened = engine::Console::open(options, clock);
        console = std::move(opened.console);
        commands = std::make_unique<EngineCommands>(*console);
        window = std::make_unique<ConsoleWindow>(*commands, clock, theme);
        QObject::connect(console.get(), &engine::Console::published, window.get(), &ConsoleWindow::setView);
        window->resize(1366, 768);
        window->show();
        window->activateWindow();
        QApplication::setActiveWindow(window.get());
    }
    ~Room()
    {
        window.reset();
        commands.reset();
        console.reset();
    }
    // Everybody is back, and the page is open.
    bool prepare()
    {
        QByteArray roster = "Bib,First Name,Last Name,Gender,Age,Club\n", times;
        int seconds = 20 * 60;
        for (const char *person : kPeople) {
            roster += QByteArray(person) + '\n';
            times += QByteArray(person).split(',').front() + "\t00:" + QByteArray::number(seconds / 60) + ':' + QByteArray::number(100 + seconds % 60).mid(1) + '\n';
            seconds += 20;
        }
        return run({QStringLiteral("event"), QStringLiteral("load"), QStringLiteral("--text"), QString::fromUtf8(kEvent)})
            && run({QStringLiteral("roster"), QStringLiteral("import"), file("roster.csv", roster)})
            && run({QStringLiteral("reads"), QStringLiteral("import"), file("times.tsv", times), QStringLiteral("--format"), QStringLiteral("times")}) && openPage();
    }
    bool openPage()
    {
        console->flushView();
        QApplication::processEvents();
        window->setView(console->view());
        window->openPage(QStringLiteral("awards"));
        return until([&] { return bands()->model()->rowCount() > 0; });
    }
    QString file(const char *name, const QByteArray &bytes)
    {
        QFile out(folder.filePath(QLatin1String(name)));
        if (out.open(QIODevice::WriteOnly))
            out.write(bytes);
        return out.fileName();
    }
    bool run(const QStringList &words)
    {
        const auto done = console->run(words);
        if (done.exitCode != 0)
            qWarning("%s", done.err.constData());
        QApplication::processEvents();
        return done.exitCode == 0;
    }
    bool run(const QString &words) { return run(words.split(u' ')); }
    template<class T>
    T *get(const QString &name) { return window->findChild<T *>(name); }
    DataTable *bands() { return get<DataTable>(QStringLiteral("bands")); }
    DataTable *prizes() { return get<DataTable>(QStringLiteral("prizes")); }
    QPushButton *button(const char *name) { return get<QPushButton>(QLatin1String(name)); }
    QString text(const char *label) { return get<QLabel>(QLatin1String(label))->text(); }
    void key(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget() : window.get(), Qt::Key(key), modifiers);
        QApplication::processEvents();
    }
    QString cell(DataTable *table, int row, int column) { return static_cast<RowModel *>(table->model())->cell(table->model()->index(row, column)).text; }
    QStringList row(DataTable *table, int row)
    {
        QStringList out;
        for (int c = 0; c < table->model()->columnCount(); ++c)
            out << cell(table, row, c);
        return out;
    }
    bool until(const std::function<bool()> &condition) { return QTest::qWaitFor(condition, 5000); }
    std::vector<engine::Problem> problems(const QString &prefix)
    {
        console->flushView();
        std::vector<engine::Problem> out;
        for (const engine::Problem &p : *console->view()->problems)
            if (p.key.startsWith(prefix))
                out.push_back(p);
        return out;
    }

    test::FakeClock clock;
    test::TempStore files;
    QTemporaryDir folder;
    std::unique_ptr<engine::Console> console;
    std::unique_ptr<EngineCommands> commands;
    std::unique_ptr<ConsoleWindow> window;
};

constexpr int kState = PrizesModel::State, kAnnounced = PrizesModel::Announced, kHanded = PrizesModel::Handed, kBib = PrizesModel::Bib;

void picture(Room &room, const char *name)
{
    const QTemporaryDir temporary;
    QVERIFY(testing::takePicture(*room.window, qEnvironmentVariable("GANTRY_PICTURES", temporary.path()), QLatin1String(name)));
}

} // namespace

class AwardsPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ctrl6_showsBandsAndTheirWinners()
    {
        Room room;
        QVERIFY(room.prepare());
        room.window->openPage(QStringLiteral("race"));
        room.key(Qt::Key_6, Qt::ControlModifier);
        QCOMPARE(room.window->currentPage(), QStringLiteral("awards"));
        QCOMPARE(room.bands()->model()->rowCount(), 5);
        QCOMPARE(room.row(room.bands(), 0), (QStringList{QStringLiteral("Women Open"), QStringLiteral("○ detected"), QStringLiteral("0 / 3")}));
        QCOMPARE(room.text("bandTitle"), QStringLiteral("Women Open"));
        QCOMPARE(room.prizes()->model()->rowCount(), 3);
        QCOMPARE(room.row(room.prizes(), 0).mid(0, 5), (QStringList{QStringLiteral("1"), QStringLiteral("88"), QStringLiteral("Ines Okafor"), QStringLiteral("Falkland Trail Runners"), QStringLiteral("0:20:00")}));
        room.key(Qt::Key_Down);
        room.key(Qt::Key_Down);
        QCOMPARE(room.text("bandTitle"), QStringLiteral("Women 40-49"));
        QCOMPARE(room.cell(room.prizes(), 0, kBib), QStringLiteral("85")); // 72 won in the open band
    }

    void provisional_showsTheProtestTimeRunning_thenOfficial()
    {
        Room room;
        QVERIFY(room.prepare());
        room.key(Qt::Key_P);
        QVERIFY(room.until([&] { return room.cell(room.bands(), 0, BandsModel::State) == u"▲ provisional 30:00"; }));
        room.clock.advance(std::chrono::minutes(20));
        QVERIFY(room.until([&] { return room.cell(room.bands(), 0, BandsModel::State) == u"▲ provisional 10:00"; })); // by itself
        room.clock.advance(std::chrono::minutes(11));
        QVERIFY(room.until([&] { return room.cell(room.bands(), 0, BandsModel::State).contains(u"time over"); }));
        room.key(Qt::Key_O);
        QVERIFY(room.until([&] { return room.cell(room.prizes(), 0, kState) == u"● official"; }));
        room.key(Qt::Key_O, Qt::ShiftModifier);
        QVERIFY(room.until([&] { return room.cell(room.bands(), 4, BandsModel::State) == u"● official"; }));
        room.key(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(room.until([&] { return room.cell(room.bands(), 4, BandsModel::State) == u"○ detected"; }));
    }

    void onlyAnOfficialBandIsAnnounced()
    {
        Room room;
        QVERIFY(room.prepare());
        QVERIFY(!room.button("prizeAnnounced")->isEnabled());
        room.key(Qt::Key_A);
        QVERIFY(room.until([&] { return room.get<QLabel>(QStringLiteral("lastOp"))->toolTip().contains(u"not official yet"); }));
        room.key(Qt::Key_T);
        QVERIFY(room.text("announceTitle").contains(u"not official yet"));
        QVERIFY(room.get<QPlainTextEdit>(QStringLiteral("announceText"))->toPlainText().isEmpty());
        room.key(Qt::Key_Escape);
        QVERIFY(!room.get<QWidget>(QStringLiteral("announcePanel"))->isVisible());
        room.key(Qt::Key_O);
        QVERIFY(room.until([&] { return room.button("prizeAnnounced")->isEnabled(); }));
        room.key(Qt::Key_T);
        const QString text = room.get<QPlainTextEdit>(QStringLiteral("announceText"))->toPlainText();
        QVERIFY2(text.contains(u"The winner, in 0:20:00: Ines Okafor of Falkland Trail Runners, number 88.") && text.indexOf(u"3rd") < text.indexOf(u"The winner"), qPrintable(text));
        room.button("announceDone")->click();
        QVERIFY(room.until([&] { return room.cell(room.prizes(), 2, kAnnounced).startsWith(u"●"); }));
    }

    void handedOutPrizeThatChangesHands_raisesTheAlarm_untilItIsSettled()
    {
        Room room;
        QVERIFY(room.prepare());
        room.key(Qt::Key_O);
        QVERIFY(room.until([&] { return room.cell(room.prizes(), 0, kState) == u"● official"; }));
        room.key(Qt::Key_Right);
        room.key(Qt::Key_Down); // the second prize: bib 72
        room.key(Qt::Key_H);
        QVERIFY(room.until([&] { return room.cell(room.prizes(), 1, kHanded).startsWith(u"●"); }));
        QCOMPARE(room.cell(room.bands(), 0, BandsModel::Given), QStringLiteral("1 / 3"));
        QVERIFY(room.problems(QStringLiteral("award/")).empty());
        room.clock.advance(std::chrono::minutes(1));
        QVERIFY(room.run(QStringList{QStringLiteral("op"), QStringLiteral("penalty"), QStringLiteral("--bib"), QStringLiteral("72"), QStringLiteral("--seconds"), QStringLiteral("70"), QStringLiteral("--reason"), QStringLiteral("short cut")}));
        QVERIFY(room.until([&] { return room.cell(room.prizes(), 1, kState) == u"■ not his"; })); // the chosen row stays where it is
        QCOMPARE(room.prizes()->model()->rowCount(), 3);
        QCOMPARE(room.cell(room.prizes(), 1, kBib), QStringLiteral("72"));
        const auto red = room.problems(QStringLiteral("award/"));
        QCOMPARE(red.size(), std::size_t(1));
        QVERIFY2(red[0].text.contains(u"Zoë Fournier") && red[0].text.contains(u"Łucja García-López") && red[0].text.contains(u"short cut"), qPrintable(red[0].text));
        QVERIFY(room.text("awardsSummary").contains(u"1 given to the wrong runner"));
        QVERIFY(room.text("bandChange").contains(u"Zoë Fournier"));
        room.prizes()->clearSelection();
        QCOMPARE(room.prizes()->model()->rowCount(), 4);
        int gone = -1;
        for (int r = 0; r < 4; ++r)
            if (room.cell(room.prizes(), r, kState) == u"■ not his")
                gone = r;
        QVERIFY(gone >= 0);
        QCOMPARE(room.cell(room.prizes(), gone, kBib), QStringLiteral("72"));
        picture(room, "awards-alarm-dark");
        room.prizes()->setFocus();
        room.prizes()->selectRow(gone);
        QVERIFY(room.button("prizeBack")->isVisible() && room.button("prizeStays")->isVisible());
        room.key(Qt::Key_B);
        QVERIFY(room.until([&] { return room.problems(QStringLiteral("award/")).empty(); }));
        room.key(Qt::Key_C);
        QVERIFY(room.until([&] { return room.cell(room.bands(), 0, BandsModel::State) == u"● corrected"; }));
        QVERIFY(room.problems(QStringLiteral("official/")).empty());
    }

    void theFixOfAProblem_opensItsBand()
    {
        Room room;
        QVERIFY(room.prepare());
        room.window->openPage(QStringLiteral("awards/0/3"));
        QCOMPARE(room.text("bandTitle"), QStringLiteral("Men 40-49"));
    }

    void whyNot_answersForAnyBib_theShownBandFirst()
    {
        Room room;
        QVERIFY(room.prepare());
        room.key(Qt::Key_Down);
        room.key(Qt::Key_Down); // Women 40-49
        room.key(Qt::Key_W);
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("whyBib"));
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("72"));
        room.key(Qt::Key_Return);
        QVERIFY(room.until([&] { return room.text("whyFirst").contains(u"won Women Open 2nd, so not eligible for Women 40-49"); }));
        QVERIFY(room.text("whyOthers").contains(u"Men Open: only for men"));
        picture(room, "awards-why-dark");
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("999"));
        room.key(Qt::Key_Return);
        QVERIFY(room.until([&] { return room.text("whyWho").contains(u"Nobody has bib 999"); }));
        room.key(Qt::Key_Escape);
        QVERIFY(!room.get<QWidget>(QStringLiteral("whyPanel"))->isVisible());
        QVERIFY(room.bands()->hasFocus());
    }

    void divisions_haveTheirOwnList()
    {
        Room room;
        QVERIFY(room.prepare());
        room.button("showDivisions")->click();
        QCOMPARE(room.bands()->model()->rowCount(), 2);
        QCOMPARE(room.prizes()->model()->rowCount(), 6);
        room.bands()->setFocus();
        room.key(Qt::Key_O);
        QVERIFY(room.until([&] { return room.cell(room.bands(), 0, BandsModel::State) == u"● official"; }));
        QVERIFY(!room.button("prizeHanded")->isEnabled());
    }

    void paper_hasEveryBand()
    {
        Room room;
        QVERIFY(room.prepare());
        room.console->flushView();
        const PrintTable table = PrizesModel::printed(*room.console->view(), -1, room.clock.now());
        QStringList headings;
        for (const QStringList &row : table.rows)
            if (row.size() == 1)
                headings << row.front().section(QStringLiteral("   "), 0, 0);
        QCOMPARE(headings, (QStringList{QStringLiteral("Women Open"), QStringLiteral("Men Open"), QStringLiteral("Women 40-49"), QStringLiteral("Men 40-49"), QStringLiteral("First local")}));
        room.key(Qt::Key_P, Qt::ControlModifier);
        QVERIFY(room.until([&] { return room.get<QWidget>(QStringLiteral("awardsPaper")) && room.get<QWidget>(QStringLiteral("awardsPaper"))->isVisible(); }));
        room.key(Qt::Key_Escape);
        QVERIFY(!room.get<QWidget>(QStringLiteral("awardsPaper"))->isVisible());
    }

    void pictures()
    {
        for (const auto &[theme, word] : {std::pair(Theme::Dark, "dark"), std::pair(Theme::Light, "light"), std::pair(Theme::Sun, "sun")}) {
            Room room(theme);
            QVERIFY(room.prepare());
            room.key(Qt::Key_O);
            QVERIFY(room.until([&] { return room.cell(room.prizes(), 0, kState) == u"● official"; }));
            room.key(Qt::Key_A);
            QVERIFY(room.until([&] { return room.cell(room.prizes(), 0, kAnnounced).startsWith(u"●"); }));
            room.key(Qt::Key_Right);
            room.key(Qt::Key_H);
            QVERIFY(room.until([&] { return room.cell(room.prizes(), 0, kHanded).startsWith(u"●"); }));
            QVERIFY(room.run(QStringList{QStringLiteral("op"), QStringLiteral("award-state"), QStringLiteral("provisional"), QStringLiteral("--band"), QStringLiteral("Men Open")}));
            room.clock.advance(std::chrono::minutes(7));
            room.openPage();
            picture(room, qPrintable(QStringLiteral("awards-%1").arg(QLatin1String(word))));
            room.key(Qt::Key_T);
            picture(room, qPrintable(QStringLiteral("awards-announcer-%1").arg(QLatin1String(word))));
            room.key(Qt::Key_Escape);
            room.window->openPage(QStringLiteral("awards/0/2"));
            picture(room, qPrintable(QStringLiteral("awards-names-%1").arg(QLatin1String(word))));
            if (theme == Theme::Light) {
                room.window->resize(3840, 2160);
                picture(room, "awards-4k-light");
            }
        }
    }
};

QTEST_MAIN(AwardsPageTest)
#include "awardspagetest.moc"
