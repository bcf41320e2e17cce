// SPDX-License-Identifier: Apache-2.0
#pragma once
// What was done, newest first: filter, look into one, take it back, put it back, restore points; and how things stood at a moment.

#include "ui/console/common/page.h"

#include <QJsonObject>

class QComboBox;
class QFrame;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace gantry::ui {

class DataTable;
class HistoryModel;

class HistoryPart : public QWidget {
    Q_OBJECT
public:
    HistoryPart(const Context &context, QWidget *parent);
    void setView(const engine::ViewPtr &view);
    QWidget *firstFocus() const;
    bool leave(); // Esc: closes what was opened last; false when nothing was

Q_SIGNALS:
    void said(const QString &sentence);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildBar(QLayout *column);
    void buildPast(QLayout *column);
    void buildDetails(QLayout *column);
    void buildNaming(QLayout *column);
    void run(const QStringList &words, const std::function<void(const QJsonObject &)> &then = {});
    void showDetails(int entity);
    void fillDetails(const QJsonObject &details);
    void undoRedo(const QString &what);
    void beginNaming();
    void restoreHere();
    void showPast();
    void fillPast(const QString &asked, const QJsonObject &past);
    void count();

    Context m_context;
    engine::ViewPtr m_view;
    HistoryModel *m_model;
    DataTable *m_table;
    QLineEdit *m_filter, *m_moment, *m_pointName, *m_reason;
    QComboBox *m_kind;
    QLabel *m_count, *m_pastTitle, *m_pastFigures, *m_pastLast, *m_pastTop, *m_detailsTitle;
    QFrame *m_past, *m_details, *m_naming;
    QPlainTextEdit *m_changes;
    QPushButton *m_undo, *m_redo, *m_restore;
    QString m_shown, m_planned; // op ids: in the details; whose restoring was previewed
};

} // namespace gantry::ui
