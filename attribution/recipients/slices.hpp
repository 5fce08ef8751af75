#pragma once

#include <cstddef>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

// A million rows are worked on in slices, so that the thread's other work waits for a slice only.
namespace waypost {

inline constexpr std::size_t rows_per_slice = 1000;      // where each row is parsed or written
inline constexpr std::size_t numbers_per_slice = 20000;  // where each costs some nanoseconds

// Nor shall an answer that is streamed have more of its rows in memory than a client takes at a time: a piece
// ends with the row that brings it to so many bytes.
inline constexpr std::size_t bytes_per_piece = std::size_t{256} << 10;

// Goes on after whatever else is due on this thread.
inline boost::asio::awaitable<void> let_others_run() {
  co_await boost::asio::post(co_await boost::asio::this_coro::executor, boost::asio::use_awaitable);
}

}  // namespace waypost
