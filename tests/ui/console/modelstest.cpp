// SPDX-License-Identifier: Apache-2.0
// The window's models and values, without a window.
#include "tests/ui/console/modelstest.h"

#include "tests/ui/console/sampleview.h"
#include "ui/console/common/figures.h"
#include "ui/console/common/look.h"
#include "ui/models/entrantsmodel.h"
#include "ui/models/finishersmodel.h"
#include "ui/models/linksmodel.h"
#include "ui/models/pointsmodel.h"
#include "ui/models/problems.h"
#include "ui/models/readsmodel.h"
#include "ui/models/resultsmodel.h"
#include "ui/models/wavesmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace gantry;
using namespace gantry::ui;
using namespace gantry::testing;

void TestUiModels::models_everyChangeOfAView_keepsTheModelRules()
{
    Worker worker;
    const auto search = std::make_shared<SearchIndex>();
    ResultsModel results(&worker, search);
    EntrantsModel entrants(&worker, search);
    FinishersModel finishers;
    ReadsModel reads(&worker);
    WavesModel waves;
    PointsModel points;
    LinksModel links;
    const auto mode = QAbstractItemModelTester::FailureReportingMode::QtTest;
    std::vector<std::unique_ptr<QAbstractItemModelTester>> testers;
    for (QAbstractItemModel *model : std::initializer_list<QAbstractItemModel *>{&results, &entrants, &finishers, &reads, &waves, &points, &links})
        testers.push_back(std::make_unique<QAbstractItemModelTester>(model, mode));

    const auto give = [&](const engine::ViewPtr &view) {
        results.setView(view);
        entrants.setView(view);
        finishers.setView(view);
        reads.setView(view);
        waves.setView(view);
        points.setView(view);
        links.setView(view);
    };
    SampleEvent event = SampleEvent::harbour(300);
    give(event.publish());
    QTRY_COMPARE(entrants.rowCount(), 300);
    QCOMPARE(finishers.rowCount(), int(event.edit().lastFinishers->size()));
    const int first = reads.rowCount();
    for (int i = 12; i < 40; i += 4) {
        event.finish(i, event.at(8, 31, i));
        give(event.publish());
    }
    QCOMPARE(reads.rowCount(), first + 7);
    reads.setShow(ReadsModel::Show::Unknown);
    QTRY_COMPARE(reads.rowCount(), 1);
    reads.setShow(ReadsModel::Show::NotUsed);
    QTRY_COMPARE(reads.rowCount(), 2);
    QSignalSpy filtered(&results, &ResultsModel::filtered);
    results.setFilter(QStringLiteral("sorensen"));
    QTRY_COMPARE(results.rowCount(), 1);
    results.setFilter({});
    QCOMPARE(results.rowCount(), int((*event.edit().order)[0].size()));
    results.setRace(1);
    QCOMPARE(results.rowCount(), int((*event.edit().order)[1].size()));
    entrants.setFilter(QStringLiteral("keller"));
    QSignalSpy ordered(&entrants, &EntrantsModel::ordered);
    QTRY_VERIFY(ordered.count() > 0);
    entrants.sort(EntrantsModel::Name, Qt::DescendingOrder);
    QTRY_VERIFY(ordered.count() > 1);
    SampleEvent other = SampleEvent::large(700); // another event
    give(other.publish());
    give({});
    QCOMPARE(results.rowCount(), 0);
    QCOMPARE(reads.rowCount(), 0);
}

namespace {

class NumberRows : public RowModel {
public:
    explicit NumberRows(Direction direction) : RowModel({{QStringLiteral("n"), QStringLiteral("0"), true}}, direction) {}
    Cell cellOf(int entity, int) const override { return {QString::number(entity)}; }
    using RowModel::offerGrowth;
    using RowModel::offerOrder;
    std::vector<int> shown() const
    {
        std::vector<int> out;
        for (int row = 0; row < rowCount(); ++row)
            out.push_back(entityAt(row));
        return out;
    }
};

} // namespace

void TestUiModels::rows_orderGrowsShrinksAndTurns_keepTheirEntities()
{
    for (const auto direction : {RowModel::Direction::Forward, RowModel::Direction::NewestFirst}) {
        NumberRows rows(direction);
        const QAbstractItemModelTester tester(&rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const std::vector<std::vector<qint32>> orders{{1, 2, 3},       {1, 2, 3, 4, 5}, {9, 1, 2, 3, 4, 5}, {9, 1, 7, 8, 2, 3, 4, 5}, {9, 5, 4, 3, 2, 1},
                                                      {2, 9, 6, 1, 5}, {2, 1, 5},       {5, 1, 2, 11, 12, 13, 14}, {},                    {3, 2, 1}};
        for (const std::vector<qint32> &order : orders) {
            QPersistentModelIndex kept = rows.rowCount() > 0 ? rows.index(0, 0) : QModelIndex();
            const int entity = rows.entityAt(0);
            rows.offerOrder(order);
            std::vector<int> wanted(order.begin(), order.end());
            if (direction == RowModel::Direction::NewestFirst)
                std::ranges::reverse(wanted);
            QCOMPARE(rows.shown(), wanted);
            for (int row = 0; row < rows.rowCount(); ++row)
                QCOMPARE(rows.rowOf(rows.entityAt(row)), row);
            if (kept.isValid())
                QCOMPARE(rows.entityAt(kept.row()), entity);
        }
    }
}

void TestUiModels::search_accentsAndArabic_areFoundAsTyped_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("bib");
    QTest::newRow("bib") << "417" << "417";
    QTest::newRow("bib with zeros") << "0044" << "0044";
    QTest::newRow("bib without its zeros") << "44" << "0044";
    QTest::newRow("accents left out") << "jose nunez" << "12";
    QTest::newRow("accents typed") << "José" << "12";
    QTest::newRow("o with stroke") << "sorensen" << "301";
    QTest::newRow("l with stroke") << "lukasz zolc" << "702";
    QTest::newRow("arabic") << QStringLiteral("محمد") << "95";
    QTest::newRow("arabic with vowel signs") << QStringLiteral("مُحَمَّد") << "95";
    QTest::newRow("kanji") << QStringLiteral("山田") << "530";
    QTest::newRow("middle of a name") << "featherstone" << "417";
    QTest::newRow("last name first") << "okafor nkechi" << "640";
}

void TestUiModels::search_accentsAndArabic_areFoundAsTyped()
{
    QFETCH(QString, typed);
    QFETCH(QString, bib);
    SampleEvent event = SampleEvent::harbour(200);
    const engine::ViewPtr view = event.publish();
    SearchIndex index;
    index.update(*view);
    const std::vector<Found> found = findEntrants(*view, index, typed, 8);
    QVERIFY(!found.empty());
    QCOMPARE(found.front().bib, bib);
}

void TestUiModels::figures_everyDigit_isEquallyWide()
{
    const Look look;
    const Figures figures(look.font(22, QFont::DemiBold));
    for (char c = '0'; c <= '9'; ++c)
        QCOMPARE(figures.width(QString(QLatin1Char(c))), figures.width(QStringLiteral("8")));
    QCOMPARE(figures.width(QStringLiteral("1:11:11")), figures.width(QStringLiteral("8:08:44")));
}

void TestUiModels::problems_harbour_areNamedWithWhatToDo()
{
    SampleEvent event = SampleEvent::harbour(100);
    Outputs outputs{1, 1, {{QStringLiteral("LED"), Tone::Look, QStringLiteral("waiting for its screen")}}};
    auto list = std::make_shared<std::vector<engine::Problem>>(*event.edit().problems);
    list->front().acknowledged = true;
    event.edit().problems = list;
    const std::vector<Problem> problems = deriveProblems(*event.publish(), outputs);
    QCOMPARE(problems.size(), list->size() + 1);
    QCOMPARE(problems.front().key, QStringLiteral("gone/HALF"));
    QCOMPARE(problems.back().key, QStringLiteral("silent/FINISH backup")); // seen: at the end
    QVERIFY(std::ranges::any_of(problems, [](const Problem &p) { return p.key == u"screen/LED"; }));
    QCOMPARE(problemCounts(problems), QStringLiteral("■ 3  ▲ 4"));
}
