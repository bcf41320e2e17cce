// SPDX-License-Identifier: Apache-2.0
#include "ui/console/common/printpanel.h"

#include "ui/print/planprinter.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPixmap>
#include <QPrinter>
#include <QPrinterInfo>
#include <QProgressBar>
#include <QPushButton>
#include <QResizeEvent>
#include <QSaveFile>
#include <QScrollArea>
#include <QShortcut>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <algorithm>

namespace gantry::ui {

namespace {

struct Paper {
    const char *label;
    output::PaperSize size;
    bool landscape;
};
constexpr Paper kPapers[] = {{QT_TRANSLATE_NOOP("gantry::ui::PrintPanel", "A4 upright"), output::PaperSize::A4, false}, {QT_TRANSLATE_NOOP("gantry::ui::PrintPanel", "A4 across"), output::PaperSize::A4, true},
                             {QT_TRANSLATE_NOOP("gantry::ui::PrintPanel", "Letter upright"), output::PaperSize::Letter, false}, {QT_TRANSLATE_NOOP("gantry::ui::PrintPanel", "Letter across"), output::PaperSize::Letter, true},
                             {QT_TRANSLATE_NOOP("gantry::ui::PrintPanel", "A3 upright"), output::PaperSize::A3, false}, {QT_TRANSLATE_NOOP("gantry::ui::PrintPanel", "A3 across"), output::PaperSize::A3, true}};

// On the pool's thread.
Result<> printTo(const QString &printerName, const print::PlanPages &pages, const std::function<bool(int)> &progress)
{
    const QPrinterInfo info = QPrinterInfo::printerInfo(printerName);
    if (info.isNull())
        return failure(ErrorCode::NotFound, PrintPanel::tr("The printer %1 is gone. Save a PDF instead.").arg(printerName));
    QPrinter printer(info, QPrinter::HighResolution);
    printer.setPageLayout(pages.layout());
    QPainter painter;
    if (!painter.begin(&printer))
        return failure(ErrorCode::Io, PrintPanel::tr("The printer %1 does not take the list. Save a PDF instead.").arg(printerName));
    painter.scale(printer.resolution() / 72.0, printer.resolution() / 72.0);
    for (int page = 0; page < pages.count(); ++page) {
        if (!progress(page * 100 / pages.count())) {
            printer.abort();
            return failure(ErrorCode::Cancelled, PrintPanel::tr("Cancelled."));
        }
        if (page > 0 && !printer.newPage())
            return failure(ErrorCode::Io, PrintPanel::tr("The printer stopped at page %1.").arg(page + 1));
        pages.paint(painter, page);
    }
    painter.end();
    return {};
}

Result<> saveTo(const QString &path, const print::PlanPages &pages, const QString &title, const std::function<bool(int)> &progress)
{
    const auto bytes = print::pdfOf(pages, title, progress);
    if (!bytes)
        return bytes.error();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(*bytes) != bytes->size() || !file.commit())
        return failure(ErrorCode::Io, PrintPanel::tr("%1 cannot be written: %2").arg(path, file.errorString()));
    return {};
}

QPushButton *button(QWidget *parent, const QString &text, const char *name, const char *kind = nullptr)
{
    auto *made = new QPushButton(text, parent);
    made->setObjectName(QLatin1String(name));
    if (kind)
        made->setProperty("kind", QLatin1String(kind));
    return made;
}

} // namespace

PrintPanel::PrintPanel(QWidget *parent) : QFrame(parent)
{
    setObjectName(QStringLiteral("printPanel"));
    setProperty("kind", QStringLiteral("note"));
    m_pool.setMaxThreadCount(1);
    build();
    hide();
}

PrintPanel::~PrintPanel()
{
    if (m_question)
        *m_question = true;
    m_pool.clear();
    m_pool.waitForDone();
}

QLayout *PrintPanel::buildHead()
{
    auto *head = new QHBoxLayout;
    m_state = new QLabel(this);
    m_state->setObjectName(QStringLiteral("printState"));
    m_state->setTextFormat(Qt::PlainText);
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(QStringLiteral("printProgress"));
    m_progress->setRange(0, 100);
    m_progress->setMaximumWidth(180);
    m_cancel = button(this, tr("Cancel"), "printCancel");
    m_before = button(this, tr("◂ Page"), "printBefore", "flat");
    m_before->setToolTip(tr("The page before (Page Up)"));
    m_number = new QLabel(this);
    m_number->setObjectName(QStringLiteral("printPage"));
    m_number->setProperty("kind", QStringLiteral("dim"));
    m_after = button(this, tr("Page ▸"), "printAfter", "flat");
    m_after->setToolTip(tr("The next page (Page Down)"));
    auto *shut = button(this, tr("Close  Esc"), "printClose", "flat");
    head->addWidget(m_state, 1);
    for (QWidget *w : std::initializer_list<QWidget *>{m_progress, m_cancel, m_before, m_number, m_after, shut})
        head->addWidget(w);
    connect(m_before, &QPushButton::clicked, this, [this] { showPage(m_page - 1); });
    connect(m_after, &QPushButton::clicked, this, [this] { showPage(m_page + 1); });
    connect(shut, &QPushButton::clicked, this, &PrintPanel::close);
    connect(m_cancel, &QPushButton::clicked, this, &PrintPanel::cancel);
    for (const auto &[key, by] : {std::pair{Qt::Key_PageUp, -1}, {Qt::Key_PageDown, 1}}) {
        auto *shortcut = new QShortcut(key, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, by = by] { showPage(m_page + by); });
    }
    return head;
}

QLayout *PrintPanel::buildTargets()
{
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_path = new QLineEdit(this);
    m_path->setObjectName(QStringLiteral("printPath"));
    m_path->setAccessibleName(tr("File for the PDF"));
    auto *other = button(this, tr("Browse…"), "printBrowse");
    m_save = button(this, tr("Save PDF"), "printSave", "main");
    m_printer = new QComboBox(this);
    m_printer->setObjectName(QStringLiteral("printPrinter"));
    m_printer->setAccessibleName(tr("Printer"));
    m_send = button(this, tr("Print"), "printSend");
    row->addWidget(m_path, 1);
    for (QWidget *w : std::initializer_list<QWidget *>{other, m_save, m_printer, m_send})
        row->addWidget(w);
    connect(other, &QPushButton::clicked, this, &PrintPanel::browse);
    connect(m_save, &QPushButton::clicked, this, &PrintPanel::save);
    connect(m_path, &QLineEdit::returnPressed, this, &PrintPanel::save);
    connect(m_send, &QPushButton::clicked, this, &PrintPanel::send);
    return row;
}

void PrintPanel::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 8, 10);
    column->setSpacing(8);
    column->addLayout(buildHead());
    m_optionRow = new QHBoxLayout;
    m_optionRow->setSpacing(8);
    m_paper = new QComboBox(this);
    m_paper->setObjectName(QStringLiteral("printPaper"));
    m_paper->setAccessibleName(tr("Paper"));
    for (const Paper &paper : kPapers)
        m_paper->addItem(tr(paper.label));
    connect(m_paper, &QComboBox::activated, this, &PrintPanel::layOut);
    m_optionRow->addWidget(m_paper);
    m_optionRow->addStretch(1);
    column->addLayout(m_optionRow);
    column->addLayout(buildTargets());
    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    m_preview = new QLabel(area);
    m_preview->setObjectName(QStringLiteral("printPreview"));
    m_preview->setAccessibleName(tr("The page as it will be printed"));
    m_preview->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    area->setWidget(m_preview);
    column->addWidget(area, 1);
}

void PrintPanel::listOptions(const QList<Option> &options)
{
    qDeleteAll(m_options);
    m_options.clear();
    for (const Option &option : options) {
        auto *box = new QComboBox(this);
        box->setObjectName(option.name);
        box->setAccessibleName(option.label);
        box->setToolTip(option.label);
        box->addItems(option.items);
        box->setCurrentIndex(option.current);
        connect(box, &QComboBox::activated, this, &PrintPanel::layOut);
        m_optionRow->insertWidget(int(m_options.size()), box);
        m_options.append(box);
    }
    QWidget *before = nullptr;
    for (QComboBox *box : m_options) { // Tab goes through them in the order they stand in
        if (before)
            setTabOrder(before, box);
        before = box;
    }
    if (before)
        setTabOrder(before, m_paper);
}

void PrintPanel::open(const engine::ViewPtr &view, const QString &fileName, Make make, bool landscape)
{
    open(view, fileName, {}, [make = std::move(make)](const engine::View &v, const QList<int> &) -> Result<output::PagePlan> {
        output::PagePlan plan;
        plan.tables.push_back(make(v));
        plan.title = plan.tables.front().title;
        return plan;
    }, landscape);
}

void PrintPanel::open(const engine::ViewPtr &view, const QString &fileName, const QList<Option> &options, Plan plan, bool landscape)
{
    if (!view || !view->event)
        return;
    m_view = view;
    m_plan = std::move(plan);
    listOptions(options);
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    m_path->setText(QDir(folder).filePath(fileName));
    m_paper->setCurrentIndex(landscape ? 1 : 0);
    m_preview->clear();
    m_number->clear();
    setVisible(true);
    m_save->setFocus();
    layOut();
    listPrinters();
}

std::function<bool(int)> PrintPanel::progressOf(const Stop &stop)
{
    return [this, stop, last = -1](int percent) mutable {
        if (percent != last && !*stop)
            QMetaObject::invokeMethod(this, [this, stop, percent] {
                if (!*stop)
                    m_progress->setValue(percent);
            }, Qt::QueuedConnection);
        last = percent;
        return !*stop;
    };
}

void PrintPanel::layOut()
{
    if (m_question)
        *m_question = true;
    m_question = std::make_shared<std::atomic<bool>>(false);
    m_pages.reset();
    busy(true, tr("Laying out the pages…"));
    QList<int> chosen;
    for (const QComboBox *box : m_options)
        chosen << box->currentIndex();
    const Paper &paper = kPapers[std::max(0, m_paper->currentIndex())];
    m_pool.clear();
    m_pool.start([this, stop = m_question, view = m_view, make = m_plan, chosen, paper, progress = progressOf(m_question)] {
        auto plan = make(*view, chosen);
        Pages pages;
        if (plan && !*stop) {
            if (plan->pages.empty()) { // what has fixed places knows its own paper
                plan->paper = paper.size;
                plan->landscape = paper.landscape;
            }
            pages = std::make_shared<const print::PlanPages>(*plan, progress);
        }
        QMetaObject::invokeMethod(this, [=, this] { setPages(stop, plan, pages); }, Qt::QueuedConnection);
    });
}

void PrintPanel::listPrinters()
{
    m_printer->setEnabled(false);
    m_send->setEnabled(false);
    m_pool.start([this] { // asking a print server for its printers can take seconds
        const QStringList names = QPrinterInfo::availablePrinterNames();
        const QString usual = QPrinterInfo::defaultPrinterName();
        QMetaObject::invokeMethod(this, [this, names, usual] {
            m_printer->clear();
            m_printer->addItems(names.isEmpty() ? QStringList{tr("no printer")} : names);
            m_printer->setCurrentText(usual);
            m_printer->setEnabled(!names.isEmpty());
            m_send->setEnabled(m_pages && !m_busy && !names.isEmpty());
        }, Qt::QueuedConnection);
    });
}

void PrintPanel::setPages(const Stop &question, const Result<output::PagePlan> &plan, const Pages &pages)
{
    if (*question)
        return;
    if (!plan) {
        busy(false, tr("■ %1").arg(plan.error().message));
        m_preview->clear();
        m_number->clear();
        return;
    }
    m_pages = pages;
    m_title = plan->title;
    busy(false, tr("%1: pages %2").arg(plan->title).arg(pages->count()));
    if (!isAncestorOf(window()->focusWidget()))
        m_save->setFocus();
    showPage(0);
}

double PrintPanel::scale() const
{
    const double width = m_pages ? m_pages->layout().fullRect(QPageLayout::Point).width() : 595;
    return std::clamp((this->width() - 60) / width, 0.6, 1.3); // the whole width of the paper is seen
}

void PrintPanel::showPage(int page)
{
    if (!m_pages || page < 0 || page >= m_pages->count())
        return;
    m_page = page;
    m_before->setEnabled(page > 0);
    m_after->setEnabled(page + 1 < m_pages->count());
    m_number->setText(tr("%1 of %2").arg(page + 1).arg(m_pages->count()));
    m_pool.start([this, page, pages = m_pages, scale = scale()] {
        const QImage image = print::pageImage(*pages, page, scale);
        QMetaObject::invokeMethod(this, [this, page, pages, image] {
            if (page != m_page || pages != m_pages)
                return;
            m_preview->setPixmap(QPixmap::fromImage(image));
            Q_EMIT ready();
        }, Qt::QueuedConnection);
    });
}

void PrintPanel::busy(bool on, const QString &what)
{
    m_busy = on;
    m_state->setText(what);
    m_state->setToolTip(what);
    m_progress->setValue(0);
    m_progress->setVisible(on);
    m_cancel->setVisible(on);
    m_save->setEnabled(!on && m_pages);
    m_send->setEnabled(!on && m_pages && m_printer->isEnabled());
    m_before->setEnabled(!on && m_pages && m_page > 0);
    m_after->setEnabled(!on && m_pages && m_page + 1 < m_pages->count());
}

void PrintPanel::cancel()
{
    if (!m_busy)
        return;
    *m_question = true;
    m_question = std::make_shared<std::atomic<bool>>(false);
    busy(false, m_pages ? tr("Cancelled; nothing was written.") : tr("Cancelled. Choose a list or a paper to lay it out again."));
}

void PrintPanel::browse()
{
    auto *dialog = new QFileDialog(window(), tr("Save as PDF"), m_path->text());
    dialog->setObjectName(QStringLiteral("printDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("pdf"));
    dialog->setNameFilters({tr("PDF (*.pdf)")});
    dialog->setModal(false); // the race goes on behind it
    connect(dialog, &QFileDialog::fileSelected, m_path, &QLineEdit::setText);
    dialog->show();
}

void PrintPanel::save()
{
    if (!m_pages || !m_save->isEnabled())
        return;
    const QString path = m_path->text().trimmed();
    busy(true, tr("Writing %1…").arg(path));
    m_pool.start([this, path, stop = m_question, pages = m_pages, title = m_title, progress = progressOf(m_question)] {
        const Result<> done = saveTo(path, *pages, title, progress);
        const QString problem = done ? QString() : done.error().message;
        QMetaObject::invokeMethod(this, [this, stop, path, problem] {
            if (*stop)
                return;
            busy(false, problem.isEmpty() ? tr("● Saved: %1").arg(path) : tr("■ Not saved. %1").arg(problem));
            Q_EMIT said(m_state->text());
            if (problem.isEmpty())
                Q_EMIT saved(path);
        }, Qt::QueuedConnection);
    });
}

void PrintPanel::send()
{
    if (!m_pages || !m_send->isEnabled())
        return;
    busy(true, tr("Sending to the printer: pages %1…").arg(m_pages->count()));
    m_pool.start([this, stop = m_question, name = m_printer->currentText(), pages = m_pages, progress = progressOf(m_question)] {
        const Result<> done = printTo(name, *pages, progress);
        const QString text = done ? tr("● Sent to %1").arg(name) : tr("■ Not printed. %1").arg(done.error().message);
        QMetaObject::invokeMethod(this, [this, stop, text] {
            if (*stop)
                return;
            busy(false, text);
            Q_EMIT said(text);
        }, Qt::QueuedConnection);
    });
}

void PrintPanel::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    if (event->oldSize().width() != event->size().width())
        showPage(m_page);
}

bool PrintPanel::close()
{
    if (!isVisible())
        return false;
    if (m_question)
        *m_question = true;
    hide();
    m_pages.reset();
    Q_EMIT closed();
    return true;
}

} // namespace gantry::ui
