#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include <boost/system/error_code.hpp>

#include <waypost/click.hpp>

#include "redirector/connection_buffers.hpp"
#include "redirector/crowd_counts.hpp"
#include "redirector/redirect_session.hpp"
#include "redirector/redirect_socket.hpp"

namespace waypost {

class redirect_connection;

// How long a connection may stay in each phase, in sweeps.
struct phase_limits {
  std::uint32_t head = 0;
  std::uint32_t idle = 0;
  std::uint32_t write = 0;
  std::uint32_t discard = 0;
};

// What a connection asks of its thread.
class connection_owner {
 public:
  virtual boost::asio::io_context& io() noexcept = 0;
  virtual redirect_desk& desk() noexcept = 0;
  virtual buffer_pool& buffers() noexcept = 0;
  virtual std::uint32_t sweeps() const noexcept = 0;  // so far: the coarse clock
  virtual bool may_wait() const noexcept = 0;
  virtual void wait_for_catch_up(redirect_connection& who) = 0;
  virtual void ended(redirect_connection& who) = 0;

 protected:
  ~connection_owner() = default;
};

// Moves bytes between a socket and a redirect_session. Used again and again, for one client after the other.
// Owned by its redirect thread and used on it alone. A hand-written machine, so that a click on a new
// connection makes nothing but its system calls.
class redirect_connection {
 public:
  explicit redirect_connection(connection_owner& owner) : owner_(owner), socket_(owner.io()) {}

  // Takes over an accepted, non-blocking descriptor and serves it until it ends; calls owner.ended() then,
  // perhaps before this returns. `crowd`: where it is counted. After an exception the next look_after() ends
  // it.
  void start(int descriptor, const network& from, crowd_counts::place crowd);

  // What the owner was asked to wait for has happened.
  void caught_up();

  // Called once a sweep: gives buffers back that are not needed, ends what takes too long or was left behind
  // by an exception.
  void look_after(const phase_limits& limits);

  // Whether no request is under way.
  bool idle() const noexcept;

  // Whether end() ends it.
  bool can_end() const noexcept;

  // Ends it as soon as what is under way allows; not while waiting for a catch-up.
  void end();

  // For how many sweeps the client has kept it waiting: for a request or the rest of one, or for a whole
  // buffer of answers to be taken.
  std::uint32_t age() const noexcept { return owner_.sweeps() - since_; }
  crowd_counts::place crowd() const noexcept { return crowd_; }

 private:
  enum class phase { unused, running, reading, shelved, writing, waiting, discarding };

  void received(std::size_t bytes);
  void run(redirect_session::outcome outcome);
  bool flush();
  void consume(std::size_t bytes) noexcept;
  void read_on();
  void shelve();
  void unshelve();
  void wait_writable();
  void begin_discarding();
  void discard();
  void finish();
  void enter(phase p) noexcept;
  redirect_session::outcome feed();

  connection_owner& owner_;
  redirect_socket socket_;
  std::optional<redirect_session> session_;
  std::unique_ptr<connection_buffers> buffers_;
  std::optional<answer_buffer> out_;
  std::size_t filled_ = 0;  // bytes of buffers_->in in use
  std::size_t sent_ = 0;    // bytes of out_ that have left
  std::size_t discarded_ = 0;
  redirect_session::next then_ = redirect_session::next::read;
  phase phase_ = phase::unused;
  crowd_counts::place crowd_ = 0;
  std::uint32_t since_ = 0;   // the sweep at which the phase, or the head under way, began
  bool served_ = false;       // a request was answered
  bool pending_ = false;      // a wait of socket_ will call back
  bool shelving_ = false;     // it was cancelled to give the buffers back
  bool ending_ = false;       // it was cancelled to end
  bool more_unread_ = false;  // the last read filled the buffer
};

}  // namespace waypost
