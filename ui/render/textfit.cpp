// SPDX-License-Identifier: Apache-2.0
#include "ui/render/textfit.h"

#include "core/base/text.h"

#include <QFontDatabase>
#include <QTextLayout>

#include <algorithm>
#include <cmath>
#include <optional>

namespace gantry::render {

namespace {

// Sizes are whole pixels of the canvas: a scene that changes every second must not wander by fractions.
constexpr int kSmallest = 1;

QString oneParagraph(const QString &text)
{
    QString t = text.simplified();
    if (t.size() > kMaxText)
        t = t.left(kMaxText - 1) + QChar(0x2026);
    return t;
}

QString directed(const QString &line, bool rightToLeft)
{
    if (line.isRightToLeft() == rightToLeft)
        return line;
    return QChar(rightToLeft ? 0x200F : 0x200E) + line;
}

// Nothing when the text needs more room or more lines at this size.
std::optional<FittedText> tryLayout(const QString &text, const QSizeF &room, int size, int weight, int maxLines, QTextOption::WrapMode wrap)
{
    FittedText fit;
    fit.font = screenFont(size, weight);
    fit.rightToLeft = text.isRightToLeft();
    QTextOption option;
    option.setWrapMode(maxLines > 1 ? wrap : QTextOption::NoWrap);
    option.setTextDirection(fit.rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    QTextLayout layout(text, fit.font);
    layout.setTextOption(option);
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(maxLines > 1 ? room.width() : 1e7);
        FittedLine l{directed(text.mid(line.textStart(), line.textLength()).trimmed(), fit.rightToLeft), std::ceil(line.naturalTextWidth()), line.height()};
        fit.width = std::max(fit.width, l.width);
        fit.height += l.height;
        fit.lines.push_back(std::move(l));
        if (fit.width > room.width() || fit.height > room.height() || int(fit.lines.size()) > maxLines) {
            layout.endLayout();
            return std::nullopt;
        }
    }
    layout.endLayout();
    return fit;
}

// The largest size in [least, most] that fits.
std::optional<FittedText> largest(const QString &text, const QSizeF &room, int least, int most, int weight, int maxLines, QTextOption::WrapMode wrap)
{
    std::optional<FittedText> best;
    while (least <= most) {
        const int middle = most - (most - least) / 2;
        if (auto fit = tryLayout(text, room, middle, weight, maxLines, wrap)) {
            best = std::move(fit);
            least = middle + 1;
        } else {
            most = middle - 1;
        }
    }
    return best;
}

} // namespace

QFont screenFont(double pixelSize, int weight)
{
    QFont font;
    font.setFamilies({QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans Arabic"), QStringLiteral("Noto Sans Hebrew"),
                      QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Noto Sans Devanagari"), QStringLiteral("Noto Sans Thai"), QStringLiteral("sans-serif")});
    font.setPixelSize(std::max(1, int(pixelSize)));
    font.setWeight(QFont::Weight(weight));
    // Without hinting a text is as wide at any scale of the canvas as it was measured.
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setStyleStrategy(QFont::PreferAntialias);
    return font;
}

FittedText fitText(const QString &text, const QSizeF &room, const FitLimits &limits)
{
    const QString t = oneParagraph(text);
    const int most = std::max(kSmallest, int(limits.fontSize));
    const int least = std::clamp(int(limits.minFontSize), kSmallest, most);
    const auto word = QTextOption::WordWrap;
    const auto anywhere = QTextOption::WrapAtWordBoundaryOrAnywhere;
    if (t.isEmpty())
        return {screenFont(most, limits.weight), {}, 0, 0, false};
    if (auto fit = largest(t, room, least, most, limits.weight, 1, word))
        return *std::move(fit);
    if (limits.maxLines > 1)
        if (auto fit = largest(t, room, least, most, limits.weight, limits.maxLines, word))
            return *std::move(fit);
    // Too long for what the template wished: smaller, whole. Breaking inside of a word comes last.
    if (auto fit = largest(t, room, kSmallest, least, limits.weight, limits.maxLines, word); fit && fit->font.pixelSize() >= least / 2)
        return *std::move(fit);
    if (auto fit = largest(t, room, kSmallest, least, limits.weight, 100, anywhere))
        return *std::move(fit);
    return {screenFont(kSmallest, limits.weight), {}, 0, 0, false};
}

QStringList missingFonts()
{
    const std::pair<QFontDatabase::WritingSystem, QString> scripts[] = {
        {QFontDatabase::Cyrillic, QStringLiteral("fonts-noto-core")},  {QFontDatabase::Greek, QStringLiteral("fonts-noto-core")},
        {QFontDatabase::Arabic, QStringLiteral("fonts-noto-core")},    {QFontDatabase::Hebrew, QStringLiteral("fonts-noto-core")},
        {QFontDatabase::Devanagari, QStringLiteral("fonts-noto-core")}, {QFontDatabase::Thai, QStringLiteral("fonts-noto-core")},
        {QFontDatabase::SimplifiedChinese, QStringLiteral("fonts-noto-cjk")}, {QFontDatabase::Japanese, QStringLiteral("fonts-noto-cjk")},
        {QFontDatabase::Korean, QStringLiteral("fonts-noto-cjk")}};
    QStringList out;
    for (const auto &[script, package] : scripts)
        if (QFontDatabase::families(script).isEmpty())
            out << say("%1: no font for this script is installed (package %2)").arg(QFontDatabase::writingSystemName(script), package);
    return out;
}

} // namespace gantry::render
