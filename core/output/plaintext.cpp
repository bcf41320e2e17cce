// SPDX-License-Identifier: Apache-2.0
#include "core/output/plaintext.h"

#include <QList>

namespace gantry::output {

namespace {

bool isAllowed(char16_t c)
{
    return c == u'\t' || c == u'\n' || c == u'\r' || (c >= 0x20 && c != 0x7F && !(c >= 0x80 && c <= 0x9F) && c != 0xFFFE && c != 0xFFFF);
}

} // namespace

QString allowed(const QString &text)
{
    QString out = text;
    for (qsizetype i = 0; i < out.size(); ++i) {
        const QChar c = out.at(i);
        if (c.isHighSurrogate() && i + 1 < out.size() && out.at(i + 1).isLowSurrogate())
            ++i;
        else if (c.isSurrogate() || !isAllowed(c.unicode()))
            out[i] = QChar::ReplacementCharacter;
    }
    return out;
}

QString oneLine(const QString &text)
{
    QString out = allowed(text);
    for (qsizetype i = 0; i < out.size(); ++i)
        if (const char16_t c = out.at(i).unicode(); c == u'\t' || c == u'\n' || c == u'\r' || c == 0x2028 || c == 0x2029)
            out[i] = u' ';
    return out;
}

QString escaped(const QString &text)
{
    QString out = allowed(text).toHtmlEscaped();
    out.replace(u'\'', QStringLiteral("&#39;"));
    out.replace(u'\r', QStringLiteral("&#13;")); // a bare one would be read back as a line feed
    return out;
}

std::optional<ShownTime> shownTime(QStringView text)
{
    const bool negative = text.startsWith(u'-');
    if (negative)
        text = text.mid(1);
    const auto parts = text.split(u':');
    if (parts.size() < 2 || parts.size() > 3)
        return std::nullopt;
    ShownTime out;
    out.hours = parts.size() == 3;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        QStringView whole = parts[i];
        if (i + 1 == parts.size()) {
            if (const qsizetype point = whole.indexOf(u'.'); point >= 0) {
                out.digits = int(whole.size() - point - 1);
                whole = whole.left(point);
            }
        }
        bool ok = !whole.isEmpty();
        for (QChar c : whole)
            ok = ok && c >= u'0' && c <= u'9';
        bool number = false;
        const double value = parts[i].toDouble(&number);
        if (!ok || !number || (i > 0 && value >= 60))
            return std::nullopt;
        out.seconds = out.seconds * 60 + value;
    }
    if (negative)
        out.seconds = -out.seconds;
    return out;
}

} // namespace gantry::output
