#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <waypost/page.hpp>

namespace waypost {

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
