// SPDX-License-Identifier: Apache-2.0
#pragma once
// Page 5: the roster. Import, late entries, edits, check-in and the printed start list are panels above the table, one at a
// time; nothing pops up. Parts: "late", "late/CHIP", "edit/BIB", "import", "conflicts".

#include "ui/console/common/page.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace gantry::ui {

class BulkPanel;
class DataTable;
class EntrantForm;
class EntrantsModel;
class ImportPanel;
class PrintPanel;

class EntrantsPage : public Page {
    Q_OBJECT
public:
    EntrantsPage(const Context &context, QWidget *parent);
    void setView(const engine::ViewPtr &view) override;
    void openPart(const QString &part) override;
    QWidget *firstFocus() override;
    void importFile(const QString &path);
    bool closeReport(); // Esc; true when a panel was open

private:
    void buildBar();
    void buildPanels();
    void addKeys();
    void count();
    void openImport();
    void openLate(const QString &chip = {});
    void openEdit(int entrant);
    void openBulk();
    void print();
    void checkIn();
    void checkInSelected();
    void closeOthers(const QWidget *keep);

    engine::ViewPtr m_view;
    EntrantsModel *m_model;
    DataTable *m_table;
    QLineEdit *m_filter, *m_checkIn;
    QComboBox *m_issue;
    QLabel *m_count;
    QPushButton *m_import, *m_late, *m_print;
    ImportPanel *m_importPanel;
    EntrantForm *m_form;
    BulkPanel *m_bulk;
    PrintPanel *m_printPanel;
};

} // namespace gantry::ui
