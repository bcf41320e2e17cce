// SPDX-License-Identifier: Apache-2.0
#include "core/net/simulatedfield.h"

#include <algorithm>
#include <random>

namespace gantry::net {

namespace {

struct Crossing {
    Micros at{0};  // since the gun, on the box
    Micros due{0}; // when its line leaves the box
    int bib = 0;
    int pass = 1, antenna = 1;
};

class Box {
public:
    Box(const FieldOptions &options, std::mt19937 &random)
        : m_options(options)
        , m_random(random)
    {
    }

    void cross(int bib, Micros at)
    {
        int pass = 1;
        Micros t = at;
        do {
            m_crossings.push_back({t, t + delay(), bib, pass, 1 << pick(0, 3)});
            t += std::chrono::milliseconds(pick(110, 600) * 10);
        } while (m_options.repeats && ++pass <= 4 && pick(0, 99) < 38);
    }

    std::vector<PeerLine> lines(const QString &location, const QByteArray &mac, bool gun)
    {
        std::sort(m_crossings.begin(), m_crossings.end(), [](const auto &a, const auto &b) { return a.due < b.due; });
        std::vector<PeerLine> out;
        std::int64_t sequence = 0;
        const auto add = [&](const QByteArray &bib, Micros at, Micros due, int pass, int antenna) {
            ++sequence;
            // Boxes give hundredths.
            const LocalTime stamp{std::chrono::floor<std::chrono::duration<std::int64_t, std::centi>>((m_options.gun + at).time_since_epoch())};
            QString time = formatLocal(stamp);
            time = time.contains(u'.') ? time.left(22) : time + QStringLiteral(".00");
            out.push_back({sequence, location,
                           "CT01_33~" + QByteArray::number(qint64(sequence)) + '~' + location.toUtf8() + '~' + bib + '~' + time.toLatin1() + '~' +
                               QByteArray::number(pass) + '~' + mac + '~' + QByteArray::number(antenna),
                           due + kFieldLead});
        };
        if (gun)
            add("GUNTIME", Micros(0), Micros(0), 0, 0);
        for (const Crossing &c : m_crossings)
            add(QByteArray::number(c.bib), c.at, c.due, c.pass, c.antenna);
        return out;
    }

private:
    int pick(int from, int to) { return std::uniform_int_distribution<int>(from, to)(m_random); }
    Micros delay()
    {
        if (!m_options.disorder || pick(0, 99) >= 43)
            return std::chrono::milliseconds(pick(5, 40));
        return std::chrono::milliseconds(pick(40, 1200) * (pick(0, 9) == 0 ? 4 : 1));
    }

    const FieldOptions &m_options;
    std::mt19937 &m_random;
    std::vector<Crossing> m_crossings;
};

} // namespace

SimulatedField makeField(const FieldOptions &o)
{
    std::mt19937 random(o.seed);
    Box start(o, random), finish(o, random);
    std::uniform_real_distribution<double> unit(0, 1);
    std::normal_distribution<double> bell(0.5, 0.18);
    for (int i = 0; i < o.runners + o.unknownChips; ++i) {
        const int bib = i < o.runners ? o.firstBib + i : 900000 + i;
        const Micros crossing(qint64(unit(random) * std::min(60.0, 4.0 + o.runners / 8.0) * 1e6));
        const double share = std::clamp(bell(random), 0.0, 1.0);
        const Micros net = o.winner + Micros(qint64(share * double((o.last - o.winner).count())));
        if (unit(random) >= o.missStart)
            start.cross(bib, crossing);
        if (unit(random) >= o.missFinish)
            finish.cross(bib, crossing + net);
    }
    return {start.lines(o.startLocation, "0F2A38", o.gunRecord), finish.lines(o.finishLocation, "104484", false)};
}

} // namespace gantry::net
