// SPDX-License-Identifier: Apache-2.0
// Teams in the window: the list, the runners of a team, what a correction does to them, and the printed list.
#include "tests/ui/console/fakes.h"
#include "tests/ui/console/pictures.h"
#include "tests/unit/engine/enginekit.h"
#include "ui/console/common/datatable.h"
#include "ui/console/common/printpanel.h"
#include "ui/console/consolewindow.h"
#include "ui/console/frame/runnerpanel.h"
#include "ui/console/results/teamspart.h"
#include "ui/models/teamsmodel.h"

#include <QApplication>
#include <QJsonDocument>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace gantry;
using namespace gantry::ui;
using test::Bench;

namespace {

constexpr const char *kDocument = R"({"name":"County Cross-Country","date":"2026-10-10","timezone":"Europe/London",
 "timing_points":[{"name":"Finish","kind":"finish"}],
 "records":[{"race":"Boys 5K","name":"Course record","time":"17:30","holder":"M. Old","year":2011}],
 "races":[{"name":"Boys 5K","distance_m":5000,"age_grades":"2025","start":{"mode":"gun"},"course":[{"point":"Finish"}],
   "team_rules":[{"name":"Teams","scorers":5,"displacers":2},{"name":"Fastest three","by":"time","scorers":3}]},
  {"name":"Fun run","start":{"mode":"gun"},"course":[{"point":"Finish"}]}]})";

// Five schools, the last one with three runners, and somebody of no school.
void enter(Bench &bench)
{
    const char *schools[] = {"Central High", "Springfield", "Gray County", "Hillcrest", "Westport"};
    const char *names[] = {"Noah", "Liam", "Owen", "Ezra", "Theo", "Jonah", "Silas", "Amos"};
    QByteArray roster = "Bib,First Name,Last Name,Team,Gender,Age,Race\n", times;
    int place = 0;
    for (int row = 0; row < 8; ++row)
        for (int i = 0; i < 5; ++i) {
            const int school = (i + row * 2) % 5;
            if (school == 4 && row > 2)
                continue;
            const QByteArray bib = QByteArray::number(101 + place);
            roster += bib + ',' + names[row] + ',' + QByteArray(schools[school]).left(4) + "son," + schools[school] + ",M," + QByteArray::number(14 + place % 5) + ",Boys 5K\n";
            times += bib + "\t17:" + QByteArray::number(20 + place) + "\n";
            ++place;
        }
    roster += "900,Sam,Single,Unattached,M,17,Boys 5K\n901,Ida,Fun,Ash,F,30,Fun run\n902,Ben,Fun,Ash,M,30,Fun run\n";
    times += "900\t17:25.5\n";
    QVERIFY(bench.open());
    QVERIFY(bench.load(QJsonDocument::fromJson(kDocument).object()));
    QCOMPARE(bench.runOn(QStringLiteral("roster import"), QStringLiteral("roster.csv"), roster).exitCode, 0);
    QCOMPARE(bench.runOn(QStringLiteral("reads import --format times"), QStringLiteral("times.tsv"), times).exitCode, 0);
}

struct Room {
    explicit Room(Theme theme = Theme::Dark) : window(commands, bench.clock(), theme)
    {
        enter(bench);
        window.resize(1366, 768);
        window.show();
        window.setView(bench.view());
        window.activateWindow();
        QApplication::setActiveWindow(&window);
        window.openPage(QStringLiteral("results/teams"));
        QApplication::processEvents();
    }
    template<class T>
    T *get(const char *name) { return window.findChild<T *>(QString::fromLatin1(name)); }
    QString text(const char *label) { return get<QLabel>(label)->text(); }
    QString cell(const char *table, int row, int column)
    {
        return get<DataTable>(table)->model()->index(row, column).data().toString();
    }
    int rows(const char *table) { return get<DataTable>(table)->model()->rowCount(); }
    void select(int row) { get<DataTable>("teams")->selectRow(row); }
    QStringList column(const char *table, int column)
    {
        QStringList out;
        for (int i = 0; i < rows(table); ++i)
            out.append(cell(table, i, column));
        return out;
    }
    void news()
    {
        window.setView(bench.view());
        QApplication::processEvents();
    }

    Bench bench;
    testing::RecordingCommands commands;
    ConsoleWindow window;
};

} // namespace

class TestUiTeams : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theList_isWhatTheVerbSays()
    {
        Room room;
        QVERIFY(room.get<TeamsPart>("teamsPart")->isVisible());
        QStringList wanted;
        const QStringList lines = QString::fromUtf8(room.bench.run(QStringLiteral("teams --format csv")).out).remove(u'\r').split(u'\n', Qt::SkipEmptyParts);
        for (const QString &line : lines.mid(1))
            wanted.append(line.section(u',', 0, 3));
        QStringList shown;
        for (int i = 0; i < room.rows("teams"); ++i)
            if (room.cell("teams", i, 1) != dash())
                shown.append(QStringList{room.cell("teams", i, 0).section(QStringLiteral(" · "), -1), room.cell("teams", i, 1), room.cell("teams", i, 2), room.cell("teams", i, 3)}.join(u','));
        QVERIFY(wanted.size() > 6);
        QCOMPARE(shown, wanted);
        QCOMPARE(room.text("teamsCount"), QStringLiteral("9 teams, 1 more not complete"));
        QVERIFY(room.column("teams", 6).contains(QStringLiteral("▲ 3 of 5 scorers")));
    }

    void aSelectedTeam_showsItsRunners_andARunnerOpensTheCard()
    {
        Room room;
        room.select(0);
        const QString team = room.cell("teams", 0, 2);
        QCOMPARE(room.text("teamName"), team);
        QCOMPARE(room.rows("teamRunners"), 8);
        QCOMPARE(room.column("teamRunners", 1).mid(0, 5).join(u' '), room.cell("teams", 0, 4));
        QCOMPARE(room.cell("teamRunners", 0, 0), QStringLiteral("● scores"));
        QCOMPARE(room.cell("teamRunners", 5, 0), QStringLiteral("displaces"));
        QCOMPARE(room.cell("teamRunners", 7, 0), QStringLiteral("not needed"));
        QTest::keyClick(room.get<DataTable>("teams"), Qt::Key_Return);
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("teamRunners"));
        room.get<DataTable>("teamRunners")->selectRow(0);
        QTest::keyClick(room.get<DataTable>("teamRunners"), Qt::Key_Return);
        QTRY_COMPARE(room.get<RunnerPanel>("runnerCard")->card().bib, room.cell("teamRunners", 0, 2));
    }

    void aDisqualification_changesTheTeams_andTheSelectedOneStaysSelected()
    {
        Room room;
        room.select(0);
        const QString team = room.cell("teams", 0, 2), before = room.cell("teams", 0, 3);
        QCOMPARE(room.bench.run(QStringLiteral("op dq --bib ") + room.cell("teamRunners", 0, 2)).exitCode, 0);
        room.news();
        QCOMPARE(room.text("teamName"), team);
        QVERIFY(room.cell("teams", room.column("teams", 2).indexOf(team), 3) != before);
        QCOMPARE(room.cell("teamRunners", 7, 0), QStringLiteral("no place"));
        QTest::keyClick(room.get<DataTable>("teams"), Qt::Key_Escape);
    }

    void aRaceWithoutARule_saysSo()
    {
        Room room;
        room.get<QPushButton>("raceButton1")->click();
        QCOMPARE(room.text("teamsCount"), QStringLiteral("No team rule"));
        QCOMPARE(room.rows("teams"), 0);
        room.get<QPushButton>("raceButton0")->click();
        QCOMPARE(room.rows("teams"), 10);
        room.get<QPushButton>("showTeams")->click();
        QVERIFY(!room.get<TeamsPart>("teamsPart")->isVisible());
    }

    void theInbox_asksForTheMissingRule_andChecksTheRecord()
    {
        Room room;
        QStringList keys;
        for (const engine::Problem &p : *room.bench.view()->problems)
            keys.append(p.key);
        QVERIFY2(keys.contains(QStringLiteral("noteamrule/Fun run")), qPrintable(keys.join(u' ')));
        QVERIFY(std::ranges::any_of(keys, [](const QString &k) { return k.startsWith(u"record/Boys 5K/Course record"); }));
    }

    void thePrintedList_hasTeamsWithTheirRunners()
    {
        Room room;
        const PrintTable table = TeamsModel::printed(*room.bench.view(), -1);
        QCOMPARE(table.rows.front(), QStringList{QStringLiteral("Boys 5K · Teams (by places: 5 score, 2 displace)")});
        QCOMPARE(table.rows[1][0], QStringLiteral("1"));
        QVERIFY(table.rows[1][3].contains(QStringLiteral(" | ")) && table.rows[1][3].count(u'(') == 7);
        QTest::keyClick(room.get<DataTable>("teams"), Qt::Key_P);
        QTRY_VERIFY(room.get<PrintPanel>("teamsPaper")); // the button shows that it was pressed, then clicks
        auto *paper = room.get<PrintPanel>("teamsPaper");
        QVERIFY(paper->isOpen());
        QTRY_VERIFY(paper->findChild<QLabel *>(QStringLiteral("printPage"))->text().startsWith(QStringLiteral("1 of")));
        room.window.openPage(QStringLiteral("results"));
        QTest::keyClick(room.get<DataTable>("teams"), Qt::Key_Escape);
        QVERIFY(!paper->isOpen());
    }

    void pictures()
    {
        const QTemporaryDir temporary;
        const QString folder = qEnvironmentVariable("GANTRY_PICTURES", temporary.path());
        for (const auto &[theme, word] : {std::pair(Theme::Dark, "dark"), std::pair(Theme::Light, "light"), std::pair(Theme::Sun, "sun")}) {
            Room room(theme);
            room.select(0);
            QVERIFY(testing::takePicture(room.window, folder, QStringLiteral("teams-") + QLatin1String(word)));
        }
    }
};

QTEST_MAIN(TestUiTeams)

#include "teamsuitest.moc"
