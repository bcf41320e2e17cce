// SPDX-License-Identifier: Apache-2.0
#pragma once
// Failures are values: Result<T> carries a T or an Error, with std::expected's names.
// Dropping a Result is a compile error (-Werror=unused-result). No exception crosses a module boundary.

#include <QString>

#include <utility>
#include <variant>

namespace gantry {

enum class ErrorCode { Unexpected = 1, InvalidInput, NotFound, Conflict, Unavailable, TimedOut, Corrupt, Unsupported, Cancelled, Io, LimitExceeded, Usage };

struct Error {
    ErrorCode code = ErrorCode::Unexpected;
    QString message; // for the operator: what happened, what to do
    QString detail;  // for the log; never a secret
    friend bool operator==(const Error &, const Error &) = default;
};

struct Nothing {
    friend bool operator==(const Nothing &, const Nothing &) = default;
};

template<class T = Nothing>
class [[nodiscard]] Result {
public:
    using value_type = T;
    Result() requires std::is_same_v<T, Nothing> : m_state(Nothing{}) {}
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    bool has_value() const { return m_state.index() == 0; }
    explicit operator bool() const { return has_value(); }
    T &value() & { return std::get<0>(m_state); }
    const T &value() const & { return std::get<0>(m_state); }
    T &&value() && { return std::get<0>(std::move(m_state)); }
    T &operator*() & { return value(); }
    const T &operator*() const & { return value(); }
    T &&operator*() && { return std::get<0>(std::move(m_state)); }
    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }
    const Error &error() const { return std::get<1>(m_state); }
    T value_or(T other) const & { return has_value() ? value() : std::move(other); }

    template<class F>
    auto and_then(F &&f) && -> decltype(f(std::declval<T &&>()))
    {
        if (has_value())
            return std::forward<F>(f)(std::get<0>(std::move(m_state)));
        return std::get<1>(std::move(m_state));
    }

private:
    std::variant<T, Error> m_state;
};

inline Error failure(ErrorCode code, QString message, QString detail = {})
{
    return Error{code, std::move(message), std::move(detail)};
}

} // namespace gantry
