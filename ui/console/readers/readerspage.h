// SPDX-License-Identifier: Apache-2.0
#pragma once
// Page 4: each reader at its point, its rates and its clock; who is linked and who was; what is missing before a start.

#include "ui/console/common/page.h"
#include "ui/models/gonogo.h"

class QComboBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace gantry::ui {

class ClockGraph;
class DataTable;
class LinksModel;
class ReadersModel;

class ReadersPage : public Page {
    Q_OBJECT
public:
    ReadersPage(const Context &context, QWidget *parent);
    void setView(const engine::ViewPtr &view) override;
    void setOutputs(const Outputs &outputs);
    QWidget *firstFocus() override;

protected:
    void keyPressEvent(QKeyEvent *event) override; // O: accept the offset, A: acknowledge

private:
    QWidget *buildBar();
    QWidget *buildFoot();
    void listChoices();
    void bind();
    void choose();
    void acceptOffset();
    void acknowledge();
    void showGoList();
    const engine::ReaderRow *chosen() const; // the selected reader, else the only one that needs something, else the first

    engine::ViewPtr m_view;
    Outputs m_outputs;
    ReadersModel *m_readers;
    LinksModel *m_links;
    DataTable *m_readerTable, *m_linkTable;
    ClockGraph *m_graph;
    QComboBox *m_location, *m_point;
    QPushButton *m_bind, *m_accept, *m_seen;
    QLabel *m_summary;
    QVBoxLayout *m_go = nullptr;
    std::vector<GoItem> m_goItems;
};

} // namespace gantry::ui
