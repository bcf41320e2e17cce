// SPDX-License-Identifier: Apache-2.0
#include "ui/console/frame/bottomline.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProcess>
#include <QPushButton>
#include <QVBoxLayout>

namespace gantry::ui {

namespace {

constexpr std::size_t kMaxFound = 8;
constexpr QChar kCommandSign = u'>';

} // namespace

BottomLine::BottomLine(const Context &context, QWidget *overlay, QWidget *parent)
    : QFrame(parent), m_context(context), m_overlay(overlay), m_field(new QLineEdit(this)), m_last(new QLabel(this)), m_keys(new QLabel(this)),
      m_undo(new QPushButton(tr("Undo  Ctrl+Z"), this)), m_suggestions(new QFrame(overlay)), m_list(new QListWidget(m_suggestions)),
      m_nobody(new QLabel(m_suggestions))
{
    setObjectName(QStringLiteral("bottom"));
    setFixedHeight(38);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 0, 14, 0);
    row->setSpacing(14);
    m_field->setObjectName(QStringLiteral("field"));
    m_field->setPlaceholderText(tr("Find a bib or name   /     command   Ctrl+K"));
    m_field->setFixedWidth(330);
    m_field->setMaxLength(4096);
    m_field->installEventFilter(this);
    m_field->setAccessibleName(tr("Find a runner, or type a command"));
    m_last->setObjectName(QStringLiteral("lastOp"));
    m_last->setTextFormat(Qt::PlainText);
    m_last->setMinimumWidth(60);
    m_last->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_undo->setObjectName(QStringLiteral("undo"));
    m_undo->setProperty("kind", QStringLiteral("flat"));
    m_undo->setEnabled(false);
    m_keys->setObjectName(QStringLiteral("keys"));
    m_keys->setText(tr("F6 bib · F7 tap · F8 arm · F9 start · Ctrl+O out · Ctrl+J problem · Ctrl+E explain"));
    row->addWidget(m_field);
    row->addWidget(m_last, 1);
    row->addWidget(m_undo);
    row->addWidget(m_keys);
    connect(m_undo, &QPushButton::clicked, this, [this] { m_context.commands->undo(); });
    connect(m_field, &QLineEdit::textEdited, this, &BottomLine::search);

    m_suggestions->setObjectName(QStringLiteral("suggestions"));
    auto *column = new QVBoxLayout(m_suggestions);
    column->setContentsMargins(2, 2, 2, 2);
    column->setSpacing(0);
    m_list->setObjectName(QStringLiteral("found"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    m_nobody->setContentsMargins(10, 8, 10, 8);
    m_nobody->setObjectName(QStringLiteral("nobody"));
    column->addWidget(m_list);
    column->addWidget(m_nobody);
    m_suggestions->hide();
    connect(m_list, &QListWidget::itemClicked, this, [this](QListWidgetItem *item) { choose(m_list->row(item)); });
}

void BottomLine::setView(const engine::ViewPtr &view)
{
    m_view = view;
    m_undo->setEnabled(view && view->canUndo);
    if (view && view->lastOp && view->lastOp->id != m_lastOp) {
        m_lastOp = view->lastOp->id;
        const EventZone utc;
        const QString at = timeOfDay(view->lastOp->at, view->event ? view->event->zone : utc);
        say(QStringList{at, view->lastOp->author, view->lastOp->text}.join(QStringLiteral(" · ")));
    }
}

void BottomLine::say(const QString &sentence)
{
    m_sentence = sentence.simplified();
    m_last->setToolTip(m_sentence);
    elide();
}

void BottomLine::elide()
{
    m_last->setText(m_last->fontMetrics().elidedText(m_sentence, Qt::ElideRight, m_last->width()));
}

void BottomLine::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    m_keys->setVisible(width() > 1200);
    layout()->activate();
    elide();
    placeSuggestions();
}

bool BottomLine::isCommand() const
{
    return m_field->text().startsWith(kCommandSign);
}

void BottomLine::beginFind()
{
    m_field->clear();
    m_suggestions->hide();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void BottomLine::beginCommand()
{
    m_suggestions->hide();
    m_field->setFocus(Qt::OtherFocusReason); // a shortcut's focus would select the sign, and typing replace it
    m_field->setText(QString(kCommandSign) + u' ');
}

bool BottomLine::leave()
{
    if (!m_field->hasFocus() && m_field->text().isEmpty() && !m_suggestions->isVisible())
        return false;
    m_field->clear();
    m_suggestions->hide();
    m_enterWaits = false;
    Q_EMIT left();
    return true;
}

void BottomLine::search()
{
    if (isCommand() || m_field->text().trimmed().isEmpty() || !m_view) {
        m_suggestions->hide();
        return;
    }
    const QString text = m_field->text();
    m_context.worker->post(this, 0, [this, text, view = m_view, search = m_context.search] {
        search->update(*view);
        std::vector<Found> found = findEntrants(*view, *search, text, kMaxFound);
        return [this, text, found = std::move(found)] {
            if (text != m_field->text())
                return;
            m_foundFor = text;
            showFound(found);
            if (m_enterWaits && m_enterFor == text)
                enter();
        };
    });
}

void BottomLine::showFound(const std::vector<Found> &found)
{
    m_found = found;
    m_list->clear();
    for (const Found &f : found)
        m_list->addItem(QStringLiteral("%1   %2   %3").arg(f.bib, f.name, f.race));
    m_list->setVisible(!found.empty());
    m_nobody->setVisible(found.empty());
    m_nobody->setText(tr("Nobody is called “%1”, and no bib or chip is.").arg(m_field->text().trimmed()));
    if (!found.empty())
        m_list->setCurrentRow(0);
    m_suggestions->setVisible(m_field->hasFocus());
    placeSuggestions();
}

void BottomLine::placeSuggestions()
{
    const int rows = int(std::max<std::size_t>(1, m_found.size()));
    const int height = rows * 30 + 8;
    const QPoint corner = m_field->mapTo(m_overlay, QPoint(0, 0));
    m_list->setFixedHeight(m_found.empty() ? 0 : rows * 30 + 2);
    m_suggestions->setGeometry(corner.x(), corner.y() - height - 6, 430, height);
    m_suggestions->raise();
    for (int i = 0; i < m_list->count(); ++i)
        m_list->item(i)->setSizeHint({10, 30});
}

void BottomLine::enter()
{
    const QString text = m_field->text();
    if (isCommand()) {
        const QStringList words = QProcess::splitCommand(text.mid(1).trimmed());
        if (!words.isEmpty()) {
            leave();
            Q_EMIT commandWanted(words);
        }
        return;
    }
    if (text.trimmed().isEmpty())
        return;
    if (m_foundFor != text) { // typed faster than the search answers: open what it finds
        m_enterWaits = true;
        m_enterFor = text;
        search();
        return;
    }
    m_enterWaits = false;
    if (!m_found.empty())
        choose(std::max(0, m_list->currentRow()));
}

void BottomLine::choose(int row)
{
    if (row < 0 || std::size_t(row) >= m_found.size())
        return;
    const int entrant = m_found[std::size_t(row)].entrant;
    leave();
    Q_EMIT runnerWanted(entrant);
}

bool BottomLine::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const int row = m_list->currentRow();
        switch (key->key()) {
        case Qt::Key_Down: m_list->setCurrentRow(std::min(row + 1, m_list->count() - 1)); return true;
        case Qt::Key_Up: m_list->setCurrentRow(std::max(row - 1, 0)); return true;
        case Qt::Key_Return:
        case Qt::Key_Enter: enter(); return true;
        default: break;
        }
    } else if (event->type() == QEvent::FocusOut) {
        m_suggestions->hide();
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace gantry::ui
