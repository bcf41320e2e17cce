// SPDX-License-Identifier: Apache-2.0
#include "core/readers/ctp01session.h"
#include "tests/support/fakeclock.h"
#include "tests/unit/readers/samples.h"

#include <QTest>

using namespace gantry;
using namespace gantry::readers;
using namespace gantry::test;
using namespace std::chrono_literals;

namespace {

const std::string kHello = "SimpleClient~0.6.0~CTP01\r\n";
const std::string kAnswers = "ack~geteventinfo~21ROTM~0~21ROTM\r\nack~getlocations~START~FINISH\r\nack~getconnectionid~2884B4\r\n";

std::string record(int sequence, const std::string &location = "FINISH")
{
    return "CT01_33~" + std::to_string(sequence) + '~' + location + "~7~2021-05-08T07:52:23.17~1~104484~8\r\n";
}

// A session with a clock that the test moves.
struct Peer {
    FakeClock clock;
    Ctp01Session session;
    Peer() { session.connected(clock.now()); }
    Reaction says(const std::string &text) { return session.feed(asBytes(text), clock.now()); }
    Reaction after(Micros time)
    {
        clock.advance(time);
        return session.tick(clock.now());
    }
    // What we write while the time passes, ticking about once a second.
    std::string during(Micros time)
    {
        std::string written;
        for (Micros step = 0us; step < time; step += 1s)
            written += after(1s).replyNow;
        return written;
    }
    void reachCursor()
    {
        says(kHello);
        says(kAnswers);
    }
};

} // namespace

class Ctp01SessionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void greeting_isAnsweredAtOnceWithSettingsAndQuestions();
    void greetingSplitAnywhere_isAnsweredOnce();
    void answers_allGiven_askForTheCursor();
    void answers_missing_askForTheCursorAfterAWhile();
    void cursors_leadToOneStartPerLocation();
    void cursors_none_leadToABareStart();
    void cursors_neverGiven_leadToABareStart();
    void cursors_late_areIgnored();
    void resumedPeer_thatStaysSilent_isAskedForEverythingOnce();
    void resumedPeer_thatSends_isNotAskedAgain();
    void resumedPeer_withOneSilentLocation_isAskedForThatOneWhole();
    void errStart_leadsToOneBareStart();
    void ping_isAnsweredAtOnceInAnyState();
    void silentPeer_isPingedAndClosedOnlyWhenItUsedToAnswer();
    void clockStep_neitherClosesALinkNorStopsItsPings();
    void recordsWithoutGreeting_areTakenAsAStream();
    void secondGreeting_isGreetedAgain();
    void stop_closesTheConnection();
    void facts_followTheStream();
    void disconnect_inTheMiddleOfALine_keepsItAndBelievesNothing();
};

void Ctp01SessionTest::greeting_isAnsweredAtOnceWithSettingsAndQuestions()
{
    Peer peer;
    const Reaction r = peer.says(kHello);
    const QStringList lines = QString::fromStdString(r.replyNow).split(QStringLiteral("\r\n"));
    QVERIFY(lines[0].startsWith(QLatin1String("Gantry~")) && lines[0].endsWith(QLatin1String("~6")));
    QCOMPARE(lines[0].count(u'~'), 2);
    QCOMPARE(lines.mid(1),
             (QStringList{QStringLiteral("location=multi"), QStringLiteral("guntimes=true"), QStringLiteral("newlocations=true"),
                          QStringLiteral("authentication=none"), QStringLiteral("stream-mode=push"), QStringLiteral("time-format=iso"),
                          QStringLiteral("geteventinfo"), QStringLiteral("getlocations"), QStringLiteral("getconnectionid"), QString()}));
    QVERIFY(!r.needCursor && !r.close);
}

void Ctp01SessionTest::greetingSplitAnywhere_isAnsweredOnce()
{
    Peer whole;
    const std::string expected = whole.says(kHello).replyNow;
    for (std::size_t at = 0; at <= kHello.size(); ++at) {
        Peer peer;
        const std::string first = peer.says(kHello.substr(0, at)).replyNow;
        QCOMPARE(first + peer.says(kHello.substr(at)).replyNow, expected);
    }
}

void Ctp01SessionTest::answers_allGiven_askForTheCursor()
{
    Peer peer;
    peer.says(kHello);
    QVERIFY(!peer.says("ack~init\r\nack~getlocations~START~FINISH\r\nack~getconnectionid~2884B4\r\n").needCursor);
    QVERIFY(peer.says("err~geteventinfo~unknown\r\n").needCursor);
}

void Ctp01SessionTest::answers_missing_askForTheCursorAfterAWhile()
{
    Peer peer;
    peer.says(kHello);
    QVERIFY(!peer.after(1s).needCursor);
    QVERIFY(peer.after(500ms).needCursor);
    QVERIFY(!peer.after(500ms).needCursor); // once
    QCOMPARE(peer.session.resume({}, peer.clock.now()).replyNow, std::string("start\r\n"));
}

void Ctp01SessionTest::cursors_leadToOneStartPerLocation()
{
    Peer peer;
    peer.reachCursor();
    const Reaction r = peer.session.resume({{"FINISH", 41}, {"ELSEWHERE", 7}}, peer.clock.now());
    QCOMPARE(r.replyNow, std::string("start~START\r\nstart~FINISH~42\r\n"));
}

void Ctp01SessionTest::cursors_none_leadToABareStart()
{
    for (const std::vector<Cursor> &cursors : {std::vector<Cursor>{}, {{"ELSEWHERE", 7}}, {{"FINISH", -1}}}) {
        Peer peer;
        peer.reachCursor();
        QCOMPARE(peer.session.resume(cursors, peer.clock.now()).replyNow, std::string("start\r\n"));
    }
}

void Ctp01SessionTest::cursors_neverGiven_leadToABareStart()
{
    Peer peer;
    peer.reachCursor();
    QCOMPARE(peer.during(4s), std::string());
    QCOMPARE(peer.during(1s), std::string("start\r\n"));
}

void Ctp01SessionTest::cursors_late_areIgnored()
{
    Peer peer;
    peer.reachCursor();
    peer.during(6s);
    QCOMPARE(peer.session.resume({{"FINISH", 41}}, peer.clock.now()).replyNow, std::string());
}

void Ctp01SessionTest::resumedPeer_thatStaysSilent_isAskedForEverythingOnce()
{
    Peer peer;
    peer.reachCursor();
    peer.session.resume({{"FINISH", 41}}, peer.clock.now());
    QCOMPARE(peer.during(4s), std::string());
    QCOMPARE(peer.during(1s), std::string("start\r\n"));
    QVERIFY(peer.during(30s).find("start") == std::string::npos);
}

void Ctp01SessionTest::resumedPeer_thatSends_isNotAskedAgain()
{
    Peer peer;
    peer.reachCursor();
    peer.session.resume({{"FINISH", 41}, {"START", 3}}, peer.clock.now());
    peer.says(record(42) + record(4, "START"));
    QVERIFY(peer.during(30s).find("start") == std::string::npos);
}

void Ctp01SessionTest::resumedPeer_withOneSilentLocation_isAskedForThatOneWhole()
{
    Peer peer;
    peer.reachCursor();
    peer.session.resume({{"FINISH", 41}, {"START", 3}}, peer.clock.now());
    peer.says(record(42));
    QCOMPARE(peer.during(5s), std::string("start~START\r\n"));
    QVERIFY(peer.during(30s).find("start") == std::string::npos);
}

void Ctp01SessionTest::errStart_leadsToOneBareStart()
{
    Peer peer;
    peer.reachCursor();
    peer.session.resume({{"FINISH", 41}, {"START", 3}}, peer.clock.now());
    QCOMPARE(peer.says("err~start~invalid location requested\r\nerr~start~invalid location requested\r\n").replyNow, std::string("start\r\n"));
    QCOMPARE(peer.says("err~start~command unavailable in pull mode\r\n").replyNow, std::string());
    QVERIFY(peer.during(30s).find("start") == std::string::npos);
}

void Ctp01SessionTest::ping_isAnsweredAtOnceInAnyState()
{
    Peer peer;
    QCOMPARE(peer.says("ping\r\n").replyNow, std::string("ack~ping\r\n"));
    peer.reachCursor();
    QCOMPARE(peer.says(record(1) + "ping\r\n" + record(2)).replyNow, std::string("ack~ping\r\n"));
}

void Ctp01SessionTest::silentPeer_isPingedAndClosedOnlyWhenItUsedToAnswer()
{
    Peer quiet;
    quiet.reachCursor();
    quiet.session.resume({}, quiet.clock.now());
    QCOMPARE(quiet.during(41s), std::string("ping\r\nping\r\nping\r\nping\r\n"));
    QVERIFY(!quiet.after(1s).close); // it never answered a ping: perhaps it cannot

    Peer peer;
    peer.reachCursor();
    peer.session.resume({}, peer.clock.now());
    peer.during(10s);
    peer.says("ack~ping\r\n");
    peer.during(34s);
    const Reaction r = peer.after(1s);
    QVERIFY(r.close);
    QVERIFY(!r.closeReason.empty());
}

void Ctp01SessionTest::clockStep_neitherClosesALinkNorStopsItsPings()
{
    Peer peer;
    peer.reachCursor();
    peer.session.resume({}, peer.clock.now());
    peer.during(10s);
    peer.says("ack~ping\r\n");
    QVERIFY(!peer.after(1h).close);                // the laptop slept, or its clock was set
    const UtcTime earlier = peer.clock.now() - 3h; // a FakeClock never goes back, so the instants are handed in
    std::string written;
    for (int s = 0; s < 12; ++s)
        written += peer.session.tick(earlier + std::chrono::seconds(s)).replyNow;
    QVERIFY(written.find("ping") != std::string::npos);
}

void Ctp01SessionTest::recordsWithoutGreeting_areTakenAsAStream()
{
    Peer peer;
    const Reaction r = peer.says(record(1) + record(2));
    QCOMPARE(countOf<ReadMessage>(r.messages), 2);
    QVERIFY(peer.session.facts().streaming && !peer.session.facts().greeted);
    QCOMPARE(peer.during(60s), std::string()); // nobody asked us anything
    QVERIFY(peer.says(kHello).replyNow.find("geteventinfo") != std::string::npos);
}

void Ctp01SessionTest::secondGreeting_isGreetedAgain()
{
    Peer peer;
    const std::string first = peer.says(kHello).replyNow;
    peer.says(kAnswers);
    peer.session.resume({{"FINISH", 41}}, peer.clock.now());
    peer.says(record(42));
    peer.clock.advance(1s);
    QCOMPARE(peer.says(kHello).replyNow, first);
    QVERIFY(peer.says(kAnswers).needCursor);
    QCOMPARE(peer.session.resume({{"FINISH", 42}}, peer.clock.now()).replyNow, std::string("start~START\r\nstart~FINISH~43\r\n"));
}

void Ctp01SessionTest::stop_closesTheConnection()
{
    Peer peer;
    peer.reachCursor();
    const Reaction r = peer.says(record(1) + "stop\r\n");
    QVERIFY(r.close);
    QCOMPARE(countOf<ReadMessage>(r.messages), 1);
}

void Ctp01SessionTest::facts_followTheStream()
{
    Peer peer;
    peer.reachCursor();
    peer.says("CT01_33~0~FINISH3~newlocation~00:00:00.00~0~0~0\r\nCT01_33~1~FINISH~GUNTIME~2021-05-08T11:05:38.12~0~3F20F3~0\r\n" + record(2) +
              "rubbish\r\n");
    const LinkFacts &facts = peer.session.facts();
    QCOMPARE(facts.peerName, std::string("SimpleClient"));
    QCOMPARE(facts.peerVersion, std::string("0.6.0"));
    QCOMPARE(facts.eventName, std::string("21ROTM"));
    QCOMPARE(facts.connectionId, std::string("2884B4"));
    QCOMPARE(facts.locations, (std::vector<std::string>{"START", "FINISH", "FINISH3"}));
    QCOMPARE(facts.reads, std::int64_t(1));
    QCOMPARE(facts.guns, std::int64_t(1));
    QCOMPARE(facts.newLocations, std::int64_t(1));
    QCOMPARE(facts.malformed, std::int64_t(1));
    QCOMPARE(facts.messages, std::int64_t(8));
}

void Ctp01SessionTest::disconnect_inTheMiddleOfALine_keepsItAndBelievesNothing()
{
    Peer peer;
    std::string cut = record(1);
    while (cut.back() == '\r' || cut.back() == '\n')
        cut.pop_back(); // all its fields are there, but perhaps not all of the last one
    QVERIFY(peer.says(cut).messages.empty());
    QCOMPARE(peer.session.decodedTo(), std::int64_t(0));
    const Reaction r = peer.session.disconnected();
    QCOMPARE(countOf<Malformed>(r.messages), 1);
    QCOMPARE(peer.session.decodedTo(), std::int64_t(cut.size()));
    QCOMPARE(peer.session.facts().reads, std::int64_t(0));
    QCOMPARE(peer.session.facts().malformed, std::int64_t(0));
}

std::unique_ptr<QObject> makeCtp01SessionTest()
{
    return std::make_unique<Ctp01SessionTest>();
}

#include "ctp01session_test.moc"
