// SPDX-License-Identifier: Apache-2.0
// The operator's window over hand-made views: keys, order under the cursor, find, arming and starting, pictures.
#include "tests/ui/console/entrantstest.h"
#include "tests/ui/console/desk.h"
#include "tests/ui/console/keyboardtest.h"
#include "tests/ui/console/historyuitest.h"
#include "tests/ui/console/modelstest.h"
#include "tests/ui/console/pictures.h"
#include "tests/ui/console/starttest.h"
#include "tests/ui/console/striptest.h"
#include "tests/ui/console/watchtest.h"
#include "ui/console/common/datatable.h"
#include "ui/console/frame/stripcell.h"
#include "ui/models/problems.h"
#include "ui/models/rowmodel.h"

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace gantry;
using namespace gantry::ui;
using namespace gantry::testing;

class TestUiConsole : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keys_ctrlAndNumber_openEveryPage();
    void keys_f9WithoutArming_startsNothing();
    void keys_f9WhenArmed_passesTheInstantOfThePress();
    void keys_f8ThenF9BeforeTheNextView_starts();
    void keys_f8_armsTheNextWaveAndTakesItBack();
    void start_severalArmed_goWithOneGun();
    void start_afterIt_undoIsOffered();
    void keys_ctrlZInAnEmptyField_undoesTheLastOperation();

    void selection_newFinishers_doNotMoveRows();
    void selection_escape_releasesTheOrder();
    void find_slashBibEnter_opensTheCard();
    void find_byName_opensTheCard_data();
    void find_byName_opensTheCard();
    void find_nobody_isSaid();
    void card_dnfAndTakeBack_runTheCommands();
    void card_explain_showsTheChain();
    void command_typed_isRunAndAnswered();
    void binding_aLocation_runsTheCommand();
    void roster_import_listsProblemsByLine();
    void setup_wrongDocument_listsFields();
    void strip_tick_repaintsOnlyWhatChanged();
    void strip_savingStops_saysSo();
    void rehearsal_theWindow_wearsItsFrame();

    void large_fiftyThousandRows_areSetAndScrolled();
    void pictures_everyPage_isDrawnInBothThemesAndSizes();
    void pictures_nothingYet_saysWhatToDo();
};

void TestUiConsole::keys_ctrlAndNumber_openEveryPage()
{
    Desk desk;
    const std::pair<int, const char *> pages[] = {{Qt::Key_1, "race"},    {Qt::Key_2, "results"},  {Qt::Key_3, "reads"},
                                                  {Qt::Key_4, "readers"}, {Qt::Key_5, "entrants"}, {Qt::Key_6, "awards"}, {Qt::Key_8, "outgoing"}, {Qt::Key_9, "setup"}, {Qt::Key_0, "system"}};
    for (const auto &[number, page] : pages) {
        desk.key(number, Qt::ControlModifier);
        QCOMPARE(desk.window.currentPage(), QLatin1String(page));
        QCOMPARE(desk.get<QStackedWidget>(QStringLiteral("pages"))->currentWidget()->objectName(), QStringLiteral("page_") + QLatin1String(page));
        QVERIFY(desk.window.isAncestorOf(QApplication::focusWidget()));
    }
    desk.key(Qt::Key_7, Qt::ControlModifier); // a page that does not exist yet
    QCOMPARE(desk.window.currentPage(), QStringLiteral("system"));
}

void TestUiConsole::keys_f9WithoutArming_startsNothing()
{
    Desk desk;
    desk.key(Qt::Key_F9);
    QVERIFY(desk.commands.started.empty());
    QVERIFY(desk.sentence().contains(QStringLiteral("F8")));
}

void TestUiConsole::keys_f9WhenArmed_passesTheInstantOfThePress()
{
    Desk desk;
    desk.event.setArmed(QStringLiteral("Mile/2"), true);
    desk.window.setView(desk.event.publish());
    desk.window.openPage(QStringLiteral("results"));
    const UtcTime press = SampleEvent::now() + std::chrono::microseconds(1'234'567);
    desk.clock.set(press);
    desk.key(Qt::Key_F9);
    desk.clock.advance(std::chrono::seconds(5));
    QCOMPARE(desk.commands.started.size(), std::size_t(1));
    QCOMPARE(toUs(desk.commands.started[0].at), toUs(press));
    QCOMPARE(desk.commands.started[0].keys, QStringList{QStringLiteral("Mile/2")});
    desk.key(Qt::Key_F9); // a nervous second press
    QCOMPARE(desk.commands.started.size(), std::size_t(1));
}

void TestUiConsole::keys_f8ThenF9BeforeTheNextView_starts()
{
    Desk desk;
    desk.key(Qt::Key_F8);
    desk.key(Qt::Key_F9);
    QCOMPARE(desk.commands.started.size(), std::size_t(1));
    QCOMPARE(desk.commands.started[0].keys, QStringList{QStringLiteral("Mile/2")});
}

void TestUiConsole::keys_f8_armsTheNextWaveAndTakesItBack()
{
    Desk desk;
    desk.key(Qt::Key_F8);
    QCOMPARE(desk.commands.armed.size(), std::size_t(1));
    QCOMPARE(desk.commands.armed[0].keys, QStringList{QStringLiteral("Mile/2")});
    QVERIFY(desk.commands.armed[0].on);
    desk.event.setArmed(QStringLiteral("Mile/2"), true);
    desk.window.setView(desk.event.publish());
    desk.window.openPage(QStringLiteral("race"));
    QVERIFY(desk.get<QWidget>(QStringLiteral("armedNote"))->isVisible());
    desk.key(Qt::Key_F8);
    QCOMPARE(desk.commands.armed.size(), std::size_t(2));
    QVERIFY(!desk.commands.armed[1].on);
}

void TestUiConsole::start_severalArmed_goWithOneGun()
{
    Desk desk(SampleEvent::empty());
    for (const char *key : {"5K/A", "5K/B", "Mile/2"})
        desk.event.setArmed(QLatin1String(key), true);
    desk.window.setView(desk.event.publish());
    desk.key(Qt::Key_F9);
    QCOMPARE(desk.commands.started.size(), std::size_t(1));
    QCOMPARE(desk.commands.started[0].keys, (QStringList{"5K/A", "5K/B", "Mile/2"}));
}

void TestUiConsole::start_afterIt_undoIsOffered()
{
    Desk desk;
    desk.window.openPage(QStringLiteral("race"));
    desk.event.setArmed(QStringLiteral("Mile/2"), true);
    desk.window.setView(desk.event.publish());
    desk.key(Qt::Key_F9);
    auto *note = desk.get<QWidget>(QStringLiteral("startedNote"));
    QVERIFY(note->isVisible());
    desk.event.setGun(QStringLiteral("Mile/2"), SampleEvent::now());
    desk.event.setLastOp(QStringLiteral("Gun of Mile/2"));
    desk.window.setView(desk.event.publish());
    QVERIFY(note->isVisible());
    QVERIFY(desk.sentence().contains(QStringLiteral("Gun of Mile/2")));
    QVERIFY(desk.get<QPushButton>(QStringLiteral("undo"))->isEnabled());
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(desk.commands.undone, 1);
    desk.key(Qt::Key_Y, Qt::ControlModifier);
    QCOMPARE(desk.commands.redone, 1);
    desk.event.setLastOp(QStringLiteral("DNF 44")); // Undo would mean this one now
    desk.window.setView(desk.event.publish());
    QVERIFY(!note->isVisible());
}

void TestUiConsole::keys_ctrlZInAnEmptyField_undoesTheLastOperation()
{
    Desk desk;
    desk.key(Qt::Key_Slash);
    QCOMPARE(QApplication::focusWidget(), desk.get<QLineEdit>(QStringLiteral("field")));
    desk.key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(desk.commands.undone, 1);
}

void TestUiConsole::selection_newFinishers_doNotMoveRows()
{
    Desk desk;
    desk.window.openPage(QStringLiteral("race"));
    auto *table = desk.get<DataTable>(QStringLiteral("finishers"));
    auto *model = qobject_cast<RowModel *>(table->model());
    table->setFocus();
    table->selectRow(2);
    const int entity = model->entityAt(2);
    QVERIFY(desk.get<QWidget>(QStringLiteral("finishersHeld"))->isVisible());
    for (int i = 12; i < 60; i += 4) {
        desk.event.finish(i, desk.event.at(8, 31, i));
        desk.window.setView(desk.event.publish());
        QCOMPARE(model->entityAt(2), entity);
        QCOMPARE(table->selectedEntity(), entity);
    }
    desk.key(Qt::Key_Return); // acts on the runner, not on the row
    QTRY_COMPARE(desk.card().entrant, entity);
}

void TestUiConsole::selection_escape_releasesTheOrder()
{
    Desk desk;
    desk.window.openPage(QStringLiteral("reads"));
    auto *table = desk.get<DataTable>(QStringLiteral("reads"));
    auto *model = qobject_cast<RowModel *>(table->model());
    const int before = model->rowCount();
    table->selectRow(0);
    desk.event.finish(16, desk.event.at(8, 31, 16));
    desk.window.setView(desk.event.publish());
    QCOMPARE(model->rowCount(), before);
    QCOMPARE(model->waiting(), 1);
    desk.key(Qt::Key_Escape);
    QCOMPARE(model->rowCount(), before + 1);
    QVERIFY(!desk.get<QWidget>(QStringLiteral("readsHeld"))->isVisible());
}

void TestUiConsole::find_slashBibEnter_opensTheCard()
{
    Desk desk;
    desk.key(Qt::Key_Slash);
    desk.type(QStringLiteral("9"));
    desk.type(QStringLiteral("5"));
    desk.key(Qt::Key_Return);
    QTRY_COMPARE(desk.card().bib, QStringLiteral("95"));
    QVERIFY(!desk.card().reads.empty());
    QVERIFY(desk.get<QWidget>(QStringLiteral("runnerCard"))->isVisible());
    desk.key(Qt::Key_Escape);
    QVERIFY(!desk.get<QWidget>(QStringLiteral("runnerCard"))->isVisible());
}

void TestUiConsole::find_byName_opensTheCard_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("bib");
    QTest::newRow("plain letters for accents") << "sorensen" << "301";
    QTest::newRow("right to left") << QStringLiteral("الفارسي") << "95";
    QTest::newRow("long") << "hohenstein" << "88";
}

void TestUiConsole::find_byName_opensTheCard()
{
    QFETCH(QString, typed);
    QFETCH(QString, bib);
    Desk desk;
    desk.key(Qt::Key_Slash);
    auto *field = desk.get<QLineEdit>(QStringLiteral("field"));
    field->insert(typed); // no keyboard types Arabic here
    Q_EMIT field->textEdited(field->text());
    desk.key(Qt::Key_Return);
    QTRY_COMPARE(desk.card().bib, bib);
}

void TestUiConsole::find_nobody_isSaid()
{
    Desk desk;
    desk.key(Qt::Key_Slash);
    desk.type(QStringLiteral("zzzz"));
    QTRY_VERIFY(desk.get<QLabel>(QStringLiteral("nobody"))->isVisible());
    desk.key(Qt::Key_Return);
    QVERIFY(desk.card().entrant < 0);
}

void TestUiConsole::card_dnfAndTakeBack_runTheCommands()
{
    Desk desk;
    const int entrant = desk.event.indexOfBib(QStringLiteral("77"));
    const QByteArray op = "00112233445566778899aabbccddeeff";
    desk.commands.answers.insert(QStringLiteral("op dnf"), Answer{0, op + "  DNF 77\n", {}});
    desk.window.openRunner(entrant);
    QTRY_COMPARE(desk.card().bib, QStringLiteral("77"));
    QTest::mouseClick(desk.get<QPushButton>(QStringLiteral("cardDnf")), Qt::LeftButton);
    QCOMPARE(desk.commands.ran.last(), (QStringList{"op", "dnf", "--bib", "77", "--race", "5K"}));
    // The engine's next view says DNF.
    auto results = std::make_shared<engine::ChunkedTable<engine::ResultRow>>(*desk.event.publish()->results);
    results->edit(std::size_t(entrant)).result.status = scoring::Status::Dnf;
    auto view = std::make_shared<engine::View>(*desk.event.publish());
    view->results = results;
    desk.window.setView(view);
    QTRY_COMPARE(desk.card().status, scoring::Status::Dnf);
    QTest::mouseClick(desk.get<QPushButton>(QStringLiteral("cardTakeBack")), Qt::LeftButton);
    QCOMPARE(desk.commands.ran.last(), (QStringList{"op", "undo", QString::fromLatin1(op)}));
}

void TestUiConsole::card_explain_showsTheChain()
{
    Desk desk;
    desk.commands.answers.insert(QStringLiteral("explain --bib"), Answer{0, R"({"summary":"31:07 net, place 3 of 9","reads":[{"raw":"CT01~1","use":"used as finish","used":true,"at":"2026-05-30T08:31:07","point":"Finish"}]})", {}});
    desk.window.openRunner(desk.event.indexOfBib(QStringLiteral("77")));
    QTRY_COMPARE(desk.card().bib, QStringLiteral("77"));
    desk.key(Qt::Key_E, Qt::ControlModifier);
    auto *panel = desk.get<QWidget>(QStringLiteral("explainPanel"));
    QVERIFY(panel->isVisible());
    QCOMPARE(desk.get<QLabel>(QStringLiteral("explainSummary"))->text(), QStringLiteral("31:07 net, place 3 of 9"));
    QVERIFY(desk.get<QLabel>(QStringLiteral("explainRead0"))->text().contains(QStringLiteral("used as finish")));
    desk.key(Qt::Key_Escape);
    QVERIFY(desk.get<QWidget>(QStringLiteral("runnerCard"))->isVisible());
}

void TestUiConsole::command_typed_isRunAndAnswered()
{
    Desk desk;
    desk.commands.answers.insert(QStringLiteral("op set-time"), Answer{0, "done", {}});
    desk.key(Qt::Key_K, Qt::ControlModifier);
    desk.type(QStringLiteral("op set-time --bib 77 --reason \"by hand\""));
    desk.key(Qt::Key_Return);
    QCOMPARE(desk.commands.ran.last(), (QStringList{"op", "set-time", "--bib", "77", "--reason", "by hand"}));
    QVERIFY(desk.get<QWidget>(QStringLiteral("answer"))->isVisible());
    desk.key(Qt::Key_Escape);
    QVERIFY(!desk.get<QWidget>(QStringLiteral("answer"))->isVisible());
}

void TestUiConsole::binding_aLocation_runsTheCommand()
{
    Desk desk;
    QTRY_VERIFY(desk.get<QComboBox>(QStringLiteral("choice:unbound/TENT")));
    auto *choice = desk.get<QComboBox>(QStringLiteral("choice:unbound/TENT"));
    auto *bind = desk.get<QPushButton>(QStringLiteral("act:unbound/TENT"));
    QVERIFY(!bind->isEnabled());
    choice->setCurrentText(QStringLiteral("2.5 km"));
    desk.window.setView(desk.event.publish()); // a view in between does not lose the choice
    QVERIFY(bind->isEnabled());
    QTest::mouseClick(bind, Qt::LeftButton);
    QCOMPARE(desk.commands.ran.last(), (QStringList{"op", "bind", "--location", "TENT", "--point", "2.5 km"}));
}

void TestUiConsole::roster_import_listsProblemsByLine()
{
    Desk desk;
    desk.commands.answers.insert(QStringLiteral("roster import"),
                                 Answer{0, "imported 3, updated 0, unchanged 0, skipped 1, problems 2\nline 4: Bib: stands twice\nline 9: Sex: not understood\n", {}});
    desk.key(Qt::Key_K, Qt::ControlModifier);
    desk.type(QStringLiteral("roster import /tmp/r.csv"));
    desk.key(Qt::Key_Return);
    QCOMPARE(desk.commands.ran.last(), (QStringList{"roster", "import", "/tmp/r.csv"}));
    QTRY_VERIFY(desk.get<QWidget>(QStringLiteral("importReport"))->isVisible());
    QCOMPARE(desk.window.currentPage(), QStringLiteral("entrants"));
    QVERIFY(desk.get<QLabel>(QStringLiteral("importSummary"))->text().contains(QStringLiteral("imported 3")));
    QVERIFY(desk.get<QPlainTextEdit>(QStringLiteral("importLines"))->toPlainText().contains(QStringLiteral("line 9: Sex")));
}

void TestUiConsole::setup_wrongDocument_listsFields()
{
    Desk desk(SampleEvent::empty()); // not started: a file is applied at once
    desk.commands.answers.insert(QStringLiteral("event load"), Answer{3, {}, "races[0].start.mode: \"chips\" is not known\n"});
    desk.key(Qt::Key_K, Qt::ControlModifier);
    desk.type(QStringLiteral("event load /tmp/e.json"));
    desk.key(Qt::Key_Return);
    QCOMPARE(desk.window.currentPage(), QStringLiteral("setup"));
    QTRY_VERIFY(desk.get<QPlainTextEdit>(QStringLiteral("setupLines"))->toPlainText().contains(QStringLiteral("races[0].start.mode")));
    QVERIFY(desk.get<QLabel>(QStringLiteral("setupSummary"))->text().startsWith(QStringLiteral("■")));
}

void TestUiConsole::strip_tick_repaintsOnlyWhatChanged()
{
    Desk desk;
    auto *clockCell = desk.get<StripCell>(QStringLiteral("stripClock0"));
    auto *entered = desk.get<StripCell>(QStringLiteral("stripEntered"));
    QCOMPARE(clockCell->content().main, QStringLiteral("0:31:07"));
    QCOMPARE(desk.get<StripCell>(QStringLiteral("stripClock1"))->content().main, QStringLiteral("−0:28:53"));
    QCOMPARE(desk.get<StripCell>(QStringLiteral("stripDay"))->content().main, QStringLiteral("08:31:07"));
    QTRY_VERIFY(clockCell->repaints() > 0);
    QApplication::processEvents();
    const qint64 before = clockCell->repaints(), other = entered->repaints();
    desk.clock.advance(std::chrono::milliseconds(300)); // still the same second of the race
    auto *strip = desk.get<QWidget>(QStringLiteral("strip"));
    QMetaObject::invokeMethod(strip, "tick", Qt::DirectConnection);
    QApplication::processEvents();
    QCOMPARE(clockCell->repaints(), before);
    desk.clock.advance(std::chrono::seconds(1));
    QTRY_COMPARE(clockCell->content().main, QStringLiteral("0:31:08"));
    QTRY_VERIFY(clockCell->repaints() > before);
    QCOMPARE(entered->repaints(), other);
}

void TestUiConsole::strip_savingStops_saysSo()
{
    Desk desk;
    auto saving = std::make_shared<store::SaveState>();
    saving->ok = false;
    saving->error.message = QStringLiteral("The disk is full.");
    desk.event.edit().saving = saving;
    desk.window.setView(desk.event.publish());
    const StripCell::Content content = desk.get<StripCell>(QStringLiteral("stripSaved"))->content();
    QVERIFY(content.top.contains(QStringLiteral("NOT SAVING")));
    QVERIFY(content.main.contains(QStringLiteral("disk is full")));
    QCOMPARE(content.tone, Tone::Act);
}

void TestUiConsole::rehearsal_theWindow_wearsItsFrame()
{
    Desk desk;
    QCOMPARE(desk.window.layout()->contentsMargins().left(), 0);
    desk.event.setRehearsal(true);
    desk.window.setView(desk.event.publish());
    QVERIFY(desk.window.layout()->contentsMargins().left() > 0);
    QVERIFY(desk.get<StripCell>(QStringLiteral("stripEvent"))->content().top.contains(QStringLiteral("REHEARSAL")));
}

void TestUiConsole::large_fiftyThousandRows_areSetAndScrolled()
{
    constexpr int kRows = 50'000;
    SampleEvent event = SampleEvent::large(kRows);
    Desk desk(SampleEvent::empty());
    const auto measure = [](const char *what, const std::function<void()> &step) {
        QElapsedTimer timer;
        timer.start();
        step();
        qInfo("%-44s %7.2f ms", what, double(timer.nsecsElapsed()) / 1e6);
    };
    desk.window.openPage(QStringLiteral("results"));
    engine::ViewPtr view = event.publish();
    measure("results: first view of 50,000", [&] { desk.window.setView(view); });
    auto *table = desk.get<DataTable>(QStringLiteral("results"));
    QCOMPARE(table->model()->rowCount(), kRows);
    measure("results: first paint", [&] { table->grab(); });
    event.finish(123, event.at(12, 0, 0)); // moves one runner through the whole order
    view = event.publish();
    measure("results: one runner moved through the order", [&] { desk.window.setView(view); });
    view = event.publish();
    measure("results: nothing changed", [&] { desk.window.setView(view); });
    measure("results: scroll to the end and paint", [&] {
        table->scrollToBottom();
        table->grab();
    });
    measure("results: page down and paint", [&] {
        table->verticalScrollBar()->setValue(table->verticalScrollBar()->value() / 2);
        table->grab();
    });
    measure("entrants: opened", [&] { desk.window.openPage(QStringLiteral("entrants")); });
    auto *entrants = desk.get<DataTable>(QStringLiteral("entrants"));
    QTRY_COMPARE(entrants->model()->rowCount(), kRows);
    measure("entrants: filter typed (GUI part)", [&] { desk.get<QLineEdit>(QStringLiteral("entrantsFilter"))->setText(QStringLiteral("keller")); });
    QTRY_VERIFY(entrants->model()->rowCount() < kRows && entrants->model()->rowCount() > 0);
    measure("reads: opened", [&] { desk.window.openPage(QStringLiteral("reads")); });
    QCOMPARE(desk.get<DataTable>(QStringLiteral("reads"))->model()->rowCount(), kRows + 1);
    for (int i = 0; i < 500; ++i)
        event.addRead(event.readOf(i, 2, event.at(12, 1, 0)));
    view = event.publish();
    measure("reads: 500 more", [&] { desk.window.setView(view); });
    QCOMPARE(desk.get<DataTable>(QStringLiteral("reads"))->model()->rowCount(), kRows + 501);
}

void TestUiConsole::pictures_everyPage_isDrawnInBothThemesAndSizes()
{
    QTemporaryDir temporary;
    const QString folder = qEnvironmentVariable("GANTRY_PICTURES", temporary.path());
    for (const auto &[theme, themeName] : {std::pair{Theme::Dark, "dark"}, {Theme::Light, "light"}, {Theme::Sun, "sun"}}) {
        for (const QSize size : {QSize(1366, 768), QSize(1920, 1080)}) {
            if (theme == Theme::Sun && size.width() > 1366)
                continue;
            Desk desk(SampleEvent::harbour(), theme);
            desk.window.resize(size);
            desk.window.setOutputs(Outputs{2, 2, {}});
            const auto name = [&](const QString &what) { return QStringLiteral("%1-%2-%3").arg(what, QLatin1String(themeName)).arg(size.width()); };
            QTRY_VERIFY(desk.get<QWidget>(QStringLiteral("problem:unbound/TENT")));
            for (const char *page : {"race", "results", "reads", "readers", "entrants", "setup"}) {
                desk.window.openPage(QLatin1String(page));
                if (qstrcmp(page, "entrants") == 0)
                    QTRY_VERIFY(desk.get<DataTable>(QStringLiteral("entrants"))->model()->rowCount() > 0);
                QVERIFY(takePicture(desk.window, folder, name(QLatin1String(page))));
            }
            desk.window.openPage(QStringLiteral("race"));
            desk.event.setArmed(QStringLiteral("Mile/2"), true);
            desk.event.setRehearsal(true);
            desk.window.setView(desk.event.publish());
            desk.get<DataTable>(QStringLiteral("finishers"))->selectRow(1);
            desk.window.openRunner(desk.event.indexOfBib(QStringLiteral("88")));
            QTRY_COMPARE(desk.card().bib, QStringLiteral("88"));
            QVERIFY(takePicture(desk.window, folder, name(QStringLiteral("card"))));
            desk.key(Qt::Key_Slash);
            desk.type(QStringLiteral("o"));
            QTRY_VERIFY(desk.get<QWidget>(QStringLiteral("suggestions"))->isVisible());
            QVERIFY(takePicture(desk.window, folder, name(QStringLiteral("find"))));
        }
    }
}

void TestUiConsole::pictures_nothingYet_saysWhatToDo()
{
    QTemporaryDir temporary;
    const QString folder = qEnvironmentVariable("GANTRY_PICTURES", temporary.path());
    Desk desk(SampleEvent::empty(), Theme::Light);
    for (const char *page : {"race", "readers", "entrants", "reads"}) {
        desk.window.openPage(QLatin1String(page));
        QVERIFY(takePicture(desk.window, folder, QStringLiteral("empty-") + QLatin1String(page)));
    }
    desk.window.setView(std::make_shared<engine::View>()); // no event at all
    for (const char *page : {"race", "results", "reads", "readers", "entrants", "setup"}) {
        desk.window.openPage(QLatin1String(page));
        QVERIFY(takePicture(desk.window, folder, QStringLiteral("none-") + QLatin1String(page)));
    }
    desk.key(Qt::Key_F8);
    desk.key(Qt::Key_F9);
    desk.key(Qt::Key_Escape);
    QVERIFY(desk.commands.armed.empty());
    QVERIFY(desk.commands.started.empty());
    desk.window.setView({});
    QCOMPARE(ConsoleWindow::startPage(engine::View()), QStringLiteral("setup"));
    QCOMPARE(ConsoleWindow::startPage(*SampleEvent::empty().publish()), QStringLiteral("readers"));
    QCOMPARE(ConsoleWindow::startPage(*SampleEvent::harbour(60).publish()), QStringLiteral("race"));
}

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    TestUiModels models;
    TestUiConsole console;
    TestUiStart start;
    TestUiKeyboard keyboard;
    TestUiEntrants entrants;
    HistoryUiTest history;
    TestUiWatch watch;
    TestUiStrip strip;
    int failed = 0;
    for (QObject *suite : std::initializer_list<QObject *>{&models, &console, &start, &keyboard, &entrants, &history, &watch, &strip})
        failed += QTest::qExec(suite, argc, argv);
    return failed;
}

#include "tst_ui_console.moc"
