// SPDX-License-Identifier: Apache-2.0
#include "core/domain/eventdocument.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <rapidcheck.h>

using namespace gantry;

namespace {

QJsonObject json(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

// Names with every character that has a meaning in a path.
rc::Gen<QString> anyName()
{
    return rc::gen::map(rc::gen::container<std::string>(rc::gen::element('a', 'b', '/', '~', '#', '0', '1', '2', ' ')), [](const std::string &s) { return QString::fromStdString(s); });
}

QJsonArray items(const std::function<QJsonObject()> &make)
{
    QJsonArray list;
    const int n = *rc::gen::inRange(0, 4);
    for (int i = 0; i < n; ++i)
        list.append(make());
    return list;
}

QJsonObject anyDocument()
{
    const auto named = [](QJsonObject more) {
        if (*rc::gen::inRange(0, 8) != 0)
            more.insert(QStringLiteral("name"), *anyName());
        return more;
    };
    const auto race = [&] {
        QJsonObject start{{"mode", "chip"}};
        if (*rc::gen::arbitrary<bool>())
            start.insert(QStringLiteral("waves"), items([&] { return named({{"gun", "2026-05-30T09:00:00"}}); }));
        QJsonObject out = named({{"start", *rc::gen::arbitrary<bool>() ? start : QJsonObject()}});
        out.insert(QStringLiteral("course"), items([&] { return QJsonObject{{"point", *anyName()}, {"min_time_s", *rc::gen::inRange(0, 9)}}; }));
        out.insert(QStringLiteral("divisions"), items([&] { return named({{"genders", QJsonArray{"M"}}}); }));
        out.insert(QStringLiteral("corrections"), items([] { return QJsonObject{{"kind", "dnf"}, {"bib", QString::number(*rc::gen::inRange(0, 99))}}; }));
        return out;
    };
    return {{"name", *anyName()}, {"timing_points", items([&] { return named({{"aliases", QJsonArray{*anyName()}}}); })}, {"races", items(race)}};
}

} // namespace

class FlatTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anyDocument_survivesFlatteningAndBack()
    {
        QVERIFY(rc::check([] {
            const QJsonObject document = anyDocument();
            const QJsonObject back = unflattenDocument(flattenDocument(document));
            if (back != document)
                RC_FAIL(QJsonDocument(document).toJson(QJsonDocument::Compact).toStdString() + "\n" + QJsonDocument(back).toJson(QJsonDocument::Compact).toStdString());
        }));
    }
    void fields_areAddressedByName()
    {
        const FlatDocument flat = flattenDocument(json(R"({"name":"E","races":[{"name":"5K / fun","start":{"gun":"t"},"course":[{"point":"mat"},{"point":"mat"}]}]})"));
        QCOMPARE(flat.at(QStringLiteral("races/5K ~1 fun/start/gun")).toString(), QStringLiteral("t"));
        QCOMPARE(flat.at(QStringLiteral("races/5K ~1 fun/course/mat~#2/point")).toString(), QStringLiteral("mat"));
        QCOMPARE(flat.at(QStringLiteral("races/#")).toArray(), (QJsonArray{"5K ~1 fun"}));
    }
    void theOrderOfItems_isKept()
    {
        const QJsonObject document = json(R"({"races":[{"name":"Z"},{"name":"A"},{"name":"M"}]})");
        QCOMPARE(unflattenDocument(flattenDocument(document)), document);
    }
    void itemsAddedByTwoPeople_areBothThere()
    {
        FlatDocument flat = flattenDocument(json(R"({"races":[{"name":"A"}]})"));
        flat[QStringLiteral("races/B/name")] = QStringLiteral("B"); // its order list lost to ours
        const QJsonArray races = unflattenDocument(flat).value(QStringLiteral("races")).toArray();
        QCOMPARE(races.size(), 2);
        QCOMPARE(races[1].toObject().value(QStringLiteral("name")).toString(), QStringLiteral("B"));
    }
    void deletedItem_staysDeleted_whenSomeoneElseStillWroteAField()
    {
        FlatDocument flat = flattenDocument(json(R"({"races":[{"name":"A"},{"name":"B","distance_m":5}]})"));
        flat[QStringLiteral("races/B/name")] = QJsonValue();
        QCOMPARE(unflattenDocument(flat), json(R"({"races":[{"name":"A"}]})"));
    }
    void fieldSetToNull_isGone()
    {
        FlatDocument flat = flattenDocument(json(R"({"name":"E","date":"2026-05-30","races":[{"name":"A","start":{"gun":"t"}}]})"));
        flat[QStringLiteral("date")] = QJsonValue();
        flat[QStringLiteral("races/A/start/gun")] = QJsonValue();
        QCOMPARE(unflattenDocument(flat), json(R"({"name":"E","races":[{"name":"A"}]})"));
    }
    void raceCalledLikeAList_isARace()
    {
        QJsonObject document = json(R"({"races":[{"name":"races","start":{"mode":"gun"}},{"name":"corrections"},{"name":"NUMBER"}]})");
        document = QJsonDocument::fromJson(QJsonDocument(document).toJson().replace("NUMBER", QByteArray(1, '#'))).object(); // moc stumbles over it in a raw string
        QCOMPARE(unflattenDocument(flattenDocument(document)), document);
    }
};

int runFlatTest(int argc, char **argv)
{
    FlatTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "flattest.moc"
