// SPDX-License-Identifier: Apache-2.0
#pragma once
// Page 2: the places of one race.

#include "ui/console/common/page.h"

class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace gantry::ui {

class DataTable;
class PrintPanel;
class ResultsModel;
class StillOut;

class ResultsPage : public Page {
    Q_OBJECT
public:
    ResultsPage(const Context &context, QWidget *parent);
    void setView(const engine::ViewPtr &view) override;
    QWidget *firstFocus() override;
    void openPart(const QString &part) override; // "out": still out, "places"
    bool closePanel();                           // Esc; false: none was open

private:
    void print();
    void listRaces();
    void count();

    engine::ViewPtr m_view;
    ResultsModel *m_model;
    DataTable *m_table;
    QButtonGroup *m_races;
    QHBoxLayout *m_raceRow;
    QStringList m_names;
    QLineEdit *m_filter;
    QLabel *m_count;
    StillOut *m_out;
    QPushButton *m_showOut, *m_print;
    PrintPanel *m_paper = nullptr; // made when it is asked for
};

} // namespace gantry::ui
