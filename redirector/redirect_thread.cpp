#include "redirector/redirect_thread.hpp"

#include <algorithm>
#include <cerrno>
#include <exception>
#include <string>
#include <sys/socket.h>

#include <boost/asio/post.hpp>

#include "redirector/client_network.hpp"

namespace waypost {
namespace {

using boost::system::error_code;

// So many connections are accepted in one go at most, before those that wait are read again.
constexpr int most_at_once = 64;

// How many connections make room when there are too many or files run out: one in so many, at least so many.
// Clients are to get in faster than whoever holds the others can come again.
constexpr std::size_t part_made_room = 64;
constexpr std::size_t least_made_room = 16;

boost::asio::ip::tcp protocol_of(int listening) {
  sockaddr_storage at{};
  socklen_t size = sizeof at;
  ::getsockname(listening, reinterpret_cast<sockaddr*>(&at), &size);
  return at.ss_family == AF_INET6 ? boost::asio::ip::tcp::v6() : boost::asio::ip::tcp::v4();
}

}  // namespace

redirect_thread::redirect_thread(const redirect_options& options, int listening, const codec& codes,
                                 const directory& links, ring& clicks, catch_up* catching_up, log_sink& log)
    : options_(options),
      log_(log),
      reader_(links),
      misses_(options.misses),
      desk_{codes, reader_, clicks, misses_, date_, counters_},
      waiting_(io_, catching_up, std::max<std::size_t>(1, options.most_waiting / options.threads),
               options.longest_catch_up, [](redirect_connection& who) { who.caught_up(); }),
      acceptor_(io_, protocol_of(listening), listening),
      pause_(io_),
      sweep_(io_),
      limits_{in_sweeps(options.head_time), in_sweeps(options.idle_time), in_sweeps(options.write_time),
              in_sweeps(options.discard_time)},
      most_open_(std::max<std::size_t>(1, options.most_connections / options.threads)) {}

redirect_thread::~redirect_thread() {
  if (thread_.joinable()) {
    request_stop();
    thread_.join();
  }
}

void redirect_thread::start() {
  wait_for_clients();
  sweep();
  thread_ = std::thread([this] { work(); });
}

void redirect_thread::request_stop() {
  boost::asio::post(io_, [this] { drain(); });
}

void redirect_thread::join() {
  if (thread_.joinable()) thread_.join();
}

void redirect_thread::work() noexcept {
  for (;;) {
    try {
      io_.run();
      return;
    } catch (const std::exception& e) {
      // A bug or no memory: one client is worse off, the others are served on.
      log_.alarm(std::string("a redirect thread caught: ") + e.what());
      if (acceptor_.is_open()) pause_accepting();
      sweep();
    }
  }
}

void redirect_thread::wait_for_clients() {
  acceptor_.async_wait(boost::asio::socket_base::wait_read, [this](error_code ec) {
    if (ec || !acceptor_.is_open()) return;
    accept_all();
  });
}

void redirect_thread::accept_all() {
  for (int i = 0; i < most_at_once; ++i) {
    if (counters_.open.value() >= most_open_) {
      make_room();
      return pause_accepting();
    }
    if (accept_one()) continue;
    if (errno == EAGAIN || errno == EWOULDBLOCK) break;
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      if (!std::exchange(out_of_files_, true))
        log_.warn("no more connections can be accepted for now: " +
                  error_code(errno, boost::system::system_category()).message());
      make_room();
      return pause_accepting();
    }
    // Anything else concerns one connection that is gone already.
  }
  wait_for_clients();
}

// False and errno where there is none.
bool redirect_thread::accept_one() {
  sockaddr_storage peer{};
  socklen_t size = sizeof peer;
  const int descriptor = ::accept4(acceptor_.native_handle(), reinterpret_cast<sockaddr*>(&peer), &size,
                                   SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (descriptor < 0) return false;
  out_of_files_ = false;
  if (unused_.empty()) {
    connection_owner& owner = *this;
    connections_.push_back(std::make_unique<redirect_connection>(owner));
    unused_.push_back(connections_.back().get());
  }
  auto* connection = unused_.back();
  unused_.pop_back();
  counters_.accepted.add(1);
  counters_.open.add(1);
  connection->start(descriptor, network_of(peer));
  return true;
}

void redirect_thread::ended(redirect_connection& who) {
  counters_.open.take(1);
  unused_.push_back(&who);
  end_when_drained();
}

// A wait on the acceptor would come back at once and burn the core.
void redirect_thread::pause_accepting() {
  pause_.expires_after(options_.pause);
  pause_.async_wait([this](error_code ec) {
    if (!ec && acceptor_.is_open()) accept_all();
  });
}

// Idle connections go first, then the oldest heads that do not come to their end.
void redirect_thread::make_room() {
  auto most = std::max(least_made_room, most_open_ / part_made_room);
  for (std::size_t i = 0; i < connections_.size() && most > 0; ++i) {
    if (!connections_[i]->idle()) continue;
    connections_[i]->end();
    --most;
  }
  if (most > 0) end_oldest_heads(most);
}

void redirect_thread::end_oldest_heads(std::size_t most) {
  std::vector<std::pair<std::uint32_t, redirect_connection*>> heads;
  for (const auto& connection : connections_)
    if (const auto age = connection->unfinished_head()) heads.emplace_back(*age, connection.get());
  most = std::min(most, heads.size());
  const auto end = heads.begin() + static_cast<std::ptrdiff_t>(most);
  std::partial_sort(heads.begin(), end, heads.end(),
                    [](const auto& a, const auto& b) { return a.first > b.first; });
  for (auto at = heads.begin(); at != end; ++at) at->second->end();
}

void redirect_thread::sweep() {
  sweep_.expires_after(options_.sweep_period);
  sweep_.async_wait([this](error_code ec) {
    if (ec) return;
    ++sweeps_;
    look_after_all();
    if (desk_.draining) drain_further();
    if (!desk_.draining || counters_.open.value() > 0) sweep();
  });
}

void redirect_thread::look_after_all() {
  for (std::size_t i = 0; i < connections_.size(); ++i) connections_[i]->look_after(limits_);
}

void redirect_thread::drain() {
  if (std::exchange(desk_.draining, true)) return;
  drain_until_ = sweeps_ + in_sweeps(options_.drain_time);
  // Whoever is connected already is answered, even if nobody looked at it yet.
  while (acceptor_.is_open() && counters_.open.value() < most_open_ && accept_one()) continue;
  pause_.cancel();
  error_code ignored;
  acceptor_.close(ignored);
  end_when_drained();
}

// Without the sweep there is nothing left to do, and the thread ends.
void redirect_thread::end_when_drained() {
  const bool draining = desk_.draining && !acceptor_.is_open();
  if (draining && counters_.open.value() == 0) sweep_.cancel();
}

// From the first sweep after drain() on, so that requests on their way to an idle connection still arrive.
void redirect_thread::drain_further() {
  const bool time_is_over = sweeps_ > drain_until_;
  if (time_is_over) waiting_.empty();
  for (std::size_t i = 0; i < connections_.size(); ++i)
    if (time_is_over || connections_[i]->idle()) connections_[i]->end();
}

std::uint32_t redirect_thread::in_sweeps(std::chrono::milliseconds time) const noexcept {
  const auto period = std::max<std::chrono::milliseconds::rep>(1, options_.sweep_period.count());
  return static_cast<std::uint32_t>((time.count() + period - 1) / period);
}

}  // namespace waypost
