// SPDX-License-Identifier: Apache-2.0
#include "ui/console/common/look.h"

#include <QStringList>

namespace gantry::ui {

Roles rolesOf(Theme theme)
{
    const auto c = [](const char *hex) { return QColor(QLatin1String(hex)); };
    switch (theme) {
    case Theme::Light:
        return {c("#f4f6f9"), c("#ffffff"), c("#e9edf2"), c("#131a22"), c("#5a6878"), c("#d5dce5"),
                c("#0b7a52"), c("#8f5a00"), c("#c22f2f"), c("#0b63c4"), c("#dcebfc"), c("#ffffff")};
    case Theme::Sun:
        return {c("#ffffff"), c("#ffffff"), c("#ffffff"), c("#000000"), c("#333333"), c("#000000"),
                c("#004d30"), c("#5c3600"), c("#8c0000"), c("#003c8f"), c("#ffe98a"), c("#ffffff")};
    case Theme::Dark: break;
    }
    return {c("#10151c"), c("#171e28"), c("#0b1016"), c("#e8edf3"), c("#93a1b3"), c("#2a3442"),
            c("#3fb68b"), c("#e3a83b"), c("#ef5b5b"), c("#4da3ff"), c("#20344d"), c("#06121f")};
}

Look::Look(QObject *parent) : QObject(parent), m_roles(rolesOf(Theme::Dark)) {}

void Look::setTheme(Theme theme)
{
    m_theme = theme;
    m_roles = rolesOf(theme);
    Q_EMIT changed();
}

QColor Look::toneColour(Tone tone) const
{
    switch (tone) {
    case Tone::Plain: return m_roles.text;
    case Tone::Dim: return m_roles.dim;
    case Tone::Good: return m_roles.good;
    case Tone::Look: return m_roles.look;
    case Tone::Act: return m_roles.act;
    case Tone::Accent: return m_roles.accent;
    }
    return m_roles.text;
}

QFont Look::font(int pixels, int weight) const
{
    QFont font;
    font.setFamilies({QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans Arabic"), QStringLiteral("Noto Sans CJK JP"),
                      QStringLiteral("sans-serif")});
    font.setPixelSize(pixels);
    font.setWeight(QFont::Weight(m_theme == Theme::Sun && weight < QFont::Bold ? weight + 100 : weight));
    return font;
}

QPalette Look::palette() const
{
    QPalette p;
    p.setColor(QPalette::Window, m_roles.background);
    p.setColor(QPalette::WindowText, m_roles.text);
    p.setColor(QPalette::Base, m_roles.panel);
    p.setColor(QPalette::AlternateBase, m_roles.head);
    p.setColor(QPalette::Text, m_roles.text);
    p.setColor(QPalette::PlaceholderText, m_roles.dim);
    p.setColor(QPalette::Button, m_roles.panel);
    p.setColor(QPalette::ButtonText, m_roles.text);
    p.setColor(QPalette::Highlight, m_roles.selection);
    p.setColor(QPalette::HighlightedText, m_roles.text);
    p.setColor(QPalette::Mid, m_roles.line);
    p.setColor(QPalette::Link, m_roles.accent);
    p.setColor(QPalette::ToolTipBase, m_roles.panel);
    p.setColor(QPalette::ToolTipText, m_roles.text);
    return p;
}

QString Look::styleSheet() const
{
    // Names of roles stand in the text as @role; longer names first, so that @line is not taken for part of another.
    QString sheet = QStringLiteral(R"(
QWidget { color: @text; font-family: "Inter", "Noto Sans", "Noto Sans Arabic", "Noto Sans CJK JP", sans-serif; font-size: 14px; }
#console, QScrollArea, QScrollArea > QWidget > QWidget { background: @background; }
QFrame#rail, QFrame#dock, QFrame#dock QScrollArea, QFrame#dock QScrollArea > QWidget > QWidget { background: @panel; }
QFrame#rail { border: 0; border-right: 1px solid @line; }
QFrame#dock { border: 0; border-left: 1px solid @line; }
QFrame#strip { background: @head; border: 0; border-bottom: 1px solid @line; }
QFrame#bottom { background: @head; border: 0; border-top: 1px solid @line; }
QFrame#bottom QLabel { font-size: 13px; color: @dim; background: transparent; }
QLabel { background: transparent; }
QLabel[kind="title"] { font-size: 15px; font-weight: 650; }
QLabel[kind="small"] { font-size: 11px; color: @dim; }
QLabel[kind="dim"] { font-size: 13px; color: @dim; }
QLabel[kind="look"] { font-size: 13px; color: @look; font-weight: 600; }
QLabel[kind="act"] { font-weight: 650; color: @act; }
QLabel[kind="good"] { font-size: 13px; color: @good; font-weight: 600; }
QFrame[kind="hairline"] { background: @line; border: 0; max-height: 1px; min-height: 1px; }
QFrame[kind="note"] { background: @panel; border: 1px solid @line; border-left: 3px solid @accent; }
QTableView, QTreeView, QListView, QPlainTextEdit { background: @panel; border: 1px solid @line; gridline-color: @line;
  selection-background-color: @selection; selection-color: @text; outline: 0; }
QTableView:focus, QTreeView:focus, QListView:focus, QPlainTextEdit:focus { border: 1px solid @accent; }
QPlainTextEdit { font-size: 13px; padding: 6px; }
QTreeView::item { padding: 4px 6px; border-bottom: 1px solid @line; }
QTreeView::item:selected { background: @selection; color: @text; }
QHeaderView { background: @head; border: 0; }
QHeaderView::section { background: @head; color: @dim; font-size: 11px; font-weight: 600; border: 0; border-bottom: 1px solid @line;
  padding: 6px 8px; }
QTableCornerButton::section { background: @head; border: 0; }
QPushButton { background: transparent; color: @accent; border: 1px solid @accent; border-radius: 5px; padding: 4px 12px; font-weight: 650; outline: 0; }
QPushButton:hover { background: @selection; }
QPushButton:focus { border: 2px solid @accent; padding: 3px 11px; }
QPushButton:disabled { color: @dim; border: 1px solid @line; }
QPushButton[kind="main"] { background: @accent; color: @onAccent; }
QPushButton[kind="main"]:focus { border: 2px solid @text; padding: 3px 11px; }
QPushButton[kind="main"]:disabled { background: transparent; color: @dim; }
QPushButton[kind="flat"] { border: 1px solid transparent; padding: 3px 6px; font-size: 13px; }
QPushButton[kind="flat"]:focus { border: 1px solid @accent; }
QPushButton[kind="flat"]:disabled { color: @dim; }
QPushButton[kind="segment"] { border: 1px solid @line; color: @dim; border-radius: 5px; font-weight: 600; padding: 4px 12px; }
QPushButton[kind="segment"]:checked { background: @selection; color: @text; border: 1px solid @accent; }
QPushButton[kind="segment"]:focus { border: 1px solid @accent; padding: 4px 12px; }
QLineEdit, QComboBox { background: @panel; border: 1px solid @line; border-radius: 5px; padding: 4px 10px; font-size: 13px;
  selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit:focus, QComboBox:focus { border: 1px solid @accent; }
QComboBox { padding-right: 22px; }
QComboBox::drop-down { border: 0; width: 20px; subcontrol-position: center right; }
QComboBox::down-arrow { image: none; width: 0; height: 0; border-left: 4px solid @panel; border-right: 4px solid @panel; border-top: 5px solid @dim; }
QComboBox QAbstractItemView { background: @panel; border: 1px solid @line; selection-background-color: @selection; selection-color: @text; }
QProgressBar { background: @head; border: 1px solid @line; border-radius: 4px; height: 8px; max-height: 8px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QFrame#suggestions { background: @panel; border: 1px solid @accent; border-radius: 5px; }
QFrame#suggestions QListView { border: 0; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: @line; border-radius: 4px; min-height: 28px; min-width: 28px; margin: 1px; }
QScrollBar::handle:hover { background: @dim; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; width: 0; height: 0; border: 0; }
)");
    const std::pair<const char *, QColor> names[] = {
        {"@background", m_roles.background}, {"@selection", m_roles.selection}, {"@onAccent", m_roles.onAccent}, {"@accent", m_roles.accent},
        {"@panel", m_roles.panel},           {"@head", m_roles.head},           {"@text", m_roles.text},         {"@dim", m_roles.dim},
        {"@line", m_roles.line},             {"@good", m_roles.good},           {"@look", m_roles.look},         {"@act", m_roles.act}};
    for (const auto &[name, colour] : names)
        sheet.replace(QLatin1String(name), colour.name());
    return sheet;
}

} // namespace gantry::ui
