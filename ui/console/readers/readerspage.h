// SPDX-License-Identifier: Apache-2.0
#pragma once
// Page 4: who is linked, who was, and where each location stands.

#include "ui/console/common/page.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace gantry::ui {

class DataTable;
class LinksModel;
class PointsModel;

class ReadersPage : public Page {
    Q_OBJECT
public:
    ReadersPage(const Context &context, QWidget *parent);
    void setView(const engine::ViewPtr &view) override;
    QWidget *firstFocus() override;

private:
    void listChoices();
    void bind();

    engine::ViewPtr m_view;
    LinksModel *m_links;
    PointsModel *m_points;
    DataTable *m_linkTable, *m_pointTable;
    QComboBox *m_location, *m_point;
    QPushButton *m_bind;
    QLabel *m_summary;
};

} // namespace gantry::ui
