// SPDX-License-Identifier: Apache-2.0
#include "ui/render/templates.h"

#include "core/base/text.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

namespace gantry::render {

namespace {

constexpr qint64 kMaxFile = 4 * 1024 * 1024;

Error wrongTemplate(const QString &name, const QString &why)
{
    return failure(ErrorCode::InvalidInput, say("The template \"%1\" cannot be used: %2").arg(name, why));
}

} // namespace

QStringList builtInTemplates()
{
    QStringList names = QDir(QStringLiteral(":/gantry/templates")).entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name);
    for (QString &name : names)
        name.chop(5);
    return names;
}

Result<display::DisplayTemplate> loadTemplate(const QString &nameOrFile)
{
    const bool builtIn = builtInTemplates().contains(nameOrFile);
    QFile file(builtIn ? QStringLiteral(":/gantry/templates/%1.json").arg(nameOrFile) : nameOrFile);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound, say("There is no template \"%1\". Built in are: %2.").arg(nameOrFile, builtInTemplates().join(QStringLiteral(", "))),
                       file.errorString());
    if (file.size() > kMaxFile)
        return wrongTemplate(nameOrFile, say("it is larger than 4 MiB"));
    QJsonParseError error;
    const QJsonDocument doc = QJsonDocument::fromJson(file.readAll(), &error);
    if (!doc.isObject())
        return wrongTemplate(nameOrFile, error.error == QJsonParseError::NoError ? say("it is no JSON object")
                                                                                  : say("%1 at byte %2").arg(error.errorString()).arg(error.offset));
    auto parsed = display::parseTemplate(doc.object());
    if (!parsed)
        return wrongTemplate(nameOrFile, parsed.error().message);
    return parsed;
}

} // namespace gantry::render
