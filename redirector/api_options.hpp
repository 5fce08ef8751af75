#pragma once

#include <chrono>
#include <cstddef>

#include <boost/asio/ip/tcp.hpp>

namespace waypost {

// How the API's listener behaves.
struct api_options {
  boost::asio::ip::tcp::endpoint at;  // port 0: a free one
  int backlog = 1024;
  std::size_t most_connections = 1000;                 // beyond, those that wait for a call are closed
  std::size_t most_body_bytes = std::size_t{1} << 30;  // of all calls under way; of an account's, a quarter
  std::size_t body_step = std::size_t{1} << 20;        // in which what has arrived of a body is counted
  std::size_t longest_head = 16384;
  std::chrono::milliseconds head_time{10'000};   // to a new connection's first byte, and from there to the
                                                 // end of the head
  std::chrono::milliseconds idle_time{60'000};   // between calls
  std::chrono::milliseconds stall_time{20'000};  // without a byte of a body
  std::chrono::milliseconds body_time{600'000};  // for a whole body
  std::chrono::milliseconds body_grace{10'000};  // then a body must have come at least_body_rate so far
  std::size_t least_body_rate = 65536;           // bytes a second
  std::chrono::milliseconds write_time{30'000};  // for a piece of an answer
  std::chrono::milliseconds write_grace{
      10'000};                           // then an answer must have been taken at least_write_rate so far
  std::size_t least_write_rate = 65536;  // bytes a second
  std::chrono::milliseconds discard_time{2'000};  // for what follows a call refused by its head
};

}  // namespace waypost
