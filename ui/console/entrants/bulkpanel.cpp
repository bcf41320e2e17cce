// SPDX-License-Identifier: Apache-2.0
#include "ui/console/entrants/bulkpanel.h"

#include "ui/models/changes.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace gantry::ui {

BulkPanel::BulkPanel(const Context &context, QWidget *parent)
    : QFrame(parent), m_context(context), m_count(new QLabel(this)), m_field(new QComboBox(this)), m_value(new QComboBox(this))
{
    setObjectName(QStringLiteral("bulkPanel"));
    setProperty("kind", QStringLiteral("note"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 8, 8);
    row->setSpacing(8);
    m_count->setObjectName(QStringLiteral("bulkCount"));
    m_field->setObjectName(QStringLiteral("bulkField"));
    m_field->setAccessibleName(tr("Field"));
    for (const auto &[text, field] : {std::pair{tr("Wave"), "wave"}, {tr("Race"), "race"}, {tr("Team"), "team"}, {tr("Division"), "division"}, {tr("Status"), "status"}})
        m_field->addItem(text, QLatin1String(field));
    m_value->setObjectName(QStringLiteral("bulkValue"));
    m_value->setAccessibleName(tr("New value"));
    m_value->setEditable(true);
    m_value->setInsertPolicy(QComboBox::NoInsert);
    m_value->setMinimumWidth(220);
    auto *go = new QPushButton(tr("Change  Enter"), this);
    go->setObjectName(QStringLiteral("bulkApply"));
    go->setProperty("kind", QStringLiteral("main"));
    auto *shut = new QPushButton(tr("Close  Esc"), this);
    shut->setProperty("kind", QStringLiteral("flat"));
    row->addWidget(m_count);
    row->addWidget(m_field);
    row->addWidget(new QLabel(QStringLiteral("→"), this));
    row->addWidget(m_value);
    row->addWidget(go);
    row->addStretch(1);
    row->addWidget(shut);
    connect(m_field, &QComboBox::currentIndexChanged, this, &BulkPanel::fillValues);
    connect(m_value->lineEdit(), &QLineEdit::returnPressed, this, &BulkPanel::apply);
    connect(go, &QPushButton::clicked, this, &BulkPanel::apply);
    connect(shut, &QPushButton::clicked, this, &BulkPanel::close);
    hide();
}

void BulkPanel::open(const engine::ViewPtr &view, const std::vector<int> &entrants)
{
    m_view = view;
    m_ids.clear();
    for (int e : entrants)
        if (const engine::EntrantRow *row = view ? entrantOf(*view, e) : nullptr)
            m_ids << row->entrant.id.toString();
    if (m_ids.isEmpty()) {
        Q_EMIT said(marked(Tone::Look, tr("Select runners first: arrows with Shift, Ctrl+A for all that are shown.")));
        return;
    }
    m_count->setText(tr("Selected: %1").arg(number(m_ids.size())));
    fillValues();
    show();
    m_field->setFocus();
}

bool BulkPanel::close()
{
    if (!isVisible())
        return false;
    hide();
    Q_EMIT closed();
    return true;
}

void BulkPanel::fillValues()
{
    const QString field = m_field->currentData().toString();
    QStringList values;
    if (m_view && m_view->event)
        for (const RaceDef &race : m_view->event->document.races) {
            if (field == u"race")
                values << race.name;
            for (const WaveDef &wave : race.waves)
                if (field == u"wave")
                    values << wave.name;
            for (const auto &division : race.divisions)
                if (field == u"division")
                    values << division.name;
        }
    if (field == u"status")
        values = {QStringLiteral("registered"), QStringLiteral("checked_in"), QStringLiteral("withdrawn")};
    values.removeDuplicates();
    m_value->clear();
    m_value->addItems(values);
    m_value->setCurrentIndex(-1);
    m_value->setEditText(QString());
}

void BulkPanel::apply()
{
    if (m_ids.isEmpty() || !isVisible())
        return;
    const QString assignment = m_field->currentData().toString() + u'=' + m_value->currentText().trimmed();
    m_context.commands->run({QStringLiteral("entrant"), QStringLiteral("set"), QStringLiteral("--id"), m_ids.join(u','), assignment}, this,
                            [this, count = m_ids.size()](const Answer &answer) {
                                if (!answer.ok()) {
                                    Q_EMIT said(marked(Tone::Act, QString::fromUtf8(answer.err).trimmed()));
                                    return;
                                }
                                Q_EMIT said(marked(Tone::Good, tr("Changed: %1. Ctrl+Z takes it back.").arg(number(count))));
                                close();
                            });
}

} // namespace gantry::ui
