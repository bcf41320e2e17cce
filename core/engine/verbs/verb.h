// SPDX-License-Identifier: Apache-2.0
#pragma once
// A verb of gantryctl, run on gantry-command: words in, text and an exit code out (docs/user-guide.md: 0 done, 1 failed, 2 wrong usage,
// 3 bad input). The same code serves the terminal, the running console and the window.

#include "core/engine/core.h"

#include <QCommandLineParser>

#include <span>

namespace gantry::engine {

struct VerbCall {
    Core &core;
    QString event;         // --event
    bool json = false;     // --json
    QStringList words;     // after the verb
    Progress progress;
    QByteArray out, err;
    QString by;            // --by, else who works at this console

    void print(const QString &line) { out += line.toUtf8() + '\n'; }
    void print(const QJsonObject &object);
    void complain(const QString &line) { err += line.toUtf8() + '\n'; }
    int fail(const Error &error); // message to err, exit code by its kind
    int usage(const QString &message);
    // Words against these options ("name=VALUE" takes a value); what is left are the arguments. False: usage was printed.
    struct Parsed {
        std::map<QString, QStringList> options;
        QStringList rest;
        bool has(const QString &name) const { return options.contains(name); }
        QString value(const QString &name, const QString &other = {}) const { const auto it = options.find(name); return it == options.end() ? other : it->second.last(); }
        QStringList values(const QString &name) const { const auto it = options.find(name); return it == options.end() ? QStringList() : it->second; }
    };
    std::optional<Parsed> parse(const QStringList &specs);
    // The event the call is about, opened.
    Result<Id128> open();
};

struct Verb {
    const char *name;
    const char *usage;   // one line per form
    const char *summary; // source text of a say() sentence
    int (*run)(VerbCall &);
};

std::span<const Verb> verbs();
CommandResult runVerb(Core &core, const QStringList &words, const Progress &progress);

int eventVerb(VerbCall &);
int rosterVerb(VerbCall &);
int entrantVerb(VerbCall &);
int startlistVerb(VerbCall &);
int readsVerb(VerbCall &);
int resultsVerb(VerbCall &);
int podiumVerb(VerbCall &);
int certificatesVerb(VerbCall &);
int opVerb(VerbCall &);
int explainVerb(VerbCall &);
int historyVerb(VerbCall &);
int whatifVerb(VerbCall &);
int publishVerb(VerbCall &);
int restorePointVerb(VerbCall &);
int restoreToVerb(VerbCall &);
int problemsVerb(VerbCall &);
int statusVerb(VerbCall &);
int stillOutVerb(VerbCall &);
int doctorVerb(VerbCall &);
int backupVerb(VerbCall &);
int drillVerb(VerbCall &);
int healthVerb(VerbCall &);
int teamsVerb(VerbCall &);

} // namespace gantry::engine
