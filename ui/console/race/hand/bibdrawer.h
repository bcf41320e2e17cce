// SPDX-License-Identifier: Apache-2.0
#pragma once
// F6 and F7: bibs and taps at the line, by hand. Stays open while it is used; the key press is the time stamp, not the moment
// at which anything was done with it.

#include "ui/console/common/page.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace gantry::ui {

class DataTable;
class HandModel;

class BibDrawer : public QFrame {
    Q_OBJECT
public:
    BibDrawer(const Context &context, QWidget *parent);
    void setView(const engine::ViewPtr &view);
    void open();
    bool close();          // Esc: first lets go of a chosen row; false: was not open
    QWidget *field();
    void tap(UtcTime at);

Q_SIGNALS:
    void said(const QString &sentence);
    void runnerWanted(int entrant);
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void enter(UtcTime at);
    void giveBib(const engine::HandRow &tap, const QString &typed);
    void run(const QStringList &words);
    void listPoints();
    void showHint();
    void showChosen();
    void propose(const engine::HandRow &tap);
    const engine::HandRow *chosen() const;
    QString point() const;

    Context m_context;
    engine::ViewPtr m_view;
    HandModel *m_model;
    DataTable *m_list;
    QComboBox *m_point;
    QLineEdit *m_field;
    QLabel *m_hint, *m_count, *m_title;
    QPushButton *m_back;
    QStringList m_points;
    bool m_pointChosen = false;
};

} // namespace gantry::ui
