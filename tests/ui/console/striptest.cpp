// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/console/striptest.h"

#include "tests/ui/console/desk.h"
#include "ui/console/frame/stripcell.h"

using namespace gantry;
using namespace gantry::ui;
using namespace gantry::testing;

void TestUiStrip::saving_ofAConsoleThatHasJustBegun_saysSo()
{
    Desk desk;
    desk.event.edit().saving = std::make_shared<store::SaveState>(); // nothing was written yet: no age to tell
    desk.window.setView(desk.event.publish());
    const StripCell::Content content = desk.get<StripCell>(QStringLiteral("stripSaved"))->content();
    QVERIFY2(content.main.contains(QStringLiteral("All on disk")), qPrintable(content.main));
    QVERIFY(!content.main.contains(QStringLiteral("ago")));
    QCOMPARE(content.tone, Tone::Good);
}

void TestUiStrip::title_namesRaceAndPage()
{
    Desk desk;
    const QString event = desk.event.publish()->event->name;
    desk.window.openPage(QStringLiteral("reads"));
    QCOMPARE(desk.window.windowTitle(), event + QStringLiteral(" · Reads – Gantry"));
    desk.window.setView(nullptr);
    QCOMPARE(desk.window.windowTitle(), QStringLiteral("Reads – Gantry"));
}
