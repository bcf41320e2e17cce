// SPDX-License-Identifier: Apache-2.0
#include "ui/console/setup/partform.h"

#include "core/base/text.h"
#include "ui/console/setup/fieldtext.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTimeZone>
#include <QVBoxLayout>
#include <QWheelEvent>

namespace gantry::ui {

namespace {

// Scrolling a page must not turn a setting.
class CalmCombo : public QComboBox {
public:
    using QComboBox::QComboBox;

protected:
    void wheelEvent(QWheelEvent *event) override { event->ignore(); }
};

QStringList zoneNames()
{
    QStringList names;
    for (const QByteArray &id : QTimeZone::availableTimeZoneIds())
        names.append(QString::fromLatin1(id));
    return names;
}

} // namespace

PartForm::PartForm(Look *look, QWidget *parent) : QScrollArea(parent), m_look(look)
{
    setObjectName(QStringLiteral("partForm"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

QLabel *PartForm::label(const QString &text, const char *kind)
{
    auto *out = new QLabel(text);
    out->setTextFormat(Qt::PlainText);
    out->setWordWrap(true);
    out->setProperty("kind", QString::fromLatin1(kind));
    return out;
}

QString PartForm::pathOf(const FieldSpec &field) const
{
    return m_place.isEmpty() ? QString::fromLatin1(field.key) : m_place + u'.' + QLatin1StringView(field.key);
}

void PartForm::show(const DocumentDraft &draft, const QString &place)
{
    const PartSpec *part = partOf(place);
    if (!m_built || place != m_place || part != m_part || !part) {
        m_place = place;
        m_part = part;
        m_built = true;
        build(draft);
    }
    m_eventDate = QDate::fromString(draft.value(QStringLiteral("date")).toString(), Qt::ISODate);
    m_filling = true;
    fillPoints(draft);
    for (const Row &row : m_rows) {
        const QString text = textOfField(*row.field, draft.value(pathOf(*row.field)), m_eventDate);
        if (row.editor->hasFocus() && valueOfField(*row.field, textOf(row), m_eventDate) == draft.value(pathOf(*row.field)))
            continue; // half-typed text that means the same
        if (auto *edit = qobject_cast<QLineEdit *>(row.editor)) {
            if (edit->text() != text)
                edit->setText(text);
            continue;
        }
        auto *box = qobject_cast<QComboBox *>(row.editor);
        if (const int known = box->findData(text); known >= 0)
            box->setCurrentIndex(known);
        else if (box->isEditable())
            box->setEditText(text);
        else {
            box->addItem(text, text); // a word that is none: shown, and the parser says so
            box->setCurrentIndex(box->count() - 1);
        }
    }
    m_filling = false;
}

void PartForm::build(const DocumentDraft &draft)
{
    for (const Row &row : m_rows)
        row.editor->blockSignals(true); // a field that is going away says nothing about the new place
    m_rows.clear();
    if (QWidget *old = takeWidget()) { // perhaps one of its own buttons asked for this
        old->hide();
        old->deleteLater();
    }
    auto *inside = new QWidget;
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(14, 2, 14, 10);
    column->setSpacing(4);
    auto *title = label(placeWords(draft.json(), m_place), "title");
    title->setObjectName(QStringLiteral("partTitle"));
    column->addWidget(title);
    m_remark = label({}, "look");
    m_remark->setObjectName(QStringLiteral("partRemark"));
    m_remark->hide();
    column->addWidget(m_remark);
    if (m_part) {
        if (m_part->help[0] && !m_part->list[0])
            column->addWidget(label(say(m_part->help), "dim"));
        for (const FieldSpec &field : m_part->fields)
            addField(column, field);
    }
    addListTools(column, draft);
    column->addStretch(1);
    setWidget(inside);
}

void PartForm::addField(QVBoxLayout *column, const FieldSpec &field)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    auto *name = label(say(field.label), "dim");
    name->setFixedWidth(150);
    QWidget *editor = makeEditor(field);
    editor->setObjectName(QStringLiteral("field_") + QLatin1StringView(field.key));
    editor->setAccessibleName(say(field.label));
    editor->setAccessibleDescription(say(field.help));
    editor->setMinimumHeight(30);
    const bool wide = field.kind == FieldKind::Text || field.kind == FieldKind::Name || field.kind == FieldKind::Texts || field.kind == FieldKind::Word || field.kind == FieldKind::Bibs
        || field.kind == FieldKind::Point || field.kind == FieldKind::Zone;
    editor->setMaximumWidth(wide ? 460 : 190);
    name->setBuddy(editor);
    row->addWidget(name);
    row->addWidget(editor, wide ? 1 : 0);
    if (field.unit[0])
        row->addWidget(label(say(field.unit), "small"));
    row->addStretch(wide ? 0 : 1);
    column->addLayout(row);
    auto *below = new QVBoxLayout;
    below->setContentsMargins(158, 0, 0, 6);
    below->setSpacing(0);
    auto *problem = label({}, "act");
    problem->setObjectName(QStringLiteral("problem_") + QLatin1StringView(field.key));
    problem->hide();
    below->addWidget(problem);
    if (field.help[0])
        below->addWidget(label(say(field.help), "small"));
    column->addLayout(below);
    m_rows.push_back({&field, editor, problem});
}

QWidget *PartForm::makeEditor(const FieldSpec &field)
{
    const bool choice = field.kind == FieldKind::Word || field.kind == FieldKind::Flag || field.kind == FieldKind::AgeDate || field.kind == FieldKind::Point;
    if (choice) {
        auto *box = new CalmCombo;
        box->setFocusPolicy(Qt::StrongFocus);
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(16);
        box->setEditable(field.kind == FieldKind::AgeDate);
        box->addItem(QString(), QString());
        for (const auto &[value, meaning] : wordsOf(field))
            box->addItem(field.kind == FieldKind::AgeDate ? value : meaning, value);
        if (field.kind == FieldKind::Flag) {
            box->addItem(say("yes"), QStringLiteral("yes"));
            box->addItem(say("no"), QStringLiteral("no"));
        }
        connect(box, &QComboBox::activated, this, [this, box, &field] { take(field, box->currentData().toString()); });
        if (box->isEditable())
            connect(box, &QComboBox::editTextChanged, this, [this, &field](const QString &text) { take(field, text); });
        return box;
    }
    auto *edit = new QLineEdit;
    edit->setMaxLength(5000);
    if (field.kind == FieldKind::Zone) {
        auto *completer = new QCompleter(zoneNames(), edit);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->setFilterMode(Qt::MatchContains);
        edit->setCompleter(completer);
        connect(completer, qOverload<const QString &>(&QCompleter::activated), this, [this, &field](const QString &text) { take(field, text); });
    }
    if (field.kind == FieldKind::Name)
        connect(edit, &QLineEdit::editingFinished, this, [this, edit, &field] { take(field, edit->text()); });
    else
        connect(edit, &QLineEdit::textEdited, this, [this, &field](const QString &text) { take(field, text); });
    return edit;
}

void PartForm::fillPoints(const DocumentDraft &draft)
{
    QStringList names;
    for (const QJsonValue &v : draft.value(QStringLiteral("timing_points")).toArray())
        names.append(v.toObject().value(QStringLiteral("name")).toString());
    for (const Row &row : m_rows) {
        if (row.field->kind != FieldKind::Point)
            continue;
        auto *box = qobject_cast<QComboBox *>(row.editor);
        box->clear();
        box->addItem(QString(), QString());
        for (const QString &name : names)
            box->addItem(name, name);
    }
}

void PartForm::addListTools(QVBoxLayout *column, const DocumentDraft &draft)
{
    if (const PartSpec *item = m_part ? nullptr : partOfList(m_place)) {
        column->addWidget(label(say(item->help), "dim"));
        const qsizetype n = draft.value(m_place).toArray().size();
        column->addWidget(label(n == 0 ? tr("None yet. Ins adds one.") : tr("%1 of them. Ins adds one; select one on the left to edit it.").arg(n), "dim"));
    }
    auto *row = new QHBoxLayout;
    const auto button = [&](const QString &text, const char *name, auto then) {
        auto *b = new QPushButton(text);
        b->setObjectName(QString::fromLatin1(name));
        connect(b, &QPushButton::clicked, this, then);
        row->addWidget(b);
    };
    if (!m_part && m_place.endsWith(QStringLiteral(".divisions"))) {
        button(tr("Propose 5-year divisions"), "propose5", [this] { Q_EMIT divisionsWanted(m_place, 5); });
        button(tr("Propose 10-year divisions"), "propose10", [this] { Q_EMIT divisionsWanted(m_place, 10); });
    }
    if (m_part && m_place.isEmpty())
        button(tr("Move planned starts to this date"), "startsToDate", [this] { Q_EMIT startsToDateWanted(); });
    row->addStretch(1);
    column->addLayout(row);
}

void PartForm::take(const FieldSpec &field, const QString &text)
{
    if (!m_filling)
        Q_EMIT edited(pathOf(field), valueOfField(field, text, m_eventDate));
}

QString PartForm::textOf(const Row &row)
{
    if (auto *edit = qobject_cast<QLineEdit *>(row.editor))
        return edit->text();
    auto *box = qobject_cast<QComboBox *>(row.editor);
    return box->isEditable() ? box->currentText() : box->currentData().toString();
}

void PartForm::commit()
{
    for (const Row &row : m_rows)
        if (row.field->kind == FieldKind::Name && row.editor->hasFocus())
            take(*row.field, textOf(row));
}

void PartForm::setProblems(const std::vector<FieldProblem> &problems, const std::vector<FieldProblem> &notes)
{
    for (const Row &row : m_rows) {
        const QString path = pathOf(*row.field);
        QStringList words;
        Tone tone = Tone::Act;
        const auto gather = [&](const std::vector<FieldProblem> &list) {
            for (const FieldProblem &p : list)
                if (p.field == path || (p.field.startsWith(path) && p.field.size() > path.size() && p.field[path.size()] == u'['))
                    words.append(p.message);
        };
        gather(problems);
        if (words.isEmpty()) {
            tone = Tone::Look;
            gather(notes);
        }
        row.problem->setText(words.isEmpty() ? QString() : marked(tone, words.join(QStringLiteral("; "))));
        const QString kind = tone == Tone::Act ? QStringLiteral("act") : QStringLiteral("look");
        if (row.problem->property("kind").toString() != kind) {
            row.problem->setProperty("kind", kind);
            row.problem->setStyleSheet(QStringLiteral("color: %1;").arg(m_look->toneColour(tone).name()));
        }
        row.problem->setVisible(!words.isEmpty());
    }
}

void PartForm::setRemark(const QString &sentence)
{
    m_remark->setText(sentence);
    m_remark->setVisible(!sentence.isEmpty());
}

bool PartForm::focusField(const QString &key)
{
    for (const Row &row : m_rows) {
        const QString own = QString::fromLatin1(row.field->key);
        if (key != own && !key.startsWith(own + u'['))
            continue;
        row.editor->setFocus(Qt::ShortcutFocusReason);
        ensureWidgetVisible(row.editor);
        return true;
    }
    return false;
}

} // namespace gantry::ui
