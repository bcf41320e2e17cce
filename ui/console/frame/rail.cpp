// SPDX-License-Identifier: Apache-2.0
#include "ui/console/frame/rail.h"

#include "ui/console/frame/railbutton.h"

#include <QVBoxLayout>

namespace gantry::ui {

Rail::Rail(const Look *look, QWidget *parent) : QFrame(parent), m_look(look), m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("rail"));
    setFixedWidth(132);
    m_column->setContentsMargins(0, 8, 1, 8);
    m_column->setSpacing(0);
    m_column->addStretch(1);
}

void Rail::addPage(const QString &page, const QString &title, int number)
{
    auto *button = new RailButton(m_look, title, number, this);
    button->setObjectName(QStringLiteral("rail_") + page);
    m_column->insertWidget(m_column->count() - 1, button);
    m_buttons.insert(page, button);
    connect(button, &QAbstractButton::clicked, this, [this, page] { Q_EMIT pageWanted(page); });
}

void Rail::setCurrent(const QString &page)
{
    for (auto it = m_buttons.begin(); it != m_buttons.end(); ++it)
        it.value()->setChecked(it.key() == page);
}

void Rail::setBadge(const QString &page, int count)
{
    if (RailButton *button = m_buttons.value(page))
        button->setBadge(count);
}

} // namespace gantry::ui
