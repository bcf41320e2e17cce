// SPDX-License-Identifier: Apache-2.0
#include "ui/console/frame/problemitem.h"

#include <QComboBox>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace gantry::ui {

ProblemItem::ProblemItem(const Problem &problem, QWidget *parent)
    : QFrame(parent), m_problem(problem), m_title(new QLabel(this)), m_text(new QLabel(this))
{
    setObjectName(QStringLiteral("problem:") + problem.key);
    setFocusPolicy(Qt::StrongFocus);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 10, 14, 0);
    column->setSpacing(3);
    for (QLabel *label : {m_title, m_text}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        column->addWidget(label);
    }
    m_title->setObjectName(QStringLiteral("title:") + problem.key);
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
    const bool rebuild = problem.actions != m_problem.actions || problem.canAcknowledge != m_problem.canAcknowledge;
    m_problem = problem;
    m_gone = false;
    show(problem.acknowledged ? Tone::Dim : problem.tone);
    if (rebuild)
        buildActions();
}

void ProblemItem::setGone()
{
    if (m_gone)
        return;
    m_gone = true;
    show(Tone::Good);
    if (m_actions)
        m_actions->setEnabled(false);
}

void ProblemItem::show(Tone tone)
{
    m_title->setText(m_gone ? marked(tone, tr("Done: %1").arg(m_problem.title)) : m_problem.acknowledged ? marked(tone, tr("%1 (seen)").arg(m_problem.title)) : marked(tone, m_problem.title));
    const QString kind = tone == Tone::Act ? QStringLiteral("act") : tone == Tone::Look ? QStringLiteral("look") : tone == Tone::Good ? QStringLiteral("good") : QStringLiteral("dim");
    if (m_title->property("kind").toString() != kind) {
        m_title->setProperty("kind", kind);
        m_title->setStyleSheet(QStringLiteral("font-size: 14px; font-weight: 650;"));
        m_title->style()->unpolish(m_title);
        m_title->style()->polish(m_title);
    }
    m_text->setText(m_problem.text);
    if (m_actions)
        m_actions->setEnabled(!m_gone);
}

void ProblemItem::buildActions()
{
    if (m_actions) {
        layout()->removeWidget(m_actions);
        m_actions->deleteLater();
        m_actions = nullptr;
    }
    // Where something can be repaired, that is what the button says; the key works everywhere.
    const bool repairs = std::ranges::any_of(m_problem.actions, [](const ProblemAction &a) { return !a.words.isEmpty(); });
    const bool acknowledge = m_problem.canAcknowledge && m_problem.tone == Tone::Act && !repairs;
    if (m_problem.actions.empty() && !acknowledge)
        return;
    m_actions = new QWidget(this);
    auto *column = new QVBoxLayout(m_actions);
    column->setContentsMargins(0, 5, 0, 2);
    column->setSpacing(6);
    QHBoxLayout *row = nullptr; // short buttons share a row, two by two; a choice has one of its own
    const auto place = [&](QPushButton *button) {
        if (!row || row->count() >= 2) {
            row = new QHBoxLayout;
            row->setSpacing(8);
            row->setAlignment(Qt::AlignLeft);
            column->addLayout(row);
        }
        row->addWidget(button);
    };
    int number = 0;
    for (const ProblemAction &action : m_problem.actions) {
        auto *button = new QPushButton(action.label, m_actions);
        button->setObjectName(QStringLiteral("act:") + m_problem.key + (number ? QStringLiteral(":%1").arg(number) : QString()));
        if (number++ == 0 && !action.words.isEmpty())
            button->setProperty("kind", QStringLiteral("main"));
        QComboBox *choice = nullptr;
        if (action.choices.isEmpty()) {
            place(button);
        } else {
            choice = new QComboBox(m_actions);
            choice->setObjectName(QStringLiteral("choice:") + m_problem.key);
            choice->addItem(tr("Choose a point…"));
            choice->addItems(action.choices);
            auto *line = new QHBoxLayout;
            line->setSpacing(8);
            line->addWidget(choice, 1);
            line->addWidget(button);
            column->addLayout(line);
            button->setEnabled(false);
            connect(choice, &QComboBox::currentIndexChanged, button, [button](int index) { button->setEnabled(index > 0); });
        }
        connect(button, &QPushButton::clicked, this, [this, action, choice] { Q_EMIT acted(action, choice ? choice->currentText() : QString()); });
    }
    if (acknowledge) {
        auto *button = new QPushButton(tr("Acknowledge  A"), m_actions);
        button->setObjectName(QStringLiteral("ack:") + m_problem.key);
        connect(button, &QPushButton::clicked, this, [this] { Q_EMIT acknowledged(m_problem.key); });
        place(button);
    }
    static_cast<QVBoxLayout *>(layout())->insertWidget(2, m_actions);
}

void ProblemItem::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_A && m_problem.canAcknowledge && !m_gone) {
        Q_EMIT acknowledged(m_problem.key);
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_actions && !m_gone) {
        auto *button = qobject_cast<QPushButton *>(focusWidget());
        if (!button || !isAncestorOf(button))
            button = m_actions->findChild<QPushButton *>();
        if (button && button->isEnabled())
            button->click();
        return;
    }
    QFrame::keyPressEvent(event);
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
    setFocus(Qt::ShortcutFocusReason);
}

} // namespace gantry::ui
