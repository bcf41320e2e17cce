// SPDX-License-Identifier: Apache-2.0
// Hand timing, chip check, still out and the end of a race, in the window.
#include "tests/ui/console/desk.h"
#include "tests/ui/console/pictures.h"
#include "ui/console/common/datatable.h"
#include "ui/models/bibguess.h"
#include "ui/models/finishersmodel.h"
#include "ui/models/handmodel.h"
#include "ui/models/readtext.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>

#include <algorithm>

using namespace gantry;
using namespace gantry::ui;
using namespace gantry::testing;
using engine::HandRow;

namespace {

HandRow hand(SampleEvent &event, const char *name, UtcTime at, const QString &bib, HandRow::State state, int entrant = -1, scoring::Use use = scoring::Use::Finish, Micros by = {})
{
    HandRow row;
    row.id = Id128::fromName({}, name);
    row.at = at;
    row.point = PointIdx(2);
    row.bib = bib;
    row.state = state;
    row.entrant = EntrantIdx(entrant);
    row.use = use;
    row.course = 1;
    row.by = by;
    Q_UNUSED(event)
    return row;
}

void giveHands(SampleEvent &event, std::vector<HandRow> rows)
{
    event.edit().hands = std::make_shared<const std::vector<HandRow>>(std::move(rows));
}

// One of each kind.
void giveSome(SampleEvent &event)
{
    const int a = event.indexOfBib(QStringLiteral("0044")), b = event.indexOfBib(QStringLiteral("417"));
    giveHands(event, {hand(event, "t1", event.at(8, 30, 1, 200000), {}, HandRow::State::Tap),
                      hand(event, "h1", event.at(8, 30, 12, 400000), QStringLiteral("417"), HandRow::State::Scored, b, scoring::Use::SameCrossing, Micros(400000)),
                      hand(event, "h2", event.at(8, 30, 40), QStringLiteral("7777"), HandRow::State::UnknownBib),
                      hand(event, "h3", event.at(8, 30, 52, 100000), QStringLiteral("0044"), HandRow::State::Scored, a),
                      hand(event, "t2", event.at(8, 31, 2), {}, HandRow::State::TapPaired, b, scoring::Use::Repeat, Micros(-300000))});
}

QString field(Desk &desk) { return desk.get<QLineEdit>(QStringLiteral("bibField"))->text(); }
QString hint(Desk &desk) { return desk.get<QLabel>(QStringLiteral("bibHint"))->text(); }

void shoot(const std::function<void(Desk &)> &prepare, const QString &name, const std::function<void(SampleEvent &)> &event = {})
{
    const QTemporaryDir temporary;
    const QString folder = qEnvironmentVariable("GANTRY_PICTURES", temporary.path());
    for (const auto &[theme, word] : {std::pair(Theme::Dark, "dark"), std::pair(Theme::Light, "light"), std::pair(Theme::Sun, "sun")}) {
        SampleEvent sample = SampleEvent::harbour();
        if (event)
            event(sample);
        Desk desk(std::move(sample), theme);
        prepare(desk);
        QVERIFY(takePicture(desk.window, folder, name + u'-' + QLatin1String(word)));
    }
}

} // namespace

class TestUiHand : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void f6_fromAnyPage_opensTheFieldAndEnterPassesTheInstantOfThePress()
    {
        Desk desk;
        desk.window.openPage(QStringLiteral("entrants"));
        desk.key(Qt::Key_F6);
        QCOMPARE(desk.window.currentPage(), QStringLiteral("race"));
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("bibField"));
        QCOMPARE(desk.get<QComboBox>(QStringLiteral("handPoint"))->currentText(), QStringLiteral("FINISH"));
        desk.type(QStringLiteral("417"));
        desk.clock.set(desk.event.at(8, 31, 9, 123456));
        desk.key(Qt::Key_Return);
        QCOMPARE(desk.commands.ran.back(), (QStringList{"op", "hand", "--point", "FINISH", "--bib", "417", "--at", "2026-05-30T12:31:09.123456Z"}));
        QCOMPARE(field(desk), QString());
        QVERIFY(desk.get<QWidget>(QStringLiteral("bibDrawer"))->isVisible()); // stays open
        desk.key(Qt::Key_Escape);
        QVERIFY(!desk.get<QWidget>(QStringLiteral("bibDrawer"))->isVisible());
    }

    void enterAlone_andF7OnAnyPage_areTaps()
    {
        Desk desk;
        desk.key(Qt::Key_F6);
        desk.key(Qt::Key_Return);
        QCOMPARE(desk.commands.ran.back().mid(0, 5), (QStringList{"op", "hand", "--point", "FINISH", "--tap"}));
        desk.window.openPage(QStringLiteral("reads"));
        desk.clock.set(desk.event.at(8, 31, 20, 5));
        desk.key(Qt::Key_F7);
        QCOMPARE(desk.commands.ran.back(), (QStringList{"op", "hand", "--point", "FINISH", "--tap", "--at", "2026-05-30T12:31:20.000005Z"}));
        QCOMPARE(desk.window.currentPage(), QStringLiteral("reads"));
        QVERIFY(desk.sentence().contains(QStringLiteral("Tap at FINISH, 08:31:20.0")));
    }

    void severalBibs_goAsOneCommand_inTheirOrder()
    {
        Desk desk;
        desk.key(Qt::Key_F6);
        desk.type(QStringLiteral("530, 77 ,128"));
        desk.key(Qt::Key_Return);
        QCOMPARE(desk.commands.ran.back().value(5), QStringLiteral("530,77,128"));
    }

    void shortBib_isTheOnlyOneStillOut_isExpandedBeforeEnter()
    {
        SampleEvent event = SampleEvent::harbour();
        int only = -1; // a runner of the 5K, bib 1xxx, still out; everybody else who ends so is home
        for (std::size_t i = 20; i < 70 && only < 0; ++i) {
            const auto view = event.publish();
            const engine::ResultRow &row = (*view->results)[i];
            if (row.result.status == scoring::Status::OnCourse && (*view->entrants)[i].entrant.bib.startsWith(u"10"))
                only = int(i);
        }
        QVERIFY(only >= 0);
        Desk desk(std::move(event));
        const QString full = (*desk.event.publish()->entrants)[std::size_t(only)].entrant.bib;
        const QString typed = QString::number(full.mid(1).toInt());
        desk.key(Qt::Key_F6);
        desk.type(typed);
        QVERIFY2(hint(desk).contains(QStringLiteral("→ ") + full), qPrintable(hint(desk)));
        desk.key(Qt::Key_Return);
        QCOMPARE(desk.commands.ran.back().value(5), full);
    }

    void guess_exactWins_severalAreNotGuessed_finishersNeither()
    {
        SampleEvent event = SampleEvent::harbour();
        const auto view = event.publish();
        QCOMPARE(guessBib(*view, QStringLiteral("44")).bib, QStringLiteral("0044")); // compared without leading zeros
        QCOMPARE(guessBib(*view, QStringLiteral("12")).kind, BibGuess::Kind::Exact); // though 1012 may be out
        QCOMPARE(guessBib(*view, QStringLiteral("99999")).kind, BibGuess::Kind::Unknown);
        int several = 0;
        for (int last = 0; last < 10; ++last)
            several += guessBib(*view, QString::number(last)).kind == BibGuess::Kind::Several;
        QVERIFY(several > 0);
        QCOMPARE(guessBib(*view, QStringLiteral("abc")).kind, BibGuess::Kind::Unknown);
        const BibGuess home = guessBib(*view, QStringLiteral("417"));
        QVERIFY(guessWords(*view, home, QStringLiteral("417")).contains(QStringLiteral("has finished already")));
    }

    void list_saysWhatBecameOfEach_andDeleteTakesOneBack()
    {
        SampleEvent event = SampleEvent::harbour();
        giveSome(event);
        Desk desk(std::move(event));
        desk.key(Qt::Key_F6);
        auto *table = desk.get<DataTable>(QStringLiteral("handList"));
        const auto outcome = [&](int row) { return table->model()->index(row, 4).data().toString(); };
        QCOMPARE(table->model()->rowCount(), 5);
        QVERIFY(outcome(0).contains(QStringLiteral("tap near 417, −0.3 s")));
        QVERIFY(outcome(1).contains(QStringLiteral("▲ finish by hand")));
        QVERIFY(outcome(2).contains(QStringLiteral("■ unknown bib")));
        QVERIFY(outcome(3).contains(QStringLiteral("● paired, chip counts, hand +0.4 s")));
        QVERIFY(outcome(4).contains(QStringLiteral("▲ tap, nobody near")));
        QVERIFY(desk.get<QLabel>(QStringLiteral("handCount"))->text().contains(QStringLiteral("1")));
        table->setFocus();
        table->selectRow(3);
        desk.key(Qt::Key_Delete);
        QCOMPARE(desk.commands.ran.back(), (QStringList{"op", "undo", Id128::fromName({}, "h1").toString()}));
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("bibField"));
    }

    void runnerCard_listsHisTimesByHand_amongHisReads()
    {
        SampleEvent event = SampleEvent::harbour();
        giveSome(event);
        Desk desk(std::move(event));
        const int runner = desk.event.indexOfBib(QStringLiteral("417"));
        desk.window.openRunner(runner);
        QTRY_COMPARE(desk.card().bib, QStringLiteral("417"));
        const auto reads = desk.card().reads;
        const auto byHand = std::ranges::find_if(reads, [](const CardRead &r) { return r.hand; });
        QVERIFY(byHand != reads.end());
        QCOMPARE(std::ranges::count_if(reads, [](const CardRead &r) { return r.hand; }), 1); // not the tap near him
        QVERIFY(byHand->time.startsWith(QStringLiteral("08:30:12")) && byHand->point.endsWith(QStringLiteral("by hand")));
        QVERIFY2(byHand->verdict.text.contains(QStringLiteral("paired")), qPrintable(byHand->verdict.text));
        auto *button = desk.get<QPushButton>(QStringLiteral("cardIgnore%1").arg(std::distance(reads.begin(), byHand)));
        QCOMPARE(button->text(), QStringLiteral("Take back"));
        button->click();
        QCOMPARE(desk.commands.ran.back(), (QStringList{"op", "undo", byHand->id, "--only"}));
        giveHands(desk.event, {}); // it is gone from the card as well
        desk.window.setView(desk.event.publish());
        QTRY_COMPARE(std::ranges::count_if(desk.card().reads, [](const CardRead &r) { return r.hand; }), 0);
    }

    void readsPage_showsTheTimesByHand_byOneKey()
    {
        SampleEvent event = SampleEvent::harbour();
        giveSome(event);
        Desk desk(std::move(event));
        desk.window.openPage(QStringLiteral("reads"));
        desk.key(Qt::Key_H);
        auto *table = desk.get<QAbstractItemView>(QStringLiteral("handReads"));
        QVERIFY(table->isVisible() && !desk.get<QAbstractItemView>(QStringLiteral("reads"))->isVisible());
        QCOMPARE(table->model()->rowCount(), 5);
        QVERIFY(!desk.get<QPushButton>(QStringLiteral("show1"))->isChecked()); // one of the choices is down
        QCOMPARE(desk.get<QLabel>(QStringLiteral("readsCount"))->text(), QStringLiteral("5 shown"));
        QVERIFY(!desk.get<QPushButton>(QStringLiteral("ignoreRead"))->isEnabled());
        table->setCurrentIndex(table->model()->index(1, 0)); // the newest but one: bib 0044
        desk.key(Qt::Key_I);
        QCOMPARE(desk.commands.ran.back().mid(0, 2), (QStringList{"op", "undo"}));
        QCOMPARE(desk.commands.ran.back().last(), QStringLiteral("--only"));
        desk.key(Qt::Key_H);
        QVERIFY(desk.get<QPushButton>(QStringLiteral("show1"))->isChecked());
        QVERIFY(!table->isVisible() && desk.get<QAbstractItemView>(QStringLiteral("reads"))->isVisible());
        desk.window.openPage(QStringLiteral("reads/hand"));
        QVERIFY(table->isVisible());
    }

    void tapChosen_andABibTyped_givesItTheBib()
    {
        SampleEvent event = SampleEvent::harbour();
        giveSome(event);
        Desk desk(std::move(event));
        desk.key(Qt::Key_F6);
        auto *table = desk.get<DataTable>(QStringLiteral("handList"));
        table->setFocus();
        table->selectRow(4);
        QTRY_VERIFY(hint(desk).contains(QStringLiteral("Due about then")));
        desk.key(Qt::Key_5);
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("bibField"));
        desk.type(QStringLiteral("30"));
        desk.key(Qt::Key_Return);
        QCOMPARE(desk.commands.ran.back(), (QStringList{"op", "hand-bib", Id128::fromName({}, "t1").toString(), "--bib", "530"}));
        table->selectRow(4);
        desk.key(Qt::Key_Escape); // lets go of the tap first
        QVERIFY(desk.get<QWidget>(QStringLiteral("bibDrawer"))->isVisible());
        desk.key(Qt::Key_Escape);
        QVERIFY(!desk.get<QWidget>(QStringLiteral("bibDrawer"))->isVisible());
    }

    void finishers_byHand_carryTheFlagBehindTheName()
    {
        SampleEvent event = SampleEvent::harbour();
        const int who = (*event.publish()->lastFinishers)[0].entrant.value();
        auto results = std::make_shared<engine::ChunkedTable<engine::ResultRow>>(*event.publish()->results);
        results->edit(std::size_t(who)).result.flags |= scoring::HandTime;
        engine::View view = *event.publish();
        view.results = results;
        FinishersModel model;
        model.setView(std::make_shared<const engine::View>(view));
        QCOMPARE(model.cellOf(who, 1).flag, QStringLiteral("▲ hand"));
        QVERIFY(model.cellOf(who, 7).text.contains(QStringLiteral("provisional")));
    }

    void chipCheck_namesTheRunnerTheUnknownAndTheStaffTag()
    {
        SampleEvent event = SampleEvent::harbour();
        event.addRead(event.readOf(event.indexOfBib(QStringLiteral("301")), 0, event.at(8, 31, 1)));
        Desk desk(std::move(event));
        desk.window.openPage(QStringLiteral("reads/check"));
        auto *name = desk.get<QLabel>(QStringLiteral("checkName"));
        QTRY_VERIFY(name->text().contains(QStringLiteral("Ingrid Sørensen")));
        QVERIFY(desk.get<QLabel>(QStringLiteral("checkWho"))->text().contains(QStringLiteral("Bib 301")));
        QVERIFY(desk.get<QLabel>(QStringLiteral("checkWhere"))->text().contains(QStringLiteral("START")));
        QVERIFY(desk.get<QLabel>(QStringLiteral("checkNote"))->text().contains(QStringLiteral("read")));
        engine::ReadRow staff = desk.event.readOf(0, 2, desk.event.at(8, 31, 3));
        staff.entrant = EntrantIdx(-1);
        staff.chip = "99998";
        desk.event.addRead(staff);
        desk.window.setView(desk.event.publish());
        QTRY_VERIFY(name->text().contains(QStringLiteral("Test tag 99998")));
        QVERIFY(desk.get<QLabel>(QStringLiteral("checkWhere"))->text().contains(QStringLiteral("FINISH")));
        QVERIFY(!isUnknown(staff));
        staff.chip = "5A10F2";
        desk.event.addRead(staff);
        desk.window.setView(desk.event.publish());
        QTRY_VERIFY(name->text().contains(QStringLiteral("Unknown chip 5A10F2")));
        desk.get<QPushButton>(QStringLiteral("testsUntilNow"))->click();
        QCOMPARE(desk.commands.ran.back().mid(0, 3), (QStringList{"op", "fence", "--until"}));
        desk.key(Qt::Key_C); // the same key goes back
        QVERIFY(desk.get<QWidget>(QStringLiteral("reads"))->isVisible());
    }

    void stillOut_opensByOneKey_andCounts()
    {
        Desk desk;
        desk.window.openPage(QStringLiteral("setup"));
        desk.key(Qt::Key_O, Qt::ControlModifier);
        QCOMPARE(desk.window.currentPage(), QStringLiteral("results"));
        auto *table = desk.get<DataTable>(QStringLiteral("stillOut"));
        QVERIFY(table->isVisible());
        int out = 0;
        const auto view = desk.event.publish();
        for (const auto &chunk : view->results->chunks())
            out += int(std::ranges::count_if(*chunk, [](const auto &r) { return r.result.status == scoring::Status::OnCourse; }));
        QTRY_COMPARE(table->model()->rowCount(), out);
        QVERIFY(desk.get<QLabel>(QStringLiteral("stillOutCount"))->text().contains(QStringLiteral("%1 still out").arg(out)));
        desk.key(Qt::Key_Escape);
        QVERIFY(!table->isVisible());
    }

    void closing_listsEverybody_andLeavesOutWhoIsCleared()
    {
        Desk desk;
        desk.window.openPage(QStringLiteral("race/close"));
        auto *table = desk.get<DataTable>(QStringLiteral("closeList"));
        QTRY_VERIFY(table->model()->rowCount() > 0);
        const QString bib = table->model()->index(1, 2).data().toString();
        table->selectRow(1);
        desk.key(Qt::Key_Space);
        desk.get<QPushButton>(QStringLiteral("closeApply"))->click();
        QCOMPARE(desk.commands.ran.back(), (QStringList{"op", "close-race", "5K", "--dns", "--dnf", "--except", bib}));
        QVERIFY(!desk.get<QWidget>(QStringLiteral("closePanel"))->isVisible());
    }

    void pictures_everyPart_inEveryTheme()
    {
        shoot([](Desk &desk) { desk.window.openPage(QStringLiteral("reads/hand")); }, QStringLiteral("reads-hand"), giveSome);
        shoot([](Desk &desk) {
            desk.key(Qt::Key_F6);
            desk.type(QStringLiteral("530"));
        }, QStringLiteral("bib-entry"), [](SampleEvent &e) { giveSome(e); });
        shoot([](Desk &desk) {
            desk.window.openPage(QStringLiteral("reads/check"));
            QTRY_VERIFY(!desk.get<QLabel>(QStringLiteral("checkNote"))->text().isEmpty());
        }, QStringLiteral("chip-check"), [](SampleEvent &e) { e.addRead(e.readOf(e.indexOfBib(QStringLiteral("88")), 0, e.at(8, 31, 1))); });
        shoot([](Desk &desk) {
            desk.window.openPage(QStringLiteral("results/out"));
            QTRY_VERIFY(desk.get<DataTable>(QStringLiteral("stillOut"))->model()->rowCount() > 0);
        }, QStringLiteral("still-out"));
        shoot([](Desk &desk) {
            desk.window.openPage(QStringLiteral("race/close"));
            QTRY_VERIFY(desk.get<DataTable>(QStringLiteral("closeList"))->model()->rowCount() > 0);
        }, QStringLiteral("close-race"));
    }
};

QTEST_MAIN(TestUiHand)
#include "tst_ui_hand.moc"
