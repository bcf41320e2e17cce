// SPDX-License-Identifier: Apache-2.0
// `reconcile`: who saw which crossing of a point; video markers and written bibs; a tap or a marker given its bib.
#include "core/engine/reconcile/reconcileverb.h"

#include "core/base/text.h"
#include "core/engine/reconcile/report.h"
#include "core/engine/verbs/ops.h"

#include <QFile>
#include <QRegularExpression>

#include <algorithm>

namespace gantry::engine {

using namespace ops;
using namespace reconcile;

namespace {

constexpr std::size_t kShown = 60;
constexpr qint64 kLargest = 16 << 20; // bytes of a file of markers
constexpr int kMostProblems = 20;

// The point that is meant; without a name the finish, when all races have the same.
Result<PointIdx> pointOf(const VerbCall::Parsed &p, const EventActor &actor)
{
    const EventDocument &doc = actor.state().document();
    if (const QString wanted = p.value(QStringLiteral("point")); !wanted.isEmpty()) {
        const PointIdx point = doc.pointByName(wanted);
        return point.value() < 0 ? Result<PointIdx>(bad(say("The event has no timing point \"%1\".").arg(wanted))) : point;
    }
    std::set<PointIdx> finishes;
    for (const auto &rules : actor.board().rules())
        if (!rules.course.empty())
            finishes.insert(rules.course.back().point);
    return finishes.size() != 1 ? Result<PointIdx>(misuse(say("Say where: --point P"))) : *finishes.begin();
}

QString nameOf(const EventActor &actor, PointIdx point)
{
    return actor.state().document().points[std::size_t(point.value())].name;
}

int submitted(VerbCall &call, const Id128 &event, const Result<Id128> &done)
{
    if (!done)
        return call.fail(done.error());
    call.core.settle();
    call.core.publishNow();
    const QString text = call.core.onScore([&] {
        const EventActor &a = *call.core.actor(event);
        const auto at = a.commands().of(*done);
        return at ? a.historyRow(*at).text : QString();
    });
    if (call.json)
        call.print(QJsonObject{{QStringLiteral("op"), done->toString()}, {QStringLiteral("text"), text}});
    else
        call.print(done->toString() + QStringLiteral("  ") + text);
    return 0;
}

int show(VerbCall &call, const VerbCall::Parsed &p, const Id128 &event)
{
    call.core.settledView(event);
    struct Copied { Result<PointIdx> point; ViewPtr view; LaneFactsAtPoint facts; Result<Span> span; };
    const Copied copied = call.core.onScore([&] {
        const EventActor &actor = *call.core.actor(event);
        Copied c{pointOf(p, actor), {}, {}, Span{}};
        for (const auto &[name, to] : {std::pair("from", &c.span->from), std::pair("to", &c.span->to)})
            if (const QString text = p.value(QLatin1String(name)); !text.isEmpty()) {
                const auto at = timeOf(text, actor.state().document());
                if (!at) {
                    c.span = bad(say("\"%1\" is not a time. Write YYYY-MM-DDTHH:MM:SS or HH:MM:SS.").arg(text));
                    return c;
                }
                *to = actor.state().document().zone.toUtc(*at);
            }
        if (c.point) {
            c.facts = factsAt(actor, *c.point);
            c.view = call.core.viewNow(event); // of the same moment
        }
        return c;
    });
    if (!copied.point)
        return call.fail(copied.point.error());
    if (!copied.span)
        return call.fail(copied.span.error());
    const Lanes lanes = lanesOf(copied.facts, *copied.view, *copied.point, *copied.span);
    const Alignment alignment = align(lanes.entries());
    const Report report{*copied.view, copied.view->event->document.points[std::size_t(copied.point->value())].name, lanes, alignment};
    if (call.json) {
        call.print(toJson(report));
        return 0;
    }
    for (const QString &line : toLines(report, kShown))
        call.print(line);
    return 0;
}

// --- video markers ---

struct MarkerFile {
    std::vector<VideoMarker> markers;
    QStringList problems;
};

QString unquoted(QString text)
{
    text = text.trimmed();
    if (text.size() >= 2 && text.startsWith(u'"') && text.endsWith(u'"'))
        text = text.mid(1, text.size() - 2).replace(QStringLiteral("\"\""), QStringLiteral("\""));
    return text;
}

// time[,bib][,note] a line; tab, semicolon or comma. A first line without a digit is a heading.
MarkerFile readMarkers(const QByteArray &bytes, const QString &point, const EventDocument &doc)
{
    MarkerFile file;
    const QStringList lines = QString::fromUtf8(bytes.startsWith("\xEF\xBB\xBF") ? bytes.mid(3) : bytes).split(u'\n');
    static const QRegularExpression digit(QStringLiteral("\\d")), separator(QStringLiteral("[\t;,]"));
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString line = lines[i].trimmed();
        if (line.isEmpty() || (i == 0 && !line.contains(digit)))
            continue;
        const qsizetype behind = line.indexOf(separator); // the one behind the time; a note may have others in it
        const QChar comma = behind < 0 ? QChar(u',') : line[behind];
        const QString time = unquoted(line.section(comma, 0, 0));
        const auto at = timeOf(time, doc);
        if (!at) {
            file.problems << say("line %1: \"%2\" is no time; write HH:MM:SS.fff or YYYY-MM-DDTHH:MM:SS.fff").arg(i + 1).arg(time.left(40));
            continue;
        }
        VideoMarker m;
        m.point = point;
        m.local = *at;
        m.bib = unquoted(line.section(comma, 1, 1)).left(32);
        m.note = unquoted(line.section(comma, 2)).left(200);
        const QString name = QStringLiteral("marker\n%1\n%2\n%3").arg(point, formatLocal(*at), m.bib.isEmpty() ? m.note : m.bib);
        m.id = Id128::fromName({}, name.toUtf8());
        file.markers.push_back(std::move(m));
    }
    return file;
}

int importMarkers(VerbCall &call, const VerbCall::Parsed &p, const Id128 &event)
{
    QFile source(p.rest.value(2));
    if (!source.open(QIODevice::ReadOnly))
        return call.fail(failure(ErrorCode::NotFound, say("%1 cannot be read: %2").arg(source.fileName(), source.errorString())));
    if (source.size() > kLargest)
        return call.fail(bad(say("%1 is larger than 16 MB: that is no list of markers.").arg(source.fileName())));
    const QByteArray bytes = source.readAll();
    struct Made { Result<PointIdx> point; MarkerFile file; std::vector<OpDraft> drafts; QString text; };
    Made made = call.core.onScore([&] {
        const EventActor &actor = *call.core.actor(event);
        Made m{pointOf(p, actor), {}, {}, {}};
        if (!m.point)
            return m;
        m.file = readMarkers(bytes, nameOf(actor, *m.point), actor.state().document());
        std::set<Id128> known;
        for (const VideoMarker &old : markersOf(actor.fold(), {}))
            known.insert(old.id);
        for (const VideoMarker &marker : m.file.markers) {
            if (!known.insert(marker.id).second)
                continue;
            OpDraft d;
            d.entity = QStringLiteral("hand_marker");
            d.instance = marker.id.toString();
            d.reason = p.value(QStringLiteral("reason"));
            d.fields = {{QStringLiteral("point"), marker.point}, {QStringLiteral("local"), formatLocal(marker.local)}};
            if (!marker.bib.isEmpty())
                d.fields[QStringLiteral("bib")] = marker.bib;
            if (!marker.note.isEmpty())
                d.fields[QStringLiteral("note")] = marker.note;
            m.drafts.push_back(std::move(d));
        }
        m.text = say("%1 video markers at %2").arg(m.drafts.size()).arg(nameOf(actor, *m.point));
        return m;
    });
    if (!made.point)
        return call.fail(made.point.error());
    const auto fresh = made.drafts.size(), all = made.file.markers.size();
    QString op;
    if (fresh > 0) {
        const auto done = call.core.submit(event, std::move(made.drafts), call.by, made.text);
        if (!done)
            return call.fail(done.error());
        op = done->toString();
        call.core.settle();
        call.core.publishNow();
    }
    for (const QString &problem : made.file.problems.mid(0, kMostProblems))
        call.complain(source.fileName() + QStringLiteral(", ") + problem);
    if (call.json)
        call.print(QJsonObject{{QStringLiteral("markers"), qint64(all)}, {QStringLiteral("new"), qint64(fresh)}, {QStringLiteral("problems"), made.file.problems.size()}, {QStringLiteral("op"), op}});
    else
        call.print(say("%1 markers, %2 new, %3 already known, %4 lines not understood").arg(all).arg(fresh).arg(all - fresh).arg(made.file.problems.size()));
    return all == 0 && !made.file.problems.isEmpty() ? 3 : 0;
}

// --- bibs written down without times ---

Result<MadeOps> writeBibs(const VerbCall::Parsed &p, const EventActor &actor)
{
    const auto point = pointOf(p, actor);
    if (!point)
        return point.error();
    const QString name = nameOf(actor, *point);
    QStringList bibs;
    for (const QString &word : p.rest.mid(1))
        bibs += word.split(QRegularExpression(QStringLiteral("[,\\s]+")), Qt::SkipEmptyParts);
    if (bibs.isEmpty())
        return misuse(say("Say which bibs, in the order they came: reconcile bibs 44 45 46"));
    const auto known = writtenOf(actor.fold(), name);
    int order = known.empty() ? 0 : known.back().order;
    MadeOps made;
    for (const QString &bib : bibs) {
        OpDraft d;
        d.entity = QStringLiteral("hand_note");
        d.instance = Id128::random().toString();
        d.reason = p.value(QStringLiteral("reason"));
        d.fields = {{QStringLiteral("point"), name}, {QStringLiteral("bib"), bib.left(32)}, {QStringLiteral("order"), QString::number(++order)}};
        made.drafts.push_back(std::move(d));
    }
    made.text = say("Bibs written down at %1: %2").arg(name, bibs.join(QStringLiteral(", ")));
    return made;
}

// --- pairing ---

Result<MadeOps> byHandOp(const QString &kind, VerbCall::Parsed p, const EventActor &actor)
{
    p.rest.prepend(kind);
    for (const OpKind &op : handOps())
        if (kind == QLatin1String(op.name))
            return op.make(p, actor);
    return failure(ErrorCode::NotFound, say("There is no op \"%1\".").arg(kind));
}

Result<VideoMarker> markerNamed(const QString &text, const EventActor &actor)
{
    std::vector<VideoMarker> found;
    const QString wanted = text.toLower();
    for (const VideoMarker &m : markersOf(actor.fold(), {}))
        if (wanted.size() >= 8 && m.id.toString().startsWith(wanted))
            found.push_back(m);
    if (found.size() != 1)
        return bad(found.empty() ? say("There is no video marker %1. Ids are at least 8 characters.").arg(text) : say("Several markers begin with %1; give more of the id.").arg(text));
    return found.front();
}

Result<MadeOps> pair(const VerbCall::Parsed &p, const EventActor &actor)
{
    const QString bib = p.value(QStringLiteral("bib")), tap = p.value(QStringLiteral("tap")), marker = p.value(QStringLiteral("marker"));
    if (bib.isEmpty() || tap.isEmpty() == marker.isEmpty())
        return misuse(say("Say what is whose: reconcile pair (--tap ID | --marker ID) --bib B"));
    VerbCall::Parsed words;
    for (const char *name : {"bib", "race", "reason"})
        if (p.has(QLatin1String(name)))
            words.options[QLatin1String(name)] = p.values(QLatin1String(name));
    if (!tap.isEmpty()) {
        words.rest << tap;
        return byHandOp(QStringLiteral("hand-bib"), words, actor);
    }
    const auto video = markerNamed(marker, actor);
    if (!video)
        return video.error();
    if (handOfMarker(actor, video->id))
        return bad(say("This marker has a bib already. Take that back first: reconcile unpair --marker %1").arg(video->id.toString().left(8)));
    words.options[QStringLiteral("point")] = {video->point};
    const auto off = p.has(QStringLiteral("seconds")) ? secondsOf(p) : Result<Micros>(Micros(0)); // the camera's clock is so much ahead
    if (!off)
        return off.error();
    words.options[QStringLiteral("at")] = {formatLocal(video->local - *off)};
    auto made = byHandOp(QStringLiteral("hand"), words, actor);
    if (!made)
        return made;
    if (made->drafts.size() != 1)
        return misuse(say("A marker is one runner's: give one bib."));
    made->drafts.front().fields[QStringLiteral("marker")] = video->id.toString();
    made->text = say("Bib %1 given to the video of %2 at %3").arg(bib, formatTimeOfDay(video->local, 1), video->point);
    if (*off != Micros(0))
        made->text += say(", %1 s taken off for the camera's clock").arg(double(off->count()) / 1e6, 0, 'f', 1);
    return made;
}

// What is to be taken back, and the words for it.
Result<std::pair<std::vector<Id128>, QString>> unpaired(const VerbCall::Parsed &p, const EventActor &actor)
{
    const QString tap = p.value(QStringLiteral("tap")).toLower(), marker = p.value(QStringLiteral("marker"));
    if (tap.isEmpty() == marker.isEmpty())
        return misuse(say("Say which: reconcile unpair (--tap ID | --marker ID)"));
    if (!marker.isEmpty()) {
        const auto video = markerNamed(marker, actor);
        if (!video)
            return video.error();
        const auto hand = handOfMarker(actor, video->id);
        if (!hand)
            return bad(say("This marker has no bib."));
        return std::pair(std::vector{*hand}, say("Video of %1 at %2 has no bib again").arg(formatTimeOfDay(video->local, 1), video->point));
    }
    for (const auto &[instance, time] : actor.state().hands().all()) {
        if (tap.size() < 8 || !instance.startsWith(tap))
            continue;
        const auto bib = actor.fold().field({QStringLiteral("hand"), instance}, QStringLiteral("bib"));
        if (!bib || time.bib.isEmpty() || bib->op == time.id)
            return bad(say("This tap was not given a bib."));
        return std::pair(std::vector{bib->op}, say("Bib %1 taken from a tap at %2").arg(time.bib, time.point));
    }
    return bad(say("There is no time by hand %1. Ids are at least 8 characters.").arg(tap));
}

} // namespace

int reconcileVerb(VerbCall &call)
{
    const auto parsed = call.parse({QStringLiteral("point="), QStringLiteral("from="), QStringLiteral("to="), QStringLiteral("tap="), QStringLiteral("marker="), QStringLiteral("bib="),
                                    QStringLiteral("race="), QStringLiteral("seconds="), QStringLiteral("reason=")});
    if (!parsed)
        return 2;
    const QString what = parsed->rest.value(0);
    const bool markers = what == u"markers" && parsed->rest.value(1) == u"import" && parsed->rest.size() == 3;
    if (!markers && what != u"bibs" && !((what.isEmpty() || what == u"pair" || what == u"unpair") && parsed->rest.size() <= 1))
        return call.usage(say("reconcile [--point P] | reconcile markers import FILE | reconcile bibs B… | reconcile pair|unpair (--tap ID | --marker ID) [--bib B]"));
    const auto id = call.open();
    if (!id)
        return call.fail(id.error());
    call.core.settle();
    if (call.core.onScore([&] { return !call.core.actor(*id)->state().hasDocument(); }))
        return call.fail(bad(say("The event has no timing points yet.")));
    if (what.isEmpty())
        return show(call, *parsed, *id);
    if (markers)
        return importMarkers(call, *parsed, *id);
    if (what == u"unpair")
        return submitted(call, *id, call.core.onScore([&]() -> Result<Id128> {
            EventActor &actor = *call.core.actor(*id);
            const auto back = unpaired(*parsed, actor);
            if (!back)
                return back.error();
            return actor.retract(back->first, call.by, parsed->value(QStringLiteral("reason")), back->second);
        }));
    auto made = call.core.onScore([&] { return what == u"pair" ? pair(*parsed, *call.core.actor(*id)) : writeBibs(*parsed, *call.core.actor(*id)); });
    if (!made)
        return call.fail(made.error());
    return submitted(call, *id, call.core.submit(*id, std::move(made->drafts), call.by, made->text));
}

} // namespace gantry::engine
