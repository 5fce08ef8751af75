#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

#include <boost/asio/awaitable.hpp>

namespace waypost {

// An object over several lines may have at most this many bytes in a body of its own.
inline constexpr std::size_t longest_row = std::size_t{64} << 10;

// Takes a row, counted from 1, as its text; false where no more are wanted. Without the blanks around it,
// unless it is longer than `longest_row`.
using row_taker = std::function<bool(std::uint64_t row, std::string_view text)>;

// Goes through the rows of a body: the elements of a JSON array, a single JSON object of at most
// `longest_row` bytes, or lines (NDJSON; empty ones are passed over, but counted). Whether a line is JSON is
// for `take` to see. False where the body is an array that is not JSON: no row was given. After every
// thousand rows or 64 KiB the thread's other work has its turn.
boost::asio::awaitable<bool> for_each_row(std::string_view body, const row_taker& take);

}  // namespace waypost
