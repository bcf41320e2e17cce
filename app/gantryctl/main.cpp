// SPDX-License-Identifier: Apache-2.0
#include "app/gantryctl/commandline.h"
#include "app/gantryctl/papers.h"

#include "core/base/text.h"
#include "core/engine/controlserver.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <cstdio>
#include <unistd.h>

using namespace gantry;

namespace {

// A console in another directory must find the files that were named here.
QStringList absoluteFiles(const ctl::CommandLine &line)
{
    QStringList words = line.words;
    const bool takesFile = line.verb == u"roster" || line.verb == u"reads" || line.verb == u"event" || (line.verb == u"publish" && line.words.value(0) == u"record");
    int place = 0;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const bool isOutput = words[i] == u"-o" || words[i] == u"--output" || words[i] == u"--layout" || (line.verb == u"backup" && words[i] == u"--to");
        if (const QString with = QStringLiteral("--output="); words[i].startsWith(with))
            words[i] = with + QFileInfo(words[i].mid(with.size())).absoluteFilePath();
        else if (isOutput && i + 1 < words.size())
            words[i + 1] = QFileInfo(words[i + 1]).absoluteFilePath();
        if (words[i].startsWith(u'-')) {
            const bool isFlag = words[i] == u"--preview" || words[i] == u"--clear-blank"; // every other option of these verbs takes a value
            i += isOutput || !(isFlag || words[i].contains(u'='));
            continue;
        }
        if (++place == 2 ? takesFile : place > 2 && line.verb == u"reads") // the first word says what to do with it
            words[i] = QFileInfo(words[i]).absoluteFilePath();
    }
    QStringList out;
    if (!line.event.isEmpty())
        out << QStringLiteral("--event") << line.event;
    if (line.json)
        out << QStringLiteral("--json");
    out << line.verb << words;
    // A console elsewhere does not know who types here.
    if (const QString user = qEnvironmentVariable("USER"); !user.isEmpty() && !words.contains(QStringLiteral("--by")))
        out << QStringLiteral("--by") << user;
    return out;
}

int finish(const engine::CommandResult &r)
{
    std::fwrite(r.out.constData(), 1, std::size_t(r.out.size()), stdout);
    std::fwrite(r.err.constData(), 1, std::size_t(r.err.size()), stderr);
    return r.exitCode;
}

int runOnStore(const ctl::CommandLine &line)
{
    const bool showProgress = isatty(STDERR_FILENO);
    const auto progress = [showProgress](int percent, const QString &text) {
        if (showProgress)
            std::fprintf(stderr, "\r%s %d %% ", text.toUtf8().constData(), percent);
        return true;
    };
    const QStringList words = absoluteFiles(line);
    auto forwarded = engine::forwardCommand(store::StoreDirectory::controlSocketName(line.store), words, progress);
    if (forwarded)
        return finish(*forwarded);
    if (forwarded.error().code != ErrorCode::NotFound)
        return ctl::complain(forwarded.error().message, 1);
    const SystemClock clock;
    engine::ConsoleOptions options;
    options.storePath = line.store;
    options.drawPdf = ctl::pdfDrawer();
    if (line.verb != u"event") // a document may make the event that is named
        options.event = line.event;
    auto opened = engine::Console::open(options, clock);
    if (!opened.console)
        return ctl::complain(opened.error.message, 1);
    if (opened.opening == store::Opening::Upgraded)
        ctl::complain(say("The store was brought to this version; a copy of the old one is in %1").arg(opened.backup), 0);
    return finish(opened.console->run(words, progress));
}

} // namespace

int main(int argc, char **argv)
{
    QStringList arguments; // before an application takes those of its own away
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    const auto app = ctl::makeApplication(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("gantryctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(GANTRY_VERSION));
    ctl::CommandLine line = ctl::parseCommandLine(arguments);
    if (line.version) {
        std::printf("gantryctl %s\n", GANTRY_VERSION);
        return 0;
    }
    if (line.verb.isEmpty() && !line.help) {
        std::fprintf(stderr, "%s", ctl::helpText().toUtf8().constData());
        return 2;
    }
    if (line.help || line.verb == u"help") {
        const QString verb = line.verb == u"help" ? line.words.value(0) : line.verb;
        const QString help = ctl::verbHelp(verb);
        std::printf("%s\n", (help.isEmpty() ? ctl::helpText() : help).toUtf8().constData());
        return 0;
    }
    if (ctl::verbHelp(line.verb).isEmpty())
        return ctl::complain(say("There is no verb \"%1\". See: gantryctl --help").arg(line.verb), 2);
    if (line.verb == u"serve")
        return ctl::serve(line);
    if (line.verb == u"simulate")
        return ctl::simulate(line);
    if (line.verb == u"replay")
        return ctl::replay(line);
    if (line.verb == u"decode")
        return ctl::decode(line);
    if (line.verb == u"restore")
        return ctl::restore(line);
    if (line.verb == u"verify")
        return ctl::verify(line);
    return runOnStore(line);
}
