// SPDX-License-Identifier: Apache-2.0
// One hand, no mouse: whatever can be clicked can be reached by Tab, or has a key of its own.
#include "tests/ui/console/keyboardtest.h"

#include "tests/ui/console/desk.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QButtonGroup>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QPlainTextEdit>

using namespace gantry;
using namespace gantry::ui;
using namespace gantry::testing;

namespace {

const char *const kPages[] = {"race", "results", "results/out", "reads", "reads/check", "readers", "entrants", "outgoing", "setup", "system", "system/health", "system/history"};

bool canBeClicked(const QWidget *w)
{
    if (qobject_cast<const QHeaderView *>(w) || w->objectName().startsWith(QStringLiteral("qt_")))
        return false;
    return qobject_cast<const QAbstractButton *>(w) || qobject_cast<const QLineEdit *>(w) || qobject_cast<const QComboBox *>(w)
        || qobject_cast<const QAbstractItemView *>(w) || qobject_cast<const QPlainTextEdit *>(w);
}

// The strip and the rail lead to pages, which have keys; buttons inside a table do what its row's keys do.
bool hasItsOwnKey(const QWidget *w, const Desk &desk)
{
    for (const QWidget *up = w; up && up != &desk.window; up = up->parentWidget()) {
        if (up->objectName() == u"strip" || up->objectName() == u"rail")
            return true;
        if (up != w && (qobject_cast<const QAbstractItemView *>(up) || qobject_cast<const QComboBox *>(up)))
            return true;
    }
    return false;
}

QString described(const QWidget *w)
{
    const auto *button = qobject_cast<const QAbstractButton *>(w);
    return QLatin1String(w->metaObject()->className()) + u' ' + w->objectName() + u' ' + (button ? button->text() : QString());
}

QStringList unreached(Desk &desk, QWidget *inside)
{
    QSet<const QWidget *> visited;
    for (int i = 0; i < 400; ++i) {
        const QWidget *focus = QApplication::focusWidget();
        if (!focus)
            break;
        visited.insert(focus);
        // A group of exclusive buttons is one stop; the arrows go on inside.
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        if (i > 4 && visited.contains(QApplication::focusWidget()) && QApplication::focusWidget() == focus)
            break;
    }
    QStringList missing;
    for (const QWidget *w : inside->findChildren<QWidget *>()) {
        if (!w->isVisible() || !w->isEnabled() || !canBeClicked(w) || hasItsOwnKey(w, desk) || visited.contains(w))
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(w);
        if (button && button->isCheckable() && (button->autoExclusive() || button->group()))
            continue;
        missing << described(w);
    }
    return missing;
}

} // namespace

void TestUiKeyboard::pages_everyControl_isReachedByTab_data()
{
    QTest::addColumn<QString>("page");
    for (const char *page : kPages)
        QTest::newRow(page) << QString::fromLatin1(page);
}

void TestUiKeyboard::pages_everyControl_isReachedByTab()
{
    QFETCH(QString, page);
    Desk desk;
    desk.window.openPage(page);
    if (desk.window.currentPage() != page.section(u'/', 0, 0))
        QSKIP("this page does not exist yet");
    const QStringList missing = unreached(desk, desk.get<QWidget>(QStringLiteral("page_") + desk.window.currentPage()));
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
}

void TestUiKeyboard::card_everyControl_isReachedByTab()
{
    Desk desk;
    desk.window.openPage(QStringLiteral("race"));
    desk.window.openRunner(desk.event.indexOfBib(QStringLiteral("417")));
    QVERIFY(desk.get<QWidget>(QStringLiteral("runnerCard"))->isVisible());
    const QStringList missing = unreached(desk, desk.get<QWidget>(QStringLiteral("runnerCard")));
    QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u'\n')));
}

void TestUiKeyboard::controls_haveANameForTheScreenReader()
{
    Desk desk;
    QStringList nameless;
    for (const char *page : kPages) {
        desk.window.openPage(QString::fromLatin1(page));
        for (const QWidget *w : desk.window.findChildren<QWidget *>()) {
            if (!w->isVisible() || !canBeClicked(w) || hasItsOwnKey(w, desk))
                continue;
            const auto *button = qobject_cast<const QAbstractButton *>(w);
            const auto *field = qobject_cast<const QLineEdit *>(w);
            const bool named = !w->accessibleName().isEmpty() || (button && !button->text().isEmpty()) || (field && !field->placeholderText().isEmpty());
            if (!named && !nameless.contains(described(w)))
                nameless << QLatin1String(page) + QStringLiteral(": ") + described(w);
        }
    }
    QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(u'\n')));
}
