// SPDX-License-Identifier: Apache-2.0
// The Setup page as an operator uses it, over a real engine: a new event, fields with errors, renames in mid-race, two people
// who edit at once, another event.
#include "tests/support/fakeclock.h"
#include "tests/support/tempstore.h"
#include "tests/ui/console/pictures.h"
#include "ui/console/consolewindow.h"
#include "ui/console/setup/drafteditor.h"
#include "ui/console/setup/fieldtext.h"
#include "ui/console/setup/partstree.h"
#include "ui/console/setup/setuppage.h"
#include "ui/models/enginecommands.h"

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QInputMethodEvent>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace gantry;
using namespace gantry::ui;

namespace {

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
        window->openPage(QStringLiteral("setup"));
        window->activateWindow();
        QApplication::setActiveWindow(window.get());
        window->setView(console->view());
    }
    ~Room()
    {
        window.reset();
        commands.reset();
        console.reset();
    }
    template<class T>
    T *get(const QString &name) { return window->findChild<T *>(name); }
    QPushButton *button(const char *name) { return get<QPushButton>(QString::fromLatin1(name)); }
    QLineEdit *edit(const char *name) { return get<QLineEdit>(QString::fromLatin1(name)); }
    PartsTree *tree() { return get<PartsTree>(QStringLiteral("document")); }
    DraftEditor *editor() { return get<DraftEditor>(QStringLiteral("draftEditor")); }
    QString text(const char *label) { return get<QLabel>(QString::fromLatin1(label))->text(); }
    void type(const char *field, const QString &text)
    {
        QLineEdit *e = edit(field);
        e->setFocus();
        e->selectAll();
        if (text.isEmpty())
            QTest::keyClick(e, Qt::Key_Delete);
        else if (std::ranges::all_of(text, [](QChar c) { return c.unicode() < 0x80; }))
            QTest::keyClicks(e, text);
        else { // as an input method does it
            QInputMethodEvent event;
            event.setCommitString(text);
            QApplication::sendEvent(e, &event);
        }
    }
    QJsonObject live() { return console->view()->event ? console->view()->event->json : QJsonObject(); }
    bool load(const QJsonObject &json)
    {
        const auto done = console->run({QStringLiteral("event"), QStringLiteral("load"), QStringLiteral("--text"), QString::fromUtf8(QJsonDocument(json).toJson())});
        QApplication::processEvents();
        return done.exitCode == 0;
    }
    int run(const QStringList &words) { return console->run(words).exitCode; }
    bool apply()
    {
        button("draftApply")->click();
        return QTest::qWaitFor([this] { return !editor()->hasChanges() && editor()->isEnabled(); }, 5000);
    }

    test::FakeClock clock;
    test::TempStore files;
    std::unique_ptr<engine::Console> console;
    std::unique_ptr<EngineCommands> commands;
    std::unique_ptr<ConsoleWindow> window;
};

QJsonObject harbour()
{
    return QJsonDocument::fromJson(R"({"name":"Harbour 5K","date":"2026-05-30","timezone":"Europe/London",
        "timing_points":[{"name":"Start","kind":"start"},{"name":"Half","kind":"split"},{"name":"Finish","kind":"finish","aliases":["FIN"]}],
        "races":[{"name":"5K","distance_m":5000,"start":{"mode":"chip","waves":[{"name":"A","gun":"2026-05-30T09:00:00"},{"name":"B"}]},
          "course":[{"point":"Half","name":"Half","distance_m":2500},{"point":"Finish","name":"Finish","distance_m":5000,"min_time_s":600}],
          "divisions":[{"name":"F","genders":["F"]},{"name":"M","genders":["M"]},{"name":"X","genders":["X"]}]}]})").object();
}

QString pictureFolder()
{
    return qEnvironmentVariable("GANTRY_PICTURES");
}

void picture(Room &room, const QString &name)
{
    if (!pictureFolder().isEmpty())
        QVERIFY(testing::takePicture(*room.window, pictureFolder(), name));
}

QJsonValue raceField(const QJsonObject &json, const char *key, int race = 0)
{
    return json.value(QStringLiteral("races")).toArray().at(race).toObject().value(QLatin1StringView(key));
}

} // namespace

class TestUiSetup : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void newEvent_fromAFewAnswers_isOpenedAndCanBeEdited()
    {
        for (const Theme theme : {Theme::Dark, Theme::Light}) {
            Room room(theme);
            room.button("newEvent")->click();
            QVERIFY(!room.button("newMake")->isEnabled());
            room.type("newName", QStringLiteral("Harbour Run"));
            room.type("newDate", QStringLiteral("2026-05-30"));
            room.type("newZone", QStringLiteral("Europe/London"));
            room.type("newDistances", QStringLiteral("5K, 10 leagues"));
            QVERIFY(room.text("newPreview").contains(QStringLiteral("10 leagues")));
            room.type("newDistances", QStringLiteral("5K, half, Fun run=1 mile"));
            room.type("newStart", QStringLiteral("09:00"));
            QVERIFY2(room.text("newPreview").contains(QStringLiteral("2:10/km")), qPrintable(room.text("newPreview")));
            picture(room, theme == Theme::Dark ? QStringLiteral("setup-new-dark") : QStringLiteral("setup-new-light"));
            QTest::keyClick(room.edit("newStart"), Qt::Key_Return);
            QTRY_COMPARE(room.live().value(QStringLiteral("races")).toArray().size(), 3);
            QTRY_VERIFY(room.tree()->isVisible());
            QVERIFY(!room.get<QListWidget>(QStringLiteral("setupProblems"))->isVisible()); // nothing wrong with what is proposed
            QVERIFY(room.tree()->goTo(QStringLiteral("races[0]")));
            QCOMPARE(room.edit("field_start.cutoff_s")->text(), QStringLiteral("20:00"));
            QCOMPARE(room.edit("field_start.gun")->text(), QStringLiteral("09:00:00"));
            picture(room, theme == Theme::Dark ? QStringLiteral("setup-race-dark") : QStringLiteral("setup-race-light"));
        }
    }

    void edits_collect_andAreOneCommandThatIsUndoneAsOne()
    {
        Room room;
        QVERIFY(room.load(harbour()));
        QTRY_VERIFY(room.tree()->goTo(QStringLiteral("races[0]")));
        room.type("field_distance_m", QStringLiteral("3.1 mi"));
        room.type("field_start.cutoff_s", QStringLiteral("15:00"));
        QVERIFY(room.tree()->goTo(QStringLiteral("races[0].start.waves[1]")));
        room.type("field_gun", QStringLiteral("9:05"));
        QCOMPARE(room.live(), harbour()); // nothing is applied yet
        QVERIFY2(room.text("draftState").contains(QStringLiteral("3 changes")), qPrintable(room.text("draftState")));
        QVERIFY(room.apply());
        QCOMPARE(raceField(room.live(), "distance_m").toDouble(), 4988.966);
        QCOMPARE(raceField(room.live(), "start").toObject().value(QStringLiteral("cutoff_s")).toDouble(), 900.0);
        QCOMPARE(raceField(room.live(), "start").toObject().value(QStringLiteral("waves")).toArray().at(1).toObject().value(QStringLiteral("gun")).toString(), QStringLiteral("2026-05-30T09:05:00"));
        QVERIFY(room.text("setupSummary").startsWith(QStringLiteral("●")));
        QCOMPARE(room.run({QStringLiteral("op"), QStringLiteral("undo")}), 0);
        QTRY_COMPARE(room.live(), harbour());
    }

    void errors_standAtTheirField_andInTheList_andNothingCanBeApplied()
    {
        Room room;
        QVERIFY(room.load(harbour()));
        QTRY_VERIFY(room.tree()->goTo(QStringLiteral("races[0]")));
        room.type("field_distance_m", QStringLiteral("far"));
        QVERIFY(room.get<QLabel>(QStringLiteral("problem_distance_m"))->isVisible());
        QVERIFY(room.text("problem_distance_m").startsWith(QStringLiteral("■")));
        auto *list = room.get<QListWidget>(QStringLiteral("setupProblems"));
        QCOMPARE(list->count(), 1);
        QVERIFY2(list->item(0)->text().contains(QStringLiteral("5K")) && list->item(0)->text().contains(QStringLiteral("Distance")), qPrintable(list->item(0)->text()));
        QVERIFY(!room.button("draftApply")->isEnabled());
        picture(room, QStringLiteral("setup-error-dark"));
        QVERIFY(room.tree()->goTo(QString()));
        Q_EMIT list->itemActivated(list->item(0));
        QCOMPARE(QApplication::focusWidget(), room.edit("field_distance_m"));
        QCOMPARE(room.edit("field_distance_m")->text(), QStringLiteral("far"));
        room.type("field_distance_m", QStringLiteral("5 km"));
        QVERIFY(!room.editor()->hasChanges());
        QVERIFY(!list->isVisible());
    }

    void divisions_withAGap_areSaid_andProposed()
    {
        Room room;
        QVERIFY(room.load(harbour()));
        QTRY_VERIFY(room.tree()->goTo(QStringLiteral("races[0].divisions[0]")));
        room.type("field_age_min", QStringLiteral("18"));
        auto *list = room.get<QListWidget>(QStringLiteral("setupProblems"));
        QVERIFY(list->count() == 1 && list->item(0)->text().contains(QStringLiteral("F 0–17 has no division")));
        QVERIFY(room.button("draftApply")->isEnabled()); // said, not refused
        QVERIFY(room.tree()->goTo(QStringLiteral("races[0].divisions")));
        picture(room, QStringLiteral("setup-divisions-dark"));
        room.button("propose10")->click();
        QCOMPARE(list->count(), 0);
        QVERIFY(room.apply());
        QVERIFY(raceField(room.live(), "divisions").toArray().size() > 10);
    }

    void partsAreAddedCopiedMovedAndRemoved_byKey_andEachIsTakenBack()
    {
        Room room;
        QVERIFY(room.load(harbour()));
        QTRY_VERIFY(room.tree()->goTo(QStringLiteral("races[0].start.waves[0]")));
        room.tree()->setFocus();
        QTest::keyClick(room.tree(), Qt::Key_Insert);
        QCOMPARE(room.tree()->place(), QStringLiteral("races[0].start.waves[2]"));
        QCOMPARE(room.edit("field_name")->text(), QStringLiteral("Wave"));
        QTest::keyClick(room.tree(), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(room.tree()->place(), QStringLiteral("races[0].start.waves[1]"));
        QTest::keyClick(room.tree(), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(room.edit("field_name")->text(), QStringLiteral("Wave 2"));
        QTest::keyClick(room.tree(), Qt::Key_Delete);
        QTest::keyClick(room.tree(), Qt::Key_Delete);
        for (int i = 0; i < 5; ++i)
            room.button("draftUndo")->click();
        QVERIFY(!room.editor()->hasChanges());
        QVERIFY(!room.button("draftUndo")->isEnabled());
    }

    void renamedRaceAndWave_inMidRace_takeTheirRunnersAlong_andNeedAReason()
    {
        Room room;
        QVERIFY(room.load(harbour()));
        QCOMPARE(room.run({QStringLiteral("roster"), QStringLiteral("import"), room.files.write(QStringLiteral("r.csv"), "Bib,Name,Wave\n1,Ada One,A\n2,Ben Two,B\n")}), 0);
        QCOMPARE(room.run({QStringLiteral("op"), QStringLiteral("gun"), QStringLiteral("--wave"), QStringLiteral("A"), QStringLiteral("--at"), QStringLiteral("09:00:03")}), 0);
        QTRY_VERIFY(room.edit("draftReason")->isVisible());
        QVERIFY(room.tree()->goTo(QStringLiteral("races[0].start.waves[0]")));
        QVERIFY2(room.text("partRemark").contains(QStringLiteral("09:00:03")), qPrintable(room.text("partRemark")));
        room.type("field_name", QStringLiteral("Élite / 1"));
        QTest::keyClick(room.edit("field_name"), Qt::Key_Return);
        room.type("field_gun", QStringLiteral("09:10"));
        QVERIFY(room.tree()->goTo(QStringLiteral("races[0]")));
        room.type("field_name", QStringLiteral("سباق الميناء"));
        room.button("draftApply")->click(); // the name is still being typed: it counts
        QVERIFY(room.editor()->hasChanges());
        QCOMPARE(QApplication::focusWidget(), room.edit("draftReason"));
        QVERIFY(room.text("setupSummary").contains(QStringLiteral("say why")));
        picture(room, QStringLiteral("setup-reason-dark"));
        room.type("draftReason", QStringLiteral("programme misprint"));
        QVERIFY(room.apply());
        const auto view = room.console->view();
        const auto wave = std::ranges::find(*view->waves, QStringLiteral("سباق الميناء/Élite / 1"), &engine::WaveRow::key);
        QVERIFY(wave != view->waves->end());
        QCOMPARE(wave->entered, 1);
        QVERIFY(wave->gun && *wave->gun != *wave->scheduled);
        QVERIFY2(room.get<QPlainTextEdit>(QStringLiteral("setupLines"))->toPlainText().contains(QStringLiteral("stays")), "the plan moved after its gun");
        QCOMPARE((*view->entrants)[0].entrant.race, QStringLiteral("سباق الميناء"));
    }

    void twoPeople_editingAtOnce_keepBoth()
    {
        Room room;
        QVERIFY(room.load(harbour()));
        QTRY_VERIFY(room.tree()->goTo(QStringLiteral("races[0]")));
        room.type("field_start.cutoff_s", QStringLiteral("15:00"));
        room.type("field_distance_m", QStringLiteral("5001"));
        QJsonObject theirs = harbour();
        QJsonArray races = theirs[QStringLiteral("races")].toArray();
        QJsonObject race = races[0].toObject();
        race[QStringLiteral("distance_m")] = 5002;
        race[QStringLiteral("rounding")] = QStringLiteral("ceil_0.1s");
        races[0] = race;
        theirs[QStringLiteral("races")] = races;
        QVERIFY(room.load(theirs));
        QTRY_VERIFY(room.get<QWidget>(QStringLiteral("changedUnder"))->isVisible());
        QVERIFY(!room.button("draftApply")->isEnabled());
        QCOMPARE(room.edit("field_distance_m")->text(), QStringLiteral("5001"));
        picture(room, QStringLiteral("setup-both-dark"));
        room.button("rebase")->click();
        QVERIFY(room.text("changedUnderText").contains(QStringLiteral("distance_m")));
        QCOMPARE(raceField(room.editor()->draft().json(), "rounding").toString(), QStringLiteral("ceil_0.1s"));
        QVERIFY(room.apply());
        QCOMPARE(raceField(room.live(), "distance_m").toInt(), 5001);
        QCOMPARE(raceField(room.live(), "rounding").toString(), QStringLiteral("ceil_0.1s"));
        QCOMPARE(raceField(room.live(), "start").toObject().value(QStringLiteral("cutoff_s")).toInt(), 900);
    }

    void anotherEvent_isOpenedFromTheWindow_andEachKeepsItsDraft()
    {
        Room room;
        QVERIFY(room.load(harbour()));
        QJsonObject hill = harbour();
        hill[QStringLiteral("name")] = QStringLiteral("Hill 5K");
        QVERIFY(room.load(hill));
        QTRY_VERIFY(room.tree()->goTo(QStringLiteral("races[0]")));
        room.type("field_distance_m", QStringLiteral("4900"));
        const auto open = [&](const QString &name) {
            room.button("switchEvent")->click();
            auto *which = room.get<QComboBox>(QStringLiteral("openWhich"));
            if (!QTest::qWaitFor([&] { return which->findText(name, Qt::MatchStartsWith) >= 0; }))
                return false;
            which->setCurrentIndex(which->findText(name, Qt::MatchStartsWith));
            room.button("openEvent")->click();
            return QTest::qWaitFor([&] { return room.window->windowTitle().startsWith(name) && room.tree()->isVisible(); });
        };
        QVERIFY(open(QStringLiteral("Hill 5K")));
        QVERIFY(!room.editor()->hasChanges());
        QVERIFY(open(QStringLiteral("Harbour 5K")));
        QTRY_VERIFY(room.editor()->hasChanges());
        QCOMPARE(raceField(room.editor()->draft().json(), "distance_m").toInt(), 4900);
    }

    void lastYearsEvent_isCopied_withAListOfWhatToCheck()
    {
        Room room;
        QVERIFY(room.load(harbour()));
        room.button("copyEvent")->click();
        QTRY_COMPARE(room.get<QComboBox>(QStringLiteral("copyFrom"))->count(), 1);
        room.type("copyName", QStringLiteral("Harbour 5K 2027"));
        room.type("copyDate", QStringLiteral("2027-05-29"));
        room.button("copyMake")->click();
        QTRY_COMPARE(room.live().value(QStringLiteral("date")).toString(), QStringLiteral("2027-05-29"));
        QVERIFY(room.get<QPlainTextEdit>(QStringLiteral("setupLines"))->toPlainText().contains(QStringLiteral("5K/A: the planned start was")));
        picture(room, QStringLiteral("setup-copied-dark"));
    }

    void hostileTexts_areShownAsTheyAre_andFit()
    {
        Room room(Theme::Light);
        QJsonObject json = harbour();
        json[QStringLiteral("name")] = QStringLiteral("<b>Ma\u202ench</b> ") + QString(300, u'W');
        QJsonArray points = json[QStringLiteral("timing_points")].toArray();
        points.append(QJsonObject{{"name", QString(480, QChar(0x5bff))}});
        points.append(QJsonObject{{"name", QStringLiteral("نقطة <img src=x> \u200f🏁")}});
        json[QStringLiteral("timing_points")] = points;
        QVERIFY(room.load(json));
        QTRY_VERIFY(room.tree()->goTo(QStringLiteral("timing_points[3]")));
        QCOMPARE(room.edit("field_name")->text().size(), 480);
        QVERIFY(room.window->width() <= 1366);
        QVERIFY(room.button("draftApply")->mapTo(room.window.get(), QPoint(room.button("draftApply")->width(), 0)).x() <= 1366);
        picture(room, QStringLiteral("setup-hostile-light"));
        room.window->resize(3840, 2160);
        picture(room, QStringLiteral("setup-4k-light"));
    }

    void aFileLoadedAfterTheGun_goesIntoTheDraft_andOneOfAnotherEventIsSaid()
    {
        Room room;
        QVERIFY(room.load(harbour()));
        QJsonObject hill = harbour();
        hill[QStringLiteral("name")] = QStringLiteral("Hill 5K");
        room.get<SetupPage>(QStringLiteral("page_setup"))->loadFile(room.files.write(QStringLiteral("hill.json"), QJsonDocument(hill).toJson()));
        QTRY_VERIFY(room.text("setupSummary").contains(QStringLiteral("another event")));
        QCOMPARE(room.live(), harbour());
        QCOMPARE(room.run({QStringLiteral("op"), QStringLiteral("gun"), QStringLiteral("--wave"), QStringLiteral("A"), QStringLiteral("--at"), QStringLiteral("09:00:03")}), 0);
        QTRY_VERIFY(room.edit("draftReason")->isVisible());
        QJsonObject later = harbour();
        later[QStringLiteral("timezone")] = QStringLiteral("Europe/Paris");
        room.get<SetupPage>(QStringLiteral("page_setup"))->loadFile(room.files.write(QStringLiteral("later.json"), QJsonDocument(later).toJson()));
        QTRY_VERIFY(room.editor()->hasChanges());
        QCOMPARE(room.live(), harbour());
        QCOMPARE(room.editor()->draft().json(), later);
        room.get<SetupPage>(QStringLiteral("page_setup"))->loadFile(room.files.write(QStringLiteral("bad.json"), "{nonsense"));
        QTRY_VERIFY(room.text("setupSummary").startsWith(QStringLiteral("■")));
        QCOMPARE(room.editor()->draft().json(), later);
        // Another event is still another event, and leaves the draft alone.
        hill[QStringLiteral("name")] = QStringLiteral("Hill 10K");
        room.get<SetupPage>(QStringLiteral("page_setup"))->loadFile(room.files.write(QStringLiteral("hill.json"), QJsonDocument(hill).toJson()));
        QTRY_VERIFY(room.text("setupSummary").contains(QStringLiteral("another event")));
        QCOMPARE(room.live(), harbour());
        QCOMPARE(room.editor()->draft().json(), later);
        // Said why, it applies like any other change.
        room.button("draftApply")->click();
        QTRY_VERIFY(room.text("setupSummary").contains(QStringLiteral("say why")));
        QCOMPARE(room.live(), harbour());
        room.type("draftReason", QStringLiteral("wrong zone in the file"));
        QVERIFY(room.apply());
        QTRY_COMPARE(room.live(), later);
    }

    void everyFieldOfTheTable_comesBackAsItWasTyped()
    {
        const QDate day(2026, 5, 30);
        const auto round = [&](const FieldSpec &f, const QString &text) { return textOfField(f, valueOfField(f, text, day), day); };
        for (const PartSpec &part : partSpecs()) {
            for (const FieldSpec &f : part.fields) {
                QVERIFY(valueOfField(f, QStringLiteral("  "), day).isUndefined());
                QCOMPARE(round(f, QStringLiteral("nonsense, <y>")), QStringLiteral("nonsense, <y>"));
            }
        }
        const auto of = [](FieldKind kind) { return FieldSpec{"k", "k", kind, "", ""}; };
        QCOMPARE(valueOfField(of(FieldKind::Moment), QStringLiteral("9:05"), day).toString(), QStringLiteral("2026-05-30T09:05:00"));
        QCOMPARE(valueOfField(of(FieldKind::Duration), QStringLiteral("1:30"), day).toDouble(), 90.0);
        QCOMPARE(round(of(FieldKind::Legs), QStringLiteral("1+2, 3")), QStringLiteral("1+2, 3"));
        QCOMPARE(round(of(FieldKind::Numbers), QStringLiteral("300, 200,100.5")), QStringLiteral("300, 200, 100.5"));
        QCOMPARE(valueOfField(of(FieldKind::Genders), QStringLiteral("women, male"), day).toArray(), (QJsonArray{"F", "M"}));
        QCOMPARE(valueOfField(of(FieldKind::Metres), QStringLiteral("0"), day).toDouble(-1), 0.0);
    }

    void whatWouldChange_isShownBeforeItIsApplied_andAppliesNothing()
    {
        Room room;
        QVERIFY(room.load(harbour()));
        QVERIFY(!room.button("draftWhatIf")->isEnabled());
        QCOMPARE(room.run({QStringLiteral("roster"), QStringLiteral("import"), room.files.write(QStringLiteral("r.csv"), "Bib,First Name,Last Name,Gender,Wave\n1,Ann,Lee,F,A\n2,Ben,Ray,M,A\n")}), 0);
        QByteArray reads;
        int sequence = 0;
        for (const char *seen : {"Start~1~2026-05-30 09:00:30.00", "Start~2~2026-05-30 09:00:02.00", "FIN~2~2026-05-30 09:20:00.00", "FIN~1~2026-05-30 09:20:01.00"})
            reads += "CT01_33~" + QByteArray::number(++sequence) + '~' + seen + "~1~0F2A38~1\r\n";
        QCOMPARE(room.run({QStringLiteral("reads"), QStringLiteral("import"), room.files.write(QStringLiteral("reads.txt"), reads), QStringLiteral("--format"), QStringLiteral("ct01")}), 0);
        QTRY_VERIFY(room.tree()->goTo(QStringLiteral("races[0]")));
        QTRY_VERIFY(room.get<QComboBox>(QStringLiteral("field_ranking")));
        auto *ranking = room.get<QComboBox>(QStringLiteral("field_ranking"));
        ranking->setCurrentIndex(ranking->findData(QStringLiteral("gun")));
        Q_EMIT ranking->activated(ranking->currentIndex());
        QTRY_VERIFY(room.button("draftWhatIf")->isEnabled());
        room.button("draftWhatIf")->click();
        QTRY_VERIFY2(room.text("whatIfSummary").contains(QStringLiteral("2 places would change.")), qPrintable(room.text("whatIfSummary")));
        auto *list = room.get<QListView>(QStringLiteral("whatIfList"));
        QVERIFY(list->isVisible());
        QCOMPARE(list->model()->rowCount(), 2);
        QVERIFY2(list->model()->index(0, 0).data().toString().contains(QStringLiteral("Bib 1 Ann Lee · place 1 → 2")), qPrintable(list->model()->index(0, 0).data().toString()));
        picture(room, QStringLiteral("setup-what-if"));
        QCOMPARE(room.live(), harbour());
        ranking->setCurrentIndex(ranking->findData(QStringLiteral("net"))); // the draft goes on: the answer is of yesterday
        Q_EMIT ranking->activated(ranking->currentIndex());
        QTRY_VERIFY(room.text("whatIfSummary").contains(QStringLiteral("ask again")));
        QTest::keyClick(room.get<QFrame>(QStringLiteral("whatIf")), Qt::Key_Escape);
        QVERIFY(!room.get<QFrame>(QStringLiteral("whatIf"))->isVisible());
    }
    void aLargeDocument_isCheckedFasterThanOneTypes()
    {
        Room room;
        QJsonObject json = harbour();
        QJsonArray races;
        for (int r = 0; r < 40; ++r) {
            QJsonObject race = harbour()[QStringLiteral("races")].toArray()[0].toObject();
            race[QStringLiteral("name")] = QStringLiteral("Race %1").arg(r);
            QJsonArray divisions;
            for (int d = 0; d < 35; ++d)
                divisions.append(QJsonObject{{"name", QStringLiteral("D%1").arg(d)}, {"genders", QJsonArray{"F"}}, {"age_min", d * 3}, {"age_max", d * 3 + 2}});
            race[QStringLiteral("divisions")] = divisions;
            races.append(race);
        }
        json[QStringLiteral("races")] = races;
        QVERIFY(room.load(json));
        QTRY_VERIFY(room.tree()->goTo(QStringLiteral("races[20]")));
        room.edit("field_distance_m")->setFocus();
        QElapsedTimer took;
        took.start();
        for (int i = 0; i < 5; ++i) {
            QTest::keyClick(room.edit("field_distance_m"), Qt::Key_1);
            QTest::keyClick(room.edit("field_distance_m"), i < 4 ? Qt::Key_Backspace : Qt::Key_Home);
        }
        qInfo("one key in a document of 40 races and 1,400 divisions: %lld ms", took.elapsed() / 10);
        QVERIFY(room.editor()->hasChanges());
        QTRY_COMPARE(room.text("draftState"), QStringLiteral("▲ 1 change, not applied yet"));
        // A press on Apply right behind the last key is kept until the check is through.
        room.type("field_distance_m", QStringLiteral("4200"));
        QVERIFY(room.apply());
        QTRY_COMPARE(raceField(room.live(), "distance_m", 20).toDouble(), 4200.0);
        // What is wrong is found as well, and nothing of it is applied.
        room.type("field_distance_m", QStringLiteral("-7"));
        room.button("draftApply")->click();
        QTRY_VERIFY2(room.text("draftState").startsWith(QStringLiteral("■ 1")), qPrintable(room.text("draftState")));
        QVERIFY(!room.button("draftApply")->isEnabled());
        QCOMPARE(room.get<QListWidget>(QStringLiteral("setupProblems"))->count(), 1);
        room.button("draftDiscard")->click();
        QTRY_COMPARE(room.text("draftState"), QStringLiteral("● Nothing to apply"));
        QCOMPARE(raceField(room.live(), "distance_m", 20).toDouble(), 4200.0);
    }
};

QTEST_MAIN(TestUiSetup)
#include "setuptest.moc"
