// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/race/storydesk.h"

#include "ui/models/rowmodel.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>

namespace gantry::test {

namespace {

constexpr int kPatienceMs = 20'000;

} // namespace

// --- the box -------------------------------------------------------------------------------------------------------------

bool StoryBox::dial(quint16 port)
{
    m_socket.connectToHost(QHostAddress::LocalHost, port);
    return m_socket.waitForConnected() && m_socket.write("SimpleClient~0.6.0~CTP01\r\n") > 0 && m_socket.waitForBytesWritten();
}

void StoryBox::cut()
{
    m_socket.abort();
}

bool StoryBox::readAt(const QString &chip, UtcTime at)
{
    const LocalTime local((at + ahead).time_since_epoch()); // the story's zone is UTC
    m_waiting.append("CT01_33~" + QByteArray::number(++m_sequence) + '~' + m_location + '~' + chip.toUtf8() + '~' + formatLocal(local).toLatin1() + "~1~" + m_mac + "~1\r\n");
    return m_socket.state() != QAbstractSocket::ConnectedState || flush();
}

bool StoryBox::replay()
{
    return flush();
}

bool StoryBox::flush()
{
    for (const QByteArray &line : std::exchange(m_waiting, {}))
        m_socket.write(line);
    return m_socket.waitForBytesWritten();
}

// --- the desk --------------------------------------------------------------------------------------------------------------

StoryDesk::~StoryDesk()
{
    director.reset();
    window.reset();
    commands.reset();
    console.reset();
}

bool StoryDesk::open(const QString &store, const QString &screenTemplate)
{
    engine::ConsoleOptions options;
    options.storePath = store;
    options.listen = true;
    options.bind = QHostAddress::LocalHost;
    options.ctp01Port = options.statusPort = 0;
    auto opened = engine::Console::open(options, clock);
    fault = opened.error.message;
    if (!opened.console)
        return false;
    console = std::move(opened.console);
    commands = std::make_unique<ui::EngineCommands>(*console);
    window = std::make_unique<ui::ConsoleWindow>(*commands, clock);
    QObject::connect(console.get(), &engine::Console::published, window.get(), &ui::ConsoleWindow::setView);
    QObject::connect(console.get(), &engine::Console::trouble, window.get(), &ui::ConsoleWindow::showTrouble);
    window->setView(console->view());
    window->resize(1280, 760);
    window->show();
    if (!QTest::qWaitForWindowActive(window.get()))
        return false;
    director = std::make_unique<screens::ScreenDirector>(screens::DirectorOptions{console->ports().feed, QStringLiteral(GANTRY_BIN_DIR "/gantry-screen"), {}});
    QObject::connect(console.get(), &engine::Console::screenChanged, director.get(), &screens::ScreenDirector::clientChanged);
    QObject::connect(director.get(), &screens::ScreenDirector::outputsChanged, &m_context, [this] {
        const QString showing = screen().showing;
        if (!showing.isEmpty() && (shown.isEmpty() || shown.last() != showing))
            shown.append(showing);
    });
    auto outputs = screens::ScreenDirector::defaultAssignment();
    outputs.front().templateName = screenTemplate;
    director->setOutputs(outputs);
    return until([&] { return screen().visible; });
}

screens::OutputState StoryDesk::screen() const
{
    const auto all = director->outputs();
    return all.empty() ? screens::OutputState() : all.front();
}

void StoryDesk::press(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QWidget *target = QApplication::focusWidget() ? QApplication::focusWidget() : window.get();
    QTest::keyClick(target, key, modifiers);
}

void StoryDesk::type(const QString &text)
{
    QTest::keyClicks(QApplication::focusWidget() ? QApplication::focusWidget() : window.get(), text);
}

void StoryDesk::command(const QString &words)
{
    QTest::keyClick(window.get(), Qt::Key_K, Qt::ControlModifier);
    type(words);
    press(Qt::Key_Return);
}

void StoryDesk::page(int number)
{
    QTest::keyClick(window.get(), Qt::Key(Qt::Key_0 + number), Qt::ControlModifier);
}

QWidget *StoryDesk::widget(const QString &objectName) const
{
    for (QWidget *found : window->findChildren<QWidget *>(objectName))
        if (found->isVisible())
            return found;
    return nullptr;
}

bool StoryDesk::click(const QString &objectName)
{
    auto *button = qobject_cast<QAbstractButton *>(widget(objectName));
    if (!button || !button->isEnabled())
        return false;
    QTest::mouseClick(button, Qt::LeftButton);
    return true;
}

QByteArray StoryDesk::csv() const
{
    return console->run({QStringLiteral("results"), QStringLiteral("--format"), QStringLiteral("csv")}).out;
}

QString StoryDesk::run(const QString &words) const
{
    const engine::CommandResult result = console->run(words.split(u' ', Qt::SkipEmptyParts));
    return QString::fromUtf8(result.out + result.err);
}

namespace {

// The rows that stand in the table's window, cell by cell.
template<class F>
void eachVisibleRow(const QAbstractItemView &view, F take)
{
    const auto *model = view.model();
    if (!model || !view.isVisible())
        return;
    for (int r = 0; r < model->rowCount(); ++r) {
        if (!view.viewport()->rect().intersects(view.visualRect(model->index(r, 0))))
            continue;
        QStringList cells;
        for (int c = 0; c < model->columnCount(); ++c)
            cells.append(model->index(r, c).data().toString());
        take(cells);
    }
}

} // namespace

QStringList StoryDesk::texts() const
{
    QStringList all;
    for (const QWidget *w : window->findChildren<QWidget *>()) {
        if (!w->isVisible())
            continue;
        if (const auto *label = qobject_cast<const QLabel *>(w))
            all << label->text();
        else if (const auto *button = qobject_cast<const QAbstractButton *>(w))
            all << button->text() << button->accessibleName();
        else if (const auto *field = qobject_cast<const QLineEdit *>(w))
            all << field->text();
        else if (const auto *lines = qobject_cast<const QPlainTextEdit *>(w))
            all << lines->toPlainText();
        else if (const auto *combo = qobject_cast<const QComboBox *>(w))
            all << combo->currentText();
        else if (const auto *view = qobject_cast<const QAbstractItemView *>(w))
            eachVisibleRow(*view, [&](const QStringList &cells) { all << cells.join(QStringLiteral(" | ")); });
    }
    return all;
}

bool StoryDesk::sees(const QString &words) const
{
    const QStringList all = texts();
    return std::any_of(all.begin(), all.end(), [&](const QString &text) { return text.contains(words); });
}

bool StoryDesk::tableHas(const QStringList &wanted) const
{
    bool found = false;
    for (const auto *view : window->findChildren<QAbstractItemView *>())
        eachVisibleRow(*view, [&](const QStringList &cells) {
            found = found || std::all_of(wanted.begin(), wanted.end(), [&](const QString &w) { return cells.contains(w); });
        });
    return found;
}

QString StoryDesk::flagOf(const QString &bib) const
{
    const auto *table = qobject_cast<QAbstractItemView *>(widget(QStringLiteral("finishers")));
    const auto *model = table ? qobject_cast<const ui::RowModel *>(table->model()) : nullptr;
    for (int r = 0; model && r < model->rowCount(); ++r)
        if (model->index(r, 0).data().toString() == bib && table->viewport()->rect().intersects(table->visualRect(model->index(r, 0))))
            return model->cell(model->index(r, 1)).flag;
    return {};
}

bool StoryDesk::until(const std::function<bool()> &condition, Micros tick)
{
    return QTest::qWaitFor([&] {
        if (condition())
            return true;
        clock.advance(tick);
        return false;
    }, kPatienceMs);
}

} // namespace gantry::test
