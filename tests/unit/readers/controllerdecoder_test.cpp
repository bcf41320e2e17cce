// SPDX-License-Identifier: Apache-2.0
#include "core/readers/controllerdecoder.h"
#include "core/readers/controllerpair.h"
#include "tests/unit/readers/samples.h"

#include <QTest>

using namespace gantry;
using namespace gantry::readers;
using namespace gantry::test;

class ControllerDecoderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void read_ofEveryBoxGeneration_isRead();
    void zeroPaddedNumbers_areTheSameTag();
    void gun_isAReadOfTheBoxAtItsLocation();
    void pointMarker_beginsANewSession();
    void markerTime_isTheBoxsWallClock();
    void damagedLine_isMalformedAndTheNextIsRead();
    void everySplitInTwo_givesTheSameMessages();
    void pair_putsAMarkerBeforeTheReadItPrecedes();
    void pair_losesNoByteInAnyPieces();
    void files_areRecognisedByTheirFirstLines();
};

namespace {

constexpr auto kReads = "TO~1~9511~160~18~1620458668.64~12000C~8~-63~1~P~192\r\nTO~2~9512~160~18~1620458677.69~12000C~2~-73~2~P~13\r\n"
                        "TO~3~9513~160~18~1620458716.43~120044~1~-65~1~P~151\r\n";
constexpr auto kMarkers = "I1,1,Event,1,21050807094620,Spring\r\nI1,2,Point,1,21050807094621,FINISH1\r\nI1,3,Gun,3,21050808005516,Button Press\r\n"
                          "I1,4,Point,3,21050808005600,FINISH2\r\nI1,5,Power,4,21050808033325,Off\r\n";

DeviceRead only(std::string_view line)
{
    const auto messages = decode("controller", line);
    const auto *read = messages.size() == 1 ? std::get_if<ReadMessage>(&messages[0].body) : nullptr;
    return read ? read->read : DeviceRead{};
}

std::string paired(std::string_view reads, std::string_view markers, std::size_t piece = 1'000'000)
{
    ControllerPair pair(markers);
    std::string out;
    for (; !reads.empty(); reads.remove_prefix(std::min(piece, reads.size())))
        pair.feed(reads.substr(0, piece), out);
    pair.finish(out);
    return out;
}

} // namespace

void ControllerDecoderTest::read_ofEveryBoxGeneration_isRead()
{
    for (const char *line : {"TO~1~9511~160~18~1620458668.64~12000C~8~-63~1~P~192\r\n", "TO~1~9511~160~18~1620458668.64~12000C~8~-63~1~P\r\n",
                             "TO~000001~009511~160~018~1620458668.64~12000C~8~-63~00001~P~10", "to~1~9511~160~18~1620458668.64~12000C~8~-63~1~K~1~more\n"}) {
        const DeviceRead r = only(line);
        QVERIFY2(r.chip == "9511" && r.reader == "12000C" && r.antenna == 8 && r.sequence == 1, line);
        QCOMPARE(r.time, (DeviceTime{TimeBasis::LocalDateTime, 1'620'458'668'640'000}));
        QCOMPARE(r.kind, ReadKind::Chip);
    }
}

void ControllerDecoderTest::zeroPaddedNumbers_areTheSameTag()
{
    QCOMPARE(only("TO~1~009573~160~018~1.00~A~8~-71~1~P\n").chip, std::string("9573"));
    QCOMPARE(only("TO~1~000000~160~018~1.00~A~8~-71~1~P\n").chip, std::string("0"));
    QCOMPARE(only("TO~1~M0017~160~018~1.00~A~8~-71~1~P\n").chip, std::string("M0017")); // no number: as it is
}

void ControllerDecoderTest::gun_isAReadOfTheBoxAtItsLocation()
{
    const auto messages = decode("controller", "I1,2,Point,1,21050807094621,FINISH1\r\nI1,3,gun,252,21050808005516,Button Press\r\n");
    QCOMPARE(messages.size(), std::size_t(2));
    const DeviceRead gun = std::get<ReadMessage>(messages[1].body).read;
    QCOMPARE(gun.kind, ReadKind::Gun);
    QCOMPARE(gun.reader, std::string("I1"));
    QCOMPARE(gun.location, std::string("FINISH1"));
    QCOMPARE(formatLocal(LocalTime(Micros(gun.time.us))), QStringLiteral("2021-05-08T08:00:55.160000"));
    QCOMPARE(countOf<Marker>(decode("controller", "MK~I1~4~Manual~7~21050808005516~Button Press\r\n")), 1); // as on the wire
}

void ControllerDecoderTest::pointMarker_beginsANewSession()
{
    const auto messages = decode("controller", paired(kReads, kMarkers));
    std::vector<std::string> places;
    for (const Message &m : messages)
        if (const auto *r = std::get_if<ReadMessage>(&m.body))
            places.push_back((r->read.kind == ReadKind::Gun ? "gun " : r->read.chip + ' ') + r->read.location);
    QCOMPARE(places, (std::vector<std::string>{"9511 FINISH1", "9512 FINISH1", "gun FINISH1", "9513 FINISH2"}));
    QCOMPARE(countOf<NewLocation>(messages), 2);
    QCOMPARE(countOf<Marker>(messages), 2);
}

void ControllerDecoderTest::markerTime_isTheBoxsWallClock()
{
    QCOMPARE(formatLocal(LocalTime(Micros(parseMarkerTime("80010100002288")->us))), QStringLiteral("1980-01-01T00:00:22.880000"));
    for (const char *bad : {"00000000000000", "21130100000000", "21050824000000", "2105080000000", "210508000000000", ""})
        QVERIFY2(!parseMarkerTime(bad), bad);
}

void ControllerDecoderTest::damagedLine_isMalformedAndTheNextIsRead()
{
    for (const char *bad : {"TO~1~9511~160~18~1620458668.64~12000C~8~-63~1", "TO~1~~160~18~1620458668.64~12000C~8~-63~1~P", "TO~1~5~160~18~soon~12000C~8~-63~1~P", "TO~",
                            "I1,1,Gun,1,21990800000000,x", "I1,x,Point,1,21050807094621,F", "I1,1,,1,21050807094621,F", "Bib,First Name,Last Name,Gender,Age"}) {
        const auto messages = decode("controller", std::string(bad) + "\r\nTO~7~13~160~18~1620458668.64~12000C~8~-63~1~P\n");
        QVERIFY2(countOf<Malformed>(messages) == 1 && countOf<ReadMessage>(messages) == 1, bad);
    }
}

void ControllerDecoderTest::everySplitInTwo_givesTheSameMessages()
{
    const std::string text = paired(std::string(kReads) + "TO~4~1", kMarkers) + std::string("\0\r\nrubbish\n\r\n", 13);
    const std::string whole = describe(decode("controller", text));
    for (std::size_t at = 0; at <= text.size(); ++at)
        QCOMPARE(describe(decode("controller", text, {at})), whole);
    QVERIFY(coversAll(decode("controller", text), text.size()));
}

void ControllerDecoderTest::pair_putsAMarkerBeforeTheReadItPrecedes()
{
    const std::string out = paired(kReads, kMarkers);
    QVERIFY(out.starts_with("I1,1,Event"));
    QVERIFY(out.find("I1,3,Gun") > out.find("TO~2~") && out.find("I1,3,Gun") < out.find("TO~3~"));
    QVERIFY(out.ends_with("I1,5,Power,4,21050808033325,Off\r\n"));
    // A last read that was cut short stays last, or it would swallow a marker.
    QVERIFY(paired(std::string(kReads) + "TO~4~95", kMarkers).ends_with("Off\r\nTO~4~95"));
    QVERIFY(paired("", kMarkers) == kMarkers);
    QVERIFY(paired(kReads, "") == kReads);
}

void ControllerDecoderTest::pair_losesNoByteInAnyPieces()
{
    const std::string reads = std::string(kReads) + std::string(40'000, 'x') + "\r\n" + kReads + "TO~4~1";
    const std::string whole = paired(reads, kMarkers);
    QCOMPARE(whole.size(), reads.size() + std::string_view(kMarkers).size());
    for (const std::size_t piece : {1, 2, 3, 7, 50, 1000, 16'384, 16'385})
        QVERIFY2(paired(reads, kMarkers, piece) == whole, qPrintable(QString::number(piece)));
}

void ControllerDecoderTest::files_areRecognisedByTheirFirstLines()
{
    const auto id = [](std::string_view head) {
        const ProtocolInfo *p = protocolOfFile(asBytes(head));
        return p ? p->id : "none";
    };
    QCOMPARE(id(kReads), std::string_view("controller"));
    QCOMPARE(id(kMarkers), std::string_view("controller"));
    QCOMPARE(id("000000,0,CCSLite,0,00000000000000,0.6.0\r\nI1,1,Event,1,21050807094620,Spring\r\n"), std::string_view("controller"));
    QCOMPARE(id("Bib,Seq,Type,1,2\n1,2,3,4,5\n"), std::string_view("none"));
}

std::unique_ptr<QObject> makeControllerDecoderTest()
{
    return std::make_unique<ControllerDecoderTest>();
}

#include "controllerdecoder_test.moc"
