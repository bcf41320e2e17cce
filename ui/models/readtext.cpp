// SPDX-License-Identifier: Apache-2.0
#include "ui/models/readtext.h"

#include "ui/models/changes.h"

#include "core/base/text.h"

namespace gantry::ui {

bool isUsed(const engine::ReadRow &read)
{
    return read.kind == ReadKind::Chip && read.entrant.value() >= 0 && read.point.value() >= 0 && !read.ignored
           && (read.use == scoring::Use::Start || read.use == scoring::Use::Split || read.use == scoring::Use::Finish);
}

bool isUnknown(const engine::ReadRow &read)
{
    return read.kind == ReadKind::Chip && read.entrant.value() < 0 && !isStaffTag(compareKey(std::string_view(read.chip)));
}

Cell readVerdict(const engine::View &view, const engine::ReadRow &read)
{
    const auto cell = [&](Tone tone, const QString &words) {
        return Cell{read.unsaved ? say("%1 · not on disk yet").arg(marked(tone, words)) : marked(tone, words), tone};
    };
    if (read.kind == ReadKind::Gun)
        return cell(Tone::Accent, say("gun record"));
    if (read.ignored)
        return cell(Tone::Dim, say("not used: ignored by hand"));
    if (read.point.value() < 0)
        return cell(Tone::Look, say("not used: the location has no point yet"));
    if (read.entrant.value() < 0 && !isUnknown(read))
        return cell(Tone::Accent, say("test tag of the crew: counts for nothing"));
    if (isUnknown(read))
        return cell(Tone::Look, say("unknown chip"));
    const engine::ResultRow *result = resultOf(view, read.entrant.value());
    const scoring::RaceRules *rules = result ? rulesOf(view, result->race) : nullptr;
    if (!rules)
        return cell(Tone::Look, say("not used: the runner is in no race"));
    const QString words = scoring::describe(scoring::ReadUse{ReadIdx{-1}, read.use, read.course, read.by}, *rules);
    return cell(isUsed(read) ? Tone::Good : Tone::Dim, words);
}

} // namespace gantry::ui
