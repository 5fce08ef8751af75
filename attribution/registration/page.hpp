#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <waypost/api.hpp>
#include <waypost/problem.hpp>

namespace waypost {

inline constexpr std::size_t usual_page = 50;
inline constexpr std::size_t largest_page = 1000;

// The part of a list that a call asks for: ?limit=&after=.
struct page {
  std::size_t limit = usual_page;
  std::string after;  // the id of the item before; empty for the list's beginning
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

// What a list answers; `next` is the `after` of the following page, null at the end.
inline boost::json::object page_json(boost::json::array items, std::optional<std::string> next) {
  boost::json::object body{{"items", std::move(items)}};
  body["next"] = next ? boost::json::value(*next) : boost::json::value(nullptr);
  return body;
}

// A page of what `by_id` holds and `shown` says is of the list, in order of the ids: whatever is added
// meanwhile, nobody sees an item twice and none that was there is left out.
template <class Map, class Filter>
boost::json::object page_by_id(const Map& by_id, const page& asked, Filter shown) {
  using id = typename Map::key_type;
  std::vector<id> ids;
  const auto after = parse_id<id>(asked.after);
  for (const auto& [key, value] : by_id)
    if (shown(value) && (!after || key > *after)) ids.push_back(key);
  const auto count = std::min(asked.limit, ids.size());
  std::partial_sort(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(count), ids.end());
  boost::json::array items;
  for (std::size_t i = 0; i < count; ++i) items.push_back(to_json(by_id.at(ids[i])));
  const bool more = count < ids.size();
  return page_json(std::move(items), more ? std::optional(to_text(ids[count - 1])) : std::nullopt);
}

}  // namespace waypost
