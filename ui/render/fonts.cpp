// SPDX-License-Identifier: Apache-2.0
#include "ui/render/fonts.h"

#include <QStringList>

namespace gantry::render {

namespace {

// In the order in which a character looks for a glyph. What is not named here is found by the system.
const char *const kFamilies[] = {"Inter", "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Bengali",
                                 "Noto Sans Tamil", "Noto Sans Telugu", "Noto Sans Thai", "Noto Sans Georgian", "Noto Sans Armenian",
                                 "Noto Sans Ethiopic", "Noto Sans Khmer", "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans CJK KR",
                                 "Noto Color Emoji", "Noto Emoji", "Noto Sans Symbols", "Noto Sans Symbols2"};

} // namespace

QFont screenFont(int pixelSize, int weight, double tracking)
{
    QStringList families;
    for (const char *family : kFamilies)
        families.append(QString::fromLatin1(family));
    QFont font;
    font.setFamilies(families);
    font.setPixelSize(pixelSize);
    font.setWeight(QFont::Weight(weight));
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setStyleStrategy(QFont::PreferAntialias);
    if (tracking != 0)
        font.setLetterSpacing(QFont::AbsoluteSpacing, tracking * pixelSize);
    return font;
}

} // namespace gantry::render
