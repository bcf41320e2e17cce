// SPDX-License-Identifier: Apache-2.0
#include "ui/console/setup/setuppage.h"

#include "ui/console/setup/documenttree.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSaveFile>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace gantry::ui {

namespace {

void add(QTreeWidget *tree, QTreeWidgetItem *parent, const DocumentLine &line, const Look &look, int depth)
{
    auto *item = parent ? new QTreeWidgetItem(parent) : new QTreeWidgetItem(tree);
    item->setText(0, line.name);
    item->setText(1, line.value);
    if (depth == 0 || (depth == 1 && !line.below.empty()))
        item->setFont(0, look.font(14, QFont::DemiBold));
    item->setForeground(1, look.roles().dim);
    for (const DocumentLine &below : line.below)
        add(tree, item, below, look, depth + 1);
    item->setExpanded(depth < 3);
}

} // namespace

SetupPage::SetupPage(const Context &context, QWidget *parent)
    : Page(context, QStringLiteral("page_setup"), parent), m_tree(new QTreeWidget(this)), m_load(new QPushButton(tr("Load event document…"), this)),
      m_save(new QPushButton(tr("Save as…"), this)), m_report(new QFrame(this)), m_summary(new QLabel(m_report)), m_empty(new QLabel(this)),
      m_lines(new QPlainTextEdit(m_report))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(10);
    auto *bar = new QHBoxLayout;
    auto *title = new QLabel(tr("The event"), this);
    title->setProperty("kind", QStringLiteral("title"));
    m_load->setObjectName(QStringLiteral("loadDocument"));
    m_save->setObjectName(QStringLiteral("saveDocument"));
    bar->addWidget(title);
    bar->addStretch(1);
    bar->addWidget(m_load);
    bar->addWidget(m_save);
    column->addLayout(bar);

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
    m_lines->setFixedHeight(170);
    inside->addWidget(m_lines);
    m_report->hide();
    column->addWidget(m_report);

    m_tree->setObjectName(QStringLiteral("document"));
    m_tree->setColumnCount(2);
    m_tree->setHeaderLabels({tr("Setting"), tr("Value")});
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(18);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Interactive);
    m_tree->header()->setStretchLastSection(true);
    m_tree->setColumnWidth(0, 320);
    m_tree->setTabKeyNavigation(false);
    column->addWidget(m_tree, 1);
    m_empty->setProperty("kind", QStringLiteral("dim"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setText(tr("No event is open. Load an event document, a JSON file with races, courses and timing points."));
    m_empty->setWordWrap(true);
    column->addWidget(m_empty, 1);
    connect(m_load, &QPushButton::clicked, this, &SetupPage::chooseLoad);
    connect(m_save, &QPushButton::clicked, this, &SetupPage::chooseSave);
    connect(context.look, &Look::changed, this, &SetupPage::fill);
    fill();
}

QWidget *SetupPage::firstFocus()
{
    return m_view && m_view->event ? static_cast<QWidget *>(m_tree) : m_load;
}

void SetupPage::setView(const engine::ViewPtr &view)
{
    const bool changed = !m_view || !view || m_view->event != view->event;
    m_view = view;
    if (changed)
        fill();
}

void SetupPage::fill()
{
    m_tree->clear();
    const bool open = m_view && m_view->event;
    m_tree->setVisible(open);
    m_empty->setVisible(!open);
    m_save->setEnabled(open);
    if (!open)
        return;
    for (const DocumentLine &line : documentLines(*m_view->event))
        add(m_tree, nullptr, line, *context().look, 0);
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

void SetupPage::loadFile(const QString &path)
{
    m_load->setEnabled(false);
    const QString name = QFileInfo(path).fileName();
    report(Tone::Plain, tr("Loading %1…").arg(name));
    context().commands->run({QStringLiteral("event"), QStringLiteral("load"), path}, this, [this, name](const Answer &answer) {
        m_load->setEnabled(true);
        if (answer.ok())
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
    if (!m_report->isVisible())
        return false;
    m_report->hide();
    return true;
}

} // namespace gantry::ui
