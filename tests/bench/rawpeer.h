// SPDX-License-Identifier: Apache-2.0
#pragma once
// The sending end of a reader connection over a bare blocking socket: costs the shared machine as little as it can.

#include <QByteArray>

#include <cstdint>

namespace gantry::bench {

class RawPeer {
public:
    RawPeer() = default;
    ~RawPeer();
    RawPeer(const RawPeer &) = delete;
    RawPeer &operator=(const RawPeer &) = delete;

    bool connectTo(std::uint16_t port); // 127.0.0.1; greets, and waits for the greeting
    bool send(const QByteArray &bytes); // returns when the kernel has it all

private:
    int m_socket = -1;
};

} // namespace gantry::bench
