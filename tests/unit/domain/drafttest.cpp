// SPDX-License-Identifier: Apache-2.0
#include "core/domain/documentdraft.h"

#include <QJsonDocument>
#include <QTest>

#include <rapidcheck.h>

using namespace gantry;

namespace {

QJsonObject json(const char *text)
{
    return QJsonDocument::fromJson(text).object();
}

QJsonObject harbour()
{
    return json(R"({"name":"Harbour","date":"2026-05-30","timezone":"Europe/London",
        "timing_points":[{"name":"Mat","kind":"start"},{"name":"Gate","kind":"finish","aliases":["F1"]}],
        "races":[{"name":"5K","distance_m":5000,"start":{"gun":"2026-05-30T09:00:00","waves":[{"name":"A"},{"name":"B"}]},
                  "course":[{"point":"Gate","name":"Finish","min_time_s":650}],
                  "corrections":[{"kind":"set_time","bib":"4","point":"Gate","time":"31:00"}]},
                 {"name":"10K","distance_m":10000}]})");
}

} // namespace

class DraftTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void set_andTakenBack_leavesTheDocumentAsItWas()
    {
        DocumentDraft draft;
        draft.reset(harbour());
        QVERIFY(!draft.changed());
        draft.set(QStringLiteral("races[0].start.cutoff_s"), 1200);
        draft.set(QStringLiteral("races[1].start.gun"), QStringLiteral("2026-05-30T10:00:00"));
        QCOMPARE(draft.value(QStringLiteral("races[1].start.gun")).toString(), QStringLiteral("2026-05-30T10:00:00"));
        QCOMPARE(draft.changes().size(), std::size_t(2));
        draft.set(QStringLiteral("races[1].start.gun"), QJsonValue(QJsonValue::Undefined));
        draft.set(QStringLiteral("races[0].start.cutoff_s"), QJsonValue(QJsonValue::Undefined));
        QCOMPARE(draft.json(), harbour()); // an empty "start" is not left behind
        while (draft.canUndo())
            draft.undo();
        QVERIFY(!draft.changed());
    }
    void typingInOneField_isOneStep()
    {
        DocumentDraft draft;
        draft.reset(harbour());
        for (const char *text : {"H", "Ha", "Hab"})
            draft.set(QStringLiteral("name"), QString::fromLatin1(text));
        draft.undo();
        QCOMPARE(draft.json(), harbour());
        QVERIFY(!draft.canUndo());
    }
    void aRename_isKnownAsOne_alsoAfterMovingAndBesideANewItem()
    {
        DocumentDraft draft;
        draft.reset(harbour());
        draft.set(QStringLiteral("races[0].name"), QStringLiteral("Five"));
        draft.set(QStringLiteral("races[0].start.waves[1].name"), QStringLiteral("Late"));
        QCOMPARE(draft.move(QStringLiteral("races[0]"), 1), QStringLiteral("races[1]"));
        draft.add(QStringLiteral("races"), {{"name", "5K"}});
        const std::vector<DocumentRename> expected{{DocumentRename::Kind::Wave, QStringLiteral("5K"), QStringLiteral("B"), QStringLiteral("Late")},
                                                   {DocumentRename::Kind::Race, {}, QStringLiteral("5K"), QStringLiteral("Five")}};
        QVERIFY(draft.renames() == expected);
        QVERIFY(!draft.json()[QStringLiteral("races")].toArray()[1].toObject().contains(QStringLiteral("~was")));
    }
    void aRemovedAndAddedItem_isNoRename()
    {
        DocumentDraft draft;
        draft.reset(harbour());
        draft.remove(QStringLiteral("races[1]"));
        draft.add(QStringLiteral("races"), {{"name", "Ten"}});
        QVERIFY(draft.renames().empty());
    }
    void aPointsNewName_isTakenOverWhereItIsUsed()
    {
        DocumentDraft draft;
        draft.reset(harbour());
        draft.set(QStringLiteral("timing_points[1].name"), QStringLiteral("Arch"));
        const QJsonObject race = draft.json()[QStringLiteral("races")].toArray()[0].toObject();
        QCOMPARE(race[QStringLiteral("course")].toArray()[0].toObject()[QStringLiteral("point")].toString(), QStringLiteral("Arch"));
        QCOMPARE(race[QStringLiteral("corrections")].toArray()[0].toObject()[QStringLiteral("point")].toString(), QStringLiteral("Arch"));
        QVERIFY(parseEventDocument(draft.json()).problems.empty());
        QCOMPARE(renamed(harbour(), Renames(draft.renames())), draft.json());
    }
    void aPointNamedLikeAnother_dragsNothingAlong()
    {
        DocumentDraft draft;
        draft.reset(harbour());
        draft.set(QStringLiteral("timing_points[1].name"), QStringLiteral("mat"));
        QCOMPARE(draft.json()[QStringLiteral("races")].toArray()[0].toObject()[QStringLiteral("course")].toArray()[0].toObject()[QStringLiteral("point")].toString(), QStringLiteral("Gate"));
        QVERIFY(!parseEventDocument(draft.json()).problems.empty());
    }
    void aDuplicate_getsAFreeName_andNoAliasOrRuling()
    {
        DocumentDraft draft;
        draft.reset(harbour());
        QCOMPARE(draft.duplicate(QStringLiteral("races[0]")), QStringLiteral("races[1]"));
        QCOMPARE(draft.duplicate(QStringLiteral("timing_points[1]")), QStringLiteral("timing_points[2]"));
        QCOMPARE(draft.value(QStringLiteral("races[1].name")).toString(), QStringLiteral("5K 2"));
        QVERIFY(parseEventDocument(draft.json()).problems.empty());
        QVERIFY(draft.renames().empty());
    }
    void rebase_keepsBothPeoplesChanges()
    {
        DocumentDraft draft;
        draft.reset(harbour());
        draft.set(QStringLiteral("races[0].start.cutoff_s"), 900);
        draft.set(QStringLiteral("races[0].name"), QStringLiteral("Five"));
        draft.add(QStringLiteral("races"), {{"name", "Mine"}});
        DocumentDraft other;
        other.reset(harbour());
        other.set(QStringLiteral("races[0].distance_m"), 5010);
        other.add(QStringLiteral("races"), {{"name", "Theirs"}});
        QVERIFY(draft.rebase(other.json()).empty());
        QCOMPARE(draft.base(), other.json());
        QCOMPARE(draft.value(QStringLiteral("races[0].name")).toString(), QStringLiteral("Five"));
        QCOMPARE(draft.value(QStringLiteral("races[0].distance_m")).toInt(), 5010);
        QCOMPARE(draft.value(QStringLiteral("races[0].start.cutoff_s")).toInt(), 900);
        QCOMPARE(draft.value(QStringLiteral("races")).toArray().size(), 4);
        QCOMPARE(draft.renames().size(), std::size_t(1));
    }
    void rebase_whereBothChangedOneField_keepsMineAndNamesTheirs()
    {
        DocumentDraft draft;
        draft.reset(harbour());
        draft.set(QStringLiteral("races[0].distance_m"), 5001);
        QJsonObject theirs = harbour();
        DocumentDraft other;
        other.reset(theirs);
        other.set(QStringLiteral("races[0].distance_m"), 5002);
        const auto conflicts = draft.rebase(other.json());
        QCOMPARE(conflicts.size(), std::size_t(1));
        QCOMPARE(conflicts[0].path, QStringLiteral("races/5K/distance_m"));
        QCOMPARE(conflicts[0].theirs.toInt(), 5002);
        QCOMPARE(draft.value(QStringLiteral("races[0].distance_m")).toInt(), 5001);
        draft.takeTheirs(conflicts[0]);
        QVERIFY(!draft.changed());
    }
    void rebase_whereTheyRemovedWhatIChanged_keepsMineAndSaysSo()
    {
        DocumentDraft draft;
        draft.reset(harbour());
        draft.set(QStringLiteral("races[1].distance_m"), 10001);
        DocumentDraft other;
        other.reset(harbour());
        other.remove(QStringLiteral("races[1]"));
        QVERIFY(!draft.rebase(other.json()).empty());
        QCOMPARE(draft.json()[QStringLiteral("races")].toArray().size(), 2);
        QVERIFY(parseEventDocument(draft.json()).problems.empty());
    }
    void rebaseOntoTheSame_changesNothing()
    {
        QVERIFY(rc::check([] {
            DocumentDraft draft;
            draft.reset(harbour());
            const int steps = *rc::gen::inRange(0, 6);
            for (int i = 0; i < steps; ++i) {
                switch (*rc::gen::inRange(0, 5)) {
                case 0: draft.set(QStringLiteral("races[0].name"), QString::number(*rc::gen::inRange(0, 100))); break;
                case 1: draft.set(QStringLiteral("races[0].start.waves[0].name"), QString::number(*rc::gen::inRange(0, 100))); break;
                case 2: draft.duplicate(QStringLiteral("races[0]")); break;
                case 3: draft.move(QStringLiteral("races[0]"), 1); break;
                default: draft.set(QStringLiteral("races[1].distance_m"), *rc::gen::inRange(1, 9));
                }
            }
            const QJsonObject before = draft.json();
            if (!parseEventDocument(before).problems.empty())
                return; // two of one name: nobody could tell them apart
            const auto renames = draft.renames();
            RC_ASSERT(draft.rebase(harbour()).empty());
            if (draft.json() != before)
                RC_FAIL(QJsonDocument(before).toJson(QJsonDocument::Compact).toStdString() + "\n" + QJsonDocument(draft.json()).toJson(QJsonDocument::Compact).toStdString());
            RC_ASSERT(draft.renames() == renames);
        }));
    }
    void namesMaySwap()
    {
        const Renames swap({{DocumentRename::Kind::Race, {}, QStringLiteral("5K"), QStringLiteral("10K")}, {DocumentRename::Kind::Race, {}, QStringLiteral("10K"), QStringLiteral("5K")}});
        QCOMPARE(swap.waveKey(QStringLiteral("5K/A")), QStringLiteral("10K/A"));
        QCOMPARE(swap.waveKey(QStringLiteral("10K")), QStringLiteral("5K"));
        QCOMPARE(swap.waveKey(QStringLiteral("Fun run")), QStringLiteral("Fun run"));
    }
    void renamesInJson_comeBack_andNonsenseIsRefused()
    {
        const std::vector<DocumentRename> list{{DocumentRename::Kind::Wave, QStringLiteral("5K"), QStringLiteral("A"), QStringLiteral("B")}};
        const auto back = renamesFromJson(QJsonDocument(toJson(list)).toJson());
        QVERIFY(back && *back == list);
        for (const char *bad : {"", "{}", "[1]", R"([{"kind":"wave","from":"A","to":"B"}])", R"([{"kind":"cat","from":"A","to":"B"}])"})
            QVERIFY2(!renamesFromJson(bad), bad);
    }
};

int runDraftTest(int argc, char **argv)
{
    DraftTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "drafttest.moc"
