// SPDX-License-Identifier: Apache-2.0
#include "ui/console/entrants/entrantspage.h"

#include "core/domain/startlist.h"
#include "ui/console/common/datatable.h"
#include "ui/console/common/printpanel.h"
#include "ui/console/entrants/bulkpanel.h"
#include "ui/console/entrants/entrantform.h"
#include "ui/console/entrants/importpanel.h"
#include "ui/models/changes.h"
#include "ui/models/entrantsmodel.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include <functional>

namespace gantry::ui {

EntrantsPage::EntrantsPage(const Context &context, QWidget *parent)
    : Page(context, QStringLiteral("page_entrants"), parent), m_model(new EntrantsModel(context.worker, context.search, this)),
      m_table(new DataTable(context.look, m_model, QStringLiteral("entrants"), DataTable::Height::Stretch, this)), m_filter(new QLineEdit(this)),
      m_checkIn(new QLineEdit(this)), m_issue(new QComboBox(this)), m_count(new QLabel(this)), m_import(new QPushButton(tr("Import…"), this)),
      m_late(new QPushButton(tr("Late entry  Ins"), this)), m_print(new QPushButton(tr("Print  Ctrl+P"), this)), m_importPanel(new ImportPanel(context, this)),
      m_form(new EntrantForm(context, this)), m_bulk(new BulkPanel(context, this)), m_printPanel(new PrintPanel(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(10);
    buildBar();
    buildPanels();
    column->addWidget(m_table, 1);
    column->addWidget(m_printPanel, 1);
    m_table->setEmptyText(tr("No entrants. Import a roster: CSV, TSV or text, any encoding, with a bib column. Ins enters one by hand."));
    m_table->horizontalHeader()->setSectionsClickable(true);
    connect(m_table->horizontalHeader(), &QHeaderView::sectionClicked, this, [this](int section) {
        m_table->clearSelection(); // asking for another order lets the held one go
        m_model->sortBy(section);
    });
    connect(m_model, &EntrantsModel::ordered, this, &EntrantsPage::count);
    connect(m_table, &DataTable::chosen, this, &Page::runnerWanted);
    addKeys();
    count();
}

void EntrantsPage::buildBar()
{
    m_filter->setObjectName(QStringLiteral("entrantsFilter"));
    m_filter->setPlaceholderText(tr("Filter by bib, name or chip"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setFixedWidth(200);
    m_issue->setObjectName(QStringLiteral("entrantsIssue"));
    m_issue->setAccessibleName(tr("Only those with"));
    m_issue->setFixedWidth(132);
    m_issue->view()->setMinimumWidth(200);
    m_issue->addItem(tr("everybody"), 0);
    for (EntrantIssue issue : kAllIssues)
        m_issue->addItem(issueWord(issue), int(issue));
    m_count->setObjectName(QStringLiteral("entrantsCount"));
    m_count->setProperty("kind", QStringLiteral("dim"));
    m_checkIn->setObjectName(QStringLiteral("checkIn"));
    m_checkIn->setPlaceholderText(tr("Check in: bib"));
    m_checkIn->setAccessibleName(tr("Check in by bib"));
    m_checkIn->setFixedWidth(118);
    m_import->setObjectName(QStringLiteral("importRoster"));
    m_late->setObjectName(QStringLiteral("lateEntry"));
    m_print->setObjectName(QStringLiteral("printStartList"));
    auto *bar = new QHBoxLayout;
    bar->setSpacing(8);
    for (QWidget *w : std::initializer_list<QWidget *>{m_filter, m_issue, m_count})
        bar->addWidget(w);
    bar->addStretch(1);
    for (QWidget *w : std::initializer_list<QWidget *>{m_checkIn, m_late, m_import, m_print})
        bar->addWidget(w);
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addLayout(bar);
    column->addWidget(new HoldNote(m_model, QStringLiteral("entrantsHeld"), this));
    connect(m_filter, &QLineEdit::textChanged, m_model, &EntrantsModel::setFilter);
    connect(m_issue, &QComboBox::currentIndexChanged, this, [this] {
        const int issue = m_issue->currentData().toInt();
        m_model->setIssue(issue ? std::optional(EntrantIssue(issue)) : std::nullopt);
    });
    connect(m_checkIn, &QLineEdit::returnPressed, this, &EntrantsPage::checkIn);
    connect(m_import, &QPushButton::clicked, this, &EntrantsPage::openImport);
    connect(m_late, &QPushButton::clicked, this, [this] { openLate(); });
    connect(m_print, &QPushButton::clicked, this, &EntrantsPage::print);
}

void EntrantsPage::buildPanels()
{
    auto *column = static_cast<QVBoxLayout *>(layout());
    for (QWidget *panel : std::initializer_list<QWidget *>{m_importPanel, m_form, m_bulk})
        column->addWidget(panel);
    connect(m_form, &EntrantForm::said, this, &Page::said);
    connect(m_bulk, &BulkPanel::said, this, &Page::said);
    connect(m_printPanel, &PrintPanel::said, this, &Page::said);
    connect(m_form, &EntrantForm::closed, this, [this] { m_table->setFocus(); });
    connect(m_bulk, &BulkPanel::closed, this, [this] { m_table->setFocus(); });
    connect(m_importPanel, &ImportPanel::closed, this, [this] { m_table->setFocus(); });
    connect(m_printPanel, &PrintPanel::closed, this, [this] {
        m_table->show();
        m_table->setFocus();
    });
    connect(m_importPanel, &ImportPanel::changed, this, [this] { m_import->setEnabled(!m_importPanel->isRunning() && m_view && m_view->event); });
}

void EntrantsPage::addKeys()
{
    const auto key = [this](const QKeySequence &sequence, const std::function<void()> &then) {
        auto *shortcut = new QShortcut(sequence, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, then);
    };
    key(Qt::Key_Insert, [this] { openLate(); });
    key(Qt::Key_F2, [this] { openEdit(m_table->selectedEntity()); });
    key(Qt::Key_C, [this] { checkInSelected(); }); // a field being typed in keeps its letters
    key(Qt::Key_B, [this] { openBulk(); });
    key(QKeySequence(QStringLiteral("Ctrl+P")), [this] { print(); });
}

QWidget *EntrantsPage::firstFocus()
{
    if (m_form->isVisibleTo(this))
        return m_form->isAncestorOf(focusWidget()) ? focusWidget() : m_form->findChild<QLineEdit *>(QStringLiteral("formBib"));
    return m_table;
}

void EntrantsPage::setView(const engine::ViewPtr &view)
{
    m_view = view;
    m_model->setView(view);
    m_form->setView(view);
    const bool event = view && view->event;
    m_importPanel->setEvent(event);
    m_import->setEnabled(!m_importPanel->isRunning() && event);
    m_import->setToolTip(event ? QString() : tr("Load an event document in Setup first."));
    m_late->setEnabled(event);
    m_print->setEnabled(event);
}

void EntrantsPage::openPart(const QString &part)
{
    const QString kind = part.section(u'/', 0, 0), rest = part.section(u'/', 1);
    if (kind == u"late")
        return openLate(rest);
    if (kind == u"import")
        return openImport();
    if (kind == u"conflicts") {
        m_issue->setCurrentIndex(m_issue->findData(int(EntrantIssue::Conflict)));
        return;
    }
    if (kind == u"edit" && m_view && m_view->entrants)
        for (std::size_t i = 0; i < m_view->entrants->size(); ++i) {
            const Entrant &e = (*m_view->entrants)[i].entrant;
            if (e.alive && compareKey(e.bib) == compareKey(rest))
                return openEdit(int(i));
        }
}

void EntrantsPage::closeOthers(const QWidget *keep)
{
    if (keep != m_form)
        m_form->close();
    if (keep != m_bulk)
        m_bulk->close();
    if (keep != m_importPanel)
        m_importPanel->close();
    if (keep != m_printPanel)
        m_printPanel->close();
}

void EntrantsPage::openImport()
{
    if (!m_view || !m_view->event || m_importPanel->isRunning())
        return;
    closeOthers(m_importPanel);
    m_importPanel->open();
}

void EntrantsPage::openLate(const QString &chip)
{
    closeOthers(m_form);
    m_form->openLate(chip);
}

void EntrantsPage::openEdit(int entrant)
{
    if (entrant < 0) {
        Q_EMIT said(marked(Tone::Look, tr("Select a runner first, then F2 edits.")));
        return;
    }
    closeOthers(m_form);
    m_form->openEdit(entrant);
}

void EntrantsPage::openBulk()
{
    closeOthers(m_bulk);
    m_bulk->open(m_view, m_table->selectedEntities());
}

void EntrantsPage::print()
{
    if (!m_view || !m_view->event || m_printPanel->isOpen())
        return;
    closeOthers(m_printPanel);
    m_table->hide();
    m_printPanel->open(m_view, tr("start-list.pdf"), [](const engine::View &view) {
        std::vector<const Entrant *> people;
        people.reserve(view.entrants->size());
        for (std::size_t i = 0; i < view.entrants->size(); ++i)
            people.push_back(&(*view.entrants)[i].entrant);
        StartListOptions options;
        options.event = view.event->name + QStringLiteral(" · ") + view.event->date.toString(QStringLiteral("d MMMM yyyy"));
        return startList(people, options);
    });
}

void EntrantsPage::checkIn()
{
    const QString bib = m_checkIn->text().trimmed();
    if (bib.isEmpty())
        return;
    m_checkIn->clear();
    context().commands->run({QStringLiteral("entrant"), QStringLiteral("set"), QStringLiteral("--bib"), bib, QStringLiteral("status=checked_in")}, this, [this, bib](const Answer &answer) {
        if (!answer.ok()) {
            Q_EMIT said(marked(Tone::Act, QString::fromUtf8(answer.err).trimmed()));
            return;
        }
        QString name;
        if (m_view && m_view->entrants)
            for (std::size_t i = 0; i < m_view->entrants->size() && name.isEmpty(); ++i)
                if (const Entrant &e = (*m_view->entrants)[i].entrant; e.alive && compareKey(e.bib) == compareKey(bib))
                    name = e.displayName();
        Q_EMIT said(marked(Tone::Good, tr("%1 %2 is checked in.").arg(bib, name)));
    });
}

void EntrantsPage::checkInSelected()
{
    QStringList ids;
    for (int e : m_table->selectedEntities())
        if (const engine::EntrantRow *row = m_view ? entrantOf(*m_view, e) : nullptr)
            ids << row->entrant.id.toString();
    if (ids.isEmpty()) {
        m_checkIn->setFocus(); // nobody is selected: type a bib
        return;
    }
    context().commands->run({QStringLiteral("entrant"), QStringLiteral("set"), QStringLiteral("--id"), ids.join(u','), QStringLiteral("status=checked_in")}, this,
                            [this, count = ids.size()](const Answer &answer) {
                                Q_EMIT said(answer.ok() ? marked(Tone::Good, tr("Checked in: %1. Ctrl+Z takes it back.").arg(number(count)))
                                                        : marked(Tone::Act, QString::fromUtf8(answer.err).trimmed()));
                            });
}

void EntrantsPage::importFile(const QString &path)
{
    if (m_importPanel->isRunning())
        return;
    closeOthers(m_importPanel);
    m_importPanel->importFile(path);
}

bool EntrantsPage::closeReport()
{
    return m_printPanel->close() || m_bulk->close() || m_form->close() || m_importPanel->close();
}

void EntrantsPage::count()
{
    m_count->setText(tr("%1 shown").arg(number(m_model->rowCount())));
}

} // namespace gantry::ui
