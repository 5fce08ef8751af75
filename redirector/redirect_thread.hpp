#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <thread>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <waypost/log.hpp>

#include "redirector/crowd_counts.hpp"
#include "redirector/redirect_connection.hpp"
#include "redirector/redirect_options.hpp"
#include "redirector/waiting_room.hpp"

namespace waypost {

// One of the threads that answer redirects, with all that is its own: io_context, acceptor, connections, way
// into the directory, ring, limits and counters. Nothing is shared on the way of a redirect.
class redirect_thread final : private connection_owner {
 public:
  // Takes over `listening`. Of what `options` limit, its share is one in options.threads.
  redirect_thread(const redirect_options& options, int listening, const codec& codes, const directory& links,
                  ring& clicks, catch_up* catching_up, log_sink& log);
  ~redirect_thread();
  redirect_thread(const redirect_thread&) = delete;
  redirect_thread& operator=(const redirect_thread&) = delete;

  void start();
  // Accepts no more, lets what is under way end within drain_time; any thread.
  void request_stop();
  void join();

  const redirect_counters& counters() const noexcept { return counters_; }  // any thread

 private:
  using acceptor =
      boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

  boost::asio::io_context& io() noexcept override { return io_; }
  redirect_desk& desk() noexcept override { return desk_; }
  buffer_pool& buffers() noexcept override { return buffers_; }
  std::uint32_t sweeps() const noexcept override { return sweeps_; }
  bool may_wait() const noexcept override { return !desk_.draining && waiting_.has_room(); }
  void wait_for_catch_up(redirect_connection& who) override { waiting_.enter(who); }
  void ended(redirect_connection& who) override;

  void work() noexcept;
  void tell_caught(const std::exception& e);
  void wait_for_clients();
  void accept_all();
  bool accept_one();
  bool is_awaited();
  void add_connection();
  void call_back(redirect_connection& who);
  void pause_accepting();
  void make_room();
  std::uint64_t burden_of(const redirect_connection& of) const noexcept;
  void sweep();
  void look_after_all();
  void drain();
  void drain_further();
  void end_when_drained();
  std::uint32_t in_sweeps(std::chrono::milliseconds time) const noexcept;

  const redirect_options options_;
  log_sink& log_;
  boost::asio::io_context io_{1};
  redirect_counters counters_;
  directory::reader reader_;
  miss_limit misses_;
  date_field date_;
  redirect_desk desk_;
  buffer_pool buffers_;
  waiting_room waiting_;
  std::vector<std::unique_ptr<redirect_connection>> connections_;
  std::vector<redirect_connection*> unused_;
  crowd_counts crowds_;
  acceptor acceptor_;
  boost::asio::steady_timer pause_;
  boost::asio::steady_timer sweep_;
  phase_limits limits_;
  std::size_t most_open_;
  std::uint32_t sweeps_ = 0;
  std::uint32_t drain_until_ = 0;  // a sweep
  bool out_of_files_ = false;      // told in the log
  std::thread thread_;
};

}  // namespace waypost
