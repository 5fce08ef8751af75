#pragma once

#include <chrono>
#include <exception>
#include <set>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <waypost/api.hpp>
#include <waypost/authenticator.hpp>
#include <waypost/log.hpp>

#include "redirector/api_session.hpp"

namespace waypost {

// The inner listener: registration, statistics, health. Lives on one io_context thread, the API's, and is
// made by main(), which composes the table of calls.
class api_listener {
 public:
  // Binds; answers nobody before start(). Handlers and keys must outlive this. Throws std::system_error where
  // the address is taken.
  api_listener(boost::asio::io_context& io, api_options options, std::vector<endpoint> calls,
               authenticator& keys, log_sink& log);
  ~api_listener();
  api_listener(const api_listener&) = delete;
  api_listener& operator=(const api_listener&) = delete;

  boost::asio::ip::tcp::endpoint address() const noexcept { return address_; }

  void start();

  // Accepts no more and ends idle connections; comes back when the calls under way are answered, or after
  // `longest`, when what is left is ended all the same.
  boost::asio::awaitable<void> stop(std::chrono::milliseconds longest);

  // On the thread that runs it.
  std::size_t open_connections() const noexcept { return sessions_.size(); }

 private:
  boost::asio::awaitable<void> accept();
  boost::asio::awaitable<void> accept_one();
  boost::asio::awaitable<void> pause();
  void tell_fault(std::exception_ptr fault);
  bool make_room();
  boost::asio::awaitable<void> serve(boost::asio::ip::tcp::socket socket);

  boost::asio::io_context& io_;
  const api_options options_;
  log_sink& log_;
  api_door door_;
  body_budget bodies_;
  api_desk desk_;
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::ip::tcp::endpoint address_;
  boost::asio::steady_timer pause_;
  boost::asio::steady_timer all_ended_;
  std::set<api_session*> sessions_;
};

}  // namespace waypost
