// SPDX-License-Identifier: Apache-2.0
#include "ui/render/fontcheck.h"

#include "ui/render/fonts.h"

#include <QGlyphRun>
#include <QTextLayout>

#include <algorithm>

namespace gantry::render {

namespace {

constexpr int kMostMarks = 4; // Vietnamese and Thai need up to three; a pile of fifty is a joke that covers the screen
constexpr qsizetype kMostKnown = 20'000;

bool isMark(char32_t c)
{
    const auto category = QChar::category(c);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing;
}

bool isSymbol(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Symbol_Other:
    case QChar::Symbol_Modifier:
    case QChar::Symbol_Math:
    case QChar::Other_NotAssigned:
    case QChar::Other_PrivateUse:
        return true;
    default:
        return false;
    }
}

// Joiners shape Arabic and Indic words and emoji; every other invisible character could only disturb the line.
bool isJoiner(char32_t c)
{
    return c == 0x200c || c == 0x200d;
}

bool isEmojiGlue(char32_t c)
{
    return c == 0xfe0e || c == 0xfe0f || c == 0x20e3 || (c >= 0x1f3fb && c <= 0x1f3ff);
}

} // namespace

bool FontCheck::hasGlyph(char32_t c)
{
    if (const auto it = m_known.constFind(c); it != m_known.constEnd())
        return *it;
    QTextLayout layout(QString::fromUcs4(&c, 1), screenFont(32, 400));
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
    bool found = true;
    for (const QGlyphRun &run : layout.glyphRuns()) {
        const auto glyphs = run.glyphIndexes();
        found = found && std::none_of(glyphs.begin(), glyphs.end(), [](quint32 g) { return g == 0; });
    }
    if (m_known.size() >= kMostKnown)
        m_known.clear();
    m_known.insert(c, found);
    if (!found && m_missing.size() < 200)
        m_missing += QString::fromUcs4(&c, 1);
    return found;
}

QString FontCheck::drawable(const QString &text)
{
    QString out;
    int marks = 0;
    bool dropped = false; // the last symbol: what is glued to it goes with it
    const auto points = text.simplified().left(kMaxText).toUcs4();
    for (const char32_t c : points) {
        if (isMark(c) ? ++marks > kMostMarks : (marks = 0, false))
            continue;
        if (dropped && (isEmojiGlue(c) || isJoiner(c)))
            continue;
        const auto category = QChar::category(c);
        if (category == QChar::Other_Control || category == QChar::Other_Surrogate || (category == QChar::Other_Format && !isJoiner(c)))
            continue;
        dropped = c > 0x24f && !isJoiner(c) && !isEmojiGlue(c) && !hasGlyph(c) && isSymbol(c);
        if (!dropped)
            out += QString::fromUcs4(&c, 1);
    }
    return out.simplified();
}

} // namespace gantry::render
