// SPDX-License-Identifier: Apache-2.0
// A whole race day, as the operator lives it, in one story of fifteen steps on two monitors. Each step asserts what can be read in
// the window. The console is killed with SIGKILL at the end of part one; part two is another process on the same store.
#include "tests/support/tempstore.h"
#include "tests/ui/race/storydesk.h"
#include "tests/ui/screens/virtualroom.h"
#include "ui/models/rowmodel.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <cstdio>

using namespace gantry;
using namespace gantry::test;
using namespace std::chrono_literals;

namespace {

constexpr int kFirst = 1, kLast = 199;     // bibs
constexpr auto kStory = "GANTRY_RACE_DAY_DIR", kPart = "GANTRY_RACE_DAY_PART";
const UtcTime kPlanned = fromUs(1'780'128'000'000'000); // 2026-05-30 08:00:00 UTC

// One mat is start and finish; the course turns at half-way. 650 s is the least a finish can take.
const char *const kEvent = R"({"name":"Harbour 5K","date":"2026-05-30","timezone":"UTC",
"timing_points":[{"name":"Line","kind":"start_finish"},{"name":"Half","kind":"split"}],
"races":[{"name":"5K","distance_m":5000,"start":{"mode":"chip","gun":"2026-05-30T08:00:00"},
"course":[{"point":"Half","name":"Half","distance_m":2500,"min_time_s":325},{"point":"Line","name":"Finish","distance_m":5000,"min_time_s":650}]}]})";

// Line 2 is bib 1. Bib 7 has no sex; line 201 gives bib 57 to somebody else.
QByteArray roster()
{
    QByteArray csv("Bib,First Name,Last Name,Gender,Age\n");
    for (int bib = kFirst; bib <= kLast; ++bib) {
        const QByteArray n = QByteArray::number(bib);
        csv += n + ",First" + n + ",Last" + n + (bib == 7 ? "," : bib % 2 ? ",F" : ",M") + ',' + QByteArray::number(18 + bib % 60) + '\n';
    }
    return csv + "57,Somebody,Else,M,40\n";
}

bool isMissed(int bib)
{
    return bib >= 50 && bib <= 52; // the start mat did not see them
}

QString dir()
{
    return qEnvironmentVariable(kStory);
}

} // namespace

class RaceDay : public QObject {
    Q_OBJECT

    std::unique_ptr<StoryDesk> m_desk;
    std::unique_ptr<StoryBox> m_line, m_half;
    UtcTime m_gun;

    StoryDesk &desk() { return *m_desk; }
    const engine::Counters &counters() { return m_counters = desk().view()->counters; }
    engine::Counters m_counters;
    QString file(const char *name) const { return dir() + u'/' + QLatin1String(name); }
    bool write(const char *name, const QByteArray &bytes)
    {
        QFile f(file(name));
        return f.open(QIODevice::WriteOnly) && f.write(bytes) == bytes.size();
    }
    // The strip's figure, as it is read there.
    bool counts(const QString &figure) { return desk().until([&] { return desk().sees(figure); }); }
    void picture(const char *name)
    {
        const QString folder = qEnvironmentVariable("GANTRY_PICTURES");
        if (!folder.isEmpty())
            desk().window->grab().save(folder + QStringLiteral("/story-") + QLatin1String(name) + QStringLiteral(".png"));
    }
    // Out of the field, the answer, the card: back to the problems.
    void leave()
    {
        for (int i = 0; i < 3; ++i)
            desk().press(Qt::Key_Escape);
    }
    void at(Micros afterGun) { desk().clock.set(m_gun + afterGun); }
    bool open(UtcTime now)
    {
        QFile shipped(QStringLiteral(GANTRY_SOURCE_DIR "/resources/templates/finisher.json"));
        if (!shipped.open(QIODevice::ReadOnly))
            return false;
        // The shipped template with less patience than an audience needs.
        QJsonObject quick = QJsonDocument::fromJson(shipped.readAll()).object();
        quick[QStringLiteral("dwell_ms")] = 500;
        quick[QStringLiteral("busy_dwell_ms")] = 250;
        if (!write("quick.json", QJsonDocument(quick).toJson()))
            return false;
        m_desk = std::make_unique<StoryDesk>(now);
        return m_desk->open(dir() + QStringLiteral("/store"), file("quick.json"));
    }

    // --- the steps -----------------------------------------------------------------------------------------------------
    void import200Rows();
    void boxClockIsWrong();
    void staffTagIsChecked();
    void bib12IsReadAnHourEarly();
    void armStartUndoStart();
    void waveCrosses();
    void bib12CrossesAgain();
    void firstFinisher();
    void unknownChipBecomesALateEntry();
    void readerIsCut();
    void bibByHand();
    void swapAndUndo();
    void screenIsPulled();
    void stragglers();

private Q_SLOTS:
    void partOne();
    void partTwo();
    void cleanup() { m_desk.reset(); }
};

// (1) 200 rows: 199 in, one duplicate with its line, a missing sex is "unknown".
void RaceDay::import200Rows()
{
    QVERIFY(write("event.json", kEvent) && write("roster.csv", roster()));
    desk().command(QStringLiteral("event load ") + file("event.json"));
    QVERIFY(desk().until([&] { return desk().view()->event != nullptr; }));
    desk().command(QStringLiteral("roster import ") + file("roster.csv"));
    QVERIFY(desk().until([&] { return counters().entered == kLast; }));
    QVERIFY2(desk().untilSees(QStringLiteral("line 201: bib: bib 57 is already in line 58")), qPrintable(desk().texts().join(u'\n')));
    QVERIFY2(desk().sees(QStringLiteral("line 8: gender: no sex given; it counts as unknown")), qPrintable(desk().texts().join(u'\n')));
    picture("01-imported");
    desk().page(2);
    QVERIFY2(desk().untilSees(QStringLiteral("199 Entered")), qPrintable(desk().texts().join(u'\n')));
    QVERIFY(desk().csv().contains("First7,Last7,,"));
}

// (2) The box's clock is 3.2 s ahead: red tile; offset accepted: green; what the box said stays as it was.
void RaceDay::boxClockIsWrong()
{
    m_line = std::make_unique<StoryBox>(desk().clock, "LINE", "0F2A38");
    m_half = std::make_unique<StoryBox>(desk().clock, "HALF", "0F2A39");
    m_line->ahead = 3200ms;
    QVERIFY(m_line->dial(quint16(desk().console->ports().ctp01)));
    QVERIFY(m_half->dial(quint16(desk().console->ports().ctp01)));
    for (int i = 0; i < 12; ++i) { // a volunteer walks over the mat with a staff tag
        QVERIFY(m_line->read(QStringLiteral("99997")));
        QVERIFY(desk().until([&] { return counters().reads == i + 1; }));
        desk().clock.advance(2s);
    }
    desk().page(4);
    QVERIFY2(desk().untilSees(QStringLiteral("LINE ■ clock +3.20 s"), 200ms), qPrintable(desk().texts().join(u'\n')));
    picture("02-clock-red");
    desk().press(Qt::Key_O);
    QVERIFY2(desk().until([&] { return !desk().run(QStringLiteral("problems")).contains(QStringLiteral("clock")); }, 200ms), qPrintable(desk().run(QStringLiteral("problems"))));
    QVERIFY2(desk().untilSees(QStringLiteral("LINE ●")), qPrintable(desk().texts().join(u'\n')));
    picture("02-clock-green");
}

// (3) A staff tag: the chip check names the point, Started stays 0.
void RaceDay::staffTagIsChecked()
{
    desk().window->openPage(QStringLiteral("reads/check"));
    QVERIFY(m_line->read(QStringLiteral("99998")));
    QVERIFY2(desk().untilSees(QStringLiteral("99998")), qPrintable(desk().texts().join(u'\n')));
    QVERIFY2(desk().sees(QStringLiteral("Test tag 99998")) && desk().sees(QStringLiteral("a tag of the crew")), qPrintable(desk().texts().join(u'\n')));
    auto *where = qobject_cast<QLabel *>(desk().widget(QStringLiteral("checkWhere")));
    QVERIFY(where && where->text().startsWith(QStringLiteral("Line")));
    QCOMPARE(counters().started, 0);
    QCOMPARE(counters().unknownChips, 0);
    picture("03-chip-check");
}

// (4) An hour early: not used, and the reason is there to be read.
void RaceDay::bib12IsReadAnHourEarly()
{
    desk().clock.set(kPlanned - 1h);
    QVERIFY(m_line->read(QStringLiteral("12")));
    QVERIFY(desk().until([&] { return (*desk().view()->reads)[desk().view()->reads->size() - 1].chip == "12"; }));
}

// (5) Arm, start: both clocks run; undo: the countdown is back; start again.
void RaceDay::armStartUndoStart()
{
    desk().clock.set(kPlanned - 10s);
    desk().page(1);
    desk().press(Qt::Key_F9); // dead: nothing is armed
    desk().press(Qt::Key_F8);
    QVERIFY(desk().until([&] { return desk().view()->waves->front().armed; }));
    QVERIFY(!desk().view()->waves->front().gun);
    desk().clock.set(kPlanned + 1s);
    desk().press(Qt::Key_F9);
    QVERIFY(desk().until([&] { return desk().view()->waves->front().gun.has_value(); }));
    desk().clock.advance(5s);
    QVERIFY(desk().untilSees(QStringLiteral("gun 08:00:01")));
    QVERIFY(desk().untilSees(QStringLiteral("0:00:05")));
    QVERIFY(desk().sees(QStringLiteral("08:00:06")));
    QVERIFY(desk().sees(QStringLiteral("Undo")));
    desk().press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(desk().until([&] { return !desk().view()->waves->front().gun; }));
    QVERIFY2(desk().untilSees(QStringLiteral("5K at 08:00:00")), qPrintable(desk().texts().join(u'\n')));
    if (!desk().view()->waves->front().armed)
        desk().press(Qt::Key_F8);
    QVERIFY(desk().until([&] { return desk().view()->waves->front().armed; }));
    desk().press(Qt::Key_F9);
    QVERIFY(desk().until([&] { return desk().view()->waves->front().gun.has_value(); }));
    m_gun = *desk().view()->waves->front().gun;
    QCOMPARE(m_gun, desk().clock.now());
    QVERIFY(desk().until([&] { return desk().run(QStringLiteral("explain --bib 12")).contains(QStringLiteral("before the gun")); }));
    desk().command(QStringLiteral("explain --bib 12"));
    QVERIFY2(desk().untilSees(QStringLiteral("before the gun")), qPrintable(desk().texts().join(u'\n')));
    QVERIFY(desk().sees(QStringLiteral("T07:00:03.2"))); // what the box said is as it was
    picture("05-early-read");
    leave();
}

// (6) Everybody crosses, three are missed: Started 196, three problems.
void RaceDay::waveCrosses()
{
    for (int bib = kFirst; bib <= kLast; ++bib) {
        at(1s + bib * 150ms);
        if (!isMissed(bib))
            QVERIFY(m_line->read(QString::number(bib)));
    }
    QVERIFY(desk().until([&] { return counters().started == kLast - 3; }));
    QVERIFY(desk().untilSees(QStringLiteral("196 Started")));
    at(3min + 30s);
    const auto named = [&] {
        int problems = 0;
        for (int bib = kFirst; bib <= kLast; ++bib)
            problems += desk().widget(QStringLiteral("problem:start/%1").arg(bib)) && desk().sees(QStringLiteral("bib %1 First%1").arg(bib));
        return problems == 3;
    };
    QVERIFY2(desk().until(named), qPrintable(desk().run(QStringLiteral("problems")) + desk().texts().join(u'\n')));
    picture("06-missed");
}

// (7) Bib 12 walks over the shared mat at 4:00: no finish, and explain says why.
void RaceDay::bib12CrossesAgain()
{
    at(4min);
    QVERIFY(m_line->read(QStringLiteral("12")));
    QVERIFY2(desk().until([&] { return desk().run(QStringLiteral("explain --bib 12")).contains(QStringLiteral("too early")) || desk().run(QStringLiteral("explain --bib 12")).contains(QStringLiteral("minimum")); }), qPrintable(desk().run(QStringLiteral("explain --bib 12"))));
    QCOMPARE(counters().finished, 0);
    desk().press(Qt::Key_Slash);
    desk().type(QStringLiteral("12"));
    desk().press(Qt::Key_Return);
    QVERIFY(desk().untilSees(QStringLiteral("First12 Last12")));
    QTest::keyClick(desk().window.get(), Qt::Key_E, Qt::ControlModifier);
    QVERIFY2(desk().until([&] { return desk().sees(QStringLiteral("minimum")) || desk().sees(QStringLiteral("too early")); }), qPrintable(desk().texts().join(u'\n')));
    picture("07-explain");
    leave();
}

// (8) The first finisher: a row, and a card on the screen.
void RaceDay::firstFinisher()
{
    for (int bib = kFirst; bib <= kLast; ++bib) { // half-way, in order; those whom the start missed are here too
        at(8min + bib * 2s);
        QVERIFY(m_half->read(QString::number(bib)));
    }
    at(16min + 40s);
    QVERIFY(m_line->read(QStringLiteral("1")));
    desk().page(1);
    QVERIFY(desk().until([&] { return desk().tableHas({QStringLiteral("1"), QStringLiteral("First1 Last1")}); }));
    QVERIFY(desk().until([&] { return desk().shown == QStringList{QStringLiteral("1")}; }));
    QVERIFY(desk().untilSees(QStringLiteral("1 Finished")));
    picture("08-first");
}

// (9) An unknown chip: Unknown 1. A late entry picks up what the mats have seen of it: Unknown 0.
void RaceDay::unknownChipBecomesALateEntry()
{
    at(17min);
    QVERIFY(m_half->readAt(QStringLiteral("9001"), m_gun + 9min));
    QVERIFY(m_line->read(QStringLiteral("9001")));
    QVERIFY(desk().untilSees(QStringLiteral("▲ 1 Unknown")));
    desk().page(5);
    desk().press(Qt::Key_Insert);
    for (const auto &[field, text] : {std::pair("formBib", "250"), std::pair("formFirst", "Late"), std::pair("formLast", "Comer"), std::pair("formChip", "9001")}) {
        auto *line = qobject_cast<QLineEdit *>(desk().widget(QLatin1String(field)));
        QVERIFY2(line, field);
        line->setFocus();
        desk().type(QLatin1String(text));
    }
    picture("09-late-entry");
    desk().press(Qt::Key_Return);
    QVERIFY(desk().untilSees(QStringLiteral("0 Unknown")));
    QCOMPARE(counters().entered, kLast + 1);
    QVERIFY(desk().until([&] { return counters().finished == 2; }));
    QVERIFY(desk().csv().contains(",250,Late,Comer,"));
    leave();
}

// (10) The cable of the finish is cut, twenty cross, the reader comes back: alarm, twenty finishers once, red until acknowledged.
// A row that is selected stays where it is through all of it.
void RaceDay::readerIsCut()
{
    desk().page(1);
    auto *table = qobject_cast<QAbstractItemView *>(desk().widget(QStringLiteral("finishers")));
    QVERIFY(table);
    table->setFocus();
    table->setCurrentIndex(table->model()->index(1, 0));
    const int held = table->model()->index(1, 0).data(ui::RowModel::EntityRole).toInt();
    at(17min + 10s);
    m_line->cut();
    QVERIFY2(desk().until([&] { return desk().run(QStringLiteral("problems")).contains(QStringLiteral("gone/LINE")); }), qPrintable(desk().run(QStringLiteral("problems"))));
    picture("10-cut");
    const int before = counters().finished;
    for (int bib = 10; bib < 30; ++bib) {
        at(18min + bib * 1s);
        QVERIFY(m_line->read(QString::number(bib)));
    }
    at(19min);
    QVERIFY(m_line->dial(quint16(desk().console->ports().ctp01)));
    QVERIFY(m_line->replay());
    QVERIFY(desk().until([&] { return counters().finished == before + 20; }));
    QCOMPARE(table->model()->index(1, 0).data(ui::RowModel::EntityRole).toInt(), held);
    picture("10-back");
    // Linked again, and still red until somebody says that he has seen it.
    QVERIFY2(desk().untilSees(QStringLiteral("■ LINE")), qPrintable(desk().texts().join(u'\n')));
    QVERIFY2(desk().click(QStringLiteral("ack:gone/LINE")), qPrintable(desk().run(QStringLiteral("problems"))));
    QVERIFY2(desk().until([&] { return !desk().run(QStringLiteral("problems")).contains(QStringLiteral("■ LINE")); }), qPrintable(desk().run(QStringLiteral("problems"))));
    QVERIFY2(desk().untilSees(QStringLiteral("● linked")) || desk().untilSees(QStringLiteral("/min")), qPrintable(desk().texts().join(u'\n')));
    QVERIFY(desk().until([&] { return desk().shown.size() >= 22; }));
    QStringList once = desk().shown;
    QCOMPARE(once.removeDuplicates(), 0);
}

// (11) F6 44 Enter, then the chip's own read: one finish, flagged hand.
void RaceDay::bibByHand()
{
    desk().page(1);
    desk().widget(QStringLiteral("finishers"))->setFocus();
    desk().press(Qt::Key_Escape); // the row that step 10 held
    const int before = counters().finished;
    at(20min);
    desk().press(Qt::Key_F6);
    desk().type(QStringLiteral("44"));
    desk().press(Qt::Key_Return);
    QVERIFY(desk().until([&] { return counters().finished == before + 1; }));
    at(20min + 1s);
    QVERIFY(m_line->read(QStringLiteral("44")));
    QVERIFY(desk().until([&] { return desk().run(QStringLiteral("explain --bib 44")).contains(QStringLiteral("hand")); }));
    QCOMPARE(counters().finished, before + 1);
    QVERIFY2(desk().untilSees(QStringLiteral("by hand so far: 1")), qPrintable(desk().texts().join(u'\n')));
    QVERIFY2(desk().until([&] { return desk().flagOf(QStringLiteral("44")) == QStringLiteral("▲ hand"); }), qPrintable(desk().texts().join(u'\n')));
    picture("11-hand");
    leave();
}

// (12) Bibs 31 and 32 swapped and back: the results are the same byte for byte.
void RaceDay::swapAndUndo()
{
    at(20min + 20s);
    QVERIFY(m_line->read(QStringLiteral("31")));
    at(20min + 40s);
    QVERIFY(m_line->read(QStringLiteral("32")));
    QVERIFY(desk().until([&] { return desk().csv().count(",FINISHED,") == counters().finished && desk().csv().contains(",31,"); }));
    const int finished = counters().finished;
    const QByteArray before = desk().csv();
    desk().command(QStringLiteral("op swap-bibs 31 32"));
    QVERIFY(desk().until([&] { return desk().csv() != before; }));
    leave();
    QTest::keyClick(desk().window.get(), Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(desk().until([&] { return desk().csv() == before; }));
    QCOMPARE(counters().finished, finished);
}

// (13) The second monitor is pulled and put back: the console is never covered, no runner is skipped.
void RaceDay::screenIsPulled()
{
    QCOMPARE(QProcess::execute(QStringLiteral("xrandr"), {QStringLiteral("--delmonitor"), QStringLiteral("M2")}), 0);
    QVERIFY(desk().until([&] { return !desk().screen().visible; }));
    for (int bib = 60; bib < 64; ++bib) {
        at(21min + bib * 1s);
        QVERIFY(m_line->read(QString::number(bib)));
    }
    QVERIFY(desk().until([&] { return desk().view()->lastFinishers->size() > 0 && desk().csv().contains(",63,"); }));
    QVERIFY(desk().window->isVisible() && desk().window->isActiveWindow());
    QCOMPARE(QProcess::execute(QStringLiteral("xrandr"), {QStringLiteral("--setmonitor"), QStringLiteral("M2"), QStringLiteral("1920/520x1080/290+1280+0"), QStringLiteral("none")}), 0);
    QVERIFY(desk().until([&] { return desk().screen().visible; }));
    for (int bib = 60; bib < 64; ++bib)
        QVERIFY2(desk().until([&] { return desk().shown.contains(QString::number(bib)); }), qPrintable(desk().shown.join(u' ')));
}

// (15) Those who will not come any more are DNF: nobody is still out.
void RaceDay::stragglers()
{
    desk().clock.set(m_gun + 3h);
    desk().window->openPage(QStringLiteral("results/out"));
    QVERIFY(desk().untilSees(QStringLiteral("First3 Last3")));
    picture("15-still-out");
    desk().command(QStringLiteral("op close-race 5K --dnf --dns"));
    QVERIFY2(desk().until([&] { return counters().out == 0; }), qPrintable(desk().texts().join(u'\n')));
    QVERIFY(desk().untilSees(QStringLiteral("0 Out")));
    QVERIFY(desk().csv().contains(",DNF,"));
    picture("15-closed");
}

void RaceDay::partOne()
{
    QVERIFY2(open(kPlanned - 90min), m_desk ? qPrintable(m_desk->fault) : "no desk");
    void (RaceDay::*const steps[])() = {&RaceDay::import200Rows, &RaceDay::boxClockIsWrong, &RaceDay::staffTagIsChecked, &RaceDay::bib12IsReadAnHourEarly,
                                        &RaceDay::armStartUndoStart, &RaceDay::waveCrosses, &RaceDay::bib12CrossesAgain, &RaceDay::firstFinisher,
                                        &RaceDay::unknownChipBecomesALateEntry, &RaceDay::readerIsCut, &RaceDay::bibByHand, &RaceDay::swapAndUndo, &RaceDay::screenIsPulled};
    int step = 0;
    for (const auto run : steps) {
        std::printf("step %d\n", ++step);
        std::fflush(stdout);
        (this->*run)();
        if (QTest::currentTestFailed())
            return;
    }
    // (14) What stands when the power goes.
    const QJsonObject left{{QStringLiteral("gun"), QString::number(toUs(m_gun))}, {QStringLiteral("now"), QString::number(toUs(desk().clock.now()))},
                           {QStringLiteral("reads"), qint64(counters().reads)},           {QStringLiteral("started"), counters().started},
                           {QStringLiteral("finished"), counters().finished},     {QStringLiteral("csv"), QString::fromUtf8(desk().csv())}};
    QVERIFY(write("left.json", QJsonDocument(left).toJson()));
    std::fflush(stdout);
    std::raise(SIGKILL);
}

// (14) Opened again: clock and counts are right, the store is clean.
void RaceDay::partTwo()
{
    QFile f(file("left.json"));
    QVERIFY(f.open(QIODevice::ReadOnly));
    const QJsonObject left = QJsonDocument::fromJson(f.readAll()).object();
    m_gun = fromUs(left[QStringLiteral("gun")].toString().toLongLong());
    const UtcTime now = fromUs(left[QStringLiteral("now")].toString().toLongLong()) + 5s;
    QVERIFY2(open(now), m_desk ? qPrintable(m_desk->fault) : "no desk");
    QVERIFY(desk().until([&] { return desk().view()->event && counters().finished == left[QStringLiteral("finished")].toInt(); }));
    QCOMPARE(counters().started, left[QStringLiteral("started")].toInt());
    QCOMPARE(qint64(counters().reads), left[QStringLiteral("reads")].toInteger());
    QCOMPARE(QString::fromUtf8(desk().csv()), left[QStringLiteral("csv")].toString());
    QCOMPARE(desk().view()->waves->front().gun, std::optional(m_gun));
    desk().page(1);
    const auto elapsed = std::chrono::floor<std::chrono::seconds>(now - m_gun);
    QVERIFY(desk().untilSees(formatElapsed(elapsed)));
    QVERIFY(desk().sees(QStringLiteral("%1 Started").arg(counters().started)));
    picture("14-reopened");
    stragglers();
    if (QTest::currentTestFailed())
        return;
    m_desk.reset();
    const Finished verified = runProgram(QStringLiteral(GANTRY_BIN_DIR "/gantryctl"), {QStringLiteral("--store"), dir() + QStringLiteral("/store"), QStringLiteral("verify")});
    QVERIFY2(verified.exitCode == 0, (verified.out + verified.err).constData());
}

// The room and the store outlive the console that is killed; each part is this program again, inside the room.
namespace {

int runPart(const QString &display, const QString &folder, const char *part, bool *killed)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QString::fromLatin1(kStory), folder);
    environment.insert(QString::fromLatin1(kPart), QString::fromLatin1(part));
    environment.insert(QStringLiteral("DISPLAY"), display);
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    QProcess inside;
    inside.setProcessChannelMode(QProcess::ForwardedChannels);
    inside.setProcessEnvironment(environment);
    inside.start(QCoreApplication::applicationFilePath(), {QString::fromLatin1(part)});
    if (!inside.waitForFinished(150'000))
        inside.kill();
    *killed = inside.exitStatus() == QProcess::CrashExit && QFile::exists(folder + QStringLiteral("/left.json"));
    return inside.exitStatus() == QProcess::NormalExit ? inside.exitCode() : 1;
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsSet(kPart)) {
        QApplication app(argc, argv);
        RaceDay story;
        return QTest::qExec(&story, argc, argv);
    }
    QCoreApplication app(argc, argv);
    if (const QString missing = VirtualRoom::missingTools(); !missing.isEmpty()) {
        std::printf("SKIP   : RaceDay needs %s\n", qPrintable(missing));
        return 0;
    }
    VirtualRoom room;
    if (!room.open()) {
        std::printf("FAIL!  : RaceDay: no virtual monitors\n");
        return 1;
    }
    const QTemporaryDir folder;
    bool killed = false;
    if (const int code = runPart(room.display(), folder.path(), "partOne", &killed); !killed) {
        std::printf("FAIL!  : RaceDay: part one did not reach its end\n");
        return code ? code : 1;
    }
    return runPart(room.display(), folder.path(), "partTwo", &killed);
}

#include "racedaystory.moc"
