// SPDX-License-Identifier: Apache-2.0
#pragma once
// A bib is typed; of every band: won, or why not.

#include "ui/console/common/page.h"

#include <QFrame>

class QLabel;
class QLineEdit;

namespace gantry::ui {

class WhyPanel : public QFrame {
    Q_OBJECT
public:
    WhyPanel(Commands *commands, QWidget *parent);
    void open(const QString &bib = {});
    bool close(); // true when it was open
    void setRace(const QString &race) { m_race = race; }   // when the event has several
    void setBand(const QString &band);                      // which stands first in the answer

Q_SIGNALS:
    void closed();

private:
    void ask();
    void answer();

    Commands *m_commands;
    QLineEdit *m_bib;
    QLabel *m_who, *m_first, *m_others;
    QString m_race, m_band, m_name, m_refused;
    std::vector<std::pair<QString, QString>> m_lines; // band, sentence
};

} // namespace gantry::ui
