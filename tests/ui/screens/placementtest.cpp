// SPDX-License-Identifier: Apache-2.0
#include "tests/support/program.h"
#include "ui/screens/screenkey.h"

#include <QTemporaryDir>
#include <QTest>

#include <QImage>

using namespace gantry;
using namespace gantry::screens;

namespace {

ScreenId screen(const char *maker, const char *model, const char *serial, const char *connector)
{
    return {QString::fromLatin1(maker), QString::fromLatin1(model), QString::fromLatin1(serial), QString::fromLatin1(connector)};
}

const ScreenId kLaptop = screen("AUO", "B140", "", "eDP-1");
const ScreenId kWall = screen("Nova", "LED", "77", "HDMI-1");
const ScreenId kTv = screen("Sony", "TV", "", "DP-1");

} // namespace

class PlacementTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void key_writtenAndRead_isTheSameScreen()
    {
        QCOMPARE(kWall.key(), QStringLiteral("Nova|LED|77|HDMI-1"));
        QCOMPARE(parseScreen(kWall.key()), kWall);
        QCOMPARE(parseScreen(screen("A|B", "", "", "X").key()).connector, QStringLiteral("X"));
        QCOMPARE(parseScreen(QStringLiteral("HDMI-1")).connector, QStringLiteral("HDMI-1"));
    }
    void screen_onAnotherConnector_isFoundByItsSerial()
    {
        ScreenId moved = kWall;
        moved.connector = QStringLiteral("DP-2");
        QCOMPARE(findScreen({kLaptop, kTv, moved}, kWall.key(), kLaptop.connector), 2);
    }
    void screen_withoutSerial_isFoundByItsConnector()
    {
        QCOMPARE(findScreen({kLaptop, kWall, kTv}, kTv.key(), kLaptop.connector), 2);
        QCOMPARE(findScreen({kLaptop, kWall, kTv}, QStringLiteral("HDMI-1"), kLaptop.connector), 1);
    }
    void screen_notThere_isNotReplacedByAnother() { QCOMPARE(findScreen({kLaptop, kTv}, kWall.key(), kLaptop.connector), -1); }
    void screen_ofTheOperator_isNeverTheAnswer()
    {
        QCOMPARE(findScreen({kLaptop, kTv}, kLaptop.key(), kLaptop.connector), -1);
        QCOMPARE(findScreen({kLaptop}, {}, kLaptop.connector), -1);
        QCOMPARE(findScreen({kLaptop, kTv}, {}, kLaptop.connector), 1);
        QCOMPARE(findScreen({}, {}, {}), -1);
    }
    void program_help_teaches()
    {
        const auto run = test::runProgram(QStringLiteral("gantry-screen"), {QStringLiteral("--help")});
        QCOMPARE(run.exitCode, 0);
        for (const char *word : {"--feed", "--screen", "--operator-screen", "--template", "finisher-sun", "--grab", "--data"})
            QVERIFY2(run.out.contains(word), word);
    }
    void program_wrongUsage_isExit2AndSaysWhy()
    {
        for (const QStringList &wrong : {QStringList{}, QStringList{QStringLiteral("--fed"), QStringLiteral("x")}, QStringList{QStringLiteral("--feed")},
                                         QStringList{QStringLiteral("--grab"), QStringLiteral("a.png"), QStringLiteral("--windowed"), QStringLiteral("big")}}) {
            const auto run = test::runProgram(QStringLiteral("gantry-screen"), wrong);
            QCOMPARE(run.exitCode, 2);
            QVERIFY(run.err.contains("--help"));
        }
    }
    void program_grab_writesOneFrame()
    {
        const QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("a.png"));
        const auto run = test::runProgram(QStringLiteral("gantry-screen"), {QStringLiteral("--grab"), file, QStringLiteral("--windowed"), QStringLiteral("640x360")});
        QVERIFY2(run.exitCode == 0, run.err.constData());
        QCOMPARE(QImage(file).size(), QSize(640, 360));
    }
    void program_inputEnds_endsToo()
    {
        test::Program program(QStringLiteral("gantry-screen"));
        program.setEnvironment(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
        QVERIFY(program.start({QStringLiteral("--feed"), QStringLiteral("gantry-no-such-feed")}));
        QVERIFY(program.running());
        program.closeInput(); // as when the console dies
        QVERIFY(program.waitForExit());
        QCOMPARE(program.exitCode(), 0);
    }
};

int runPlacementTest(int argc, char **argv)
{
    PlacementTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "placementtest.moc"
