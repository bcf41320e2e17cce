// SPDX-License-Identifier: Apache-2.0
#include "core/engine/outputs/certificates.h"

#include "core/base/text.h"
#include "core/domain/eventparser.h"

#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace gantry::engine {

using output::PaperSize;
using output::PlacedText;

namespace {

constexpr DocumentWord<PaperSize> kPapers[] = {{"A4", PaperSize::A4}, {"Letter", PaperSize::Letter}, {"A3", PaperSize::A3}, {"A5", PaperSize::A5}};
constexpr DocumentWord<PlacedText::Align> kAligns[] = {{"left", PlacedText::Align::Left}, {"centre", PlacedText::Align::Centre}, {"center", PlacedText::Align::Centre}, {"right", PlacedText::Align::Right}};
constexpr double kWidest = 500; // mm

const QRegularExpression &placeholder()
{
    static const QRegularExpression found(QStringLiteral("\\{([^{}]*)\\}"));
    return found;
}

bool isOwn(const QString &name)
{
    return name == u"event" || name == u"date" || name == u"time";
}

QString colourOf(ObjectReader &in)
{
    static const QRegularExpression hex(QStringLiteral("^#[0-9a-fA-F]{6}$"));
    const QString colour = in.text("colour");
    if (colour.isEmpty())
        return QStringLiteral("#000000");
    if (!hex.match(colour).hasMatch())
        in.problem("colour", say("\"%1\" is not a colour like #1f3a5f").arg(colour));
    return colour;
}

PlacedText itemOf(ObjectReader &in, const ResultTable &table)
{
    PlacedText item;
    item.text = in.text("text", true);
    item.box = {in.number("x_mm", 0, kWidest).value_or(0), in.number("y_mm", 0, kWidest).value_or(0), in.number("w_mm", 1, kWidest).value_or(100), in.number("h_mm", 1, kWidest).value_or(10)};
    item.points = in.number("size_pt", 4, 400).value_or(12);
    item.bold = in.flag("bold").value_or(false);
    item.align = in.word("align", kAligns).value_or(PlacedText::Align::Centre);
    item.colour = colourOf(in);
    for (auto it = placeholder().globalMatch(item.text); it.hasNext();) {
        const QString name = it.next().captured(1);
        if (isOwn(name))
            continue;
        if (const auto known = chooseColumns(table, {name}); !known)
            in.problem("text", known.error().message);
    }
    return item;
}

QSizeF paperMm(PaperSize paper, bool landscape)
{
    QSizeF size = paper == PaperSize::A3 ? QSizeF(297, 420) : paper == PaperSize::A5 ? QSizeF(148, 210) : paper == PaperSize::Letter ? QSizeF(215.9, 279.4) : QSizeF(210, 297);
    if (landscape)
        size.transpose();
    return size;
}

// The text with its fields put in; nothing when one of them is empty.
std::optional<QString> filled(const QString &text, const QMap<QString, QString> &values)
{
    QString out;
    qsizetype from = 0;
    for (auto it = placeholder().globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        const QString value = values.value(match.captured(1).toCaseFolded());
        if (value.isEmpty())
            return std::nullopt;
        out += text.mid(from, match.capturedStart() - from) + value;
        from = match.capturedEnd();
    }
    return out + text.mid(from);
}

QStringList fieldsOf(const CertificateLayout &layout)
{
    QStringList names{QStringLiteral("bib"), QStringLiteral("place"), QStringLiteral("status"), QStringLiteral("net_time"), QStringLiteral("gun_time")};
    for (const PlacedText &item : layout.items)
        for (auto it = placeholder().globalMatch(item.text); it.hasNext();)
            if (const QString name = it.next().captured(1); !isOwn(name))
                names << name;
    return names;
}

QMap<QString, QString> valuesOf(const View &view, const ResultTable &table, std::size_t row, const QString &date)
{
    QMap<QString, QString> values{{QStringLiteral("event"), view.event->name}, {QStringLiteral("date"), date}};
    for (qsizetype c = 0; c < table.columns.size(); ++c)
        values[table.columns[c].toCaseFolded()] = table.rows[row].value(c);
    const int race = (*view.results)[std::size_t(table.entrants[row].value())].race;
    const bool net = view.event->rules[std::size_t(race)].ranking == RankBy::Net;
    values[QStringLiteral("time")] = values.value(net ? QStringLiteral("net_time") : QStringLiteral("gun_time"));
    return values;
}

} // namespace

QByteArray builtInCertificate()
{
    QFile file(QStringLiteral(":/gantry/certificates/finisher.json"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Result<CertificateLayout> parseCertificate(const QByteArray &json, const ResultTable &table)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        return failure(ErrorCode::InvalidInput, say("The layout is not JSON: %1 at byte %2").arg(error.errorString()).arg(error.offset));
    CertificateLayout layout;
    std::vector<FieldProblem> problems;
    ObjectReader in(document.object(), {}, problems);
    layout.paper = in.word("paper", kPapers).value_or(PaperSize::A4);
    layout.landscape = in.flag("landscape").value_or(false);
    in.object("frame", [&](ObjectReader &frame) {
        const double inset = frame.number("inset_mm", 0, 100).value_or(10);
        const double points = frame.number("points", 0.1, 40).value_or(1);
        const QSizeF paper = paperMm(layout.paper, layout.landscape);
        layout.lines.push_back({{inset, inset, paper.width() - 2 * inset, paper.height() - 2 * inset}, points, colourOf(frame)});
    });
    in.objects("items", [&](ObjectReader &item) { layout.items.push_back(itemOf(item, table)); });
    in.done();
    if (layout.items.empty() && problems.empty())
        problems.push_back({QStringLiteral("items"), say("is empty: the page would be blank")});
    if (!problems.empty())
        return documentError(problems);
    return layout;
}

Result<Certificates> certificates(const View &view, const CertificateChoice &choice, const QByteArray &json)
{
    const ResultTable all = resultTable(view, choice.race);
    const auto layout = parseCertificate(json, all);
    if (!layout)
        return layout.error();
    const auto columns = chooseColumns(all, fieldsOf(*layout));
    if (!columns)
        return columns.error();
    const ResultTable table = selectColumns(view, all, *columns);
    const qsizetype bib = table.columns.indexOf(QStringLiteral("bib")), place = table.columns.indexOf(QStringLiteral("place")), status = table.columns.indexOf(QStringLiteral("status"));
    QSet<QString> wanted, met;
    for (const QString &b : choice.bibs)
        wanted.insert(compareKey(b));
    Certificates out;
    out.plan.title = say("Certificates · %1").arg(view.event->name);
    out.plan.paper = layout->paper;
    out.plan.landscape = layout->landscape;
    output::Document named;
    named.date = view.event->date;
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        const QString key = compareKey(table.rows[r][bib]);
        if (!wanted.isEmpty() && !wanted.contains(key))
            continue;
        met.insert(key);
        if (table.rows[r][status] != u"FINISHED") {
            if (!wanted.isEmpty())
                out.without << table.rows[r][bib];
            continue;
        }
        const int at = table.rows[r][place].toInt();
        if (choice.places > 0 && (at < 1 || at > choice.places))
            continue;
        const auto values = valuesOf(view, table, r, named.subtitle());
        output::PlacedPage page;
        page.lines = layout->lines;
        for (PlacedText item : layout->items) {
            if (const auto text = filled(item.text, values)) {
                item.text = *text;
                page.texts.push_back(std::move(item));
            }
        }
        out.plan.pages.push_back(std::move(page));
    }
    for (const QString &b : choice.bibs)
        if (!met.contains(compareKey(b)))
            return failure(ErrorCode::InvalidInput, say("Nobody has bib %1.").arg(b));
    if (out.plan.pages.empty())
        return failure(ErrorCode::InvalidInput, say("None of them has finished yet: there is no certificate to draw."));
    return out;
}

} // namespace gantry::engine
