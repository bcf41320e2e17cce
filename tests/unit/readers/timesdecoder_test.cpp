// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/readers/samples.h"

#include <QTest>

using namespace gantry;
using namespace gantry::readers;
using namespace gantry::test;

class TimesDecoderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void line_withTabOrBlanks_givesBibAndElapsed();
    void blankAndCommentLines_sayNothing();
    void damagedLine_isMalformedAndTheNextIsRead();
    void everySplitInTwo_givesTheSameMessages();
    void protocols_areFoundByIdAndNeverByAnUnknownOne();
    void fileProtocol_isRecognisedByItsFirstLines();
};

namespace {

std::int64_t elapsed(std::string_view line)
{
    const auto messages = decode("times", line);
    const auto *read = messages.size() == 1 ? std::get_if<ReadMessage>(&messages[0].body) : nullptr;
    return read && read->read.time.basis == TimeBasis::RaceElapsed && read->read.chip == "12" ? read->read.time.us : -1;
}

} // namespace

void TimesDecoderTest::line_withTabOrBlanks_givesBibAndElapsed()
{
    QCOMPARE(elapsed("12\t1:02:03.25\n"), std::int64_t(3'723'250'000));
    QCOMPARE(elapsed("12    62:03.25\r\n"), std::int64_t(3'723'250'000));
    QCOMPARE(elapsed("  12 \t 3723.25"), std::int64_t(3'723'250'000));
    QCOMPARE(elapsed("12\t100:00:00"), std::int64_t(360'000'000'000));
    QCOMPARE(elapsed("12\t0.000001"), std::int64_t(1));
    QCOMPARE(elapsed("12\t:59"), std::int64_t(59'000'000));
    QCOMPARE(elapsed("12\t10:00  # no number seen, by the shirt"), std::int64_t(600'000'000));
}

void TimesDecoderTest::blankAndCommentLines_sayNothing()
{
    const auto messages = decode("times", "\xEF\xBB\xBF# bib, elapsed\n\n   \r\n#\n12\t10:00\n");
    QCOMPARE(countOf<Blank>(messages), 4);
    QCOMPARE(countOf<ReadMessage>(messages), 1);
}

void TimesDecoderTest::damagedLine_isMalformedAndTheNextIsRead()
{
    for (const char *bad : {"12", "12\t", "\t10:00", "12\t10:60", "12\t1:2:3:4", "12\tten", "12 10:00 x", "12\t10:00."}) {
        const auto messages = decode("times", std::string(bad) + "\n13\t10:00\n");
        QVERIFY2(countOf<Malformed>(messages) == 1 && countOf<ReadMessage>(messages) == 1, bad);
    }
}

void TimesDecoderTest::everySplitInTwo_givesTheSameMessages()
{
    const std::string text = "# x\r\n12\t10:00.5\r\n\n13   11:00\rbad\n14\t1";
    const std::string whole = describe(decode("times", text));
    for (std::size_t at = 0; at <= text.size(); ++at)
        QCOMPARE(describe(decode("times", text, {at})), whole);
    QVERIFY(coversAll(decode("times", text), text.size()));
}

void TimesDecoderTest::protocols_areFoundByIdAndNeverByAnUnknownOne()
{
    for (const ProtocolInfo &p : protocols()) {
        QVERIFY(protocolById(p.id) == &p);
        QCOMPARE(p.makeDecoder(77)->decodedTo(), std::int64_t(77));
    }
    QCOMPARE(protocolById("ctp01")->defaultPort, 61611);
    QVERIFY(!protocolById("CTP02"));
}

void TimesDecoderTest::fileProtocol_isRecognisedByItsFirstLines()
{
    const auto id = [](std::string_view head) {
        const ProtocolInfo *p = protocolOfFile(asBytes(head));
        return p ? p->id : "none";
    };
    QCOMPARE(id("CT01_13,1,F,7,23:59:59.00,1,A,1\nCT01_13,2,F,7,00:00"), std::string_view("ct01"));
    QCOMPARE(id("SimpleClient~0.6.0~CTP01\r\nCT01_33~1~F~7~23:59:59.00~1~A~1\r\n"), std::string_view("ct01"));
    QCOMPARE(id("# times of the 5K\n\n12\t10:00\n13\t10:01\n"), std::string_view("times"));
    QCOMPARE(id("bib\ttime\n12\t10:00\n"), std::string_view("times"));
    QCOMPARE(id("12\t10:00"), std::string_view("times"));
    QCOMPARE(id("Bib,First Name,Last Name\n12,Ann,Lee\n"), std::string_view("none"));
    QCOMPARE(id(""), std::string_view("none"));
    QCOMPARE(id(std::string(100'000, '\0')), std::string_view("none"));
}

std::unique_ptr<QObject> makeTimesDecoderTest()
{
    return std::make_unique<TimesDecoderTest>();
}

#include "timesdecoder_test.moc"
