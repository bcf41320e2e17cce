// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/screenkey.h"

#include <QScreen>
#include <QStringList>

namespace gantry::screens {

namespace {

QString plain(QString part) // the key's separator never stands inside a part
{
    return part.replace(u'|', u'/').trimmed();
}

} // namespace

QString ScreenId::key() const
{
    return QStringList{plain(manufacturer), plain(model), plain(serial), plain(connector)}.join(u'|');
}

ScreenId idOf(const QScreen &screen)
{
    return {plain(screen.manufacturer()), plain(screen.model()), plain(screen.serialNumber()), plain(screen.name())};
}

ScreenId parseScreen(const QString &keyOrName)
{
    const QStringList parts = keyOrName.split(u'|');
    if (parts.size() != 4)
        return {{}, {}, {}, plain(keyOrName)};
    return {parts[0], parts[1], parts[2], parts[3]};
}

qsizetype findScreen(const QList<ScreenId> &screens, const QString &wanted, const QString &operatorConnector)
{
    const ScreenId id = parseScreen(wanted);
    const auto first = [&](auto &&matches) -> qsizetype {
        for (qsizetype i = 0; i < screens.size(); ++i)
            if (screens[i].connector != operatorConnector && matches(screens[i]))
                return i;
        return -1;
    };
    if (wanted.isEmpty())
        return first([](const ScreenId &) { return true; });
    if (!id.serial.isEmpty())
        if (const qsizetype i = first([&](const ScreenId &s) { return s.serial == id.serial && s.model == id.model; }); i >= 0)
            return i;
    return first([&](const ScreenId &s) { return s.connector == id.connector; });
}

} // namespace gantry::screens
