// SPDX-License-Identifier: Apache-2.0
#pragma once
// Ctrl+P of a page: the list as it will be on paper, saved as PDF or sent to a printer. A panel in the page, never a dialog.
// The pages are laid out, drawn and written beside the GUI thread, with progress, and can be cancelled.

#include "core/output/pageplan.h"
#include "ui/console/common/page.h"

#include <QFrame>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <memory>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;

namespace gantry::print {
class PlanPages;
}

namespace gantry::ui {

class PrintPanel : public QFrame {
    Q_OBJECT
public:
    // Makes the list from a view; runs on another thread.
    using Make = std::function<PrintTable(const engine::View &)>;
    // A choice beside the preview: which list, which columns. Its combo box is called by `name`.
    struct Option {
        QString name, label;
        QStringList items;
        int current = 0;
    };
    // The same with choices: gets the chosen index of each option. The panel sets paper and direction.
    using Plan = std::function<Result<output::PagePlan>(const engine::View &, const QList<int> &chosen)>;

    explicit PrintPanel(QWidget *parent);
    ~PrintPanel() override;
    void open(const engine::ViewPtr &view, const QString &fileName, Make make, bool landscape = false);
    void open(const engine::ViewPtr &view, const QString &fileName, const QList<Option> &options, Plan plan, bool landscape = false);
    bool close(); // Esc; true when it was open
    bool isOpen() const { return isVisible(); }

Q_SIGNALS:
    void said(const QString &sentence);
    void ready(); // the pages are laid out, and the first one is shown
    void saved(const QString &path);
    void closed();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    using Pages = std::shared_ptr<const print::PlanPages>;
    using Stop = std::shared_ptr<std::atomic<bool>>;
    void build();
    QLayout *buildHead();
    QLayout *buildTargets();
    void listOptions(const QList<Option> &options);
    void listPrinters();
    void layOut();
    void showPage(int page);
    void setPages(const Stop &question, const Result<output::PagePlan> &plan, const Pages &pages);
    void save();
    void browse();
    void send();
    void cancel();
    void busy(bool on, const QString &what);
    std::function<bool(int)> progressOf(const Stop &stop);
    double scale() const;

    QThreadPool m_pool; // one thread: pages are asked for one after the other
    engine::ViewPtr m_view;
    Plan m_plan;
    Pages m_pages;
    Stop m_question;    // set: what runs for it ends, and its answer is not wanted
    QString m_title;
    int m_page = 0;
    bool m_busy = false;
    QHBoxLayout *m_optionRow;
    QList<QComboBox *> m_options;
    QLabel *m_state, *m_preview, *m_number;
    QLineEdit *m_path;
    QPushButton *m_save, *m_send, *m_before, *m_after, *m_cancel;
    QComboBox *m_printer, *m_paper;
    QProgressBar *m_progress;
};

} // namespace gantry::ui
