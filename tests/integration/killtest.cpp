// SPDX-License-Identifier: Apache-2.0
// kill -9 of the console, again and again, while reads pour in: what it counted is there, and the places are those of a console
// that nobody killed. Twelve times here; `./dev chaos` does five hundred.
#include "core/net/simulatedfield.h"
#include "tests/integration/serveprocess.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>

using namespace gantry;
using namespace gantry::test;

namespace {

constexpr auto kEvent = R"({"name":"Harbour 5K","date":"2026-05-30","timezone":"Europe/London",
 "timing_points":[{"name":"Start","kind":"start","aliases":["START"]},{"name":"Finish","kind":"finish","aliases":["FINISH"]}],
 "races":[{"name":"5K","distance_m":5000,"start":{"mode":"chip","gun":"2026-05-30T09:00:00"},"course":[{"point":"Finish","name":"Finish","min_time_s":600}]}]})";

QByteArray roster(int runners)
{
    QByteArray out = "Bib,First Name,Last Name,Gender,Age\n";
    for (int bib = 1; bib <= runners; ++bib)
        out += QByteArray::number(bib) + ",Runner,No" + QByteArray::number(bib) + (bib % 2 ? ",F," : ",M,") + QByteArray::number(18 + bib % 50) + '\n';
    return out;
}

// Both boxes on one connection, in the order of the day.
std::vector<net::PeerLine> linesOf(int runners)
{
    net::FieldOptions options;
    options.runners = runners;
    options.seed = 20261122;
    options.gun = *parseLocal(QStringLiteral("2026-05-30T09:00:00"));
    options.gunRecord = false;
    options.missStart = options.missFinish = 0.01;
    options.unknownChips = 3;
    net::SimulatedField field = net::makeField(options);
    std::vector<net::PeerLine> all = std::move(field.start);
    all.insert(all.end(), field.finish.begin(), field.finish.end());
    std::stable_sort(all.begin(), all.end(), [](const auto &a, const auto &b) { return a.due < b.due; });
    // The boxes name their locations when they dial in: one line of each comes first.
    const auto finish = std::find_if(all.begin(), all.end(), [](const auto &l) { return l.location == u"FINISH"; });
    std::rotate(all.begin() + 1, finish, finish + 1);
    for (net::PeerLine &line : all)
        line.due = Micros(0);
    return all;
}

QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
}

int rounds()
{
    if (!qEnvironmentVariableIsSet("GANTRY_CHAOS"))
        return 12;
    const int wanted = qEnvironmentVariableIntValue("GANTRY_CHAOS_ROUNDS");
    return wanted > 0 ? wanted : 500;
}

bool prepare(ServeProcess &serve, const TempStore &store, int runners)
{
    return serve.run({QStringLiteral("event"), QStringLiteral("load"), store.write(QStringLiteral("event.json"), kEvent)}).exitCode == 0
        && serve.run({QStringLiteral("roster"), QStringLiteral("import"), store.write(QStringLiteral("roster.csv"), roster(runners))}).exitCode == 0;
}

// Gives the peer more to send, a line every two milliseconds, up to what a round may use.
class Pour {
public:
    Pour(net::Ctp01Peer &peer, std::vector<net::PeerLine> lines) : m_peer(peer), m_lines(std::move(lines))
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            if (m_left > 0 && m_left-- > 0)
                give(1);
        });
        m_timer.start(2);
    }
    void give(std::size_t n)
    {
        for (; n > 0 && m_next < m_lines.size(); --n)
            m_peer.append(m_lines[m_next++]);
    }
    void allow(std::size_t lines) { m_left = lines; }
    void giveAll() { give(m_lines.size()); }

private:
    net::Ctp01Peer &m_peer;
    std::vector<net::PeerLine> m_lines;
    std::size_t m_next = 0, m_left = 0;
    QTimer m_timer;
};

} // namespace

class KillTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void console_killedWhileReadsPourIn_losesNothingItCounted()
    {
        const int kills = rounds();
        const int runners = std::max(400, kills * 6);
        const std::vector<net::PeerLine> lines = linesOf(runners);
        TempStore store, control;
        ServeProcess serve(store.path()), undisturbed(control.path());
        QVERIFY(prepare(serve, store, runners) && prepare(undisturbed, control, runners));
        QByteArray file;
        for (const net::PeerLine &line : lines)
            file += line.line + "\r\n";
        QCOMPARE(undisturbed.run({QStringLiteral("reads"), QStringLiteral("import"), control.write(QStringLiteral("reads.txt"), file)}).exitCode, 0);
        const QByteArray expected = undisturbed.run(words("results --format csv")).out;
        QVERIFY(expected.count('\n') > runners);

        QVERIFY(serve.start());
        net::PeerOptions options;
        options.port = quint16(serve.ctp01());
        options.retry = milliseconds(40);
        net::Ctp01Peer peer(std::vector<net::PeerLine>(lines.begin(), lines.begin() + 2), options);
        Pour pour(peer, {lines.begin() + 2, lines.end()});
        peer.start();
        const std::size_t share = lines.size() / std::size_t(kills + 1);
        QRandomGenerator random(20261122);
        qint64 counted = 0;
        for (int kill = 0; kill < kills; ++kill) {
            pour.allow(share);
            const qint64 goal = counted + 1 + random.bounded(qint64(share) / 3);
            const bool reached = serve.waitForStatus([&](const QJsonObject &s) {
                counted = std::max(counted, s[QStringLiteral("total_reads")].toInteger());
                return counted >= goal;
            });
            QVERIFY2(reached, qPrintable(QStringLiteral("kill %1: no reads pour in any more (%2 of %3)").arg(kill).arg(counted).arg(lines.size())));
            for (quint32 more = random.bounded(4u); more > 0; --more) // a random moment after that
                counted = std::max(counted, serve.status()[QStringLiteral("total_reads")].toInteger());
            serve.kill();
            const Finished verified = serve.run(words("verify --json"));
            QVERIFY2(verified.exitCode == 0, verified.out.constData());
            const qint64 kept = QJsonDocument::fromJson(verified.out)[QStringLiteral("reads")].toInteger();
            QVERIFY2(kept >= counted, qPrintable(QStringLiteral("kill %1: %2 were counted, %3 are there").arg(kill).arg(counted).arg(kept)));
            QVERIFY2(serve.start(), qPrintable(QStringLiteral("kill %1: the console did not come back").arg(kill)));
        }
        qInfo("%d kills, %lld reads counted by then", kills, static_cast<long long>(counted));
        pour.giveAll();
        const qint64 all = QJsonDocument::fromJson(undisturbed.run(words("status")).out)[QStringLiteral("total_reads")].toInteger();
        QVERIFY(serve.waitForStatus([&](const QJsonObject &s) { return s[QStringLiteral("total_reads")].toInteger() == all; }, milliseconds(120'000)));
        QCOMPARE(serve.run(words("results --format csv")).out, expected);
        peer.stop();
        QCOMPARE(serve.terminate(), 0);
        QCOMPARE(serve.run(words("verify")).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(KillTest)
#include "killtest.moc"
