// SPDX-License-Identifier: Apache-2.0
#include "ui/console/reads/readspage.h"

#include "ui/console/common/datatable.h"
#include "ui/console/reads/chipcheck.h"
#include "ui/models/readsmodel.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace gantry::ui {

ReadsPage::ReadsPage(const Context &context, QWidget *parent)
    : Page(context, QStringLiteral("page_reads"), parent), m_model(new ReadsModel(context.worker, this)),
      m_table(new DataTable(context.look, m_model, QStringLiteral("reads"), DataTable::Height::Stretch, this)), m_show(new QButtonGroup(this)),
      m_count(new QLabel(this)), m_ignore(new QPushButton(tr("Ignore read  I"), this)), m_showCheck(new QPushButton(tr("Chip check  C"), this)), m_check(new ChipCheck(context, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(10);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(6);
    const std::pair<ReadsModel::Show, QString> choices[] = {
        {ReadsModel::Show::All, tr("All")}, {ReadsModel::Show::Unknown, tr("Unknown chips")}, {ReadsModel::Show::NotUsed, tr("Not used")}};
    for (const auto &[show, text] : choices) {
        auto *button = new QPushButton(text, this);
        button->setObjectName(QStringLiteral("show%1").arg(int(show)));
        button->setCheckable(true);
        button->setChecked(show == ReadsModel::Show::All);
        button->setProperty("kind", QStringLiteral("segment"));
        m_show->addButton(button, int(show));
        bar->addWidget(button);
    }
    m_showCheck->setObjectName(QStringLiteral("showCheck"));
    m_showCheck->setCheckable(true);
    m_showCheck->setProperty("kind", QStringLiteral("segment"));
    bar->addWidget(m_showCheck);
    connect(m_showCheck, &QPushButton::clicked, this, &ReadsPage::showCheck);
    connect(m_check, &ChipCheck::said, this, &Page::said);
    m_check->hide();
    m_count->setObjectName(QStringLiteral("readsCount"));
    m_count->setProperty("kind", QStringLiteral("dim"));
    m_ignore->setObjectName(QStringLiteral("ignoreRead"));
    bar->addSpacing(6);
    bar->addWidget(m_count);
    bar->addStretch(1);
    bar->addWidget(new HoldNote(m_model, QStringLiteral("readsHeld"), this));
    bar->addWidget(m_ignore);
    column->addLayout(bar);
    column->addWidget(m_table, 1);
    column->addWidget(m_check, 1);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEmptyText(tr("No reads to show. They appear here as soon as a reader sends them."));
    connect(m_show, &QButtonGroup::idClicked, this, [this](int id) {
        showCheck(false);
        m_table->clearSelection();
        m_model->setShow(ReadsModel::Show(id));
    });
    connect(m_model, &ReadsModel::filtered, this, &ReadsPage::refresh);
    connect(m_table, &DataTable::selectionMoved, this, &ReadsPage::refresh);
    connect(m_table, &DataTable::chosen, this, [this](int entity) {
        const engine::ReadRow *read = m_model->read(entity);
        if (read && read->entrant.value() >= 0)
            Q_EMIT runnerWanted(read->entrant.value());
    });
    connect(m_ignore, &QPushButton::clicked, this, &ReadsPage::toggleIgnored);
    refresh();
}

QWidget *ReadsPage::firstFocus()
{
    return m_check->isHidden() ? static_cast<QWidget *>(m_table) : m_check->firstFocus();
}

void ReadsPage::showCheck(bool on)
{
    m_showCheck->setChecked(on);
    m_check->setVisible(on);
    m_table->setVisible(!on);
    m_count->setVisible(!on);
    m_ignore->setVisible(!on);
    if (on)
        m_check->setView(m_view);
    firstFocus()->setFocus();
}

void ReadsPage::setView(const engine::ViewPtr &view)
{
    m_view = view;
    m_model->setView(view);
    if (!m_check->isHidden())
        m_check->setView(view);
    refresh();
}

void ReadsPage::openPart(const QString &part)
{
    if (part == u"check")
        return showCheck(true);
    showCheck(false);
    if (part == u"unknown") {
        m_show->button(int(ReadsModel::Show::Unknown))->setChecked(true);
        m_table->clearSelection();
        m_model->setShow(ReadsModel::Show::Unknown);
    }
}

void ReadsPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_I && event->modifiers() == Qt::NoModifier) {
        toggleIgnored();
        return;
    }
    if (event->key() == Qt::Key_C && event->modifiers() == Qt::NoModifier)
        return showCheck(m_check->isHidden());
    Page::keyPressEvent(event);
}

void ReadsPage::toggleIgnored()
{
    const engine::ReadRow *read = m_model->read(m_table->selectedEntity());
    if (!read || read->kind != ReadKind::Chip)
        return;
    const QString id = read->content.toString();
    if (read->ignored) {
        const QString op = m_ignoredBy.take(id);
        runAndSay(op.isEmpty() ? QStringList{QStringLiteral("op"), QStringLiteral("use-read"), id}
                               : QStringList{QStringLiteral("op"), QStringLiteral("undo"), op});
        return;
    }
    context().commands->run({QStringLiteral("op"), QStringLiteral("ignore-read"), id}, this, [this, id](const Answer &answer) {
        const QString op = QString::fromUtf8(answer.out).trimmed().section(u' ', 0, 0);
        if (!answer.ok())
            Q_EMIT said(tr("■ Not done: %1").arg(QString::fromUtf8(answer.err).trimmed()));
        else if (Id128::parse(op))
            m_ignoredBy.insert(id, op);
    });
}

void ReadsPage::refresh()
{
    m_count->setText(tr("%1 shown").arg(m_model->rowCount()));
    const engine::ReadRow *read = m_model->read(m_table->selectedEntity());
    m_ignore->setEnabled(read && read->kind == ReadKind::Chip);
    m_ignore->setText(read && read->ignored ? tr("Use read  I") : tr("Ignore read  I"));
}

} // namespace gantry::ui
