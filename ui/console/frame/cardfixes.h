// SPDX-License-Identifier: Apache-2.0
#pragma once
// Every fix for one runner, by key: what ends his race, what changes his time, who he is. A fix that needs a value asks for it in
// the card; after the gun it asks why.

#include "ui/console/common/page.h"
#include "ui/models/runnercard.h"

class QFrame;
class QLabel;
class QLineEdit;

namespace gantry::ui {

class CardFixes : public QWidget {
    Q_OBJECT
public:
    explicit CardFixes(QWidget *parent);
    void setRunner(const RunnerCard &card, bool started);
    bool press(int key);   // a letter; true when it means a fix
    bool leave();          // Esc: the open question goes; false when none was open
    QString takeReason();  // what was typed as reason, once

Q_SIGNALS:
    void wanted(const QStringList &words);

private:
    struct Fix {
        int key;
        const char *name, *title, *ask; // `ask`: what value it wants; null: none
    };
    static const std::vector<Fix> &fixes();
    void begin(const Fix &fix);
    void apply();
    QStringList wordsOf(const QString &name, const QString &value) const;

    RunnerCard m_card;
    bool m_started = false, m_asked = false, m_needsValue = false;
    QString m_open;
    QFrame *m_form;
    QLabel *m_question;
    QLineEdit *m_value, *m_reason;
};

} // namespace gantry::ui
