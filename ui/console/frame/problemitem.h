// SPDX-License-Identifier: Apache-2.0
#pragma once
// One problem: what, what it means, what can be done. Enter does the first fix (or the button with the focus), A acknowledges.

#include "ui/models/problems.h"

#include <QFrame>

class QLabel;

namespace gantry::ui {

class ProblemItem : public QFrame {
    Q_OBJECT
public:
    ProblemItem(const Problem &problem, QWidget *parent);
    QString key() const { return m_problem.key; }
    const Problem &problem() const { return m_problem; }
    void setProblem(const Problem &problem);
    void setGone(); // its cause went while the list was held
    void focusFirst();

Q_SIGNALS:
    void acted(const gantry::ui::ProblemAction &action, const QString &choice);
    void acknowledged(const QString &key);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void show(Tone tone);
    void buildActions();
    Problem m_problem;
    bool m_gone = false;
    QLabel *m_title, *m_text;
    QWidget *m_actions = nullptr;
};

} // namespace gantry::ui
