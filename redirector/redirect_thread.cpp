#include "redirector/redirect_thread.hpp"

#include <algorithm>
#include <cerrno>
#include <exception>
#include <poll.h>
#include <string>
#include <sys/socket.h>

#include <boost/asio/post.hpp>

#include "redirector/client_network.hpp"

namespace waypost {
namespace {

using boost::system::error_code;

// So many connections are accepted in one go at most, before those that wait are read again.
constexpr int most_at_once = 64;

// Idle for longer than so many sweeps, a connection is the first to make room.
constexpr std::uint32_t least_idle = 1;
constexpr std::uint64_t before_all_others = std::uint64_t{1} << 63;

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
               options.longest_catch_up, [this](redirect_connection& who) { call_back(who); }),
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
      tell_caught(e);
      if (acceptor_.is_open()) pause_accepting();
      sweep();
    }
  }
}

void redirect_thread::tell_caught(const std::exception& e) {
  log_.alarm(std::string("a redirect thread caught: ") + e.what());
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
      if (!is_awaited()) break;
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

// Whether a client waits to be accepted: what woke this thread may be accepted already.
bool redirect_thread::is_awaited() {
  pollfd listening{acceptor_.native_handle(), POLLIN, 0};
  return ::poll(&listening, 1, 0) > 0;
}

// False and errno where there is none.
bool redirect_thread::accept_one() {
  // First, so that no descriptor is lost where there is no memory.
  if (unused_.empty()) add_connection();
  sockaddr_storage peer{};
  socklen_t size = sizeof peer;
  const int descriptor = ::accept4(acceptor_.native_handle(), reinterpret_cast<sockaddr*>(&peer), &size,
                                   SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (descriptor < 0) return false;
  out_of_files_ = false;
  auto* connection = unused_.back();
  unused_.pop_back();
  counters_.accepted.add(1);
  counters_.open.add(1);
  const auto from = network_of(peer);
  connection->start(descriptor, from, crowds_.enter(from));
  return true;
}

void redirect_thread::add_connection() {
  connection_owner& owner = *this;
  connections_.push_back(std::make_unique<redirect_connection>(owner));
  unused_.reserve(connections_.capacity());  // so that ended() needs no memory
  unused_.push_back(connections_.back().get());
}

// An exception must not keep the others waiting.
void redirect_thread::call_back(redirect_connection& who) {
  try {
    who.caught_up();
  } catch (const std::exception& e) {
    tell_caught(e);
  }
}

void redirect_thread::ended(redirect_connection& who) {
  counters_.open.take(1);
  crowds_.leave(who.crowd());
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

// Ends the connections that are the greatest burden.
void redirect_thread::make_room() {
  std::vector<std::pair<std::uint64_t, redirect_connection*>> by_burden;
  for (const auto& each : connections_)
    if (each->can_end()) by_burden.emplace_back(burden_of(*each), each.get());
  const auto most = std::min(std::max(least_made_room, most_open_ / part_made_room), by_burden.size());
  const auto end = by_burden.begin() + static_cast<std::ptrdiff_t>(most);
  std::partial_sort(by_burden.begin(), end, by_burden.end(),
                    [](const auto& a, const auto& b) { return a.first > b.first; });
  for (auto at = by_burden.begin(); at != end; ++at) at->second->end();
}

// The connections of its network times the time that it takes. So a network that holds most of the places
// gives way before many that hold a few each, and whoever stays before the phones behind one address of their
// operator, which come and go. Who is idle loses nothing and goes before all others; but a request that may
// still be on its way is not idleness.
std::uint64_t redirect_thread::burden_of(const redirect_connection& of) const noexcept {
  const auto burden = std::uint64_t{crowds_.size_of(of.crowd())} * (std::uint64_t{of.age()} + 1);
  return of.idle() && of.age() > least_idle ? burden | before_all_others : burden;
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
