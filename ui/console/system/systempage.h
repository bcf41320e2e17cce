// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is about the laptop and the event as a whole: its health in a few rows, the history of everything done below.

#include "ui/console/common/page.h"

namespace gantry::ui {

class HealthPanel;
class HistoryPart;

class SystemPage : public Page {
    Q_OBJECT
public:
    SystemPage(const Context &context, QWidget *parent);
    void setView(const engine::ViewPtr &view) override;
    QWidget *firstFocus() override;
    bool leavePart(); // Esc

private:
    HealthPanel *m_health;
    HistoryPart *m_history;
};

} // namespace gantry::ui
