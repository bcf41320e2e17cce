// SPDX-License-Identifier: Apache-2.0
#include "ui/console/entrants/entrantspage.h"

#include "ui/console/common/datatable.h"
#include "ui/models/entrantsmodel.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace gantry::ui {

namespace {

constexpr int kLinesShown = 2000; // a roster of another event makes a problem of each line

} // namespace

EntrantsPage::EntrantsPage(const Context &context, QWidget *parent)
    : Page(context, QStringLiteral("page_entrants"), parent), m_model(new EntrantsModel(context.worker, context.search, this)),
      m_table(new DataTable(context.look, m_model, QStringLiteral("entrants"), DataTable::Height::Stretch, this)), m_filter(new QLineEdit(this)),
      m_count(new QLabel(this)), m_import(new QPushButton(tr("Import roster…"), this)), m_report(new QFrame(this)), m_summary(new QLabel(m_report)),
      m_progress(new QProgressBar(m_report)), m_lines(new QPlainTextEdit(m_report)), m_cancel(new QPushButton(m_report))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(10);
    m_filter->setObjectName(QStringLiteral("entrantsFilter"));
    m_filter->setPlaceholderText(tr("Filter by bib, name or chip"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setFixedWidth(260);
    m_count->setObjectName(QStringLiteral("entrantsCount"));
    m_count->setProperty("kind", QStringLiteral("dim"));
    m_import->setObjectName(QStringLiteral("importRoster"));
    auto *bar = new QHBoxLayout;
    bar->setSpacing(8);
    bar->addWidget(m_filter);
    bar->addWidget(m_count);
    bar->addStretch(1);
    bar->addWidget(new HoldNote(m_model, QStringLiteral("entrantsHeld"), this));
    bar->addWidget(m_import);
    column->addLayout(bar);
    buildReport();
    column->addWidget(m_report);
    column->addWidget(m_table, 1);
    m_table->setEmptyText(tr("No entrants. Import a roster: CSV, TSV or text, any encoding, with a bib column."));
    m_table->horizontalHeader()->setSectionsClickable(true);
    connect(m_table->horizontalHeader(), &QHeaderView::sectionClicked, this, [this](int section) {
        m_table->clearSelection(); // asking for another order lets the held one go
        m_model->sortBy(section);
    });
    connect(m_filter, &QLineEdit::textChanged, m_model, &EntrantsModel::setFilter);
    connect(m_model, &EntrantsModel::ordered, this, &EntrantsPage::count);
    connect(m_table, &DataTable::chosen, this, &Page::runnerWanted);
    connect(m_import, &QPushButton::clicked, this, &EntrantsPage::chooseFile);
    count();
}

void EntrantsPage::buildReport()
{
    m_report->setObjectName(QStringLiteral("importReport"));
    m_report->setProperty("kind", QStringLiteral("note"));
    auto *column = new QVBoxLayout(m_report);
    column->setContentsMargins(12, 8, 8, 10);
    column->setSpacing(6);
    auto *head = new QHBoxLayout;
    m_summary->setObjectName(QStringLiteral("importSummary"));
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setWordWrap(true);
    m_cancel->setObjectName(QStringLiteral("importClose"));
    m_cancel->setProperty("kind", QStringLiteral("flat"));
    head->addWidget(m_summary, 1);
    head->addWidget(m_cancel, 0, Qt::AlignTop);
    column->addLayout(head);
    m_progress->setObjectName(QStringLiteral("importProgress"));
    m_progress->setTextVisible(false);
    column->addWidget(m_progress);
    m_lines->setObjectName(QStringLiteral("importLines"));
    m_lines->setReadOnly(true);
    m_lines->setTabChangesFocus(true);
    m_lines->setFixedHeight(150);
    column->addWidget(m_lines);
    m_report->hide();
    connect(m_cancel, &QPushButton::clicked, this, [this] {
        if (m_stop)
            *m_stop = true;
        else
            m_report->hide();
    });
}

QWidget *EntrantsPage::firstFocus()
{
    return m_table;
}

void EntrantsPage::setView(const engine::ViewPtr &view)
{
    m_model->setView(view);
    m_import->setEnabled(!m_stop && view && view->event);
    m_import->setToolTip(view && view->event ? QString() : tr("Load an event document in Setup first."));
}

void EntrantsPage::chooseFile()
{
    auto *dialog = new QFileDialog(window(), tr("Import roster"));
    dialog->setObjectName(QStringLiteral("rosterDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Rosters (*.csv *.tsv *.txt *.CSV)"), tr("All files (*)")});
    dialog->setModal(false); // the race goes on behind it
    connect(dialog, &QFileDialog::fileSelected, this, &EntrantsPage::importFile);
    dialog->show();
}

void EntrantsPage::importFile(const QString &path)
{
    if (m_stop)
        return;
    m_stop = std::make_shared<std::atomic_bool>(false);
    m_import->setEnabled(false);
    m_lines->hide();
    m_progress->setValue(0);
    m_progress->show();
    m_summary->setText(tr("Reading %1…").arg(QFileInfo(path).fileName()));
    m_cancel->setText(tr("Cancel"));
    m_report->show();
    const QPointer<EntrantsPage> self(this);
    const auto progress = [worker = context().worker, self, stop = m_stop](int percent, const QString &what) {
        // Called on another thread; the page is looked at on its own.
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
    context().commands->run({QStringLiteral("roster"), QStringLiteral("import"), path}, this, [this, path](const Answer &answer) { finished(path, answer); },
                            progress);
}

void EntrantsPage::finished(const QString &path, const Answer &answer)
{
    m_stop.reset();
    m_import->setEnabled(true);
    m_progress->hide();
    m_cancel->setText(tr("Close  Esc"));
    QStringList lines = QString::fromUtf8(answer.out + answer.err).split(u'\n', Qt::SkipEmptyParts);
    const QString first = lines.isEmpty() ? QString() : lines.takeFirst();
    const QString name = QFileInfo(path).fileName();
    m_summary->setText(answer.ok() ? marked(lines.isEmpty() ? Tone::Good : Tone::Look, tr("%1: %2").arg(name, first))
                                   : marked(Tone::Act, tr("Nothing was imported. %1").arg(first.isEmpty() ? name : first)));
    if (lines.size() > kLinesShown) {
        const qsizetype more = lines.size() - kLinesShown;
        lines.resize(kLinesShown);
        lines << tr("… and %1 more lines").arg(more);
    }
    m_lines->setPlainText(lines.join(u'\n'));
    m_lines->setVisible(!lines.isEmpty());
}

bool EntrantsPage::closeReport()
{
    if (m_stop || !m_report->isVisible())
        return false;
    m_report->hide();
    return true;
}

void EntrantsPage::count()
{
    m_count->setText(tr("%1 shown").arg(m_model->rowCount()));
}

} // namespace gantry::ui
