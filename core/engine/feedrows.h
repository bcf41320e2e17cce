// SPDX-License-Identifier: Apache-2.0
#pragma once
// What outputs and /status say, made from results. Field names: the catalogue's.

#include "core/engine/eventactor.h"
#include "core/feed/protocol.h"

namespace gantry::engine {

// Finish announcements as feed items (serials are given by the feed server). On gantry-score.
std::vector<feed::Item> feedItems(EventActor &actor, const std::vector<scoring::Announcement> &list);
// {"event":…,"races":[…],"counts":{…}}
QJsonObject feedSnapshotOf(const View &view);
// The old collector's fields and ours; the caller adds ports, connections and the time.
QJsonObject statusOf(const View &view, const store::SaveState &saving);

} // namespace gantry::engine
