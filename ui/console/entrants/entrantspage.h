// SPDX-License-Identifier: Apache-2.0
#pragma once
// Page 5: the roster, and its import. What the import could not use is listed here, by line; nothing pops up.

#include "ui/console/common/page.h"

#include <atomic>
#include <memory>

class QFrame;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;

namespace gantry::ui {

class DataTable;
class EntrantsModel;

class EntrantsPage : public Page {
    Q_OBJECT
public:
    EntrantsPage(const Context &context, QWidget *parent);
    void setView(const engine::ViewPtr &view) override;
    QWidget *firstFocus() override;
    void importFile(const QString &path);
    bool closeReport(); // Esc; true when there was one

private:
    void buildReport();
    void chooseFile();
    void finished(const QString &path, const Answer &answer);
    void count();

    EntrantsModel *m_model;
    DataTable *m_table;
    QLineEdit *m_filter;
    QLabel *m_count;
    QPushButton *m_import;
    QFrame *m_report;
    QLabel *m_summary;
    QProgressBar *m_progress;
    QPlainTextEdit *m_lines;
    QPushButton *m_cancel;
    std::shared_ptr<std::atomic_bool> m_stop; // of the import that runs; null when none
};

} // namespace gantry::ui
