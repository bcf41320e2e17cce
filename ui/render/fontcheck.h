// SPDX-License-Identifier: Apache-2.0
#pragma once
// A name must never show as boxes. Emoji and symbols without a font are left out; a letter without a font stays and is
// reported, so that somebody installs the font that is missing.

#include <QHash>
#include <QString>

namespace gantry::render {

class FontCheck {
public:
    // The text without symbols that nothing here can draw, without control characters, and within reason
    // (at most kMaxText characters, at most four marks on one letter).
    QString drawable(const QString &text);
    // Letters and symbols met so far for which no font was found, each once.
    QString missing() const { return m_missing; }

    static constexpr qsizetype kMaxText = 300;

private:
    bool hasGlyph(char32_t c);
    QHash<char32_t, bool> m_known;
    QString m_missing;
};

} // namespace gantry::render
