// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/figure.h"

#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimer>

#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace gantry::bench {

namespace {

void printObject(const QJsonObject &object)
{
    std::printf("%s\n", QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

double tidy(double value)
{
    return std::abs(value) >= 1000 ? std::round(value) : std::round(value * 1000) / 1000;
}

} // namespace

bool Figure::kept() const
{
    const bool inLimit = !limit || (higherIsBetter ? value >= *limit : value <= *limit);
    return inLimit && (!floorShare || !floor || value >= *floorShare * *floor);
}

void Figure::print() const
{
    QJsonObject o{{QStringLiteral("name"), name},
                  {QStringLiteral("unit"), unit},
                  {QStringLiteral("value"), tidy(value)},
                  {QStringLiteral("median"), tidy(value)},
                  {QStringLiteral("better"), higherIsBetter ? QStringLiteral("higher") : QStringLiteral("lower")}};
    if (limit)
        o[QStringLiteral("limit")] = *limit;
    if (floor)
        o[QStringLiteral("floor")] = tidy(*floor);
    if (floorShare)
        o[QStringLiteral("floor_share")] = *floorShare;
    if (limit || floorShare)
        o[QStringLiteral("kept")] = kept();
    for (const auto &[key, number] : more)
        o[key] = tidy(number);
    printObject(o);
}

void printSkipped(const QString &name, const QString &why)
{
    printObject({{QStringLiteral("name"), name}, {QStringLiteral("skipped"), why}});
}

int giveUp(const QString &why)
{
    std::fprintf(stderr, "%s\n", why.toUtf8().constData());
    return 1;
}

double percentile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    const auto at = values.begin() + std::min<std::ptrdiff_t>(std::ptrdiff_t(share * double(values.size())), std::ptrdiff_t(values.size()) - 1);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

double median(std::vector<double> values)
{
    return percentile(std::move(values), 0.5);
}

void every(std::chrono::milliseconds pause, const std::function<bool()> &step)
{
    QEventLoop loop;
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
        if (step())
            timer.start(pause);
        else
            loop.quit();
    });
    timer.start(0);
    loop.exec();
}

double peakMiB()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n'))
        if (line.startsWith("VmHWM:"))
            return line.mid(6).trimmed().split(' ').front().toDouble() / 1024;
    return 0;
}

double childrenCpuSeconds()
{
    rusage used{};
    ::getrusage(RUSAGE_CHILDREN, &used);
    const auto seconds = [](const timeval &t) { return double(t.tv_sec) + double(t.tv_usec) / 1e6; };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

} // namespace gantry::bench
