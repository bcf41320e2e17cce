// SPDX-License-Identifier: Apache-2.0
#pragma once
// The field catalogue: one table from which export columns, roster headers, template bindings and translations come.

#include <QString>

#include <span>
#include <string_view>

namespace gantry {

enum class FieldType { Text = 1, Number, Date, Elapsed, Place, Status };
enum class Privacy { Public = 1, Personal, Sensitive };

struct Field {
    std::string_view name;    // the same in JSON, SQL, CSV and templates
    FieldType type;
    std::string_view unit;    // "", "us", "m", "s"
    Privacy privacy;
    std::string_view label;   // source text of the translated heading
    std::string_view synonyms; // roster headings that mean this field, '|' between, compared without case and blanks
};

std::span<const Field> fieldCatalogue();
const Field *fieldByName(QStringView name);
// The entrant field that a roster heading means, or nullptr.
const Field *fieldByHeading(QStringView heading);

} // namespace gantry
