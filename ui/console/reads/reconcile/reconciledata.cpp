// SPDX-License-Identifier: Apache-2.0
#include "ui/console/reads/reconcile/reconciledata.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace gantry::ui {

namespace {

constexpr const char *kLaneKeys[kReconcileLanes] = {"main", "backup", "bibs", "taps", "video"};
constexpr int kTaps = 3, kVideo = 4;

QString tr(const char *text)
{
    return QCoreApplication::translate("Reconcile", text);
}

LaneCell cellOf(const QJsonObject &o)
{
    LaneCell c;
    c.there = true;
    c.id = o[QLatin1String("id")].toString();
    c.at = o[QLatin1String("at")].toString();
    c.us = o[QLatin1String("at_us")].toString().toLongLong();
    c.bib = o[QLatin1String("bib")].toString();
    c.counts = o[QLatin1String("counts")].toBool();
    c.given = o[QLatin1String("given")].toBool();
    c.reads = o[QLatin1String("reads")].toInt(1);
    c.why = o[QLatin1String("why")].toString();
    c.note = o[QLatin1String("note")].toString();
    c.confidence = o[QLatin1String("confidence")].toDouble();
    return c;
}

ReconcileData::Rates ratesOf(const QJsonObject &o)
{
    return {o[QLatin1String("seen")].toInt(), o[QLatin1String("main")].toInt(), o[QLatin1String("backup")].toInt()};
}

const LaneCell &cellAt(const ReconcileData &data, LaneSpot spot)
{
    return data.lines[std::size_t(spot.line)].cells[std::size_t(spot.lane)];
}

double cameraAhead(const ReconcileData &data)
{
    const double offset = data.lanes[kVideo].offset;
    return std::abs(offset) > 1 ? std::round(offset * 10) / 10 : 0;
}

bool isOn(const ReconcileData &data, LaneSpot spot)
{
    return spot.line >= 0 && std::size_t(spot.line) < data.lines.size() && spot.lane >= 0 && spot.lane < kReconcileLanes;
}

Pairing pairingAt(const ReconcileData &data, LaneSpot spot, const QString &bib)
{
    const LaneCell &cell = cellAt(data, spot);
    return {spot.lane == kVideo, cell.id, bib, cell.at, spot.lane == kVideo ? cameraAhead(data) : 0};
}

// A chip that is nobody's is no bib.
QString bibAt(const ReconcileData &data, LaneSpot spot)
{
    const LaneCell &cell = cellAt(data, spot);
    const LaneLine &line = data.lines[std::size_t(spot.line)];
    const QString bib = cell.there && !cell.bib.isEmpty() ? cell.bib : line.bib;
    return bib.contains(u' ') ? QString() : bib;
}

} // namespace

std::shared_ptr<const ReconcileData> ReconcileData::read(const QByteArray &json)
{
    const QJsonObject root = QJsonDocument::fromJson(json).object();
    if (!root.contains(QLatin1String("crossings")))
        return nullptr;
    auto data = std::make_shared<ReconcileData>();
    data->point = root[QLatin1String("point")].toString();
    const QJsonArray lanes = root[QLatin1String("lanes")].toArray(), crossings = root[QLatin1String("crossings")].toArray();
    for (int i = 0; i < kReconcileLanes; ++i) {
        const QJsonObject lane = lanes.at(i).toObject();
        data->lanes[std::size_t(i)] = {lane[QLatin1String("entries")].toInt(), lane[QLatin1String("offset_s")].toDouble()};
    }
    data->lines.reserve(std::size_t(crossings.size()));
    for (const QJsonValue &value : crossings) {
        const QJsonObject o = value.toObject();
        LaneLine line;
        line.at = o[QLatin1String("at")].toString();
        line.bib = o[QLatin1String("bib")].toString();
        line.name = o[QLatin1String("name")].toString();
        line.confidence = o[QLatin1String("confidence")].toDouble(1);
        for (int i = 0; i < kReconcileLanes; ++i)
            if (const auto it = o.constFind(QLatin1String(kLaneKeys[i])); it != o.constEnd()) {
                line.cells[std::size_t(i)] = cellOf(it->toObject());
                if (line.us == 0)
                    line.us = line.cells[std::size_t(i)].us;
            }
        data->lines.push_back(std::move(line));
    }
    const QJsonArray differences = root[QLatin1String("differences")].toArray();
    for (const QJsonValue &value : differences) {
        const int line = value[QLatin1String("crossing")].toInt(-1);
        if (line < 0 || std::size_t(line) >= data->lines.size())
            continue;
        data->differences.push_back({line, value[QLatin1String("text")].toString()});
        data->lines[std::size_t(line)].differs = data->differences.back().text;
    }
    const QJsonObject rates = root[QLatin1String("rates")].toObject();
    data->all = ratesOf(rates[QLatin1String("all")].toObject());
    data->recent = ratesOf(rates[QLatin1String("recent")].toObject());
    return data;
}

bool canTakeBib(const ReconcileData &data, LaneSpot spot)
{
    return isOn(data, spot) && (spot.lane == kTaps || spot.lane == kVideo) && cellAt(data, spot).there && !cellAt(data, spot).given;
}

std::optional<Pairing> pairingFor(const ReconcileData &data, LaneSpot spot, const QString &bib)
{
    return canTakeBib(data, spot) ? std::optional(pairingAt(data, spot, bib)) : std::nullopt;
}

std::optional<Pairing> proposalAt(const ReconcileData &data, LaneSpot spot)
{
    if (!isOn(data, spot))
        return {};
    const QString bib = bibAt(data, spot);
    if (bib.isEmpty())
        return {};
    for (const int lane : {spot.lane, kTaps, kVideo})
        if (canTakeBib(data, {spot.line, lane}))
            return pairingAt(data, {spot.line, lane}, bib);
    return {};
}

std::optional<Pairing> pairingOf(const ReconcileData &data, LaneSpot dragged, LaneSpot on)
{
    if (!isOn(data, dragged) || !isOn(data, on) || dragged == on || !cellAt(data, dragged).there)
        return {};
    if (canTakeBib(data, dragged)) // its own guess of a bib does not matter: it is dragged somewhere else
        if (const QString bib = bibAt(data, on); !bib.isEmpty())
            return pairingAt(data, dragged, bib);
    const QString bib = bibAt(data, dragged);
    if (canTakeBib(data, on) && !bib.isEmpty())
        return pairingAt(data, on, bib);
    return {};
}

qint64 behindUs(const ReconcileData &data, LaneSpot spot)
{
    const LaneLine &line = data.lines[std::size_t(spot.line)];
    const LaneCell &cell = line.cells[std::size_t(spot.lane)];
    if (cell.us == 0 || cell.us == line.us)
        return 0;
    return cell.us - line.us - (spot.lane == kVideo ? qint64(cameraAhead(data) * 1e6) : 0);
}

QString laneTitle(int lane)
{
    switch (lane) {
    case 0:
        return tr("Main mat");
    case 1:
        return tr("Backup mat");
    case 2:
        return tr("Bibs");
    case kTaps:
        return tr("Taps");
    default:
        return tr("Video");
    }
}

QString confidenceText(double confidence)
{
    return confidence >= 0.9 ? tr("sure") : confidence >= 0.7 ? tr("likely") : confidence >= 0.4 ? tr("perhaps") : tr("a guess");
}

} // namespace gantry::ui
