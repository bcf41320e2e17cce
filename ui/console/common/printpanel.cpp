// SPDX-License-Identifier: Apache-2.0
#include "ui/console/common/printpanel.h"

#include "ui/print/tableprinter.h"

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
#include <QPushButton>
#include <QScrollArea>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace gantry::ui {

namespace {

constexpr double kPreviewScale = 1.1;

// On the pool's thread.
Result<> printTo(const QString &printerName, const print::TablePages &pages, const QPageLayout &layout)
{
    const QPrinterInfo info = QPrinterInfo::printerInfo(printerName);
    if (info.isNull())
        return failure(ErrorCode::NotFound, PrintPanel::tr("The printer %1 is gone. Save a PDF instead.").arg(printerName));
    QPrinter printer(info, QPrinter::HighResolution);
    printer.setPageLayout(layout);
    QPainter painter;
    if (!painter.begin(&printer))
        return failure(ErrorCode::Io, PrintPanel::tr("The printer %1 does not take the list. Save a PDF instead.").arg(printerName));
    painter.scale(printer.resolution() / 72.0, printer.resolution() / 72.0);
    for (int page = 0; page < pages.count(); ++page) {
        if (page > 0 && !printer.newPage())
            return failure(ErrorCode::Io, PrintPanel::tr("The printer stopped at page %1.").arg(page + 1));
        pages.paint(painter, page);
    }
    painter.end();
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
    m_pool.clear();
    m_pool.waitForDone();
}

void PrintPanel::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 8, 10);
    column->setSpacing(8);
    auto *head = new QHBoxLayout;
    m_state = new QLabel(this);
    m_state->setObjectName(QStringLiteral("printState"));
    m_state->setTextFormat(Qt::PlainText);
    m_before = button(this, tr("◂ Page"), "printBefore", "flat");
    m_number = new QLabel(this);
    m_number->setObjectName(QStringLiteral("printPage"));
    m_number->setProperty("kind", QStringLiteral("dim"));
    m_after = button(this, tr("Page ▸"), "printAfter", "flat");
    auto *shut = button(this, tr("Close  Esc"), "printClose", "flat");
    head->addWidget(m_state, 1);
    for (QWidget *w : std::initializer_list<QWidget *>{m_before, m_number, m_after, shut})
        head->addWidget(w);
    column->addLayout(head);
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
    column->addLayout(row);
    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    m_preview = new QLabel(area);
    m_preview->setObjectName(QStringLiteral("printPreview"));
    m_preview->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    area->setWidget(m_preview);
    column->addWidget(area, 1);
    connect(m_before, &QPushButton::clicked, this, [this] { showPage(m_page - 1); });
    connect(m_after, &QPushButton::clicked, this, [this] { showPage(m_page + 1); });
    connect(shut, &QPushButton::clicked, this, &PrintPanel::close);
    connect(other, &QPushButton::clicked, this, &PrintPanel::browse);
    connect(m_save, &QPushButton::clicked, this, &PrintPanel::save);
    connect(m_path, &QLineEdit::returnPressed, this, &PrintPanel::save);
    connect(m_send, &QPushButton::clicked, this, &PrintPanel::send);
}

void PrintPanel::open(const engine::ViewPtr &view, const QString &fileName, Make make, bool landscape)
{
    if (!view || !view->event)
        return;
    const int question = ++m_question;
    m_landscape = landscape;
    m_pages.reset();
    m_table.reset();
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    m_path->setText(QDir(folder).filePath(fileName));
    busy(true, tr("Laying out the pages…"));
    m_preview->clear();
    m_number->clear();
    listPrinters();
    setVisible(true);
    m_save->setFocus();
    m_pool.clear();
    m_pool.start([this, question, view, landscape, make = std::move(make)] {
        auto table = std::make_shared<const PrintTable>(make(*view));
        const QPageLayout layout = print::paper(landscape);
        auto pages = std::make_shared<const print::TablePages>(*table, layout.paintRect(QPageLayout::Point).size());
        const QImage first = print::pageImage(*pages, 0, layout, kPreviewScale);
        QMetaObject::invokeMethod(this, [=, this] { setPages(question, table, pages, first); }, Qt::QueuedConnection);
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
            m_send->setEnabled(m_pages && !names.isEmpty());
        }, Qt::QueuedConnection);
    });
}

void PrintPanel::setPages(int question, const std::shared_ptr<const PrintTable> &table, const Pages &pages, const QImage &first)
{
    if (question != m_question)
        return;
    m_table = table;
    m_pages = pages;
    m_page = 0;
    busy(false, tr("%1: pages %2").arg(table->title).arg(pages->count()));
    m_preview->setPixmap(QPixmap::fromImage(first));
    m_number->setText(tr("%1 of %2").arg(1).arg(pages->count()));
    m_before->setEnabled(false);
    m_after->setEnabled(pages->count() > 1);
    if (!isAncestorOf(window()->focusWidget()))
        m_save->setFocus();
    Q_EMIT ready();
}

void PrintPanel::showPage(int page)
{
    if (!m_pages || page < 0 || page >= m_pages->count())
        return;
    m_page = page;
    m_before->setEnabled(page > 0);
    m_after->setEnabled(page + 1 < m_pages->count());
    m_number->setText(tr("%1 of %2").arg(page + 1).arg(m_pages->count()));
    m_pool.start([this, page, pages = m_pages, landscape = m_landscape] {
        const QImage image = print::pageImage(*pages, page, print::paper(landscape), kPreviewScale);
        QMetaObject::invokeMethod(this, [this, page, pages, image] {
            if (page == m_page && pages == m_pages)
                m_preview->setPixmap(QPixmap::fromImage(image));
        }, Qt::QueuedConnection);
    });
}

void PrintPanel::busy(bool on, const QString &what)
{
    m_state->setText(what);
    m_save->setEnabled(!on);
    m_send->setEnabled(!on && m_printer->isEnabled());
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
    if (!m_table || !m_save->isEnabled())
        return;
    const QString path = m_path->text().trimmed();
    busy(true, tr("Writing %1…").arg(path));
    m_pool.start([this, path, table = m_table, landscape = m_landscape] {
        const Result<> done = print::writePdf(path, *table, print::paper(landscape));
        const QString problem = done ? QString() : done.error().message;
        QMetaObject::invokeMethod(this, [this, path, problem] {
            busy(false, problem.isEmpty() ? tr("● Saved: %1").arg(path) : tr("■ Not saved. %1").arg(problem));
            Q_EMIT said(m_state->text());
            if (problem.isEmpty())
                Q_EMIT saved(path);
        }, Qt::QueuedConnection);
    });
}

void PrintPanel::send()
{
    if (!m_pages)
        return;
    busy(true, tr("Sending to the printer: pages %1…").arg(m_pages->count()));
    m_pool.start([this, name = m_printer->currentText(), pages = m_pages, landscape = m_landscape] {
        const Result<> done = printTo(name, *pages, print::paper(landscape));
        const QString text = done ? tr("● Sent to %1").arg(name) : tr("■ Not printed. %1").arg(done.error().message);
        QMetaObject::invokeMethod(this, [this, text] {
            busy(false, text);
            Q_EMIT said(text);
        }, Qt::QueuedConnection);
    });
}

bool PrintPanel::close()
{
    if (!isVisible())
        return false;
    ++m_question;
    hide();
    Q_EMIT closed();
    return true;
}

} // namespace gantry::ui
