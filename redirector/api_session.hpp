#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include <waypost/api.hpp>
#include <waypost/log.hpp>

#include "redirector/api_door.hpp"
#include "redirector/api_options.hpp"
#include "redirector/body_budget.hpp"
#include "redirector/incoming_body.hpp"

namespace waypost {

// What the sessions of the API share.
struct api_desk {
  const api_options& options;
  const api_door& door;
  body_budget& bodies;
  log_sink& log;
};

// One connection to the API: reads calls one after the other, has each judged by its head before its body is
// read, reads the body or hands it over while it comes in, and writes what its handler answers. The API's
// thread.
class api_session {
 public:
  api_session(boost::asio::ip::tcp::socket socket, api_desk& desk);

  // Serves the connection to its end. Does not throw.
  boost::asio::awaitable<void> run();

  // Ends it after the call under way; at once where there is none.
  void stop();
  // Ends it now.
  void abort();

  // Since when it has waited for the whole head of a call; nothing while a call is under way, or it ends.
  std::optional<std::chrono::steady_clock::time_point> waiting_since() const noexcept {
    return waiting_since_;
  }

 private:
  struct incoming;  // a request as far as it is read

  boost::asio::awaitable<bool> wait_for_call();
  boost::asio::awaitable<bool> serve_call();
  boost::asio::awaitable<bool> read_head(incoming& call);
  void parse_head(incoming& call, std::size_t size);
  std::string_view unread() const;
  boost::asio::awaitable<std::optional<api_response>> collect(incoming_body& from, body_budget::share& share,
                                                              std::string& into);
  boost::asio::awaitable<api_response> handle(const endpoint& row, api_request request);
  boost::asio::awaitable<bool> answer(const incoming& call, api_response response, bool body_was_read);
  boost::asio::awaitable<void> discard();

  api_desk& desk_;
  boost::beast::tcp_stream stream_;
  boost::beast::flat_buffer buffer_;
  std::optional<std::chrono::steady_clock::time_point> waiting_since_;
  bool is_new_ = true;  // no call was read on it yet
  bool stopping_ = false;
  bool idle_ = true;
};

}  // namespace waypost
