#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "stats/json_text.hpp"
#include "stats/numbers.hpp"

// What more than one answer has.
namespace waypost {

// One link of the split, as members of the object that is open.
inline json_text& add_link(json_text& text, const campaign_numbers::link& link) {
  return text.add("link", link.label)
      .add("clicks", link.clicks)
      .add("unique_clickers", link.unique_clickers)
      .add("share", link.share);
}

// "buckets":[{"start":"…","clicks":0},…]: a number by bucket; `starts` and `counts` are of the same length.
inline json_text& add_buckets(json_text& text, const std::vector<std::string>& starts, std::string_view name,
                              const std::vector<std::uint64_t>& counts) {
  text.open_array("buckets");
  for (std::size_t i = 0; i < starts.size(); ++i)
    text.open_object().add("start", starts[i]).add(name, counts[i]).close();
  return text.close();
}

}  // namespace waypost
