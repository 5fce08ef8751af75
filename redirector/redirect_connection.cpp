#include "redirector/redirect_connection.hpp"

#include <cerrno>
#include <cstring>

#include <waypost/clock.hpp>

namespace waypost {
namespace {

using boost::system::error_code;
using next = redirect_session::next;

// A client that goes on sending what nobody reads.
constexpr std::size_t most_discarded = std::size_t{1} << 20;

bool would_wait() noexcept { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

}  // namespace

void redirect_connection::start(int descriptor, const network& from, crowd_counts::place crowd) {
  phase_ = phase::running;
  crowd_ = crowd;
  socket_.take(descriptor);
  session_.emplace(owner_.desk(), from);
  filled_ = 0;
  served_ = shelving_ = ending_ = more_unread_ = false;
  since_ = owner_.sweeps();
  unshelve();
}

// Reads what is there, with buffers of its own again.
void redirect_connection::unshelve() {
  phase_ = phase::running;
  buffers_ = owner_.buffers().take();
  out_.emplace(buffers_->out);
  sent_ = 0;
  const auto bytes = socket_.read_now(buffers_->in);
  if (bytes > 0) return received(static_cast<std::size_t>(bytes));
  if (bytes < 0 && would_wait()) return read_on();
  finish();
}

void redirect_connection::received(std::size_t bytes) {
  if (filled_ == 0) since_ = owner_.sweeps();
  filled_ += bytes;
  more_unread_ = filled_ == buffers_->in.size();
  run(feed());
}

redirect_session::outcome redirect_connection::feed() {
  phase_ = phase::running;
  return session_->feed({buffers_->in.data(), filled_}, *out_, system_time_ms(), owner_.may_wait());
}

void redirect_connection::caught_up() {
  phase_ = phase::running;
  run(session_->resume({buffers_->in.data(), filled_}, *out_, system_time_ms(), owner_.may_wait()));
}

void redirect_connection::run(redirect_session::outcome outcome) {
  for (;;) {
    consume(outcome.consumed);
    then_ = outcome.what;
    if (!flush()) return;
    if (then_ != next::write) break;
    outcome = feed();
  }
  switch (then_) {
    case next::write:
    case next::read:
      return read_on();
    case next::catch_up:
      enter(phase::waiting);
      return owner_.wait_for_catch_up(*this);
    case next::close:
      return more_unread_ ? begin_discarding() : finish();
    case next::discard:
      return begin_discarding();
  }
}

// Sends the answers. False where that has to wait or the client is gone: then somebody else goes on, or
// nobody.
bool redirect_connection::flush() {
  const auto bytes = out_->bytes();
  const bool last = then_ == next::close && !more_unread_;
  while (sent_ < bytes.size()) {
    const auto sent = socket_.send_now(bytes.substr(sent_), last);
    if (sent < 0) {
      would_wait() ? wait_writable() : finish();
      return false;
    }
    sent_ += static_cast<std::size_t>(sent);
  }
  out_->clear();
  sent_ = 0;
  if (phase_ == phase::writing) enter(phase::running);
  return true;
}

void redirect_connection::consume(std::size_t bytes) noexcept {
  if (bytes == 0) return;
  // An empty line passed over before a request is no answer, and buys no time.
  if (!out_->bytes().empty()) {
    served_ = true;
    since_ = owner_.sweeps();
  }
  filled_ -= bytes;
  if (filled_ > 0) std::memmove(buffers_->in.data(), buffers_->in.data() + bytes, filled_);
}

void redirect_connection::read_on() {
  phase_ = phase::reading;
  socket_.read(std::span(buffers_->in).subspan(filled_), [this](error_code ec, std::size_t bytes) {
    pending_ = false;
    if (ending_) return finish();
    if (bytes > 0) {
      shelving_ = false;
      return received(bytes);
    }
    if (shelving_ && ec == boost::asio::error::operation_aborted) return shelve();
    finish();
  });
  pending_ = true;  // not before: without memory for the wait nobody calls back
}

// Waits for the next request without buffers.
void redirect_connection::shelve() {
  shelving_ = false;
  phase_ = phase::shelved;
  out_.reset();
  owner_.buffers().give_back(std::move(buffers_));
  socket_.wait(boost::asio::socket_base::wait_read, [this](error_code ec) {
    pending_ = false;
    ec || ending_ ? finish() : unshelve();
  });
  pending_ = true;
}

void redirect_connection::wait_writable() {
  // A part that was taken of what is being sent buys no time.
  if (phase_ != phase::writing) enter(phase::writing);
  socket_.wait(boost::asio::socket_base::wait_write, [this](error_code ec) {
    pending_ = false;
    if (ec || ending_) return finish();
    run({then_, 0});
  });
  pending_ = true;
}

void redirect_connection::begin_discarding() {
  socket_.shut_sending();
  enter(phase::discarding);
  discarded_ = 0;
  discard();
}

void redirect_connection::discard() {
  for (;;) {
    const auto bytes = socket_.read_now(buffers_->in);
    if (bytes < 0 && would_wait()) break;
    if (bytes <= 0) return finish();
    discarded_ += static_cast<std::size_t>(bytes);
    if (discarded_ > most_discarded) return finish();
  }
  socket_.wait(boost::asio::socket_base::wait_read, [this](error_code ec) {
    pending_ = false;
    ec || ending_ ? finish() : discard();
  });
  pending_ = true;
}

void redirect_connection::look_after(const phase_limits& limits) {
  const auto until_next = served_ && filled_ == 0 ? limits.idle : limits.head;
  switch (phase_) {
    case phase::unused:
    case phase::waiting:
      return;
    case phase::running:
      // Nothing is running between events: an exception has left it so.
      return finish();
    case phase::reading:
      if (age() > until_next) return end();
      if (filled_ == 0 && age() > 1 && !shelving_) {
        shelving_ = true;
        socket_.cancel();
      }
      return;
    case phase::shelved:
      if (age() > until_next) end();
      return;
    case phase::writing:
      if (age() > limits.write) end();
      return;
    case phase::discarding:
      if (age() > limits.discard) end();
      return;
  }
}

bool redirect_connection::idle() const noexcept {
  return phase_ == phase::shelved || (phase_ == phase::reading && filled_ == 0);
}

bool redirect_connection::can_end() const noexcept {
  return phase_ != phase::unused && phase_ != phase::waiting && !ending_;
}

void redirect_connection::end() {
  if (!can_end()) return;
  ending_ = true;
  pending_ ? socket_.cancel() : finish();
}

void redirect_connection::finish() {
  socket_.close();
  session_.reset();
  out_.reset();
  owner_.buffers().give_back(std::move(buffers_));
  phase_ = phase::unused;
  owner_.ended(*this);
}

void redirect_connection::enter(phase p) noexcept {
  phase_ = p;
  since_ = owner_.sweeps();
}

}  // namespace waypost
