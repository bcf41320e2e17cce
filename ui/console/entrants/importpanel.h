// SPDX-License-Identifier: Apache-2.0
#pragma once
// The import of a roster, in the page: file, what each column means, what would change, what cannot be read, and go.
// Nothing is written before "Import"; a cancelled import has changed nothing.

#include "ui/console/common/page.h"

#include <QFrame>
#include <QJsonObject>
#include <QMap>

#include <atomic>
#include <memory>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QProgressBar;
class QPushButton;
class QScrollArea;

namespace gantry::ui {

class ImportPanel : public QFrame {
    Q_OBJECT
public:
    ImportPanel(const Context &context, QWidget *parent);
    void open();                            // the empty panel, the path in focus
    void look(const QString &path);         // reads the file and shows what an import would do
    void importFile(const QString &path);   // imports at once, as a typed command does
    bool close();                           // Esc; true when it was open. A running import is not closed, Cancel stops it
    bool isRunning() const { return bool(m_stop); }
    void setEvent(bool there) { m_event = there; refreshButtons(); }

Q_SIGNALS:
    void closed();
    void changed(); // running or not

private:
    void build();
    void browse();
    void shown(const QString &path, const Answer &answer);
    void fillColumns(const QJsonObject &look);
    void fillLines(const QJsonObject &look);
    void remap();
    void run();
    void start(const QString &path, const QStringList &options);
    void finished(const QString &path, const Answer &answer);
    QStringList options() const;
    void refreshButtons();

    Context m_context;
    bool m_event = false, m_sensible = false;
    int m_question = 0;
    QString m_path;                         // whose columns are shown
    QMap<QString, QString> m_chosen;        // heading → field, where somebody chose
    std::shared_ptr<std::atomic_bool> m_stop; // of the import that runs; null when none
    QLabel *m_summary, *m_complaint;
    QLineEdit *m_file;
    QPushButton *m_browse, *m_go, *m_close;
    QCheckBox *m_clear;
    QComboBox *m_apply;
    QProgressBar *m_progress;
    QScrollArea *m_columns;
    QPlainTextEdit *m_lines;
};

} // namespace gantry::ui
