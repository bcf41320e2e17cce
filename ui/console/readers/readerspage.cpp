// SPDX-License-Identifier: Apache-2.0
#include "ui/console/readers/readerspage.h"

#include "ui/console/common/datatable.h"
#include "ui/models/linksmodel.h"
#include "ui/models/pointsmodel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace gantry::ui {

ReadersPage::ReadersPage(const Context &context, QWidget *parent)
    : Page(context, QStringLiteral("page_readers"), parent), m_links(new LinksModel(this)), m_points(new PointsModel(this)),
      m_linkTable(new DataTable(context.look, m_links, QStringLiteral("links"), DataTable::Height::Stretch, this)),
      m_pointTable(new DataTable(context.look, m_points, QStringLiteral("readerPoints"), DataTable::Height::FitRows, this)),
      m_location(new QComboBox(this)), m_point(new QComboBox(this)), m_bind(new QPushButton(tr("Bind"), this)), m_summary(new QLabel(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(10);
    auto *head = new QHBoxLayout;
    auto *title = new QLabel(tr("Connections"), this);
    title->setProperty("kind", QStringLiteral("title"));
    m_summary->setObjectName(QStringLiteral("linkSummary"));
    m_summary->setProperty("kind", QStringLiteral("dim"));
    head->addWidget(title);
    head->addSpacing(10);
    head->addWidget(m_summary);
    head->addStretch(1);
    head->addWidget(new HoldNote(m_links, QStringLiteral("linksHeld"), this));
    column->addLayout(head);
    column->addWidget(m_linkTable, 1);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(8);
    auto *where = new QLabel(tr("Location"), this);
    auto *stands = new QLabel(tr("stands at"), this);
    for (QLabel *label : {where, stands})
        label->setProperty("kind", QStringLiteral("dim"));
    m_location->setObjectName(QStringLiteral("bindLocation"));
    m_location->setEditable(true); // a location can be bound before its reader ever dials in
    m_location->setInsertPolicy(QComboBox::NoInsert);
    m_location->setMinimumWidth(200);
    m_location->setAccessibleName(tr("Location"));
    m_point->setObjectName(QStringLiteral("bindPoint"));
    m_point->setMinimumWidth(200);
    m_point->setAccessibleName(tr("Timing point"));
    m_bind->setObjectName(QStringLiteral("bindButton"));
    bar->addWidget(where);
    bar->addWidget(m_location);
    bar->addWidget(stands);
    bar->addWidget(m_point);
    bar->addWidget(m_bind);
    bar->addStretch(1);
    auto *points = new QLabel(tr("Timing points"), this);
    points->setProperty("kind", QStringLiteral("title"));
    column->addWidget(points);
    column->addLayout(bar);
    column->addWidget(m_pointTable);
    m_linkTable->setSelectionMode(QAbstractItemView::SingleSelection);
    m_linkTable->setEmptyText(tr("No reader has dialled in yet. Point the readers at this laptop, port 61611."));
    m_pointTable->setFitLimit(6);
    connect(m_bind, &QPushButton::clicked, this, &ReadersPage::bind);
    // Choosing a link puts its first location into the field: two keys less.
    connect(m_linkTable, &DataTable::chosen, this, [this](int entity) {
        const net::LinkState *link = m_links->link(entity);
        if (link && !link->facts.locations.empty())
            m_location->setEditText(QString::fromStdString(link->facts.locations.front()));
    });
}

QWidget *ReadersPage::firstFocus()
{
    return m_linkTable;
}

void ReadersPage::setView(const engine::ViewPtr &view)
{
    const bool choices = !m_view || !view || m_view->event != view->event || m_view->unbound != view->unbound || m_view->links != view->links;
    m_view = view;
    m_links->setView(view);
    m_points->setView(view);
    if (choices)
        listChoices();
    int open = 0, all = 0;
    if (view && view->links) {
        all = int(view->links->size());
        open = int(std::ranges::count_if(*view->links, [](const net::LinkState &l) { return !l.closedAt; }));
    }
    m_summary->setText(tr("%1 open, %2 in all").arg(open).arg(all));
}

void ReadersPage::listChoices()
{
    const auto refill = [](QComboBox *box, const QStringList &texts) {
        QStringList old;
        for (int i = 0; i < box->count(); ++i)
            old << box->itemText(i);
        if (old == texts)
            return;
        const QString current = box->currentText();
        box->clear();
        box->addItems(texts);
        const int at = box->findText(current);
        if (at >= 0)
            box->setCurrentIndex(at);
        else if (box->isEditable() && !current.isEmpty())
            box->setEditText(current);
    };
    QStringList locations, points;
    if (m_view && m_view->unbound) {
        for (const engine::UnboundRow &row : *m_view->unbound)
            locations << row.location;
    }
    if (m_view && m_view->links) {
        for (const net::LinkState &link : *m_view->links) {
            for (const std::string &name : link.facts.locations)
                locations << QString::fromStdString(name);
        }
    }
    locations.removeDuplicates();
    if (m_view && m_view->event) {
        for (const PointDef &point : m_view->event->document.points)
            points << point.name;
    }
    refill(m_location, locations);
    refill(m_point, points);
    m_bind->setEnabled(!points.isEmpty());
}

void ReadersPage::bind()
{
    const QString location = m_location->currentText().trimmed();
    if (location.isEmpty() || m_point->currentText().isEmpty()) {
        Q_EMIT said(tr("▲ Choose a location and the point where it stands."));
        return;
    }
    runAndSay({QStringLiteral("op"), QStringLiteral("bind"), QStringLiteral("--location"), location, QStringLiteral("--point"), m_point->currentText()});
}

} // namespace gantry::ui
