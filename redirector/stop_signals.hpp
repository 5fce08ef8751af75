#pragma once

#include <exception>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

namespace waypost {

// Thrown where a signal ended the start; nothing went wrong.
class stopped_early final : public std::exception {
 public:
  const char* what() const noexcept override { return "stopped by a signal before it was ready"; }
};

// SIGTERM and SIGINT: from its making on they end the server in order, no longer at once. Made by main()
// before anything that must not be left behind; its thread, the API's.
class stop_signals {
 public:
  explicit stop_signals(boost::asio::io_context& io);
  stop_signals(const stop_signals&) = delete;
  stop_signals& operator=(const stop_signals&) = delete;

  // Whether one has come; known only after the io_context ran.
  bool came() const noexcept { return came_; }

  // For who waits without the io_context: runs what is ready there, then as came().
  bool look();

  // Throws stopped_early where one has come.
  void end_start();

 private:
  boost::asio::io_context& io_;
  boost::asio::signal_set signals_;
  bool came_ = false;
};

}  // namespace waypost
