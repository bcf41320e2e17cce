// SPDX-License-Identifier: Apache-2.0
#pragma once
// An IntakePort that keeps everything in memory and checks the order of the calls.

#include "core/net/readerserver.h"

#include <map>

namespace gantry::test {

class RecordingPort final : public net::IntakePort {
public:
    struct Session {
        QByteArray bytes;
        std::vector<readers::Message> messages;
        QString peer, reason;
        bool closed = false;
    };

    SessionNo open(const QString &, const QString &peer, UtcTime) override
    {
        const SessionNo no(std::int64_t(sessions.size()) + 1);
        sessions[no].peer = peer;
        return no;
    }
    void bytes(SessionNo no, std::int64_t offset, UtcTime, const QByteArray &bytes, std::vector<readers::Message> messages, std::int64_t decodedTo,
               std::function<void()>) override
    {
        Session &s = sessions[no];
        inOrder = inOrder && !s.closed && offset == s.bytes.size();
        largestSlice = std::max(largestSlice, bytes.size());
        s.bytes += bytes;
        for (readers::Message &m : messages) {
            inOrder = inOrder && m.offset == decoded[no];
            decoded[no] += m.length;
            s.messages.push_back(std::move(m));
        }
        inOrder = inOrder && decoded[no] == decodedTo;
        if (sliceLimit > 0 && --sliceLimit == 0)
            open_ = false;
    }
    void close(SessionNo no, UtcTime, const QString &reason) override
    {
        inOrder = inOrder && !sessions[no].closed;
        sessions[no].closed = true;
        sessions[no].reason = reason;
    }
    void cursors(SessionNo no, const readers::LinkFacts &facts, std::function<void(std::vector<readers::Cursor>)> answer) override
    {
        askedFor.push_back(facts);
        if (onCursors)
            onCursors(no, std::move(answer));
        else
            answer({});
    }
    bool wantsMore() const override
    {
        ++asked;
        return open_;
    }
    void linkChanged(const net::LinkState &link) override { links.push_back(link); }

    template<class T>
    int count() const
    {
        int n = 0;
        for (const auto &[no, s] : sessions)
            for (const readers::Message &m : s.messages)
                n += std::holds_alternative<T>(m.body);
        return n;
    }
    int guns() const
    {
        int n = 0;
        for (const auto &[no, s] : sessions)
            for (const readers::Message &m : s.messages)
                if (const auto *r = std::get_if<readers::ReadMessage>(&m.body))
                    n += r->read.kind == ReadKind::Gun;
        return n;
    }
    int chips() const { return count<readers::ReadMessage>() - guns(); }
    bool allClosed() const
    {
        return std::all_of(sessions.begin(), sessions.end(), [](const auto &s) { return s.second.closed; });
    }
    void setOpen(bool on) { open_ = on; }

    std::map<SessionNo, Session> sessions;
    std::map<SessionNo, std::int64_t> decoded;
    std::vector<readers::LinkFacts> askedFor;
    std::vector<net::LinkState> links;
    std::function<void(SessionNo, std::function<void(std::vector<readers::Cursor>)>)> onCursors;
    qsizetype largestSlice = 0;
    int sliceLimit = 0; // > 0: full after so many slices
    bool inOrder = true;
    mutable int asked = 0; // how often the server wanted to know whether there is room

private:
    bool open_ = true;
};

} // namespace gantry::test
