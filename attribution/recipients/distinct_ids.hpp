#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "attribution/recipients/id_table.hpp"

namespace waypost {

// The ids of an upload without repetitions, in the order of their first rows.
struct distinct_ids {
  std::vector<std::string_view> ids;
  std::vector<std::uint32_t> of_row;  // which of `ids` each row has
};

// Works in slices; the caller keeps `rows` and what they borrow from alive.
boost::asio::awaitable<distinct_ids> without_repetitions(std::span<const std::string_view> rows);

}  // namespace waypost
