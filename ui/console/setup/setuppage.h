// SPDX-License-Identifier: Apache-2.0
#pragma once
// Page 9: the event, edited without JSON; new events, copies, another event; documents loaded from and saved to a file. What is
// wrong with a file is listed by field.

#include "ui/console/common/page.h"

class QFrame;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;
class QHBoxLayout;

namespace gantry::ui {

class DraftEditor;
class EventsPanel;

class SetupPage : public Page {
    Q_OBJECT
public:
    SetupPage(const Context &context, QWidget *parent);
    void setView(const engine::ViewPtr &view) override;
    void openPart(const QString &part) override; // "new", "copy", "open"
    QWidget *firstFocus() override;
    void loadFile(const QString &path);
    void saveFile(const QString &path);
    bool closeReport();

private:
    QPushButton *addButton(QHBoxLayout *row, const QString &text, const QString &name);
    void buildReport();
    void loadIntoDraft(const QString &path);
    void applyFile(const QString &path);
    void chooseLoad();
    void chooseSave();
    void fill();
    void closeEvents();
    void report(Tone tone, const QString &sentence, const QString &lines = {});

    engine::ViewPtr m_view;
    QPushButton *m_load, *m_save, *m_new, *m_copy, *m_open;
    QFrame *m_report;
    QLabel *m_summary, *m_empty, *m_title;
    QPlainTextEdit *m_lines;
    QStackedWidget *m_stack;
    DraftEditor *m_editor;
    EventsPanel *m_events;
};

} // namespace gantry::ui
