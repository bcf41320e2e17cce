// SPDX-License-Identifier: Apache-2.0
#include "ui/console/reads/readspage.h"

#include "ui/console/common/datatable.h"
#include "ui/console/reads/chipcheck.h"
#include "ui/console/reads/reconcile/reconcilepanel.h"
#include "ui/models/handmodel.h"
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
      m_handModel(new HandModel(this)), m_hand(new DataTable(context.look, m_handModel, QStringLiteral("handReads"), DataTable::Height::Stretch, this)), m_count(new QLabel(this)),
      m_ignore(new QPushButton(tr("Ignore read  I"), this)), m_showHand(new QPushButton(tr("By hand  H"), this)), m_showCheck(new QPushButton(tr("Chip check  C"), this)),
      m_showReconcile(new QPushButton(tr("Reconcile  R"), this)), m_check(new ChipCheck(context, this)), m_reconcile(new ReconcilePanel(context, this))
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
    m_showHand->setObjectName(QStringLiteral("showHand"));
    m_showCheck->setObjectName(QStringLiteral("showCheck"));
    m_showReconcile->setObjectName(QStringLiteral("showReconcile"));
    for (QPushButton *button : {m_showHand, m_showCheck, m_showReconcile}) {
        button->setCheckable(true);
        button->setProperty("kind", QStringLiteral("segment"));
        bar->addWidget(button);
    }
    connect(m_showHand, &QPushButton::clicked, this, [this](bool on) { turnTo(on ? Shown::Hand : Shown::Reads); });
    connect(m_showCheck, &QPushButton::clicked, this, [this](bool on) { turnTo(on ? Shown::Check : Shown::Reads); });
    connect(m_showReconcile, &QPushButton::clicked, this, [this](bool on) { turnTo(on ? Shown::Reconcile : Shown::Reads); });
    connect(m_check, &ChipCheck::said, this, &Page::said);
    connect(m_reconcile, &ReconcilePanel::said, this, &Page::said);
    m_check->hide();
    m_reconcile->hide();
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
    column->addWidget(m_hand, 1);
    column->addWidget(m_check, 1);
    column->addWidget(m_reconcile, 1);
    buildHand();
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEmptyText(tr("No reads to show. They appear here as soon as a reader sends them."));
    connect(m_show, &QButtonGroup::idClicked, this, [this](int id) {
        m_table->clearSelection();
        m_model->setShow(ReadsModel::Show(id));
        turnTo(Shown::Reads);
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

void ReadsPage::buildHand()
{
    m_hand->setSelectionMode(QAbstractItemView::SingleSelection);
    m_hand->setEmptyText(tr("No times by hand yet. F6 takes bibs, F7 takes taps."));
    m_hand->setAccessibleName(tr("Times taken by hand"));
    m_hand->hide();
    connect(m_hand, &DataTable::selectionMoved, this, &ReadsPage::refresh);
    connect(m_hand, &DataTable::chosen, this, [this](int entity) {
        const engine::HandRow *hand = m_handModel->row(entity);
        if (hand && hand->entrant.value() >= 0)
            Q_EMIT runnerWanted(hand->entrant.value());
    });
}

QWidget *ReadsPage::firstFocus()
{
    if (m_shown == Shown::Reconcile)
        return m_reconcile->firstFocus();
    return m_shown == Shown::Check ? m_check->firstFocus() : m_shown == Shown::Hand ? static_cast<QWidget *>(m_hand) : m_table;
}

void ReadsPage::turnTo(Shown what)
{
    m_shown = what;
    m_showHand->setChecked(what == Shown::Hand);
    m_showCheck->setChecked(what == Shown::Check);
    m_showReconcile->setChecked(what == Shown::Reconcile);
    m_show->setExclusive(false); // else one of them must be down
    for (QAbstractButton *button : m_show->buttons())
        button->setChecked(what == Shown::Reads && m_show->id(button) == int(m_model->show()));
    m_show->setExclusive(true);
    m_table->setVisible(what == Shown::Reads);
    m_hand->setVisible(what == Shown::Hand);
    m_check->setVisible(what == Shown::Check);
    m_reconcile->setVisible(what == Shown::Reconcile);
    const bool list = what == Shown::Reads || what == Shown::Hand;
    m_count->setVisible(list);
    m_ignore->setVisible(list);
    setView(m_view);
    firstFocus()->setFocus();
}

void ReadsPage::setView(const engine::ViewPtr &view)
{
    m_view = view;
    m_model->setView(view);
    if (m_shown == Shown::Hand)
        m_handModel->setView(view);
    if (m_shown == Shown::Check)
        m_check->setView(view);
    if (m_shown == Shown::Reconcile)
        m_reconcile->setView(view);
    refresh();
}

void ReadsPage::openPart(const QString &part)
{
    if (part.startsWith(u"reconcile")) {
        turnTo(Shown::Reconcile);
        return m_reconcile->openPoint(part.section(u'/', 1));
    }
    turnTo(part == u"check" ? Shown::Check : part == u"hand" ? Shown::Hand : Shown::Reads);
    if (part == u"unknown") {
        m_show->button(int(ReadsModel::Show::Unknown))->setChecked(true);
        m_table->clearSelection();
        m_model->setShow(ReadsModel::Show::Unknown);
    }
}

void ReadsPage::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() != Qt::NoModifier)
        return Page::keyPressEvent(event);
    if (event->key() == Qt::Key_I && m_shown != Shown::Reconcile)
        return toggleIgnored();
    if (event->key() == Qt::Key_C)
        return turnTo(m_shown == Shown::Check ? Shown::Reads : Shown::Check);
    if (event->key() == Qt::Key_H)
        return turnTo(m_shown == Shown::Hand ? Shown::Reads : Shown::Hand);
    if (event->key() == Qt::Key_R)
        return turnTo(m_shown == Shown::Reconcile ? Shown::Reads : Shown::Reconcile);
    Page::keyPressEvent(event);
}

void ReadsPage::toggleIgnored()
{
    if (m_shown == Shown::Hand) {
        if (const engine::HandRow *hand = m_handModel->row(m_hand->selectedEntity()))
            runAndSay({QStringLiteral("op"), QStringLiteral("undo"), hand->id.toString(), QStringLiteral("--only")});
        return;
    }
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
    if (m_shown == Shown::Hand) {
        m_count->setText(tr("%1 shown").arg(m_handModel->rowCount()));
        m_ignore->setEnabled(m_handModel->row(m_hand->selectedEntity()) != nullptr);
        m_ignore->setText(tr("Take back  I"));
        return;
    }
    m_count->setText(tr("%1 shown").arg(m_model->rowCount()));
    const engine::ReadRow *read = m_model->read(m_table->selectedEntity());
    m_ignore->setEnabled(read && read->kind == ReadKind::Chip);
    m_ignore->setText(read && read->ignored ? tr("Use read  I") : tr("Ignore read  I"));
}

} // namespace gantry::ui
