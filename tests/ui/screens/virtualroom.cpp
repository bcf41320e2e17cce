// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/screens/virtualroom.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

namespace gantry::test {

namespace {

const char *const kTools[] = {"Xvfb", "openbox", "xrandr", "import"};

QString find(const QString &tool)
{
    return QStandardPaths::findExecutable(tool);
}

} // namespace

QString VirtualRoom::missingTools()
{
    QStringList missing;
    for (const char *tool : kTools)
        if (find(QString::fromLatin1(tool)).isEmpty())
            missing.append(QString::fromLatin1(tool));
    return missing.join(QStringLiteral(", "));
}

Finished VirtualRoom::tool(const QString &name, const QStringList &arguments) const
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("DISPLAY"), m_display);
    process.setProcessEnvironment(environment);
    process.start(find(name), arguments);
    Finished out;
    out.inTime = process.waitForFinished(20'000);
    out.exitCode = out.inTime && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    out.out = process.readAllStandardOutput();
    out.err = process.readAllStandardError();
    return out;
}

bool VirtualRoom::open()
{
    m_server = std::make_unique<Program>(find(QStringLiteral("Xvfb")));
    // -noreset: else the monitors are forgotten whenever the last client leaves.
    if (!m_server->start({QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"), QStringLiteral("0"), QStringLiteral("3200x1080x24"),
                          QStringLiteral("-noreset"), QStringLiteral("-nolisten"), QStringLiteral("tcp")}))
        return false;
    const auto number = m_server->waitForLine([](const QByteArray &line) { return !line.trimmed().isEmpty(); });
    if (!number)
        return false;
    m_display = u':' + QString::fromLatin1(number->trimmed());
    const bool split = tool(QStringLiteral("xrandr"), {QStringLiteral("--setmonitor"), QStringLiteral("*M1"), QStringLiteral("1280/330x800/210+0+0"), QStringLiteral("screen")}).exitCode == 0;
    m_manager = std::make_unique<Program>(find(QStringLiteral("openbox")));
    m_manager->setEnvironment(QStringLiteral("DISPLAY"), m_display);
    const QString ready = m_dir.filePath(QStringLiteral("ready"));
    return split && putBack() && m_manager->start({QStringLiteral("--startup"), QStringLiteral("touch ") + ready})
        && QTest::qWaitFor([&] { return QFile::exists(ready); }, 20'000);
}

bool VirtualRoom::pull()
{
    return tool(QStringLiteral("xrandr"), {QStringLiteral("--delmonitor"), QStringLiteral("M2")}).exitCode == 0;
}

bool VirtualRoom::putBack()
{
    return tool(QStringLiteral("xrandr"), {QStringLiteral("--setmonitor"), QStringLiteral("M2"), QStringLiteral("1920/520x1080/290+1280+0"), QStringLiteral("none")}).exitCode == 0;
}

QImage VirtualRoom::picture() const
{
    return QImage::fromData(tool(QStringLiteral("import"), {QStringLiteral("-silent"), QStringLiteral("-window"), QStringLiteral("root"), QStringLiteral("bmp:-")}).out);
}

// A grid of points: nobody drew anything there.
bool VirtualRoom::dark(const QImage &room, const QRect &part)
{
    for (int y = part.top() + 3; y < part.bottom(); y += 17)
        for (int x = part.left() + 3; x < part.right(); x += 17)
            if ((room.pixel(x, y) & 0xffffff) != 0)
                return false;
    return true;
}

} // namespace gantry::test
