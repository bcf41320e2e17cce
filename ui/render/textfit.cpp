// SPDX-License-Identifier: Apache-2.0
#include "ui/render/textfit.h"

#include "ui/render/fonts.h"

#include <QFontMetricsF>
#include <QTextLayout>
#include <QTextOption>

#include <algorithm>
#include <cmath>
#include <optional>

namespace gantry::render {

namespace {

constexpr int kLeastSize = 8;
constexpr double kPitch = 1.12;     // line distance of Latin text, in font sizes
constexpr double kTallPitch = 0.86; // of the natural height, for scripts that need more room than Latin
constexpr double kNoLimit = 1e6;
constexpr double kEpsilon = 0.01;

struct Line {
    QString text;
    double width = 0, ascent = 0, height = 0;
};

struct Block {
    std::vector<Line> lines;
    double pitch = 0;
    double widest() const
    {
        double w = 0;
        for (const Line &line : lines)
            w = std::max(w, line.width);
        return w;
    }
};

Block layoutText(const FitRequest &r, int size, double width, QTextOption::WrapMode mode)
{
    QTextLayout layout(r.text, screenFont(size, r.weight, r.tracking));
    QTextOption option;
    option.setWrapMode(mode);
    layout.setTextOption(option);
    Block block;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        block.lines.push_back({r.text.mid(line.textStart(), line.textLength()).trimmed(), line.naturalTextWidth(), line.ascent(), line.height()});
        block.pitch = std::max({block.pitch, kPitch * size, kTallPitch * line.height()});
    }
    layout.endLayout();
    return block;
}

double suffixWidth(const FitRequest &r, int size)
{
    if (r.suffix.isEmpty())
        return 0;
    const int small = std::max(kLeastSize, int(size * r.suffixScale));
    return size * 0.08 + QFontMetricsF(screenFont(small, std::min(r.weight, 600))).horizontalAdvance(r.suffix);
}

bool fits(const FitRequest &r, const Block &block, int size, int maxLines)
{
    return int(block.lines.size()) <= maxLines && block.widest() + suffixWidth(r, size) <= r.area.width() + kEpsilon
        && double(block.lines.size()) * block.pitch <= r.area.height() + kEpsilon;
}

// The largest size in [from, to] at which the text stands in at most `lines` lines.
std::optional<int> largest(const FitRequest &r, int from, int to, int lines)
{
    const auto good = [&](int size) {
        const double width = lines == 1 ? kNoLimit : r.area.width() - suffixWidth(r, size);
        return fits(r, layoutText(r, size, width, lines == 1 ? QTextOption::NoWrap : QTextOption::WordWrap), size, lines);
    };
    if (from > to || !good(from))
        return std::nullopt;
    while (from < to) {
        const int middle = (from + to + 1) / 2;
        if (good(middle))
            from = middle;
        else
            to = middle - 1;
    }
    return from;
}

// Lines of about equal length read better than a full one and a rest.
Block balanced(const FitRequest &r, int size, Block block)
{
    double low = block.widest() / double(block.lines.size() + 1), high = block.widest();
    while (block.lines.size() > 1 && high - low > 4) {
        const double width = (low + high) / 2;
        Block narrower = layoutText(r, size, width, QTextOption::WordWrap);
        if (narrower.lines.size() == block.lines.size() && narrower.widest() <= high) {
            high = width;
            block = std::move(narrower);
        } else {
            low = width;
        }
    }
    return block;
}

double alignedLeft(const FitRequest &r, double width)
{
    const double room = r.area.width() - width;
    return r.align == display::Align::Left ? 0 : r.align == display::Align::Centre ? room / 2 : room;
}

// Lines stand by their capitals, so that a fallback font with a larger ascent does not move them.
double firstBaseline(const FitRequest &r, int size, std::size_t lines, double pitch)
{
    const double caps = QFontMetricsF(screenFont(size, r.weight)).capHeight();
    return (r.area.height() - (double(lines - 1) * pitch + caps)) / 2 + caps;
}

void addSuffix(const FitRequest &r, int size, double x, double baseline, FittedText &out)
{
    if (r.suffix.isEmpty())
        return;
    const QFont font = screenFont(std::max(kLeastSize, int(size * r.suffixScale)), std::min(r.weight, 600));
    out.runs.push_back({r.suffix, {x + size * 0.08, baseline - QFontMetricsF(font).ascent()}, font, 0});
}

FittedText place(const FitRequest &r, int size, const Block &block)
{
    FittedText out;
    out.pixelSize = size;
    out.lines = int(block.lines.size());
    const QFont font = screenFont(size, r.weight, r.tracking);
    const double extra = suffixWidth(r, size);
    out.width = block.widest() + extra;
    out.left = alignedLeft(r, out.width);
    double baseline = firstBaseline(r, size, block.lines.size(), block.pitch);
    for (const Line &line : block.lines) {
        const bool last = &line == &block.lines.back();
        const double x = alignedLeft(r, line.width + (last ? extra : 0));
        out.runs.push_back({line.text, {x, baseline - line.ascent}, font, 0});
        if (last)
            addSuffix(r, size, x + line.width, baseline, out);
        baseline += block.pitch;
    }
    return out;
}

// --- figures in cells ---------------------------------------------------------------------------------------------------

bool isFigure(QChar c)
{
    return c >= u'0' && c <= u'9';
}

struct Cells {
    double figure = 0;
    std::vector<double> widths;
    double total = 0;
};

Cells cellsOf(const FitRequest &r, const QFont &font)
{
    const QFontMetricsF metrics(font);
    Cells cells;
    for (char16_t c = u'0'; c <= u'9'; ++c)
        cells.figure = std::max(cells.figure, metrics.horizontalAdvance(QChar(c)));
    for (const QChar c : r.text) {
        cells.widths.push_back(isFigure(c) ? cells.figure : metrics.horizontalAdvance(c));
        cells.total += cells.widths.back();
    }
    return cells;
}

FittedText fitCells(const FitRequest &r)
{
    const Cells probe = cellsOf(r, screenFont(1000, r.weight, r.tracking));
    int size = std::min(r.maxSize, int(r.area.height() / kPitch));
    const auto widthAt = [&](int s) { return probe.total * s / 1000 + suffixWidth(r, s); };
    while (size > kLeastSize && widthAt(size) > r.area.width())
        --size;
    FittedText out;
    out.pixelSize = std::max(size, kLeastSize);
    out.lines = 1;
    const QFont font = screenFont(out.pixelSize, r.weight, r.tracking);
    const QFontMetricsF metrics(font);
    const Cells cells = cellsOf(r, font);
    out.width = cells.total + suffixWidth(r, out.pixelSize);
    out.left = alignedLeft(r, out.width);
    const double baseline = firstBaseline(r, out.pixelSize, 1, 0);
    const double lift = (metrics.capHeight() - metrics.xHeight()) / 2; // a colon belongs in the middle of the figures
    double x = out.left;
    for (qsizetype i = 0; i < r.text.size(); ++i) {
        const QChar c = r.text[i];
        const bool between = c == u':' && i > 0 && i + 1 < r.text.size() && isFigure(r.text[i - 1]) && isFigure(r.text[i + 1]);
        const double width = cells.widths[std::size_t(i)];
        if (!c.isSpace())
            out.runs.push_back({QString(c), {x, baseline - metrics.ascent() - (between ? lift : 0)}, font, width});
        x += width;
    }
    addSuffix(r, out.pixelSize, x, baseline, out);
    return out;
}

} // namespace

FittedText fitText(const FitRequest &r)
{
    if (r.text.isEmpty() || r.area.isEmpty())
        return {};
    if (r.tabular)
        return fitCells(r);
    std::optional<int> size;
    int lines = 0;
    while (!size && lines < r.maxLines)
        size = largest(r, r.minSize, r.maxSize, ++lines);
    if (!size)
        size = largest(r, kLeastSize, r.minSize, lines);
    if (!size) // longer than any name; still every letter of it
        return place(r, kLeastSize, layoutText(r, kLeastSize, r.area.width(), QTextOption::WrapAnywhere));
    if (lines == 1)
        return place(r, *size, layoutText(r, *size, kNoLimit, QTextOption::NoWrap));
    const double width = r.area.width() - suffixWidth(r, *size);
    return place(r, *size, balanced(r, *size, layoutText(r, *size, width, QTextOption::WordWrap)));
}

} // namespace gantry::render
