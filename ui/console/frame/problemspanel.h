// SPDX-License-Identifier: Apache-2.0
#pragma once
// The problems inbox of the dock. An item keeps its widgets while its problem lasts, so that the focus and a half-made
// choice survive the next view. While the focus is inside, nothing moves: what is new comes below, what is over stays, said to be done.

#include "ui/console/common/page.h"
#include "ui/console/frame/alarm.h"
#include "ui/models/problems.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace gantry::ui {

class ProblemItem;

class ProblemsPanel : public QWidget {
    Q_OBJECT
public:
    ProblemsPanel(const Context &context, QWidget *parent);
    void setView(const engine::ViewPtr &view);
    void setOutputs(const Outputs &outputs);
    const std::vector<Problem> &problems() const { return m_problems; }
    void focusNext(); // Ctrl+J
    Alarm &alarm() { return m_alarm; }

Q_SIGNALS:
    void pageWanted(const QString &page);
    void said(const QString &sentence);
    void changed();

protected:
    void keyPressEvent(QKeyEvent *event) override; // M: mute

private:
    bool isHeld() const;
    void acknowledge(const QString &key);
    void showMute();
    void derive();
    void show(std::vector<Problem> problems);
    void act(const ProblemAction &action, const QString &choice);

    Context m_context;
    engine::ViewPtr m_view;
    Outputs m_outputs;
    std::vector<Problem> m_problems;
    std::vector<ProblemItem *> m_items;
    QLabel *m_count, *m_empty;
    QPushButton *m_mute;
    Alarm m_alarm;
    bool m_late = false; // something changed while the list was held
    QVBoxLayout *m_list;
    std::size_t m_focused = 0;
};

} // namespace gantry::ui
