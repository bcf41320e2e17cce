// SPDX-License-Identifier: Apache-2.0
// `podium` and `certificates`: paper for the ceremony.
#include "core/base/text.h"
#include "core/engine/outputs/certificates.h"
#include "core/engine/outputs/podium.h"
#include "core/engine/verbs/outputfile.h"
#include "core/output/formats.h"

#include <QFile>

namespace gantry::engine {

namespace {

constexpr qint64 kLargestLayout = 1024 * 1024;
constexpr int kMostPlaces = 1000;

Result<RaceIdx> raceOf(const View &view, const VerbCall::Parsed &p)
{
    const QString name = p.value(QStringLiteral("race"));
    if (name.isEmpty())
        return RaceIdx(-1);
    const RaceIdx race = view.event->document.raceByName(name);
    if (race.value() < 0)
        return failure(ErrorCode::InvalidInput, say("The event has no race \"%1\".").arg(name));
    return race;
}

Result<int> placesOf(const VerbCall::Parsed &p, int absent)
{
    if (!p.has(QStringLiteral("places")))
        return absent;
    bool ok = false;
    const int places = p.value(QStringLiteral("places")).toInt(&ok);
    if (!ok || places < 1 || places > kMostPlaces)
        return failure(ErrorCode::Usage, say("--places wants a number from 1 to %1.").arg(kMostPlaces));
    return places;
}

Result<QByteArray> layoutOf(const VerbCall::Parsed &p)
{
    const QString path = p.value(QStringLiteral("layout"));
    if (path.isEmpty())
        return builtInCertificate();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::InvalidInput, say("%1 cannot be read: %2").arg(path, file.errorString()));
    if (file.size() > kLargestLayout)
        return failure(ErrorCode::InvalidInput, say("%1 is too large for a layout.").arg(path));
    return file.readAll();
}

} // namespace

int podiumVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("race="), QStringLiteral("places="), QStringLiteral("format="), QStringLiteral("output=")});
    if (!parsed)
        return 2;
    const QString format = parsed->value(QStringLiteral("format"), parsed->has(QStringLiteral("output")) ? QStringLiteral("pdf") : QStringLiteral("table"));
    if (const auto *known = output::formatNamed(format); !known || known->resultsOnly)
        return call.fail(output::unknownFormat(format, false));
    const auto places = placesOf(*parsed, 3);
    if (!places)
        return call.fail(places.error());
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    const ViewPtr view = call.core.settledView(*id);
    const auto race = raceOf(*view, *parsed);
    if (!race)
        return call.fail(race.error());
    const auto bands = podiumBands(*view, *race, *places);
    if (format == u"pdf" && bands.empty())
        return call.fail(failure(ErrorCode::InvalidInput, say("Nobody has finished yet: there is no podium to draw.")));
    const DrawPdf &draw = call.core.options().drawPdf;
    const auto bytes = format == u"pdf" ? producePages(podiumPages(*view, bands), draw, drawingProgress(call)) : produceDocument(podiumDocument(*view, bands), format, draw);
    return bytes ? putFile(call, parsed->value(QStringLiteral("output")), *bytes) : call.fail(bytes.error());
}

int certificatesVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("race="), QStringLiteral("places="), QStringLiteral("bibs="), QStringLiteral("layout="), QStringLiteral("show-layout"), QStringLiteral("output=")});
    if (!parsed)
        return 2;
    if (parsed->has(QStringLiteral("show-layout")))
        return putFile(call, parsed->value(QStringLiteral("output")), builtInCertificate());
    CertificateChoice choice;
    for (const QString &bibs : parsed->values(QStringLiteral("bibs")))
        choice.bibs += bibs.split(u',', Qt::SkipEmptyParts);
    const auto places = placesOf(*parsed, 0);
    if (!places)
        return call.fail(places.error());
    choice.places = *places;
    const auto layout = layoutOf(*parsed);
    if (!layout)
        return call.fail(layout.error());
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    const ViewPtr view = call.core.settledView(*id);
    const auto race = raceOf(*view, *parsed);
    if (!race)
        return call.fail(race.error());
    choice.race = *race;
    const auto made = certificates(*view, choice, *layout);
    if (!made)
        return call.fail(made.error());
    const auto bytes = producePages(made->plan, call.core.options().drawPdf, drawingProgress(call));
    if (!bytes)
        return call.fail(bytes.error());
    if (!made->without.isEmpty())
        call.complain(say("▲ No certificate for those who have not finished: %1").arg(made->without.join(QStringLiteral(", "))));
    return putFile(call, parsed->value(QStringLiteral("output")), *bytes);
}

} // namespace gantry::engine
