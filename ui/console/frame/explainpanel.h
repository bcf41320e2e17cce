// SPDX-License-Identifier: Apache-2.0
#pragma once
// Explain this time: the whole chain in the dock, from the raw line to the place. Esc goes back to what was there.

#include "ui/console/common/page.h"

#include <QJsonObject>

class QLabel;
class QScrollArea;
class QVBoxLayout;

namespace gantry::ui {

class ExplainPanel : public QWidget {
    Q_OBJECT
public:
    ExplainPanel(const Context &context, QWidget *parent);
    // Asks the engine and fills itself when the answer is there.
    void explain(const QString &bib, const QString &race);
    QString summary() const;
    QWidget *focusTarget() const;

Q_SIGNALS:
    void closed();
    void filled();

private:
    void fill(const QJsonObject &chain);
    void addHeading(const QString &text);
    void addLines(const QString &title, const QJsonArray &lines);
    void addRead(const QJsonObject &read, int number);
    void addPlace(const QJsonObject &place);
    QLabel *add(const QString &text, const char *kind, Tone tone = Tone::Plain, bool mono = false);

    Context m_context;
    QLabel *m_title, *m_summary;
    QScrollArea *m_area;
    QWidget *m_body = nullptr;
    QVBoxLayout *m_column = nullptr;
    int m_question = 0;
};

} // namespace gantry::ui
