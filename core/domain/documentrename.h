// SPDX-License-Identifier: Apache-2.0
#pragma once
// A race, wave or timing point that gets another name. The document alone does not say so (one item is gone, another is new);
// entrants, guns, bindings and corrections have to follow. Pure.

#include "core/domain/eventdocument.h"

#include <QJsonArray>

namespace gantry {

struct DocumentRename {
    enum class Kind { Race = 1, Wave, Point };
    Kind kind = Kind::Race;
    QString race; // of a wave: its race, by the old name
    QString from, to;
    friend bool operator==(const DocumentRename &, const DocumentRename &) = default;
};

// All at once, so that two names can be swapped.
class Renames {
public:
    Renames() = default;
    explicit Renames(std::vector<DocumentRename> list) : m_list(std::move(list)) {}
    bool empty() const { return m_list.empty(); }
    const std::vector<DocumentRename> &list() const { return m_list; }
    // What is called so afterwards; the name itself when it keeps it. Names are compared without case.
    QString race(const QString &name) const;
    QString wave(const QString &race, const QString &name) const;
    QString point(const QString &name) const;
    QString waveKey(const QString &key) const; // "race" or "race/wave"

private:
    std::vector<DocumentRename> m_list;
};

// The document with the new names, also where it refers to a point. Unchanged names stay as they are.
QJsonObject renamed(QJsonObject document, const Renames &renames);

// [{"kind":"wave","race":"5K","from":"A","to":"Elite"}]
QJsonArray toJson(const std::vector<DocumentRename> &list);
Result<std::vector<DocumentRename>> renamesFromJson(const QByteArray &text);

// Short, stable, the same for the same settings.
QString documentDigest(const QJsonObject &json);

} // namespace gantry
