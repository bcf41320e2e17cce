// SPDX-License-Identifier: Apache-2.0
#include "ui/console/frame/cardfixes.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace gantry::ui {

const std::vector<CardFixes::Fix> &CardFixes::fixes()
{
    static const std::vector<Fix> all{
        {Qt::Key_N, "dns", QT_TR_NOOP("DNS  N"), nullptr},
        {Qt::Key_C, "check-in", QT_TR_NOOP("Check in  C"), nullptr},
        {Qt::Key_P, "penalty", QT_TR_NOOP("Penalty  P"), QT_TR_NOOP("Seconds to add, such as 30 or −10")},
        {Qt::Key_O, "start-offset", QT_TR_NOOP("Start offset  O"), QT_TR_NOOP("Own gun, seconds after the race's (− is early)")},
        {Qt::Key_T, "set-time", QT_TR_NOOP("Set time  T"), QT_TR_NOOP("Time of day at the finish, or: point 10:31:07.2")},
        {Qt::Key_H, "hand", QT_TR_NOOP("Hand time  H"), QT_TR_NOOP("Time of day taken by hand at the finish")},
        {Qt::Key_G, "change-bib", QT_TR_NOOP("Bib  G"), QT_TR_NOOP("The new bib")},
        {Qt::Key_S, "swap", QT_TR_NOOP("Swap  S"), QT_TR_NOOP("The bib to swap with")},
        {Qt::Key_R, "race", QT_TR_NOOP("Race  R"), QT_TR_NOOP("The race he belongs in")},
        {Qt::Key_W, "wave", QT_TR_NOOP("Wave  W"), QT_TR_NOOP("The wave he started in")},
    };
    return all;
}

CardFixes::CardFixes(QWidget *parent) : QWidget(parent), m_form(new QFrame(this)), m_question(new QLabel(m_form)), m_value(new QLineEdit(m_form)), m_reason(new QLineEdit(this))
{
    setObjectName(QStringLiteral("cardFixes"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(4);
    grid->setVerticalSpacing(4);
    int at = 0;
    for (const Fix &fix : fixes()) {
        auto *button = new QPushButton(tr(fix.title), this);
        button->setObjectName(QStringLiteral("fix_") + QLatin1String(fix.name));
        button->setProperty("kind", QStringLiteral("flat"));
        connect(button, &QPushButton::clicked, this, [this, fix] { begin(fix); });
        grid->addWidget(button, at / 2, at % 2, Qt::AlignLeft);
        ++at;
    }
    grid->setColumnStretch(1, 1);
    m_form->setObjectName(QStringLiteral("fixForm"));
    m_form->setProperty("kind", QStringLiteral("note"));
    auto *form = new QVBoxLayout(m_form);
    form->setContentsMargins(8, 6, 8, 6);
    m_question->setObjectName(QStringLiteral("fixQuestion"));
    m_question->setWordWrap(true);
    m_question->setTextFormat(Qt::PlainText);
    m_value->setObjectName(QStringLiteral("fixValue"));
    m_value->setAccessibleName(tr("Value of the fix"));
    form->addWidget(m_question);
    form->addWidget(m_value);
    m_form->hide();
    m_reason->setObjectName(QStringLiteral("cardReason"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setPlaceholderText(tr("Reason, for whoever asks later"));
    column->addLayout(grid);
    column->addWidget(m_form);
    column->addWidget(m_reason);
    connect(m_value, &QLineEdit::returnPressed, this, &CardFixes::apply);
    connect(m_reason, &QLineEdit::returnPressed, this, [this] {
        if (!m_open.isEmpty())
            apply();
    });
}

void CardFixes::setRunner(const RunnerCard &card, bool started)
{
    if (card.id != m_card.id) {
        leave();
        m_reason->clear();
    }
    m_card = card;
    m_started = started;
}

bool CardFixes::press(int key)
{
    for (const Fix &fix : fixes())
        if (fix.key == key) {
            begin(fix);
            return true;
        }
    return false;
}

void CardFixes::begin(const Fix &fix)
{
    m_open = QLatin1String(fix.name);
    m_asked = false;
    m_value->clear();
    m_needsValue = fix.ask != nullptr;
    m_form->hide();
    if (!m_needsValue)
        return apply();
    m_question->setText(tr(fix.ask));
    m_value->show();
    m_form->show();
    m_value->setFocus();
}

void CardFixes::apply()
{
    const QString value = m_value->text().trimmed();
    if (m_needsValue && value.isEmpty() && m_open != u"wave")
        return m_value->setFocus();
    // After the gun a reason is asked for, once; Enter again goes without.
    if (m_started && m_reason->text().trimmed().isEmpty() && !m_asked) {
        m_asked = true;
        m_question->setText(tr("Why? Enter applies it, with a reason or without."));
        m_value->setVisible(m_needsValue);
        m_form->show();
        return m_reason->setFocus();
    }
    QStringList words = wordsOf(m_open, value);
    if (const QString reason = takeReason(); !reason.isEmpty())
        words << QStringLiteral("--reason") << reason;
    leave();
    Q_EMIT wanted(words);
}

QStringList CardFixes::wordsOf(const QString &name, const QString &value) const
{
    QString plain = value;
    plain.replace(QChar(0x2212), u'-'); // a typographic minus
    QStringList ofRunner{QStringLiteral("--bib"), m_card.bib};
    if (!m_card.raceName.isEmpty())
        ofRunner << QStringLiteral("--race") << m_card.raceName;
    const QString op = QStringLiteral("op");
    if (name == u"penalty" || name == u"start-offset")
        return QStringList{op, name} + ofRunner + QStringList{QStringLiteral("--seconds"), plain};
    if (name == u"set-time" || name == u"hand") {
        const QString point = plain.section(u' ', 0, -2).trimmed(), time = plain.section(u' ', -1);
        QStringList words = QStringList{op, name} + (name == u"hand" ? QStringList{QStringLiteral("--bib"), m_card.bib} : ofRunner) + QStringList{QStringLiteral("--at"), time};
        return point.isEmpty() ? words : words << QStringLiteral("--point") << point;
    }
    if (name == u"swap")
        return {op, QStringLiteral("swap-bibs"), m_card.bib, plain};
    if (name == u"change-bib")
        return {QStringLiteral("entrant"), name, m_card.bib, plain};
    if (name == u"race" || name == u"wave")
        return {QStringLiteral("entrant"), QStringLiteral("set"), QStringLiteral("--id"), m_card.id.toString(), name + u'=' + value};
    return QStringList{op, name} + ofRunner;
}

QString CardFixes::takeReason()
{
    const QString reason = m_reason->text().trimmed();
    m_reason->clear();
    return reason;
}

bool CardFixes::leave()
{
    const bool open = !m_open.isEmpty();
    m_open.clear();
    m_asked = false;
    m_form->hide();
    m_value->show();
    return open;
}

} // namespace gantry::ui
