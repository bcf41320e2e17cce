// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/screens/samples.h"
#include "ui/render/displayscene.h"
#include "ui/render/layout.h"
#include "ui/render/picture.h"
#include "ui/render/templates.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace gantry;
using namespace gantry::render;

namespace {

QImage picture(const QString &name, const QJsonObject &snapshot, const QJsonObject &row, QSize size, QStringList &complaints)
{
    const auto t = loadTemplate(name);
    if (!t) {
        complaints.append(t.error().message);
        return {};
    }
    QJsonObject data{{QStringLiteral("snapshot"), snapshot}, {QStringLiteral("now_us"), QString::number(qint64(test::kSampleNow))}};
    if (!row.isEmpty())
        data[QStringLiteral("row")] = row;
    const auto image = renderPicture(*t, data, size);
    if (!image)
        complaints.append(image.error().message + image.error().detail);
    return image.value_or(QImage());
}

int coloursIn(const QImage &image)
{
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 3)
        for (int x = 0; x < image.width(); x += 3)
            colours.insert(image.pixel(x, y));
    return int(colours.size());
}

const QSize kSize(1366, 768);

} // namespace

class RenderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Any complaint of QML or of the scene; Qt's own remarks on its way to the font of an Indic script are none.
    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!.*OpenType support missing)"))); }
    void template_everyShippedOne_drawsEveryRunnerWithoutAWarning_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : builtInTemplates())
            QTest::newRow(qPrintable(name)) << name;
        QVERIFY(builtInTemplates().contains(QStringLiteral("finisher")));
    }
    void template_everyShippedOne_drawsEveryRunnerWithoutAWarning()
    {
        QFETCH(QString, name);
        QStringList complaints;
        QList<QJsonObject> rows{test::emptyRow(QStringLiteral("7")), QJsonObject()};
        for (const QString &runner : test::sampleNames())
            rows.append(test::sampleRow(QStringLiteral("26410"), runner));
        for (const QJsonObject &row : rows) {
            const QImage image = picture(name, test::sampleSnapshot(), row, kSize, complaints);
            QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join(u'\n')));
            QCOMPARE(image.size(), kSize);
            QVERIFY2(coloursIn(image) > 20, "the picture is empty");
        }
    }
    void template_resting_drawsAnyNumberOfRaces()
    {
        QStringList complaints;
        for (const QString &name : builtInTemplates())
            for (int races = 0; races <= 6; ++races)
                for (const bool running : {false, true})
                    QVERIFY(!picture(name, test::sampleSnapshot(races, running), {}, kSize, complaints).isNull());
        QVERIFY(!picture(QStringLiteral("finisher"), {}, {}, kSize, complaints).isNull()); // no event is open
        QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join(u'\n')));
    }
    void template_anyShapeOfScreen_isWhole()
    {
        QStringList complaints;
        const QJsonObject row = test::sampleRow(QStringLiteral("417"), QStringLiteral("Siobhán O’Rourke"));
        for (const QSize size : {QSize(1920, 1080), QSize(1280, 720), QSize(1080, 1920), QSize(768, 512), QSize(400, 100), QSize(3840, 2160)}) {
            const QImage image = picture(QStringLiteral("finisher"), test::sampleSnapshot(), row, size, complaints);
            QCOMPARE(image.size(), size);
            // The yellow tag is there, and as far from the left as the scale says.
            const double scale = std::min(size.width() / 1920.0, size.height() / 1080.0);
            const QPoint tag(int((size.width() - 1920 * scale) / 2 + 82 * scale), int((size.height() - 1080 * scale) / 2 + 238 * scale));
            QCOMPARE(image.pixelColor(tag).name(), QStringLiteral("#ffd34d"));
        }
        QVERIFY2(complaints.isEmpty(), qPrintable(complaints.join(u'\n')));
    }
    void layout_emptyFields_takeTheirBoxesAway()
    {
        const auto t = loadTemplate(QStringLiteral("finisher"));
        QVERIFY(t);
        const ClockText none = [](const QString &) { return QString(); };
        const auto full = layOut(*t, test::sampleRow(QStringLiteral("1"), QStringLiteral("A")), true, none);
        const auto bare = layOut(*t, test::emptyRow(QStringLiteral("1")), true, none);
        QVERIFY(bare.boxes.size() < full.boxes.size());
        for (const PlacedText &text : bare.texts)
            QVERIFY2(text.run.text != u"Net time" && text.run.text != u"/km", qPrintable(text.run.text));
    }
    void scene_clock_ticksWithoutNewLayout()
    {
        const auto t = loadTemplate(QStringLiteral("finisher"));
        UtcTime now = fromUs(test::kSampleNow);
        DisplayScene scene(*t, [&now] { return now; });
        scene.setRunning(false);
        scene.setSnapshot(test::sampleSnapshot());
        int layouts = 0, ticks = 0;
        connect(&scene, &DisplayScene::laidOut, this, [&layouts] { ++layouts; });
        connect(&scene, &DisplayScene::figuresChanged, this, [&ticks] { ++ticks; });
        const QString before = scene.figures().join(QString());
        QVERIFY2(before.contains(QStringLiteral("0:31:07")), qPrintable(before));
        now += std::chrono::seconds(1);
        scene.refresh();
        QVERIFY(scene.figures().join(QString()).contains(QStringLiteral("0:31:08")));
        QCOMPARE(layouts, 0);
        QCOMPARE(ticks, 1);
        now += std::chrono::hours(10); // another width
        scene.refresh();
        QVERIFY(scene.figures().join(QString()).contains(QStringLiteral("10:31:08")));
        QCOMPARE(layouts, 1);
    }
    void templates_unknownOrBroken_sayWhy()
    {
        const auto none = loadTemplate(QStringLiteral("nosuch"));
        QVERIFY(!none);
        QVERIFY(none.error().message.contains(QStringLiteral("finisher-sun")));
        const auto broken = loadTemplate(QStringLiteral(GANTRY_SOURCE_DIR "/CMakeLists.txt"));
        QVERIFY(!broken);
        QCOMPARE(broken.error().code, ErrorCode::InvalidInput);
    }
};

int runRenderTest(int argc, char **argv)
{
    RenderTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "rendertest.moc"
