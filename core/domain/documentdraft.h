// SPDX-License-Identifier: Apache-2.0
#pragma once
// An event document while somebody edits it: changes collect here and are applied as one. It remembers under which name each
// race, wave and point was known, so that a new name is a rename and not one thing lost and another invented. Pure; one thread.
//
// Places are written as the parser writes them: "races[0].start.waves[1].name".

#include "core/domain/documentmerge.h"
#include "core/domain/documentrename.h"

namespace gantry {

class DocumentDraft {
public:
    void reset(const QJsonObject &base);
    bool isOpen() const { return m_open; }
    const QJsonObject &base() const { return m_base; }
    QJsonObject json() const;                       // what would be applied
    bool changed() const { return json() != m_base; }
    std::vector<FieldChange> changes() const;       // a new name is one of them
    std::vector<DocumentRename> renames() const;

    QJsonValue value(const QString &path) const;    // undefined when absent
    // Undefined takes the field away; objects that become empty go with it. A point's new name is taken over where it is used.
    void set(const QString &path, const QJsonValue &value);
    QString add(const QString &listPath, const QJsonObject &item); // → its place
    void addAll(const QString &listPath, const QJsonArray &items, bool replace);
    void remove(const QString &itemPath);
    QString duplicate(const QString &itemPath);     // with a free name, right behind
    QString move(const QString &itemPath, int by);  // → where it is now
    void replace(const QJsonObject &json);          // the whole document, as from a file: items of the same name are the same

    bool canUndo() const { return !m_past.empty(); }
    void undo();
    // The event has other settings now. Mine are put on top of them; conflicts say where both of us changed something.
    std::vector<FieldConflict> rebase(const QJsonObject &newBase);
    void takeTheirs(const FieldConflict &conflict);

private:
    void remember(const QString &path);
    void followPoint(const QString &from, const QString &to);

    bool m_open = false;
    QJsonObject m_base, m_marked;                   // items of m_marked carry the name that the base knows them by
    std::vector<QJsonObject> m_past;
    QString m_lastSet;                              // typing in one field is one step
};

// A name that no item of the list has: "Wave", "Wave 2", …
QString freeName(const QJsonArray &list, const QString &wanted);

} // namespace gantry
