// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a typed command said, in the dock; Esc puts it away.

#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace gantry::ui {

class AnswerPanel : public QWidget {
    Q_OBJECT
public:
    explicit AnswerPanel(QWidget *parent);
    void showAnswer(const QString &command, const QString &text, bool ok);

Q_SIGNALS:
    void closed();

private:
    QLabel *m_command;
    QPlainTextEdit *m_text;
};

} // namespace gantry::ui
