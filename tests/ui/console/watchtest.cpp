// SPDX-License-Identifier: Apache-2.0
// The watch in the window: tiles, the problems inbox, the alarm, the Readers page.
#include "tests/ui/console/watchtest.h"

#include "tests/ui/console/desk.h"
#include "tests/ui/console/pictures.h"
#include "ui/console/frame/alarm.h"
#include "ui/console/frame/problemitem.h"
#include "ui/console/frame/problemspanel.h"
#include "ui/console/common/datatable.h"
#include "ui/models/gonogo.h"
#include "ui/models/readertiles.h"

#include <QPushButton>
#include <QLabel>
#include <QLayout>
#include <QTemporaryDir>

#include <algorithm>

using namespace gantry;
using namespace gantry::ui;
using namespace gantry::testing;
using namespace std::chrono_literals;

namespace {

struct CountingPlayer final : TonePlayer {
    void play() override { ++played; }
    int played = 0;
};

ReaderTile tileNamed(const engine::View &view, const QString &title)
{
    for (const ReaderTile &t : readerTiles(view, SampleEvent::now()))
        if (t.title == title)
            return t;
    return {};
}

std::vector<engine::ReaderRow> readersOf(SampleEvent &event)
{
    return *event.edit().readers;
}

void setReaders(SampleEvent &event, std::vector<engine::ReaderRow> rows)
{
    event.edit().readers = std::make_shared<std::vector<engine::ReaderRow>>(std::move(rows));
}

void setProblems(Desk &desk, const std::function<void(std::vector<engine::Problem> &)> &change)
{
    auto list = std::make_shared<std::vector<engine::Problem>>(*desk.event.edit().problems);
    change(*list);
    desk.event.edit().problems = list;
    desk.window.setView(desk.event.publish());
}

QStringList keysOnScreen(Desk &desk)
{
    QApplication::processEvents(); // a layout shows its new widgets a moment later
    auto *panel = desk.get<ProblemsPanel>(QStringLiteral("problems"));
    std::vector<std::pair<int, QString>> found;
    for (ProblemItem *item : panel->findChildren<ProblemItem *>())
        if (!item->isHidden())
            found.emplace_back(item->parentWidget()->layout()->indexOf(item), item->key());
    std::ranges::sort(found);
    QStringList keys;
    for (const auto &[at, key] : found)
        keys << key;
    return keys;
}

} // namespace

void TestUiWatch::tiles_sayWhatEachReaderDoes()
{
    SampleEvent event = SampleEvent::harbour(100);
    const auto view = event.publish();
    const ReaderTile main = tileNamed(*view, QStringLiteral("FINISH main"));
    QCOMPARE(main.state, QStringLiteral("41/min"));
    QCOMPARE(main.detail, QStringLiteral("of 40 · clock +0.02"));
    QCOMPARE(main.tone, Tone::Good);
    const ReaderTile backup = tileNamed(*view, QStringLiteral("FINISH backup"));
    QCOMPARE(backup.state, QStringLiteral("silent 0:38"));
    QCOMPARE(backup.detail, QStringLiteral("24 due since"));
    QCOMPARE(backup.tone, Tone::Act);
    const ReaderTile start = tileNamed(*view, QStringLiteral("START"));
    QCOMPARE(start.state, QStringLiteral("linked"));
    QCOMPARE(start.detail, QStringLiteral("quiet since 08:09, as due"));
    QCOMPARE(std::ranges::count_if(readerTiles(*view, SampleEvent::now()), [](const ReaderTile &t) { return t.state == u"gone 2:06"; }), 1);
}

void TestUiWatch::tile_clockAhead_isRed_andGreenWhenAccepted()
{
    SampleEvent event = SampleEvent::harbour(100);
    auto rows = readersOf(event);
    rows[0].clock = 3200ms;
    setReaders(event, rows);
    ReaderTile tile = tileNamed(*event.publish(), QStringLiteral("FINISH main"));
    QCOMPARE(tile.tone, Tone::Act);
    QCOMPARE(tile.state, QStringLiteral("clock +3.20 s"));
    rows[0].accepted = 3200ms;
    setReaders(event, rows);
    tile = tileNamed(*event.publish(), QStringLiteral("FINISH main"));
    QCOMPARE(tile.tone, Tone::Good);
    QVERIFY(tile.detail.endsWith(QStringLiteral("clock +0.00")));
    rows[0].linked = true;
    rows[0].lossUnseen = true; // back, and nobody has looked
    setReaders(event, rows);
    QCOMPARE(tileNamed(*event.publish(), QStringLiteral("FINISH main")).tone, Tone::Act);
}

void TestUiWatch::panel_ctrlJ_goesThroughTheProblems_enterFixes_aAcknowledges()
{
    Desk desk;
    const QStringList keys = keysOnScreen(desk);
    QCOMPARE(keys.first(), QStringLiteral("silent/FINISH backup"));
    desk.key(Qt::Key_J, Qt::ControlModifier);
    QVERIFY(desk.get<ProblemItem>(QStringLiteral("problem:silent/FINISH backup"))->isAncestorOf(QApplication::focusWidget()));
    desk.key(Qt::Key_A);
    QCOMPARE(desk.commands.ran.last(), (QStringList{"op", "acknowledge", "silent/FINISH backup"}));
    for (int i = 0; i < keys.size() && !desk.get<ProblemItem>(QStringLiteral("problem:clock/A1B2C7"))->isAncestorOf(QApplication::focusWidget()); ++i)
        desk.key(Qt::Key_J, Qt::ControlModifier);
    QVERIFY2(desk.get<ProblemItem>(QStringLiteral("problem:clock/A1B2C7"))->isAncestorOf(QApplication::focusWidget()), qPrintable(QApplication::focusWidget()->objectName()));
    desk.key(Qt::Key_Return);
    QCOMPARE(desk.commands.ran.last(), (QStringList{"op", "clock-offset", "--reader", "A1B2C7", "--seconds=3.200"}));
}

void TestUiWatch::panel_withTheFocusInside_movesNothing()
{
    Desk desk;
    const QStringList before = keysOnScreen(desk);
    desk.key(Qt::Key_J, Qt::ControlModifier);
    setProblems(desk, [](std::vector<engine::Problem> &list) {
        list.erase(list.begin() + 1);
        list.insert(list.begin(), engine::Problem{QStringLiteral("saving"), engine::Severity::Act, QStringLiteral("Not saving"), QStringLiteral("The disk is full.")});
    });
    QCOMPARE(keysOnScreen(desk), before + QStringList{QStringLiteral("saving")}); // what is new comes below, what is over stays
    QVERIFY(desk.get<QLabel>(QStringLiteral("title:gone/HALF"))->text().contains(QStringLiteral("Done")));
    desk.window.openPage(QStringLiteral("race"));
    QTRY_COMPARE(keysOnScreen(desk).first(), QStringLiteral("saving"));
    QVERIFY(!keysOnScreen(desk).contains(QStringLiteral("gone/HALF")));
}

void TestUiWatch::alarm_soundsOnce_andNotAgainForTheSame_norWhenMuted()
{
    CountingPlayer player;
    Alarm alarm;
    alarm.setPlayer(&player);
    alarm.setCauses({QStringLiteral("silent/FINISH")});
    QCOMPARE(player.played, 1);
    alarm.setCauses({QStringLiteral("silent/FINISH")});
    QCOMPARE(player.played, 1);
    QVERIFY(alarm.isSounding()); // again in 20 s
    alarm.setCauses({QStringLiteral("silent/FINISH"), QStringLiteral("gone/START")});
    QCOMPARE(player.played, 2);
    alarm.setCauses({});
    QVERIFY(!alarm.isSounding());
    alarm.setMuted(true);
    alarm.setCauses({QStringLiteral("gone/START")});
    QCOMPARE(player.played, 2);
    QCOMPARE(Alarm::kRepeatMs, 20'000);
}

void TestUiWatch::alarm_tone_isASoundFile()
{
    const QByteArray wave = SystemTonePlayer::wave();
    QVERIFY(wave.startsWith("RIFF"));
    QCOMPARE(wave.mid(8, 4), QByteArray("WAVE"));
    QVERIFY(wave.size() > 10'000);
}

void TestUiWatch::readers_keys_acceptTheOffset_andAcknowledge()
{
    Desk desk;
    desk.window.openPage(QStringLiteral("readers"));
    auto *table = desk.get<DataTable>(QStringLiteral("readers"));
    table->selectRow(4); // TENT, 3.2 s ahead
    desk.key(Qt::Key_O);
    QCOMPARE(desk.commands.ran.last(), (QStringList{"op", "clock-offset", "--reader", "A1B2C7", "--seconds=3.200"}));
    table->selectRow(1);
    desk.key(Qt::Key_A);
    QCOMPARE(desk.commands.ran.last(), (QStringList{"op", "acknowledge", "silent/FINISH backup"}));
    table->selectRow(0); // nothing is wrong with it
    QVERIFY(!desk.get<QPushButton>(QStringLiteral("acceptOffset"))->isEnabled());
}

void TestUiWatch::readers_goList_ticksItself()
{
    SampleEvent event = SampleEvent::harbour(100);
    const auto stateOf = [&](const QString &what) {
        for (const GoItem &i : goList(*event.publish(), {}))
            if (i.what == what)
                return i.tone;
        return Tone::Plain;
    };
    QCOMPARE(stateOf(QStringLiteral("Links")), Tone::Act);
    QCOMPARE(stateOf(QStringLiteral("Clocks")), Tone::Act);
    QCOMPARE(stateOf(QStringLiteral("Bound to a point")), Tone::Act);
    auto rows = readersOf(event);
    rows[2].linked = true;
    rows.pop_back();
    setReaders(event, rows);
    QCOMPARE(stateOf(QStringLiteral("Links")), Tone::Good);
    QCOMPARE(stateOf(QStringLiteral("Clocks")), Tone::Good);
    QCOMPARE(stateOf(QStringLiteral("Bound to a point")), Tone::Good);
    QCOMPARE(stateOf(QStringLiteral("A reader at every point")), Tone::Good);
    QCOMPARE(stateOf(QStringLiteral("Entrants and chips")), Tone::Good);
}

void TestUiWatch::window_aLoudProblem_sounds_andMIsMute()
{
    CountingPlayer player;
    Desk desk(SampleEvent::empty());
    desk.window.setTonePlayer(&player);
    QCOMPARE(player.played, 0);
    const auto cut = [](std::vector<engine::Problem> &list) {
        list = {engine::Problem{QStringLiteral("gone/START"), engine::Severity::Act, QStringLiteral("START is not linked"), QStringLiteral("Cable?")}};
        list.back().loud = true;
    };
    desk.event.edit().problems = std::make_shared<std::vector<engine::Problem>>();
    setProblems(desk, cut);
    QCOMPARE(player.played, 1);
    desk.key(Qt::Key_J, Qt::ControlModifier);
    desk.key(Qt::Key_M);
    QVERIFY(desk.get<ProblemsPanel>(QStringLiteral("problems"))->alarm().isMuted());
    desk.key(Qt::Key_M);
    QVERIFY(!desk.get<ProblemsPanel>(QStringLiteral("problems"))->alarm().isMuted());
}

void TestUiWatch::pictures_readers()
{
    QTemporaryDir temporary;
    const QString folder = qEnvironmentVariable("GANTRY_PICTURES", temporary.path());
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        Desk desk(SampleEvent::harbour(), theme);
        desk.window.openPage(QStringLiteral("readers"));
        QVERIFY(takePicture(desk.window, folder, QStringLiteral("watch-readers-%1").arg(int(theme))));
        desk.window.openPage(QStringLiteral("race"));
        QVERIFY(takePicture(desk.window, folder, QStringLiteral("watch-race-%1").arg(int(theme))));
    }
}
