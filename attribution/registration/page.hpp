#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <waypost/page.hpp>

namespace waypost {

// Behind the item that brings it to so many bytes a page ends, whatever its limit: an answer lies in memory
// as long as its client takes to read it.
inline constexpr std::size_t most_page_bytes = std::size_t{1} << 20;

// A page of a list while it is filled.
class page_items {
 public:
  explicit page_items(const page& asked) : limit_(asked.limit) {}

  bool full() const noexcept { return items_.size() == limit_ || bytes_ >= most_page_bytes; }

  // `place`: what the following page is asked for with, if this item is the page's last.
  void add(boost::json::object item, std::string place) {
    bytes_ += boost::json::serialize(item).size();
    items_.push_back(std::move(item));
    last_ = std::move(place);
  }

  // What the list answers: `next` is null where there is no more of it.
  boost::json::object to_json(bool more) && {
    boost::json::object body{{"items", std::move(items_)}};
    body["next"] = more ? boost::json::value(last_) : boost::json::value(nullptr);
    return body;
  }

 private:
  std::size_t limit_;
  std::size_t bytes_ = 0;
  boost::json::array items_;
  std::string last_;
};

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
  page_items items(asked);
  std::size_t added = 0;
  for (; added < ids.size() && !items.full(); ++added)
    items.add(to_json(by_id.at(ids[added])), to_text(ids[added]));
  return std::move(items).to_json(added < ids.size());
}

}  // namespace waypost
