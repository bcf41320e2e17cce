// SPDX-License-Identifier: Apache-2.0
#include "ui/console/results/stillout.h"

#include "ui/console/common/datatable.h"
#include "ui/console/common/printpanel.h"
#include "ui/models/stilloutmodel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace gantry::ui {

StillOut::StillOut(const Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_model(new StillOutModel(context.worker, this)),
      m_table(new DataTable(context.look, m_model, QStringLiteral("stillOut"), DataTable::Height::Stretch, this)), m_count(new QLabel(this)),
      m_print(new QPushButton(tr("Print…  P"), this))
{
    setObjectName(QStringLiteral("stillOutPart"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    auto *bar = new QHBoxLayout;
    m_count->setObjectName(QStringLiteral("stillOutCount"));
    m_count->setProperty("kind", QStringLiteral("title"));
    m_print->setObjectName(QStringLiteral("stillOutPrint"));
    m_print->setShortcut(QKeySequence(QStringLiteral("P")));
    bar->addWidget(m_count);
    bar->addStretch(1);
    bar->addWidget(new HoldNote(m_model, QStringLiteral("stillOutHeld"), this));
    bar->addWidget(m_print);
    column->addLayout(bar);
    column->addWidget(m_table, 1);
    m_table->setEmptyText(tr("Nobody is still out."));
    connect(m_table, &DataTable::chosen, this, &StillOut::runnerWanted);
    connect(m_print, &QPushButton::clicked, this, &StillOut::print);
    connect(m_model, &StillOutModel::counted, this, [this] {
        const int late = m_model->overdue();
        const int out = int(m_model->rows().size());
        m_count->setText(out == 0 ? marked(Tone::Good, tr("0 still out")) : late > 0 ? marked(Tone::Look, tr("%1 still out, %2 overdue").arg(out).arg(late)) : tr("%1 still out").arg(out));
    });
    m_tick.setInterval(10'000);
    connect(&m_tick, &QTimer::timeout, this, [this] { m_model->setView(m_view, m_context.clock->now()); });
}

QWidget *StillOut::firstFocus()
{
    return m_table;
}

void StillOut::setView(const engine::ViewPtr &view)
{
    const bool same = m_view && view && m_view->results == view->results && m_view->entrants == view->entrants && m_view->event == view->event;
    m_view = view;
    if (!same)
        m_model->setView(view, m_context.clock->now());
}

void StillOut::setRace(int race)
{
    m_race = race;
    m_model->setRace(race, m_context.clock->now());
}

bool StillOut::closePrint()
{
    return m_paper && m_paper->close();
}

void StillOut::print()
{
    if (!m_view || !m_view->event)
        return;
    if (!m_paper) {
        m_paper = new PrintPanel(this);
        m_paper->setObjectName(QStringLiteral("stillOutPaper"));
        static_cast<QVBoxLayout *>(layout())->addWidget(m_paper, 2);
        connect(m_paper, &PrintPanel::said, this, &StillOut::said);
        connect(m_paper, &PrintPanel::closed, this, [this] { m_table->setFocus(); });
    }
    m_paper->open(m_view, QStringLiteral("still-out.pdf"),
                  [now = m_context.clock->now(), race = m_race](const engine::View &view) { return StillOutModel::printed(view, now, race); }, true);
}

void StillOut::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_tick.start();
}

void StillOut::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_tick.stop();
}

} // namespace gantry::ui
