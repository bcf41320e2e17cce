// SPDX-License-Identifier: Apache-2.0
#include "ui/console/system/healthpanel.h"

#include <QGridLayout>
#include <QLabel>

namespace gantry::ui {

Tone toneOf(system::Tone tone)
{
    switch (tone) {
    case system::Tone::Good:
        return Tone::Good;
    case system::Tone::Look:
        return Tone::Look;
    case system::Tone::Act:
        break;
    }
    return Tone::Act;
}

HealthPanel::HealthPanel(Look *look, QWidget *parent) : QWidget(parent), m_look(look), m_grid(new QGridLayout(this))
{
    setObjectName(QStringLiteral("healthPanel"));
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(18);
    m_grid->setVerticalSpacing(10);
    m_grid->setColumnStretch(2, 1);
    connect(m_look, &Look::changed, this, &HealthPanel::rebuild);
    rebuild();
}

void HealthPanel::setHealth(const std::shared_ptr<const system::Health> &health)
{
    const bool same = health == m_health || (health && m_health && *health == *m_health);
    m_health = health;
    if (!same)
        rebuild();
}

void HealthPanel::rebuild()
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto label = [&](const QString &text, const QColor &colour, int weight = QFont::Normal) {
        auto *l = new QLabel(text, this);
        l->setTextFormat(Qt::PlainText);
        l->setWordWrap(true);
        l->setFont(m_look->font(15, weight));
        QPalette palette = l->palette();
        palette.setColor(QPalette::WindowText, colour);
        l->setPalette(palette);
        return l;
    };
    const Roles &roles = m_look->roles();
    if (!m_health) {
        m_grid->addWidget(label(tr("The laptop is being looked at."), roles.dim), 0, 0, 1, 3);
        return;
    }
    int row = 0;
    for (const system::HealthItem &item : m_health->items) {
        const Tone tone = toneOf(item.tone);
        auto *name = label(marked(tone, item.name), m_look->toneColour(tone), QFont::DemiBold);
        name->setProperty("kind", tone == Tone::Act ? QStringLiteral("act") : tone == Tone::Look ? QStringLiteral("look") : QStringLiteral("good"));
        name->setWordWrap(false);
        auto *value = label(item.value, roles.text, QFont::DemiBold);
        value->setObjectName(QStringLiteral("health_") + item.key);
        m_grid->addWidget(name, row, 0, Qt::AlignTop);
        m_grid->addWidget(value, row, 1, Qt::AlignTop);
        m_grid->addWidget(label(item.sentence, roles.text), row++, 2, Qt::AlignTop);
    }
    m_grid->setRowStretch(row, 1);
}

} // namespace gantry::ui
