// SPDX-License-Identifier: Apache-2.0
#include "ui/console/results/resultspage.h"

#include "ui/console/common/datatable.h"
#include "ui/console/common/printpanel.h"
#include "ui/console/results/resultsprint.h"
#include "ui/console/results/stillout.h"
#include "ui/models/changes.h"
#include "ui/models/resultsmodel.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

namespace gantry::ui {

ResultsPage::ResultsPage(const Context &context, QWidget *parent)
    : Page(context, QStringLiteral("page_results"), parent), m_model(new ResultsModel(context.worker, context.search, this)),
      m_table(new DataTable(context.look, m_model, QStringLiteral("results"), DataTable::Height::Stretch, this)), m_races(new QButtonGroup(this)),
      m_raceRow(new QHBoxLayout), m_filter(new QLineEdit(this)), m_count(new QLabel(this)), m_out(new StillOut(context, this)),
      m_showOut(new QPushButton(tr("Still out  Ctrl+O"), this)), m_print(new QPushButton(tr("Print  Ctrl+P"), this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(10);
    m_filter->setObjectName(QStringLiteral("resultsFilter"));
    m_filter->setPlaceholderText(tr("Filter by bib, name or chip"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setFixedWidth(260);
    m_count->setObjectName(QStringLiteral("resultsCount"));
    m_count->setProperty("kind", QStringLiteral("dim"));
    auto *bar = new QHBoxLayout;
    bar->setSpacing(8);
    m_raceRow->setSpacing(6);
    bar->addLayout(m_raceRow);
    bar->addSpacing(8);
    bar->addWidget(m_filter);
    bar->addWidget(m_count);
    bar->addStretch(1);
    bar->addWidget(new HoldNote(m_model, QStringLiteral("resultsHeld"), this));
    column->addLayout(bar);
    bar->addWidget(m_print);
    bar->addWidget(m_showOut);
    column->addWidget(m_table, 1);
    column->addWidget(m_out, 1);
    m_out->hide();
    m_showOut->setObjectName(QStringLiteral("showStillOut"));
    m_showOut->setCheckable(true);
    m_showOut->setProperty("kind", QStringLiteral("segment"));
    connect(m_showOut, &QPushButton::clicked, this, [this](bool on) { openPart(on ? QStringLiteral("out") : QStringLiteral("places")); });
    m_print->setObjectName(QStringLiteral("printResults"));
    connect(m_print, &QPushButton::clicked, this, &ResultsPage::print);
    auto *printKey = new QShortcut(QKeySequence(QStringLiteral("Ctrl+P")), this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(printKey, &QShortcut::activated, this, &ResultsPage::print);
    connect(m_out, &StillOut::runnerWanted, this, &Page::runnerWanted);
    connect(m_out, &StillOut::said, this, &Page::said);
    m_table->setEmptyText(tr("Nobody to show. Import a roster in Entrants (Ctrl+5), or clear the filter."));
    m_races->setExclusive(true);
    connect(m_races, &QButtonGroup::idClicked, this, [this](int race) {
        m_table->clearSelection();
        m_model->setRace(race);
        if (!m_out->isHidden())
            m_out->setRace(race);
        count();
    });
    connect(m_filter, &QLineEdit::textChanged, m_model, &ResultsModel::setFilter);
    connect(m_model, &ResultsModel::filtered, this, &ResultsPage::count);
    connect(m_table, &DataTable::chosen, this, &Page::runnerWanted);
}

QWidget *ResultsPage::firstFocus()
{
    return m_out->isHidden() ? static_cast<QWidget *>(m_table) : m_out->firstFocus();
}

void ResultsPage::openPart(const QString &part)
{
    const bool out = part == u"out" || part == u"stillout";
    if (!out && part != u"places")
        return;
    if (m_paper)
        m_paper->close();
    m_showOut->setChecked(out);
    m_table->setVisible(!out);
    m_filter->setVisible(!out);
    m_count->setVisible(!out);
    m_out->setVisible(out);
    m_out->setView(m_view);
    m_out->setRace(-1); // everybody first; a press on a race narrows it down
    m_races->setExclusive(!out);
    for (QAbstractButton *button : m_races->buttons())
        button->setChecked(!out && m_races->id(button) == m_model->race());
    firstFocus()->setFocus();
}

void ResultsPage::print()
{
    if (!m_view || !m_view->event)
        return;
    if (!m_out->isHidden())
        return m_out->print();
    if (!m_paper) {
        m_paper = new PrintPanel(this);
        m_paper->setObjectName(QStringLiteral("resultsPaper"));
        static_cast<QVBoxLayout *>(layout())->addWidget(m_paper, 1);
        connect(m_paper, &PrintPanel::said, this, &Page::said);
        connect(m_paper, &PrintPanel::closed, this, [this] {
            m_table->setVisible(m_out->isHidden());
            firstFocus()->setFocus();
        });
        connect(m_paper, &PrintPanel::saved, this, [this](const QString &path) { runAndSay({QStringLiteral("publish"), QStringLiteral("record"), path}); });
    }
    if (m_paper->isOpen())
        return;
    QStringList bibs; // of those who are selected, for certificates
    for (int e : m_table->selectedEntities())
        bibs << (*m_view->entrants)[std::size_t(e)].entrant.bib;
    m_table->hide();
    m_paper->open(m_view, QStringLiteral("results.pdf"), resultsPrintOptions(*m_view, m_model->race()), resultsPrintPlan(context().clock->now(), bibs));
}

bool ResultsPage::closePanel()
{
    if (m_paper && m_paper->close())
        return true;
    if (m_out->closePrint())
        return true;
    if (m_out->isHidden())
        return false;
    openPart(QStringLiteral("places"));
    return true;
}

void ResultsPage::setView(const engine::ViewPtr &view)
{
    const bool eventChanged = !m_view || !view || m_view->event != view->event;
    m_view = view;
    if (eventChanged)
        listRaces();
    m_model->setView(view);
    if (!m_out->isHidden())
        m_out->setView(view);
    count();
}

void ResultsPage::listRaces()
{
    QStringList names;
    if (m_view && m_view->event) {
        for (const RaceDef &race : m_view->event->document.races)
            names << race.name;
    }
    if (names == m_names)
        return;
    m_names = names;
    const QList<QAbstractButton *> old = m_races->buttons();
    for (QAbstractButton *button : old) {
        m_races->removeButton(button);
        button->deleteLater();
    }
    for (int i = 0; i < int(names.size()); ++i) {
        auto *button = new QPushButton(names[i], this);
        button->setObjectName(QStringLiteral("raceButton%1").arg(i));
        button->setCheckable(true);
        button->setProperty("kind", QStringLiteral("segment"));
        m_races->addButton(button, i);
        m_raceRow->addWidget(button);
        button->setChecked(i == m_model->race());
    }
    if (m_model->race() >= int(names.size()) && !names.isEmpty()) {
        m_races->button(0)->setChecked(true);
        m_model->setRace(0);
    }
}

void ResultsPage::count()
{
    m_count->setText(tr("%1 shown").arg(m_model->rowCount()));
}

} // namespace gantry::ui
