// SPDX-License-Identifier: Apache-2.0
#pragma once
// Types that do not mix: a RaceIdx where a PointIdx belongs does not compile.

#include <compare>
#include <cstddef>
#include <functional>

namespace gantry {

template<class Tag, class Rep>
class StrongId {
public:
    constexpr StrongId() = default;
    constexpr explicit StrongId(Rep value) : m_value(std::move(value)) {}
    constexpr const Rep &value() const { return m_value; }
    friend auto operator<=>(const StrongId &, const StrongId &) = default;
    friend bool operator==(const StrongId &, const StrongId &) = default;

private:
    Rep m_value{};
};

} // namespace gantry

template<class Tag, class Rep>
struct std::hash<gantry::StrongId<Tag, Rep>> {
    std::size_t operator()(const gantry::StrongId<Tag, Rep> &id) const noexcept { return std::hash<Rep>{}(id.value()); }
};
