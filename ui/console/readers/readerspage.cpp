// SPDX-License-Identifier: Apache-2.0
#include "ui/console/readers/readerspage.h"

#include "ui/console/common/datatable.h"
#include "ui/console/readers/clockgraph.h"
#include "ui/models/linksmodel.h"
#include "ui/models/readersmodel.h"
#include "ui/models/readertiles.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include <algorithm>

namespace gantry::ui {

namespace {

QLabel *titled(const QString &text, const char *kind, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setProperty("kind", QString::fromLatin1(kind));
    return label;
}

} // namespace

ReadersPage::ReadersPage(const Context &context, QWidget *parent)
    : Page(context, QStringLiteral("page_readers"), parent), m_readers(new ReadersModel(this)), m_links(new LinksModel(this)),
      m_readerTable(new DataTable(context.look, m_readers, QStringLiteral("readers"), DataTable::Height::FitRows, this)),
      m_linkTable(new DataTable(context.look, m_links, QStringLiteral("links"), DataTable::Height::Stretch, this)), m_graph(new ClockGraph(context.look, this)),
      m_location(new QComboBox(this)), m_point(new QComboBox(this)), m_bind(new QPushButton(tr("Bind"), this)),
      m_accept(new QPushButton(tr("Accept offset  O"), this)), m_seen(new QPushButton(tr("Acknowledge  A"), this)), m_summary(new QLabel(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(14, 12, 14, 12);
    column->setSpacing(10);
    auto *head = new QHBoxLayout;
    m_summary->setObjectName(QStringLiteral("linkSummary"));
    m_summary->setProperty("kind", QStringLiteral("dim"));
    head->addWidget(titled(tr("Readers"), "title", this));
    head->addSpacing(10);
    head->addWidget(m_summary);
    head->addStretch(1);
    head->addWidget(new HoldNote(m_readers, QStringLiteral("readersHeld"), this));
    column->addLayout(head);
    m_readerTable->setEmptyText(tr("No reader has dialled in yet. Point the readers at this laptop, port 61611."));
    m_readerTable->setFitLimit(7);
    m_readerTable->setSelectionMode(QAbstractItemView::SingleSelection);
    column->addWidget(m_readerTable);
    column->addWidget(buildBar());
    column->addWidget(titled(tr("Connections"), "title", this));
    m_linkTable->setSelectionMode(QAbstractItemView::SingleSelection);
    m_linkTable->setEmptyText(tr("None yet."));
    column->addWidget(m_linkTable, 1);
    column->addWidget(buildFoot());
    connect(m_bind, &QPushButton::clicked, this, &ReadersPage::bind);
    connect(m_accept, &QPushButton::clicked, this, &ReadersPage::acceptOffset);
    connect(m_seen, &QPushButton::clicked, this, &ReadersPage::acknowledge);
    connect(m_readerTable, &DataTable::selectionMoved, this, &ReadersPage::choose);
    // Choosing a link puts its first location into the field: two keys less.
    connect(m_linkTable, &DataTable::chosen, this, [this](int entity) {
        const net::LinkState *link = m_links->link(entity);
        if (link && !link->facts.locations.empty())
            m_location->setEditText(QString::fromStdString(link->facts.locations.front()));
    });
}

QWidget *ReadersPage::buildBar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    m_accept->setObjectName(QStringLiteral("acceptOffset"));
    m_seen->setObjectName(QStringLiteral("acknowledgeReader"));
    m_location->setObjectName(QStringLiteral("bindLocation"));
    m_location->setEditable(true); // a location can be bound before its reader ever dials in
    m_location->setInsertPolicy(QComboBox::NoInsert);
    m_location->setMinimumWidth(150);
    m_location->setAccessibleName(tr("Location"));
    m_point->setObjectName(QStringLiteral("bindPoint"));
    m_point->setMinimumWidth(150);
    m_point->setAccessibleName(tr("Timing point"));
    m_bind->setObjectName(QStringLiteral("bindButton"));
    row->addWidget(m_accept);
    row->addWidget(m_seen);
    row->addStretch(1);
    row->addWidget(titled(tr("Location"), "dim", bar));
    row->addWidget(m_location);
    row->addWidget(titled(tr("stands at"), "dim", bar));
    row->addWidget(m_point);
    row->addWidget(m_bind);
    return bar;
}

QWidget *ReadersPage::buildFoot()
{
    auto *foot = new QWidget(this);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(18);
    auto *list = new QWidget(foot);
    list->setObjectName(QStringLiteral("goList"));
    m_go = new QVBoxLayout(list);
    m_go->setContentsMargins(0, 0, 0, 0);
    m_go->setSpacing(2);
    m_go->addWidget(titled(tr("Ready to start?"), "title", list));
    row->addWidget(list, 1);
    row->addWidget(m_graph, 1);
    return foot;
}

QWidget *ReadersPage::firstFocus()
{
    return m_readerTable;
}

void ReadersPage::setView(const engine::ViewPtr &view)
{
    const bool choices = !m_view || !view || m_view->event != view->event || m_view->unbound != view->unbound || m_view->links != view->links;
    m_view = view;
    m_readers->setView(view);
    m_links->setView(view);
    if (choices)
        listChoices();
    int open = 0, all = 0;
    if (view && view->links) {
        all = int(view->links->size());
        open = int(std::ranges::count_if(*view->links, [](const net::LinkState &l) { return !l.closedAt; }));
    }
    m_summary->setText(tr("%1 connections open, %2 in all").arg(open).arg(all));
    choose();
    showGoList();
}

void ReadersPage::setOutputs(const Outputs &outputs)
{
    m_outputs = outputs;
    showGoList();
}

const engine::ReaderRow *ReadersPage::chosen() const
{
    if (const engine::ReaderRow *row = m_readers->reader(m_readerTable->selectedEntity()))
        return row;
    if (!m_view || !m_view->readers || m_view->readers->empty())
        return nullptr;
    const auto off = std::ranges::find_if(*m_view->readers, [](const engine::ReaderRow &r) { return clockTone(r) == Tone::Act || r.silent || r.lossUnseen; });
    return off == m_view->readers->end() ? &m_view->readers->front() : &*off;
}

void ReadersPage::choose()
{
    const engine::ReaderRow *row = chosen();
    m_graph->setReader(row, context().clock->now());
    const bool off = row && row->clock && (clockTone(*row) != Tone::Good);
    m_accept->setEnabled(off);
    m_accept->setText(off ? tr("Accept %1 s of %2  O").arg(clockText(*row->clock), row->location) : tr("Accept offset  O"));
    m_seen->setEnabled(row && (row->silent || row->lossUnseen || !row->linked));
}

void ReadersPage::acceptOffset()
{
    const engine::ReaderRow *row = chosen();
    if (!row || !row->clock || clockTone(*row) == Tone::Good) {
        Q_EMIT said(tr("▲ No clock is off: choose a reader whose clock is."));
        return;
    }
    const double seconds = double(std::chrono::round<std::chrono::milliseconds>(*row->clock).count()) / 1e3;
    QStringList words{QStringLiteral("op"), QStringLiteral("clock-offset")};
    words << (row->reader.isEmpty() ? QStringList{QStringLiteral("--session"), QString::number(row->session.value())} : QStringList{QStringLiteral("--reader"), row->reader});
    runAndSay(words << QStringLiteral("--seconds=%1").arg(seconds, 0, 'f', 3));
}

void ReadersPage::acknowledge()
{
    const engine::ReaderRow *row = chosen();
    if (!row)
        return;
    const QString key = (row->silent && row->linked ? QStringLiteral("silent/") : QStringLiteral("gone/")) + row->location;
    runAndSay({QStringLiteral("op"), QStringLiteral("acknowledge"), key});
}

void ReadersPage::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() == Qt::NoModifier && event->key() == Qt::Key_O)
        return acceptOffset();
    if (event->modifiers() == Qt::NoModifier && event->key() == Qt::Key_A)
        return acknowledge();
    Page::keyPressEvent(event);
}

void ReadersPage::showGoList()
{
    std::vector<GoItem> items = m_view ? goList(*m_view, m_outputs) : std::vector<GoItem>{};
    if (items == m_goItems)
        return;
    m_goItems = std::move(items);
    for (std::size_t i = 0; i < m_goItems.size() || int(i) + 1 < m_go->count(); ++i) {
        auto *label = int(i) + 1 < m_go->count() ? qobject_cast<QLabel *>(m_go->itemAt(int(i) + 1)->widget()) : nullptr;
        if (!label) {
            label = new QLabel(this);
            label->setObjectName(QStringLiteral("go%1").arg(i));
            m_go->addWidget(label);
        }
        label->setVisible(i < m_goItems.size());
        if (i >= m_goItems.size())
            continue;
        const GoItem &item = m_goItems[i];
        label->setText(marked(item.tone, QStringLiteral("%1: %2").arg(item.what, item.state)));
        label->setProperty("kind", item.tone == Tone::Good ? QStringLiteral("good") : item.tone == Tone::Act ? QStringLiteral("act") : item.tone == Tone::Look ? QStringLiteral("look") : QStringLiteral("dim"));
        label->setStyleSheet(QStringLiteral("font-size: 13px;"));
        label->style()->unpolish(label);
        label->style()->polish(label);
    }
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
