// SPDX-License-Identifier: Apache-2.0
// Print preview: the pages of results, podium and certificates, drawn beside the window, saved, cancelled; all by keyboard.
#include "tests/ui/console/desk.h"
#include "tests/ui/console/pictures.h"
#include "ui/console/common/datatable.h"
#include "ui/console/common/printpanel.h"
#include "ui/print/planprinter.h"

#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace gantry;
using namespace gantry::ui;
using namespace gantry::testing;

namespace {

// Results with the preview open.
struct PrintDesk : Desk {
    explicit PrintDesk(SampleEvent sample = SampleEvent::harbour(), Theme theme = Theme::Dark) : Desk(std::move(sample), theme)
    {
        window.openPage(QStringLiteral("results"));
        key(Qt::Key_P, Qt::ControlModifier);
    }
    PrintPanel *panel() { return get<PrintPanel>(QStringLiteral("resultsPaper")); }
    bool settled() // the pages are there
    {
        // "ready" comes with the drawn page, after the number of pages.
        QSignalSpy ready(panel(), &PrintPanel::ready);
        return ready.wait(20'000) && QTest::qWaitFor([this] { return !panel()->findChild<QLabel *>(QStringLiteral("printPreview"))->pixmap().isNull(); }, 5'000);
    }
    QComboBox *box(const char *name) { return panel()->findChild<QComboBox *>(QLatin1String(name)); }
    QString label(const char *name) { return panel()->findChild<QLabel *>(QLatin1String(name))->text(); }
    QPushButton *button(const char *name) { return panel()->findChild<QPushButton *>(QLatin1String(name)); }
    void choose(const char *name, int index)
    {
        box(name)->setFocus();
        for (int at = box(name)->currentIndex(); at != index; at += at < index ? 1 : -1)
            QTest::keyClick(box(name), at < index ? Qt::Key_Down : Qt::Key_Up);
    }
    QImage shown() { return panel()->findChild<QLabel *>(QStringLiteral("printPreview"))->pixmap().toImage(); }
    int pages() { return label("printPage").section(QStringLiteral(" of "), 1).toInt(); }
};

} // namespace

class TestUiPrint : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void ctrlP_showsThePages_inThePage_escReturns()
    {
        PrintDesk desk;
        QVERIFY(desk.panel() && desk.panel()->isVisible());
        QVERIFY(desk.settled());
        QVERIFY(desk.pages() > 1);
        QVERIFY(!desk.panel()->findChild<QLabel *>(QStringLiteral("printPreview"))->pixmap().isNull());
        QVERIFY(!desk.get<DataTable>(QStringLiteral("results"))->isVisible());
        QVERIFY(QApplication::activeModalWidget() == nullptr && QApplication::topLevelWidgets().size() >= 1);
        desk.key(Qt::Key_PageDown);
        QVERIFY(desk.label("printPage").startsWith(QStringLiteral("2 of ")));
        desk.key(Qt::Key_PageUp);
        QVERIFY(desk.label("printPage").startsWith(QStringLiteral("1 of ")));
        desk.key(Qt::Key_Escape);
        QVERIFY(!desk.panel()->isVisible() && desk.get<DataTable>(QStringLiteral("results"))->isVisible());
    }

    void listRaceColumnsAndPaper_areChosenByKey_andLaidOutAnew()
    {
        PrintDesk desk;
        QVERIFY(desk.settled());
        const QImage places = desk.shown();
        desk.choose("printList", 1); // by division
        QVERIFY(desk.settled());
        QVERIFY(desk.shown() != places);
        const int byDivision = desk.pages();
        desk.choose("printPaper", 1); // across: fewer rows on a page
        QVERIFY(desk.settled());
        QVERIFY(desk.pages() > byDivision);
        desk.choose("printList", 4); // podium
        QVERIFY(desk.settled());
        QVERIFY(desk.label("printState").contains(QStringLiteral("Podium")));
        desk.choose("printList", 5); // certificates of all finishers
        QVERIFY(desk.settled());
        int finished = 0;
        for (std::size_t i = 0; i < desk.event.edit().results->size(); ++i)
            finished += (*desk.event.edit().results)[i].result.status == scoring::Status::Finished && (*desk.event.edit().results)[i].race == 0;
        QCOMPARE(desk.pages(), finished);
    }

    void certificates_ofTheSelectedRunners_only()
    {
        Desk desk;
        desk.window.openPage(QStringLiteral("results"));
        auto *table = desk.get<DataTable>(QStringLiteral("results"));
        QTRY_VERIFY(table->model()->rowCount() > 3);
        table->selectRow(1);
        table->setFocus();
        desk.key(Qt::Key_P, Qt::ControlModifier);
        auto *panel = desk.get<PrintPanel>(QStringLiteral("resultsPaper"));
        QSignalSpy ready(panel, &PrintPanel::ready);
        QVERIFY(ready.wait());
        auto *list = panel->findChild<QComboBox *>(QStringLiteral("printList"));
        list->setFocus();
        QTest::keyClick(list, Qt::Key_End);
        QVERIFY(ready.wait());
        QCOMPARE(panel->findChild<QLabel *>(QStringLiteral("printPage"))->text(), QStringLiteral("1 of 1"));
    }

    void saved_isAWholePdf_andIsNotedAsPublished()
    {
        QTemporaryDir folder;
        PrintDesk desk;
        QVERIFY(desk.settled());
        QSignalSpy saved(desk.panel(), &PrintPanel::saved);
        const QString path = folder.filePath(QStringLiteral("results.pdf"));
        desk.panel()->findChild<QLineEdit *>(QStringLiteral("printPath"))->setText(path);
        desk.button("printSave")->setFocus();
        desk.key(Qt::Key_Space);
        QVERIFY(saved.wait());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.startsWith("%PDF-") && bytes.trimmed().endsWith("%%EOF"));
        QCOMPARE(desk.commands.ran.last(), (QStringList{"publish", "record", path}));
        QVERIFY(desk.label("printState").contains(QStringLiteral("● Saved")));
    }

    void cancelled_whileFiftyThousandAreLaidOut_nothingIsWritten_theWindowStaysQuick()
    {
        PrintDesk desk(SampleEvent::large(50'000));
        QVERIFY(desk.button("printCancel")->isVisible());
        QVERIFY(desk.panel()->findChild<QProgressBar *>(QStringLiteral("printProgress"))->isVisible());
        QElapsedTimer timer;
        timer.start();
        QTest::mouseClick(desk.button("printCancel"), Qt::LeftButton);
        QVERIFY2(timer.elapsed() < 100, "the window waits for the pages");
        QVERIFY(desk.label("printState").contains(QStringLiteral("Cancelled")));
        QVERIFY(!desk.button("printSave")->isEnabled() && !desk.button("printCancel")->isVisible());
        desk.choose("printList", 4); // something shorter instead
        QVERIFY(desk.settled());
        QVERIFY(desk.button("printSave")->isEnabled());
    }

    void nobodyHasFinished_podiumSaysSo()
    {
        PrintDesk desk(SampleEvent::empty());
        QTRY_VERIFY(!desk.button("printCancel")->isVisible());
        desk.choose("printList", 4);
        QTRY_VERIFY(desk.label("printState").contains(QStringLiteral("Nobody has finished yet")));
        QVERIFY(!desk.button("printSave")->isEnabled());
    }

    void longAndRightToLeftNames_keepToTheirColumn_figuresStayOnOneLine()
    {
        output::PagePlan plan;
        PrintTable table;
        table.title = QStringLiteral("Results");
        table.columns = {{QStringLiteral("Place"), true}, {QStringLiteral("Name")}, {QStringLiteral("Team")}, {QStringLiteral("Net time"), true}};
        table.rows = {{QStringLiteral("1"), QString(200, u'x'), QString(200, u'y'), QStringLiteral("10:00:00.00")},
                      {QStringLiteral("2"), QStringLiteral("محمد عبد الرحمن الفارسي بن سلمان ").repeated(4), QStringLiteral("Club"), QStringLiteral("10:00:00.01")}};
        plan.tables = {table};
        const print::PlanPages pages(plan);
        QCOMPARE(pages.count(), 1);
        const QImage page = print::pageImage(pages, 0, 2);
        const auto inked = [&page](QRect area) {
            for (int y = area.top(); y <= area.bottom(); ++y)
                for (int x = area.left(); x <= area.right(); ++x)
                    if (qGray(page.pixel(x, y)) < 128)
                        return true;
            return false;
        };
        QVERIFY(!inked(QRect(page.width() - 66, 120, 64, 400))); // nothing runs over the right margin
        QVERIFY(inked(QRect(68, 120, page.width() - 136, 400)));
    }

    void pictures_ofThePanel()
    {
        QTemporaryDir temporary;
        const QString folder = qEnvironmentVariable("GANTRY_PICTURES", temporary.path());
        for (const auto &[theme, name] : {std::pair{Theme::Dark, QStringLiteral("dark")}, {Theme::Light, QStringLiteral("light")}}) {
            PrintDesk desk(SampleEvent::harbour(), theme);
            QVERIFY(desk.settled());
            QVERIFY(takePicture(desk.window, folder, QStringLiteral("print-results-") + name));
            desk.choose("printList", 4);
            QVERIFY(desk.settled());
            QVERIFY(takePicture(desk.window, folder, QStringLiteral("print-podium-") + name));
        }
    }
};

QTEST_MAIN(TestUiPrint)
#include "tst_ui_print.moc"
