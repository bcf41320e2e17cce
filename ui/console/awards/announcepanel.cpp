// SPDX-License-Identifier: Apache-2.0
#include "ui/console/awards/announcepanel.h"

#include "core/engine/awards/awardtext.h"
#include "ui/models/cell.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace gantry::ui {

AnnouncePanel::AnnouncePanel(QWidget *parent) : QFrame(parent), m_title(new QLabel(this)), m_text(new QPlainTextEdit(this)), m_copy(new QPushButton(tr("Copy"), this))
{
    setObjectName(QStringLiteral("announcePanel"));
    setProperty("kind", QStringLiteral("note"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 8, 8);
    column->setSpacing(6);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    m_title->setObjectName(QStringLiteral("announceTitle"));
    m_title->setTextFormat(Qt::PlainText);
    m_title->setProperty("kind", QStringLiteral("title"));
    m_copy->setObjectName(QStringLiteral("announceCopy"));
    auto *done = new QPushButton(tr("Read out: announced  A"), this);
    done->setObjectName(QStringLiteral("announceDone"));
    auto *shut = new QPushButton(tr("Close  Esc"), this);
    shut->setObjectName(QStringLiteral("announceClose"));
    shut->setProperty("kind", QStringLiteral("flat"));
    row->addWidget(m_title, 1);
    for (QWidget *w : std::initializer_list<QWidget *>{m_copy, done, shut})
        row->addWidget(w);
    column->addLayout(row);
    m_text->setObjectName(QStringLiteral("announceText"));
    m_text->setAccessibleName(tr("Text for the announcer"));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setStyleSheet(QStringLiteral("font-size: 18px;"));
    m_text->setMinimumHeight(120);
    column->addWidget(m_text, 1);
    connect(m_copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_text->toPlainText()); });
    connect(done, &QPushButton::clicked, this, &AnnouncePanel::announced);
    connect(shut, &QPushButton::clicked, this, &AnnouncePanel::close);
    hide();
}

void AnnouncePanel::open()
{
    show();
    m_text->setFocus();
}

bool AnnouncePanel::close()
{
    if (isHidden())
        return false;
    hide();
    Q_EMIT closed();
    return true;
}

void AnnouncePanel::setBand(const engine::ViewPtr &view, int row, int race)
{
    QString text, title = tr("For the announcer");
    if (view && view->awards && row >= 0 && std::size_t(row) < view->awards->rows.size()) {
        const engine::AwardRow &band = view->awards->rows[std::size_t(row)];
        text = engine::announcement(*view, band);
        if (!text.isEmpty())
            title = marked(Tone::Good, tr("%1, for the announcer").arg(band.name));
        else if (band.division)
            title = tr("Divisions are not announced. Choose an award.");
        else if (band.changed > 0)
            title = marked(Tone::Act, tr("%1 has changed since it was official. Confirm the correction first.").arg(band.name));
        else if (!band.isOfficial())
            title = marked(Tone::Look, tr("%1 is not official yet: nothing to announce. O makes it official.").arg(band.name));
        else
            title = tr("%1 has no winners.").arg(band.name);
    } else if (view && view->awards && view->event) {
        text = engine::announcements(*view, race);
    }
    m_title->setText(title);
    if (m_text->toPlainText() != text)
        m_text->setPlainText(text);
    m_copy->setEnabled(!text.isEmpty());
}

} // namespace gantry::ui
