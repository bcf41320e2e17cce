// SPDX-License-Identifier: Apache-2.0
#include "ui/console/frame/explainpanel.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace gantry::ui {

namespace {

constexpr int kReadsShown = 60;

QString seconds(const QJsonValue &us)
{
    const qint64 value = us.toString().toLongLong();
    const QString size = formatElapsed(Micros(value < 0 ? -value : value), 3);
    return (value < 0 ? QStringLiteral("−") : QStringLiteral("+")) + size;
}

} // namespace

ExplainPanel::ExplainPanel(const Context &context, QWidget *parent) : QWidget(parent), m_context(context), m_title(new QLabel(this)), m_summary(new QLabel(this)), m_area(new QScrollArea(this))
{
    setObjectName(QStringLiteral("explainPanel"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(14, 10, 8, 6);
    m_title->setObjectName(QStringLiteral("explainTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_title->setStyleSheet(QStringLiteral("font-size: 13px; font-weight: 650;"));
    auto *close = new QPushButton(tr("Close  Esc"), this);
    close->setObjectName(QStringLiteral("explainClose"));
    close->setProperty("kind", QStringLiteral("flat"));
    connect(close, &QPushButton::clicked, this, &ExplainPanel::closed);
    head->addWidget(m_title, 1);
    head->addWidget(close, 0, Qt::AlignTop);
    column->addLayout(head);
    m_summary->setObjectName(QStringLiteral("explainSummary"));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_summary->setContentsMargins(14, 0, 14, 8);
    m_summary->setStyleSheet(QStringLiteral("font-size: 15px; font-weight: 650;"));
    column->addWidget(m_summary);
    m_area->setObjectName(QStringLiteral("explainChain"));
    m_area->setAccessibleName(tr("From the raw line to the place"));
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setWidgetResizable(true);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setFocusPolicy(Qt::StrongFocus); // arrows and PgDn scroll it
    column->addWidget(m_area, 1);
}

QString ExplainPanel::summary() const
{
    return m_summary->text();
}

QWidget *ExplainPanel::focusTarget() const
{
    return m_area;
}

void ExplainPanel::explain(const QString &bib, const QString &race)
{
    const int question = ++m_question;
    QStringList words{QStringLiteral("explain"), QStringLiteral("--bib"), bib};
    if (!race.isEmpty())
        words << QStringLiteral("--race") << race;
    words << QStringLiteral("--json");
    m_title->setText(tr("Explain the time of bib %1").arg(bib));
    m_context.commands->run(words, this, [this, question](const Answer &answer) {
        if (question != m_question)
            return;
        const QJsonObject chain = QJsonDocument::fromJson(answer.out).object();
        if (answer.ok() && !chain.isEmpty())
            return fill(chain);
        fill({});
        m_summary->setText(tr("■ %1").arg(QString::fromUtf8(answer.err.isEmpty() ? answer.out : answer.err).trimmed()));
    });
}

QLabel *ExplainPanel::add(const QString &text, const char *kind, Tone tone, bool mono)
{
    auto *made = new QLabel(text, m_body);
    made->setProperty("kind", QLatin1String(kind));
    made->setTextFormat(Qt::PlainText);
    made->setWordWrap(true);
    made->setTextInteractionFlags(Qt::TextSelectableByMouse);
    if (mono) {
        QString breakable = text; // a raw line has no blanks to break at
        made->setText(breakable.replace(u'~', QStringLiteral("~\u200b")));
        made->setStyleSheet(QStringLiteral("font-family: \"%1\"; font-size: 11px;").arg(QFontDatabase::systemFont(QFontDatabase::FixedFont).family()));
    } else if (tone != Tone::Plain) {
        made->setStyleSheet(QStringLiteral("font-size: 13px; font-weight: 600; color: %1;").arg(m_context.look->toneColour(tone).name()));
    }
    m_column->addWidget(made);
    return made;
}

void ExplainPanel::addHeading(const QString &text)
{
    m_column->addSpacing(8);
    auto *line = new QFrame(m_body);
    line->setProperty("kind", QStringLiteral("hairline"));
    m_column->addWidget(line);
    add(text, "small");
}

void ExplainPanel::addLines(const QString &title, const QJsonArray &lines)
{
    if (lines.isEmpty())
        return;
    addHeading(title);
    for (const QJsonValue &line : lines) {
        const QString note = line[QStringLiteral("note")].toString();
        add(QStringLiteral("%1: %2").arg(line[QStringLiteral("label")].toString(), line[QStringLiteral("value")].toString()), "");
        if (!note.isEmpty())
            add(note, "dim");
    }
}

void ExplainPanel::addRead(const QJsonObject &read, int number)
{
    const auto text = [&](const char *name) { return read.value(QLatin1String(name)).toString(); };
    const bool used = read.value(QStringLiteral("used")).toBool();
    m_column->addSpacing(4);
    QLabel *verdict = add(marked(used ? Tone::Good : Tone::Dim, tr("%1  %2  %3").arg(text("at").mid(11), text("point"), text("use"))), "", used ? Tone::Good : Tone::Dim);
    verdict->setObjectName(QStringLiteral("explainRead%1").arg(number));
    add(text("raw"), "", Tone::Plain, true);
    const qint64 offset = text("clock_offset_us").toLongLong();
    add(tr("Chip %1 at %2, box %3: %4 (%5). %6.%7")
            .arg(text("chip"), text("location"), text("reader"), text("device_time").mid(text("device_time").indexOf(u'T') + 1), text("device_basis"), text("binding"),
                 offset == 0 ? QString() : tr(" Clock offset %1 s applied.").arg(seconds(QString::number(offset)))),
        "dim");
    add(tr("Connection %1 (%2), byte %3, received %4").arg(read.value(QStringLiteral("session")).toInteger()).arg(text("peer")).arg(read.value(QStringLiteral("offset")).toInteger()).arg(text("received_local").mid(11, 11)),
        "small");
}

void ExplainPanel::addPlace(const QJsonObject &place)
{
    add(tr("%1: place %2 of %3").arg(place.value(QStringLiteral("title")).toString()).arg(place.value(QStringLiteral("place")).toInt()).arg(place.value(QStringLiteral("of")).toInt()), "");
    const std::pair<const char *, QString> sides[] = {{"before", tr("before")}, {"after", tr("after")}};
    for (const auto &[side, word] : sides) {
        const QJsonValue n = place.value(QLatin1String(side));
        if (n.isObject())
            add(tr("%1: %2 %3, %4 (%5)").arg(word, n[QStringLiteral("bib")].toString(), n[QStringLiteral("name")].toString(), n[QStringLiteral("time")].toString(), seconds(n[QStringLiteral("gap_us")])), "dim");
    }
}

void ExplainPanel::fill(const QJsonObject &chain)
{
    m_body = new QWidget(m_area);
    m_column = new QVBoxLayout(m_body);
    m_column->setContentsMargins(14, 0, 14, 14);
    m_column->setSpacing(2);
    m_summary->setText(chain.value(QStringLiteral("summary")).toString());
    if (!chain.isEmpty()) {
        m_title->setText(tr("Explain: bib %1, %2").arg(chain.value(QStringLiteral("bib")).toString(), chain.value(QStringLiteral("name")).toString()));
        const QJsonArray reads = chain.value(QStringLiteral("reads")).toArray();
        addLines(tr("Time and status"), chain.value(QStringLiteral("result")).toArray());
        if (const QJsonArray places = chain.value(QStringLiteral("places")).toArray(); !places.isEmpty()) {
            addHeading(tr("Places"));
            for (const QJsonValue &place : places)
                addPlace(place.toObject());
        }
        addHeading(tr("Reads, oldest first (%1)").arg(reads.size()));
        for (qsizetype i = std::max<qsizetype>(0, reads.size() - kReadsShown); i < reads.size(); ++i)
            addRead(reads[i].toObject(), int(i));
        addLines(tr("Corrections"), chain.value(QStringLiteral("adjustments")).toArray());
        addLines(tr("Runner and start"), chain.value(QStringLiteral("entrant")).toArray());
        addLines(tr("Rules"), chain.value(QStringLiteral("rules")).toArray());
    }
    m_column->addStretch(1);
    m_area->setWidget(m_body); // deletes the one before
    m_area->ensureVisible(0, 0);
    Q_EMIT filled();
}

} // namespace gantry::ui
