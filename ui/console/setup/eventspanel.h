// SPDX-License-Identifier: Apache-2.0
#pragma once
// Events that are made or opened: a new one from a few answers, last year's for this year, another one of this store. A panel
// in the page; what it makes can be edited at once.

#include "ui/console/common/page.h"

#include <QFrame>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace gantry::ui {

class EventsPanel : public QFrame {
    Q_OBJECT
public:
    EventsPanel(const Context &context, QWidget *parent);
    enum class Task { New = 1, Copy, Open };
    void open(Task task);

Q_SIGNALS:
    void reported(gantry::ui::Tone tone, const QString &sentence, const QString &lines);
    void closed();

private:
    QWidget *buildNew();
    QWidget *buildCopy();
    QWidget *buildOpen();
    QLineEdit *field(QFormLayout *form, const QString &label, const QString &name, const QString &example);
    QWidget *buttons(QPushButton *main, QPushButton *other = nullptr);
    void preview();
    QStringList newWords() const; // of `event new`
    void make();
    void copy();
    void openEvent(const QString &id, const QString &name, bool force);
    void askEvents();
    void run(const QStringList &words, const std::function<void(const Answer &)> &done);

    Context m_context;
    QLabel *m_title, *m_preview, *m_why;
    QStackedWidget *m_stack;
    QLineEdit *m_name, *m_date, *m_zone, *m_distances, *m_start, *m_copyName, *m_copyDate;
    QComboBox *m_bands, *m_copyFrom, *m_which;
    QCheckBox *m_oneMat;
    QPushButton *m_make, *m_copy, *m_open, *m_force;
};

} // namespace gantry::ui
