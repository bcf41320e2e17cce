// SPDX-License-Identifier: Apache-2.0
#include "ui/console/entrants/importpanel.h"

#include "core/base/text.h"
#include "core/domain/fields.h"
#include "core/domain/rostercolumns.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace gantry::ui {

namespace {

constexpr int kLinesShown = 2000; // a roster of another event makes a problem of each line

QString labelOf(const QString &field)
{
    const Field *known = fieldByName(field);
    return known ? say(known->label.data()) : field;
}

QString capped(QStringList lines)
{
    if (lines.size() > kLinesShown) {
        const qsizetype more = lines.size() - kLinesShown;
        lines.resize(kLinesShown);
        lines << ImportPanel::tr("… and %1 more lines").arg(more);
    }
    return lines.join(u'\n');
}

QString textOf(const QJsonObject &o, const char *name)
{
    return o.value(QLatin1String(name)).toString();
}

} // namespace

ImportPanel::ImportPanel(const Context &context, QWidget *parent) : QFrame(parent), m_context(context)
{
    setObjectName(QStringLiteral("importReport"));
    setProperty("kind", QStringLiteral("note"));
    build();
    hide();
}

void ImportPanel::build()
{
    const auto named = [](auto *widget, const char *name) {
        widget->setObjectName(QLatin1String(name));
        return widget;
    };
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 8, 10);
    column->setSpacing(6);
    auto *files = new QHBoxLayout;
    files->setSpacing(8);
    m_file = named(new QLineEdit(this), "importPath");
    m_file->setPlaceholderText(tr("Roster file: CSV, TSV or text. Enter reads it"));
    m_browse = named(new QPushButton(tr("Browse…"), this), "importBrowse");
    m_clear = named(new QCheckBox(tr("Blank cells clear"), this), "importClearBlank");
    m_clear->setToolTip(tr("A blank cell takes away what the event knows. Usually off: a file with fewer columns or gaps changes nothing."));
    m_apply = named(new QComboBox(this), "importApply");
    m_apply->addItem(tr("All changes"), QStringLiteral("all"));
    m_apply->addItem(tr("Not of started runners"), QStringLiteral("safe"));
    m_apply->setAccessibleName(tr("Which changes to take"));
    m_go = named(new QPushButton(tr("Import"), this), "importGo");
    m_go->setProperty("kind", QStringLiteral("main"));
    m_close = named(new QPushButton(this), "importClose");
    m_close->setProperty("kind", QStringLiteral("flat"));
    files->addWidget(m_file, 1);
    for (QWidget *w : std::initializer_list<QWidget *>{m_browse, m_clear, m_apply, m_go, m_close})
        files->addWidget(w);
    column->addLayout(files);
    m_summary = named(new QLabel(this), "importSummary");
    m_complaint = named(new QLabel(this), "importComplaint");
    for (QLabel *label : {m_summary, m_complaint}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        column->addWidget(label);
    }
    m_complaint->setProperty("kind", QStringLiteral("act"));
    m_progress = named(new QProgressBar(this), "importProgress");
    m_progress->setTextVisible(false);
    column->addWidget(m_progress);
    m_columns = named(new QScrollArea(this), "importColumns");
    m_columns->setFrameShape(QFrame::NoFrame);
    m_columns->setWidgetResizable(true);
    m_columns->setFixedHeight(196);
    m_columns->viewport()->setAutoFillBackground(false);
    column->addWidget(m_columns);
    m_lines = named(new QPlainTextEdit(this), "importLines");
    m_lines->setReadOnly(true);
    m_lines->setTabChangesFocus(true);
    m_lines->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_lines->setFixedHeight(168);
    column->addWidget(m_lines);
    connect(m_file, &QLineEdit::returnPressed, this, [this] { look(m_file->text().trimmed()); });
    connect(m_browse, &QPushButton::clicked, this, &ImportPanel::browse);
    connect(m_clear, &QCheckBox::toggled, this, &ImportPanel::remap);
    connect(m_go, &QPushButton::clicked, this, &ImportPanel::run);
    connect(m_close, &QPushButton::clicked, this, [this] {
        if (m_stop)
            *m_stop = true;
        else
            close();
    });
}

void ImportPanel::open()
{
    if (m_stop)
        return;
    m_path.clear();
    m_chosen.clear();
    m_sensible = false;
    m_summary->setText(tr("Choose the file. You see what each column means and what would change before anything is imported."));
    m_complaint->hide();
    m_progress->hide();
    m_columns->hide();
    m_lines->hide();
    refreshButtons();
    show();
    m_file->setFocus();
    m_file->selectAll();
}

bool ImportPanel::close()
{
    if (m_stop || !isVisible())
        return false;
    ++m_question;
    hide();
    Q_EMIT closed();
    return true;
}

void ImportPanel::browse()
{
    auto *dialog = new QFileDialog(window(), tr("Import roster"));
    dialog->setObjectName(QStringLiteral("rosterDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Rosters (*.csv *.tsv *.txt *.CSV)"), tr("All files (*)")});
    dialog->setModal(false); // the race goes on behind it
    connect(dialog, &QFileDialog::fileSelected, this, &ImportPanel::look);
    dialog->show();
}

QStringList ImportPanel::options() const
{
    QStringList words;
    for (auto it = m_chosen.begin(); it != m_chosen.end(); ++it)
        words << QStringLiteral("--map") << it.key() + u'=' + it.value();
    if (m_clear->isChecked())
        words << QStringLiteral("--clear-blank");
    return words;
}

void ImportPanel::look(const QString &path)
{
    if (m_stop || path.isEmpty())
        return;
    if (path != m_path)
        m_chosen.clear();
    m_file->setText(path);
    m_sensible = false;
    m_summary->setText(tr("Reading %1…").arg(QFileInfo(path).fileName()));
    m_progress->hide();
    show();
    refreshButtons();
    const int question = ++m_question;
    m_context.commands->run(QStringList{QStringLiteral("--json"), QStringLiteral("roster"), QStringLiteral("import"), path, QStringLiteral("--preview")} + options(), this,
                            [this, path, question](const Answer &answer) {
                                if (question == m_question)
                                    shown(path, answer);
                            });
}

void ImportPanel::shown(const QString &path, const Answer &answer)
{
    const QJsonObject look = QJsonDocument::fromJson(answer.out).object();
    const bool sameFile = path == m_path;
    m_path = path;
    QStringList complaints;
    for (const auto &c : look.value(QStringLiteral("complaints")).toArray())
        complaints << c.toString();
    m_sensible = answer.ok() && complaints.isEmpty();
    if (!answer.ok() && complaints.isEmpty())
        complaints << QString::fromUtf8(answer.err).trimmed();
    m_complaint->setText(complaints.isEmpty() ? QString() : marked(Tone::Act, complaints.join(QStringLiteral("\n■ "))));
    m_complaint->setVisible(!complaints.isEmpty());
    const int held = look.value(QStringLiteral("held")).toInt();
    QString text = tr("%1: %2 new, %3 changed, %4 unchanged, %5 left out, %6 not in the file.")
                       .arg(QFileInfo(path).fileName(), number(look.value(QStringLiteral("new")).toInt()), number(look.value(QStringLiteral("changed")).toInt()),
                            number(look.value(QStringLiteral("unchanged")).toInt()), number(look.value(QStringLiteral("skipped")).toInt()),
                            number(look.value(QStringLiteral("missing")).toInt()));
    if (held > 0)
        text += u' ' + tr("▲ Changes that touch runners who have started: %1.").arg(number(held));
    m_summary->setText(answer.ok() ? text : tr("%1 cannot be imported like this.").arg(QFileInfo(path).fileName()));
    m_columns->setVisible(!look.value(QStringLiteral("columns")).toArray().isEmpty());
    if (!sameFile || !m_columns->widget() || m_columns->isHidden() || !m_columns->isAncestorOf(focusWidget()))
        fillColumns(look);
    fillLines(look);
    refreshButtons();
    if (!sameFile && m_sensible)
        m_go->setFocus();
}

void ImportPanel::fillColumns(const QJsonObject &look)
{
    auto *body = new QWidget;
    body->setObjectName(QStringLiteral("importColumnsBody"));
    body->setStyleSheet(QStringLiteral("QWidget#importColumnsBody { background: transparent; }"));
    auto *grid = new QGridLayout(body);
    grid->setContentsMargins(0, 0, 8, 0);
    grid->setVerticalSpacing(4);
    grid->setHorizontalSpacing(12);
    const QJsonArray columns = look.value(QStringLiteral("columns")).toArray();
    for (int i = 0; i < columns.size(); ++i) {
        const QJsonObject c = columns[i].toObject();
        const QString heading = textOf(c, "heading"), field = textOf(c, "field");
        auto *title = new QLabel(heading.isEmpty() ? tr("(no heading)") : heading, body);
        title->setTextFormat(Qt::PlainText);
        auto *means = new QComboBox(body);
        means->setObjectName(QStringLiteral("importMap%1").arg(i));
        means->setAccessibleName(tr("Meaning of %1").arg(heading));
        means->addItem(tr("(left out)"), QString());
        for (const QString &name : rosterFields())
            means->addItem(labelOf(name), name);
        means->setCurrentIndex(std::max(0, means->findData(field)));
        connect(means, &QComboBox::activated, this, [this, means, heading] {
            m_chosen.insert(heading, means->currentData().toString());
            remap();
        });
        QStringList samples;
        for (const auto &s : c.value(QStringLiteral("samples")).toArray())
            samples << s.toString();
        auto *values = new QLabel(samples.join(QStringLiteral("  ·  ")).left(90), body);
        values->setTextFormat(Qt::PlainText);
        values->setProperty("kind", QStringLiteral("dim"));
        grid->addWidget(title, i, 0);
        grid->addWidget(means, i, 1);
        grid->addWidget(values, i, 2);
    }
    grid->setColumnStretch(2, 1);
    grid->setRowStretch(int(columns.size()), 1);
    m_columns->setWidget(body);
}

void ImportPanel::fillLines(const QJsonObject &look)
{
    QStringList lines;
    const auto problems = look.value(QStringLiteral("problems")).toArray();
    if (!problems.isEmpty())
        lines << tr("Problems");
    for (const auto &value : problems) {
        const QJsonObject p = value.toObject();
        const QString field = textOf(p, "field").isEmpty() ? QString() : labelOf(textOf(p, "field")) + QStringLiteral(": ");
        const QString sentence = marked(p.value(QStringLiteral("skipped")).toBool() ? Tone::Act : Tone::Look, QString());
        lines << (p.value(QStringLiteral("line")).toInt() > 0 ? tr("%1line %2: %3%4").arg(sentence, number(p.value(QStringLiteral("line")).toInt()), field, textOf(p, "message"))
                                                              : QString(sentence + field + textOf(p, "message")));
    }
    QStringList changes, added;
    for (const auto &value : look.value(QStringLiteral("differences")).toArray()) {
        const QJsonObject d = value.toObject();
        const QString who = tr("line %1: %2 %3").arg(number(d.value(QStringLiteral("line")).toInt()), textOf(d, "bib"), textOf(d, "name"));
        if (d.value(QStringLiteral("new")).toBool()) {
            added << who + (textOf(d, "held").isEmpty() ? QString() : QStringLiteral("  ▲ ") + textOf(d, "held"));
            continue;
        }
        QStringList parts;
        for (const auto &f : d.value(QStringLiteral("fields")).toArray()) {
            const QJsonObject field = f.toObject();
            const auto shown = [&](const char *name) { return textOf(field, name).isEmpty() ? tr("blank") : textOf(field, name); };
            parts << tr("%1 %2 → %3%4").arg(labelOf(textOf(field, "field")), shown("before"), shown("after"), field.value(QStringLiteral("held")).toBool() ? tr(" ▲ has started") : QString());
        }
        changes << who + QStringLiteral(": ") + parts.join(QStringLiteral(", "));
    }
    const auto section = [&](const QString &title, const QStringList &list) {
        if (list.isEmpty())
            return;
        if (!lines.isEmpty())
            lines << QString();
        lines << title << list;
    };
    section(tr("Changes"), changes);
    QStringList absent;
    for (const auto &value : look.value(QStringLiteral("missing_from_file")).toArray()) {
        const QJsonObject a = value.toObject();
        absent << QStringLiteral("%1 %2 %3").arg(textOf(a, "bib"), textOf(a, "name"), textOf(a, "perhaps")).trimmed();
    }
    section(tr("Not in the file: they stay. Withdraw them from the runner card when they are really out"), absent);
    section(tr("New"), added);
    m_lines->setPlainText(capped(lines));
    m_lines->setVisible(!lines.isEmpty());
}

void ImportPanel::remap()
{
    if (!m_path.isEmpty())
        look(m_path);
}

void ImportPanel::run()
{
    if (m_path.isEmpty() || !m_sensible)
        return;
    start(m_path, options() + QStringList{QStringLiteral("--apply"), m_apply->currentData().toString()});
}

void ImportPanel::importFile(const QString &path)
{
    m_file->setText(path);
    m_complaint->hide();
    start(path, {});
}

void ImportPanel::start(const QString &path, const QStringList &options)
{
    if (m_stop)
        return;
    m_stop = std::make_shared<std::atomic_bool>(false);
    m_columns->hide();
    m_lines->hide();
    m_progress->setValue(0);
    m_progress->show();
    m_summary->setText(tr("Reading %1…").arg(QFileInfo(path).fileName()));
    show();
    refreshButtons();
    m_close->setFocus(); // Enter, Space: cancel
    Q_EMIT changed();
    const QPointer<ImportPanel> self(this);
    const auto progress = [worker = m_context.worker, self, stop = m_stop](int percent, const QString &what) {
        // Called on another thread; the panel is looked at on its own.
        QMetaObject::invokeMethod(
            worker,
            [self, percent, what] {
                if (self && self->m_stop) {
                    self->m_progress->setValue(percent);
                    if (!what.isEmpty())
                        self->m_summary->setText(what);
                }
            },
            Qt::QueuedConnection);
        return !stop->load();
    };
    m_context.commands->run(QStringList{QStringLiteral("roster"), QStringLiteral("import"), path} + options, this, [this, path](const Answer &answer) { finished(path, answer); }, progress);
}

void ImportPanel::finished(const QString &path, const Answer &answer)
{
    m_stop.reset();
    m_path.clear();
    m_sensible = false;
    m_progress->hide();
    QStringList lines = QString::fromUtf8(answer.out + answer.err).split(u'\n', Qt::SkipEmptyParts);
    const QString first = lines.isEmpty() ? QString() : lines.takeFirst();
    const QString name = QFileInfo(path).fileName();
    m_summary->setText(answer.ok() ? marked(lines.isEmpty() ? Tone::Good : Tone::Look, tr("%1: %2").arg(name, first))
                                   : marked(Tone::Act, tr("Nothing was imported. %1").arg(first.isEmpty() ? name : first)));
    m_lines->setPlainText(capped(lines));
    m_lines->setVisible(!lines.isEmpty());
    refreshButtons();
    Q_EMIT changed();
}

void ImportPanel::refreshButtons()
{
    const bool running = bool(m_stop);
    m_close->setText(running ? tr("Cancel") : tr("Close  Esc"));
    m_go->setEnabled(!running && m_event && m_sensible && !m_path.isEmpty());
    for (QWidget *w : std::initializer_list<QWidget *>{m_file, m_browse, m_clear, m_apply})
        w->setEnabled(!running);
}

} // namespace gantry::ui
