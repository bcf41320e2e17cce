// SPDX-License-Identifier: Apache-2.0
#pragma once
// The laptop at a glance: one row for each thing that can end a race day, with its value and, when it is not well, what to do.

#include "core/system/health.h"
#include "ui/console/common/look.h"

#include <QWidget>

#include <memory>

class QGridLayout;

namespace gantry::ui {

Tone toneOf(system::Tone tone);

class HealthPanel : public QWidget {
    Q_OBJECT
public:
    explicit HealthPanel(Look *look, QWidget *parent = nullptr); // objectName "healthPanel"; rows "health_<key>"
    void setHealth(const std::shared_ptr<const system::Health> &health);

private:
    void rebuild();
    Look *m_look;
    std::shared_ptr<const system::Health> m_health;
    QGridLayout *m_grid;
};

} // namespace gantry::ui
