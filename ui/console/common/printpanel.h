// SPDX-License-Identifier: Apache-2.0
#pragma once
// Ctrl+P of a page: the list as it will be on paper, saved as PDF or sent to a printer. A panel in the page, never a dialog.
// The pages are laid out and written beside the GUI thread.

#include "core/domain/printtable.h"
#include "ui/console/common/page.h"

#include <QFrame>
#include <QThreadPool>

#include <functional>
#include <memory>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace gantry::print {
class TablePages;
}

namespace gantry::ui {

class PrintPanel : public QFrame {
    Q_OBJECT
public:
    // Makes the list from a view; runs on another thread.
    using Make = std::function<PrintTable(const engine::View &)>;

    explicit PrintPanel(QWidget *parent);
    ~PrintPanel() override;
    void open(const engine::ViewPtr &view, const QString &fileName, Make make, bool landscape = false);
    bool close(); // Esc; true when it was open
    bool isOpen() const { return isVisible(); }

Q_SIGNALS:
    void said(const QString &sentence);
    void ready(); // the pages are laid out, and the first one is shown
    void saved(const QString &path);
    void closed();

private:
    using Pages = std::shared_ptr<const print::TablePages>;
    void build();
    void listPrinters();
    void showPage(int page);
    void setPages(int question, const std::shared_ptr<const PrintTable> &table, const Pages &pages, const QImage &first);
    void save();
    void browse();
    void send();
    void busy(bool on, const QString &what);

    QThreadPool m_pool; // one thread: pages are asked for one after the other
    std::shared_ptr<const PrintTable> m_table;
    Pages m_pages;
    bool m_landscape = false;
    int m_page = 0, m_question = 0;
    QLabel *m_state, *m_preview, *m_number;
    QLineEdit *m_path;
    QPushButton *m_save, *m_send, *m_before, *m_after;
    QComboBox *m_printer;
};

} // namespace gantry::ui
