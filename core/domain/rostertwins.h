// SPDX-License-Identifier: Apache-2.0
#pragma once
// Is this person there already, under another bib? Same name, and enough else that is equal. A hint, never a verdict.

#include "core/domain/entrant.h"

#include <QHash>

#include <vector>

namespace gantry {

// How many of first name, last name, date of birth (else age), sex, city, region, team are given and equal; 0 when the two
// have different dates of birth, ages or sexes, or are not of one name.
int equalFields(const Entrant &a, const Entrant &b);
constexpr int kTwinFields = 4; // from here on it is worth a look

class TwinFinder {
public:
    struct Twin {
        int line = 0; // or whatever the caller numbers people by
        QString name; // with the bib
        int equal = 0;
    };
    // The first person added before who looks the same.
    std::optional<Twin> find(const Entrant &entrant) const;
    std::optional<Twin> add(const Entrant &entrant, int line);

private:
    struct Known { Entrant entrant; int line; };
    static QString nameKey(const Entrant &entrant);
    QHash<QString, std::vector<Known>> m_byName;
};

} // namespace gantry
