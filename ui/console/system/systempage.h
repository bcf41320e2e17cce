// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is about the console and the event as a whole, in parts: the history first.

#include "ui/console/common/page.h"

namespace gantry::ui {

class HistoryPart;

class SystemPage : public Page {
    Q_OBJECT
public:
    SystemPage(const Context &context, QWidget *parent);
    void setView(const engine::ViewPtr &view) override;
    QWidget *firstFocus() override;
    bool leavePart(); // Esc

private:
    HistoryPart *m_history;
};

} // namespace gantry::ui
