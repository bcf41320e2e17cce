// SPDX-License-Identifier: Apache-2.0
// The fuzzers' laws over a few thousand mutations of their samples: the same ones in every run, with any compiler.
#include "tests/fuzz/laws.h"

#include <QTest>

#include <random>

using namespace gantry::fuzz;

namespace {

constexpr int kMutations = 4000;

class Mutator {
public:
    explicit Mutator(std::vector<std::string> samples) : m_samples(std::move(samples)) {}

    std::string next()
    {
        std::string text = m_samples[pick(m_samples.size())];
        for (std::size_t n = 1 + pick(6); n > 0; --n)
            mutate(text);
        if (text.size() < 4096 && pick(20) == 0)
            m_samples.push_back(text); // mutations of mutations
        return text;
    }

private:
    std::size_t pick(std::size_t below) { return below == 0 ? 0 : std::uniform_int_distribution<std::size_t>(0, below - 1)(m_random); }

    void mutate(std::string &text)
    {
        static constexpr std::string_view kWords[] = {"\r\n", "\n", "\r", "~", ",", ";", "\t", "|", "\"", std::string_view("\0", 1), "\xEF\xBB\xBF", "\xFF\xFE", "\xC3", "0", "-1", "99999999999999999999",
                                                      "GUNTIME", "TO~", "CT01_33~", "Point", "Gun", "null", "{}", "[", "]", "1e999", "2026-02-30", ":", ".", "=", "\n=\n"};
        const std::size_t at = pick(text.size() + 1);
        switch (pick(7)) {
        case 0:
            if (at < text.size())
                text[at] = char(pick(256));
            break;
        case 1:
            text.erase(at, 1 + pick(20));
            break;
        case 2:
            text.insert(at, kWords[pick(std::size(kWords))]);
            break;
        case 3: // a piece again
            text.insert(pick(text.size() + 1), text.substr(at, 1 + pick(60)));
            break;
        case 4: // a piece of another sample
            if (const std::string &other = m_samples[pick(m_samples.size())]; !other.empty())
                text.insert(at, other.substr(pick(other.size()), 1 + pick(80)));
            break;
        case 5:
            text.resize(at);
            break;
        default:
            if (pick(40) == 0)
                text.insert(at, std::string(17'000, char(pick(256)))); // longer than a line may be
            else if (at < text.size())
                text[at] = char(text[at] ^ (1 << pick(8)));
        }
    }

    std::vector<std::string> m_samples;
    std::mt19937 m_random{20261122};
};

} // namespace

class ShortFuzz : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anyBytes_keepTheLaws_data()
    {
        QTest::addColumn<int>("law");
        for (int i = 0; i < int(laws().size()); ++i)
            QTest::newRow(laws()[std::size_t(i)].name) << i;
    }

    void anyBytes_keepTheLaws()
    {
        QFETCH(int, law);
        const Law &l = laws()[std::size_t(law)];
        Mutator mutator(l.samples());
        for (const std::string &sample : l.samples())
            check(l, sample, -1);
        for (int i = 0; i < kMutations && !QTest::currentTestFailed(); ++i)
            check(l, mutator.next(), i);
    }

private:
    static void check(const Law &law, const std::string &text, int number)
    {
        const char *broken = law.holds({reinterpret_cast<const std::uint8_t *>(text.data()), text.size()});
        QVERIFY2(!broken, qPrintable(QStringLiteral("mutation %1: %2\n%3").arg(number).arg(QLatin1String(broken ? broken : ""), QString::fromLatin1(QByteArray::fromStdString(text.substr(0, 600)).toPercentEncoding(" ~,\n\r")))));
    }
};

QTEST_GUILESS_MAIN(ShortFuzz)
#include "shortfuzz.moc"
