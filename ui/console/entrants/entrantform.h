// SPDX-License-Identifier: Apache-2.0
#pragma once
// One person, in the page: a late entry (Ins), or an edit in place (F2). Enter saves, Esc leaves. It says at once whose bib
// that is, how many earlier reads will count, and when somebody else has changed the runner meanwhile.

#include "ui/console/common/page.h"

#include <QFrame>
#include <QMap>

class QComboBox;
class QLabel;
class QGridLayout;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace gantry::ui {

class EntrantForm : public QFrame {
    Q_OBJECT
public:
    EntrantForm(const Context &context, QWidget *parent);
    void setView(const engine::ViewPtr &view);
    void openLate(const QString &chip = {}); // chip: an unknown one that was read
    void openEdit(int entrant);
    bool close();                            // Esc; true when it was open
    int entrant() const { return m_entrant; } // -1: a late entry

Q_SIGNALS:
    void said(const QString &sentence);
    void saved(const QString &bib);
    void closed();

private:
    void build();
    void buildHead(QVBoxLayout *column);
    void buildFields(QGridLayout *grid);
    void buildConflict(QVBoxLayout *column);
    void fillRaces(const QString &race, const QString &wave);
    void fillWaves(const QString &wave);
    QString textOf(const QString &field) const;
    void check();          // whose bib, which reads
    void showConflict();
    void checkMeanwhile();
    QStringList words() const;
    void save();
    void answered(const Answer &answer);
    void settle(const char *take);

    Context m_context;
    engine::ViewPtr m_view;
    int m_entrant = -1, m_question = 0;
    Id128 m_id;
    QMap<QString, QString> m_before; // field → text when it was opened
    QLabel *m_title, *m_hint, *m_conflict;
    QMap<QString, QLineEdit *> m_fields;
    QComboBox *m_sex, *m_race, *m_wave, *m_status;
    QPushButton *m_save, *m_close, *m_keep, *m_take;
};

} // namespace gantry::ui
