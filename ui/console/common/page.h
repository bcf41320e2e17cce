// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every page is given and can do. A page gets views only while it is shown.

#include "core/engine/view.h"
#include "ui/console/common/look.h"
#include "ui/models/commands.h"
#include "ui/models/search.h"
#include "ui/models/worker.h"

#include <QWidget>

namespace gantry::ui {

struct Context {
    Commands *commands = nullptr;
    const Clock *clock = nullptr;
    Worker *worker = nullptr;
    SharedSearch search;
    Look *look = nullptr;
};

class Page : public QWidget {
    Q_OBJECT
public:
    Page(const Context &context, const QString &name, QWidget *parent) : QWidget(parent), m_context(context) { setObjectName(name); }
    virtual void setView(const engine::ViewPtr &view) = 0;
    virtual void openPart(const QString &) {}    // "unknown" of "reads/unknown"
    virtual QWidget *firstFocus() { return this; }

Q_SIGNALS:
    void runnerWanted(int entrant);
    void said(const QString &sentence);          // for the bottom line

protected:
    const Context &context() const { return m_context; }
    // Runs a command; what it refuses is said in the bottom line.
    void runAndSay(const QStringList &words)
    {
        m_context.commands->run(words, this, [this](const Answer &answer) {
            if (!answer.ok())
                Q_EMIT said(tr("■ Not done: %1").arg(QString::fromUtf8(answer.err.isEmpty() ? answer.out : answer.err).trimmed()));
        });
    }

private:
    Context m_context;
};

} // namespace gantry::ui
