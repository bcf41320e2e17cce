// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reconcile: the lanes of one point, what disagrees there, and the keys and fields that pair. Asks `reconcile --json` and gives
// `reconcile pair`; nothing is paired by itself.

#include "ui/console/common/page.h"
#include "ui/console/reads/reconcile/reconciledata.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QStringListModel;
class QTimer;

namespace gantry::ui {

class LanesView;

class ReconcilePanel : public QWidget {
    Q_OBJECT
public:
    ReconcilePanel(const Context &context, QWidget *parent);
    void setView(const engine::ViewPtr &view);
    void openPoint(const QString &point);
    QWidget *firstFocus();

Q_SIGNALS:
    void said(const QString &sentence);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override; // a file of video markers
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void fillPoints(const engine::View &view);
    void ask();
    void take(std::shared_ptr<const ReconcileData> data);
    void refresh();
    void pair(const Pairing &pairing);
    void typed();
    QStringList typedBibs() const;
    void undo();
    void run(const QStringList &words, bool canUndo);

    Context m_context;
    engine::ViewPtr m_view;
    LanesView *m_lanes;
    QComboBox *m_point;
    QLabel *m_rates, *m_hint, *m_differences;
    QLineEdit *m_bib;
    QPushButton *m_pair, *m_undo;
    QListView *m_list;
    QStringListModel *m_listModel;
    QTimer *m_soon;
    bool m_asking = false, m_askAgain = false;
    QStringList m_done; // op ids of what was paired here, newest last
};

} // namespace gantry::ui
