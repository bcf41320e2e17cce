// SPDX-License-Identifier: Apache-2.0
#include "ui/console/awards/whypanel.h"

#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace gantry::ui {

namespace {

QLabel *text(QWidget *parent, const char *name, const char *kind)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QLatin1String(name));
    label->setTextFormat(Qt::PlainText); // names come from outside
    label->setWordWrap(true);
    label->setProperty("kind", QLatin1String(kind));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

WhyPanel::WhyPanel(Commands *commands, QWidget *parent)
    : QFrame(parent), m_commands(commands), m_bib(new QLineEdit(this)), m_who(text(this, "whyWho", "dim")), m_first(text(this, "whyFirst", "title")),
      m_others(text(this, "whyOthers", "dim"))
{
    setObjectName(QStringLiteral("whyPanel"));
    setProperty("kind", QStringLiteral("note"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 8, 8);
    column->setSpacing(4);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    auto *title = new QLabel(tr("Why not?"), this);
    title->setProperty("kind", QStringLiteral("title"));
    m_bib->setObjectName(QStringLiteral("whyBib"));
    m_bib->setAccessibleName(tr("Bib of the runner who asks"));
    m_bib->setPlaceholderText(tr("Bib, Enter"));
    m_bib->setFixedWidth(120);
    auto *shut = new QPushButton(tr("Close  Esc"), this);
    shut->setObjectName(QStringLiteral("whyClose"));
    shut->setProperty("kind", QStringLiteral("flat"));
    row->addWidget(title);
    row->addWidget(m_bib);
    row->addWidget(m_who, 1);
    row->addWidget(shut);
    column->addLayout(row);
    column->addWidget(m_first);
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setWidget(m_others);
    area->setFixedHeight(84);
    area->setStyleSheet(QStringLiteral("background: transparent;"));
    m_others->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    column->addWidget(area);
    connect(m_bib, &QLineEdit::returnPressed, this, &WhyPanel::ask);
    connect(shut, &QPushButton::clicked, this, &WhyPanel::close);
    hide();
}

void WhyPanel::open(const QString &bib)
{
    show();
    m_bib->setFocus();
    if (bib.isEmpty())
        return m_bib->selectAll();
    m_bib->setText(bib);
    ask();
}

bool WhyPanel::close()
{
    if (isHidden())
        return false;
    hide();
    Q_EMIT closed();
    return true;
}

void WhyPanel::setBand(const QString &band)
{
    m_band = band;
    answer();
}

void WhyPanel::ask()
{
    const QString bib = m_bib->text().trimmed();
    if (bib.isEmpty())
        return;
    QStringList words{QStringLiteral("awards"), QStringLiteral("--why"), bib, QStringLiteral("--json")};
    if (!m_race.isEmpty())
        words << QStringLiteral("--race") << m_race;
    m_commands->run(words, this, [this](const Answer &said) {
        const QJsonObject object = QJsonDocument::fromJson(said.out).object();
        m_lines.clear();
        m_refused = said.ok() ? QString() : QString::fromUtf8(said.err).trimmed();
        m_name = object[QStringLiteral("name")].toString();
        for (const auto &line : object[QStringLiteral("awards")].toArray())
            m_lines.emplace_back(line.toObject()[QStringLiteral("category")].toString(), line.toObject()[QStringLiteral("text")].toString());
        answer();
        m_bib->selectAll();
    });
}

void WhyPanel::answer()
{
    m_who->setText(m_refused.isEmpty() ? m_name : marked(Tone::Act, m_refused));
    QString first;
    QStringList others;
    for (const auto &[band, sentence] : m_lines) {
        const QString line = QStringLiteral("%1: %2").arg(band, sentence);
        if (band == m_band)
            first = line;
        else
            others << line;
    }
    if (m_refused.isEmpty() && m_lines.empty() && !m_name.isEmpty())
        first = tr("His race has no awards.");
    m_first->setText(first);
    m_first->setVisible(!first.isEmpty());
    m_others->setText(others.join(u'\n'));
}

} // namespace gantry::ui
