// SPDX-License-Identifier: Apache-2.0
#pragma once
// The parts of an event document, one under the other: the event, its points, its races with what belongs to them. Each line
// knows its place ("races[0].course"); what is wrong below a place is marked on it.

#include "ui/console/common/look.h"

#include <QJsonObject>
#include <QTreeWidget>

namespace gantry::ui {

class PartsTree : public QTreeWidget {
    Q_OBJECT
public:
    PartsTree(Look *look, QWidget *parent);
    // Keeps what is open, the current place and the scroll position.
    void show(const QJsonObject &document);
    // One part has other values; nothing was added, removed or moved.
    void touch(const QJsonObject &document, const QString &place, const QJsonValue &part);
    void mark(const QStringList &wrong, const QStringList &doubtful); // places of fields
    qsizetype lines() const { return m_lines.size(); }
    QString place() const;
    bool goTo(const QString &place); // or the nearest part above it

Q_SIGNALS:
    void placeChanged(const QString &place);
    void addWanted();
    void duplicateWanted();
    void removeWanted();
    void moveWanted(int by);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QTreeWidgetItem *line(QTreeWidgetItem *parent, const QString &place, const QString &name, const QString &facts);
    void addList(QTreeWidgetItem *parent, const QString &place, const QJsonArray &list);
    void addRace(QTreeWidgetItem *races, const QString &place, const QJsonObject &race, int index);

    Look *m_look;
    QHash<QString, QTreeWidgetItem *> m_lines; // by place
    QSet<QString> m_closed;
    bool m_filling = false;
};

} // namespace gantry::ui
