// SPDX-License-Identifier: Apache-2.0
#include "app/gantry/options.h"

#include "core/base/text.h"

#include <QCommandLineParser>
#include <QStandardPaths>

namespace gantry::app {

namespace {

Result<int> portOf(const QString &text)
{
    if (text == u"off")
        return -1;
    bool ok = false;
    const int port = text.toInt(&ok);
    if (!ok || port < 0 || port > 65535)
        return failure(ErrorCode::Usage, say("A port is a number from 0 (any free one) to 65535, or off; not \"%1\".").arg(text));
    return port;
}

QString defaultStore(bool rehearsal)
{
    if (const QString named = qEnvironmentVariable("GANTRY_STORE"); !named.isEmpty() && !rehearsal)
        return named;
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + (rehearsal ? QStringLiteral("/gantry/rehearsal") : QStringLiteral("/gantry/store"));
}

} // namespace

std::optional<ui::Theme> themeNamed(const QString &name)
{
    for (const ui::Theme t : {ui::Theme::Dark, ui::Theme::Light, ui::Theme::Sun})
        if (name == nameOf(t))
            return t;
    return std::nullopt;
}

QString nameOf(ui::Theme theme)
{
    return theme == ui::Theme::Light ? QStringLiteral("light") : theme == ui::Theme::Sun ? QStringLiteral("sun") : QStringLiteral("dark");
}

Result<Options> parseOptions(const QStringList &arguments)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(say("Gantry, the race-day console.\n\nReaders dial in on TCP 61611. Another terminal can do everything the window does: gantryctl --help"));
    parser.addHelpOption();
    parser.addVersionOption();
    const auto add = [&](const char *name, const QString &what, const char *value = nullptr, const char *other = nullptr) {
        QCommandLineOption o(QString::fromLatin1(name), what);
        if (value)
            o.setValueName(QString::fromLatin1(value));
        if (other)
            o.setDefaultValue(QString::fromLatin1(other));
        parser.addOption(o);
    };
    add("store", say("Directory of the store."), "DIR");
    add("event", say("Event to open, by name or id. Without it: the newest."), "EVENT");
    add("rehearsal", say("Run a made-up field through the real port, in a store that is marked as a rehearsal."));
    add("faults", say("Trouble for a rehearsal: bursts,repeats,out-of-order:5s,misses:2%,unknown:5,drift:+3.2s,cut:20s@30"), "LIST");
    add("theme", say("dark, light or sun."), "THEME", "dark");
    add("size", say("Size of the window."), "WxH", "1366x768");
    add("ctp01-port", say("Port for ChronoTrack readers; 0 any free one, off none."), "PORT", "61611");
    add("status-port", say("Port of /status on 127.0.0.1."), "PORT", "61612");
    add("bind", say("Address on which readers are heard; all of this computer's without it."), "ADDR");
    add("escape", say("Second place for the raw lines, as plain text (a stick, another disk)."), "DIR");
    add("backup", say("Second place for copies of the event, made every few minutes (a stick, another disk)."), "DIR");
    add("no-screens", say("Open no output screen."));
    parser.process(arguments);
    Options o;
    const auto text = [&](const char *name) { return parser.value(QString::fromLatin1(name)); };
    o.rehearsal = parser.isSet(QStringLiteral("rehearsal"));
    o.screens = !parser.isSet(QStringLiteral("no-screens"));
    o.console.storePath = text("store").isEmpty() ? defaultStore(o.rehearsal) : text("store");
    o.console.event = text("event");
    o.console.listen = true;
    o.console.escapeDirectory = text("escape");
    o.console.backupDirectory = text("backup");
    const auto ctp01 = portOf(text("ctp01-port")), status = portOf(text("status-port"));
    if (!ctp01 || !status)
        return (ctp01 ? status : ctp01).error();
    o.console.ctp01Port = *ctp01;
    o.console.statusPort = *status;
    if (!text("bind").isEmpty() && !o.console.bind.setAddress(text("bind")))
        return failure(ErrorCode::Usage, say("\"%1\" is not an address of this computer.").arg(text("bind")));
    auto faults = net::parseFaults(text("faults"));
    if (!faults)
        return faults.error();
    o.faults = *faults;
    const QString theme = text("theme");
    const auto chosen = themeNamed(theme);
    if (!chosen)
        return failure(ErrorCode::Usage, say("--theme is dark, light or sun."));
    o.theme = *chosen;
    o.themeGiven = parser.isSet(QStringLiteral("theme"));
    o.sizeGiven = parser.isSet(QStringLiteral("size"));
    const QStringList size = text("size").split(u'x');
    o.size = {size.value(0).toInt(), size.value(1).toInt()};
    if (o.size.width() < 800 || o.size.height() < 500)
        return failure(ErrorCode::Usage, say("--size is WIDTHxHEIGHT, at least 800x500."));
    return o;
}

} // namespace gantry::app
