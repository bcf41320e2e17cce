// SPDX-License-Identifier: Apache-2.0
#pragma once
// One problem: what, what it means, what can be done.

#include "ui/models/problems.h"

#include <QFrame>

class QLabel;

namespace gantry::ui {

class ProblemItem : public QFrame {
    Q_OBJECT
public:
    ProblemItem(const Problem &problem, QWidget *parent);
    QString key() const { return m_problem.key; }
    void setProblem(const Problem &problem);
    void focusFirst();

Q_SIGNALS:
    void acted(const gantry::ui::ProblemAction &action, const QString &choice);

private:
    void buildActions();
    Problem m_problem;
    QLabel *m_title, *m_text;
    QWidget *m_actions = nullptr;
};

} // namespace gantry::ui
