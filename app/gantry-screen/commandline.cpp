// SPDX-License-Identifier: Apache-2.0
#include "app/gantry-screen/commandline.h"

#include "core/base/text.h"
#include "ui/render/templates.h"

#include <QRegularExpression>

namespace gantry {

namespace {

Error usage(const QString &message)
{
    return failure(ErrorCode::Usage, message + u' ' + say("gantry-screen --help tells more."));
}

Result<QSize> parseSize(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("^([0-9]{2,5})x([0-9]{2,5})$"));
    const auto match = pattern.match(text);
    const QSize size(match.captured(1).toInt(), match.captured(2).toInt());
    if (!match.hasMatch() || size.width() > 8192 || size.height() > 8192)
        return usage(say("--windowed wants a size like 1920x1080, not \"%1\".").arg(text));
    return size;
}

} // namespace

Result<ScreenCommand> parseCommandLine(const QStringList &arguments)
{
    ScreenCommand c;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString option = arguments[i];
        if (option == u"--help" || option == u"-h") {
            c.help = true;
            return c;
        }
        if (option == u"--hardware") {
            c.hardware = true;
            continue;
        }
        QString *target = option == u"--feed"              ? &c.output.feed
                        : option == u"--name"              ? &c.output.name
                        : option == u"--screen"            ? &c.output.screen
                        : option == u"--operator-screen"   ? &c.output.operatorScreen
                        : option == u"--template"          ? &c.templateName
                        : option == u"--grab"              ? &c.grab
                        : option == u"--data"              ? &c.data
                                                           : nullptr;
        if (!target && option != u"--windowed")
            return usage(say("There is no option %1.").arg(option));
        if (i + 1 >= arguments.size())
            return usage(say("%1 wants a value.").arg(option));
        const QString value = arguments[++i];
        if (target) {
            *target = value;
            continue;
        }
        const auto size = parseSize(value);
        if (!size)
            return size.error();
        c.output.windowed = *size;
    }
    if (c.grab.isEmpty() && c.output.feed.isEmpty())
        return usage(say("Either --feed or --grab is needed."));
    if (!c.data.isEmpty() && c.grab.isEmpty())
        return usage(say("--data goes with --grab."));
    if (c.output.name.isEmpty())
        c.output.name = QStringLiteral("screen-1");
    return c;
}

QString helpText()
{
    return say("gantry-screen: one output screen of a race (the console starts it; you rarely do)\n"
               "\n"
               "  gantry-screen --feed SOCKET [--name CLIENT] [--screen KEY|NAME|NUMBER] [--operator-screen NAME]\n"
               "                [--template ID|FILE] [--windowed WxH] [--hardware]\n"
               "  gantry-screen --grab FILE.png [--data FILE.json] [--template ID|FILE] [--windowed WxH]\n"
               "\n"
               "  --feed SOCKET        the console's display feed; the output ends when its standard input ends\n"
               "  --name CLIENT        the name under which the console remembers what was shown (screen-1)\n"
               "  --screen …           a key \"manufacturer|model|serial|connector\", a connector (HDMI-1) or a number;\n"
               "                       without it the first screen that is not the operator's. While the screen is\n"
               "                       away the output is hidden and its time stands still\n"
               "  --operator-screen N  the connector that is never covered (the primary screen)\n"
               "  --template ID|FILE   what is drawn; built in: %1\n"
               "  --windowed WxH       a plain window instead of a screen of its own, or the size of the picture\n"
               "  --hardware           draw with the graphics card instead of the software renderer\n"
               "  --grab FILE.png      draw one frame and end\n"
               "  --data FILE.json     {\"snapshot\": {…}, \"row\": {…}, \"now_us\": \"…\"}: what to draw; without \"row\" the\n"
               "                       resting state\n"
               "\n"
               "A look at the finisher screen:\n"
               "  gantry-screen --grab finisher.png --data finisher-data.json --windowed 1366x768\n")
        .arg(render::builtInTemplates().join(QStringLiteral(", ")));
}

} // namespace gantry
