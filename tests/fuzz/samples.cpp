// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/samples.h"

#include "tests/fuzz/laws.h"

namespace gantry::fuzz {

std::string soundDocument()
{
    return R"({"name":"Harbour","date":"2026-05-30","timezone":"Europe/London",
 "timing_points":[{"name":"Start","kind":"start","aliases":["START"]},{"name":"Half","kind":"split"},{"name":"Finish","kind":"finish","aliases":["FIN","F2"]}],
 "races":[{"name":"10K","distance_m":10000,"start":{"mode":"chip","gun":"2026-05-30T09:00:00","waves":[{"name":"A"},{"name":"B","gun":"2026-05-30T09:05:00"}],"cutoff_s":1200},
   "course":[{"point":"Half","name":"Half","distance_m":5000,"min_time_s":600},{"point":"Finish","name":"Finish","min_time_s":1300}],
   "ranking":"net","ties":"share","rounding":"ceil_1s","age_on":"race_day","division_source":"rules",
   "divisions":[{"name":"F","genders":["F"],"age_min":18,"age_max":99},{"name":"M","genders":["M"]}],
   "awards":[{"name":"Open","genders":["F"],"places":3,"rank":"gun","priority":1,"exclusive":true}],
   "corrections":[{"kind":"dnf","bib":"7","reason":"cramp"},{"kind":"penalty","bib":"8","seconds":30}]},
  {"name":"Mile","distance_m":1609,"start":{"mode":"gun"},"course":[{"point":"Finish","name":"Finish"}],"rounding":"ceil_0.1s"}]})";
}

std::vector<std::string> decoderSamples()
{
    const std::string ct01 = "CT01_33~1~FIN~GUNTIME~2026-05-30T09:00:00.00~0~3F20F3~0\r\nCT01_33~2~FIN~44~2026-05-30T09:20:12.30~1~3F20F3~4\r\n"
                             "CT01_13,3,FIN,45,09:20:13.1,1,3F20F3,1\nCT01_33~4~FIN~newlocation~00:00:00.00~0~0~0\r\nack~ping\r\nSimpleClient~0.6.0~CTP01\r\n";
    const std::string box = "I1,2,Point,1,26053009000000,FIN\r\nTO~1~44~160~18~1780131612.30~12000C~8~-63~1~P~192\r\nTO~000002~000045~160~018~1780131613.30~12000C~8~-63~00002~P\r\n"
                            "I1,3,Gun,2,26053009000000,Button Press\r\nMK~I1~4~Manual~2~26053009000100~Button Press\r\n";
    const std::string times = "# 10K\n44\t38:12.5\n45 39:00\n46\t1:02:03.123456\n";
    std::vector<std::string> out;
    for (char protocol = 0; protocol < 4; ++protocol)
        for (const std::string &text : {ct01, box, times})
            out.push_back(std::string(1, protocol) + '\x07' + text);
    return out;
}

std::vector<std::string> sessionSamples()
{
    // Each piece is preceded by twice its length, plus one when a second passes.
    const auto script = [](std::initializer_list<std::string> pieces) {
        std::string out;
        for (const std::string &p : pieces)
            out += std::string(1, char(p.size() * 2 + out.size() % 2)) + p;
        return out;
    };
    return {script({"SimpleClient~0.6.0~CTP01\r\n", "ack~geteventinfo~E~0~E\r\n", "ack~getlocations~FIN~START\r\n", "ack~getconnectionid~0123456789\r\n", "CT01_33~1~FIN~44~09:20:12.30~1~3F~4\r\n",
                    "ack~ping\r\n", "ping\r\n", "authorize~secret~words\r\n"})};
}

std::vector<std::string> pairSamples()
{
    return {"\x05I1,1,Event,1,26053009000000,E\r\nI1,2,Point,1,26053009000000,FIN\r\nI1,3,Gun,2,26053009000000,Button\r\nI1,4,Point,3,26053010000000,F2\r\n=\n"
            "TO~1~44~160~18~1780131612.30~12000C~8~-63~1~P~192\r\nTO~2~45~160~18~1780131613.30~12000C~8~-63~1~P~192\r\nTO~3~46~160~18~1780131614.30~12000C~8~-63~1~P\r\nTO~4~4",
            "\x01TO~1~44~160~18~1780131612.30~12000C~8~-63~1~P~192\r\n"};
}

std::vector<std::string> rosterSamples()
{
    const std::string plain = "Bib,First Name,Last Name,Gender,Age,Date of Birth,Division,Team,Race,Wave,Chip\n1,Ada,One,F,30,,F,Harriers,10K,A,E200\n"
                              "2,Ben,\"Two, jr\",M,,1990-04-05,M,,Mile,,\n0044,Dee,Four,?,200,31/12/1980,,,10K,B,44\n2,Ben,Again,M,31,,,,10K,,\n";
    std::string tabs = plain, semicolons = plain;
    for (char &c : tabs)
        c = c == ',' ? '\t' : c;
    for (char &c : semicolons)
        c = c == ',' ? ';' : c;
    return {"\x01" + plain, "\x06\xEF\xBB\xBF" + semicolons, "\x03" + tabs, std::string("\x04") + "Name|Bib\nAda One|7\n|8\nBen Two|\n", std::string("\x04\xFF\xFE" "B\0i\0b\0\n\0" "1\0\n\0", 15)};
}

std::vector<std::string> eventSamples()
{
    return {std::string(1, '\0') + soundDocument(), std::string("\x01\x03\x02\x04\x05\x06\x07\x01\x02\x09\x0b\x0d"), std::string("\x02\x40\x41\x05\x42\x03\x17\x33\x51\x61\x71\x13")};
}

const std::vector<Law> &laws()
{
    static const std::vector<Law> kLaws{{"decoder", decoderLaws, decoderSamples}, {"session", sessionLaws, sessionSamples}, {"pair", pairLaws, pairSamples},
                                        {"roster", rosterLaws, rosterSamples}, {"event", eventLaws, eventSamples}};
    return kLaws;
}

} // namespace gantry::fuzz
