// SPDX-License-Identifier: Apache-2.0
// What an operator waits for, with 50,000 entrants and 500,000 reads in the window: a page after its key, find, explain, the
// state as of a moment, the places after a correction, the import of the roster.

#include "core/engine/console.h"
#include "tests/bench/figure.h"
#include "tests/bench/windowprobe.h"
#include "tests/support/tempstore.h"
#include "ui/models/search.h"

#include <QDateTime>

#include <algorithm>

using namespace gantry;
using namespace gantry::bench;

namespace {

constexpr int kEntrants = 50'000, kSplits = 9; // with the start: ten reads each

const char *kDocument = R"({"name":"Large","date":"2026-05-30","timezone":"UTC","timing_points":[%1],
"races":[{"name":"10K","distance_m":10000,"start":{"mode":"chip","gun":"2026-05-30T09:00:00"},"course":[%2]}]})";

QByteArray document()
{
    QStringList points{QStringLiteral("{\"name\":\"S\",\"kind\":\"start\"}")}, course;
    for (int i = 1; i <= kSplits; ++i) {
        points << QStringLiteral("{\"name\":\"P%1\",\"kind\":\"%2\"}").arg(i).arg(i == kSplits ? QStringLiteral("finish") : QStringLiteral("split"));
        course << QStringLiteral("{\"point\":\"P%1\",\"distance_m\":%2}").arg(i).arg(10000 * i / kSplits);
    }
    return QString::fromLatin1(kDocument).arg(points.join(u','), course.join(u',')).toUtf8();
}

QByteArray roster()
{
    QByteArray csv("Bib,First Name,Last Name,Gender,Age,Team,Chip\n");
    for (int i = 1; i <= kEntrants; ++i) {
        const QByteArray n = QByteArray::number(i);
        csv += n + ",First" + QByteArray::number(i % 977) + ",Last" + QByteArray::number(i % 4999) + (i % 2 ? ",F," : ",M,") + QByteArray::number(16 + i % 70) + ",Club " + QByteArray::number(i % 200) + ",C" + n + '\n';
    }
    return csv;
}

// Everybody at every point, ordered by time.
QByteArray reads()
{
    QByteArray text;
    qint64 sequence = 0;
    for (int p = 0; p <= kSplits; ++p)
        for (int i = 1; i <= kEntrants; ++i) {
            const Micros after = std::chrono::milliseconds(40 * i) + std::chrono::milliseconds((300'000 + i) * p);
            const LocalTime at(std::chrono::seconds(1'780'131'600) + after);
            text += "CT01_33~" + QByteArray::number(++sequence) + '~' + (p == 0 ? QByteArray("S") : 'P' + QByteArray::number(p)) + "~C" + QByteArray::number(i) + '~' + formatLocal(at).toLatin1() + "~1~0F2A38~1\r\n";
        }
    return text;
}

class Operator {
public:
    Operator(ProbedApplication &app, WindowUnderTest &under) : m_app(app), m_under(under) {}

    // Answer and milliseconds until it was here, with the window alive meanwhile.
    std::pair<ui::Answer, double> run(const QStringList &words)
    {
        std::optional<ui::Answer> answer;
        const Stopwatch watch;
        m_under.run(words, &m_under.window(), [&](const ui::Answer &a) { answer = a; }, {});
        m_app.runUntil([&] { return answer.has_value(); }, 120);
        return {answer.value_or(ui::Answer{1, {}, "no answer"}), watch.ms()};
    }

    void pages()
    {
        Figure worst{.name = QStringLiteral("page_painted"), .unit = QStringLiteral("ms"), .limit = 100};
        for (const char *name : {"race", "results", "results/out", "reads", "readers", "entrants", "outgoing", "setup", "system"}) {
            const QString other = QLatin1String(name) == QLatin1String("race") ? QStringLiteral("readers") : QStringLiteral("race");
            std::vector<double> ms;
            for (int round = 0; round < 3; ++round) {
                m_under.window().openPage(other);
                m_app.runFor(0.3);
                const int before = m_app.paints();
                const std::int64_t pressed = steadyNs();
                m_under.window().openPage(QString::fromLatin1(name));
                if (m_under.window().currentPage() != QString::fromLatin1(name).section(u'/', 0, 0))
                    break; // a page of a later version
                m_app.runUntil([&] { return m_app.paints() > before; }, 5);
                ms.push_back(double(m_app.lastPaint() - pressed) / 1e6);
            }
            if (ms.empty())
                continue;
            worst.value = std::max(worst.value, median(ms));
            worst.more.emplace_back(QString::fromLatin1(name), median(ms));
        }
        worst.print();
    }

    void find()
    {
        const auto view = m_under.view();
        ui::SearchIndex index;
        index.update(*view);
        std::vector<double> ms;
        for (const char *text : {"4", "44", "last499", "first97 last3", "c49999", "nobody at all"})
            for (int i = 0; i < 5; ++i) {
                const Stopwatch watch;
                index.update(*view);
                ui::findEntrants(*view, index, QString::fromLatin1(text), 20);
                ms.push_back(watch.ms());
            }
        Figure{.name = QStringLiteral("find"), .unit = QStringLiteral("ms"), .value = percentile(ms, 1.0), .limit = 30, .more = {{QStringLiteral("median"), median(ms)}}}.print();
    }

    void verb(const QString &name, const QStringList &words, double limit, int rounds)
    {
        std::vector<double> ms;
        for (int i = 0; i < rounds; ++i) {
            const auto [answer, took] = run(words);
            if (!answer.ok())
                return printSkipped(name, QString::fromUtf8(answer.err).trimmed());
            ms.push_back(took);
        }
        Figure{.name = name, .unit = QStringLiteral("ms"), .value = median(ms), .limit = limit, .more = {{QStringLiteral("worst"), percentile(ms, 1.0)}}}.print();
    }

    // The leader gets a DNF while the results are shown: until the second is first, and painted so.
    void correction()
    {
        m_under.window().openPage(QStringLiteral("results"));
        m_app.runFor(1);
        std::vector<double> ms;
        for (int i = 0; i < 5; ++i) {
            const auto leader = m_under.view()->order->front().front();
            const int before = m_app.paints();
            const std::int64_t from = steadyNs();
            std::int64_t changed = 0;
            m_under.run({QStringLiteral("op"), QStringLiteral("dnf"), QStringLiteral("--bib"), m_under.bibOf(leader.value())}, &m_under.window(), {}, {});
            m_app.runUntil([&] {
                if (changed == 0 && m_under.view()->order->front().front() != leader)
                    changed = steadyNs();
                return changed != 0 && m_app.paints() > before && m_app.lastPaint() > changed;
            }, 10);
            ms.push_back(double(m_app.lastPaint() - from) / 1e6);
            m_app.runFor(0.3);
        }
        Figure{.name = QStringLiteral("correction_to_places"), .unit = QStringLiteral("ms"), .value = median(ms), .limit = 100, .more = {{QStringLiteral("worst"), percentile(ms, 1.0)}}}.print();
    }

private:
    ProbedApplication &m_app;
    WindowUnderTest &m_under;
};

Result<> measure(ProbedApplication &app)
{
    const test::TempStore place;
    auto opened = WindowUnderTest::open(place.path(), true);
    if (!opened)
        return opened.error();
    WindowUnderTest &under = **opened;
    app.watch(&under.window());
    under.show();
    Operator person(app, under);
    const QString event = place.write(QStringLiteral("event.json"), document()), list = place.write(QStringLiteral("roster.csv"), roster());
    if (const auto [loaded, ms] = person.run({QStringLiteral("event"), QStringLiteral("load"), event}); !loaded.ok())
        return failure(ErrorCode::Unexpected, QString::fromUtf8(loaded.err));
    app.takeGaps();
    const auto [imported, took] = person.run({QStringLiteral("roster"), QStringLiteral("import"), list});
    if (!imported.ok())
        return failure(ErrorCode::Unexpected, QString::fromUtf8(imported.err));
    Figure{.name = QStringLiteral("roster_import"), .unit = QStringLiteral("ms"), .value = took, .limit = 5000, .more = {{QStringLiteral("gui_block"), app.takeGaps().longestMs}}}.print();
    const QString file = place.write(QStringLiteral("reads.txt"), reads());
    if (const auto [read, ms] = person.run({QStringLiteral("reads"), QStringLiteral("import"), file}); !read.ok())
        return failure(ErrorCode::Unexpected, QString::fromUtf8(read.err));
    app.runUntil([&] { return under.view()->counters.finished == kEntrants; }, 60);
    app.runFor(2);
    person.pages();
    person.find();
    person.verb(QStringLiteral("explain"), {QStringLiteral("explain"), QStringLiteral("--bib"), QStringLiteral("25000")}, 20, 9);
    person.correction();
    person.verb(QStringLiteral("as_of"), {QStringLiteral("status"), QStringLiteral("--as-of"), QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss"))}, 1000, 3);
    return {};
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    ProbedApplication app(argc, argv);
    const auto done = measure(app);
    return done ? 0 : giveUp(done.error().message + u' ' + done.error().detail);
}
