// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/screens/samples.h"

#include <QJsonArray>

namespace gantry::test {

namespace {

QJsonObject strings(std::initializer_list<std::pair<const char *, QString>> values)
{
    QJsonObject o;
    for (const auto &[key, value] : values)
        o[QLatin1String(key)] = value;
    return o;
}

} // namespace

QJsonObject sampleSnapshot(int races, bool running)
{
    QJsonArray list;
    for (int i = 0; i < races; ++i)
        list.append(strings({{"name", QStringLiteral("Race %1").arg(i + 1)},
                             {"wave", QString()},
                             {running ? "gun_us" : "scheduled_us", QString::number(kSampleNow + (running ? -1'867'300'000LL : 252'000'000LL) + i * 1000)}}));
    return {{QStringLiteral("event"), QJsonObject{{QStringLiteral("name"), QStringLiteral("Harbour Mile")},
                                                  {QStringLiteral("date"), QStringLiteral("2026-05-30")},
                                                  {QStringLiteral("zone"), QStringLiteral("Europe/Dublin")},
                                                  {QStringLiteral("rehearsal"), true}}},
            {QStringLiteral("races"), list},
            {QStringLiteral("counts"), QJsonObject{{QStringLiteral("entered"), 1312}, {QStringLiteral("started"), 1287},
                                                   {QStringLiteral("out"), 841}, {QStringLiteral("finished"), 446}}}};
}

QJsonObject sampleRow(const QString &bib, const QString &name)
{
    return strings({{"bib", bib}, {"name", name}, {"gender", QStringLiteral("F")}, {"age", QStringLiteral("42")},
                    {"division", QStringLiteral("Women 40–44")}, {"team", QStringLiteral("Harbour Harriers")}, {"city", QStringLiteral("Galway")},
                    {"country", QStringLiteral("Ireland")}, {"race", QStringLiteral("Race 1")}, {"net_time", QStringLiteral("27:41")},
                    {"gun_time", QStringLiteral("28:03")}, {"place", QStringLiteral("57")}, {"place_gender", QStringLiteral("12")},
                    {"place_division", QStringLiteral("3")}, {"pace", QStringLiteral("5:33")}});
}

QJsonObject emptyRow(const QString &bib)
{
    QJsonObject row = sampleRow(bib, {});
    for (const QString &key : row.keys())
        if (key != u"bib")
            row[key] = QString();
    return row;
}

QStringList sampleNames()
{
    return {QStringLiteral("Bo Li"),
            QStringLiteral("Siobhán O’Rourke"),
            QStringLiteral("Maximiliana Featherstonehaugh-Smythe"),
            QStringLiteral("Wolfeschlegelsteinhausenbergerdorff-Montgomery Bartholomew Alexander Fitzgerald III"),
            QStringLiteral("Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaftschafers"),
            QStringLiteral("عبد الرحمن بن محمد الهاشمي"),
            QStringLiteral("נועה בן־דוד"),
            QStringLiteral("山田 太郎"),
            QStringLiteral("김민준"),
            QStringLiteral("प्रियंका चतुर्वेदी"),
            QStringLiteral("ธนาธิป ศรีสุวรรณ"),
            QStringLiteral("Nguyễn Thị Ánh Nguyệt"),
            QStringLiteral("Юлия Ёлкина"),
            QString(500, u'W'),
            QStringLiteral("Z̴͔̈́a̴̛̺l̵̰̔g̶̺͛ò̷͙"),
            QStringLiteral("<b>Bobby</b> \"; DROP TABLE")};
}

} // namespace gantry::test
