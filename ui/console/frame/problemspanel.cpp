// SPDX-License-Identifier: Apache-2.0
#include "ui/console/frame/problemspanel.h"

#include "ui/console/frame/problemitem.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace gantry::ui {

ProblemsPanel::ProblemsPanel(const Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_count(new QLabel(this)), m_empty(new QLabel(this)), m_mute(new QPushButton(this))
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
    m_mute->setObjectName(QStringLiteral("mute"));
    m_mute->setProperty("kind", QStringLiteral("flat"));
    connect(m_mute, &QPushButton::clicked, this, [this] { m_alarm.setMuted(!m_alarm.isMuted()); });
    connect(&m_alarm, &Alarm::mutedChanged, this, &ProblemsPanel::showMute);
    head->addWidget(m_mute);
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
    // When the focus leaves, the list may move again.
    connect(qApp, &QApplication::focusChanged, this, [this] {
        if (m_late && !isHeld())
            derive();
    });
    showMute();
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
    show(deriveProblems(*m_view, m_outputs)); // the engine has found them; this only copies
}

bool ProblemsPanel::isHeld() const
{
    const QWidget *focus = QApplication::focusWidget();
    return focus && m_list->parentWidget()->isAncestorOf(focus);
}

void ProblemsPanel::show(std::vector<Problem> problems)
{
    m_count->setText(problemCounts(problems));
    m_empty->setVisible(problems.empty());
    QSet<QString> loud;
    for (const Problem &p : problems)
        if (p.loud)
            loud << p.key;
    m_alarm.setCauses(loud);
    const bool held = isHeld();
    if (problems == m_problems && (held || !m_late))
        return;
    m_late = false;
    m_problems = std::move(problems);
    std::vector<ProblemItem *> items, fresh;
    for (const Problem &problem : m_problems) {
        const auto old = std::ranges::find_if(m_items, [&](const ProblemItem *i) { return i && i->key() == problem.key; });
        if (old != m_items.end()) {
            (*old)->setProblem(problem);
            items.push_back(*old);
            continue;
        }
        auto *item = new ProblemItem(problem, m_list->parentWidget());
        connect(item, &ProblemItem::acted, this, &ProblemsPanel::act);
        connect(item, &ProblemItem::acknowledged, this, &ProblemsPanel::acknowledge);
        items.push_back(item);
        fresh.push_back(item);
    }
    if (held) {
        for (ProblemItem *item : m_items)
            if (std::ranges::find(items, item) == items.end())
                item->setGone();
        items = m_items;
        items.insert(items.end(), fresh.begin(), fresh.end());
        m_late = true;
    } else {
        for (ProblemItem *item : m_items)
            if (std::ranges::find(items, item) == items.end()) {
                m_list->removeWidget(item);
                item->hide();
                item->deleteLater();
            }
    }
    for (std::size_t i = 0; i < items.size(); ++i)
        if (m_list->indexOf(items[i]) != int(i)) {
            m_list->removeWidget(items[i]);
            m_list->insertWidget(int(i), items[i]);
        }
    m_items = std::move(items);
    Q_EMIT changed();
}

void ProblemsPanel::showMute()
{
    m_mute->setText(m_alarm.isMuted() ? tr("Sound off  M") : tr("Sound on  M"));
}

void ProblemsPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_M && event->modifiers() == Qt::NoModifier)
        return m_alarm.setMuted(!m_alarm.isMuted());
    QWidget::keyPressEvent(event);
}

void ProblemsPanel::acknowledge(const QString &key)
{
    act({tr("Acknowledge"), {QStringLiteral("op"), QStringLiteral("acknowledge"), key}, {}, {}}, {});
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
    const auto now = std::ranges::find_if(m_items, [](const ProblemItem *i) { return i->isAncestorOf(QApplication::focusWidget()) || i->hasFocus(); });
    m_focused = now == m_items.end() ? 0 : std::size_t(now - m_items.begin() + 1) % m_items.size();
    m_items[m_focused]->focusFirst();
}

} // namespace gantry::ui
