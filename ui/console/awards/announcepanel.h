// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the announcer reads out, in large letters. Only of official bands: the panel says so for the others.

#include "core/engine/view.h"

#include <QFrame>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace gantry::ui {

class AnnouncePanel : public QFrame {
    Q_OBJECT
public:
    explicit AnnouncePanel(QWidget *parent);
    void open();
    bool close();
    // `row`: of the view's awards; -1: all official bands of the race (-1: of all races).
    void setBand(const engine::ViewPtr &view, int row, int race);

Q_SIGNALS:
    void closed();
    void announced(); // the button: all of it was read out

private:
    QLabel *m_title;
    QPlainTextEdit *m_text;
    QPushButton *m_copy;
};

} // namespace gantry::ui
