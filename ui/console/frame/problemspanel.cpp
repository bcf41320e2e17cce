// SPDX-License-Identifier: Apache-2.0
#include "ui/console/frame/problemspanel.h"

#include "ui/console/frame/problemitem.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace gantry::ui {

ProblemsPanel::ProblemsPanel(const Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_count(new QLabel(this)), m_empty(new QLabel(this))
{
    setObjectName(QStringLiteral("problems"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(14, 10, 14, 9);
    auto *title = new QLabel(tr("Problems"), this);
    title->setStyleSheet(QStringLiteral("font-size: 13px; font-weight: 650;"));
    m_count->setObjectName(QStringLiteral("problemCount"));
    m_count->setStyleSheet(QStringLiteral("font-size: 13px; font-weight: 650;"));
    head->addWidget(title);
    head->addStretch(1);
    head->addWidget(m_count);
    column->addLayout(head);
    auto *line = new QFrame(this);
    line->setProperty("kind", QStringLiteral("hairline"));
    column->addWidget(line);
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    auto *content = new QWidget(area);
    m_list = new QVBoxLayout(content);
    m_list->setContentsMargins(0, 0, 0, 0);
    m_list->setSpacing(0);
    m_empty->setProperty("kind", QStringLiteral("good"));
    m_empty->setText(tr("● Nothing needs you."));
    m_empty->setContentsMargins(14, 12, 14, 0);
    m_empty->setWordWrap(true);
    m_list->addWidget(m_empty);
    m_list->addStretch(1);
    area->setWidget(content);
    column->addWidget(area, 1);
    show({});
}

void ProblemsPanel::setView(const engine::ViewPtr &view)
{
    m_view = view;
    derive();
}

void ProblemsPanel::setOutputs(const Outputs &outputs)
{
    m_outputs = outputs;
    derive();
}

void ProblemsPanel::derive()
{
    if (!m_view)
        return show({});
    m_context.worker->post(this, 0, [this, view = m_view, outputs = m_outputs, guns = m_guns] {
        std::vector<Problem> problems = deriveProblems(*view, outputs, *guns);
        return [this, problems = std::move(problems)] { show(problems); };
    });
}

void ProblemsPanel::show(std::vector<Problem> problems)
{
    m_count->setText(QString::number(problems.size()));
    m_empty->setVisible(problems.empty());
    if (problems == m_problems)
        return;
    m_problems = std::move(problems);
    std::vector<ProblemItem *> items;
    for (const Problem &problem : m_problems) {
        const auto old = std::ranges::find_if(m_items, [&](const ProblemItem *i) { return i && i->key() == problem.key; });
        ProblemItem *item = nullptr;
        if (old != m_items.end()) {
            item = *old;
            *old = nullptr;
            item->setProblem(problem);
        } else {
            item = new ProblemItem(problem, m_list->parentWidget());
            connect(item, &ProblemItem::acted, this, &ProblemsPanel::act);
        }
        m_list->removeWidget(item);
        m_list->insertWidget(int(items.size()), item);
        items.push_back(item);
    }
    for (ProblemItem *gone : m_items) {
        if (gone)
            gone->deleteLater();
    }
    m_items = std::move(items);
    Q_EMIT changed();
}

void ProblemsPanel::act(const ProblemAction &action, const QString &choice)
{
    if (!action.page.isEmpty()) {
        Q_EMIT pageWanted(action.page);
        return;
    }
    QStringList words = action.words;
    if (!action.choices.isEmpty())
        words << choice;
    m_context.commands->run(words, this, [this](const Answer &answer) {
        if (!answer.ok())
            Q_EMIT said(tr("■ Not done: %1").arg(QString::fromUtf8(answer.err.isEmpty() ? answer.out : answer.err).trimmed()));
    });
}

void ProblemsPanel::focusNext()
{
    if (m_items.empty())
        return;
    m_focused = m_focused < m_items.size() ? m_focused : 0;
    m_items[m_focused]->focusFirst();
    ++m_focused;
}

} // namespace gantry::ui
