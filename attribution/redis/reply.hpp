#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <waypost/errors.hpp>

namespace waypost::redis {

// A RESP2 reply, taken out of hiredis' hands.
struct reply {
  enum class kind : std::uint8_t { nil, integer, string, status, error, array };

  kind type = kind::nil;
  std::int64_t integer = 0;
  std::string text;  // of a string, a status or an error
  std::vector<reply> elements;

  bool is_nil() const noexcept { return type == kind::nil; }
  bool is_error() const noexcept { return type == kind::error; }
};

// What an error reply's text means: NOSCRIPT, MOVED, ASK, TRYAGAIN, READONLY, MISCONF, OOM, LOADING, NOAUTH,
// NOPERM, …
errc error_of(std::string_view error_text) noexcept;

}  // namespace waypost::redis
