// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a draft of the event would change, asked of the engine before it is applied: places, prizes, teams, times.

#include "ui/console/common/page.h"

#include <QFrame>
#include <QJsonObject>

class QLabel;
class QListView;
class QPushButton;
class QStringListModel;

namespace gantry::ui {

class WhatIfPanel : public QFrame {
    Q_OBJECT
public:
    WhatIfPanel(const Context &context, QWidget *parent);
    // Asks, and shows the answer when it comes. A newer question makes an older answer worthless.
    void ask(const Id128 &event, const QJsonObject &document);
    // The draft is another one now: what stands here was about an older one.
    void outdate(const QJsonObject &document);

Q_SIGNALS:
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void show(const QJsonObject &answer);
    void say(Tone tone, const QString &sentence);

    Context m_context;
    int m_question = 0;
    QJsonObject m_document; // that was asked about
    QLabel *m_summary;
    QListView *m_list;
    QStringListModel *m_lines;
    QPushButton *m_close;
};

} // namespace gantry::ui
