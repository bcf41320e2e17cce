// SPDX-License-Identifier: Apache-2.0
#include "core/net/faults.h"

#include "core/base/text.h"

#include <QJsonDocument>
#include <QSaveFile>
#include <QSet>
#include <QStringList>

#include <algorithm>
#include <random>

namespace gantry::net {

namespace {

std::optional<Micros> seconds(QString text)
{
    if (text.endsWith(u's'))
        text.chop(1);
    bool ok = false;
    const double s = text.toDouble(&ok);
    if (!ok || s < -86'400 || s > 86'400)
        return std::nullopt;
    return Micros(qRound64(s * 1e6));
}

std::optional<double> share(QString text)
{
    const bool percent = text.endsWith(u'%');
    if (percent)
        text.chop(1);
    bool ok = false;
    const double v = text.toDouble(&ok) / (percent ? 100 : 1);
    return ok && v >= 0 && v <= 1 ? std::optional(v) : std::nullopt;
}

bool takeCut(FaultPlan &plan, const QString &value)
{
    const auto length = seconds(value.isEmpty() ? QStringLiteral("20") : value.section(u'@', 0, 0));
    const auto at = seconds(value.contains(u'@') ? value.section(u'@', 1) : QStringLiteral("30"));
    if (!length || !at || length->count() <= 0 || at->count() < 0)
        return false;
    plan.cuts.push_back({*at, *length});
    return true;
}

bool take(FaultPlan &plan, const QString &name, const QString &value)
{
    if (name == u"bursts")
        return plan.bursts = value.isEmpty();
    if (name == u"repeats")
        return plan.repeats = value.isEmpty();
    if (name == u"out-of-order" || name == u"disorder") {
        const auto late = seconds(value.isEmpty() ? QStringLiteral("5") : value);
        plan.outOfOrder = late.value_or(Micros(0));
        return plan.outOfOrder.count() > 0;
    }
    if (name == u"miss" || name == u"misses") {
        const auto part = share(value.isEmpty() ? QStringLiteral("2%") : value);
        plan.misses = part.value_or(0);
        return part.has_value();
    }
    if (name == u"unknown") {
        bool ok = true;
        plan.unknown = value.isEmpty() ? 3 : value.toInt(&ok);
        return ok && plan.unknown >= 0 && plan.unknown <= 10'000;
    }
    if (name == u"drift") {
        const auto by = seconds(value);
        plan.drift = by.value_or(Micros(0));
        return by.has_value();
    }
    return name == u"cut" && takeCut(plan, value);
}

// Which of the field's crossings are missed and unseen follows from comparing the two fields, made by one seed.
QSet<QByteArray> bibsOf(const std::vector<PeerLine> &lines)
{
    QSet<QByteArray> bibs;
    for (const PeerLine &line : lines)
        bibs.insert(line.line.split('~').value(3));
    return bibs;
}

void renumber(std::vector<PeerLine> &lines)
{
    std::stable_sort(lines.begin(), lines.end(), [](const auto &a, const auto &b) { return a.due < b.due; });
    for (std::size_t i = 0; i < lines.size(); ++i) {
        QList<QByteArray> fields = lines[i].line.split('~');
        lines[i].sequence = std::int64_t(i) + 1;
        fields[1] = QByteArray::number(qint64(i) + 1);
        lines[i].line = fields.join('~');
    }
}

} // namespace

Result<FaultPlan> parseFaults(const QString &text)
{
    FaultPlan plan;
    for (const QString &word : text.split(u',', Qt::SkipEmptyParts))
        if (!take(plan, word.section(u':', 0, 0).trimmed().toLower(), word.contains(u':') ? word.section(u':', 1).trimmed() : QString()))
            return failure(ErrorCode::Usage, say("\"%1\" is no fault. Known: bursts, repeats, out-of-order:5s, misses:2%, unknown:5, drift:+3.2s, cut:45s@300 (length@seconds after the gun)").arg(word));
    return plan;
}

Result<> writeInjected(const QString &path, const std::vector<QJsonObject> &injected)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return failure(ErrorCode::Io, say("%1 cannot be written: %2").arg(path, file.errorString()));
    for (const QJsonObject &o : injected)
        file.write(QJsonDocument(o).toJson(QJsonDocument::Compact) + '\n');
    return file.commit() ? Result<>() : Result<>(failure(ErrorCode::Io, say("%1 cannot be written: %2").arg(path, file.errorString())));
}

FaultyField makeFaultyField(FieldOptions options, const FaultPlan &plan)
{
    FaultyField out;
    std::mt19937 random(options.seed + 77);
    const auto unit = [&] { return std::uniform_real_distribution<double>(0, 1)(random); };
    const auto note = [&](QJsonObject o) { out.injected.push_back(std::move(o)); };
    options.unknownChips += plan.unknown;
    out.lines = makeField(options);
    const int firstUnknown = 900000;
    for (auto *box : {&out.lines.start, &out.lines.finish}) {
        const bool isFinish = box == &out.lines.finish;
        const QString point = isFinish ? options.finishLocation : options.startLocation;
        QList<QByteArray> bibs = bibsOf(*box).values();
        std::sort(bibs.begin(), bibs.end()); // a set has no order to rely on
        for (const QByteArray &bib : bibs) {
            if (bib == "GUNTIME" || bib.toInt() >= firstUnknown || unit() >= plan.misses)
                continue;
            std::erase_if(*box, [&](const PeerLine &l) { return l.line.split('~').value(3) == bib; });
            note({{QStringLiteral("fault"), QStringLiteral("miss")}, {QStringLiteral("bib"), QString::fromLatin1(bib)}, {QStringLiteral("point"), point}});
        }
        if (plan.repeats) {
            const std::size_t n = box->size();
            for (std::size_t i = 0; i < n; ++i)
                if (unit() < 0.3 && !(*box)[i].line.contains("GUNTIME"))
                    box->push_back((*box)[i]); // the same line, sent again
        }
        std::int64_t late = 0, burst = 0;
        for (PeerLine &line : *box) {
            if (plan.outOfOrder.count() > 0 && unit() < 0.43 && !line.line.contains("GUNTIME")) {
                line.due += Micros(std::int64_t(unit() * double(plan.outOfOrder.count())));
                ++late;
            }
            if (plan.bursts && line.due > kFieldLead) { // a buffer that empties every fifteen seconds
                constexpr std::int64_t window = 15'000'000;
                line.due = Micros((line.due.count() / window + 1) * window);
                ++burst;
            }
            if (isFinish && plan.drift.count() != 0) {
                QList<QByteArray> f = line.line.split('~');
                if (const auto at = parseLocal(QString::fromLatin1(f.value(4)))) {
                    QString text = formatLocal(*at + plan.drift);
                    f[4] = (text.contains(u'.') ? text.left(22) : text + QStringLiteral(".00")).toLatin1();
                    line.line = f.join('~');
                }
            }
        }
        renumber(*box);
        if (late > 0)
            note({{QStringLiteral("fault"), QStringLiteral("out-of-order")}, {QStringLiteral("point"), point}, {QStringLiteral("lines"), qint64(late)}});
        if (burst > 0)
            note({{QStringLiteral("fault"), QStringLiteral("bursts")}, {QStringLiteral("point"), point}, {QStringLiteral("lines"), qint64(burst)}});
    }
    QSet<QByteArray> everybody = bibsOf(out.lines.finish);
    everybody.unite(bibsOf(out.lines.start));
    for (const QByteArray &bib : std::as_const(everybody))
        if (bib != "GUNTIME" && bib.toInt() >= firstUnknown)
            note({{QStringLiteral("fault"), QStringLiteral("unknown")}, {QStringLiteral("chip"), QString::fromLatin1(bib)}});
    if (plan.drift.count() != 0)
        note({{QStringLiteral("fault"), QStringLiteral("drift")}, {QStringLiteral("point"), options.finishLocation}, {QStringLiteral("us"), QString::number(plan.drift.count())}});
    for (const Cut &cut : plan.cuts) {
        out.cuts.push_back({cut.at + kFieldLead, cut.length});
        note({{QStringLiteral("fault"), QStringLiteral("cut")}, {QStringLiteral("point"), options.finishLocation}, {QStringLiteral("at_s"), double(cut.at.count()) / 1e6}, {QStringLiteral("length_s"), double(cut.length.count()) / 1e6}});
    }
    QSet<QByteArray> unique; // a repeat of a line is the same read
    std::int64_t sent = 0;
    for (const auto *box : {&out.lines.start, &out.lines.finish})
        for (const PeerLine &line : *box) {
            QList<QByteArray> f = line.line.split('~');
            if (f.value(3) == "GUNTIME")
                continue;
            ++sent;
            unique.insert(f.value(2) + '~' + f.value(3) + '~' + f.value(4) + '~' + f.value(7));
        }
    note({{QStringLiteral("fault"), QStringLiteral("field")}, {QStringLiteral("runners"), options.runners}, {QStringLiteral("seed"), qint64(options.seed)}, {QStringLiteral("lines"), qint64(sent)},
          {QStringLiteral("reads"), qint64(unique.size())}, {QStringLiteral("gun"), formatLocal(options.gun)}});
    return out;
}

} // namespace gantry::net
