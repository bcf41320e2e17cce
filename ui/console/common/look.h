// SPDX-License-Identifier: Apache-2.0
#pragma once
// Colours, fonts and the style sheet, all made from one table of roles (mockups: dark, light; sun = black on white).

#include "ui/models/cell.h"

#include <QColor>
#include <QFont>
#include <QObject>
#include <QPalette>

namespace gantry::ui {

enum class Theme { Dark = 1, Light, Sun };

struct Roles {
    QColor background, panel, head, text, dim, line, good, look, act, accent, selection, onAccent;
};

Roles rolesOf(Theme theme);

class Look : public QObject {
    Q_OBJECT
public:
    explicit Look(QObject *parent = nullptr);
    Theme theme() const { return m_theme; }
    void setTheme(Theme theme);
    const Roles &roles() const { return m_roles; }
    QColor toneColour(Tone tone) const;
    QFont font(int pixels, int weight = QFont::Normal) const; // sun theme: one step heavier
    QPalette palette() const;
    QString styleSheet() const;

Q_SIGNALS:
    void changed();

private:
    Theme m_theme = Theme::Dark;
    Roles m_roles;
};

} // namespace gantry::ui
