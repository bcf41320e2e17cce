// SPDX-License-Identifier: Apache-2.0
#include "ui/console/setup/setuppage.h"

#include "ui/console/setup/drafteditor.h"
#include "ui/console/setup/eventspanel.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace gantry::ui {

SetupPage::SetupPage(const Context &context, QWidget *parent)
    : Page(context, QStringLiteral("page_setup"), parent), m_report(new QFrame(this)), m_summary(new QLabel(m_report)), m_empty(new QLabel(this)), m_title(new QLabel(this)),
      m_lines(new QPlainTextEdit(m_report)), m_stack(new QStackedWidget(this)), m_editor(new DraftEditor(context, this)), m_events(new EventsPanel(context, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(10);
    auto *bar = new QHBoxLayout;
    m_title->setProperty("kind", QStringLiteral("title"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setMinimumWidth(60);
    bar->addWidget(m_title, 1);
    m_new = addButton(bar, tr("New…"), QStringLiteral("newEvent"));
    m_copy = addButton(bar, tr("Copy…"), QStringLiteral("copyEvent"));
    m_open = addButton(bar, tr("Open another…"), QStringLiteral("switchEvent"));
    m_load = addButton(bar, tr("Load file…"), QStringLiteral("loadDocument"));
    m_save = addButton(bar, tr("Save as…"), QStringLiteral("saveDocument"));
    column->addLayout(bar);
    buildReport();
    column->addWidget(m_report);
    m_stack->addWidget(m_editor);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_events);
    column->addWidget(m_stack, 1);
    m_empty->setProperty("kind", QStringLiteral("dim"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setText(tr("No event is open. New… makes one from a few answers, Load file… takes an event document."));
    m_empty->setWordWrap(true);
    connect(m_new, &QPushButton::clicked, this, [this] { openPart(QStringLiteral("new")); });
    connect(m_copy, &QPushButton::clicked, this, [this] { openPart(QStringLiteral("copy")); });
    connect(m_open, &QPushButton::clicked, this, [this] { openPart(QStringLiteral("open")); });
    connect(m_load, &QPushButton::clicked, this, &SetupPage::chooseLoad);
    connect(m_save, &QPushButton::clicked, this, &SetupPage::chooseSave);
    connect(m_editor, &DraftEditor::reported, this, &SetupPage::report);
    connect(m_events, &EventsPanel::reported, this, &SetupPage::report);
    connect(m_events, &EventsPanel::closed, this, &SetupPage::closeEvents);
    fill();
}

QPushButton *SetupPage::addButton(QHBoxLayout *row, const QString &text, const QString &name)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(name);
    row->addWidget(button);
    return button;
}

void SetupPage::buildReport()
{
    m_report->setObjectName(QStringLiteral("setupReport"));
    m_report->setProperty("kind", QStringLiteral("note"));
    auto *inside = new QVBoxLayout(m_report);
    inside->setContentsMargins(12, 8, 8, 10);
    auto *head = new QHBoxLayout;
    m_summary->setObjectName(QStringLiteral("setupSummary"));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    auto *close = new QPushButton(tr("Close  Esc"), m_report);
    close->setProperty("kind", QStringLiteral("flat"));
    connect(close, &QPushButton::clicked, m_report, &QWidget::hide);
    head->addWidget(m_summary, 1);
    head->addWidget(close, 0, Qt::AlignTop);
    inside->addLayout(head);
    m_lines->setObjectName(QStringLiteral("setupLines"));
    m_lines->setReadOnly(true);
    m_lines->setTabChangesFocus(true);
    m_lines->setFixedHeight(150);
    inside->addWidget(m_lines);
    m_report->hide();
}

QWidget *SetupPage::firstFocus()
{
    return m_view && m_view->event ? m_editor->firstFocus() : m_new;
}

void SetupPage::setView(const engine::ViewPtr &view)
{
    m_view = view;
    m_editor->setView(view);
    fill();
}

void SetupPage::openPart(const QString &part)
{
    const auto task = part == u"new" ? EventsPanel::Task::New : part == u"copy" ? EventsPanel::Task::Copy : EventsPanel::Task::Open;
    if (part != u"new" && part != u"copy" && part != u"open")
        return;
    m_stack->setCurrentWidget(m_events);
    m_events->open(task);
}

void SetupPage::closeEvents()
{
    m_stack->setCurrentWidget(m_view && m_view->event ? static_cast<QWidget *>(m_editor) : m_empty);
    firstFocus()->setFocus();
}

void SetupPage::fill()
{
    const bool open = m_view && m_view->event;
    m_title->setText(open ? m_view->event->name : tr("The event"));
    m_title->setToolTip(m_title->text().toHtmlEscaped());
    if (m_stack->currentWidget() != m_events)
        m_stack->setCurrentWidget(open ? static_cast<QWidget *>(m_editor) : m_empty);
    m_save->setEnabled(open);
}

void SetupPage::chooseLoad()
{
    auto *dialog = new QFileDialog(window(), tr("Load event document"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Event documents (*.json)"), tr("All files (*)")});
    dialog->setModal(false);
    connect(dialog, &QFileDialog::fileSelected, this, &SetupPage::loadFile);
    dialog->show();
}

void SetupPage::chooseSave()
{
    auto *dialog = new QFileDialog(window(), tr("Save event document"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->setNameFilters({tr("Event documents (*.json)")});
    dialog->setModal(false);
    connect(dialog, &QFileDialog::fileSelected, this, &SetupPage::saveFile);
    dialog->show();
}

// The race has started: what the file would change is shown in the draft, and applied with a reason.
void SetupPage::loadIntoDraft(const QString &path)
{
    context().worker->post(this, 1, [this, path] {
        constexpr qint64 kMost = 16 * 1024 * 1024;
        QFile file(path);
        const bool opened = file.open(QIODevice::ReadOnly), fits = file.size() <= kMost;
        QJsonParseError error;
        const QJsonDocument json = opened && fits ? QJsonDocument::fromJson(file.readAll(), &error) : QJsonDocument();
        const QString why = !opened ? file.errorString() : !fits ? tr("It is larger than any event document.") : json.isObject() ? QString() : tr("It is no event document: %1").arg(error.errorString());
        return [this, path, json = json.object(), why] {
            const QString name = QFileInfo(path).fileName();
            if (!why.isEmpty())
                return report(Tone::Act, tr("%1 was not loaded; nothing changed.").arg(name), why);
            if (!m_view || !m_view->event || json.value(QStringLiteral("name")).toString().compare(m_view->event->name, Qt::CaseInsensitive) != 0)
                return applyFile(path); // another event: it touches nothing that runs
            m_editor->replace(json);
            report(Tone::Look, tr("The race has started: %1 is in the draft and changes nothing yet. Look at the changes, say why, apply.").arg(name));
        };
    });
}

void SetupPage::loadFile(const QString &path)
{
    const bool started = m_view && m_view->waves && std::ranges::any_of(*m_view->waves, [](const engine::WaveRow &w) { return w.gun.has_value(); });
    if (started)
        return loadIntoDraft(path);
    applyFile(path);
}

void SetupPage::applyFile(const QString &path)
{
    m_load->setEnabled(false);
    const QString name = QFileInfo(path).fileName();
    report(Tone::Plain, tr("Loading %1…").arg(name));
    context().commands->run({QStringLiteral("event"), QStringLiteral("load"), path}, this, [this, name](const Answer &answer) {
        m_load->setEnabled(true);
        const bool other = m_view && m_view->event && !answer.out.contains(m_view->event->id.toString().toLatin1());
        if (answer.ok() && other)
            report(Tone::Look, tr("%1 is another event of this store now; %2 stays open. \"Open another…\" switches.").arg(name, m_view->event->name), QString::fromUtf8(answer.err).trimmed());
        else if (answer.ok())
            report(Tone::Good, tr("%1 is loaded.").arg(name), QString::fromUtf8(answer.err).trimmed());
        else
            report(Tone::Act, tr("%1 was not loaded; nothing changed.").arg(name), QString::fromUtf8(answer.err.isEmpty() ? answer.out : answer.err).trimmed());
    });
}

void SetupPage::saveFile(const QString &path)
{
    context().commands->run({QStringLiteral("event"), QStringLiteral("show")}, this, [this, path](const Answer &answer) {
        if (!answer.ok())
            return report(Tone::Act, tr("The event was not saved."), QString::fromUtf8(answer.err).trimmed());
        context().worker->post(this, 0, [this, path, bytes = answer.out] {
            QSaveFile file(path);
            const bool done = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
            return [this, path, done, why = file.errorString()] {
                report(done ? Tone::Good : Tone::Act, done ? tr("Saved to %1.").arg(path) : tr("%1 was not written: %2").arg(path, why));
            };
        });
    });
}

void SetupPage::report(Tone tone, const QString &sentence, const QString &lines)
{
    m_summary->setText(marked(tone, sentence));
    m_lines->setPlainText(lines);
    m_lines->setVisible(!lines.isEmpty());
    m_report->show();
}

bool SetupPage::closeReport()
{
    if (m_stack->currentWidget() == m_events) {
        closeEvents();
        return true;
    }
    if (!m_report->isVisible())
        return false;
    m_report->hide();
    return true;
}

} // namespace gantry::ui
