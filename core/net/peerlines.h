// SPDX-License-Identifier: Apache-2.0
#pragma once
// A recording → what a Ctp01Peer has to send. Understood: plain CT01 records (any CT01_hl format), and session transcripts
// with lines such as `>>   14.671 b'CT01_33~2~FINISH3~…\\r\\n'` (seconds, then the bytes as Python writes them; `<<`, other lines
// and records of a new location are left out, because the peer has those of its own).

#include "core/base/result.h"
#include "core/net/ctp01peer.h"

namespace gantry::net {

// When the lines fall due: as they came in the recording (transcripts: the seconds of the line; plain records: the device
// times, counted from the first read, never going back), or all at once.
enum class Pace { AsRecorded = 1, AtOnce };

// InvalidInput when there is no record in it.
Result<std::vector<PeerLine>> peerLines(const QByteArray &recording, Pace pace = Pace::AsRecorded);
// NotFound or Io when the file cannot be read.
Result<std::vector<PeerLine>> loadPeerLines(const QString &path, Pace pace = Pace::AsRecorded);

} // namespace gantry::net
