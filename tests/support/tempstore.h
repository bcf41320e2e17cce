// SPDX-License-Identifier: Apache-2.0
#pragma once
// A directory that lives as long as the test, with a path for a store in it (the store itself is not created).

#include <QFile>
#include <QString>
#include <QTemporaryDir>

namespace gantry::test {

class TempStore {
public:
    bool isValid() const { return m_dir.isValid(); }
    QString path() const { return m_dir.filePath(QStringLiteral("store")); }
    // A path beside the store: for rosters, event documents, exports.
    QString file(const QString &name) const { return m_dir.filePath(name); }
    // Writes a file beside the store; returns its path, empty when it could not be written.
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile out(file(name));
        return out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size() ? out.fileName() : QString();
    }

private:
    QTemporaryDir m_dir;
};

} // namespace gantry::test
