// SPDX-License-Identifier: Apache-2.0
#pragma once
// The editor of the event document: parts on the left, one of them as a form on the right, what is wrong below, and one line
// that applies everything at once. Changes collect in a draft for each event; when the event changes underneath, both are kept
// until the operator brings them together.

#include "ui/console/common/page.h"
#include "ui/console/setup/draftcheck.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace gantry::ui {

class PartForm;
class PartsTree;
class WhatIfPanel;

class DraftEditor : public QWidget {
    Q_OBJECT
public:
    DraftEditor(const Context &context, QWidget *parent);
    void setView(const engine::ViewPtr &view);
    QWidget *firstFocus() const;
    const DocumentDraft &draft() const { return m_draft; }
    void replace(const QJsonObject &json); // a loaded file becomes the draft
    bool hasChanges() const { return m_draft.isOpen() && m_draft.changed(); }

Q_SIGNALS:
    void reported(gantry::ui::Tone tone, const QString &sentence, const QString &lines);

private:
    void build();
    QPushButton *addButton(QHBoxLayout *row, const QString &text, const QString &name, const QString &hint);
    void buildTools(QHBoxLayout *row);
    void buildUnder(QFrame *frame);
    void buildApply(QHBoxLayout *row);
    void reset(const QJsonObject &json);
    void refresh();           // everything, after a change of structure
    void check();             // problems, notes, what can be applied
    void showCheck(const DraftCheck &done);
    void showUnder(const QString &sentence);
    QString remark(const QString &place) const;
    bool started() const;
    void addItem();
    void act(const std::function<QString(const QString &)> &change); // on the current item; → where to go
    void openProblem(QListWidgetItem *item);
    void goTo(const QString &fieldPath);
    void rebase();
    void takeTheirs();
    void proposeDivisions(const QString &listPlace, int years);
    void startsToDate();
    void whatIf();            // what the draft would change
    void apply();
    void applied(const Answer &answer, const QJsonObject &json);

    Context m_context;
    engine::ViewPtr m_view;
    std::shared_ptr<const engine::EventHead> m_head;
    std::optional<Id128> m_event;
    DocumentDraft m_draft;
    std::map<Id128, DocumentDraft> m_others; // of events that were switched away from
    DraftCheck m_check;       // of the draft numbered m_shownNo
    int m_checkNo = 0, m_shownNo = 0;
    bool m_applyWhenChecked = false;
    std::vector<FieldConflict> m_conflicts;
    bool m_under = false, m_applying = false;
    PartsTree *m_tree;
    PartForm *m_form;
    QListWidget *m_list;
    WhatIfPanel *m_whatIf;
    QFrame *m_underFrame;
    QLabel *m_underText, *m_state;
    QLineEdit *m_reason;
    QPushButton *m_add, *m_duplicate, *m_remove, *m_up, *m_down, *m_undo, *m_ask, *m_apply, *m_discard, *m_rebase, *m_theirs;
};

} // namespace gantry::ui
