// SPDX-License-Identifier: Apache-2.0
#include "core/domain/entrant.h"

#include <algorithm>
#include <array>

namespace gantry {

namespace {

struct Word {
    QLatin1StringView text;
    char16_t gender;
};

// What entry forms of several countries write. "D" is left out: it means women in one country and diverse in another.
const std::array<Word, 39> &genderWords()
{
    static constexpr std::array<Word, 39> words = {{
        {QLatin1StringView("m"), u'M'},       {QLatin1StringView("male"), u'M'},      {QLatin1StringView("man"), u'M'},
        {QLatin1StringView("men"), u'M'},     {QLatin1StringView("mens"), u'M'},      {QLatin1StringView("boy"), u'M'},
        {QLatin1StringView("boys"), u'M'},    {QLatin1StringView("mr"), u'M'},        {QLatin1StringView("herr"), u'M'},
        {QLatin1StringView("mann"), u'M'},    {QLatin1StringView("homme"), u'M'},     {QLatin1StringView("hombre"), u'M'},
        {QLatin1StringView("uomo"), u'M'},    {QLatin1StringView("masculino"), u'M'}, {QLatin1StringView("f"), u'F'},
        {QLatin1StringView("w"), u'F'},       {QLatin1StringView("female"), u'F'},    {QLatin1StringView("woman"), u'F'},
        {QLatin1StringView("women"), u'F'},   {QLatin1StringView("womens"), u'F'},    {QLatin1StringView("girl"), u'F'},
        {QLatin1StringView("girls"), u'F'},   {QLatin1StringView("lady"), u'F'},      {QLatin1StringView("ladies"), u'F'},
        {QLatin1StringView("frau"), u'F'},    {QLatin1StringView("femme"), u'F'},     {QLatin1StringView("mujer"), u'F'},
        {QLatin1StringView("donna"), u'F'},   {QLatin1StringView("femenino"), u'F'},  {QLatin1StringView("x"), u'X'},
        {QLatin1StringView("nb"), u'X'},      {QLatin1StringView("n"), u'X'},         {QLatin1StringView("enby"), u'X'},
        {QLatin1StringView("nonbinary"), u'X'}, {QLatin1StringView("nonbin"), u'X'},  {QLatin1StringView("other"), u'X'},
        {QLatin1StringView("mixed"), u'X'}, // of a team: women and men
        {QLatin1StringView("diverse"), u'X'}, {QLatin1StringView("divers"), u'X'},
    }};
    return words;
}

} // namespace

QString Entrant::displayName() const
{
    const QString name = (firstName + u' ' + lastName).trimmed();
    if (!name.isEmpty())
        return name;
    return bib.isEmpty() ? QString() : QStringLiteral("Bib ") + bib;
}

QString compareKey(QStringView bibOrChip)
{
    QStringView t = bibOrChip.trimmed();
    while (t.size() > 1 && t.front() == u'0' && !t[1].isSpace()) // "0 7" is no 7
        t = t.mid(1);
    return t.toString().toUpper();
}

std::string compareKey(std::string_view chip)
{
    // Every read passes here, and nearly all chips are ASCII.
    if (std::any_of(chip.begin(), chip.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
        return compareKey(QString::fromUtf8(chip.data(), qsizetype(chip.size()))).toStdString();
    const auto blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
    while (!chip.empty() && blank(chip.front()))
        chip.remove_prefix(1);
    while (!chip.empty() && blank(chip.back()))
        chip.remove_suffix(1);
    while (chip.size() > 1 && chip.front() == '0' && !blank(chip[1]))
        chip.remove_prefix(1);
    std::string key(chip);
    for (char &c : key) {
        if (c >= 'a' && c <= 'z')
            c = char(c - 'a' + 'A');
    }
    return key;
}

bool isStaffTag(std::string_view key)
{
    return key.size() == 5 && key >= "99995" && key <= "99999";
}

QString parseGender(QStringView text)
{
    QString plain;
    for (QChar c : text) {
        if (c.isLetter())
            plain.append(c.toLower());
    }
    for (const Word &word : genderWords()) {
        if (plain == word.text)
            return QString(QChar(word.gender));
    }
    return {};
}

int ageOn(QDate birth, QDate day)
{
    const bool before = day.month() < birth.month() || (day.month() == birth.month() && day.day() < birth.day());
    return day.year() - birth.year() - (before ? 1 : 0);
}

std::optional<int> ageForRace(const Entrant &entrant, QDate ageDate)
{
    if (entrant.dateOfBirth && entrant.dateOfBirth->isValid() && ageDate.isValid())
        return ageOn(*entrant.dateOfBirth, ageDate);
    return entrant.age;
}

QString toText(EntrantState state)
{
    switch (state) {
    case EntrantState::Registered: return QStringLiteral("registered");
    case EntrantState::CheckedIn: return QStringLiteral("checked_in");
    case EntrantState::Withdrawn: return QStringLiteral("withdrawn");
    }
    return {};
}

std::optional<EntrantState> parseEntrantState(QStringView text)
{
    for (EntrantState s : {EntrantState::Registered, EntrantState::CheckedIn, EntrantState::Withdrawn}) {
        if (text.compare(toText(s), Qt::CaseInsensitive) == 0)
            return s;
    }
    return std::nullopt;
}

} // namespace gantry
