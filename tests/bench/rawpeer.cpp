// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/rawpeer.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace gantry::bench {

RawPeer::~RawPeer()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

bool RawPeer::connectTo(std::uint16_t port)
{
    m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (m_socket < 0 || ::connect(m_socket, reinterpret_cast<const sockaddr *>(&to), sizeof to) != 0)
        return false;
    const int on = 1;
    ::setsockopt(m_socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (!send("bench~1~CTP01\r\n"))
        return false;
    // What the server says later fits into the socket's buffer and is not read: records may come at any time.
    std::array<char, 4096> answer{};
    return ::recv(m_socket, answer.data(), answer.size(), 0) > 0;
}

bool RawPeer::send(const QByteArray &bytes)
{
    for (qsizetype at = 0; at < bytes.size();) {
        const auto n = ::send(m_socket, bytes.constData() + at, std::size_t(bytes.size() - at), MSG_NOSIGNAL);
        if (n <= 0)
            return false;
        at += n;
    }
    return true;
}

} // namespace gantry::bench
