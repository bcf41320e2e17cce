// SPDX-License-Identifier: Apache-2.0
#include "ui/console/reads/chipcheck.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace gantry::ui {

namespace {

constexpr std::size_t kTouches = 7; // one large, six before it

QLabel *line(QWidget *parent, const char *name, int pixels, int weight)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QLatin1String(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setAlignment(Qt::AlignHCenter);
    label->setStyleSheet(QStringLiteral("font-size: %1px; font-weight: %2;").arg(pixels).arg(weight));
    return label;
}

} // namespace

ChipCheck::ChipCheck(const Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_name(line(this, "checkName", 64, 700)), m_who(line(this, "checkWho", 34, 600)),
      m_where(line(this, "checkWhere", 34, 600)), m_note(line(this, "checkNote", 17, 600)), m_before(new QVBoxLayout),
      m_fence(new QPushButton(tr("Test reads until now"), this))
{
    setObjectName(QStringLiteral("chipCheck"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(10);
    auto *card = new QFrame(this);
    card->setProperty("kind", QStringLiteral("note"));
    auto *inner = new QVBoxLayout(card);
    inner->setContentsMargins(20, 22, 20, 22);
    inner->setSpacing(8);
    for (QLabel *label : {m_name, m_who, m_where, m_note})
        inner->addWidget(label);
    column->addWidget(card);
    auto *bar = new QHBoxLayout;
    auto *heading = new QLabel(tr("Before it"), this);
    heading->setProperty("kind", QStringLiteral("title"));
    m_fence->setObjectName(QStringLiteral("testsUntilNow"));
    m_fence->setToolTip(tr("Every read up to this moment is a test: nobody is started by it. Races that have started are left alone. Ctrl+Z takes it back."));
    bar->addWidget(heading);
    bar->addStretch(1);
    bar->addWidget(m_fence);
    column->addLayout(bar);
    m_before->setSpacing(4);
    column->addLayout(m_before);
    for (std::size_t i = 1; i < kTouches; ++i) {
        auto *label = new QLabel(this);
        label->setObjectName(QStringLiteral("checkBefore%1").arg(i));
        label->setTextFormat(Qt::PlainText);
        m_before->addWidget(label);
    }
    column->addStretch(1);
    connect(m_fence, &QPushButton::clicked, this, &ChipCheck::testsUntilNow);
    connect(context.look, &Look::changed, this, [this] { show(std::exchange(m_touches, {})); });
    show({});
}

QWidget *ChipCheck::firstFocus()
{
    return m_fence;
}

void ChipCheck::setView(const engine::ViewPtr &view)
{
    const bool same = m_view && view && m_view->reads == view->reads && m_view->entrants == view->entrants;
    m_view = view;
    if (!same)
        ask();
}

void ChipCheck::ask()
{
    if (!m_view)
        return show({});
    m_context.worker->post(this, 0, [this, view = m_view] {
        return [this, touches = chipTouches(*view, kTouches)] { show(touches); };
    });
}

void ChipCheck::show(const std::vector<ChipTouch> &touches)
{
    m_touches = touches;
    const ChipTouch now = touches.empty() ? ChipTouch{} : touches.front();
    m_name->setText(touches.empty() ? tr("Hold a chip over a mat") : marked(now.tone, now.name));
    const QColor colour = m_context.look->toneColour(touches.empty() ? Tone::Dim : now.tone == Tone::Good ? Tone::Plain : now.tone);
    m_name->setStyleSheet(QStringLiteral("font-size: %1px; font-weight: 700; color: %2;").arg(now.name.size() > 24 ? 46 : 64).arg(colour.name()));
    QStringList who;
    if (!now.bib.isEmpty())
        who << tr("Bib %1").arg(now.bib);
    if (!now.race.isEmpty())
        who << now.race;
    m_who->setText(who.join(QStringLiteral("   ")));
    m_who->setVisible(!who.isEmpty());
    m_where->setText(touches.empty() ? QString() : now.point + QStringLiteral("   ") + now.time);
    m_where->setVisible(!touches.empty());
    m_note->setText(now.note);
    m_note->setVisible(!now.note.isEmpty());
    for (int i = 0; i < m_before->count(); ++i) {
        auto *label = qobject_cast<QLabel *>(m_before->itemAt(i)->widget());
        const bool there = std::size_t(i + 1) < touches.size();
        label->setVisible(there);
        if (!there)
            continue;
        const ChipTouch &t = touches[std::size_t(i + 1)];
        label->setText(QStringLiteral("%1   %2   %3%4").arg(t.time, t.point, marked(t.tone, t.name), t.bib.isEmpty() ? QString() : tr("   bib %1").arg(t.bib)));
        label->setStyleSheet(QStringLiteral("font-size: 16px; color: %1;").arg(m_context.look->toneColour(t.tone == Tone::Good ? Tone::Plain : t.tone).name()));
    }
}

void ChipCheck::testsUntilNow()
{
    const UtcTime at = m_context.clock->now();
    m_context.commands->run({QStringLiteral("op"), QStringLiteral("fence"), QStringLiteral("--until"), formatUtc(at)}, this, [this](const Answer &answer) {
        Q_EMIT said(answer.ok() ? tr("● Reads until now are tests. Not right? Ctrl+Z takes it back.")
                                : tr("■ Not done: %1").arg(QString::fromUtf8(answer.err).trimmed()));
    });
}

} // namespace gantry::ui
