// SPDX-License-Identifier: Apache-2.0
#include "ui/console/system/systempage.h"

#include "ui/console/system/healthpanel.h"
#include "ui/console/system/historypart.h"

#include <QLabel>
#include <QVBoxLayout>

namespace gantry::ui {

SystemPage::SystemPage(const Context &context, QWidget *parent)
    : Page(context, QStringLiteral("page_system"), parent), m_health(new HealthPanel(context.look, this)), m_history(new HistoryPart(context, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(10);
    auto *laptop = new QLabel(tr("This laptop"), this);
    laptop->setProperty("kind", QStringLiteral("title"));
    column->addWidget(laptop);
    column->addWidget(m_health);
    auto *title = new QLabel(tr("History: U takes the chosen operation back, R puts it back, Enter shows what it changed"), this);
    title->setProperty("kind", QStringLiteral("title"));
    column->addWidget(title);
    column->addWidget(m_history, 1);
    connect(m_history, &HistoryPart::said, this, &Page::said);
}

void SystemPage::setView(const engine::ViewPtr &view)
{
    m_health->setHealth(view ? view->health : nullptr);
    m_history->setView(view);
}

QWidget *SystemPage::firstFocus()
{
    return m_history->firstFocus();
}

bool SystemPage::leavePart()
{
    return m_history->leave();
}

} // namespace gantry::ui
