// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/console/historyuitest.h"

#include "tests/ui/console/desk.h"
#include "tests/ui/console/pictures.h"
#include "ui/console/common/datatable.h"
#include "ui/console/frame/stripcell.h"
#include "ui/models/rowmodel.h"

#include <QComboBox>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>

namespace gantry::testing {

using namespace engine;
using ui::Answer;
using ui::DataTable;

namespace {

HistoryRow row(int n, const QString &text, HistoryKind kind, const Id128 &runner = {})
{
    HistoryRow r;
    r.id = Id128::fromName({}, QByteArray::number(n));
    r.at = SampleEvent::now() - std::chrono::seconds(1000 - n);
    r.author = n % 2 ? QStringLiteral("Ruth") : QStringLiteral("Tom");
    r.text = text;
    r.kind = kind;
    r.ops = 1;
    if (!runner.isNull())
        r.entrants = {runner};
    return r;
}

std::shared_ptr<View> withHistory(const Desk &desk, const std::vector<HistoryRow> &rows)
{
    auto table = std::make_shared<ChunkedTable<HistoryRow>>();
    for (const HistoryRow &r : rows)
        table->append(r);
    auto view = std::make_shared<View>(*const_cast<Desk &>(desk).event.publish());
    view->history = table;
    return view;
}

std::vector<HistoryRow> someRows(Desk &desk)
{
    const int e = desk.event.indexOfBib(QStringLiteral("77"));
    const Id128 runner = (*desk.event.publish()->entrants)[std::size_t(e)].entrant.id;
    HistoryRow swap = row(3, QStringLiteral("Bibs 31 and 32 swapped"), HistoryKind::Entrant);
    swap.runners = QStringLiteral("31, 32");
    HistoryRow gone = row(4, QStringLiteral("DNF 95"), HistoryKind::Correction);
    gone.standing = Standing::TakenBack;
    HistoryRow dnf = row(5, QStringLiteral("DNF 77"), HistoryKind::Correction, runner);
    dnf.reason = QStringLiteral("cramp");
    dnf.runners = QStringLiteral("77");
    return {row(1, QStringLiteral("Roster entries.csv imported"), HistoryKind::Entrant), row(2, QStringLiteral("Restore point: before the swap"), HistoryKind::RestorePoint), swap, gone, dnf,
            row(6, QStringLiteral("Published /media/stick/results.csv: 196 rows"), HistoryKind::Publication)};
}

std::shared_ptr<OutgoingState> someOutgoing(bool held)
{
    auto out = std::make_shared<OutgoingState>();
    OutgoingState::Row sent, failed;
    sent.destination = {QStringLiteral("a1"), QStringLiteral("announcer"), QStringLiteral("/srv/announcer"), QStringLiteral("html"), {}, {}, {}, 10};
    sent.status.file = QStringLiteral("/srv/announcer/results.html");
    sent.status.lastOk = SampleEvent::now() - std::chrono::seconds(12);
    sent.status.rows = 196;
    failed.destination = {QStringLiteral("b2"), QStringLiteral("stick"), QStringLiteral("/media/stick"), QStringLiteral("csv"), {}, {}, QStringLiteral("5K"), 10};
    failed.status.file = QStringLiteral("/media/stick/results-5k.csv");
    failed.status.waitingSince = SampleEvent::now() - std::chrono::seconds(130);
    if (!held)
        failed.status.error = QStringLiteral("/media/stick is not there. Put the stick back, or make the folder.");
    out->rows = {sent, failed};
    out->hold.on = held;
    out->hold.by = QStringLiteral("Ruth");
    out->hold.reason = QStringLiteral("checking the 5K");
    out->hold.since = SampleEvent::now() - std::chrono::seconds(140);
    return out;
}

} // namespace

void HistoryUiTest::history_lists_filters_andTakesBackByKey()
{
    Desk desk;
    desk.window.setView(withHistory(desk, someRows(desk)));
    desk.key(Qt::Key_0, Qt::ControlModifier);
    auto *table = desk.get<DataTable>(QStringLiteral("history"));
    auto *model = qobject_cast<ui::RowModel *>(table->model());
    QTRY_COMPARE(model->rowCount(), 5); // publications stand on their own page
    QCOMPARE(model->index(0, 3).data().toString(), QStringLiteral("DNF 77"));
    QVERIFY(model->index(1, 6).data().toString().contains(QStringLiteral("taken back")));
    desk.get<QLineEdit>(QStringLiteral("historyFilter"))->setText(QStringLiteral("31"));
    QTRY_COMPARE(model->rowCount(), 1);
    desk.get<QLineEdit>(QStringLiteral("historyFilter"))->clear();
    QTRY_COMPARE(model->rowCount(), 5);
    desk.key(Qt::Key_U); // nothing is chosen: nothing happens
    QVERIFY(desk.commands.ran.isEmpty());
    table->setFocus();
    table->selectRow(0);
    desk.key(Qt::Key_U);
    const QString id = Id128::fromName({}, QByteArray::number(5)).toString();
    QCOMPARE(desk.commands.ran.last(), (QStringList{"op", "undo", id, "--json"}));
    desk.key(Qt::Key_R);
    QCOMPARE(desk.commands.ran.last(), (QStringList{"op", "redo", id, "--json"}));
    desk.commands.answers.insert(QStringLiteral("history ") + id,
                                 Answer{0, "{\"id\":\"" + id.toLatin1() + "\",\"text\":\"DNF 77\",\"author\":\"Ruth\",\"local\":\"2026-05-30T08:30:00\",\"state\":\"in force\",\"in_force\":true,"
                                               "\"changes\":[{\"what\":\"DNF 77\",\"active\":true,\"fields\":[{\"name\":\"kind\",\"from\":\"\",\"to\":\"dnf\"}]}]}", {}});
    desk.key(Qt::Key_Return);
    QVERIFY(desk.get<QWidget>(QStringLiteral("historyDetails"))->isVisible());
    QVERIFY(desk.get<QPlainTextEdit>(QStringLiteral("historyChanges"))->toPlainText().contains(QStringLiteral("kind:  nothing → dnf")));
    desk.key(Qt::Key_Escape);
    QVERIFY(!desk.get<QWidget>(QStringLiteral("historyDetails"))->isVisible());
}

void HistoryUiTest::history_restorePointAndPast_askTheEngine()
{
    Desk desk;
    desk.window.setView(withHistory(desk, someRows(desk)));
    desk.window.openPage(QStringLiteral("system"));
    desk.get<DataTable>(QStringLiteral("history"))->setFocus();
    desk.key(Qt::Key_P);
    desk.type(QStringLiteral("lunch"));
    desk.key(Qt::Key_Return);
    QCOMPARE(desk.commands.ran.last(), (QStringList{"restore-point", "lunch", "--json"}));
    desk.commands.answers.insert(QStringLiteral("status --as-of"),
                                 Answer{0, "{\"entered\":200,\"started\":196,\"out\":190,\"finished\":6,\"top\":[{\"race\":\"5K\",\"places\":[{\"place\":1,\"bib\":\"77\",\"name\":\"Ann\",\"net\":\"0:16:01\"}]}],\"last_finishers\":[]}", {}});
    auto *moment = desk.get<QLineEdit>(QStringLiteral("asOfMoment"));
    moment->setText(QStringLiteral("08:20:00"));
    moment->setFocus();
    desk.key(Qt::Key_Return);
    QVERIFY(desk.get<QWidget>(QStringLiteral("asOfBanner"))->isVisible());
    QVERIFY(desk.get<QLabel>(QStringLiteral("asOfTitle"))->text().contains(QStringLiteral("THE PAST")));
    QVERIFY(desk.get<QLabel>(QStringLiteral("asOfFigures"))->text().contains(QStringLiteral("Finished 6")));
    desk.key(Qt::Key_Escape);
    QVERIFY(!desk.get<QWidget>(QStringLiteral("asOfBanner"))->isVisible());
}

void HistoryUiTest::card_letters_areFixes_andAskWhyAfterTheGun()
{
    Desk desk;
    desk.window.openRunner(desk.event.indexOfBib(QStringLiteral("77")));
    QTRY_COMPARE(desk.card().bib, QStringLiteral("77"));
    QVERIFY(desk.card().started);
    desk.key(Qt::Key_P);
    QCOMPARE(QApplication::focusWidget(), desk.get<QLineEdit>(QStringLiteral("fixValue")));
    desk.type(QStringLiteral("30"));
    desk.key(Qt::Key_Return);
    QVERIFY(desk.commands.ran.isEmpty()); // it asks why first
    QCOMPARE(QApplication::focusWidget(), desk.get<QLineEdit>(QStringLiteral("cardReason")));
    desk.type(QStringLiteral("cut the course"));
    desk.key(Qt::Key_Return);
    QCOMPARE(desk.commands.ran.last(), (QStringList{"op", "penalty", "--bib", "77", "--race", "5K", "--seconds", "30", "--reason", "cut the course"}));
    desk.get<QWidget>(QStringLiteral("cardArea"))->setFocus();
    desk.key(Qt::Key_S);
    desk.type(QStringLiteral("95"));
    desk.key(Qt::Key_Escape); // the question goes, the card stays
    QVERIFY(desk.get<QWidget>(QStringLiteral("runnerCard"))->isVisible());
    desk.key(Qt::Key_D);
    QCOMPARE(desk.commands.ran.last(), (QStringList{"op", "dnf", "--bib", "77", "--race", "5K"}));
    desk.key(Qt::Key_Escape);
    QVERIFY(!desk.get<QWidget>(QStringLiteral("runnerCard"))->isVisible());
}

void HistoryUiTest::card_showsWhatWasDone_andUndoesIt()
{
    Desk desk;
    desk.window.setView(withHistory(desk, someRows(desk)));
    desk.window.openRunner(desk.event.indexOfBib(QStringLiteral("77")));
    QTRY_COMPARE(desk.card().changes.size(), std::size_t(1));
    QVERIFY(desk.get<QLabel>(QStringLiteral("cardChange0"))->text().contains(QStringLiteral("DNF 77")));
    QVERIFY(desk.get<QLabel>(QStringLiteral("cardChangeWho0"))->text().contains(QStringLiteral("cramp")));
    QTest::mouseClick(desk.get<QPushButton>(QStringLiteral("cardChangeUndo0")), Qt::LeftButton);
    QCOMPARE(desk.commands.ran.last(), (QStringList{"op", "undo", Id128::fromName({}, QByteArray::number(5)).toString()}));
}

void HistoryUiTest::outgoing_ctrlH_andTheStripSayHeld()
{
    Desk desk;
    auto view = withHistory(desk, someRows(desk));
    view->outgoing = someOutgoing(false);
    desk.window.setView(view);
    auto *cell = desk.get<ui::StripCell>(QStringLiteral("stripOutgoing"));
    QVERIFY(cell->isVisible());
    QVERIFY(cell->content().main.contains(QStringLiteral("1 not sent")));
    desk.key(Qt::Key_H, Qt::ControlModifier);
    QCOMPARE(desk.commands.ran.last(), (QStringList{"publish", "toggle"}));
    auto held = std::make_shared<View>(*view);
    held->outgoing = someOutgoing(true);
    desk.window.setView(held);
    QVERIFY(cell->content().main.contains(QStringLiteral("HELD")));
    QVERIFY(cell->content().bottom.contains(QStringLiteral("1 wait")));
    desk.key(Qt::Key_8, Qt::ControlModifier);
    QVERIFY(desk.get<QLabel>(QStringLiteral("holdText"))->text().contains(QStringLiteral("by Ruth")));
    auto *table = desk.get<DataTable>(QStringLiteral("destinations"));
    QCOMPARE(table->model()->rowCount(), 2);
    desk.get<QLineEdit>(QStringLiteral("destinationFolder"))->setText(QStringLiteral("/media/two"));
    QTest::mouseClick(desk.get<QPushButton>(QStringLiteral("destinationAdd")), Qt::LeftButton);
    QCOMPARE(desk.commands.ran.last(), (QStringList{"publish", "add-folder", "/media/two", "--format", "csv"}));
    table->setFocus();
    table->selectRow(1);
    desk.key(Qt::Key_Delete);
    QCOMPARE(desk.commands.ran.last(), (QStringList{"publish", "remove", "b2"}));
}

void HistoryUiTest::explain_aChosenRowOfTheResults_isExplained()
{
    Desk desk;
    desk.window.openPage(QStringLiteral("race"));
    auto *table = desk.get<DataTable>(QStringLiteral("finishers"));
    table->setFocus();
    table->selectRow(0);
    desk.key(Qt::Key_E, Qt::ControlModifier);
    QCOMPARE(desk.commands.ran.last().mid(0, 2), (QStringList{"explain", "--bib"}));
    QVERIFY(desk.get<QWidget>(QStringLiteral("explainPanel"))->isVisible());
    desk.key(Qt::Key_Escape);
    QVERIFY(!desk.get<QWidget>(QStringLiteral("explainPanel"))->isVisible());
}

void HistoryUiTest::large_fiftyThousandOperations_areShownAtOnce()
{
    Desk desk;
    std::vector<HistoryRow> rows;
    for (int i = 0; i < 50'000; ++i)
        rows.push_back(row(i, QStringLiteral("DNF %1").arg(i), HistoryKind::Correction));
    const auto view = withHistory(desk, rows);
    desk.window.openPage(QStringLiteral("system"));
    QElapsedTimer took;
    took.start();
    desk.window.setView(view);
    auto *model = desk.get<DataTable>(QStringLiteral("history"))->model();
    qInfo("the window has the view after %lld ms", took.elapsed());
    QTRY_COMPARE(model->rowCount(), 50'000);
    desk.get<QLineEdit>(QStringLiteral("historyFilter"))->setText(QStringLiteral("49999"));
    QTRY_COMPARE(model->rowCount(), 1);
}

void HistoryUiTest::systemPage_namesWhatIsWrongWithTheLaptop()
{
    Desk desk;
    auto health = std::make_shared<gantry::system::Health>();
    health->items = {{QStringLiteral("power"), QStringLiteral("Battery"), QStringLiteral("14 %, on battery"), QStringLiteral("Plug it in: 20 minutes are left."), gantry::system::Tone::Act},
                     {QStringLiteral("disk/store"), QStringLiteral("Disk of the store"), QStringLiteral("73 GB free"), {}, gantry::system::Tone::Good}};
    desk.event.edit().health = health;
    desk.window.setView(desk.event.publish());
    desk.key(Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(desk.window.currentPage(), QStringLiteral("system"));
    QVERIFY(desk.get<QLabel>(QStringLiteral("health_power"))->isVisible());
    QCOMPARE(desk.get<QLabel>(QStringLiteral("health_power"))->text(), QStringLiteral("14 %, on battery"));
    QStringList texts;
    for (const QLabel *label : desk.get<QWidget>(QStringLiteral("healthPanel"))->findChildren<QLabel *>())
        texts << label->text();
    QVERIFY2(texts.contains(QStringLiteral("■ Battery")) && texts.contains(QStringLiteral("Plug it in: 20 minutes are left.")), qPrintable(texts.join(u' ')));
    QTemporaryDir folder;
    QVERIFY(takePicture(desk.window, qEnvironmentVariable("GANTRY_PICTURES", folder.path()), QStringLiteral("system-health")));
}

void HistoryUiTest::pictures_ofTheNewPages()
{
    QTemporaryDir folder;
    const QString out = qEnvironmentVariable("GANTRY_PICTURES", folder.path());
    for (const auto &[theme, name] : {std::pair(Theme::Dark, "dark"), std::pair(Theme::Light, "light")}) {
        Desk desk(SampleEvent::harbour(), theme);
        auto view = withHistory(desk, someRows(desk));
        view->outgoing = someOutgoing(true);
        desk.window.setView(view);
        desk.window.openRunner(desk.event.indexOfBib(QStringLiteral("77")));
        QTRY_VERIFY(!desk.card().reads.empty());
        desk.window.openPage(QStringLiteral("system"));
        QTRY_COMPARE(desk.get<DataTable>(QStringLiteral("history"))->model()->rowCount(), 5);
        QVERIFY(takePicture(desk.window, out, QStringLiteral("history-%1").arg(QLatin1String(name))));
        desk.commands.answers.insert(
            QStringLiteral("explain --bib"),
            Answer{0, R"json({"bib":"77","name":"Ann Lee","summary":"0:16:02 net, place 3 of 196","result":[{"label":"Net time","value":"0:16:01.430000","note":"exactly; shown as 0:16:02 (ceil_1s: up to the whole second)"}],"places":[{"title":"Overall","place":3,"of":196,"before":{"bib":"12","name":"Bo Ek","time":"0:15:58","gap_us":"-3120000"},"after":{"bib":"9","name":"Cy Ray","time":"0:16:04","gap_us":"2000000"}}],"reads":[{"raw":"CT01_33~418~FINISH~77~2026-05-30T08:46:03.43~1~3F20F3~4","use":"used as finish","used":true,"at":"2026-05-30T08:46:03.430000","point":"Finish","chip":"77","location":"FINISH","reader":"3F20F3","device_time":"2026-05-30T08:46:00.230000","device_basis":"local time of the box","binding":"the point is called so","clock_offset_us":"3200000","session":3,"peer":"192.168.1.20:49152","offset":18222,"received_local":"2026-05-30T08:46:03.512"}],"adjustments":[{"label":"Corrections","value":"none","note":""}]})json", {}});
        desk.window.openPage(QStringLiteral("outgoing"));
        desk.key(Qt::Key_E, Qt::ControlModifier);
        QTRY_VERIFY(desk.get<QLabel>(QStringLiteral("explainRead0")));
        QVERIFY(takePicture(desk.window, out, QStringLiteral("outgoing-explain-%1").arg(QLatin1String(name))));
    }
}

} // namespace gantry::testing
