// SPDX-License-Identifier: Apache-2.0
#pragma once
// Page 9: the event document, readable; loaded from and saved to a file. What is wrong with a file is listed by field.

#include "ui/console/common/page.h"

class QFrame;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTreeWidget;

namespace gantry::ui {

class SetupPage : public Page {
    Q_OBJECT
public:
    SetupPage(const Context &context, QWidget *parent);
    void setView(const engine::ViewPtr &view) override;
    QWidget *firstFocus() override;
    void loadFile(const QString &path);
    void saveFile(const QString &path);
    bool closeReport();

private:
    void chooseLoad();
    void chooseSave();
    void fill();
    void report(Tone tone, const QString &sentence, const QString &lines = {});

    engine::ViewPtr m_view;
    QTreeWidget *m_tree;
    QPushButton *m_load, *m_save;
    QFrame *m_report;
    QLabel *m_summary, *m_empty;
    QPlainTextEdit *m_lines;
};

} // namespace gantry::ui
