// SPDX-License-Identifier: Apache-2.0
#pragma once
// The problems inbox of the dock. An item keeps its widgets while its problem lasts, so that the focus and a half-made
// choice survive the next view.

#include "ui/console/common/page.h"
#include "ui/models/problems.h"

class QLabel;
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

Q_SIGNALS:
    void pageWanted(const QString &page);
    void said(const QString &sentence);
    void changed();

private:
    void derive();
    void show(std::vector<Problem> problems);
    void act(const ProblemAction &action, const QString &choice);

    Context m_context;
    engine::ViewPtr m_view;
    Outputs m_outputs;
    std::shared_ptr<GunScan> m_guns = std::make_shared<GunScan>(); // used by jobs only
    std::vector<Problem> m_problems;
    std::vector<ProblemItem *> m_items;
    QLabel *m_count, *m_empty;
    QVBoxLayout *m_list;
    std::size_t m_focused = 0;
};

} // namespace gantry::ui
