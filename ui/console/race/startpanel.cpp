// SPDX-License-Identifier: Apache-2.0
#include "ui/console/race/startpanel.h"

#include "ui/models/wavesmodel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace gantry::ui {

namespace {

constexpr std::size_t kRecords = 3;

const engine::WaveRow *waveOf(const engine::View *view, const QString &key)
{
    if (!view || !view->waves)
        return nullptr;
    const auto it = std::ranges::find(*view->waves, key, &engine::WaveRow::key);
    return it == view->waves->end() ? nullptr : &*it;
}

} // namespace

StartPanel::StartPanel(const Context &context, QWidget *parent) : QFrame(parent), m_context(context), m_title(new QLabel(this))
{
    setObjectName(QStringLiteral("startPanel"));
    setProperty("kind", QStringLiteral("note"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 8, 10);
    column->setSpacing(8);
    auto *head = new QHBoxLayout;
    m_title->setObjectName(QStringLiteral("startPanelTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    head->addWidget(m_title, 1);
    auto *shut = addButton(head, tr("Close  Esc"), QStringLiteral("startPanelClose"));
    shut->setProperty("kind", QStringLiteral("flat"));
    connect(shut, &QPushButton::clicked, this, &StartPanel::close);
    column->addLayout(head);
    auto *fields = new QHBoxLayout;
    buildFields(fields);
    column->addLayout(fields);
    auto *buttons = new QHBoxLayout;
    buildButtons(buttons);
    column->addLayout(buttons);
    hide();
}

QLineEdit *StartPanel::addField(QHBoxLayout *row, const QString &label, const QString &name, const QString &example)
{
    auto *text = new QLabel(label, this);
    text->setProperty("kind", QStringLiteral("dim"));
    auto *field = new QLineEdit(this);
    field->setObjectName(name);
    field->setPlaceholderText(example);
    field->setAccessibleName(label);
    field->setMinimumWidth(92);
    text->setBuddy(field);
    row->addWidget(text);
    row->addWidget(field, 1);
    return field;
}

QPushButton *StartPanel::addButton(QHBoxLayout *row, const QString &text, const QString &name)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(name);
    row->addWidget(button);
    return button;
}

void StartPanel::buildFields(QHBoxLayout *row)
{
    m_at = addField(row, tr("Time of day"), QStringLiteral("startAt"), tr("08:00:03.2"));
    m_shift = addField(row, tr("Later, earlier (s)"), QStringLiteral("startShift"), tr("-2.5"));
    m_watch = addField(row, tr("Stopwatch shows"), QStringLiteral("startWatch"), tr("12:34.5"));
    m_reason = addField(row, tr("Reason"), QStringLiteral("startReason"), tr("why"));
    connect(m_at, &QLineEdit::returnPressed, this, [this] { run({QStringLiteral("--at"), m_at->text().trimmed()}); });
    connect(m_shift, &QLineEdit::returnPressed, this, [this] { run({QStringLiteral("--shift"), m_shift->text().trimmed()}); });
    connect(m_watch, &QLineEdit::returnPressed, this, &StartPanel::runStopwatch);
}

void StartPanel::buildButtons(QHBoxLayout *row)
{
    m_first = addButton(row, tr("First read at the start"), QStringLiteral("startFirstRead"));
    m_planned = addButton(row, tr("As planned"), QStringLiteral("startPlanned"));
    for (std::size_t i = 0; i < kRecords; ++i)
        m_records.push_back(addButton(row, {}, QStringLiteral("startRecord%1").arg(i)));
    row->addStretch(1);
    m_clear = addButton(row, tr("Take the start back"), QStringLiteral("startClear"));
    connect(m_first, &QPushButton::clicked, this, [this] { run({QStringLiteral("--first-read")}); });
    connect(m_planned, &QPushButton::clicked, this, [this] { run({QStringLiteral("--planned")}); });
    for (QPushButton *record : m_records)
        connect(record, &QPushButton::clicked, this, [this, record] { run({QStringLiteral("--read"), record->property("read").toString()}); });
    connect(m_clear, &QPushButton::clicked, this, [this] { run({}); });
}

void StartPanel::open(const QStringList &waveKeys)
{
    m_keys = waveKeys;
    if (m_keys.isEmpty())
        return close();
    for (QLineEdit *field : {m_at, m_shift, m_watch, m_reason})
        field->clear();
    describe();
    offerRecords();
    show();
    m_at->setFocus(Qt::ShortcutFocusReason);
}

void StartPanel::close()
{
    if (m_keys.isEmpty())
        return;
    m_keys.clear();
    hide();
    Q_EMIT closed();
}

void StartPanel::setView(const engine::ViewPtr &view)
{
    const bool other = m_view && view && m_view->event && view->event && m_view->event->id != view->event->id;
    m_view = view;
    if (other)
        close();
    if (!isOpen())
        return;
    describe();
    offerRecords();
}

void StartPanel::describe()
{
    QStringList lines;
    bool anyGun = false, allPlanned = true;
    for (const QString &key : m_keys) {
        const engine::WaveRow *wave = waveOf(m_view.get(), key);
        if (!wave)
            continue;
        const EventZone &zone = m_view->event->zone;
        anyGun = anyGun || wave->gun;
        allPlanned = allPlanned && wave->scheduled;
        const QString planned = wave->scheduled ? tr("planned %1").arg(timeOfDay(*wave->scheduled, zone)) : tr("not planned");
        const QString gun = wave->gun ? tr("gun %1 by %2").arg(timeOfDay(*wave->gun, zone, 2), gunSourceWord(wave->source)) : tr("no gun yet");
        lines << tr("Start of %1: %2, %3").arg(waveTitle(*wave), planned, gun) + (startDelay(*wave).isEmpty() ? QString() : QStringLiteral(", ") + startDelay(*wave));
    }
    m_title->setText(lines.join(u'\n'));
    m_shift->setEnabled(anyGun);
    m_planned->setEnabled(allPlanned);
    m_clear->setEnabled(anyGun);
}

void StartPanel::offerRecords()
{
    std::vector<qint32> rows;
    if (m_view && m_view->reads)
        rows = m_guns.rows(*m_view->reads, [](const engine::ReadRow &r) { return r.kind == ReadKind::Gun && !r.ignored; });
    for (std::size_t i = 0; i < kRecords; ++i) {
        QPushButton *button = m_records[i];
        button->setVisible(i < rows.size());
        if (i >= rows.size())
            continue;
        const engine::ReadRow &record = (*m_view->reads)[std::size_t(rows[rows.size() - 1 - i])];
        button->setProperty("read", record.content.toString());
        button->setText(tr("Record %1 of %2").arg(timeOfDay(record.at, m_view->event->zone, 2), QString::fromStdString(record.location)));
    }
}

// Stopped by the key press: what the stopwatch shows is true at that instant.
void StartPanel::runStopwatch()
{
    const UtcTime pressed = m_context.clock->now();
    run({QStringLiteral("--stopwatch"), m_watch->text().trimmed(), QStringLiteral("--pressed-us"), QString::number(toUs(pressed))});
}

void StartPanel::run(const QStringList &how)
{
    QStringList words{QStringLiteral("op"), how.isEmpty() ? QStringLiteral("clear-gun") : QStringLiteral("gun")};
    for (const QString &key : m_keys)
        words << QStringLiteral("--wave") << key;
    words << how;
    if (!m_reason->text().trimmed().isEmpty())
        words << QStringLiteral("--reason") << m_reason->text().trimmed();
    m_context.commands->run(words, this, [this](const Answer &answer) {
        const QString text = QString::fromUtf8(answer.ok() ? answer.out : answer.err).trimmed();
        Q_EMIT said(answer.ok() ? tr("● Done. Ctrl+Z takes it back.") : tr("■ Not done: %1").arg(text));
        if (answer.ok())
            close();
    });
}

} // namespace gantry::ui
