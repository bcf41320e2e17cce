// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/console/entrantstest.h"

#include "tests/ui/console/desk.h"
#include "tests/ui/console/pictures.h"
#include "ui/console/common/datatable.h"
#include "ui/console/common/printpanel.h"
#include "ui/console/entrants/entrantspage.h"
#include "ui/models/entrantsmodel.h"
#include "ui/print/tableprinter.h"

#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace gantry;
using namespace gantry::ui;
using namespace gantry::testing;

namespace {

const QByteArray kLook = R"({"preview":true,"rows":3,"new":1,"changed":1,"unchanged":1,"skipped":1,"held":1,"missing":1,"complaints":[],
"columns":[{"heading":"No","field":"bib","samples":["1","2"],"complaint":""},{"heading":"Who","field":"name","samples":["Ada One","Ben Two"],"complaint":""},
{"heading":"Sex","field":"gender","samples":["F","M"],"complaint":""},{"heading":"Alter","field":"age","samples":["30","41"],"complaint":""},{"heading":"Shirt","field":"","samples":["M","L"],"complaint":""}],
"differences":[{"line":2,"bib":"1","name":"Ada One","race":"5K","new":false,"held":"","fields":[{"field":"gender","before":"F","after":"M","held":true}]},
{"line":4,"bib":"9","name":"New One","race":"5K","new":true,"held":"","fields":[]}],
"missing_from_file":[{"bib":"7","name":"Gone Girl","race":"5K","perhaps":""}],
"problems":[{"line":3,"field":"bib","message":"bib 1 is already in line 2, of Ada One; Cy Doe was skipped","skipped":true},{"line":4,"field":"gender","message":"no sex given; it counts as unknown","skipped":false}]})";

Answer good(const QByteArray &out)
{
    return {0, out, {}};
}

// A desk on page 5, its table filled.
struct EntrantsDesk : Desk {
    explicit EntrantsDesk(SampleEvent sample = SampleEvent::harbour(), Theme theme = Theme::Dark) : Desk(std::move(sample), theme)
    {
        window.openPage(QStringLiteral("entrants"));
        (void)QTest::qWaitFor([this] { return table()->model()->rowCount() > 0; }, 5000);
    }
    DataTable *table() { return get<DataTable>(QStringLiteral("entrants")); }
    QLineEdit *line(const char *name) { return get<QLineEdit>(QLatin1String(name)); }
    QString label(const char *name) { return get<QLabel>(QLatin1String(name))->text(); }
    bool shown(const char *name) { return get<QWidget>(QLatin1String(name))->isVisible(); }
    void lookAt(const QByteArray &answer, int code = 0)
    {
        commands.answers[QStringLiteral("--json roster")] = {code, answer, code ? QByteArray("roster.csv: no") : QByteArray()};
        QTest::mouseClick(get<QPushButton>(QStringLiteral("importRoster")), Qt::LeftButton);
        type(QStringLiteral("roster.csv"));
        key(Qt::Key_Return);
    }
    int entityOf(const char *bib) { return std::max(0, event.indexOfBib(QLatin1String(bib))); }
    void select(const char *bib) { table()->selectRow(qobject_cast<EntrantsModel *>(table()->model())->rowOf(entityOf(bib))); table()->setFocus(); }
};

} // namespace

void TestUiEntrants::import_aFile_showsColumnsDifferencesAndProblems_beforeAnythingIsWritten()
{
    EntrantsDesk desk;
    desk.lookAt(kLook);
    QCOMPARE(desk.commands.ran.last(), (QStringList{"--json", "roster", "import", "roster.csv", "--preview"}));
    QCOMPARE(desk.get<QComboBox>(QStringLiteral("importMap0"))->currentData().toString(), QStringLiteral("bib"));
    QCOMPARE(desk.get<QComboBox>(QStringLiteral("importMap4"))->currentData().toString(), QString());
    const QString lines = desk.get<QPlainTextEdit>(QStringLiteral("importLines"))->toPlainText();
    QVERIFY2(lines.contains(QStringLiteral("line 3: Bib: bib 1 is already in line 2, of Ada One")), qPrintable(lines));
    QVERIFY2(lines.contains(QStringLiteral("line 2: 1 Ada One: Gender F → M ▲ has started")), qPrintable(lines));
    QVERIFY2(lines.contains(QStringLiteral("7 Gone Girl")), qPrintable(lines));
    QVERIFY(desk.label("importSummary").contains(QStringLiteral("1 new, 1 changed")));
    QVERIFY(desk.get<QPushButton>(QStringLiteral("importGo"))->isEnabled());
    for (const QStringList &words : desk.commands.ran)
        QVERIFY(words.contains(QStringLiteral("--preview")));
    desk.key(Qt::Key_Escape);
    QVERIFY(!desk.shown("importReport"));
}

void TestUiEntrants::import_aMappingThatMakesNoSense_isSaidAndCannotBeImported()
{
    EntrantsDesk desk;
    desk.lookAt(QByteArray(kLook).replace("\"complaints\":[]", "\"complaints\":[\"Who is read as age, but 3 of 3 values are not ages.\"]"));
    QVERIFY(desk.label("importComplaint").contains(QStringLiteral("Who is read as age")));
    QVERIFY(!desk.get<QPushButton>(QStringLiteral("importGo"))->isEnabled());
    desk.lookAt("{}", 3);
    QVERIFY(desk.label("importComplaint").contains(QStringLiteral("roster.csv: no")));
    QVERIFY(!desk.get<QPushButton>(QStringLiteral("importGo"))->isEnabled());
}

void TestUiEntrants::import_chosenColumns_areSentWithTheImport()
{
    EntrantsDesk desk;
    desk.lookAt(kLook);
    auto *shirt = desk.get<QComboBox>(QStringLiteral("importMap4"));
    shirt->setCurrentIndex(shirt->findData(QStringLiteral("team")));
    Q_EMIT shirt->activated(shirt->currentIndex());
    QVERIFY(desk.commands.ran.last().contains(QStringLiteral("Shirt=team")));
    desk.get<QComboBox>(QStringLiteral("importApply"))->setCurrentIndex(1);
    desk.commands.answers[QStringLiteral("roster import")] = good("imported 1, updated 1, unchanged 1, skipped 1, problems 2\nline 3: bib: twice\n");
    QTest::mouseClick(desk.get<QPushButton>(QStringLiteral("importGo")), Qt::LeftButton);
    QCOMPARE(desk.commands.ran.last(), (QStringList{"roster", "import", "roster.csv", "--map", "Shirt=team", "--apply", "safe"}));
    QVERIFY(desk.label("importSummary").contains(QStringLiteral("imported 1, updated 1")));
    QVERIFY(desk.get<QPlainTextEdit>(QStringLiteral("importLines"))->toPlainText().contains(QStringLiteral("line 3: bib: twice")));
}

void TestUiEntrants::late_insAndEnter_saves()
{
    EntrantsDesk desk;
    desk.commands.answers[QStringLiteral("--json entrant")] = good(R"({"text":"Late entry 9001 Late Comer","notes":["2 earlier reads count now, the first at 08:31:00"]})");
    desk.key(Qt::Key_Insert);
    QCOMPARE(QApplication::focusWidget(), desk.line("formBib"));
    desk.type(QStringLiteral("9001"));
    desk.line("formFirst")->setText(QStringLiteral("Late"));
    desk.line("formLast")->setFocus();
    desk.type(QStringLiteral("Comer"));
    desk.key(Qt::Key_Return);
    const QStringList ran = desk.commands.ran.last();
    QCOMPARE(ran.mid(0, 3), (QStringList{"--json", "entrant", "add"}));
    QVERIFY(ran.contains(QStringLiteral("bib=9001")) && ran.contains(QStringLiteral("last_name=Comer")) && ran.contains(QStringLiteral("race=5K")));
    QVERIFY(!desk.shown("entrantForm"));
    QVERIFY2(desk.sentence().contains(QStringLiteral("2 earlier reads count now")), qPrintable(desk.sentence()));
}

void TestUiEntrants::late_anUnknownChip_saysHowManyReadsCount()
{
    EntrantsDesk desk;
    QVERIFY(!desk.event.publish()->unknown->empty());
    const engine::UnknownChip chip = desk.event.publish()->unknown->front();
    desk.window.openPage(QStringLiteral("entrants/late/") + chip.chip);
    QCOMPARE(desk.line("formChip")->text(), chip.chip);
    QTRY_VERIFY(desk.label("formHint").contains(QStringLiteral("Earlier reads that count")));
    QVERIFY(desk.label("formHint").contains(QString::number(chip.reads)));
    QCOMPARE(QApplication::focusWidget(), desk.line("formBib"));
}

void TestUiEntrants::late_aTakenBib_saysWhose()
{
    EntrantsDesk desk;
    desk.key(Qt::Key_Insert);
    const auto &first = (*desk.event.publish()->entrants)[0].entrant;
    desk.type(first.bib);
    desk.get<QComboBox>(QStringLiteral("formRace"))->setCurrentIndex(desk.get<QComboBox>(QStringLiteral("formRace"))->findData(first.race));
    desk.type(QStringLiteral("0"));
    desk.key(Qt::Key_Backspace);
    QTRY_VERIFY(desk.label("formHint").contains(first.displayName()));
    desk.commands.answers[QStringLiteral("--json entrant")] = {3, {}, "Bib 1 is somebody's in 5K."};
    desk.key(Qt::Key_Return);
    QVERIFY(desk.shown("entrantForm")); // nothing typed is lost
    QVERIFY(desk.label("formHint").contains(QStringLiteral("Bib 1 is somebody's")));
}

void TestUiEntrants::edit_f2_sendsOnlyWhatChanged_withWhatWasSeen()
{
    EntrantsDesk desk;
    desk.select("0044");
    desk.key(Qt::Key_F2);
    QVERIFY(desk.shown("entrantForm"));
    QCOMPARE(desk.line("formBib")->text(), QStringLiteral("0044"));
    const QString team = desk.line("formTeam")->text();
    desk.line("formTeam")->setText(QStringLiteral("Gulls"));
    desk.line("formTeam")->setFocus();
    desk.key(Qt::Key_Return);
    const QString id = (*desk.event.publish()->entrants)[std::size_t(desk.entityOf("0044"))].entrant.id.toString();
    QCOMPARE(desk.commands.ran.last(), (QStringList{"--json", "entrant", "set", "--id", id, "team=Gulls", "--was", QStringLiteral("team=") + team}));
    desk.window.openPage(QStringLiteral("entrants/edit/44"));
    QVERIFY(desk.shown("entrantForm"));
    const qsizetype before = desk.commands.ran.size();
    desk.key(Qt::Key_Return); // nothing changed: nothing is sent
    QCOMPARE(desk.commands.ran.size(), before);
    QVERIFY(!desk.shown("entrantForm"));
}

void TestUiEntrants::edit_somebodyElseChangesTheRunner_isSaid()
{
    EntrantsDesk desk;
    desk.window.openPage(QStringLiteral("entrants/edit/44"));
    auto table = std::make_shared<engine::ChunkedTable<engine::EntrantRow>>(*desk.event.publish()->entrants);
    table->edit(std::size_t(desk.entityOf("0044"))).entrant.team = QStringLiteral("Others");
    auto view = std::make_shared<engine::View>(*desk.event.publish());
    view->entrants = table;
    desk.window.setView(view);
    QVERIFY2(desk.label("formHint").contains(QStringLiteral("team is now \"Others\"")), qPrintable(desk.label("formHint")));
}

void TestUiEntrants::edit_twoValues_offersBoth()
{
    EntrantsDesk desk;
    const int who = desk.entityOf("0044");
    auto view = std::make_shared<engine::View>(*desk.event.publish());
    const Id128 id = (*view->entrants)[std::size_t(who)].entrant.id;
    view->conflicts = std::make_shared<const std::vector<engine::ConflictRow>>(
        std::vector<engine::ConflictRow>{{id, EntrantIdx(who), QStringLiteral("city"), QStringLiteral("Bath"), QStringLiteral("York"), {}, {}, {}, {}}});
    desk.window.setView(view);
    desk.window.openPage(QStringLiteral("entrants/edit/44"));
    QCOMPARE(desk.get<QPushButton>(QStringLiteral("formTake"))->text(), QStringLiteral("Take \"York\""));
    QTest::mouseClick(desk.get<QPushButton>(QStringLiteral("formTake")), Qt::LeftButton);
    QVERIFY(desk.commands.ran.contains(QStringList{"entrant", "resolve", "--id", id.toString(), "--field", "city", "--take", "other"}));
    desk.window.openPage(QStringLiteral("entrants/conflicts"));
    QTRY_COMPARE(desk.table()->model()->rowCount(), 1);
}

void TestUiEntrants::checkIn_byBibAndByKey_runsTheCommand()
{
    EntrantsDesk desk;
    desk.table()->setFocus();
    desk.key(Qt::Key_C); // nobody selected: the field
    QCOMPARE(QApplication::focusWidget(), desk.line("checkIn"));
    desk.type(QStringLiteral("44"));
    desk.key(Qt::Key_Return);
    QCOMPARE(desk.commands.ran.last(), (QStringList{"entrant", "set", "--bib", "44", "status=checked_in"}));
    QVERIFY(desk.line("checkIn")->text().isEmpty());
    QVERIFY2(desk.sentence().contains(QStringLiteral("is checked in")), qPrintable(desk.sentence()));
    desk.select("0044");
    desk.key(Qt::Key_C);
    QCOMPARE(desk.commands.ran.last().last(), QStringLiteral("status=checked_in"));
    QCOMPARE(desk.commands.ran.last()[2], QStringLiteral("--id"));
}

void TestUiEntrants::bulk_severalRows_areOneCommand()
{
    EntrantsDesk desk;
    desk.table()->selectRow(0);
    desk.table()->setFocus();
    desk.key(Qt::Key_Down, Qt::ShiftModifier);
    desk.key(Qt::Key_Down, Qt::ShiftModifier);
    desk.key(Qt::Key_B);
    QVERIFY(desk.shown("bulkPanel"));
    QVERIFY(desk.label("bulkCount").contains(u'3'));
    auto *value = desk.get<QComboBox>(QStringLiteral("bulkValue"));
    value->setEditText(QStringLiteral("2"));
    value->lineEdit()->setFocus();
    desk.key(Qt::Key_Return);
    const QStringList ran = desk.commands.ran.last();
    QCOMPARE(ran.mid(0, 3), (QStringList{"entrant", "set", "--id"}));
    QCOMPARE(ran[3].count(u','), 2);
    QCOMPARE(ran[4], QStringLiteral("wave=2"));
    QVERIFY(!desk.shown("bulkPanel"));
}

void TestUiEntrants::issues_filter_leavesOnlyThose()
{
    EntrantsDesk desk;
    auto table = std::make_shared<engine::ChunkedTable<engine::EntrantRow>>(*desk.event.publish()->entrants);
    for (const char *bib : {"77", "88"})
        table->edit(std::size_t(desk.entityOf(bib))).entrant.gender.clear();
    auto view = std::make_shared<engine::View>(*desk.event.publish());
    view->entrants = table;
    desk.window.setView(view);
    auto *issue = desk.get<QComboBox>(QStringLiteral("entrantsIssue"));
    issue->setCurrentIndex(issue->findData(int(EntrantIssue::NoSex)));
    QTRY_COMPARE(desk.table()->model()->rowCount(), 3); // 0044 has none either
    QCOMPARE(desk.table()->model()->index(0, EntrantsModel::Sex).data().toString(), QStringLiteral("unknown"));
    QTRY_VERIFY(desk.table()->model()->index(0, EntrantsModel::Issues).data().toString().contains(QStringLiteral("no sex")));
    QCOMPARE(desk.label("entrantsCount"), QStringLiteral("3 shown"));
    issue->setCurrentIndex(0);
    QTRY_VERIFY(desk.table()->model()->rowCount() > 3);
}

void TestUiEntrants::search_fiftyThousand_isFoundAtOnce()
{
    const engine::ViewPtr view = SampleEvent::large(50'000).publish();
    SearchIndex index;
    index.update(*view);
    for (const char *needle : {"4242", "o", "an", "zzz", "wilhelmina"}) {
        QElapsedTimer timer;
        timer.start();
        const auto found = findEntrants(*view, index, QLatin1String(needle), 12);
        qInfo("find \"%s\" among 50,000: %lld us, %zu found", needle, static_cast<long long>(timer.nsecsElapsed() / 1000), found.size());
        QCOMPARE(found.empty(), qstrcmp(needle, "zzz") == 0 || found.empty());
    }
    QCOMPARE(findEntrants(*view, index, QStringLiteral("4242"), 12).front().bib, QStringLiteral("4242"));
}

void TestUiEntrants::print_startList_isWrittenBesideTheWindow()
{
    QTemporaryDir folder;
    EntrantsDesk desk;
    auto *panel = desk.get<PrintPanel>(QStringLiteral("printPanel"));
    QSignalSpy ready(panel, &PrintPanel::ready), saved(panel, &PrintPanel::saved);
    desk.key(Qt::Key_P, Qt::ControlModifier);
    QVERIFY(panel->isVisible());
    QVERIFY(ready.wait());
    QVERIFY(desk.label("printPage").startsWith(QStringLiteral("1 of ")));
    const QString path = folder.filePath(QStringLiteral("list.pdf"));
    desk.line("printPath")->setText(path);
    QTest::mouseClick(desk.get<QPushButton>(QStringLiteral("printSave")), Qt::LeftButton);
    QVERIFY(saved.wait());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly) && file.read(5) == "%PDF-");
    desk.line("printPath")->setText(folder.filePath(QStringLiteral("nowhere/list.pdf")));
    QTest::mouseClick(desk.get<QPushButton>(QStringLiteral("printSave")), Qt::LeftButton);
    QTRY_VERIFY(desk.label("printState").contains(QStringLiteral("Not saved")));
    desk.key(Qt::Key_Escape);
    QVERIFY(!panel->isVisible() && desk.table()->isVisible());
}

void TestUiEntrants::print_twentySixThousandRows_areAPdfWithHeadingsOnEveryPage()
{
    PrintTable table;
    table.title = QStringLiteral("Start list");
    table.columns = {{QStringLiteral("Bib"), true}, {QStringLiteral("Name")}, {QStringLiteral("Team")}};
    for (int i = 1; i <= 26'000; ++i)
        table.rows.push_back({QString::number(i), i % 500 == 0 ? QStringLiteral("محمد عبد الرحمن ") + QString(60, u'x') : QStringLiteral("Runner %1 Longname").arg(i), QStringLiteral("Club")});
    QTemporaryDir folder;
    QElapsedTimer timer;
    timer.start();
    const QString path = folder.filePath(QStringLiteral("large.pdf"));
    QVERIFY(print::writePdf(path, table));
    qInfo("26,000 rows as PDF: %lld ms, %lld kB", static_cast<long long>(timer.elapsed()), static_cast<long long>(QFile(path).size() / 1024));
    const QPageLayout paper = print::paper();
    const print::TablePages pages(table, paper.paintRect(QPageLayout::Point).size());
    QVERIFY(pages.count() > 300);
    // The strip of the heading is the same on each page.
    const auto heading = [&](int page) { return print::pageImage(pages, page, paper, 1).copy(34, 68, 500, 12); };
    QCOMPARE(heading(0), heading(200));
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("cancelled.pdf"))));
    const auto cancelled = print::writePdf(folder.filePath(QStringLiteral("cancelled.pdf")), table, paper, [](int) { return false; });
    QCOMPARE(cancelled.error().code, ErrorCode::Cancelled);
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("cancelled.pdf"))));
}

void TestUiEntrants::pictures_entrantPanels_areDrawn()
{
    QTemporaryDir temporary;
    const QString folder = qEnvironmentVariable("GANTRY_PICTURES", temporary.path());
    for (const auto &[theme, name] : {std::pair{Theme::Dark, QStringLiteral("dark")}, {Theme::Light, QStringLiteral("light")}}) {
        EntrantsDesk desk(SampleEvent::harbour(), theme);
        desk.lookAt(kLook);
        QVERIFY(takePicture(desk.window, folder, QStringLiteral("entrants-import-") + name));
        desk.key(Qt::Key_Escape);
        desk.window.openPage(QStringLiteral("entrants/late/") + desk.event.publish()->unknown->front().chip);
        QTRY_VERIFY(!desk.label("formHint").isEmpty());
        QVERIFY(takePicture(desk.window, folder, QStringLiteral("entrants-late-") + name));
        desk.key(Qt::Key_Escape);
        desk.table()->selectRow(2);
        desk.table()->setFocus();
        desk.key(Qt::Key_B);
        QVERIFY(takePicture(desk.window, folder, QStringLiteral("entrants-bulk-") + name));
        desk.key(Qt::Key_Escape);
        QSignalSpy ready(desk.get<PrintPanel>(QStringLiteral("printPanel")), &PrintPanel::ready);
        desk.key(Qt::Key_P, Qt::ControlModifier);
        QVERIFY(ready.wait());
        QVERIFY(takePicture(desk.window, folder, QStringLiteral("entrants-print-") + name));
    }
}
