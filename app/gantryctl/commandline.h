// SPDX-License-Identifier: Apache-2.0
#pragma once
// The words of one gantryctl call, sorted.

#include "core/engine/console.h"

#include <QStringList>

namespace gantry::ctl {

struct CommandLine {
    QString store;      // --store, else $GANTRY_STORE, else the user's data directory
    QString event;
    bool json = false, help = false, version = false;
    QString verb;
    QStringList words;  // after the verb, options included

    // `name VALUE` or `name=VALUE` among the words; the last one counts. `take` removes it.
    QString take(const QString &name, const QString &other = {});
    bool takeFlag(const QString &name);
    QStringList takeAll(const QString &name);
    // Anything left that looks like an option: its name, else empty.
    QString leftOption() const;
};

CommandLine parseCommandLine(const QStringList &arguments);
QString defaultStore();

QString helpText();
QString verbHelp(const QString &verb); // empty when there is no such verb

int serve(CommandLine line);
int simulate(CommandLine line);
int replay(CommandLine line);
int decode(CommandLine line);
int verify(CommandLine line);
int restore(CommandLine line);

// Prints to stderr and returns `code`.
int complain(const QString &message, int code);
int usage(const QString &message, const QString &verb);

} // namespace gantry::ctl
