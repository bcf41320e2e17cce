// SPDX-License-Identifier: Apache-2.0
#include "core/engine/verbs/verb.h"

#include "core/base/text.h"
#include "core/engine/reconcile/reconcileverb.h"

#include <QJsonDocument>

namespace gantry::engine {

void VerbCall::print(const QJsonObject &object)
{
    out += QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

int VerbCall::fail(const Error &error)
{
    complain(error.message);
    switch (error.code) {
    case ErrorCode::Usage:
        return 2;
    case ErrorCode::InvalidInput:
    case ErrorCode::NotFound:
    case ErrorCode::Conflict:
        return 3;
    default:
        return 1;
    }
}

int VerbCall::usage(const QString &message)
{
    complain(message);
    return 2;
}

std::optional<VerbCall::Parsed> VerbCall::parse(const QStringList &specs)
{
    Parsed parsed;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &w = words[i];
        const bool isOption = w.startsWith(u"--") ? w.size() > 2 : w == u"-o";
        if (!isOption) {
            parsed.rest.append(w);
            continue;
        }
        const QString name = w == u"-o" ? QStringLiteral("output") : w.mid(2).section(u'=', 0, 0);
        const QString spec = specs.contains(name) ? name : specs.contains(name + u'=') ? name + u'=' : QString();
        if (spec.isEmpty()) {
            complain(say("Unknown option %1.").arg(w));
            return std::nullopt;
        }
        if (!spec.endsWith(u'=')) {
            parsed.options[name].append(QString());
        } else if (w.startsWith(u"--") && w.contains(u'=')) {
            parsed.options[name].append(w.mid(w.indexOf(u'=') + 1));
        } else if (i + 1 < words.size()) {
            parsed.options[name].append(words[++i]);
        } else {
            complain(say("%1 needs a value.").arg(w));
            return std::nullopt;
        }
    }
    return parsed;
}

Result<Id128> VerbCall::open()
{
    auto id = core.resolveEvent(event);
    if (!id)
        return id;
    const auto events = core.store().events();
    if (!events)
        return events.error();
    for (const auto &info : *events)
        if (info.id == *id)
            if (auto opened = core.openEvent(info); !opened)
                return opened.error();
    return id;
}

namespace {

// What leaves the program.
constexpr const char *kResultsUsage =
    "results [--race R] [--rank net|gun] [--format table|csv|json|html|xlsx|pdf|iofxml] [-o FILE] [--as-of TIME]\n"
    "[--columns place,bib,name,…] [--group-by race|division|gender|team] [--set NAME] [--landscape]\n"
    "  --columns takes any field (bib, name, city, wave, split:NAME …), \"splits\" for all of them, \"all\" for everything; a heading\n"
    "  for each division, sex or team comes with --group-by. --set takes a list that the event document names\n"
    "  under outputs. html is one page that needs nothing else, iofxml is IOF XML 3.0.";
constexpr const char *kPodiumUsage =
    "podium [--race R] [--places 3] [--format pdf|table|csv|json|html|xlsx] [-o FILE]\n"
    "  The first of each sex and division; with -o FILE a page in large letters for each.";
constexpr const char *kCertificatesUsage =
    "certificates [--race R] [--bibs A,B,C | --places N] [--layout FILE.json] -o FILE.pdf | certificates --show-layout\n"
    "  A page per finisher. --show-layout prints the built-in layout: change its texts and places, and give it back with --layout.";
constexpr const char *kPublishUsage =
    "publish add-folder PATH [--format csv|json|html|xlsx|pdf|iofxml] [--race R] [--every 10s] [--name NAME]\n"
    "[--columns bib,name,…] [--group-by division|gender|team] | publish remove NAME|ID |\n"
    "publish list | publish log [--limit N] | publish record FILE | publish now | publish hold [--reason TEXT] | publish release\n"
    "A running console writes the newest results into the folder whenever they change, whole files only. hold stops everything\n"
    "that goes out, at once; nothing is lost, and release brings the newest state. log shows who published what and when, with the\n"
    "SHA-256 of the file; record notes a file that was given away by hand.";

} // namespace

std::span<const Verb> verbs()
{
    static constexpr Verb kVerbs[] = {
        {"event", "event load (FILE.json | --text JSON) [--reason TEXT] [--renames JSON] [--if-unchanged DIGEST] | event show | event list |\n"
         "event check [FILE.json] | event new --name N --date YYYY-MM-DD [--timezone Z] --distance D… [--start HH:MM] [--divisions 5|10|none]\n"
         "[--one-mat] [--dry-run] | event copy OLD --name N --date YYYY-MM-DD | event open ID|NAME [--force]\n"
         "  new proposes divisions, awards and the rest for distances like 5K, \"10 km\", half or \"Fun run=2 km\"; copy takes last year's\n"
         "  event without its entrants and lists what to check again; open makes another event of the store the one that readers feed.\n"
         "  check names what is probably not meant: gaps in divisions, planned starts on another day.",
         "event document in and out, new events", eventVerb},
        {"roster",
         "roster import FILE [--preview] [--race R] [--map \"Header=field\"]… [--date-order ymd|dmy|mdy] [--clear-blank] [--apply all|safe]\n"
         "  --preview shows columns, differences and problems and changes nothing; --apply safe leaves out what touches runners who have started",
         "entrants from a file", rosterVerb},
        {"entrant",
         "entrant add --bib B --first F --last L [--gender M|F|X] [--age N | --dob YYYY-MM-DD] [--race R] [--wave W] [--chip C]… [--team T] … |\n"
         "entrant set (--bib B | --bibs A,B,C | --where field=value | --id ID) field=value… [--was field=value]… | entrant remove --bib B |\n"
         "entrant add-chip|remove-chip --bib B --chip C | entrant change-bib OLD NEW | entrant reissue --bib B [--new-bib N] [--chip C] [--drop-old] |\n"
         "entrant list|find [TEXT] [--race R] [--wave W] [--issue no-bib|no-chip|no-age|no-sex|duplicate|not-checked-in|team-not-scored|conflict] |\n"
         "entrant conflicts | entrant resolve --bib B --field F --take value|other\n"
         "  A late entry's earlier reads count at once. \"field=\" clears a field. Every change is one command, op undo takes it back.\n"
         "  Every change takes --reason TEXT and --by NAME; history shows both.",
         "late entries, edits, bibs and chips; who is on the roster", entrantVerb},
        {"startlist", "startlist [--race R] [--wave W] [--by bib|name|team] [--chips] [--format csv|json|table|html|pdf|xlsx] [-o FILE]", "who starts where, for the wall", startlistVerb},
        {"reads", "reads import FILE… [--format auto|ct01|controller|times] [--point NAME]\n"
         "  A controller's .csv brings the .mrk of the same name that lies beside it (guns, locations), and the other way round.\n"
         "  The format is found by the first lines. Importing a file again, or what came over the wire, doubles nothing.",
         "reads from files", readsVerb},
        {"results", kResultsUsage, "places and times, in every format", resultsVerb},
        {"podium", kPodiumUsage, "who stands on the podium", podiumVerb},
        {"certificates", kCertificatesUsage, "a certificate for each finisher", certificatesVerb},
        {"reconcile",
         "reconcile [--point P] [--from TIME] [--to TIME]\n"
         "  Main mat, backup mat, typed bibs, taps and video markers of a point put together into crossings, each with its confidence;\n"
         "  what disagrees, and how much of the field each mat saw. Nothing is paired by itself.\n"
         "reconcile markers import FILE [--point P]   lines of time[,bib][,note]; importing twice doubles nothing\n"
         "reconcile bibs B… [--point P]               bibs in the order they came, without times\n"
         "reconcile pair (--tap ID | --marker ID [--seconds S]) --bib B | reconcile unpair (--tap ID | --marker ID)\n"
         "  A paired tap or marker is a time by hand of that bib; op undo takes it back. --seconds: the camera's clock is so much ahead.",
         "who saw which crossing: mats, taps, bibs, video side by side", reconcileVerb},
        {"teams",
         "teams [--race R] [--format csv|json|table] [-o FILE] [--why TEAM] [--as-of TIME]\n"
         "  By the race's team_rules. members: bibs of the scorers, then of those who displace, in order of finish. --why tells who\n"
         "  scores for a team and with what, or why it has no place. Runners named by a captain after the race: op team-members.",
         "team places and scores", teamsVerb},
        {"awards", "awards [--race R] [--format csv|json|table] [-o FILE] [--as-of TIME] | awards --why BIB [--race R] |\n"
         "awards --status | awards --ledger | awards --announce [--band NAME]\n"
         "  The prizes of every band, by the rules of the event document. --why says of every band why a runner is in it, or is not.\n"
         "  --status: detected, provisional or official, band by band; --ledger: what was announced and handed out; --announce: the\n"
         "  announcer's text, of official bands only. They become official with op award-state, the ledger is kept with op award-give.",
         "who wins what, and why somebody does not", awardsVerb},
        {"records", "records [--race R] [--format csv|json|table] [-o FILE] [--as-of TIME]\n"
                    "  The event document's \"records\", old and new. A new one is to be checked before anybody announces it.",
         "course and age records, and who beat them", recordsVerb},
        {"age-grade", "age-grade --sex F|M --age YEARS --distance METRES --time H:MM:SS [--table 2015|2020|2025]\n"
                      "  By the WMA/USATF road tables. A race with \"age_grades\" has the grade of every finisher in its results.",
         "how a time compares with the best of that age", ageGradeVerb},
        {"op",
         "op gun [--wave W]… (--at TIME | --shift ±SECONDS | --stopwatch H:MM:SS | --first-read | --planned | --read ID) | op clear-gun [--wave W] |\n"
         "op dnf|dns|dq --bib B [--reason TEXT] | op dead-heat --bibs A,B | op start-offset --bib B --seconds S |\n"
         "op penalty|bonus --bib B --seconds S [--leg N] [--code TEXT] | op start-list --interval S (--bibs A,B | --all) |\n"
         "  instead of --bib, everybody of a group: --all, --wave W, --division D, --gender G, --team T [--race R]; one operation, one undo\n"
         "op give-chip --chip C --bib B --from TIME | op bind (--session S | --location L) --point P [--role main|backup] |\n"
         "op set-time --bib B [--point P] [--leg N] --at TIME | op ignore-read|use-read ID | op reinstate --bib B |\n"
         "op swap-bibs A B |\n"
         "op hand [--point P] (--bib B[,B…] | --tap) --at TIME | op hand-bib TAP-ID --bib B | op fence --until TIME [--race R] |\n"
         "op close-race RACE [--dns] [--dnf] [--except BIBS] |\n"
         "op clock-offset (--reader MAC | --session S) [--location L] --seconds S [--from TIME] | op acknowledge KEY |\n"
         "op arm|disarm [--wave W] | op check-in|withdraw --bib B |\n"
         "op team-members [--race R] [--rule R] --team T (--bibs B,B… | --automatic) |\n"
         "op award-state provisional|official|corrected|detected (--band NAME | --division NAME | --all) [--race R] [--protest MINUTES] |\n"
         "op award-give announced|handed|back|stays --band NAME [--bib B | --place N] | op award-protest --minutes N [--race R] |\n"
         "op rename-race OLD NEW | op rename-wave RACE OLD NEW | op rename-point OLD NEW | op undo|redo [OP [--only]]\n"
         "Every op takes --reason TEXT and --by NAME. OP is the id that op and history print; undo and redo work on any of them, at any time.",
         "every correction, as an op that can be undone", opVerb},
        {"backup", "backup [--to DIR]\n"
                   "  A checked copy of the whole store, also while a race runs. Without --to: the place of the copies that are made by themselves.",
         "a copy of the store", backupVerb},
        {"drill", "drill report [--injected FILE]\n"
                  "  After a rehearsal with trouble: what was made wrong, what was noticed and repaired, what is still open, what was lost.",
         "what a rehearsal with trouble showed", drillVerb},
        {"health", "health", "the running console's disks, power, copies, sleep and clock", healthVerb},
        {"history",
         "history [--bib B] [--since TIME] [--kind correction|start|entrant|setup|reader|read|undo|redo] [--author NAME] [--text TEXT] [--limit N]\n"
         "history OP   one operation down to its fields, old and new",
         "what was done, newest first: when, by whom, why, and whether it is still in force; take one back with: op undo OP", historyVerb},
        {"whatif",
         "whatif FILE.json | --text JSON | --set PATH=VALUE ... [--limit N]\n"
         "  whatif --set races/5K/ranking=gun     places, times, prizes and teams that would change\n"
         "  Nothing is applied: the event is scored a second time beside the live one.",
         "what would change under other rules, before they are applied", whatifVerb},
        {"restore-point", "restore-point NAME [--reason TEXT] | restore-point --list", "a name for this moment, to come back to", restorePointVerb},
        {"restore-to",
         "restore-to NAME|OP|TIME [--preview] [--with-guns] [--reason TEXT]\n"
         "Takes back everything that was done after it, as one operation that op undo takes back again. Reads always stay; starts that\n"
         "a reader recorded stay unless --with-guns. --preview only lists what would be taken back.",
         "back to a restore point, an operation or a time", restoreToVerb},
        {"publish", kPublishUsage, "where results go, what went out, hold and release", publishVerb},
        {"explain", "explain --bib B [--race R] [--split NAME] [--as-of TIME]", "a runner's time, from the raw line to the place", explainVerb},
        {"status", "status [--as-of TIME]", "the figures of /status, or how things stood at a moment", statusVerb},
        {"stillout", "stillout [--race R]", "who has started and is not back: last point, when due, whom to call", stillOutVerb},
        {"problems", "problems", "what needs the operator's eye, worst first, with what to do about it", problemsVerb},
        {"doctor", "doctor", "is this computer fit for a race?", doctorVerb},
    };
    return kVerbs;
}

CommandResult runVerb(Core &core, const QStringList &words, const Progress &progress)
{
    VerbCall call{core, {}, false, {}, progress, {}, {}, core.operatorName()};
    QString name;
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (words[i] == u"--json")
            call.json = true;
        else if (words[i] == u"--event" && i + 1 < words.size())
            call.event = words[++i];
        else if (words[i].startsWith(u"--event="))
            call.event = words[i].mid(8);
        else if (words[i] == u"--by" && i + 1 < words.size())
            call.by = words[++i].trimmed().left(80);
        else if (words[i].startsWith(u"--by="))
            call.by = words[i].mid(5).trimmed().left(80);
        else if (words[i] == u"--store" && i + 1 < words.size())
            ++i; // whoever called us has opened it
        else if (name.isEmpty())
            name = words[i];
        else
            call.words.append(words[i]);
    }
    for (const Verb &v : verbs())
        if (name == QLatin1String(v.name)) {
            const int code = v.run(call);
            if (code == 2)
                call.complain(say("Usage: gantryctl %1").arg(QString::fromUtf8(v.usage)));
            return {code, call.out, call.err};
        }
    call.complain(say("There is no verb \"%1\". See: gantryctl --help").arg(name));
    return {2, call.out, call.err};
}

} // namespace gantry::engine
