// SPDX-License-Identifier: Apache-2.0
#include "app/gantryctl/commandline.h"

#include "core/base/text.h"

#include <QStandardPaths>

#include <cstdio>

namespace gantry::ctl {

QString defaultStore()
{
    if (const QString named = qEnvironmentVariable("GANTRY_STORE"); !named.isEmpty())
        return named;
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/gantry/store");
}

CommandLine parseCommandLine(const QStringList &arguments)
{
    CommandLine line;
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        const QString &a = arguments[i];
        const bool more = i + 1 < arguments.size();
        if (a == u"--store" && more)
            line.store = arguments[++i];
        else if (a.startsWith(u"--store="))
            line.store = a.mid(8);
        else if (a == u"--event" && more)
            line.event = arguments[++i];
        else if (a.startsWith(u"--event="))
            line.event = a.mid(8);
        else if (a == u"--json")
            line.json = true;
        else if (a == u"--help" || a == u"-h")
            line.help = true;
        else if (a == u"--version")
            line.version = true;
        else if (line.verb.isEmpty())
            line.verb = a;
        else
            line.words.append(a);
    }
    if (line.store.isEmpty())
        line.store = defaultStore();
    return line;
}

QStringList CommandLine::takeAll(const QString &name)
{
    QStringList values;
    for (qsizetype i = 0; i < words.size();) {
        if (words[i] == name && i + 1 < words.size()) {
            values.append(words[i + 1]);
            words.remove(i, 2);
        } else if (words[i].startsWith(name + u'=')) {
            values.append(words[i].mid(name.size() + 1));
            words.removeAt(i);
        } else {
            ++i;
        }
    }
    return values;
}

QString CommandLine::take(const QString &name, const QString &other)
{
    const QStringList values = takeAll(name);
    return values.isEmpty() ? other : values.last();
}

bool CommandLine::takeFlag(const QString &name)
{
    return words.removeAll(name) > 0;
}

QString CommandLine::leftOption() const
{
    for (const QString &w : words)
        if (w.startsWith(u'-') && w.size() > 1)
            return w;
    return {};
}

int complain(const QString &message, int code)
{
    std::fprintf(stderr, "%s\n", message.toUtf8().constData());
    return code;
}

int usage(const QString &message, const QString &verb)
{
    return complain(message + u'\n' + verbHelp(verb), 2);
}

} // namespace gantry::ctl
