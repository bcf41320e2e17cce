// SPDX-License-Identifier: Apache-2.0
#include "ui/console/reads/reconcile/reconcilepanel.h"

#include "ui/console/reads/reconcile/lanesview.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPushButton>
#include <QRegularExpression>
#include <QStringListModel>
#include <QTimer>
#include <QVBoxLayout>

#include <cmath>

namespace gantry::ui {

namespace {

constexpr int kAskAfterMs = 800; // reads come many a second: they are asked for together
constexpr int kSlot = 0;

QString percent(int part, int of)
{
    return of > 0 ? QStringLiteral("%1 %").arg(std::lround(100.0 * part / of)) : dash();
}

} // namespace

ReconcilePanel::ReconcilePanel(const Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_lanes(new LanesView(context.look, this)), m_point(new QComboBox(this)), m_rates(new QLabel(this)), m_hint(new QLabel(this)),
      m_differences(new QLabel(this)), m_bib(new QLineEdit(this)), m_pair(new QPushButton(tr("Pair  P"), this)), m_undo(new QPushButton(tr("Undo  U"), this)),
      m_list(new QListView(this)), m_listModel(new QStringListModel(this)), m_soon(new QTimer(this))
{
    setObjectName(QStringLiteral("reconcile"));
    setAcceptDrops(true);
    build();
    m_soon->setSingleShot(true);
    m_soon->setInterval(kAskAfterMs);
    connect(m_soon, &QTimer::timeout, this, &ReconcilePanel::ask);
    connect(m_point, &QComboBox::activated, this, [this] {
        m_lanes->setData(nullptr);
        ask();
        m_lanes->setFocus();
    });
    connect(m_lanes, &LanesView::moved, this, &ReconcilePanel::refresh);
    connect(m_lanes, &LanesView::pairWanted, this, &ReconcilePanel::pair);
    connect(m_lanes, &LanesView::bibWanted, m_bib, qOverload<>(&QWidget::setFocus));
    connect(m_lanes, &LanesView::undoWanted, this, &ReconcilePanel::undo);
    connect(m_lanes, &LanesView::refused, this, [this](const QString &why) { Q_EMIT said(tr("▲ %1").arg(why)); });
    connect(m_bib, &QLineEdit::textChanged, this, &ReconcilePanel::refresh);
    connect(m_bib, &QLineEdit::returnPressed, this, &ReconcilePanel::typed);
    connect(m_pair, &QPushButton::clicked, this, [this] {
        if (const auto pairing = m_lanes->data() ? proposalAt(*m_lanes->data(), m_lanes->current()) : std::nullopt)
            pair(*pairing);
        m_lanes->setFocus();
    });
    connect(m_undo, &QPushButton::clicked, this, &ReconcilePanel::undo);
    const auto go = [this](const QModelIndex &index) {
        if (const ReconcileData *data = m_lanes->data(); data && index.isValid() && std::size_t(index.row()) < data->differences.size()) {
            const int line = data->differences[std::size_t(index.row())].line;
            int lane = 0;
            while (lane < kReconcileLanes - 1 && !data->lines[std::size_t(line)].cells[std::size_t(lane)].there)
                ++lane;
            m_lanes->setCurrent({line, lane});
            m_lanes->setFocus();
        }
    };
    connect(m_list, &QListView::activated, this, go);
    connect(m_list, &QListView::clicked, this, go);
    refresh();
}

void ReconcilePanel::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto *bar = new QHBoxLayout;
    bar->setSpacing(6);
    m_point->setObjectName(QStringLiteral("reconcilePoint"));
    m_point->setAccessibleName(tr("Timing point"));
    m_rates->setObjectName(QStringLiteral("reconcileRates"));
    m_rates->setProperty("kind", QStringLiteral("dim"));
    m_rates->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_pair->setObjectName(QStringLiteral("reconcilePair"));
    m_undo->setObjectName(QStringLiteral("reconcileUndo"));
    bar->addWidget(m_point);
    bar->addWidget(m_rates, 1);
    bar->addWidget(m_pair);
    bar->addWidget(m_undo);
    column->addLayout(bar);
    column->addWidget(m_lanes, 1);
    m_differences->setObjectName(QStringLiteral("differencesCount"));
    m_list->setObjectName(QStringLiteral("differences"));
    m_list->setAccessibleName(tr("What disagrees"));
    m_list->setModel(m_listModel);
    m_list->setUniformItemSizes(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setSpacing(2);
    m_list->setFixedHeight(96);
    column->addWidget(m_differences);
    column->addWidget(m_list);
    auto *below = new QHBoxLayout;
    auto *label = new QLabel(tr("&Bib  B"), this);
    label->setBuddy(m_bib);
    m_bib->setObjectName(QStringLiteral("reconcileBib"));
    m_bib->setAccessibleName(tr("Bib for the chosen tap or marker"));
    m_bib->setFixedWidth(160);
    m_bib->installEventFilter(this);
    m_hint->setObjectName(QStringLiteral("reconcileHint"));
    m_hint->setProperty("kind", QStringLiteral("dim"));
    m_hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    below->addWidget(label);
    below->addWidget(m_bib);
    below->addWidget(m_hint, 1);
    column->addLayout(below);
}

QWidget *ReconcilePanel::firstFocus()
{
    return m_lanes;
}

bool ReconcilePanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_bib && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        m_bib->clear();
        m_lanes->setFocus();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

// The finish first: that is what one comes for.
void ReconcilePanel::fillPoints(const engine::View &view)
{
    QStringList names;
    QString finish;
    for (const PointDef &point : view.event->document.points) {
        names << point.name;
        if (point.kind == PointKind::Finish || point.kind == PointKind::StartFinish)
            finish = point.name;
    }
    QStringList known;
    for (int i = 0; i < m_point->count(); ++i)
        known << m_point->itemText(i);
    if (known == names)
        return;
    const QString chosen = m_point->currentText();
    m_point->clear();
    m_point->addItems(names);
    m_point->setCurrentText(names.contains(chosen) ? chosen : finish);
}

void ReconcilePanel::openPoint(const QString &point)
{
    if (const int at = m_point->findText(point); at >= 0 && at != m_point->currentIndex()) {
        m_point->setCurrentIndex(at);
        m_lanes->setData(nullptr);
    }
    ask();
}

void ReconcilePanel::setView(const engine::ViewPtr &view)
{
    const engine::ViewPtr before = std::exchange(m_view, view);
    if (!view || !view->event)
        return;
    fillPoints(*view);
    if (!before || !before->event || before->event->id != view->event->id || !m_lanes->data())
        ask();
    else if ((before->reads != view->reads || before->hands != view->hands || before->lastOp != view->lastOp || before->entrants != view->entrants) && !m_soon->isActive())
        m_soon->start();
}

void ReconcilePanel::ask()
{
    if (!isVisible() || m_point->currentText().isEmpty())
        return;
    if (m_asking) {
        m_askAgain = true;
        return;
    }
    m_asking = true;
    m_askAgain = false;
    m_context.commands->run({QStringLiteral("--json"), QStringLiteral("reconcile"), QStringLiteral("--point"), m_point->currentText()}, this, [this](const Answer &answer) {
        if (!answer.ok()) {
            m_asking = false;
            Q_EMIT said(tr("■ Not shown: %1").arg(QString::fromUtf8(answer.err).trimmed()));
            return;
        }
        m_context.worker->post(this, kSlot, [this, json = answer.out] {
            auto data = ReconcileData::read(json);
            return Worker::Delivery([this, data = std::move(data)] { take(data); });
        });
    });
}

void ReconcilePanel::take(std::shared_ptr<const ReconcileData> data)
{
    m_asking = false;
    if (data && data->point == m_point->currentText()) {
        QStringList texts;
        for (const auto &d : data->differences)
            texts << marked(Tone::Look, d.text);
        if (texts != m_listModel->stringList())
            m_listModel->setStringList(texts);
        m_lanes->setData(std::move(data));
    } else {
        m_askAgain = true;
    }
    if (m_askAgain)
        m_soon->start();
    refresh();
}

QStringList ReconcilePanel::typedBibs() const
{
    return m_bib->text().split(QRegularExpression(QStringLiteral("[,\\s]+")), Qt::SkipEmptyParts);
}

void ReconcilePanel::refresh()
{
    const ReconcileData *data = m_lanes->data();
    const auto proposal = data ? proposalAt(*data, m_lanes->current()) : std::nullopt;
    m_pair->setEnabled(proposal.has_value());
    const auto words = [](const ReconcileData::Rates &r) { return tr("main %1, backup %2 of %3").arg(percent(r.main, r.seen), percent(r.backup, r.seen)).arg(r.seen); };
    m_rates->setText(!data ? QString() : data->lanes[1].entries == 0 ? tr("no backup mat here") : tr("All: %1 · last 5 min: %2").arg(words(data->all), words(data->recent)));
    m_rates->setToolTip(m_rates->text());
    const auto count = data ? data->differences.size() : 0;
    m_differences->setText(count == 0 ? marked(Tone::Good, tr("Nothing disagrees")) : marked(Tone::Look, tr("%1 disagree").arg(QLocale().toString(qulonglong(count)))));
    const QStringList bibs = typedBibs();
    const bool takes = data && canTakeBib(*data, m_lanes->current());
    QString todo = takes ? tr("B: type its bib · or drag it onto a runner") : tr("Arrow keys choose · a file of video markers can be dropped here");
    if (!bibs.isEmpty())
        todo = bibs.size() == 1 && takes ? tr("Enter: bib %1 for the chosen time").arg(bibs.front()) : tr("Enter: %1 written down without a time, in this order").arg(bibs.join(QStringLiteral(", ")));
    else if (proposal)
        todo = tr("P: bib %1 for %2 · B: another bib · or drag it onto a runner").arg(proposal->bib, proposal->at)
            + (proposal->ahead != 0 ? tr(" · camera's clock: %1 s taken off").arg(proposal->ahead, 0, 'f', 1) : QString());
    const LaneCell cell = data && m_lanes->current().line >= 0 ? data->lines[std::size_t(m_lanes->current().line)].cells[std::size_t(m_lanes->current().lane)] : LaneCell();
    QStringList hint{cell.note, cell.why, todo};
    hint.removeAll(QString());
    m_hint->setText(hint.join(QStringLiteral(" · ")));
    m_hint->setToolTip(m_hint->text());
    m_undo->setEnabled(!m_done.isEmpty() || cell.given);
}

void ReconcilePanel::pair(const Pairing &pairing)
{
    QStringList words{QStringLiteral("reconcile"), QStringLiteral("pair"), pairing.video ? QStringLiteral("--marker") : QStringLiteral("--tap"), pairing.id, QStringLiteral("--bib"), pairing.bib};
    if (pairing.ahead != 0)
        words << QStringLiteral("--seconds=%1").arg(pairing.ahead, 0, 'f', 1);
    run(words, true);
}

void ReconcilePanel::typed()
{
    const QStringList bibs = typedBibs();
    const ReconcileData *data = m_lanes->data();
    if (bibs.isEmpty() || !data)
        return;
    m_bib->clear();
    if (bibs.size() == 1 && canTakeBib(*data, m_lanes->current())) {
        const LaneSpot at = m_lanes->current();
        if (const auto pairing = pairingFor(*data, at, bibs.front()))
            pair(*pairing);
        m_lanes->setFocus();
        return;
    }
    run(QStringList{QStringLiteral("reconcile"), QStringLiteral("bibs")} + bibs + QStringList{QStringLiteral("--point"), m_point->currentText()}, true);
}

// What was paired here last; when nothing was, the bib of the chosen tap or marker.
void ReconcilePanel::undo()
{
    const ReconcileData *data = m_lanes->data();
    const LaneSpot at = m_lanes->current();
    if (!m_done.isEmpty())
        return run({QStringLiteral("op"), QStringLiteral("undo"), m_done.takeLast()}, false);
    if (!data || at.line < 0)
        return;
    if (const LaneCell &cell = data->lines[std::size_t(at.line)].cells[std::size_t(at.lane)]; cell.given)
        run({QStringLiteral("reconcile"), QStringLiteral("unpair"), at.lane == kReconcileLanes - 1 ? QStringLiteral("--marker") : QStringLiteral("--tap"), cell.id}, false);
}

void ReconcilePanel::run(const QStringList &words, bool canUndo)
{
    m_context.commands->run(words, this, [this, canUndo](const Answer &answer) {
        const QString line = QString::fromUtf8(answer.out).trimmed();
        if (!answer.ok()) {
            Q_EMIT said(tr("■ Not done: %1").arg(QString::fromUtf8(answer.err).trimmed()));
        } else {
            if (const QString op = line.section(u' ', 0, 0); canUndo && Id128::parse(op))
                m_done << op;
            Q_EMIT said(line.section(QStringLiteral("  "), 1));
        }
        ask();
        refresh();
    });
}

void ReconcilePanel::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void ReconcilePanel::dropEvent(QDropEvent *event)
{
    for (const QUrl &url : event->mimeData()->urls())
        if (url.isLocalFile())
            m_context.commands->run({QStringLiteral("reconcile"), QStringLiteral("markers"), QStringLiteral("import"), url.toLocalFile(), QStringLiteral("--point"), m_point->currentText()}, this,
                                    [this](const Answer &answer) {
                                        const QString err = QString::fromUtf8(answer.err).trimmed(), out = QString::fromUtf8(answer.out).trimmed();
                                        Q_EMIT said(answer.ok() ? (err.isEmpty() ? out : out + QStringLiteral(" · ▲ ") + err) : tr("■ Not imported: %1").arg(err));
                                        ask();
                                    });
}

} // namespace gantry::ui
