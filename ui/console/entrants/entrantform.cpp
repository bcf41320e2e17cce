// SPDX-License-Identifier: Apache-2.0
#include "ui/console/entrants/entrantform.h"

#include "ui/models/changes.h"

#include <QComboBox>
#include <QGridLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace gantry::ui {

namespace {

struct FieldPlace {
    const char *field, *object, *label;
    int row, column, width;
};
// In the order in which a desk asks.
constexpr FieldPlace kPlaces[] = {
    {"bib", "formBib", QT_TRANSLATE_NOOP("EntrantForm", "Bib"), 0, 0, 80},          {"first_name", "formFirst", QT_TRANSLATE_NOOP("EntrantForm", "First name"), 0, 1, 140},
    {"last_name", "formLast", QT_TRANSLATE_NOOP("EntrantForm", "Last name"), 0, 2, 160}, {"age", "formAge", QT_TRANSLATE_NOOP("EntrantForm", "Age"), 0, 4, 56},
    {"chips", "formChip", QT_TRANSLATE_NOOP("EntrantForm", "Chips"), 2, 2, 160},   {"team", "formTeam", QT_TRANSLATE_NOOP("EntrantForm", "Team"), 2, 3, 130},
    {"city", "formCity", QT_TRANSLATE_NOOP("EntrantForm", "City"), 2, 4, 110},
};

QString fieldOf(const Entrant &e, const QString &field)
{
    if (field == u"bib")
        return e.bib;
    if (field == u"first_name")
        return e.firstName;
    if (field == u"last_name")
        return e.lastName;
    if (field == u"gender")
        return e.gender;
    if (field == u"age")
        return e.age ? QString::number(*e.age) : QString();
    if (field == u"race")
        return e.race;
    if (field == u"wave")
        return e.wave;
    if (field == u"chips")
        return e.chips.join(u' ');
    if (field == u"team")
        return e.team;
    if (field == u"city")
        return e.city;
    return toText(e.state);
}

constexpr const char *kFields[] = {"bib", "first_name", "last_name", "gender", "age", "race", "wave", "chips", "team", "city", "status"};

} // namespace

EntrantForm::EntrantForm(const Context &context, QWidget *parent) : QFrame(parent), m_context(context)
{
    setObjectName(QStringLiteral("entrantForm"));
    setProperty("kind", QStringLiteral("note"));
    build();
    hide();
}

void EntrantForm::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 8, 10);
    column->setSpacing(6);
    buildHead(column);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(10);
    grid->setVerticalSpacing(2);
    buildFields(grid);
    grid->setColumnStretch(2, 1);
    column->addLayout(grid);
    m_hint = new QLabel(this);
    m_hint->setObjectName(QStringLiteral("formHint"));
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    column->addWidget(m_hint);
    buildConflict(column);
    connect(m_race, &QComboBox::currentIndexChanged, this, [this] { fillWaves(m_wave->currentData().toString()); });
    connect(m_save, &QPushButton::clicked, this, &EntrantForm::save);
    connect(m_close, &QPushButton::clicked, this, &EntrantForm::close);
    showConflict();
}

void EntrantForm::buildHead(QVBoxLayout *column)
{
    auto *head = new QHBoxLayout;
    m_title = new QLabel(this);
    m_title->setObjectName(QStringLiteral("formTitle"));
    m_title->setProperty("kind", QStringLiteral("title"));
    m_title->setTextFormat(Qt::PlainText);
    m_close = new QPushButton(tr("Close  Esc"), this);
    m_close->setObjectName(QStringLiteral("formClose"));
    m_close->setProperty("kind", QStringLiteral("flat"));
    m_save = new QPushButton(tr("Save  Enter"), this);
    m_save->setObjectName(QStringLiteral("formSave"));
    m_save->setProperty("kind", QStringLiteral("main"));
    head->addWidget(m_title, 1);
    head->addWidget(m_save);
    head->addWidget(m_close);
    column->addLayout(head);
}

// In the order of the Tab key.
void EntrantForm::buildFields(QGridLayout *grid)
{
    const auto place = [&](QWidget *field, const char *object, const QString &text, int row, int at) {
        field->setObjectName(QLatin1String(object));
        field->setAccessibleName(text);
        auto *label = new QLabel(text, this);
        label->setProperty("kind", QStringLiteral("small"));
        grid->addWidget(label, row, at);
        grid->addWidget(field, row + 1, at);
    };
    const auto line = [&](const FieldPlace &p) {
        auto *edit = new QLineEdit(this);
        edit->setMinimumWidth(p.width);
        place(edit, p.object, tr(p.label), p.row, p.column);
        m_fields.insert(QLatin1String(p.field), edit);
        connect(edit, &QLineEdit::returnPressed, this, &EntrantForm::save);
        connect(edit, &QLineEdit::textEdited, this, &EntrantForm::check);
    };
    const auto combo = [&](const char *object, const QString &text, int row, int at) {
        auto *box = new QComboBox(this);
        place(box, object, text, row, at);
        return box;
    };
    for (int i = 0; i < 3; ++i)
        line(kPlaces[i]);
    m_sex = combo("formSex", tr("Sex"), 0, 3);
    m_sex->addItem(tr("unknown"), QString());
    for (const char *sex : {"F", "M", "X"})
        m_sex->addItem(genderWord(QLatin1String(sex)), QLatin1String(sex));
    line(kPlaces[3]);
    m_race = combo("formRace", tr("Race"), 2, 0);
    m_wave = combo("formWave", tr("Wave"), 2, 1);
    for (int i = 4; i < 7; ++i)
        line(kPlaces[i]);
    m_status = combo("formStatus", tr("Status"), 0, 5);
    m_status->addItem(tr("registered"), QStringLiteral("registered"));
    m_status->addItem(tr("checked in"), QStringLiteral("checked_in"));
    m_status->addItem(tr("withdrawn"), QStringLiteral("withdrawn"));
}

// One field that two people changed, and which of the two values shall be.
void EntrantForm::buildConflict(QVBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    m_conflict = new QLabel(this);
    m_conflict->setObjectName(QStringLiteral("formConflict"));
    m_conflict->setProperty("kind", QStringLiteral("look"));
    m_conflict->setTextFormat(Qt::PlainText);
    m_keep = new QPushButton(this);
    m_keep->setObjectName(QStringLiteral("formKeep"));
    m_take = new QPushButton(this);
    m_take->setObjectName(QStringLiteral("formTake"));
    row->addWidget(m_conflict);
    row->addWidget(m_keep);
    row->addWidget(m_take);
    row->addStretch(1);
    column->addLayout(row);
    connect(m_keep, &QPushButton::clicked, this, [this] { settle("value"); });
    connect(m_take, &QPushButton::clicked, this, [this] { settle("other"); });
}

void EntrantForm::setView(const engine::ViewPtr &view)
{
    const bool other = !view || !sameEvent(m_view.get(), view.get());
    const bool entrants = view && m_view && view->entrants != m_view->entrants;
    const bool conflicts = view && m_view && view->conflicts != m_view->conflicts;
    m_view = view;
    if (!isVisible())
        return;
    if (other && m_entrant >= 0) {
        close();
        return;
    }
    if (entrants)
        checkMeanwhile();
    if (conflicts)
        showConflict();
}

void EntrantForm::fillRaces(const QString &race, const QString &wave)
{
    m_race->blockSignals(true);
    m_race->clear();
    if (m_view && m_view->event)
        for (const RaceDef &r : m_view->event->document.races)
            m_race->addItem(r.name, r.name);
    m_race->setCurrentIndex(std::max(0, m_race->findData(race)));
    m_race->blockSignals(false);
    fillWaves(wave);
}

void EntrantForm::fillWaves(const QString &wave)
{
    m_wave->clear();
    m_wave->addItem(tr("no wave"), QString());
    if (m_view && m_view->event)
        for (const RaceDef &r : m_view->event->document.races)
            if (r.name == m_race->currentData().toString())
                for (const WaveDef &w : r.waves)
                    m_wave->addItem(w.name, w.name);
    // A late entry of a race that starts in waves belongs to one of them.
    const int usual = m_entrant < 0 && m_wave->count() > 1 ? 1 : 0;
    m_wave->setCurrentIndex(wave.isEmpty() ? usual : std::max(usual, m_wave->findData(wave)));
}

void EntrantForm::openLate(const QString &chip)
{
    if (!m_view || !m_view->event)
        return;
    ++m_question;
    m_entrant = -1;
    m_before.clear();
    m_title->setText(tr("Late entry"));
    const QString race = m_race->currentData().toString(), wave = m_wave->currentData().toString(); // the next one often stands in the same queue
    fillRaces(race, wave);
    for (QLineEdit *field : std::as_const(m_fields))
        field->clear();
    m_fields[QStringLiteral("chips")]->setText(chip);
    m_sex->setCurrentIndex(0);
    m_status->setCurrentIndex(1);
    m_hint->clear();
    showConflict();
    show();
    m_fields[QStringLiteral("bib")]->setFocus();
    check();
}

void EntrantForm::openEdit(int entrant)
{
    const engine::EntrantRow *row = m_view ? entrantOf(*m_view, entrant) : nullptr;
    if (!row)
        return;
    ++m_question;
    const Entrant &e = row->entrant;
    m_entrant = entrant;
    m_id = e.id;
    for (const char *field : kFields)
        m_before.insert(QLatin1String(field), fieldOf(e, QLatin1String(field)));
    m_title->setText(tr("Edit %1 %2").arg(e.bib, e.displayName()));
    fillRaces(e.race, e.wave);
    for (auto it = m_fields.begin(); it != m_fields.end(); ++it)
        it.value()->setText(m_before.value(it.key()));
    m_sex->setCurrentIndex(std::max(0, m_sex->findData(e.gender)));
    m_status->setCurrentIndex(std::max(0, m_status->findData(m_before.value(QStringLiteral("status")))));
    m_hint->clear();
    showConflict();
    show();
    m_fields[QStringLiteral("first_name")]->setFocus();
    m_fields[QStringLiteral("first_name")]->selectAll();
}

bool EntrantForm::close()
{
    if (!isVisible())
        return false;
    ++m_question;
    m_entrant = -1;
    hide();
    Q_EMIT closed();
    return true;
}

QString EntrantForm::textOf(const QString &field) const
{
    if (field == u"gender")
        return m_sex->currentData().toString();
    if (field == u"race")
        return m_race->currentData().toString();
    if (field == u"wave")
        return m_wave->currentData().toString();
    if (field == u"status")
        return m_status->currentData().toString();
    return m_fields.value(field)->text().trimmed();
}

// Beside the GUI: the roster may be long.
void EntrantForm::check()
{
    const QString bib = compareKey(textOf(QStringLiteral("bib"))), race = textOf(QStringLiteral("race")), chips = textOf(QStringLiteral("chips"));
    const int question = ++m_question, self = m_entrant;
    if (!m_view || !m_view->entrants)
        return;
    m_context.worker->post(this, 3, [=, this, view = m_view, search = m_context.search] {
        search->update(*view);
        QString owner;
        for (std::size_t i = 0; !bib.isEmpty() && owner.isEmpty() && i < view->entrants->size(); ++i)
            if (int(i) != self && (*search)[i].bib == bib) {
                const Entrant &e = (*view->entrants)[i].entrant;
                if (e.alive && e.race == race)
                    owner = e.displayName();
            }
        int reads = 0;
        const QStringList keys = chips.isEmpty() ? QStringList{bib} : chips.split(u' ', Qt::SkipEmptyParts);
        for (const engine::UnknownChip &u : view->unknown ? *view->unknown : std::vector<engine::UnknownChip>())
            for (const QString &key : keys)
                reads += compareKey(key) == compareKey(u.chip) ? u.reads : 0;
        return [this, question, owner, reads, bib] {
            if (question != m_question)
                return;
            QStringList hints;
            if (!owner.isEmpty())
                hints << marked(Tone::Act, tr("Bib %1 is %2's.").arg(bib, owner));
            if (reads > 0)
                hints << marked(Tone::Good, tr("Earlier reads that count at once: %1").arg(number(reads)));
            m_hint->setText(hints.join(QStringLiteral("   ")));
        };
    });
}

void EntrantForm::checkMeanwhile()
{
    const engine::EntrantRow *row = m_entrant >= 0 ? entrantOf(*m_view, m_entrant) : nullptr;
    if (!row || row->entrant.id != m_id)
        return;
    QStringList changes;
    for (auto it = m_before.begin(); it != m_before.end(); ++it)
        if (const QString now = fieldOf(row->entrant, it.key()); now != it.value())
            changes << tr("%1 is now \"%2\"").arg(it.key(), now);
    if (!changes.isEmpty())
        m_hint->setText(marked(Tone::Look, tr("Somebody changed this runner meanwhile: %1. What you save of the same field is kept beside it.").arg(changes.join(QStringLiteral(", ")))));
}

void EntrantForm::showConflict()
{
    const engine::ConflictRow *found = nullptr;
    if (m_entrant >= 0 && m_view && m_view->conflicts)
        for (const engine::ConflictRow &c : *m_view->conflicts)
            if (c.entrant == m_id && !found)
                found = &c;
    for (QWidget *w : std::initializer_list<QWidget *>{m_conflict, m_keep, m_take})
        w->setVisible(found);
    if (!found)
        return;
    m_conflict->setText(marked(Tone::Look, tr("Edited by two people: %1").arg(found->field)));
    m_keep->setText(tr("Keep \"%1\"").arg(found->value));
    m_take->setText(tr("Take \"%1\"").arg(found->other));
    m_keep->setProperty("field", found->field);
}

void EntrantForm::settle(const char *take)
{
    m_context.commands->run({QStringLiteral("entrant"), QStringLiteral("resolve"), QStringLiteral("--id"), m_id.toString(), QStringLiteral("--field"), m_keep->property("field").toString(),
                             QStringLiteral("--take"), QLatin1String(take)},
                            this, [this](const Answer &answer) {
                                if (!answer.ok())
                                    m_hint->setText(marked(Tone::Act, QString::fromUtf8(answer.err).trimmed()));
                                else if (m_entrant >= 0)
                                    openEdit(m_entrant);
                            });
}

QStringList EntrantForm::words() const
{
    QStringList words{QStringLiteral("--json"), QStringLiteral("entrant"), m_entrant < 0 ? QStringLiteral("add") : QStringLiteral("set")};
    if (m_entrant >= 0)
        words << QStringLiteral("--id") << m_id.toString();
    bool changed = false;
    for (const char *name : kFields) {
        const QString field = QLatin1String(name), text = textOf(field), before = m_before.value(field);
        if (m_entrant < 0 ? text.isEmpty() : text == before)
            continue;
        words << field + u'=' + text;
        if (m_entrant >= 0)
            words << QStringLiteral("--was") << field + u'=' + before;
        changed = true;
    }
    return changed ? words : QStringList();
}

void EntrantForm::save()
{
    if (!isVisible() || !m_save->isEnabled())
        return;
    const QStringList all = words();
    if (all.isEmpty()) {
        close();
        return;
    }
    m_save->setEnabled(false);
    m_context.commands->run(all, this, [this](const Answer &answer) { answered(answer); });
}

void EntrantForm::answered(const Answer &answer)
{
    m_save->setEnabled(true);
    if (!answer.ok()) {
        ++m_question;
        m_hint->setText(marked(Tone::Act, QString::fromUtf8(answer.err.isEmpty() ? answer.out : answer.err).trimmed()));
        return;
    }
    const QJsonObject o = QJsonDocument::fromJson(answer.out).object();
    QStringList sentence{o.value(QStringLiteral("text")).toString()};
    for (const auto &note : o.value(QStringLiteral("notes")).toArray())
        sentence << note.toString();
    const QString bib = textOf(QStringLiteral("bib"));
    close();
    Q_EMIT said(marked(Tone::Good, sentence.join(QStringLiteral(" · "))));
    Q_EMIT saved(bib);
}

} // namespace gantry::ui
