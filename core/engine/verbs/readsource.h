// SPDX-License-Identifier: Apache-2.0
#pragma once
// What `reads import` takes in: a file, or a controller's .csv with the .mrk beside it, as one stream of bytes.

#include "core/base/result.h"
#include "core/readers/controllerpair.h"
#include "core/readers/decoder.h"

#include <QFile>

#include <memory>
#include <optional>

namespace gantry::engine {

class ReadSource {
public:
    // `format`: an id, or "auto" (empty too): by the first lines.
    static Result<std::unique_ptr<ReadSource>> open(const QString &path, const QString &format);

    const readers::ProtocolInfo &protocol() const { return *m_protocol; }
    QString name() const { return m_name; }         // "05080711.csv + 05080711.mrk"
    QStringList files() const { return m_files; }   // absolute
    QString note() const { return m_note; }         // worth saying: a .csv without its .mrk
    qint64 size() const { return m_size; }
    // The next bytes; an empty array is the end.
    Result<QByteArray> next();

private:
    ReadSource() = default;
    Result<> openController(const QString &path);
    const readers::ProtocolInfo *m_protocol = nullptr;
    QFile m_file;
    std::optional<readers::ControllerPair> m_pair;
    QString m_name, m_note;
    QStringList m_files;
    qint64 m_size = 0;
    bool m_ended = false;
};

// "ct01 (ChronoTrack CT01 file), …": the formats of files, for people.
QString knownFileFormats();

} // namespace gantry::engine
