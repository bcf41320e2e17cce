// SPDX-License-Identifier: Apache-2.0
#include "core/readers/ct01decoder.h"
#include "tests/unit/readers/samples.h"

#include <QDir>
#include <QTest>

#include <rapidcheck.h>

using namespace gantry;
using namespace gantry::readers;
using namespace gantry::test;

namespace {

const std::string kCaptures = GANTRY_SHARED_DIR "/data/captures/chronotrack_ctp01/";

// Ends, formats, commands and damage of every kind, next to each other.
const std::string &sample()
{
    using namespace std::string_literals;
    static const std::string text =
        "SimpleClient~0.6.0~CTP01\r\nack~init\r\nack~geteventinfo~21ROTM~0~21ROTM\r\nping\nauthorize~timer~secret\r\n"
        "CT01_33~0~FINISH3~newlocation~00:00:00.00~0~0~0\r\nCT01_33~1~FINISH3~GUNTIME~2021-05-08T11:05:38.12~0~3F20F3~0\r\n"
        "CT01_33~2~FINISH3~9573~2021-05-08T07:52:23.17~1~104484~8\r\n\r\n\nCT01_13,3,FINISH3,9573,07:52:23.17,1,104484,8\n"
        "CT01_3B~     1~FINISH3         ~GUNTIME         ~ 11:05:38.12~  0~3F20F3~ 0\r\nCT01_31~4~FINISH3~7~28343170~1~104484~8\r"
        "CT01_34~5~FINISH3~8~1620460343.17~1~104484~8\0CT01_36~6~FINISH3~8~1620460343.17~1~104484~8\n\0"
        "CT01_52\t7\tFINISH3\t8\t-00:00:01.20\t1\t104484\t8\nCT01_33~8~FIN\0ISH~8~1~1~1~1\r\nCT01_33~9~too few\r\nnonsense \xff\xfe\x80\r\n"
        "CT01_33~10~Z\xfcrich~M17~2021-05-08T07:52:23.17~1~104484~8~extra~fields\r\rstop\r"s;
    return text;
}

std::string one(std::string_view line, std::string_view protocol = "ctp01")
{
    const auto messages = decode(protocol, line);
    return messages.size() == 1 ? describe(messages.front()) : "not one message:\n" + describe(messages);
}

DeviceTime timeOf(std::string_view text)
{
    return parseCt01Time(text).value_or(DeviceTime{TimeBasis::RaceElapsed, -1});
}

} // namespace

class Ct01DecoderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void record_ofTildeFormat_givesAllFieldsInTheRealOrder();
    void record_inAnyFormat_givesTheSameRead_data();
    void record_inAnyFormat_givesTheSameRead();
    void record_withAnyLineEnd_isCutBehindIt();
    void gun_inAnyCase_isAGun();
    void newLocation_inAnyCase_isAnnounced();
    void time_inEachOfTheFourFormats_isReadExactly();
    void time_thatIsNone_isRefused();
    void greetingAndCommands_areRecognised();
    void authorizeLine_neverKeepsTheSecret();
    void damagedRecord_isMalformedWithItsReason_data();
    void damagedRecord_isMalformedWithItsReason();
    void damagedCounters_doNotCostTheRead();
    void bytesOfAnyEncoding_surviveInTheFields();
    void lineOfTenMegabytes_comesInPiecesAndTheStreamGoesOn();
    void emptyLinesAndNuls_doNotEndAGoodStream();
    void everySplitInTwo_givesTheSameMessages();
    void anySplitOfAnyBytes_givesTheSameMessagesAndLosesNone();
    void bytesAtTheLengthLimit_areSplitInvariant();
    void unendedLastLine_isDecodedAtTheEnd();
    void fileOfBareTimes_countsMidnights();
    void socket_neverCountsMidnights();
    void recordedVariants_decodeWithNothingMalformed();
};

void Ct01DecoderTest::record_ofTildeFormat_givesAllFieldsInTheRealOrder()
{
    const auto messages = decode("ctp01", "CT01_33~6~FINISH3~9710~2021-05-08T09:08:59.82~2~104484~4\r\n");
    QCOMPARE(messages.size(), std::size_t(1));
    const DeviceRead &read = std::get<ReadMessage>(messages[0].body).read;
    QVERIFY(read.kind == ReadKind::Chip);
    QCOMPARE(read.chip, std::string("9710"));
    QCOMPARE(read.location, std::string("FINISH3"));
    QCOMPARE(read.reader, std::string("104484"));
    QCOMPARE(read.antenna, 4);
    QCOMPARE(read.passCount, 2);
    QCOMPARE(read.sequence, std::int64_t(6));
    QVERIFY(read.time.basis == TimeBasis::LocalDateTime);
    QCOMPARE(formatLocal(LocalTime(Micros(read.time.us))), QStringLiteral("2021-05-08T09:08:59.820000"));
}

void Ct01DecoderTest::record_inAnyFormat_givesTheSameRead_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("33") << QByteArray("CT01_33~2~FINISH3~9573~07:52:23.17~1~104484~8\r\n");
    QTest::newRow("13") << QByteArray("CT01_13,2,FINISH3,9573,07:52:23.17,1,104484,8\r\n");
    QTest::newRow("13 with tildes") << QByteArray("CT01_13~2~FINISH3~9573~07:52:23.17~1~104484~8\r\n");
    QTest::newRow("3B") << QByteArray("CT01_3B~     2~FINISH3         ~    9573~ 07:52:23.17~  1~104484~ 8\r\n");
    QTest::newRow("3b lower case") << QByteArray("CT01_3b~     2~FINISH3         ~    9573~ 07:52:23.17~  1~104484~ 8\r\n");
    QTest::newRow("1B") << QByteArray("CT01_1B,     2,FINISH3         ,    9573, 07:52:23.17,  1,104484, 8\r\n");
    QTest::newRow("22 semicolon LF") << QByteArray("CT01_22;2;FINISH3;9573;07:52:23.17;1;104484;8\n");
    QTest::newRow("41 bar CR") << QByteArray("CT01_41|2|FINISH3|9573|07:52:23.17|1|104484|8\r");
    QTest::newRow("54 tab NUL") << QByteArray("CT01_54\t2\tFINISH3\t9573\t07:52:23.17\t1\t104484\t8\0", 46);
    QTest::newRow("6B blank columns") << QByteArray("CT01_6B      2 FINISH3              9573  07:52:23.17   1 104484  8\r\n");
    QTest::newRow("0B columns") << QByteArray("CT01_0B     2FINISH3             9573 07:52:23.17  1104484 8\r\n");
    QTest::newRow("8 fields and more") << QByteArray("CT01_33~2~FINISH3~9573~07:52:23.17~1~104484~8~~x\r\n");
}

void Ct01DecoderTest::record_inAnyFormat_givesTheSameRead()
{
    QFETCH(QByteArray, line);
    QCOMPARE(one({line.constData(), std::size_t(line.size())}),
             "0+" + std::to_string(line.size()) + " read 9573|FINISH3|104484|8|1|2|2:28343170000 day 0");
}

void Ct01DecoderTest::record_withAnyLineEnd_isCutBehindIt()
{
    using namespace std::string_literals;
    const std::string a = "CT01_33~1~F~1~00:00:01.00~1~A~1", b = "CT01_33~2~F~2~00:00:02.00~1~A~1";
    for (const std::string &end : {"\r\n"s, "\n"s, "\r"s}) {
        const auto messages = decode("ctp01", a + end + b + end);
        QCOMPARE(countOf<ReadMessage>(messages), 2);
        QCOMPARE(messages.size(), std::size_t(2));
        QCOMPARE(messages[1].offset, std::int64_t(a.size() + end.size()));
    }
    // A bare CR that the record's own tag promises ends the line at once, without a look at what follows.
    QCOMPARE(decode("ctp01", "CT01_31~1~F~1~00:00:01.00~1~A~1\r", {}, false).size(), std::size_t(1));
    QCOMPARE(decode("ctp01", "CT01_33~1~F~1~00:00:01.00~1~A~1\r", {}, false).size(), std::size_t(0));
}

void Ct01DecoderTest::gun_inAnyCase_isAGun()
{
    for (const char *word : {"GUNTIME", "guntime", "GunTime"}) {
        const auto messages = decode("ctp01", "CT01_33~1~S~" + std::string(word) + "~07:45:01.01~0~DF239A~0\n");
        const auto *read = std::get_if<ReadMessage>(&messages[0].body);
        QVERIFY(read && read->read.kind == ReadKind::Gun && read->read.chip.empty());
        QCOMPARE(read->read.time.us, std::int64_t(27'901'010'000));
    }
    QCOMPARE(one("CT01_3B~     1~FINISH3         ~GUNTIME         ~ 11:05:38.12~  0~3F20F3~ 0"),
             std::string("0+75 gun |FINISH3|3F20F3|0|0|1|2:39938120000 day 0"));
    QCOMPARE(one("CT01_0B     1FINISH3         GUNTIME          11:05:38.12  03F20F3 0"),
             std::string("0+68 gun |FINISH3|3F20F3|0|0|1|2:39938120000 day 0"));
    QVERIFY(one("CT01_33~1~S~GUNTIMES~07:45:01.01~0~DF239A~0").find("read GUNTIMES") != std::string::npos);
}

void Ct01DecoderTest::newLocation_inAnyCase_isAnnounced()
{
    QCOMPARE(one("CT01_33~0~FINISH3~newlocation~00:00:00.00~0~0~0"), std::string("0+47 location FINISH3|0|0"));
    QCOMPARE(one("CT01_33~2038~30k~NEWLOCATION~09:15:21.00~0~ED932A~0"), std::string("0+51 location 30k|ED932A|2038"));
}

void Ct01DecoderTest::time_inEachOfTheFourFormats_isReadExactly()
{
    const auto local = [](const char *iso) {
        return DeviceTime{TimeBasis::LocalDateTime, parseLocal(QString::fromLatin1(iso))->time_since_epoch().count()};
    };
    QVERIFY(timeOf("2021-05-08T07:52:23.17") == local("2021-05-08T07:52:23.17"));
    QVERIFY(timeOf("1620460343.17") == local("2021-05-08T07:52:23.17")); // coded as if it were UTC
    QVERIFY(timeOf("2021-05-08 07:52:23.123456") == local("2021-05-08T07:52:23.123456"));
    QVERIFY(timeOf("2024-02-29T23:59:59") == local("2024-02-29T23:59:59"));
    QVERIFY((timeOf("07:52:23.17") == DeviceTime{TimeBasis::LocalTimeOfDay, 28'343'170'000}));
    QVERIFY((timeOf("28343170") == DeviceTime{TimeBasis::LocalTimeOfDay, 28'343'170'000}));
    QVERIFY((timeOf("26:00:00.1") == DeviceTime{TimeBasis::LocalTimeOfDay, 93'600'100'000}));
    QVERIFY((timeOf("7:05:00.000001") == DeviceTime{TimeBasis::LocalTimeOfDay, 25'500'000'001}));
    QVERIFY((timeOf("-00:00:01.20") == DeviceTime{TimeBasis::LocalTimeOfDay, -1'200'000}));
    QVERIFY((timeOf("0") == DeviceTime{TimeBasis::LocalTimeOfDay, 0}));
}

void Ct01DecoderTest::time_thatIsNone_isRefused()
{
    for (const char *text : {"",
                             "-",
                             ".",
                             "12:",
                             "07:60:00.00",
                             "07:00:60.00",
                             "07:52",
                             "7:5:3",
                             "2021-13-08T07:52:23.17",
                             "2021-02-30T07:52:23",
                             "2021-05-08T24:00:00",
                             "2021-05-08T07:52:23.",
                             "2021-05-08",
                             "1620460343.",
                             "1620460343.17x",
                             "99999999999999",
                             "07:52:23,17",
                             "noon",
                             "07:52:23.1234567890",
                             "123456:00:00"})
        QVERIFY2(!parseCt01Time(text), text);
}

void Ct01DecoderTest::greetingAndCommands_areRecognised()
{
    QCOMPARE(one("SimpleClient~0.6.0~CTP01\r\n"), std::string("0+26 hello SimpleClient|0.6.0|CTP01"));
    for (const char *line : {"ack~init", "ack~geteventinfo~21ROTM~0~21ROTM", "err~start~invalid location requested", "ping", "stop", "PING", "ERR~x"})
        QCOMPARE(one(line), "0+" + std::to_string(std::strlen(line)) + " control " + line);
    QVERIFY(one("ack~" + std::string(5000, 'x')).size() < 600);
}

void Ct01DecoderTest::authorizeLine_neverKeepsTheSecret()
{
    for (const char *line : {"authorize~timer~hunter2", "AUTHORIZE~timer~hunter2", "ack~authorize~hunter2", "authorize~hunter2"}) {
        const std::string text = one(line);
        QVERIFY2(text.find("control") != std::string::npos && text.find("hunter2") == std::string::npos, text.c_str());
    }
}

void Ct01DecoderTest::damagedRecord_isMalformedWithItsReason_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("reason");
    QTest::newRow("too few fields") << QByteArray("CT01_33~2~FINISH3~9573~07:52:23.17~1~104484") << QByteArray("not enough fields");
    QTest::newRow("tag only") << QByteArray("CT01_33") << QByteArray("not enough fields");
    QTest::newRow("no bib") << QByteArray("CT01_33~2~FINISH3~ ~07:52:23.17~1~104484~8") << QByteArray("no bib");
    QTest::newRow("bad time") << QByteArray("CT01_33~2~FINISH3~9573~07:52~1~104484~8") << QByteArray("the time cannot be read");
    QTest::newRow("NUL inside") << QByteArray("CT01_33~2~FIN\0SH3~9573~07:52:23.17~1~104484~8", 45) << QByteArray("a NUL byte inside the line");
    QTest::newRow("no separator") << QByteArray("CT01_33X2XF") << QByteArray("no separator after the record's tag");
    QTest::newRow("unknown tag") << QByteArray("CT01_~2~F~9~07:52:23.17~1~104484~8") << QByteArray("unknown record format");
    QTest::newRow("short columns") << QByteArray("CT01_6B      2 FINISH3 ") << QByteArray("not enough fields");
    QTest::newRow("another protocol") << QByteArray("TO~1~9511~160~18~1620458668.64~12000C~8~-63~1~P~192")
                                      << QByteArray("not a line of this protocol");
    QTest::newRow("wrong encoding") << QByteArray("\xff\xfe\xe4\xf6\xfc") << QByteArray("not a line of this protocol");
}

void Ct01DecoderTest::damagedRecord_isMalformedWithItsReason()
{
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, reason);
    const auto messages = decode("ctp01", std::string(line.constData(), std::size_t(line.size())) + "\r\nping\r\n");
    QCOMPARE(messages.size(), std::size_t(2));
    const auto *bad = std::get_if<Malformed>(&messages[0].body);
    QVERIFY(bad);
    QCOMPARE(QByteArray::fromStdString(bad->reason), reason);
    QVERIFY(std::holds_alternative<Control>(messages[1].body)); // the stream goes on
}

void Ct01DecoderTest::damagedCounters_doNotCostTheRead()
{
    QCOMPARE(one("CT01_33~x~F~9573~00:00:01.00~?~A~~"), std::string("0+34 read 9573|F|A|0|0|-1|2:1000000 day 0"));
    QCOMPARE(one("CT01_33~99999999999999999999~F~9573~00:00:01.00~1~A~1"), std::string("0+53 read 9573|F|A|1|1|-1|2:1000000 day 0"));
}

void Ct01DecoderTest::bytesOfAnyEncoding_surviveInTheFields()
{
    std::string location;
    for (int c = 1; c < 256; ++c)
        if (c != '\r' && c != '\n' && c != '~' && c != ' ' && c != '\t')
            location += char(c);
    const auto messages = decode("ctp01", "CT01_33~1~" + location + "~\xc3\xa9\xff~00:00:01.00~1~A~1\r\n");
    QCOMPARE(std::get<ReadMessage>(messages.at(0).body).read.location, location);
    QCOMPARE(std::get<ReadMessage>(messages.at(0).body).read.chip, std::string("\xc3\xa9\xff"));
}

void Ct01DecoderTest::lineOfTenMegabytes_comesInPiecesAndTheStreamGoesOn()
{
    std::string bytes(10 * 1024 * 1024, 'x');
    bytes.replace(kMaxLine * 3, 31, "CT01_33~1~F~1~00:00:01.00~1~A~1"); // no read: it is inside the long line
    const std::size_t pieces = bytes.size() / kMaxLine, longLine = bytes.size() + 2;
    bytes += "\r\nCT01_33~2~F~2~00:00:02.00~1~A~1\r\n";
    for (const std::size_t piece : {bytes.size(), std::size_t(64 * 1024), std::size_t(1500)}) {
        std::vector<Message> messages;
        const auto decoder = protocolById("ctp01")->makeDecoder(0);
        for (std::string_view rest = bytes; !rest.empty(); rest.remove_prefix(std::min(piece, rest.size()))) {
            decoder->feed(asBytes(rest.substr(0, piece)), messages);
            QVERIFY(decoder->decodedTo() + std::int64_t(2 * kMaxLine) > std::int64_t(bytes.size() - rest.size() + std::min(piece, rest.size())));
        }
        QVERIFY(coversAll(messages, bytes.size()));
        QCOMPARE(countOf<ReadMessage>(messages), 1);
        QCOMPARE(countOf<Malformed>(messages), int(pieces));
        QCOMPARE(messages.back().offset, std::int64_t(longLine));
    }
}

void Ct01DecoderTest::emptyLinesAndNuls_doNotEndAGoodStream()
{
    using namespace std::string_literals;
    const std::string read = "CT01_33~2~F~2~00:00:02.00~1~A~1\r\n";
    const auto messages = decode("ctp01", "\r\n\n\0\0\0"s + read + "   \r\n" + read + "\0\r\n"s + read);
    QCOMPARE(countOf<ReadMessage>(messages), 3);
    QCOMPARE(countOf<Malformed>(messages), 0);
}

void Ct01DecoderTest::everySplitInTwo_givesTheSameMessages()
{
    const std::string whole = describe(decode("ctp01", sample()));
    QVERIFY(coversAll(decode("ctp01", sample()), sample().size()));
    for (std::size_t at = 0; at <= sample().size(); ++at)
        QCOMPARE(describe(decode("ctp01", sample(), {at})), whole);
    QCOMPARE(describe(decode("ctp01", sample(), std::vector<std::size_t>(sample().size(), 1))), whole);
}

void Ct01DecoderTest::anySplitOfAnyBytes_givesTheSameMessagesAndLosesNone()
{
    const bool good = rc::check("any split, any bytes", [](const std::vector<std::uint8_t> &cuts) {
        // Pieces of the sample, whole or damaged, between random bytes.
        std::string bytes;
        const int parts = *rc::gen::inRange(1, 12);
        for (int i = 0; i < parts; ++i) {
            const std::size_t from = *rc::gen::inRange<std::size_t>(0, sample().size());
            bytes += sample().substr(from, *rc::gen::inRange<std::size_t>(0, 200));
            bytes += *rc::gen::container<std::string>(rc::gen::elementOf(std::string("\r\n\0~CT01_345,x", 14)));
        }
        for (const char *protocol : {"ctp01", "ct01", "times"}) {
            const auto whole = decode(protocol, bytes);
            const std::vector<std::size_t> sizes(cuts.begin(), cuts.end());
            RC_ASSERT(coversAll(whole, bytes.size()));
            RC_ASSERT(describe(decode(protocol, bytes, sizes)) == describe(whole));
        }
    });
    QVERIFY(good);
}

void Ct01DecoderTest::bytesAtTheLengthLimit_areSplitInvariant()
{
    for (std::size_t length = kMaxLine - 2; length <= kMaxLine + 2; ++length)
        for (const char *end : {"\r\n", "\n", "\r", ""}) {
            const std::string bytes = std::string(length, 'y') + end + "ping\r\n";
            const std::string whole = describe(decode("ctp01", bytes));
            for (std::size_t at = kMaxLine - 3; at <= kMaxLine + 5; ++at)
                QCOMPARE(describe(decode("ctp01", bytes, {at, 1, 1})), whole);
        }
}

void Ct01DecoderTest::unendedLastLine_isDecodedAtTheEnd()
{
    const std::string line = "CT01_33~2~F~2~00:00:02.00~1~A~1";
    QCOMPARE(decode("ctp01", line, {}, false).size(), std::size_t(0));
    QCOMPARE(countOf<ReadMessage>(decode("ctp01", line)), 1);
    QCOMPARE(countOf<Malformed>(decode("ctp01", line.substr(0, 20))), 1);
}

void Ct01DecoderTest::fileOfBareTimes_countsMidnights()
{
    std::string bytes = "CT01_13,0,F,newlocation,00:00:00.00,0,0,0\n";
    for (const char *time : {"22:00:00.00", "23:59:59.00", "00:00:01.00", "23:59:58.00", "00:00:02.00", "11:00:00.00", "22:00:00.00", "01:00:00.00"})
        bytes += "CT01_13,1,F,7," + std::string(time) + ",1,A,1\n";
    std::vector<int> rolls;
    for (const Message &m : decode("ct01", bytes))
        if (const auto *read = std::get_if<ReadMessage>(&m.body))
            rolls.push_back(read->dayRoll);
    QCOMPARE(rolls, (std::vector<int>{0, 0, 1, 0, 1, 1, 1, 2}));
}

void Ct01DecoderTest::socket_neverCountsMidnights()
{
    const auto messages = decode("ctp01", "CT01_13,1,F,7,23:59:59.00,1,A,1\nCT01_13,2,F,7,00:00:01.00,1,A,1\n");
    QCOMPARE(int(std::get<ReadMessage>(messages.at(1).body).dayRoll), 0);
}

void Ct01DecoderTest::recordedVariants_decodeWithNothingMalformed()
{
    if (!QDir(QString::fromStdString(kCaptures)).exists())
        QSKIP("The recordings of a real client are not here (GANTRY_SHARED).");
    const std::string variants = clientBytes(QString::fromStdString(kCaptures + "simpleclient_ctp01_variants.txt"));
    const auto messages = decode("ctp01", variants);
    QVERIFY(coversAll(messages, variants.size()));
    for (const Message &m : messages)
        QVERIFY2(!std::holds_alternative<Malformed>(m.body), describe(m).c_str());
    QVERIFY(countOf<ReadMessage>(messages) > 200);
    QCOMPARE(countOf<Hello>(messages), 11);
    const auto first = decode("ctp01", clientBytes(QString::fromStdString(kCaptures + "simpleclient_ctp01_a.txt")));
    QCOMPARE(countOf<ReadMessage>(first), 418 + 1);
    QCOMPARE(countOf<NewLocation>(first), 1);
    QCOMPARE(countOf<Malformed>(first), 0);
}

std::unique_ptr<QObject> makeCt01DecoderTest()
{
    return std::make_unique<Ct01DecoderTest>();
}

#include "ct01decoder_test.moc"
