// SPDX-License-Identifier: Apache-2.0
#include "core/engine/verbs/readsource.h"

#include "core/base/text.h"

#include <QDir>
#include <QFileInfo>

namespace gantry::engine {

namespace {

constexpr qint64 kSlice = 1024 * 1024;
constexpr qint64 kMostMarkers = 64 * 1024 * 1024; // a box writes a few hundred lines a day

Error unreadable(const QFile &file)
{
    return failure(ErrorCode::NotFound, say("%1 cannot be read: %2").arg(file.fileName(), file.errorString()));
}

// The file of the same name with another suffix, whatever its case: sticks come with .CSV and .MRK too.
QString beside(const QFileInfo &file, const QString &suffix)
{
    const auto entries = file.dir().entryInfoList(QDir::Files | QDir::Readable);
    for (const QFileInfo &other : entries)
        if (other.completeBaseName() == file.completeBaseName() && other.suffix().compare(suffix, Qt::CaseInsensitive) == 0)
            return other.absoluteFilePath();
    return {};
}

} // namespace

QString knownFileFormats()
{
    QStringList known;
    for (const readers::ProtocolInfo &p : readers::protocols())
        if (p.dials == readers::Dials::File)
            known.append(QStringLiteral("%1 (%2)").arg(QString::fromLatin1(p.id.data(), qsizetype(p.id.size())), QString::fromLatin1(p.name.data(), qsizetype(p.name.size()))));
    return known.join(QStringLiteral(", "));
}

Result<std::unique_ptr<ReadSource>> ReadSource::open(const QString &path, const QString &format)
{
    std::unique_ptr<ReadSource> source(new ReadSource);
    const QFileInfo info(path);
    if (info.isDir())
        return failure(ErrorCode::InvalidInput, say("%1 is a folder. Name the files in it.").arg(path));
    source->m_file.setFileName(info.absoluteFilePath());
    if (!source->m_file.open(QIODevice::ReadOnly))
        return unreadable(source->m_file);
    if (format.isEmpty() || format == u"auto") {
        const QByteArray head = source->m_file.peek(64 * 1024);
        source->m_protocol = readers::protocolOfFile(std::as_bytes(std::span(head.constData(), std::size_t(head.size()))));
    } else {
        source->m_protocol = readers::protocolById(format.toStdString());
    }
    if (!source->m_protocol || source->m_protocol->dials != readers::Dials::File)
        return failure(ErrorCode::InvalidInput, say("%1: this is not a format I can import. Known: %2. Name it with --format.").arg(path, knownFileFormats()));
    source->m_name = info.fileName();
    source->m_files = {info.absoluteFilePath()};
    source->m_size = info.size();
    if (source->m_protocol->id == "controller")
        if (auto opened = source->openController(info.absoluteFilePath()); !opened)
            return opened.error();
    return source;
}

Result<> ReadSource::openController(const QString &path)
{
    const QFileInfo info(path);
    const bool isMarkers = info.suffix().compare(u"mrk", Qt::CaseInsensitive) == 0;
    const QString reads = isMarkers ? beside(info, QStringLiteral("csv")) : path;
    const QString markers = isMarkers ? path : beside(info, QStringLiteral("mrk"));
    if (reads.isEmpty()) {
        m_note = say("%1 has no .csv beside it: guns and locations only, no reads.").arg(info.fileName());
        return {};
    }
    if (markers.isEmpty()) {
        m_note = say("%1 has no .mrk beside it: its reads name no location and there are no guns. Bind them with --point.").arg(info.fileName());
        return {};
    }
    QFile markerFile(markers);
    if (!markerFile.open(QIODevice::ReadOnly))
        return unreadable(markerFile);
    if (markerFile.size() > kMostMarkers)
        return failure(ErrorCode::LimitExceeded, say("%1 is too large for a file of markers (%2 MB).").arg(markers).arg(markerFile.size() / 1'000'000));
    const QByteArray text = markerFile.readAll();
    m_pair.emplace(std::string_view(text.constData(), std::size_t(text.size())));
    if (isMarkers) {
        m_file.close();
        m_file.setFileName(reads);
        if (!m_file.open(QIODevice::ReadOnly))
            return unreadable(m_file);
    }
    m_name = QFileInfo(reads).fileName() + QStringLiteral(" + ") + QFileInfo(markers).fileName();
    m_files = {reads, markers};
    m_size = m_file.size() + text.size();
    return {};
}

Result<QByteArray> ReadSource::next()
{
    while (!m_ended) {
        const QByteArray bytes = m_file.read(kSlice);
        if (bytes.isEmpty() && !m_file.atEnd())
            return failure(ErrorCode::Io, say("%1 cannot be read further: %2. What was read so far is kept.").arg(m_file.fileName(), m_file.errorString()));
        m_ended = bytes.isEmpty();
        if (!m_pair)
            return bytes;
        std::string out;
        if (m_ended)
            m_pair->finish(out);
        else
            m_pair->feed(std::string_view(bytes.constData(), std::size_t(bytes.size())), out);
        if (!out.empty())
            return QByteArray(out.data(), qsizetype(out.size()));
    }
    return QByteArray();
}

} // namespace gantry::engine
