// SPDX-License-Identifier: Apache-2.0
// The lanes of a timing point in the window: chosen and paired by keys and by dragging, taken back, and drawn fast.
#include "tests/ui/console/desk.h"
#include "tests/ui/console/pictures.h"
#include "ui/console/reads/reconcile/lanesview.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTemporaryDir>

using namespace gantry;
using namespace gantry::ui;
using namespace gantry::testing;

namespace {

const QString kAsk = QStringLiteral("--json reconcile"), kPair = QStringLiteral("reconcile pair"), kUndo = QStringLiteral("op undo");
const QString kOp = QStringLiteral("00112233445566778899aabbccddeeff");

struct Sheet {
    QJsonArray crossings, differences;
    int entries[5] = {};

    QJsonObject cell(int lane, double s, const QString &id, const QString &bib = {}, double confidence = 0.99)
    {
        ++entries[lane];
        QJsonObject o{{"id", id}, {"confidence", confidence}};
        if (s != -1) {
            o["at"] = text(s);
            o["at_us"] = QString::number(qint64(s * 1e6) + 1);
        }
        if (!bib.isEmpty())
            o["bib"] = bib;
        return o;
    }
    static QString text(double seconds) { const double s = seconds + 1800; return QStringLiteral("08:%1:%2").arg(int(s) / 60, 2, 10, QLatin1Char('0')).arg(s - 60 * (int(s) / 60), 4, 'f', 1, QLatin1Char('0')); }
    void add(QJsonObject crossing, double s, const QString &bib, const QString &name, double confidence, const QString &differs = {}, const char *kind = "apart")
    {
        if (s >= 0)
            crossing["at"] = text(s);
        if (!bib.isEmpty())
            crossing["bib"] = bib;
        crossing["name"] = name;
        crossing["confidence"] = confidence;
        if (!differs.isEmpty())
            differences.append(QJsonObject{{"kind", kind}, {"crossing", crossings.size()}, {"text", differs}});
        crossings.append(crossing);
    }
    Answer answer() const
    {
        QJsonArray lanes;
        const char *names[] = {"main", "backup", "bibs", "taps", "video"};
        for (int i = 0; i < 5; ++i)
            lanes.append(QJsonObject{{"lane", names[i]}, {"entries", entries[i]}, {"offset_s", i == 1 ? 0.4 : i == 3 ? 0.3 : i == 4 ? -12.6 : 0.0}});
        const QJsonObject all{{"seen", 412}, {"main", 409}, {"backup", 371}}, recent{{"seen", 40}, {"main", 39}, {"backup", 28}};
        const QJsonObject root{{"point", "FINISH"}, {"lanes", lanes}, {"crossings", crossings}, {"differences", differences}, {"rates", QJsonObject{{"all", all}, {"recent", recent}}}};
        return {0, QJsonDocument(root).toJson(QJsonDocument::Compact), {}};
    }
};

QJsonObject counting(QJsonObject o)
{
    o["counts"] = true;
    o["why"] = "used as finish";
    return o;
}

// 0: 417 by both mats; 1: a tap beside 301; 2: a tap that nobody has; 3: a bib without a time; 4: 88, far apart; 5: a video marker.
Answer sheet(bool paired = false)
{
    Sheet s;
    s.add({{"main", counting(s.cell(0, 2.1, "m417", "417"))}, {"backup", s.cell(1, 2.5, "b417", "417")}, {"video", s.cell(4, 2.0 - 12.6, "v417", {}, 0.96)}}, 2.1, "417", "Tom Baker", 0.96);
    s.add({{"main", counting(s.cell(0, 5.0, "m301", "301"))}, {"backup", s.cell(1, 5.4, "b301", "301")}, {"taps", s.cell(3, 5.6, "t301", {}, 0.74)}}, 5.0, "301", "Ingrid Sørensen", 0.74);
    QJsonObject tap = s.cell(3, 9.3, "tlone", paired ? QStringLiteral("530") : QString(), 1);
    if (paired) {
        tap["given"] = true;
        tap = counting(tap);
    }
    s.add({{"taps", tap}}, 9.3, paired ? QStringLiteral("530") : QString(), paired ? QStringLiteral("Maya Lopez") : QString(), 1, paired ? QString() : QStringLiteral("tap at 08:30:09.3: nobody crossed then"), "lone_tap");
    s.add({{"bibs", s.cell(2, -1, "n530", "530", 1)}}, -1, "530", "Maya Lopez", 1, QStringLiteral("530: written down, no time"), "bib_without_time");
    s.add({{"main", counting(s.cell(0, 31.0, "m88", "88"))}, {"backup", s.cell(1, 34.5, "b88", "88", 0.95)}, {"bibs", s.cell(2, 31.3, "h88", "88", 0.97)}}, 31.0, "88", "José Álvarez", 0.95,
          QStringLiteral("88: 08:30:31.0 at the main mat, backup +3.5 s"));
    s.add({{"video", s.cell(4, 33.2, "vlone", "1201", 0.7)}}, 33.2, "1201", "Ann Lee", 0.7, QStringLiteral("video at 08:30:33.2: 1201, nobody else has it"), "lone_video");
    const int whole[] = {409, 371, 14, 23, 60}; // of the race; the sheet is a part of it
    std::copy(std::begin(whole), std::end(whole), s.entries);
    return s.answer();
}

struct Lanes {
    explicit Lanes(Answer answer = sheet(), Theme theme = Theme::Dark) : desk(SampleEvent::harbour(), theme)
    {
        desk.commands.answers[kAsk] = std::move(answer);
        desk.commands.answers[kPair] = {0, (kOp + QStringLiteral("  Bib given")).toLatin1(), {}};
        desk.window.openPage(QStringLiteral("reads"));
        desk.key(Qt::Key_R);
        view = desk.get<LanesView>(QStringLiteral("lanes"));
    }
    bool shown() { return QTest::qWaitFor([this] { return view->data() != nullptr; }); }
    void drag(LaneSpot from, LaneSpot to)
    {
        QWidget *port = view->viewport();
        const QPoint a = view->spotRect(from).center(), b = view->spotRect(to).center();
        QTest::mousePress(port, Qt::LeftButton, {}, a);
        for (const QPoint &at : {a + QPoint(3, 3), (a + b) / 2, b}) {
            QMouseEvent move(QEvent::MouseMove, at, port->mapToGlobal(at), Qt::NoButton, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(port, &move);
        }
        QTest::mouseRelease(port, Qt::LeftButton, {}, b);
    }
    QStringList lastOf(const QString &words)
    {
        for (auto it = desk.commands.ran.rbegin(); it != desk.commands.ran.rend(); ++it)
            if (it->mid(0, 2).join(u' ') == words)
                return *it;
        return {};
    }
    Desk desk;
    LanesView *view;
};

} // namespace

class TestUiReconcile : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void oneKey_showsTheLanesOfTheFinish_withWhatDisagrees()
    {
        Lanes lanes;
        QCOMPARE(lanes.lastOf(kAsk), (QStringList{"--json", "reconcile", "--point", "FINISH"}));
        QVERIFY(lanes.shown());
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget *>(lanes.view));
        QCOMPARE(lanes.desk.get<QListView>(QStringLiteral("differences"))->model()->rowCount(), 4);
        QVERIFY(lanes.desk.get<QLabel>(QStringLiteral("differencesCount"))->text().contains(QStringLiteral("▲ 4 disagree")));
        QVERIFY(lanes.desk.get<QLabel>(QStringLiteral("reconcileRates"))->text().contains(QStringLiteral("last 5 min: main 98 %, backup 70 % of 40")));
        QCOMPARE(lanes.view->textOf({0, 0}), QStringLiteral("● 417"));
        QCOMPARE(lanes.view->textOf({0, 1}), QStringLiteral("○ 417 +0.4"));
        QCOMPARE(lanes.view->textOf({0, 4}), QStringLiteral("▲ −0.1 sure")); // after its camera's clock was put right
        QCOMPARE(lanes.view->textOf({1, 3}), QStringLiteral("▲ +0.6 likely"));
        QCOMPARE(lanes.view->textOf({2, 3}), QStringLiteral("■ nobody"));
        QCOMPARE(lanes.view->textOf({3, 2}), QStringLiteral("▲ 530 no time"));
        lanes.desk.key(Qt::Key_R); // and back
        QVERIFY(!lanes.view->isVisible() && lanes.desk.get<QWidget>(QStringLiteral("reads"))->isVisible());
        lanes.desk.window.openPage(QStringLiteral("reads/reconcile/START"));
        QCOMPARE(lanes.lastOf(kAsk).last(), QStringLiteral("START"));
    }

    void arrowsChoose_andPPairs_withTheProposal_andUTakesItBack()
    {
        Lanes lanes;
        QVERIFY(lanes.shown());
        lanes.desk.key(Qt::Key_Home);
        lanes.desk.key(Qt::Key_Down);
        for (int i = 0; i < 3; ++i)
            lanes.desk.key(Qt::Key_Right);
        QCOMPARE(lanes.view->current(), (LaneSpot{1, 3}));
        QVERIFY2(lanes.view->accessibleName().contains(QStringLiteral("Taps, ▲ +0.6 likely, 301 Ingrid")), qPrintable(lanes.view->accessibleName()));
        lanes.desk.key(Qt::Key_P);
        QCOMPARE(lanes.lastOf(kPair), (QStringList{"reconcile", "pair", "--tap", "t301", "--bib", "301"}));
        lanes.desk.key(Qt::Key_U);
        QCOMPARE(lanes.lastOf(kUndo), (QStringList{"op", "undo", kOp}));
        lanes.desk.key(Qt::Key_Home);
        for (int i = 0; i < 4; ++i)
            lanes.desk.key(Qt::Key_Left);
        QVERIFY(lanes.desk.get<QLabel>(QStringLiteral("reconcileHint"))->text().contains(QStringLiteral("used as finish · P: bib 417 for 08:29:49.4")));
        lanes.desk.key(Qt::Key_P); // from the mat's entry: the marker beside it
        QCOMPARE(lanes.lastOf(kPair), (QStringList{"reconcile", "pair", "--marker", "v417", "--bib", "417", "--seconds=-12.6"}));
        const auto before = lanes.desk.commands.ran.size();
        lanes.view->setCurrent({4, 0});
        lanes.desk.key(Qt::Key_P);
        QCOMPARE(lanes.desk.commands.ran.size(), before);
        QVERIFY(lanes.desk.sentence().contains(QStringLiteral("Nothing to pair here")));
    }

    void bTypesABib_andSeveralAreWrittenDown()
    {
        Lanes lanes;
        QVERIFY(lanes.shown());
        lanes.view->setCurrent({2, 3});
        lanes.desk.key(Qt::Key_B);
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("reconcileBib"));
        lanes.desk.type(QStringLiteral("530"));
        QVERIFY(lanes.desk.get<QLabel>(QStringLiteral("reconcileHint"))->text().contains(QStringLiteral("bib 530 for the chosen time")));
        lanes.desk.key(Qt::Key_Return);
        QCOMPARE(lanes.lastOf(kPair), (QStringList{"reconcile", "pair", "--tap", "tlone", "--bib", "530"}));
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget *>(lanes.view));
        lanes.desk.key(Qt::Key_B);
        lanes.desk.type(QStringLiteral("44, 45 46"));
        QVERIFY(lanes.desk.get<QLabel>(QStringLiteral("reconcileHint"))->text().contains(QStringLiteral("written down")));
        lanes.desk.key(Qt::Key_Return);
        QCOMPARE(lanes.lastOf(QStringLiteral("reconcile bibs")), (QStringList{"reconcile", "bibs", "44", "45", "46", "--point", "FINISH"}));
        lanes.desk.key(Qt::Key_Escape);
        QCOMPARE(QApplication::focusWidget(), static_cast<QWidget *>(lanes.view));
    }

    void draggingATapOntoARunner_orTheOtherWayRound_pairs_andNothingElseDoes()
    {
        Lanes lanes;
        QVERIFY(lanes.shown());
        lanes.drag({2, 3}, {3, 2});
        QCOMPARE(lanes.lastOf(kPair), (QStringList{"reconcile", "pair", "--tap", "tlone", "--bib", "530"}));
        lanes.drag({4, 0}, {5, 4});
        QCOMPARE(lanes.lastOf(kPair), (QStringList{"reconcile", "pair", "--marker", "vlone", "--bib", "88", "--seconds=-12.6"}));
        const auto before = lanes.desk.commands.ran.size();
        lanes.drag({4, 0}, {0, 1}); // one runner onto another
        QCOMPARE(lanes.desk.commands.ran.size(), before);
        QVERIFY(lanes.desk.sentence().contains(QStringLiteral("Not paired")));
        lanes.desk.commands.answers[kPair] = {3, {}, "Bib 530 is used in several races. Name one with --race."};
        lanes.drag({2, 3}, {3, 2});
        QVERIFY(lanes.desk.sentence().contains(QStringLiteral("several races")));
    }

    void pairedTap_staysChosen_andUWithoutAnythingDoneHere_takesItsBib()
    {
        Lanes lanes(sheet(true));
        QVERIFY(lanes.shown());
        lanes.view->setCurrent({2, 3});
        QCOMPARE(lanes.view->textOf({2, 3}), QStringLiteral("● 530"));
        lanes.desk.key(Qt::Key_U);
        QCOMPARE(lanes.lastOf(QStringLiteral("reconcile unpair")), (QStringList{"reconcile", "unpair", "--tap", "tlone"}));
    }

    void aDifference_leadsToItsLine()
    {
        Lanes lanes;
        QVERIFY(lanes.shown());
        auto *list = lanes.desk.get<QListView>(QStringLiteral("differences"));
        list->setFocus();
        list->setCurrentIndex(list->model()->index(2, 0));
        lanes.desk.key(Qt::Key_Return);
        QCOMPARE(lanes.view->current(), (LaneSpot{4, 0}));
    }

    void fiftyThousandEntries_scrollSmoothly_andTheChosenOneStays()
    {
        Sheet s;
        for (int i = 0; i < 17'000; ++i) {
            const QString bib = QString::number(i + 1);
            s.add({{"main", s.cell(0, i, "m" + bib, bib)}, {"backup", s.cell(1, i + 0.4, "b" + bib, bib)}, {"taps", s.cell(3, i + 0.2, "t" + bib)}}, i, bib, QStringLiteral("Run Ner"), 0.9);
        }
        Lanes lanes(s.answer());
        QTRY_VERIFY_WITH_TIMEOUT(lanes.view->data() != nullptr, 20'000);
        QCOMPARE(lanes.view->current().line, 16'999); // the newest
        lanes.view->setCurrent({8'000, 3});
        const QRect before = lanes.view->spotRect({8'000, 3});
        QElapsedTimer took;
        took.start();
        for (int i = 0; i < 50; ++i) {
            lanes.desk.key(Qt::Key_PageUp);
            lanes.view->viewport()->repaint();
        }
        qInfo("50 pages in %lld ms", took.elapsed());
        lanes.view->setCurrent({8'000, 3});
        const int away = lanes.view->spotRect({8'000, 3}).top();
        lanes.view->setData(ReconcileData::read(s.answer().out));
        QCOMPARE(lanes.view->current(), (LaneSpot{8'000, 3}));
        QCOMPARE(lanes.view->spotRect({8'000, 3}).top(), away);
        QVERIFY(before.isValid());
    }

    void pictures_inEveryTheme()
    {
        const QTemporaryDir temporary;
        const QString folder = qEnvironmentVariable("GANTRY_PICTURES", temporary.path());
        for (const auto &[theme, word] : {std::pair(Theme::Dark, "dark"), std::pair(Theme::Light, "light"), std::pair(Theme::Sun, "sun")}) {
            Lanes lanes(sheet(), theme);
            QVERIFY(lanes.shown());
            lanes.view->setCurrent({1, 3});
            QVERIFY(takePicture(lanes.desk.window, folder, QStringLiteral("reconcile-") + QLatin1String(word)));
        }
    }
};

QTEST_MAIN(TestUiReconcile)
#include "tst_ui_reconcile.moc"
