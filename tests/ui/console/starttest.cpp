// SPDX-License-Identifier: Apache-2.0
// Starts in the window: planned and actual, the countdown, and the panel that sets a missed start.
#include "tests/ui/console/starttest.h"

#include "tests/ui/console/desk.h"
#include "tests/ui/console/pictures.h"
#include "ui/console/common/datatable.h"
#include "ui/models/wavesmodel.h"

#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>

using namespace gantry;
using namespace gantry::ui;
using namespace gantry::testing;
using namespace std::chrono_literals;

namespace {

WavesModel *waves(Desk &desk)
{
    return qobject_cast<WavesModel *>(desk.get<DataTable>(QStringLiteral("waves"))->model());
}

int rowOf(Desk &desk, const QString &key)
{
    for (int row = 0; row < waves(desk)->rowCount(); ++row)
        if (waves(desk)->wave(row)->key == key)
            return row;
    return -1;
}

QString text(Desk &desk, const QString &key, WavesModel::Field field)
{
    return waves(desk)->index(rowOf(desk, key), field).data().toString();
}

// Enter on the wave's row, as a person does it.
void openPanel(Desk &desk, const QString &key)
{
    desk.window.openPage(QStringLiteral("race"));
    auto *table = desk.get<DataTable>(QStringLiteral("waves"));
    table->setFocus();
    table->setCurrentIndex(waves(desk)->index(rowOf(desk, key), 0));
    table->selectRow(rowOf(desk, key));
    QTest::keyClick(table, Qt::Key_Return);
}

} // namespace

void TestUiStart::waves_beforeTheGun_countDown_andSayWhenThePlanHasPassed()
{
    Desk desk;
    desk.window.openPage(QStringLiteral("race"));
    desk.clock.set(desk.event.at(8, 59, 15));
    waves(desk)->setNow(desk.clock.now());
    QCOMPARE(text(desk, QStringLiteral("Mile/2"), WavesModel::Gun), QStringLiteral("in 0:00:45"));
    desk.clock.set(desk.event.at(9, 0, 12));
    waves(desk)->setNow(desk.clock.now());
    QCOMPARE(text(desk, QStringLiteral("Mile/2"), WavesModel::Gun), QStringLiteral("■ 0:00:12 late"));
}

void TestUiStart::waves_gunFarFromThePlan_isMarked()
{
    Desk desk;
    desk.window.openPage(QStringLiteral("race"));
    desk.event.setGun(QStringLiteral("5K/A"), desk.event.at(8, 0, 4, 500'000));
    desk.window.setView(desk.event.publish());
    QVERIFY2(text(desk, QStringLiteral("5K/A"), WavesModel::Source).startsWith(QStringLiteral("▲")), qPrintable(text(desk, QStringLiteral("5K/A"), WavesModel::Source)));
    QVERIFY(text(desk, QStringLiteral("5K/A"), WavesModel::Source).endsWith(QStringLiteral("4.5 s late")));
}

void TestUiStart::panel_aWave_isSetByEachWay_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("time of day") << "startAt" << "08:00:03.2" << QStringList{"--at", "08:00:03.2"};
    QTest::newRow("earlier") << "startShift" << "-2.5" << QStringList{"--shift", "-2.5"};
    QTest::newRow("first read") << "startFirstRead" << "" << QStringList{"--first-read"};
    QTest::newRow("planned") << "startPlanned" << "" << QStringList{"--planned"};
}

void TestUiStart::panel_aWave_isSetByEachWay()
{
    QFETCH(QString, field);
    QFETCH(QString, typed);
    QFETCH(QStringList, words);
    Desk desk;
    openPanel(desk, QStringLiteral("5K/A"));
    QVERIFY(desk.get<QWidget>(QStringLiteral("startPanel"))->isVisible());
    QCOMPARE(QApplication::focusWidget(), desk.get<QWidget>(QStringLiteral("startAt")));
    desk.get<QLineEdit>(QStringLiteral("startReason"))->setText(QStringLiteral("pressed late"));
    if (auto *line = desk.get<QLineEdit>(field)) {
        line->setFocus();
        desk.type(typed);
        desk.key(Qt::Key_Return);
    } else {
        QTest::mouseClick(desk.get<QPushButton>(field), Qt::LeftButton);
    }
    QCOMPARE(desk.commands.ran.back(), QStringList({"op", "gun", "--wave", "5K/A"}) + words + QStringList({"--reason", "pressed late"}));
    QVERIFY(!desk.get<QWidget>(QStringLiteral("startPanel"))->isVisible());
}

void TestUiStart::panel_stopwatch_passesTheInstantOfThePress()
{
    Desk desk;
    openPanel(desk, QStringLiteral("5K/B"));
    desk.get<QLineEdit>(QStringLiteral("startWatch"))->setFocus();
    desk.type(QStringLiteral("28:05.5"));
    desk.key(Qt::Key_Return);
    QCOMPARE(desk.commands.ran.back().mid(4), QStringList({"--stopwatch", "28:05.5", "--pressed-us", QString::number(toUs(desk.clock.now()))}));
}

void TestUiStart::panel_severalWaves_goTogether_andEscapeCloses()
{
    Desk desk;
    desk.window.openPage(QStringLiteral("race"));
    auto *table = desk.get<DataTable>(QStringLiteral("waves"));
    table->setFocus();
    table->selectAll();
    QTest::keyClick(table, Qt::Key_Return);
    desk.type(QStringLiteral("08:00:00"));
    QTemporaryDir temporary;
    QVERIFY(takePicture(desk.window, qEnvironmentVariable("GANTRY_PICTURES", temporary.path()), QStringLiteral("start-panel")));
    desk.key(Qt::Key_Return);
    QCOMPARE(desk.commands.ran.back().count(QStringLiteral("--wave")), waves(desk)->rowCount());
    table->selectAll();
    QTest::keyClick(table, Qt::Key_Return);
    desk.key(Qt::Key_Escape);
    QVERIFY(!desk.get<QWidget>(QStringLiteral("startPanel"))->isVisible());
    QCOMPARE(QApplication::focusWidget(), table);
}

void TestUiStart::panel_whatIsRefused_isSaid_andThePanelStays()
{
    Desk desk;
    desk.commands.answers[QStringLiteral("op gun")] = {3, {}, "\"soon\" is not a time.\n"};
    openPanel(desk, QStringLiteral("5K/A"));
    desk.type(QStringLiteral("soon"));
    desk.key(Qt::Key_Return);
    QVERIFY2(desk.sentence().contains(QStringLiteral("is not a time")), qPrintable(desk.sentence()));
    QVERIFY(desk.get<QWidget>(QStringLiteral("startPanel"))->isVisible());
}

void TestUiStart::armed_note_countsDown()
{
    Desk desk;
    desk.clock.set(desk.event.at(8, 59, 50));
    desk.event.setArmed(QStringLiteral("Mile/2"), true);
    desk.window.setView(desk.event.publish());
    desk.window.openPage(QStringLiteral("race"));
    const auto says = [&](const QString &words) {
        for (const QLabel *label : desk.get<QWidget>(QStringLiteral("armedNote"))->findChildren<QLabel *>())
            if (label->text().contains(words))
                return true;
        return false;
    };
    QTRY_VERIFY(says(QStringLiteral("Planned in 0:00:10")));
    desk.clock.advance(4s);
    QTRY_VERIFY(says(QStringLiteral("Planned in 0:00:06")));
}
