// SPDX-License-Identifier: Apache-2.0
#pragma once
// The start of the chosen waves, set right after the fact: every way a crew may have a time for. A note under the wave table; it
// never covers anything, Esc closes it, each change is one command that Ctrl+Z takes back.

#include "ui/console/common/page.h"
#include "ui/models/chunkscan.h"

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace gantry::ui {

class StartPanel : public QFrame {
    Q_OBJECT
public:
    StartPanel(const Context &context, QWidget *parent);
    void open(const QStringList &waveKeys); // focus goes to the time of day
    bool isOpen() const { return !m_keys.isEmpty(); }
    void close();
    void setView(const engine::ViewPtr &view);

Q_SIGNALS:
    void said(const QString &sentence);
    void closed();

private:
    QLineEdit *addField(QHBoxLayout *row, const QString &label, const QString &name, const QString &example);
    QPushButton *addButton(QHBoxLayout *row, const QString &text, const QString &name);
    void buildFields(QHBoxLayout *row);
    void buildButtons(QHBoxLayout *row);
    void run(const QStringList &how);
    void runStopwatch();
    void describe();
    void offerRecords();

    Context m_context;
    engine::ViewPtr m_view;
    QStringList m_keys;
    ChunkScan<engine::ReadRow> m_guns;
    QLabel *m_title;
    QLineEdit *m_at, *m_shift, *m_watch, *m_reason;
    QPushButton *m_first, *m_planned, *m_clear;
    std::vector<QPushButton *> m_records; // the newest gun records of readers
};

} // namespace gantry::ui
