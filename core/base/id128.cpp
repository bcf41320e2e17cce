// SPDX-License-Identifier: Apache-2.0
#include "core/base/id128.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

namespace gantry {

QString Id128::toString() const
{
    return QString::fromLatin1(toBytes().toHex());
}

Id128 Id128::random()
{
    Id128 id;
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    std::memcpy(id.bytes.data(), words.data(), 16);
    return id;
}

Id128 Id128::fromName(const Id128 &space, QByteArrayView name)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(QByteArrayView(reinterpret_cast<const char *>(space.bytes.data()), 16));
    hash.addData(name);
    const QByteArray digest = hash.result();
    Id128 id;
    std::memcpy(id.bytes.data(), digest.constData(), 16);
    id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0f) | 0x50);
    id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
    return id;
}

Id128 Id128::fromDigest(QByteArrayView data)
{
    const QByteArray digest = QCryptographicHash::hash(data, QCryptographicHash::Sha256);
    Id128 id;
    std::memcpy(id.bytes.data(), digest.constData(), 16);
    return id;
}

std::optional<Id128> Id128::parse(QStringView hex)
{
    QByteArray digits;
    for (QChar c : hex) {
        if (c == u'-')
            continue;
        const char l = c.toLatin1();
        if (!std::isxdigit(static_cast<unsigned char>(l)))
            return std::nullopt;
        digits.append(l);
    }
    if (digits.size() != 32)
        return std::nullopt;
    return fromBytes(QByteArray::fromHex(digits));
}

std::optional<Id128> Id128::fromBytes(QByteArrayView raw)
{
    if (raw.size() != 16)
        return std::nullopt;
    Id128 id;
    std::memcpy(id.bytes.data(), raw.data(), 16);
    return id;
}

} // namespace gantry
