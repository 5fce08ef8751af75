#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include <waypost/api.hpp>

namespace waypost {

// How an answer is to be framed.
struct answer_frame {
  bool http_1_0 = false;
  bool keep_alive = true;
  bool head_only = false;                  // the method was HEAD
  std::chrono::milliseconds write_time{};  // for each piece
  std::chrono::milliseconds grace{};       // after this the client must have taken `least_rate` so far
  std::size_t least_rate = 1;              // bytes a second, at least 1
};

// Writes `response`: a body with its length, a body_source chunk by chunk, each awaited before the next is
// asked for (by its end alone for HTTP/1.0). Only the time that the client lets pass counts against it. False
// where the connection cannot be used any further: the client is gone or too slow, the source failed, or the
// answer says close.
boost::asio::awaitable<bool> write_answer(boost::beast::tcp_stream& to, api_response response,
                                          answer_frame frame, std::int64_t now_ms);

}  // namespace waypost
