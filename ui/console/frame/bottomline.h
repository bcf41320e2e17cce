// SPDX-License-Identifier: Apache-2.0
#pragma once
// The bottom line: find or command, the last operation, Undo, the keys.

#include "ui/console/common/page.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace gantry::ui {

class BottomLine : public QFrame {
    Q_OBJECT
public:
    // `overlay` is the widget over which suggestions appear (no window of their own).
    BottomLine(const Context &context, QWidget *overlay, QWidget *parent);
    void setView(const engine::ViewPtr &view);
    void beginFind();
    void beginCommand();
    bool leave(); // true when there was something to leave
    void say(const QString &sentence);
    QString sentence() const { return m_sentence; }

Q_SIGNALS:
    void runnerWanted(int entrant);
    void commandWanted(const QStringList &words);
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    bool isCommand() const;
    void search();
    void showFound(const std::vector<Found> &found);
    void enter();
    void choose(int row);
    void placeSuggestions();
    void elide();

    Context m_context;
    QWidget *m_overlay;
    engine::ViewPtr m_view;
    QLineEdit *m_field;
    QLabel *m_last, *m_keys;
    QPushButton *m_undo;
    QFrame *m_suggestions;
    QListWidget *m_list;
    QLabel *m_nobody;
    std::vector<Found> m_found;
    QString m_foundFor, m_sentence, m_enterFor;
    bool m_enterWaits = false;
    Id128 m_lastOp;
};

} // namespace gantry::ui
