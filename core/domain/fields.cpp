// SPDX-License-Identifier: Apache-2.0
#include "core/domain/fields.h"

#include <QList>
#include <QStringView>

#include <array>

namespace gantry {

namespace {

using enum FieldType;
using enum Privacy;

constexpr auto kFields = std::to_array<Field>({
    {"bib", Text, "", Public, "Bib", "bib|bibno|bibnr|bibnumber|no|nr|number|raceno|racenumber|startno|startnr|startnumber|startnummer|dorsal|dossard"},
    {"chips", Text, "", Public, "Chip", "chip|chips|chipno|chipid|chipcode|chipnumber|chip1|chip2|tag|tags|tagid|tag1|tag2|transponder|rfid|epc"},
    {"race", Text, "", Public, "Race", "race|racename|event|eventname|distance|course|contest|wettbewerb"},
    {"wave", Text, "", Public, "Wave", "wave|wavename|corral|startwave|startgroup|startgruppe|pen"},
    {"first_name", Text, "", Personal, "First name", "firstname|first|givenname|forename|vorname|prenom|prénom|nombre"},
    {"last_name", Text, "", Personal, "Last name", "lastname|last|surname|familyname|nachname|nom|apellido|apellidos"},
    {"name", Text, "", Personal, "Name", "name|fullname|runner|athlete|participant|participantname|entrant|competitor"},
    {"gender", Text, "", Personal, "Gender", "gender|sex|mf|geschlecht|sexe|sexo"},
    {"age", Number, "", Personal, "Age", "age|ageonraceday|raceage|alter"},
    {"date_of_birth", Date, "", Sensitive, "Date of birth", "dateofbirth|dob|birthdate|birthday|born|geburtsdatum|datedenaissance"},
    {"division", Text, "", Personal, "Division", "division|div|category|cat|agegroup|ageclass|class|klasse|altersklasse|categorie|catégorie"},
    {"team", Text, "", Personal, "Team", "team|teamname|club|clubname|verein|company|school"},
    {"city", Text, "", Personal, "City", "city|town|hometown|ort|ville"},
    {"region", Text, "", Personal, "State", "state|region|province|county|st"},
    {"country", Text, "", Personal, "Country", "country|nation|nationality|nat|land|pays"},
    {"emergency_contact", Text, "", Sensitive, "Emergency contact",
     "emergencycontact|emergencycontactname|emergencyname|icecontact|icename|notfallkontakt|contacturgence"},
    {"emergency_phone", Text, "", Sensitive, "Emergency phone",
     "emergencyphone|emergencycontactphone|emergencyphonenumber|emergencynumber|emergencycontactnumber|icephone|icenumber|notfalltelefon|notfallnummer"},
    {"state", Status, "", Public, "Check-in", ""},
    {"place", Place, "", Public, "Place", ""},
    {"place_gender", Place, "", Public, "Gender place", ""},
    {"place_division", Place, "", Public, "Division place", ""},
    {"status", Status, "", Public, "Status", ""},
    {"net_time", Elapsed, "", Public, "Net time", ""},
    {"gun_time", Elapsed, "", Public, "Gun time", ""},
    {"net_us", Elapsed, "us", Public, "Net time in microseconds", ""},
    {"gun_us", Elapsed, "us", Public, "Gun time in microseconds", ""},
    {"pace", Elapsed, "", Public, "Pace", ""},
    {"laps", Number, "", Public, "Laps", ""},
});

// "Bib #", "bib_no." and "BIB NO" are one heading.
QString plainHeading(QStringView heading)
{
    QString plain;
    for (QChar c : heading) {
        if (c.isLetterOrNumber())
            plain.append(c.toLower());
    }
    return plain;
}

QLatin1StringView latin(std::string_view text)
{
    return QLatin1StringView(text.data(), qsizetype(text.size()));
}

} // namespace

std::span<const Field> fieldCatalogue()
{
    return kFields;
}

const Field *fieldByName(QStringView name)
{
    for (const Field &field : kFields) {
        if (name == latin(field.name))
            return &field;
    }
    return nullptr;
}

const Field *fieldByHeading(QStringView heading)
{
    const QString plain = plainHeading(heading);
    if (plain.isEmpty())
        return nullptr;
    for (const Field &field : kFields) {
        const QString synonyms = QString::fromUtf8(field.synonyms.data(), qsizetype(field.synonyms.size()));
        for (QStringView word : QStringView(synonyms).split(u'|')) {
            if (word == plain)
                return &field;
        }
    }
    // The catalogue's own names are understood too: an export can be read back.
    for (const Field &field : kFields) {
        if (!field.synonyms.empty() && plain == plainHeading(latin(field.name).toString()))
            return &field;
    }
    return nullptr;
}

} // namespace gantry
