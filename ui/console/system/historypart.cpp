// SPDX-License-Identifier: Apache-2.0
#include "ui/console/system/historypart.h"

#include "ui/console/common/datatable.h"
#include "ui/models/historymodel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace gantry::ui {

namespace {

QLabel *label(QWidget *parent, const char *kind, const QString &name)
{
    auto *made = new QLabel(parent);
    made->setObjectName(name);
    made->setProperty("kind", QLatin1String(kind));
    made->setTextFormat(Qt::PlainText);
    made->setWordWrap(true);
    return made;
}

QFrame *noteFrame(QWidget *parent, const QString &name)
{
    auto *frame = new QFrame(parent);
    frame->setObjectName(name);
    frame->setProperty("kind", QStringLiteral("note"));
    frame->hide();
    return frame;
}

QPushButton *button(QWidget *parent, const QString &text, const QString &name)
{
    auto *made = new QPushButton(text, parent);
    made->setObjectName(name);
    return made;
}

} // namespace

HistoryPart::HistoryPart(const Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_model(new HistoryModel(context.worker, this)),
      m_table(new DataTable(context.look, m_model, QStringLiteral("history"), DataTable::Height::Stretch, this))
{
    setObjectName(QStringLiteral("historyPart"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    buildBar(column);
    buildPast(column);
    buildNaming(column);
    column->addWidget(m_table, 1);
    buildDetails(column);
    m_table->setEmptyText(tr("Nothing was done yet."));
    m_table->setAccessibleName(tr("What was done, newest first"));
    m_table->installEventFilter(this);
    connect(m_table, &DataTable::chosen, this, &HistoryPart::showDetails);
    connect(m_model, &HistoryModel::ordered, this, &HistoryPart::count);
}

void HistoryPart::buildBar(QLayout *column)
{
    m_filter = new QLineEdit(this);
    m_filter->setObjectName(QStringLiteral("historyFilter"));
    m_filter->setAccessibleName(tr("Filter the history"));
    m_filter->setPlaceholderText(tr("Bib, person who did it, word"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setFixedWidth(220);
    m_kind = new QComboBox(this);
    m_kind->setObjectName(QStringLiteral("historyKind"));
    m_kind->setAccessibleName(tr("Kind of operation"));
    m_kind->addItem(tr("Everything"));
    using engine::HistoryKind;
    for (const HistoryKind kind : {HistoryKind::Correction, HistoryKind::Hand, HistoryKind::Read, HistoryKind::Start, HistoryKind::Entrant, HistoryKind::Setup, HistoryKind::Reader, HistoryKind::RestorePoint, HistoryKind::Publication,
                                   HistoryKind::Undo, HistoryKind::Redo})
        m_kind->addItem(historyKindWord(kind), int(kind));
    m_count = label(this, "dim", QStringLiteral("historyCount"));
    m_count->setWordWrap(false);
    auto *name = button(this, tr("Restore point  P"), QStringLiteral("setRestorePoint"));
    m_moment = new QLineEdit(this);
    m_moment->setObjectName(QStringLiteral("asOfMoment"));
    m_moment->setAccessibleName(tr("Time of day to look back to"));
    m_moment->setPlaceholderText(tr("How was it at 10:31:00?"));
    m_moment->setFixedWidth(180);
    auto *look = button(this, tr("Look back"), QStringLiteral("asOfShow"));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_filter);
    row->addWidget(m_kind);
    row->addWidget(m_count);
    row->addStretch(1);
    row->addWidget(new HoldNote(m_model, QStringLiteral("historyHeld"), this));
    row->addWidget(m_moment);
    row->addWidget(look);
    row->addWidget(name);
    static_cast<QVBoxLayout *>(column)->addLayout(row);
    connect(m_filter, &QLineEdit::textChanged, m_model, &HistoryModel::setFilter);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        const QVariant kind = m_kind->currentData();
        m_model->setKind(kind.isValid() ? std::optional(engine::HistoryKind(kind.toInt())) : std::nullopt);
    });
    connect(name, &QPushButton::clicked, this, &HistoryPart::beginNaming);
    connect(m_moment, &QLineEdit::returnPressed, this, &HistoryPart::showPast);
    connect(look, &QPushButton::clicked, this, &HistoryPart::showPast);
}

// The past wears a frame of its own and says so in words: nobody takes it for the race as it is now.
void HistoryPart::buildPast(QLayout *column)
{
    m_past = noteFrame(this, QStringLiteral("asOfBanner"));
    auto *box = new QVBoxLayout(m_past);
    box->setContentsMargins(12, 8, 8, 10);
    box->setSpacing(6);
    m_pastTitle = label(m_past, "look", QStringLiteral("asOfTitle"));
    m_pastFigures = label(m_past, "title", QStringLiteral("asOfFigures"));
    m_pastTop = label(m_past, "dim", QStringLiteral("asOfTop"));
    m_pastLast = label(m_past, "dim", QStringLiteral("asOfLast"));
    auto *close = button(m_past, tr("Back to now  Esc"), QStringLiteral("asOfClose"));
    auto *head = new QHBoxLayout;
    head->addWidget(m_pastTitle, 1);
    head->addWidget(close, 0, Qt::AlignTop);
    box->addLayout(head);
    box->addWidget(m_pastFigures);
    auto *lists = new QHBoxLayout;
    lists->setSpacing(24);
    lists->addWidget(m_pastTop, 1, Qt::AlignTop);
    lists->addWidget(m_pastLast, 1, Qt::AlignTop);
    box->addLayout(lists);
    column->addWidget(m_past);
    connect(close, &QPushButton::clicked, m_past, &QWidget::hide);
}

void HistoryPart::buildNaming(QLayout *column)
{
    m_naming = noteFrame(this, QStringLiteral("restoreNaming"));
    auto *row = new QHBoxLayout(m_naming);
    row->setContentsMargins(12, 7, 8, 7);
    m_pointName = new QLineEdit(m_naming);
    m_pointName->setObjectName(QStringLiteral("restoreName"));
    m_pointName->setAccessibleName(tr("Name of the restore point"));
    m_pointName->setPlaceholderText(tr("A name for this moment, then Enter"));
    row->addWidget(new QLabel(tr("Restore point:"), m_naming));
    row->addWidget(m_pointName, 1);
    column->addWidget(m_naming);
    connect(m_pointName, &QLineEdit::returnPressed, this, [this] {
        const QString name = m_pointName->text().trimmed();
        if (name.isEmpty())
            return;
        run({QStringLiteral("restore-point"), name});
        m_naming->hide();
        m_table->setFocus();
    });
}

void HistoryPart::buildDetails(QLayout *column)
{
    m_details = noteFrame(this, QStringLiteral("historyDetails"));
    auto *box = new QVBoxLayout(m_details);
    box->setContentsMargins(12, 8, 8, 8);
    box->setSpacing(6);
    m_detailsTitle = label(m_details, "title", QStringLiteral("historyTitle"));
    m_changes = new QPlainTextEdit(m_details);
    m_changes->setObjectName(QStringLiteral("historyChanges"));
    m_changes->setAccessibleName(tr("What it changed, from what to what"));
    m_changes->setReadOnly(true);
    m_changes->setTabChangesFocus(true);
    m_changes->setFixedHeight(130);
    m_reason = new QLineEdit(m_details);
    m_reason->setObjectName(QStringLiteral("historyReason"));
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setPlaceholderText(tr("Reason, for whoever asks later"));
    m_undo = button(m_details, tr("Take back  U"), QStringLiteral("historyUndo"));
    m_redo = button(m_details, tr("Put back  R"), QStringLiteral("historyRedo"));
    m_restore = button(m_details, tr("Restore to here…"), QStringLiteral("historyRestore"));
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_reason, 1);
    for (QPushButton *b : {m_undo, m_redo, m_restore})
        row->addWidget(b);
    box->addWidget(m_detailsTitle);
    box->addWidget(m_changes);
    box->addLayout(row);
    column->addWidget(m_details);
    connect(m_undo, &QPushButton::clicked, this, [this] { undoRedo(QStringLiteral("undo")); });
    connect(m_redo, &QPushButton::clicked, this, [this] { undoRedo(QStringLiteral("redo")); });
    connect(m_restore, &QPushButton::clicked, this, &HistoryPart::restoreHere);
}

QWidget *HistoryPart::firstFocus() const
{
    return m_table;
}

void HistoryPart::setView(const engine::ViewPtr &view)
{
    const bool changed = m_view && view && m_view->history != view->history;
    m_view = view;
    m_model->setView(view);
    if (changed && m_details->isVisible() && !m_shown.isEmpty())
        run({QStringLiteral("history"), m_shown}, [this](const QJsonObject &details) { fillDetails(details); });
}

void HistoryPart::run(const QStringList &words, const std::function<void(const QJsonObject &)> &then)
{
    m_context.commands->run(QStringList(words) << QStringLiteral("--json"), this, [this, then](const Answer &answer) {
        if (!answer.ok())
            Q_EMIT said(tr("■ Not done: %1").arg(QString::fromUtf8(answer.err.isEmpty() ? answer.out : answer.err).trimmed()));
        else if (then)
            then(QJsonDocument::fromJson(answer.out).object());
    });
}

bool HistoryPart::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->modifiers() == Qt::NoModifier) {
            switch (key->key()) {
            case Qt::Key_U: undoRedo(QStringLiteral("undo")); return true;
            case Qt::Key_R: undoRedo(QStringLiteral("redo")); return true;
            case Qt::Key_P: beginNaming(); return true;
            default: break;
            }
        }
    }
    return QWidget::eventFilter(watched, event);
}

void HistoryPart::undoRedo(const QString &what)
{
    const engine::HistoryRow *row = m_model->row(m_table->selectedEntity());
    const QString id = row ? row->id.toString() : m_details->isVisible() ? m_shown : QString();
    if (id.isEmpty())
        return Q_EMIT said(tr("▲ Choose an operation first: arrow keys, then U takes it back and R puts it back."));
    QStringList words{QStringLiteral("op"), what, id};
    if (m_details->isVisible() && !m_reason->text().trimmed().isEmpty())
        words << QStringLiteral("--reason") << m_reason->text().trimmed();
    run(words);
    m_reason->clear();
}

void HistoryPart::beginNaming()
{
    m_naming->show();
    m_pointName->clear();
    m_pointName->setFocus();
}

void HistoryPart::showDetails(int entity)
{
    const engine::HistoryRow *row = m_model->row(entity);
    if (!row)
        return;
    m_shown = row->id.toString();
    m_planned.clear();
    m_detailsTitle->setText(row->text);
    m_changes->clear();
    m_details->show();
    run({QStringLiteral("history"), m_shown}, [this](const QJsonObject &details) { fillDetails(details); });
}

void HistoryPart::fillDetails(const QJsonObject &details)
{
    if (details.value(QStringLiteral("id")).toString() != m_shown)
        return;
    QStringList lines;
    for (const QJsonValue &change : details.value(QStringLiteral("changes")).toArray()) {
        const bool active = change[QStringLiteral("active")].toBool();
        lines << (active ? QStringLiteral("● ") : QStringLiteral("○ ")) + change[QStringLiteral("what")].toString();
        for (const QJsonValue &field : change[QStringLiteral("fields")].toArray()) {
            const QString from = field[QStringLiteral("from")].toString(), to = field[QStringLiteral("to")].toString();
            lines << tr("     %1:  %2 → %3").arg(field[QStringLiteral("name")].toString(), from.isEmpty() ? tr("nothing") : from, to.isEmpty() ? tr("nothing") : to);
        }
    }
    const QString reason = details.value(QStringLiteral("reason")).toString();
    m_detailsTitle->setText(tr("%1 · %2 · %3%4 · %5")
                                .arg(details.value(QStringLiteral("local")).toString().mid(11, 8), details.value(QStringLiteral("author")).toString(), details.value(QStringLiteral("text")).toString(),
                                     reason.isEmpty() ? QString() : tr(" (%1)").arg(reason), details.value(QStringLiteral("state")).toString()));
    if (m_planned.isEmpty())
        m_changes->setPlainText(lines.join(u'\n'));
    const QString state = details.value(QStringLiteral("state")).toString();
    m_undo->setEnabled(state != tr("taken back"));
    m_redo->setEnabled(!details.value(QStringLiteral("in_force")).toBool());
    m_restore->setText(m_planned.isEmpty() ? tr("Restore to here…") : m_restore->text());
}

// First what would go; then, with the same button, it goes. One Ctrl+Z brings it back.
void HistoryPart::restoreHere()
{
    if (m_planned == m_shown && !m_shown.isEmpty()) {
        run({QStringLiteral("restore-to"), m_shown});
        m_planned.clear();
        m_restore->setText(tr("Restore to here…"));
        return;
    }
    const QString asked = m_shown;
    run({QStringLiteral("restore-to"), asked, QStringLiteral("--preview")}, [this, asked](const QJsonObject &plan) {
        if (asked != m_shown)
            return;
        const QJsonArray list = plan.value(QStringLiteral("takes_back")).toArray();
        QStringList lines{list.isEmpty() ? tr("Nothing was done after it.") : tr("Would take back, newest first; reads stay:")};
        for (const QJsonValue &row : list)
            lines << tr("     %1 · %2").arg(row[QStringLiteral("author")].toString(), row[QStringLiteral("text")].toString());
        m_changes->setPlainText(lines.join(u'\n'));
        if (list.isEmpty())
            return;
        m_planned = asked;
        m_restore->setText(tr("Take back these %1").arg(list.size()));
    });
}

void HistoryPart::showPast()
{
    const QString asked = m_moment->text().trimmed();
    if (asked.isEmpty())
        return;
    Q_EMIT said(tr("Looking back to %1…").arg(asked));
    run({QStringLiteral("status"), QStringLiteral("--as-of"), asked}, [this, asked](const QJsonObject &past) { fillPast(asked, past); });
}

void HistoryPart::fillPast(const QString &asked, const QJsonObject &past)
{
    const auto n = [&](const char *name) { return number(past.value(QLatin1String(name)).toInteger()); };
    m_pastTitle->setText(tr("▲ THE PAST, as of %1. The strip above shows now.").arg(asked));
    m_pastFigures->setText(tr("Entered %1 · Started %2 · Out %3 · Finished %4 · Unknown %5 · Reads %6").arg(n("entered"), n("started"), n("out"), n("finished"), n("unknown_chips"), n("total_reads")));
    QStringList top, last{tr("Last finishers then")};
    for (const QJsonValue &race : past.value(QStringLiteral("top")).toArray()) {
        top << tr("%1, first places then").arg(race[QStringLiteral("race")].toString());
        const QJsonArray places = race[QStringLiteral("places")].toArray();
        for (qsizetype i = 0; i < places.size() && i < 5; ++i)
            top << QStringLiteral("%1.  %2  %3  %4").arg(places[i][QStringLiteral("place")].toInt()).arg(places[i][QStringLiteral("bib")].toString(), places[i][QStringLiteral("name")].toString(), places[i][QStringLiteral("net")].toString());
        if (places.isEmpty())
            top << tr("nobody yet");
    }
    const QJsonArray finishers = past.value(QStringLiteral("last_finishers")).toArray();
    for (qsizetype i = 0; i < finishers.size() && i < 5; ++i)
        last << QStringLiteral("%1  %2  %3  %4").arg(finishers[i][QStringLiteral("at")].toString().mid(11, 8), finishers[i][QStringLiteral("bib")].toString(), finishers[i][QStringLiteral("name")].toString(), finishers[i][QStringLiteral("net")].toString());
    if (finishers.isEmpty())
        last << tr("nobody yet");
    m_pastTop->setText(top.join(u'\n'));
    m_pastLast->setText(last.join(u'\n'));
    m_past->show();
    Q_EMIT said(tr("● Shown as of %1. Esc goes back to now.").arg(asked));
}

bool HistoryPart::leave()
{
    for (QFrame *frame : {m_naming, m_details, m_past})
        if (frame->isVisible()) {
            frame->hide();
            m_table->setFocus();
            return true;
        }
    return false;
}

void HistoryPart::count()
{
    m_count->setText(tr("%1 shown").arg(number(m_model->rowCount())));
}

} // namespace gantry::ui
