// SPDX-License-Identifier: Apache-2.0
#include "app/gantryctl/commandline.h"

#include "core/base/text.h"
#include "core/engine/verbs/verb.h"

namespace gantry::ctl {

namespace {

struct Local {
    const char *name, *usage, *summary;
};

constexpr Local kLocal[] = {
    {"serve", "serve [--ctp01 PORT] [--bind ADDR] [--status-port 61612] [--escape DIR] [--rehearsal]\n"
              "      [--backup DIR] [--backup-every SECONDS|off]\n"
              "  Port 0 takes a free one. The first line on stdout is {\"ready\":true,…ports}, then one JSON line per state change.\n"
              "  SIGTERM drains and exits 0.",
     "the console without a window"},
    {"simulate", "simulate --to ctp01://HOST:PORT [--runners N] [--seed S] [--speed X] [--faults LIST] [--record FILE] [--gun TIME]\n"
                 "         [--start-location START] [--finish-location FINISH] [--winner SECONDS] [--last SECONDS]\n"
                 "  Two boxes dial in and send a field: start, then finish. --speed 60 makes a minute a second; 0 sends all at once.\n"
                 "  LIST: bursts,repeats,out-of-order:5s,misses:2%,unknown:5,drift:+3.2s,cut:45s@300 (length@seconds after the gun).\n"
                 "  --record writes what was made wrong; `drill report --injected FILE` compares it with what the console saw.",
     "a field of runners as real peers"},
    {"replay", "replay FILE --to ctp01://HOST:PORT [--speed X] [--cut-after LINES]\n"
               "  FILE: CT01 records or a session transcript. --speed 0 (default) sends as fast as the socket takes it.",
     "a recording as a real peer (honours start~LOC~SEQ)"},
    {"decode", "decode --protocol ct01|controller|ctp01|times FILE", "one JSON object per message"},
    {"restore", "restore COPY [--as-copy]\n"
                "  COPY: the folder of a copy, or a file in it. Goes to --store DIR, which must not hold a store yet; with --as-copy to a new\n"
                "  folder beside it. The copy is read through first. Nothing is ever overwritten.",
     "a store from a copy"},
    {"verify", "verify", "is everything there, and what it says it is?"},
};

} // namespace

QString verbHelp(const QString &verb)
{
    for (const Local &l : kLocal)
        if (verb == QLatin1String(l.name))
            return say("Usage: gantryctl [--store DIR] %1").arg(QString::fromUtf8(l.usage)) + QStringLiteral("\n\n") + say(l.summary);
    for (const engine::Verb &v : engine::verbs())
        if (verb == QLatin1String(v.name))
            return say("Usage: gantryctl [--store DIR] [--event ID|NAME] [--json] %1").arg(QString::fromUtf8(v.usage)) + QStringLiteral("\n\n") + say(v.summary);
    return {};
}

QString helpText()
{
    QString t = say("gantryctl [--store DIR] [--event ID|NAME] [--json] VERB …\n\n"
                    "Works on a store directly, or through the console that has it open: every verb works live.\n"
                    "Results go to stdout, messages to stderr. Exit: 0 done, 1 failed, 2 wrong usage, 3 bad input.\n\n");
    for (const engine::Verb &v : engine::verbs())
        t += QStringLiteral("  %1 %2\n").arg(QString::fromLatin1(v.name).leftJustified(10), say(v.summary));
    for (const Local &l : kLocal)
        t += QStringLiteral("  %1 %2\n").arg(QString::fromLatin1(l.name).leftJustified(10), say(l.summary));
    t += say("\nA first race:\n"
             "  gantryctl event load race.json\n"
             "  gantryctl roster import entrants.csv\n"
             "  gantryctl serve &                      readers dial in on TCP 61611\n"
             "  gantryctl op gun --at 09:00:00\n"
             "  gantryctl results --format csv\n\n"
             "gantryctl VERB --help says more. The store is %1 unless --store or GANTRY_STORE names another.\n").arg(defaultStore());
    return t;
}

} // namespace gantry::ctl
