#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include <boost/asio/awaitable.hpp>

#include <waypost/api.hpp>

#include "attribution/recipients/slices.hpp"
#include "loadtest/measuring.hpp"

namespace waypost::loadtest {

// What came of a call to the API, and what it took.
struct sent_answer {
  unsigned status = 0;
  std::size_t bytes = 0;
  std::size_t lines = 0;
  bool cut = false;                       // its rows ended before their end
  double answered = 0, answered_cpu = 0;  // seconds until the answer began
  double sent = 0, sent_cpu = 0;          // seconds for its rows

  void add(const std::string& piece) {
    bytes += piece.size();
    lines += static_cast<std::size_t>(std::count(piece.begin(), piece.end(), '\n'));
  }
};

// Calls, and reads the answer as a connection would: nothing is kept.
inline boost::asio::awaitable<sent_answer> call(api_handler& handler, api_request request) {
  auto begin = steady::now();
  auto cpu_begin = cpu();
  auto response = co_await handler.handle(std::move(request));
  sent_answer sent;
  sent.status = response.status;
  sent.answered = seconds_since(begin);
  sent.answered_cpu = cpu() - cpu_begin;
  sent.add(response.body);
  begin = steady::now();
  cpu_begin = cpu();
  while (response.stream != nullptr) {
    const auto piece = co_await response.stream->next();
    sent.cut = piece.has_error();
    if (sent.cut || piece->empty()) break;
    sent.add(*piece);
    co_await let_others_run();
  }
  sent.sent = seconds_since(begin);
  sent.sent_cpu = cpu() - cpu_begin;
  co_return sent;
}

}  // namespace waypost::loadtest
