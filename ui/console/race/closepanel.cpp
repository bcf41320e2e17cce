// SPDX-License-Identifier: Apache-2.0
#include "ui/console/race/closepanel.h"

#include "ui/console/common/datatable.h"
#include "ui/models/closemodel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace gantry::ui {

ClosePanel::ClosePanel(const Context &context, QWidget *parent)
    : QFrame(parent), m_context(context), m_model(new CloseModel(context.worker, this)),
      m_list(new DataTable(context.look, m_model, QStringLiteral("closeList"), DataTable::Height::Stretch, this)), m_race(new QComboBox(this)),
      m_count(new QLabel(this)), m_apply(new QPushButton(tr("Close the race"), this))
{
    setObjectName(QStringLiteral("closePanel"));
    setProperty("kind", QStringLiteral("note"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 10, 10);
    column->setSpacing(7);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    auto *title = new QLabel(tr("Close"), this);
    title->setProperty("kind", QStringLiteral("title"));
    m_race->setObjectName(QStringLiteral("closeRace"));
    m_race->setAccessibleName(tr("Race to close"));
    auto *shut = new QPushButton(tr("Not now  Esc"), this);
    shut->setObjectName(QStringLiteral("closeNot"));
    shut->setProperty("kind", QStringLiteral("flat"));
    m_apply->setObjectName(QStringLiteral("closeApply"));
    m_apply->setProperty("kind", QStringLiteral("main"));
    head->addWidget(title);
    head->addWidget(m_race);
    head->addStretch(1);
    head->addWidget(shut);
    head->addWidget(m_apply);
    column->addLayout(head);
    m_count->setObjectName(QStringLiteral("closeCount"));
    m_count->setWordWrap(true);
    column->addWidget(m_count);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setEmptyText(tr("Everybody is accounted for."));
    m_list->setMinimumHeight(180);
    m_list->installEventFilter(this);
    column->addWidget(m_list, 1);
    connect(shut, &QPushButton::clicked, this, &ClosePanel::close);
    connect(m_apply, &QPushButton::clicked, this, &ClosePanel::apply);
    connect(m_race, &QComboBox::currentIndexChanged, this, &ClosePanel::refresh);
    connect(m_list, &DataTable::chosen, m_model, &CloseModel::toggle);
    connect(m_model, &CloseModel::counted, this, &ClosePanel::count);
    hide();
}

void ClosePanel::open()
{
    show();
    listRaces();
    // The first race that has nobody out and is not closed; else the first that is open.
    if (m_view && m_view->event) {
        const auto &rules = m_view->event->rules;
        for (std::size_t i = 0; i < rules.size(); ++i)
            if (!rules[i].closedAt) {
                m_race->setCurrentIndex(int(i));
                break;
            }
    }
    refresh();
    m_list->setFocus();
}

QWidget *ClosePanel::firstFocus()
{
    return m_list;
}

bool ClosePanel::close()
{
    if (isHidden())
        return false;
    hide();
    Q_EMIT closed();
    return true;
}

bool ClosePanel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space && m_list->selectedEntity() >= 0) {
        m_model->toggle(m_list->selectedEntity());
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

void ClosePanel::setView(const engine::ViewPtr &view)
{
    const bool same = m_view && view && m_view->results == view->results && m_view->entrants == view->entrants && m_view->event == view->event;
    m_view = view;
    if (isHidden() || same)
        return;
    listRaces();
    refresh();
}

void ClosePanel::listRaces()
{
    QStringList names;
    if (m_view && m_view->event)
        for (const auto &rules : m_view->event->rules)
            names << rules.name;
    if (names == m_races)
        return;
    m_races = names;
    const QSignalBlocker quiet(m_race);
    m_race->clear();
    m_race->addItems(names);
}

void ClosePanel::refresh()
{
    m_apply->setEnabled(false);
    m_model->setView(m_view, m_view && m_view->event ? m_race->currentIndex() : -1, m_context.clock->now());
    count();
}

void ClosePanel::count()
{
    if (!m_view || !m_view->event || !m_view->waves || m_race->currentIndex() < 0)
        return m_count->setText(tr("There is no race to close."));
    int entered = 0, finished = 0, out = 0;
    for (const engine::WaveRow &wave : *m_view->waves)
        if (wave.race.value() == m_race->currentIndex()) {
            entered += wave.entered;
            finished += wave.finished;
            out += wave.out;
        }
    const auto &rules = m_view->event->rules[std::size_t(m_race->currentIndex())];
    const QString closed = rules.closedAt ? tr("● Closed at %1. ").arg(timeOfDay(*rules.closedAt, m_view->event->zone)) : QString();
    m_count->setText(closed + tr("%1 entered, %2 finished, %3 out. Closing makes %4 DNS and %5 DNF. Space or a click leaves somebody as they are; Ctrl+Z takes all of it back.")
                         .arg(entered).arg(finished).arg(out).arg(m_model->ticked(false)).arg(m_model->ticked(true)));
    m_apply->setText(rules.closedAt ? tr("Close again") : tr("Close the race"));
    m_apply->setEnabled(m_model->ready());
}

void ClosePanel::apply()
{
    QStringList words{QStringLiteral("op"), QStringLiteral("close-race"), m_race->currentText(), QStringLiteral("--dns"), QStringLiteral("--dnf")};
    if (const QStringList left = m_model->left(); !left.isEmpty())
        words << QStringLiteral("--except") << left.join(u',');
    m_context.commands->run(words, this, [this](const Answer &answer) {
        if (!answer.ok())
            return Q_EMIT said(tr("■ Not done: %1").arg(QString::fromUtf8(answer.err).trimmed()));
        Q_EMIT said(tr("● %1. Not right? Ctrl+Z opens it again.").arg(QString::fromUtf8(answer.out).trimmed().section(u' ', 1).trimmed()));
        close();
    });
}

} // namespace gantry::ui
