// SPDX-License-Identifier: Apache-2.0
#include "ui/console/frame/problemitem.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace gantry::ui {

ProblemItem::ProblemItem(const Problem &problem, QWidget *parent)
    : QFrame(parent), m_problem(problem), m_title(new QLabel(this)), m_text(new QLabel(this))
{
    setObjectName(QStringLiteral("problem:") + problem.key);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 10, 14, 0);
    column->setSpacing(3);
    for (QLabel *label : {m_title, m_text}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        column->addWidget(label);
    }
    m_text->setProperty("kind", QStringLiteral("dim"));
    m_text->setObjectName(QStringLiteral("text:") + problem.key);
    auto *line = new QFrame(this);
    line->setProperty("kind", QStringLiteral("hairline"));
    column->addSpacing(7);
    column->addWidget(line);
    buildActions();
    setProblem(problem);
}

void ProblemItem::setProblem(const Problem &problem)
{
    const bool rebuild = problem.actions != m_problem.actions;
    m_problem = problem;
    m_title->setText(marked(problem.tone, problem.title));
    m_title->setProperty("kind", problem.tone == Tone::Act ? QStringLiteral("act") : QStringLiteral("look"));
    m_title->setStyleSheet(QStringLiteral("font-size: 14px; font-weight: 650;"));
    m_title->style()->unpolish(m_title);
    m_title->style()->polish(m_title);
    m_text->setText(problem.text);
    if (rebuild)
        buildActions();
}

void ProblemItem::buildActions()
{
    if (m_actions) {
        layout()->removeWidget(m_actions);
        m_actions->deleteLater();
        m_actions = nullptr;
    }
    if (m_problem.actions.empty())
        return;
    m_actions = new QWidget(this);
    auto *column = new QVBoxLayout(m_actions);
    column->setContentsMargins(0, 5, 0, 2);
    column->setSpacing(6);
    for (const ProblemAction &action : m_problem.actions) {
        auto *row = new QHBoxLayout;
        row->setSpacing(8);
        QComboBox *choice = nullptr;
        if (!action.choices.isEmpty()) {
            choice = new QComboBox(m_actions);
            choice->setObjectName(QStringLiteral("choice:") + m_problem.key);
            choice->addItem(tr("Choose a point…"));
            choice->addItems(action.choices);
            row->addWidget(choice, 1);
        }
        auto *button = new QPushButton(action.label, m_actions);
        button->setObjectName(QStringLiteral("act:") + m_problem.key);
        row->addWidget(button);
        if (!choice)
            row->addStretch(1);
        if (choice) {
            button->setEnabled(false);
            connect(choice, &QComboBox::currentIndexChanged, button, [button](int index) { button->setEnabled(index > 0); });
        }
        connect(button, &QPushButton::clicked, this, [this, action, choice] { Q_EMIT acted(action, choice ? choice->currentText() : QString()); });
        column->addLayout(row);
    }
    static_cast<QVBoxLayout *>(layout())->insertWidget(2, m_actions);
}

void ProblemItem::focusFirst()
{
    const QList<QWidget *> inside = m_actions ? m_actions->findChildren<QWidget *>(Qt::FindDirectChildrenOnly) : QList<QWidget *>();
    for (QWidget *widget : inside) {
        if (widget->focusPolicy() & Qt::TabFocus && widget->isEnabled()) {
            widget->setFocus(Qt::ShortcutFocusReason);
            return;
        }
    }
}

} // namespace gantry::ui
