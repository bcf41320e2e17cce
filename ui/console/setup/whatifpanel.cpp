// SPDX-License-Identifier: Apache-2.0
#include "ui/console/setup/whatifpanel.h"

#include "ui/models/commands.h"

#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QStringListModel>
#include <QVBoxLayout>

namespace gantry::ui {

namespace {

constexpr int kHeight = 190;

QString placeText(const QJsonValue &place)
{
    return place.isDouble() ? QString::number(place.toInt()) : QStringLiteral("–");
}

} // namespace

WhatIfPanel::WhatIfPanel(const Context &context, QWidget *parent)
    : QFrame(parent), m_context(context), m_summary(new QLabel(this)), m_list(new QListView(this)), m_lines(new QStringListModel(this)), m_close(new QPushButton(tr("Close  Esc"), this))
{
    setObjectName(QStringLiteral("whatIf"));
    setProperty("kind", QStringLiteral("note"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 8, 8);
    column->setSpacing(6);
    auto *head = new QHBoxLayout;
    m_summary->setObjectName(QStringLiteral("whatIfSummary"));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    head->addWidget(m_summary, 1);
    m_close->setObjectName(QStringLiteral("whatIfClose"));
    head->addWidget(m_close);
    column->addLayout(head);
    m_list->setObjectName(QStringLiteral("whatIfList"));
    m_list->setAccessibleName(tr("What would change"));
    m_list->setModel(m_lines);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setFixedHeight(kHeight);
    column->addWidget(m_list);
    connect(m_close, &QPushButton::clicked, this, &WhatIfPanel::closed);
    hide();
}

void WhatIfPanel::say(Tone tone, const QString &sentence)
{
    m_summary->setText(marked(tone, sentence));
    QPalette palette = m_summary->palette();
    palette.setColor(QPalette::WindowText, m_context.look->toneColour(tone));
    m_summary->setPalette(palette);
}

void WhatIfPanel::ask(const Id128 &event, const QJsonObject &document)
{
    const int question = ++m_question;
    m_document = document;
    m_lines->setStringList({});
    m_list->hide();
    say(Tone::Look, tr("Scoring the event under the changed rules …"));
    QFrame::show();
    const QString text = QString::fromUtf8(QJsonDocument(document).toJson(QJsonDocument::Compact));
    m_context.commands->run({QStringLiteral("whatif"), QStringLiteral("--event"), event.toString(), QStringLiteral("--text"), text, QStringLiteral("--json")}, this, [this, question](const Answer &answer) {
        if (question != m_question)
            return;
        if (answer.ok())
            show(QJsonDocument::fromJson(answer.out).object());
        else
            say(Tone::Act, QString::fromUtf8(answer.err).trimmed());
    });
}

void WhatIfPanel::show(const QJsonObject &answer)
{
    QStringList lines;
    const auto nobody = [](const QJsonValue &who) { return who.toString().isEmpty() ? tr("nobody") : who.toString(); };
    for (const QJsonValue &v : answer.value(QStringLiteral("prizes")).toArray()) {
        const QJsonObject o = v.toObject();
        lines.append(tr("Prize · %1 %2, place %3: %4 → %5").arg(o.value(QStringLiteral("race")).toString(), o.value(QStringLiteral("award")).toString(), placeText(o.value(QStringLiteral("position"))), nobody(o.value(QStringLiteral("now"))), nobody(o.value(QStringLiteral("then")))));
    }
    for (const QJsonValue &v : answer.value(QStringLiteral("teams")).toArray()) {
        const QJsonObject o = v.toObject();
        lines.append(tr("Team · %1 %2: place %3 → %4, %5 → %6").arg(o.value(QStringLiteral("rule")).toString(), o.value(QStringLiteral("team")).toString(), placeText(o.value(QStringLiteral("place"))), placeText(o.value(QStringLiteral("place_then"))), o.value(QStringLiteral("score")).toString(), o.value(QStringLiteral("score_then")).toString()));
    }
    for (const QJsonValue &v : answer.value(QStringLiteral("runners")).toArray()) {
        const QJsonObject o = v.toObject();
        lines.append(tr("Bib %1 %2 · %3").arg(o.value(QStringLiteral("bib")).toString(), o.value(QStringLiteral("name")).toString(), o.value(QStringLiteral("change")).toString()));
    }
    say(lines.isEmpty() ? Tone::Good : Tone::Look, answer.value(QStringLiteral("summary")).toString() + u' ' + tr("Nothing is applied yet."));
    m_lines->setStringList(lines);
    m_list->setVisible(!lines.isEmpty());
    if (!lines.isEmpty()) {
        m_list->setCurrentIndex(m_lines->index(0));
        m_list->setFocus();
    } else {
        m_close->setFocus();
    }
}

void WhatIfPanel::outdate(const QJsonObject &document)
{
    if (!isVisible() || document == m_document)
        return;
    m_document = document;
    ++m_question;
    m_lines->setStringList({});
    m_list->hide();
    say(Tone::Look, tr("The draft has changed since: ask again."));
}

void WhatIfPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        return Q_EMIT closed();
    QFrame::keyPressEvent(event);
}

} // namespace gantry::ui
