#pragma once

#include <chrono>
#include <cstddef>

#include <boost/asio/ip/tcp.hpp>

#include "redirector/miss_limit.hpp"

namespace waypost {

// How the public listener behaves.
struct redirect_options {
  boost::asio::ip::tcp::endpoint at;  // port 0: a free one
  std::size_t threads = 1;
  int backlog = 4096;
  std::size_t most_connections = 20000;  // over all threads; beyond, idle ones are closed and new ones wait
  std::chrono::milliseconds head_time{10'000};    // from a head's first byte, or the accept, to its end
  std::chrono::milliseconds idle_time{60'000};    // between requests
  std::chrono::milliseconds write_time{30'000};   // for a client to take an answer
  std::chrono::milliseconds discard_time{2'000};  // for what follows a refused head
  std::chrono::milliseconds drain_time{5'000};    // for sessions under way when the server stops
  std::chrono::milliseconds sweep_period{1'000};  // how coarsely all of these are looked after
  std::chrono::milliseconds pause{50};            // between attempts to accept where files run out
  std::size_t most_waiting = 1000;                // misses that wait for a catch-up, over all threads
  std::chrono::milliseconds longest_catch_up{
      100};  // one; who comes while one is under way waits for the next
  miss_limit_options misses;
};

}  // namespace waypost
