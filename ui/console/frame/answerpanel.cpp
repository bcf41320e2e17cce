// SPDX-License-Identifier: Apache-2.0
#include "ui/console/frame/answerpanel.h"

#include "ui/models/cell.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace gantry::ui {

namespace {

constexpr qsizetype kMaxShown = 200'000; // `results` of a big race belongs in a file

} // namespace

AnswerPanel::AnswerPanel(QWidget *parent) : QWidget(parent), m_command(new QLabel(this)), m_text(new QPlainTextEdit(this))
{
    setObjectName(QStringLiteral("answer"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 10, 8, 10);
    auto *head = new QHBoxLayout;
    m_command->setObjectName(QStringLiteral("answerCommand"));
    m_command->setTextFormat(Qt::PlainText);
    m_command->setWordWrap(true);
    auto *close = new QPushButton(tr("Close  Esc"), this);
    close->setProperty("kind", QStringLiteral("flat"));
    connect(close, &QPushButton::clicked, this, &AnswerPanel::closed);
    head->addWidget(m_command, 1);
    head->addWidget(close, 0, Qt::AlignTop);
    column->addLayout(head);
    m_text->setObjectName(QStringLiteral("answerText"));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    column->addWidget(m_text, 1);
}

void AnswerPanel::showAnswer(const QString &command, const QString &text, bool ok)
{
    m_command->setText(marked(ok ? Tone::Good : Tone::Act, command));
    const QString shown = text.trimmed().left(kMaxShown);
    m_text->setPlainText(shown.isEmpty() ? (ok ? tr("Done.") : tr("Not done, and no reason was given.")) : shown);
}

} // namespace gantry::ui
