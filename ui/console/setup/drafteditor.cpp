// SPDX-License-Identifier: Apache-2.0
#include "ui/console/setup/drafteditor.h"

#include "core/base/text.h"
#include "core/domain/eventtemplates.h"
#include "ui/console/setup/partform.h"
#include "ui/console/setup/partstree.h"
#include "ui/console/setup/whatifpanel.h"

#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace gantry::ui {

namespace {

constexpr qsizetype kSmall = 300; // parts

QString listOf(const QString &place)
{
    return place.endsWith(u']') ? place.left(place.lastIndexOf(u'[')) : place;
}

int indexOf(const QString &place)
{
    return place.endsWith(u']') ? place.mid(place.lastIndexOf(u'[') + 1).chopped(1).toInt() : -1;
}

QStringList placesOf(const std::vector<FieldProblem> &list)
{
    QStringList out;
    for (const FieldProblem &p : list)
        out.append(p.field);
    return out;
}

} // namespace

DraftEditor::DraftEditor(const Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_tree(new PartsTree(context.look, this)), m_form(new PartForm(context.look, this)), m_list(new QListWidget(this)), m_whatIf(new WhatIfPanel(context, this)),
      m_underFrame(new QFrame(this)), m_underText(new QLabel(m_underFrame)), m_state(new QLabel(this)), m_reason(new QLineEdit(this))
{
    setObjectName(QStringLiteral("draftEditor"));
    build();
    connect(m_tree, &PartsTree::placeChanged, this, [this](const QString &place) {
        m_form->show(m_draft, place);
        m_form->setRemark(remark(place));
        check();
    });
    connect(m_tree, &PartsTree::addWanted, this, &DraftEditor::addItem);
    connect(m_tree, &PartsTree::duplicateWanted, m_duplicate, &QPushButton::click);
    connect(m_tree, &PartsTree::removeWanted, m_remove, &QPushButton::click);
    connect(m_tree, &PartsTree::moveWanted, this, [this](int by) { (by < 0 ? m_up : m_down)->click(); });
    connect(m_form, &PartForm::edited, this, [this](const QString &path, const QJsonValue &value) {
        m_draft.set(path, value);
        const QString place = m_tree->place();
        m_tree->touch(m_draft.json(), place, place.isEmpty() ? QJsonValue(m_draft.json()) : m_draft.value(place));
        m_form->show(m_draft, m_tree->place());
        check();
    });
    connect(m_form, &PartForm::divisionsWanted, this, &DraftEditor::proposeDivisions);
    connect(m_form, &PartForm::startsToDateWanted, this, &DraftEditor::startsToDate);
    connect(m_list, &QListWidget::itemActivated, this, &DraftEditor::openProblem);
    connect(m_list, &QListWidget::itemClicked, this, &DraftEditor::openProblem);
    connect(m_reason, &QLineEdit::returnPressed, this, &DraftEditor::apply);
    auto *save = new QShortcut(QKeySequence(QStringLiteral("Ctrl+S")), this);
    save->setContext(Qt::WidgetWithChildrenShortcut);
    connect(save, &QShortcut::activated, this, &DraftEditor::apply);
    auto *ask = new QShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+W")), this);
    ask->setContext(Qt::WidgetWithChildrenShortcut);
    connect(ask, &QShortcut::activated, this, &DraftEditor::whatIf);
    connect(m_whatIf, &WhatIfPanel::closed, this, [this] {
        m_whatIf->hide();
        m_tree->setFocus();
    });
    connect(m_context.look, &Look::changed, this, [this] {
        if (m_draft.isOpen())
            refresh();
    });
}

void DraftEditor::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    buildUnder(m_underFrame);
    column->addWidget(m_underFrame);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setChildrenCollapsible(false);
    auto *left = new QWidget(splitter);
    auto *leftColumn = new QVBoxLayout(left);
    leftColumn->setContentsMargins(0, 0, 0, 0);
    leftColumn->setSpacing(6);
    leftColumn->addWidget(m_tree, 1);
    auto *tools = new QHBoxLayout;
    buildTools(tools);
    leftColumn->addLayout(tools);
    auto *right = new QWidget(splitter);
    auto *rightColumn = new QVBoxLayout(right);
    rightColumn->setContentsMargins(0, 0, 0, 0);
    rightColumn->addWidget(m_form, 1);
    m_list->setObjectName(QStringLiteral("setupProblems"));
    m_list->setAccessibleName(tr("What is wrong, and what to look at"));
    m_list->setWordWrap(true);
    rightColumn->addWidget(m_list);
    rightColumn->addWidget(m_whatIf);
    splitter->addWidget(left);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    splitter->setSizes({400, 560});
    column->addWidget(splitter, 1);
    auto *bottom = new QHBoxLayout;
    buildApply(bottom);
    column->addLayout(bottom);
}

QPushButton *DraftEditor::addButton(QHBoxLayout *row, const QString &text, const QString &name, const QString &hint)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(name);
    button->setToolTip(hint);
    row->addWidget(button);
    return button;
}

void DraftEditor::buildTools(QHBoxLayout *row)
{
    row->setSpacing(4);
    m_add = addButton(row, tr("Add  Ins"), QStringLiteral("partAdd"), tr("One more of what is selected"));
    m_duplicate = addButton(row, tr("Copy"), QStringLiteral("partDuplicate"), tr("A copy right below, Ctrl+D"));
    m_remove = addButton(row, tr("Remove"), QStringLiteral("partRemove"), tr("Del; Undo edit brings it back"));
    m_up = addButton(row, tr("Up"), QStringLiteral("partUp"), tr("Alt+Up"));
    m_down = addButton(row, tr("Down"), QStringLiteral("partDown"), tr("Alt+Down"));
    for (QPushButton *b : {m_add, m_duplicate, m_remove, m_up, m_down})
        b->setProperty("kind", QStringLiteral("flat"));
    row->addStretch(1);
    connect(m_add, &QPushButton::clicked, this, &DraftEditor::addItem);
    connect(m_duplicate, &QPushButton::clicked, this, [this] { act([this](const QString &at) { return m_draft.duplicate(at); }); });
    connect(m_up, &QPushButton::clicked, this, [this] { act([this](const QString &at) { return m_draft.move(at, -1); }); });
    connect(m_down, &QPushButton::clicked, this, [this] { act([this](const QString &at) { return m_draft.move(at, 1); }); });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        act([this](const QString &at) {
            m_draft.remove(at);
            return at;
        });
    });
}

void DraftEditor::buildUnder(QFrame *frame)
{
    frame->setObjectName(QStringLiteral("changedUnder"));
    frame->setProperty("kind", QStringLiteral("note"));
    auto *row = new QHBoxLayout(frame);
    row->setContentsMargins(12, 8, 8, 8);
    m_underText->setObjectName(QStringLiteral("changedUnderText"));
    m_underText->setTextFormat(Qt::PlainText);
    m_underText->setWordWrap(true);
    row->addWidget(m_underText, 1);
    m_rebase = addButton(row, tr("Put mine on top"), QStringLiteral("rebase"), tr("Takes what changed underneath and keeps what you changed"));
    m_theirs = addButton(row, tr("Take theirs"), QStringLiteral("takeTheirs"), tr("In every field that both of you changed"));
    connect(m_rebase, &QPushButton::clicked, this, &DraftEditor::rebase);
    connect(m_theirs, &QPushButton::clicked, this, &DraftEditor::takeTheirs);
    frame->hide();
}

void DraftEditor::buildApply(QHBoxLayout *row)
{
    m_state->setObjectName(QStringLiteral("draftState"));
    m_state->setTextFormat(Qt::PlainText);
    row->addWidget(m_state, 1);
    m_reason->setObjectName(QStringLiteral("draftReason"));
    m_reason->setPlaceholderText(tr("Why? The race has started"));
    m_reason->setAccessibleName(tr("Reason for the change"));
    m_reason->setMaxLength(500);
    m_reason->setMinimumWidth(230);
    row->addWidget(m_reason);
    m_undo = addButton(row, tr("Undo edit"), QStringLiteral("draftUndo"), tr("Takes the last change of the draft back"));
    m_discard = addButton(row, tr("Discard"), QStringLiteral("draftDiscard"), tr("Back to the event as it is; Undo edit brings the draft back"));
    m_ask = addButton(row, tr("What would change"), QStringLiteral("draftWhatIf"), tr("Scores the event beside the live one under these rules: places, prizes and teams that would be others  Ctrl+Shift+W"));
    connect(m_ask, &QPushButton::clicked, this, &DraftEditor::whatIf);
    m_apply = addButton(row, tr("Apply  Ctrl+S"), QStringLiteral("draftApply"), tr("All changes as one, which can be undone as one"));
    m_apply->setProperty("kind", QStringLiteral("main"));
    connect(m_undo, &QPushButton::clicked, this, [this] {
        m_draft.undo();
        refresh();
    });
    connect(m_discard, &QPushButton::clicked, this, [this] {
        m_draft.replace(m_draft.base());
        refresh();
    });
    connect(m_apply, &QPushButton::clicked, this, &DraftEditor::apply);
}

QWidget *DraftEditor::firstFocus() const
{
    return m_tree;
}

bool DraftEditor::started() const
{
    return m_view && m_view->waves && std::ranges::any_of(*m_view->waves, [](const engine::WaveRow &w) { return w.gun.has_value(); });
}

void DraftEditor::setView(const engine::ViewPtr &view)
{
    m_view = view;
    const auto head = view ? view->event : nullptr;
    const bool same = head == m_head;
    m_head = head;
    if (!head)
        return;
    if (m_event != head->id) { // another event: its own draft
        if (m_event && m_draft.isOpen() && m_draft.changed())
            m_others[*m_event] = m_draft;
        m_event = head->id;
        m_draft = DocumentDraft();
        if (const auto kept = m_others.find(head->id); kept != m_others.end()) {
            m_draft = kept->second;
            m_others.erase(kept);
        }
    } else if (same) {
        m_reason->setVisible(started());
        return;
    }
    if (!m_draft.isOpen() || !m_draft.changed() || m_draft.json() == head->json)
        return reset(head->json);
    m_under = head->json != m_draft.base();
    if (m_under && !m_applying)
        showUnder(tr("▲ The event was changed while you edited (%1 fields). Your %2 changes are kept, nothing of either is lost. Put yours on top before you apply.")
                      .arg(differences(flattenDocument(m_draft.base()), flattenDocument(head->json)).size())
                      .arg(m_draft.changes().size()));
    refresh();
}

void DraftEditor::reset(const QJsonObject &json)
{
    m_draft.reset(json);
    m_under = false;
    m_conflicts.clear();
    m_underFrame->hide();
    m_reason->clear();
    refresh();
}

void DraftEditor::refresh()
{
    const QJsonObject json = m_draft.json();
    m_tree->show(json);
    if (!m_tree->currentItem())
        m_tree->goTo({});
    m_form->show(m_draft, m_tree->place());
    m_form->setRemark(remark(m_tree->place()));
    check();
}

// A small document is checked with the key that changed it; a large one beside the GUI, and the newest draft only.
void DraftEditor::check()
{
    if (!m_draft.isOpen())
        return;
    ++m_checkNo;
    m_applyWhenChecked = false; // that was said of another draft
    const int index = indexOf(m_tree->place());
    for (QPushButton *b : {m_duplicate, m_remove, m_up, m_down})
        b->setEnabled(index >= 0);
    m_add->setEnabled(partOfList(listOf(m_tree->place())) != nullptr);
    m_undo->setEnabled(m_draft.canUndo() && !m_applying);
    m_reason->setVisible(started());
    if (m_tree->lines() <= kSmall)
        return showCheck(checkDraft(m_draft));
    // Until the answer is there, what was well stays well: a press on Apply waits for it.
    m_apply->setEnabled(m_check.problems.empty() && !m_under && !m_applying);
    m_discard->setEnabled(!m_applying);
    m_context.worker->post(this, 0, [this, no = m_checkNo, draft = m_draft] {
        DraftCheck done = checkDraft(draft);
        return [this, no, done = std::move(done)] {
            if (no != m_checkNo)
                return;
            showCheck(done);
            if (std::exchange(m_applyWhenChecked, false))
                apply();
        };
    });
}

void DraftEditor::showCheck(const DraftCheck &done)
{
    m_shownNo = m_checkNo;
    m_check = done;
    m_form->setProblems(done.problems, done.notes);
    m_tree->mark(placesOf(done.problems), placesOf(done.notes));
    m_list->clear();
    const auto list = [&](const std::vector<FieldProblem> &items, Tone tone, const auto &words) {
        for (std::size_t i = 0; i < items.size() && i < DraftCheck::kListed; ++i) {
            auto *item = new QListWidgetItem(marked(tone, words(i)), m_list);
            item->setData(Qt::UserRole, items[i].field);
            item->setForeground(m_context.look->toneColour(tone));
        }
        if (items.size() > DraftCheck::kListed)
            new QListWidgetItem(tr("… and %1 more").arg(items.size() - DraftCheck::kListed), m_list);
    };
    list(done.problems, Tone::Act, [&](std::size_t i) { return done.problemLines[qsizetype(i)]; });
    list(done.notes, Tone::Look, [&](std::size_t i) { return done.notes[i].message; }); // a note is a whole sentence
    m_list->setVisible(m_list->count() > 0);
    m_list->setFixedHeight(std::min(130, 12 + m_list->count() * (m_list->fontMetrics().height() + 6)));
    QString state = !done.changed       ? tr("● Nothing to apply")
                    : done.changes == 0 ? tr("▲ Another order, not applied yet")
                    : done.changes == 1 ? tr("▲ 1 change, not applied yet")
                                        : tr("▲ %1 changes, not applied yet").arg(done.changes);
    if (!done.problems.empty())
        state = tr("■ %1 to put right before it can be applied").arg(done.problems.size());
    m_state->setText(state);
    m_apply->setEnabled(done.changed && done.problems.empty() && !m_under && !m_applying);
    m_discard->setEnabled(done.changed && !m_applying);
    m_ask->setEnabled(done.changed && done.problems.empty());
    if (m_whatIf->isVisible())
        m_whatIf->outdate(m_draft.json());
}

// The gun that was fired for the wave or race at this place, and what a new plan does to it.
QString DraftEditor::remark(const QString &place) const
{
    const PartSpec *part = partOf(place);
    const bool wave = part && QLatin1StringView(part->pattern) == u"races[].start.waves[]", race = part && QLatin1StringView(part->pattern) == u"races[]";
    if (!m_view || !m_view->waves || (!wave && !race))
        return {};
    const auto was = [&](const QString &at) { return m_draft.value(at + QStringLiteral(".~was")).toString(); };
    const QString racePlace = race ? place : place.left(place.indexOf(QStringLiteral(".start")));
    const QString key = race ? was(racePlace) : was(racePlace) + u'/' + was(place);
    const auto row = std::ranges::find_if(*m_view->waves, [&](const engine::WaveRow &w) { return w.key.compare(key, Qt::CaseInsensitive) == 0; });
    if (row == m_view->waves->end() || !row->gun)
        return {};
    return tr("▲ Its gun was at %1. A new planned start changes the plan only; the gun and every time stay. To move the gun, use Start missed on the Race page.")
        .arg(timeOfDay(*row->gun, m_view->event->zone, 2));
}

void DraftEditor::addItem()
{
    m_form->commit();
    const QString list = listOf(m_tree->place());
    const PartSpec *part = partOfList(list);
    if (!part)
        return;
    QJsonObject item;
    const QString first = QString::fromLatin1(part->fields.front().key);
    const QJsonArray points = m_draft.value(QStringLiteral("timing_points")).toArray();
    if (first == u"name")
        item.insert(QStringLiteral("name"), freeName(m_draft.value(list).toArray(), say(part->title)));
    else if (first == u"point")
        item.insert(QStringLiteral("point"), points.isEmpty() ? QString() : points.last().toObject().value(QStringLiteral("name")).toString());
    const QString at = m_draft.add(list, item);
    refresh();
    goTo(at + u'.' + first);
}

void DraftEditor::act(const std::function<QString(const QString &)> &change)
{
    m_form->commit();
    const QString place = m_tree->place();
    if (indexOf(place) < 0)
        return;
    const QString then = change(place);
    refresh();
    m_tree->goTo(then);
}

void DraftEditor::openProblem(QListWidgetItem *item)
{
    goTo(item->data(Qt::UserRole).toString());
}

void DraftEditor::goTo(const QString &fieldPath)
{
    m_form->commit();
    m_tree->goTo(fieldPath);
    const QString place = m_tree->place();
    if (!m_form->focusField(place.isEmpty() ? fieldPath : fieldPath.mid(place.size() + 1)))
        m_tree->setFocus(Qt::ShortcutFocusReason);
}

void DraftEditor::proposeDivisions(const QString &listPlace, int years)
{
    m_draft.addAll(listPlace, gantry::proposeDivisions(years == 5 ? DivisionBands::FiveYears : DivisionBands::TenYears), true);
    refresh();
}

void DraftEditor::startsToDate()
{
    const EventDocument document = parseEventDocument(m_draft.json()).document;
    std::optional<LocalTime> first;
    const auto see = [&](const std::optional<LocalTime> &gun) {
        if (gun && (!first || *gun < *first))
            first = gun;
    };
    for (const RaceDef &race : document.races) {
        see(race.gun);
        for (const WaveDef &wave : race.waves)
            see(wave.gun);
    }
    if (!first || !document.date.isValid())
        return;
    const qint64 day = std::chrono::floor<std::chrono::days>(*first).time_since_epoch().count();
    const QJsonObject moved = shiftPlannedTimes(m_draft.json(), QDate(1970, 1, 1).addDays(day).daysTo(document.date));
    m_draft.set(QStringLiteral("races"), moved.value(QStringLiteral("races")));
    refresh();
}

void DraftEditor::replace(const QJsonObject &json)
{
    m_form->commit();
    m_draft.replace(json);
    refresh();
}

void DraftEditor::showUnder(const QString &sentence)
{
    m_underText->setText(sentence);
    m_rebase->setVisible(m_under);
    m_theirs->setVisible(!m_conflicts.empty());
    m_underFrame->setVisible(true);
}

void DraftEditor::rebase()
{
    if (!m_head)
        return;
    m_form->commit();
    m_conflicts = m_draft.rebase(m_head->json);
    m_under = false;
    QStringList where;
    for (const FieldConflict &c : m_conflicts)
        where.append(c.path);
    if (m_conflicts.empty())
        m_underFrame->hide();
    else
        showUnder(tr("▲ Both of you changed %1. Yours stand in the draft now.").arg(where.mid(0, 4).join(QStringLiteral(", "))));
    refresh();
}

void DraftEditor::takeTheirs()
{
    for (const FieldConflict &c : m_conflicts)
        m_draft.takeTheirs(c);
    m_conflicts.clear();
    m_underFrame->hide();
    refresh();
}

void DraftEditor::whatIf()
{
    m_form->commit();
    if (m_event && m_ask->isEnabled())
        m_whatIf->ask(*m_event, m_draft.json());
}

void DraftEditor::apply()
{
    m_form->commit();
    if (!m_event || m_applying)
        return;
    if (m_shownNo != m_checkNo) { // the answer is on its way
        m_applyWhenChecked = true;
        return;
    }
    if (!m_check.changed)
        return;
    if (!m_check.problems.empty())
        return goTo(m_check.problems.front().field);
    if (m_under)
        return m_rebase->setFocus();
    const QString reason = m_reason->text().trimmed();
    if (started() && reason.isEmpty()) {
        m_reason->setFocus();
        return Q_EMIT reported(Tone::Look, tr("The race has started: say why the event changes, then apply again. Nothing was applied yet."), {});
    }
    const QJsonObject json = m_draft.json();
    const auto compact = [](const auto &value) { return QString::fromUtf8(QJsonDocument(value).toJson(QJsonDocument::Compact)); };
    QStringList words{QStringLiteral("event"), QStringLiteral("load"), QStringLiteral("--event"), m_event->toString(), QStringLiteral("--text"), compact(json),
                      QStringLiteral("--if-unchanged"), documentDigest(m_draft.base())};
    if (const auto renames = m_draft.renames(); !renames.empty())
        words << QStringLiteral("--renames") << compact(toJson(renames));
    if (!reason.isEmpty())
        words << QStringLiteral("--reason=") + reason;
    m_applying = true;
    setEnabled(false);
    m_context.commands->run(words, this, [this, json](const Answer &answer) { applied(answer, json); });
}

void DraftEditor::applied(const Answer &answer, const QJsonObject &json)
{
    m_applying = false;
    setEnabled(true);
    m_tree->setFocus();
    const QString said = QString::fromUtf8(answer.err).trimmed();
    if (!answer.ok()) {
        check();
        return Q_EMIT reported(Tone::Act, tr("Not applied; the event is as it was and your draft is kept."), said);
    }
    reset(json);
    Q_EMIT reported(Tone::Good, tr("Applied. Ctrl+Z takes it back."), said);
}

} // namespace gantry::ui
