// SPDX-License-Identifier: Apache-2.0
#pragma once
// One part of the document as a form, made from the table of fields. It shows values and says what was typed; it decides nothing.

#include "core/domain/documentdraft.h"
#include "ui/console/common/look.h"
#include "ui/console/setup/fieldtable.h"

#include <QScrollArea>

class QLabel;
class QVBoxLayout;

namespace gantry::ui {

class PartForm : public QScrollArea {
    Q_OBJECT
public:
    PartForm(Look *look, QWidget *parent);
    // The part at this place, or the list that stands there.
    void show(const DocumentDraft &draft, const QString &place);
    void setProblems(const std::vector<FieldProblem> &problems, const std::vector<FieldProblem> &notes);
    void setRemark(const QString &sentence);     // what a change here means and does not mean; empty: nothing
    bool focusField(const QString &key);         // "start.gun"
    void commit();                               // a name that is still being typed

Q_SIGNALS:
    void edited(const QString &path, const QJsonValue &value);
    void divisionsWanted(const QString &listPlace, int years);
    void startsToDateWanted();

private:
    struct Row {
        const FieldSpec *field;
        QWidget *editor;
        QLabel *problem;
    };
    void build(const DocumentDraft &draft);
    void addField(QVBoxLayout *column, const FieldSpec &field);
    QWidget *makeEditor(const FieldSpec &field);
    void addListTools(QVBoxLayout *column, const DocumentDraft &draft);
    void fillPoints(const DocumentDraft &draft);
    void take(const FieldSpec &field, const QString &text);
    static QString textOf(const Row &row);
    QString pathOf(const FieldSpec &field) const;
    QLabel *label(const QString &text, const char *kind);

    Look *m_look;
    QString m_place;
    bool m_built = false, m_filling = false;
    const PartSpec *m_part = nullptr;
    QDate m_eventDate;
    std::vector<Row> m_rows;
    QLabel *m_remark = nullptr;
};

} // namespace gantry::ui
