// SPDX-License-Identifier: Apache-2.0
#pragma once
// 128-bit identities: random (ops, writers, personal references), derived from a name (deterministic imports,
// RFC 4122 version 5 layout) or the front half of a SHA-256 (content ids of reads).

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <optional>

namespace gantry {

struct Id128 {
    std::array<std::uint8_t, 16> bytes{};

    bool isNull() const { return *this == Id128{}; }
    QString toString() const;                       // 32 lower-case hex digits
    QByteArray toBytes() const { return QByteArray(reinterpret_cast<const char *>(bytes.data()), 16); }
    static Id128 random();                          // from the system's generator
    static Id128 fromName(const Id128 &space, QByteArrayView name); // same inputs, same id, on every laptop
    static Id128 fromDigest(QByteArrayView data);   // first 16 bytes of SHA-256
    static std::optional<Id128> parse(QStringView hex);             // 32 hex digits, dashes allowed
    static std::optional<Id128> fromBytes(QByteArrayView raw);      // exactly 16 bytes

    friend auto operator<=>(const Id128 &, const Id128 &) = default;
    friend bool operator==(const Id128 &, const Id128 &) = default;
};

inline std::size_t qHash(const Id128 &id, std::size_t seed = 0) noexcept
{
    std::uint64_t head;
    std::memcpy(&head, id.bytes.data(), sizeof head);
    return head ^ seed;
}

} // namespace gantry

template<>
struct std::hash<gantry::Id128> {
    std::size_t operator()(const gantry::Id128 &id) const noexcept { return gantry::qHash(id); }
};
