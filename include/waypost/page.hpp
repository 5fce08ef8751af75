#pragma once

#include <charconv>
#include <cstddef>
#include <optional>
#include <string>

#include <waypost/api.hpp>
#include <waypost/problem.hpp>

namespace waypost {

inline constexpr std::size_t usual_page = 50;
inline constexpr std::size_t largest_page = 1000;

// The part of a list that a call asks for: ?limit=&after=.
struct page {
  std::size_t limit = usual_page;
  std::string after;  // what the page before gave as `next`; empty for the list's beginning
};

// Nothing, and `refusal` is set, where the parameters are no good.
inline std::optional<page> read_page(const api_request& request, api_response& refusal) {
  page read;
  if (const auto text = request.parameter("limit")) {
    const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), read.limit);
    if (error != std::errc{} || end != text->data() + text->size() || read.limit < 1 ||
        read.limit > largest_page) {
      refusal = invalid_field("limit", "This must be 1 to " + std::to_string(largest_page) + '.');
      return std::nullopt;
    }
  }
  if (const auto text = request.parameter("after")) read.after = *text;
  return read;
}

}  // namespace waypost
