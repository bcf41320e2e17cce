// SPDX-License-Identifier: Apache-2.0
#include "ui/console/setup/eventspanel.h"

#include "core/domain/eventtemplates.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QTimeZone>
#include <QVBoxLayout>

namespace gantry::ui {

namespace {

QStringList distancesOf(const QString &text)
{
    // "3,1 mi" is one distance, "5K, 10K" are two: a comma with a blank, a semicolon or a new name separates.
    QStringList out;
    for (const QString &piece : QString(text).replace(u';', QStringLiteral(", ")).split(QStringLiteral(", "), Qt::SkipEmptyParts))
        if (const QString p = piece.trimmed(); !p.isEmpty())
            out.append(p.endsWith(u',') ? p.chopped(1) : p);
    return out;
}

QString errorOf(const Answer &answer)
{
    return QString::fromUtf8(answer.err.isEmpty() ? answer.out : answer.err).trimmed();
}

} // namespace

EventsPanel::EventsPanel(const Context &context, QWidget *parent) : QFrame(parent), m_context(context), m_title(new QLabel(this)), m_stack(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("eventsPanel"));
    setProperty("kind", QStringLiteral("note"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(18, 14, 18, 14);
    column->setSpacing(10);
    auto *head = new QHBoxLayout;
    m_title->setProperty("kind", QStringLiteral("title"));
    head->addWidget(m_title, 1);
    auto *shut = new QPushButton(tr("Close  Esc"), this);
    shut->setObjectName(QStringLiteral("eventsClose"));
    shut->setProperty("kind", QStringLiteral("flat"));
    connect(shut, &QPushButton::clicked, this, &EventsPanel::closed);
    head->addWidget(shut);
    column->addLayout(head);
    m_stack->addWidget(buildNew());
    m_stack->addWidget(buildCopy());
    m_stack->addWidget(buildOpen());
    column->addWidget(m_stack, 1);
}

QLineEdit *EventsPanel::field(QFormLayout *form, const QString &label, const QString &name, const QString &example)
{
    auto *edit = new QLineEdit(this);
    edit->setObjectName(name);
    edit->setPlaceholderText(example);
    edit->setAccessibleName(label);
    edit->setMaxLength(500);
    edit->setMinimumHeight(30);
    edit->setMaximumWidth(460);
    form->addRow(label, edit);
    return edit;
}

QWidget *EventsPanel::buttons(QPushButton *main, QPushButton *other)
{
    auto *line = new QWidget(this);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    main->setProperty("kind", QStringLiteral("main"));
    main->setMinimumHeight(32);
    row->addWidget(main);
    if (other)
        row->addWidget(other);
    row->addStretch(1);
    return line;
}

QWidget *EventsPanel::buildNew()
{
    auto *page = new QWidget(this);
    auto *form = new QFormLayout(page);
    form->setVerticalSpacing(8);
    m_name = field(form, tr("Name"), QStringLiteral("newName"), tr("Harbour Run"));
    m_date = field(form, tr("Date"), QStringLiteral("newDate"), QStringLiteral("2026-05-30"));
    m_zone = field(form, tr("Time zone"), QStringLiteral("newZone"), QStringLiteral("Europe/London"));
    QStringList zones;
    for (const QByteArray &id : QTimeZone::availableTimeZoneIds())
        zones.append(QString::fromLatin1(id));
    auto *completer = new QCompleter(zones, m_zone);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    m_zone->setCompleter(completer);
    m_distances = field(form, tr("Distances"), QStringLiteral("newDistances"), tr("5K, half, Fun run=2 km"));
    m_start = field(form, tr("First start"), QStringLiteral("newStart"), tr("09:00, may stay empty"));
    m_bands = new QComboBox(page);
    m_bands->setObjectName(QStringLiteral("newBands"));
    m_bands->addItem(tr("every 5 years"), QStringLiteral("5"));
    m_bands->addItem(tr("every 10 years"), QStringLiteral("10"));
    m_bands->addItem(tr("none"), QStringLiteral("none"));
    m_bands->setMaximumWidth(220);
    form->addRow(tr("Divisions"), m_bands);
    m_oneMat = new QCheckBox(tr("Start and finish over the same mat"), page);
    m_oneMat->setObjectName(QStringLiteral("newOneMat"));
    form->addRow(QString(), m_oneMat);
    m_preview = new QLabel(page);
    m_preview->setObjectName(QStringLiteral("newPreview"));
    m_preview->setTextFormat(Qt::PlainText);
    m_preview->setWordWrap(true);
    m_preview->setProperty("kind", QStringLiteral("dim"));
    form->addRow(QString(), m_preview);
    m_make = new QPushButton(tr("Make the event"), page);
    m_make->setObjectName(QStringLiteral("newMake"));
    form->addRow(QString(), buttons(m_make));
    for (QLineEdit *edit : {m_name, m_date, m_zone, m_distances, m_start}) {
        connect(edit, &QLineEdit::textChanged, this, &EventsPanel::preview);
        connect(edit, &QLineEdit::returnPressed, m_make, &QPushButton::click);
    }
    connect(m_bands, &QComboBox::currentIndexChanged, this, &EventsPanel::preview);
    connect(m_oneMat, &QCheckBox::toggled, this, &EventsPanel::preview);
    connect(m_make, &QPushButton::clicked, this, &EventsPanel::make);
    return page;
}

QWidget *EventsPanel::buildCopy()
{
    auto *page = new QWidget(this);
    auto *form = new QFormLayout(page);
    form->setVerticalSpacing(8);
    m_copyFrom = new QComboBox(page);
    m_copyFrom->setObjectName(QStringLiteral("copyFrom"));
    m_copyFrom->setMinimumWidth(360);
    form->addRow(tr("Copy"), m_copyFrom);
    m_copyName = field(form, tr("New name"), QStringLiteral("copyName"), tr("Harbour Run 2027"));
    m_copyDate = field(form, tr("New date"), QStringLiteral("copyDate"), QStringLiteral("2027-05-29"));
    auto *what = new QLabel(tr("Takes points, races, course, waves, divisions and awards, and shifts every date. Entrants, reads, guns and rulings stay behind. You get a list of what to check again."), page);
    what->setWordWrap(true);
    what->setProperty("kind", QStringLiteral("dim"));
    form->addRow(QString(), what);
    m_copy = new QPushButton(tr("Make the copy"), page);
    m_copy->setObjectName(QStringLiteral("copyMake"));
    form->addRow(QString(), buttons(m_copy));
    connect(m_copy, &QPushButton::clicked, this, &EventsPanel::copy);
    connect(m_copyDate, &QLineEdit::returnPressed, m_copy, &QPushButton::click);
    connect(m_copyFrom, &QComboBox::currentIndexChanged, this, [this] { m_copyName->setText(m_copyFrom->currentText()); });
    return page;
}

QWidget *EventsPanel::buildOpen()
{
    auto *page = new QWidget(this);
    auto *form = new QFormLayout(page);
    form->setVerticalSpacing(8);
    m_which = new QComboBox(page);
    m_which->setObjectName(QStringLiteral("openWhich"));
    m_which->setMinimumWidth(360);
    form->addRow(tr("Event"), m_which);
    auto *what = new QLabel(tr("The event that is open is the one that readers feed and screens show. Readers are hung up on and dial in again by themselves; what they sent so far stays with the event it was for."), page);
    what->setWordWrap(true);
    what->setProperty("kind", QStringLiteral("dim"));
    form->addRow(QString(), what);
    m_why = new QLabel(page);
    m_why->setObjectName(QStringLiteral("openWhy"));
    m_why->setTextFormat(Qt::PlainText);
    m_why->setWordWrap(true);
    m_why->setProperty("kind", QStringLiteral("act"));
    form->addRow(QString(), m_why);
    m_open = new QPushButton(tr("Open it"), page);
    m_open->setObjectName(QStringLiteral("openEvent"));
    m_force = new QPushButton(tr("Open it all the same"), page);
    m_force->setObjectName(QStringLiteral("openForce"));
    m_force->hide();
    form->addRow(QString(), buttons(m_open, m_force));
    connect(m_open, &QPushButton::clicked, this, [this] { openEvent(m_which->currentData().toString(), m_which->currentText(), false); });
    connect(m_force, &QPushButton::clicked, this, [this] { openEvent(m_which->currentData().toString(), m_which->currentText(), true); });
    connect(m_which, &QComboBox::currentIndexChanged, this, [this] {
        m_why->clear();
        m_force->hide();
    });
    return page;
}

void EventsPanel::open(Task task)
{
    m_title->setText(task == Task::New ? tr("A new event") : task == Task::Copy ? tr("Copy an event") : tr("Open another event"));
    m_stack->setCurrentIndex(int(task) - 1);
    if (task == Task::New) {
        if (m_zone->text().isEmpty())
            m_zone->setText(QString::fromLatin1(QTimeZone::systemTimeZoneId()));
        preview();
        m_name->setFocus();
    } else {
        askEvents();
        (task == Task::Copy ? m_copyFrom : m_which)->setFocus();
    }
}

void EventsPanel::preview()
{
    NewEvent wanted;
    wanted.name = m_name->text().trimmed();
    wanted.date = QDate::fromString(m_date->text().trimmed(), Qt::ISODate);
    wanted.timezone = m_zone->text().trimmed();
    QString wrong;
    for (const QString &text : distancesOf(m_distances->text())) {
        if (const auto race = parseNewRace(text))
            wanted.races.push_back(*race);
        else if (wrong.isEmpty())
            wrong = race.error().message;
    }
    wanted.bands = m_bands->currentIndex() == 0 ? DivisionBands::FiveYears : m_bands->currentIndex() == 1 ? DivisionBands::TenYears : DivisionBands::None;
    wanted.oneMat = m_oneMat->isChecked();
    const auto json = wrong.isEmpty() ? proposeEvent(wanted) : Result<QJsonObject>(failure(ErrorCode::InvalidInput, wrong));
    m_make->setEnabled(bool(json));
    if (!json)
        return m_preview->setText(QStringLiteral("○ ") + json.error().message);
    QStringList lines;
    for (const NewRace &race : wanted.races)
        lines.append(tr("● %1: %2, nobody believed faster than %3/km, start closes 20 minutes after the gun, times up to the %4")
                         .arg(race.name, distanceText(race.metres), race.wheelchair ? QStringLiteral("1:20") : QStringLiteral("2:10"), race.metres <= 1609.344 ? tr("tenth") : tr("second")));
    lines.append(tr("Overall awards by gun time, division awards by net time. Everything can be changed afterwards."));
    m_preview->setText(lines.join(u'\n'));
}

QStringList EventsPanel::newWords() const
{
    QStringList words{QStringLiteral("event"), QStringLiteral("new"), QStringLiteral("--name=") + m_name->text().trimmed(), QStringLiteral("--date=") + m_date->text().trimmed(),
                      QStringLiteral("--timezone=") + m_zone->text().trimmed(), QStringLiteral("--divisions=") + m_bands->currentData().toString()};
    for (const QString &text : distancesOf(m_distances->text()))
        words << QStringLiteral("--distance=") + text;
    if (!m_start->text().trimmed().isEmpty())
        words << QStringLiteral("--start=") + m_start->text().trimmed();
    if (m_oneMat->isChecked())
        words << QStringLiteral("--one-mat");
    return words << QStringLiteral("--json");
}

void EventsPanel::run(const QStringList &words, const std::function<void(const Answer &)> &done)
{
    setEnabled(false);
    m_context.commands->run(words, this, [this, done](const Answer &answer) {
        setEnabled(true);
        done(answer);
    });
}

void EventsPanel::make()
{
    const QString name = m_name->text().trimmed();
    run(newWords(), [this, name](const Answer &answer) {
        if (!answer.ok())
            return Q_EMIT reported(Tone::Act, tr("The event was not made."), errorOf(answer));
        Q_EMIT reported(Tone::Good, tr("%1 is made. Look through it: everything can be changed.").arg(name), {});
        openEvent(QJsonDocument::fromJson(answer.out).object().value(QStringLiteral("event")).toString(), name, false);
    });
}

void EventsPanel::copy()
{
    const QString name = m_copyName->text().trimmed();
    const QStringList words{QStringLiteral("event"), QStringLiteral("copy"), m_copyFrom->currentData().toString(), QStringLiteral("--name=") + name,
                            QStringLiteral("--date=") + m_copyDate->text().trimmed(), QStringLiteral("--json")};
    run(words, [this, name](const Answer &answer) {
        if (!answer.ok())
            return Q_EMIT reported(Tone::Act, tr("The copy was not made."), errorOf(answer));
        const QJsonObject made = QJsonDocument::fromJson(answer.out).object();
        QStringList lines;
        for (const QJsonValue &v : made.value(QStringLiteral("recheck")).toArray())
            lines.append(QStringLiteral("▲ ") + v.toObject().value(QStringLiteral("text")).toString());
        Q_EMIT reported(Tone::Look, tr("%1 is made. Check these again:").arg(name), lines.join(u'\n'));
        openEvent(made.value(QStringLiteral("event")).toString(), name, false);
    });
}

void EventsPanel::openEvent(const QString &id, const QString &name, bool force)
{
    if (id.isEmpty())
        return;
    QStringList words{QStringLiteral("event"), QStringLiteral("open"), id};
    if (force)
        words << QStringLiteral("--force");
    run(words, [this, id, name](const Answer &answer) {
        if (answer.ok()) {
            m_force->hide();
            return Q_EMIT closed();
        }
        // Made, but not opened: the race that is under way keeps its readers.
        open(Task::Open);
        if (m_which->findData(id) < 0)
            m_which->addItem(name, id);
        m_which->setCurrentIndex(m_which->findData(id));
        m_why->setText(QStringLiteral("■ ") + errorOf(answer));
        m_force->setVisible(answer.exitCode == 3);
    });
}

void EventsPanel::askEvents()
{
    m_context.commands->run({QStringLiteral("event"), QStringLiteral("list"), QStringLiteral("--json")}, this, [this](const Answer &answer) {
        const QJsonArray list = QJsonDocument::fromJson(answer.out).array();
        for (QComboBox *box : {m_copyFrom, m_which}) {
            const QString was = box->currentData().toString();
            const QSignalBlocker quiet(box);
            box->clear();
            for (auto it = list.size() - 1; it >= 0; --it) { // newest first
                const QJsonObject e = list.at(it).toObject();
                const QString live = e.value(QStringLiteral("live")).toBool() && box == m_which ? tr("  (open now)") : QString();
                box->addItem(e.value(QStringLiteral("name")).toString() + live, e.value(QStringLiteral("event")).toString());
            }
            if (const int known = box->findData(was); known >= 0)
                box->setCurrentIndex(known);
        }
        if (m_copyName->text().isEmpty())
            m_copyName->setText(m_copyFrom->currentText());
    });
}

} // namespace gantry::ui
