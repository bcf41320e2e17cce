// SPDX-License-Identifier: Apache-2.0
#include "ui/console/outgoing/outgoingpage.h"

#include "core/base/text.h"
#include "core/output/formats.h"
#include "ui/console/common/datatable.h"
#include "ui/models/historymodel.h"
#include "ui/models/outgoingmodel.h"

#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace gantry::ui {

OutgoingPage::OutgoingPage(const Context &context, QWidget *parent)
    : Page(context, QStringLiteral("page_outgoing"), parent), m_model(new OutgoingModel(this)), m_log(new HistoryModel(context.worker, this)),
      m_table(new DataTable(context.look, m_model, QStringLiteral("destinations"), DataTable::Height::FitRows, this)),
      m_logTable(new DataTable(context.look, m_log, QStringLiteral("publications"), DataTable::Height::Stretch, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(10);
    buildHold(column);
    buildAdd(column);
    column->addWidget(m_table);
    auto *head = new QHBoxLayout;
    auto *title = new QLabel(tr("What went out"), this);
    title->setProperty("kind", QStringLiteral("title"));
    head->addWidget(title);
    head->addStretch(1);
    head->addWidget(new HoldNote(m_log, QStringLiteral("publicationsHeld"), this));
    column->addLayout(head);
    column->addWidget(m_logTable, 1);
    m_table->setFitLimit(8);
    m_table->setEmptyText(tr("Results go nowhere yet. Choose a folder above: a stick, a share, the announcer's folder."));
    m_table->setAccessibleName(tr("Destinations"));
    m_table->installEventFilter(this);
    m_logTable->setEmptyText(tr("Nothing went out yet."));
    m_logTable->setAccessibleName(tr("What went out"));
    m_log->setKind(engine::HistoryKind::Publication);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, [this] {
        m_model->setView(m_view, this->context().clock->now());
        fillHold();
    });
    fillHold();
}

void OutgoingPage::buildHold(QLayout *column)
{
    m_holdFrame = new QFrame(this);
    m_holdFrame->setObjectName(QStringLiteral("holdFrame"));
    m_holdFrame->setProperty("kind", QStringLiteral("note"));
    auto *row = new QHBoxLayout(m_holdFrame);
    row->setContentsMargins(12, 8, 8, 8);
    m_hold = new QLabel(m_holdFrame);
    m_hold->setObjectName(QStringLiteral("holdText"));
    m_hold->setTextFormat(Qt::PlainText);
    m_hold->setWordWrap(true);
    m_holdButton = new QPushButton(m_holdFrame);
    m_holdButton->setObjectName(QStringLiteral("holdButton"));
    row->addWidget(m_hold, 1);
    row->addWidget(m_holdButton);
    column->addWidget(m_holdFrame);
    connect(m_holdButton, &QPushButton::clicked, this, [this] { runAndSay({QStringLiteral("publish"), QStringLiteral("toggle")}); });
}

void OutgoingPage::buildAdd(QLayout *column)
{
    m_folder = new QLineEdit(this);
    m_folder->setObjectName(QStringLiteral("destinationFolder"));
    m_folder->setAccessibleName(tr("Folder that gets the results"));
    m_folder->setPlaceholderText(tr("Folder that gets the results"));
    auto *choose = new QPushButton(tr("Choose…"), this);
    choose->setObjectName(QStringLiteral("destinationChoose"));
    m_format = new QComboBox(this);
    m_format->setObjectName(QStringLiteral("destinationFormat"));
    m_format->setAccessibleName(tr("Format"));
    for (const output::Format &format : output::formats())
        if (format.published)
            m_format->addItem(say(format.label), QString::fromLatin1(format.name));
    m_race = new QComboBox(this);
    m_race->setObjectName(QStringLiteral("destinationRace"));
    m_race->setAccessibleName(tr("Race"));
    m_race->addItem(tr("All races"));
    m_add = new QPushButton(tr("Add"), this);
    m_add->setObjectName(QStringLiteral("destinationAdd"));
    auto *remove = new QPushButton(tr("Remove  Del"), this);
    remove->setObjectName(QStringLiteral("destinationRemove"));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_folder, 1);
    row->addWidget(choose);
    row->addWidget(m_format);
    row->addWidget(m_race);
    row->addWidget(m_add);
    row->addWidget(remove);
    static_cast<QVBoxLayout *>(column)->addLayout(row);
    connect(choose, &QPushButton::clicked, this, &OutgoingPage::chooseFolder);
    connect(m_add, &QPushButton::clicked, this, &OutgoingPage::add);
    connect(m_folder, &QLineEdit::returnPressed, this, &OutgoingPage::add);
    connect(remove, &QPushButton::clicked, this, &OutgoingPage::removeSelected);
}

QWidget *OutgoingPage::firstFocus()
{
    return m_table;
}

void OutgoingPage::setView(const engine::ViewPtr &view)
{
    m_view = view;
    m_model->setView(view, context().clock->now());
    m_log->setView(view);
    QStringList races;
    if (view && view->event)
        for (const RaceDef &race : view->event->document.races)
            races << race.name;
    if (races != m_races) {
        m_races = races;
        m_race->clear();
        m_race->addItem(tr("All races"));
        for (const QString &race : races)
            m_race->addItem(race, race);
    }
    fillHold();
}

void OutgoingPage::fillHold()
{
    const engine::OutgoingState *state = m_view ? m_view->outgoing.get() : nullptr;
    const bool held = state && state->hold.on;
    const Cell sentence = outgoingSentence(state, context().clock->now());
    QString text = sentence.text;
    if (held) {
        text += tr(" · by %1 since %2").arg(state->hold.by, timeOfDay(state->hold.since, m_view->event ? m_view->event->zone : EventZone()));
        if (!state->hold.reason.isEmpty())
            text += tr(" (%1)").arg(state->hold.reason);
    }
    m_hold->setText(text);
    m_hold->setStyleSheet(QStringLiteral("font-size: 15px; font-weight: 650; color: %1;").arg(context().look->toneColour(sentence.tone).name()));
    m_holdButton->setText(held ? tr("Release  Ctrl+H") : tr("Hold  Ctrl+H"));
    m_holdButton->setEnabled(state != nullptr);
    m_add->setEnabled(state != nullptr);
}

void OutgoingPage::chooseFolder()
{
    auto *dialog = new QFileDialog(window(), tr("Folder that gets the results"));
    dialog->setObjectName(QStringLiteral("destinationDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setModal(false); // the race goes on behind it
    connect(dialog, &QFileDialog::fileSelected, m_folder, &QLineEdit::setText);
    dialog->show();
}

void OutgoingPage::add()
{
    const QString folder = m_folder->text().trimmed();
    if (folder.isEmpty())
        return chooseFolder();
    QStringList words{QStringLiteral("publish"), QStringLiteral("add-folder"), folder, QStringLiteral("--format"), m_format->currentData().toString()};
    if (m_race->currentData().isValid())
        words << QStringLiteral("--race") << m_race->currentData().toString();
    runAndSay(words);
    m_folder->clear();
}

void OutgoingPage::removeSelected()
{
    const auto *row = m_model->row(m_table->selectedEntity());
    if (!row)
        return Q_EMIT said(tr("▲ Choose a destination first. What was written there stays."));
    runAndSay({QStringLiteral("publish"), QStringLiteral("remove"), row->destination.id});
    m_table->clearSelection();
}

bool OutgoingPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Delete) {
        removeSelected();
        return true;
    }
    return Page::eventFilter(watched, event);
}

void OutgoingPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    m_tick.start();
}

void OutgoingPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_tick.stop();
}

} // namespace gantry::ui
