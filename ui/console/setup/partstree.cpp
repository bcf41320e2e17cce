// SPDX-License-Identifier: Apache-2.0
#include "ui/console/setup/partstree.h"

#include "core/base/text.h"
#include "ui/console/setup/fieldtable.h"

#include <QHeaderView>
#include <QJsonArray>
#include <QKeyEvent>
#include <QScrollBar>

namespace gantry::ui {

namespace {

constexpr int kPlace = Qt::UserRole, kName = Qt::UserRole + 1, kTone = Qt::UserRole + 2;
constexpr qsizetype kOpenedByItself = 12; // longer lists start closed

QString above(const QString &place)
{
    const qsizetype cut = place.endsWith(u']') ? place.lastIndexOf(u'[') : place.lastIndexOf(u'.');
    return cut < 0 ? QString() : place.left(cut);
}

} // namespace

PartsTree::PartsTree(Look *look, QWidget *parent) : QTreeWidget(parent), m_look(look)
{
    setObjectName(QStringLiteral("document"));
    setColumnCount(2);
    setHeaderLabels({tr("Part"), tr("In short")});
    setUniformRowHeights(true);
    setIndentation(16);
    header()->setSectionResizeMode(0, QHeaderView::Interactive);
    header()->setStretchLastSection(true);
    setColumnWidth(0, 220);
    setTextElideMode(Qt::ElideRight);
    setTabKeyNavigation(false);
    setAccessibleName(tr("Parts of the event"));
    connect(this, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem *now) {
        if (now && !m_filling)
            Q_EMIT placeChanged(now->data(0, kPlace).toString());
    });
    connect(this, &QTreeWidget::itemCollapsed, this, [this](QTreeWidgetItem *item) { m_closed.insert(item->data(0, kPlace).toString()); });
    connect(this, &QTreeWidget::itemExpanded, this, [this](QTreeWidgetItem *item) { m_closed.remove(item->data(0, kPlace).toString()); });
}

QTreeWidgetItem *PartsTree::line(QTreeWidgetItem *parent, const QString &place, const QString &name, const QString &facts)
{
    auto *item = parent ? new QTreeWidgetItem(parent) : new QTreeWidgetItem(this);
    item->setText(0, name);
    item->setText(1, facts);
    item->setToolTip(0, name.toHtmlEscaped());
    item->setData(0, kPlace, place);
    item->setData(0, kName, name);
    item->setForeground(1, m_look->roles().dim);
    m_lines.insert(place, item);
    return item;
}

void PartsTree::addList(QTreeWidgetItem *parent, const QString &place, const QJsonArray &list)
{
    const bool fresh = !m_lines.contains(place);
    QTreeWidgetItem *head = line(parent, place, say(partOfList(place)->list), list.isEmpty() ? say("none") : QString::number(list.size()));
    const QString pattern = patternOf(place + QStringLiteral("[0]"));
    for (qsizetype i = 0; i < list.size(); ++i) {
        const QString at = QStringLiteral("%1[%2]").arg(place).arg(i);
        const QJsonObject item = list[i].toObject();
        if (pattern == u"races[]")
            addRace(head, at, item, int(i));
        else
            line(head, at, partName(item, int(i)), partFacts(pattern, item));
    }
    if (fresh && pattern != u"races[]" && list.size() > kOpenedByItself)
        m_closed.insert(place);
    head->setExpanded(!m_closed.contains(place));
}

void PartsTree::addRace(QTreeWidgetItem *races, const QString &place, const QJsonObject &race, int index)
{
    QTreeWidgetItem *head = line(races, place, partName(race, index), partFacts(QStringLiteral("races[]"), race));
    head->setFont(0, m_look->font(14, QFont::DemiBold));
    const auto list = [&](const char *key) { addList(head, place + u'.' + QLatin1StringView(key), race.value(QLatin1StringView(key)).toArray()); };
    addList(head, place + QStringLiteral(".start.waves"), race.value(QStringLiteral("start")).toObject().value(QStringLiteral("waves")).toArray());
    for (const char *key : {"course", "divisions", "awards", "team_rules"})
        list(key);
    line(head, place + QStringLiteral(".laps"), say("Laps"), race.contains(QStringLiteral("laps")) ? say("yes") : say("none"));
    const QJsonObject relay = race.value(QStringLiteral("relay")).toObject();
    QTreeWidgetItem *legs = line(head, place + QStringLiteral(".relay"), say("Relay"), relay.isEmpty() ? say("none") : say("yes"));
    if (!relay.isEmpty())
        addList(legs, place + QStringLiteral(".relay.mass_starts"), relay.value(QStringLiteral("mass_starts")).toArray());
    legs->setExpanded(true);
    list("corrections");
    head->setExpanded(!m_closed.contains(place));
}

void PartsTree::show(const QJsonObject &document)
{
    const QString here = place();
    const int scrolled = verticalScrollBar()->value();
    m_filling = true;
    setUpdatesEnabled(false);
    const auto known = m_lines; // a list that was there before opens as it was
    clear();
    m_lines = known;
    QTreeWidgetItem *event = line(nullptr, {}, say("Event"), partName(document, 0));
    event->setFont(0, m_look->font(14, QFont::DemiBold));
    addList(nullptr, QStringLiteral("timing_points"), document.value(QStringLiteral("timing_points")).toArray());
    addList(nullptr, QStringLiteral("races"), document.value(QStringLiteral("races")).toArray());
    for (const char *top : {"timing_points", "races"})
        m_lines[QLatin1StringView(top)]->setFont(0, m_look->font(14, QFont::DemiBold));
    // Places that are gone.
    QHash<QString, QTreeWidgetItem *> alive;
    for (QTreeWidgetItemIterator it(this); *it; ++it)
        alive.insert((*it)->data(0, kPlace).toString(), *it);
    m_lines = std::move(alive);
    goTo(here);
    verticalScrollBar()->setValue(scrolled);
    setUpdatesEnabled(true);
    m_filling = false;
    if (place() != here)
        Q_EMIT placeChanged(place());
}

void PartsTree::touch(const QJsonObject &document, const QString &place, const QJsonValue &part)
{
    QTreeWidgetItem *item = m_lines.value(place);
    if (!item || (!place.isEmpty() && !place.endsWith(u']'))) // laps and a relay come and go with their fields
        return show(document);
    const int index = place.isEmpty() ? 0 : place.mid(place.lastIndexOf(u'[') + 1).chopped(1).toInt();
    const QString name = partName(part.toObject(), index);
    item->setText(place.isEmpty() ? 1 : 0, name);
    if (!place.isEmpty()) {
        item->setData(0, kName, name);
        item->setToolTip(0, name.toHtmlEscaped());
        item->setText(1, partFacts(patternOf(place), part.toObject()));
    }
}

void PartsTree::mark(const QStringList &wrong, const QStringList &doubtful)
{
    QHash<QTreeWidgetItem *, Tone> tones;
    const auto add = [&](const QStringList &places, Tone tone) {
        for (QString place : places) {
            for (;; place = above(place)) {
                if (QTreeWidgetItem *item = m_lines.value(place); item && !tones.contains(item))
                    tones.insert(item, tone);
                if (place.isEmpty())
                    break;
            }
        }
    };
    add(wrong, Tone::Act);
    add(doubtful, Tone::Look);
    QTreeWidgetItem *event = m_lines.value(QString());
    const bool own = std::any_of(wrong.begin(), wrong.end(), [](const QString &p) { return !p.contains(u'[') && !p.contains(u'.'); });
    if (event && !own)
        tones.remove(event); // it stands for its own fields, not for everything below
    for (QTreeWidgetItem *item : std::as_const(m_lines)) {
        const Tone tone = tones.value(item, Tone::Plain);
        const QString name = item->data(0, kName).toString(), text = tone == Tone::Plain ? name : ui::mark(tone) + u' ' + name;
        if (item->text(0) == text && item->data(0, kTone).toInt() == int(tone))
            continue;
        item->setData(0, kTone, int(tone));
        item->setText(0, text);
        item->setForeground(0, m_look->toneColour(tone));
    }
}

QString PartsTree::place() const
{
    return currentItem() ? currentItem()->data(0, kPlace).toString() : QString();
}

bool PartsTree::goTo(const QString &wanted)
{
    QString place = wanted;
    while (!m_lines.contains(place) && !place.isEmpty())
        place = above(place);
    QTreeWidgetItem *item = m_lines.value(place);
    if (!item)
        return false;
    for (QTreeWidgetItem *parent = item->parent(); parent; parent = parent->parent())
        parent->setExpanded(true);
    setCurrentItem(item);
    scrollToItem(item);
    return place == wanted;
}

void PartsTree::keyPressEvent(QKeyEvent *event)
{
    const bool alt = event->modifiers() == Qt::AltModifier;
    if (event->key() == Qt::Key_Insert)
        Q_EMIT addWanted();
    else if (event->key() == Qt::Key_Delete)
        Q_EMIT removeWanted();
    else if (event->key() == Qt::Key_D && event->modifiers() == Qt::ControlModifier)
        Q_EMIT duplicateWanted();
    else if (alt && event->key() == Qt::Key_Up)
        Q_EMIT moveWanted(-1);
    else if (alt && event->key() == Qt::Key_Down)
        Q_EMIT moveWanted(1);
    else
        return QTreeWidget::keyPressEvent(event);
    event->accept();
}

} // namespace gantry::ui
