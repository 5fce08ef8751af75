#include "attribution/redis/pipeline.hpp"

#include <algorithm>
#include <exception>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "attribution/redis/wire.hpp"

namespace asio = boost::asio;

namespace waypost::redis {
namespace {

constexpr auto no_throw = asio::as_tuple(asio::use_awaitable);

constexpr std::size_t read_size = 256 * 1024;
// hiredis moves what is left of its buffer after each reply, so it is fed little at a time: with many small
// replies in one large feed that would be quadratic.
constexpr std::size_t feed_size = 16 * 1024;
// A buffer that one large call made larger than this is given back.
constexpr std::size_t kept_write_buffer = 1024 * 1024;

std::string text_of(std::exception_ptr fault) {
  try {
    std::rethrow_exception(fault);
  } catch (const std::exception& e) {
    return e.what();
  }
}

}  // namespace

pipeline::pipeline(asio::any_io_executor executor)
    : executor_(executor),
      socket_(executor),
      something_gathered_(executor, clock::time_point::max()),
      deadline_(executor),
      end_(executor, clock::time_point::max()) {}

task<void> pipeline::open(const endpoint& where, std::chrono::milliseconds limit) {
  const auto self = shared_from_this();
  deadline_.expires_after(limit);
  deadline_.async_wait([self](boost::system::error_code aborted) {
    if (!aborted && !self->open_) self->fail("no connection within the limit");
  });
  const auto connected = co_await connect(where);
  if (failed_) co_return make_error_code(errc::redis_unavailable);
  if (connected.has_error()) {
    fail(connected.error().message());
    co_return connected.error();
  }
  open_ = true;
  deadline_.cancel();
  // Without one of them the others could wait for ever.
  const auto fail_of = [self](std::exception_ptr fault) {
    if (fault) self->fail("a fault of this program: " + text_of(fault));
  };
  asio::co_spawn(executor_, write_all(self), fail_of);
  asio::co_spawn(executor_, read_all(self), fail_of);
  asio::co_spawn(executor_, watch_deadlines(self), fail_of);
  co_return result<void>{};
}

void pipeline::set_call_limit(std::chrono::milliseconds limit) {
  call_limit_ = limit;
  if (open_) deadline_.cancel();  // it may sleep for longer than the new limit
}

task<std::vector<reply>> pipeline::call_all(std::vector<command> commands) {
  if (!alive()) co_return make_error_code(errc::redis_unavailable);
  if (commands.empty()) co_return std::vector<reply>{};
  const auto self = shared_from_this();
  for (const auto& c : commands) append_wire(gathering_, c);
  const auto call = std::make_shared<call_under_way>(executor_, commands.size());
  commands.clear();
  calls_.push_back(call);
  gathered_.push_back(call);
  if (gathered_.size() == 1) something_gathered_.cancel();

  co_await call->answered.async_wait(no_throw);
  if (!call->done) co_return make_error_code(errc::redis_unavailable);  // the caller was cancelled
  if (call->error) co_return call->error;
  co_return std::move(call->replies);
}

asio::awaitable<void> pipeline::ended() {
  const auto self = shared_from_this();
  while (!failed_) co_await end_.async_wait(no_throw);
}

asio::awaitable<void> pipeline::write_all(std::shared_ptr<pipeline> self) {
  while (!self->failed_) {
    if (self->gathered_.empty()) {
      co_await self->something_gathered_.async_wait(no_throw);
    } else {
      co_await self->write_gathered();
    }
  }
}

// Writes what has gathered until now, or fails.
asio::awaitable<void> pipeline::write_gathered() {
  std::string bytes = std::exchange(gathering_, {});
  const auto calls = std::exchange(gathered_, {});
  for (std::size_t written = 0; written < bytes.size();) {
    write_stuck_at_ = clock::now() + call_limit_;
    const auto rest = asio::buffer(bytes.data() + written, bytes.size() - written);
    const auto [error, length] = co_await socket_.async_write_some(rest, no_throw);
    if (failed_) co_return;
    if (error) {
      fail("write: " + error.message());
      co_return;
    }
    written += length;
  }
  write_stuck_at_ = clock::time_point::max();
  const auto late_at = clock::now() + call_limit_;
  for (const auto& call : calls) call->late_at = late_at;
  if (gathering_.empty() && bytes.capacity() <= kept_write_buffer) {
    bytes.clear();
    gathering_ = std::move(bytes);
  }
}

asio::awaitable<void> pipeline::read_all(std::shared_ptr<pipeline> self) {
  std::vector<char> buffer(read_size);
  while (!self->failed_) {
    const auto [error, length] = co_await self->socket_.async_read_some(asio::buffer(buffer), no_throw);
    if (self->failed_) co_return;
    if (error) {
      self->fail(error == asio::error::eof ? "Redis closed the connection" : "read: " + error.message());
      co_return;
    }
    self->take({buffer.data(), length});
  }
}

void pipeline::take(std::span<const char> bytes) {
  while (!bytes.empty() && !failed_) {
    const auto part = bytes.first(std::min(bytes.size(), feed_size));
    bytes = bytes.subspan(part.size());
    reader_.feed(part);
    while (take_replies()) {
    }
  }
}

// One reply, if a whole one is there.
bool pipeline::take_replies() {
  if (failed_) return false;
  auto next = reader_.next();
  if (next.has_error()) {
    end_with(errc::redis_protocol, "not RESP2: " + reader_.trouble());
    return false;
  }
  if (!next->has_value()) return false;
  deliver(std::move(**next));
  return true;
}

void pipeline::deliver(reply r) {
  if (calls_.empty()) {
    // Redis says "max number of clients reached" and the like without being asked, and closes.
    fail(r.is_error() ? r.text : "a reply to nothing");
    return;
  }
  auto& call = *calls_.front();
  call.replies.push_back(std::move(r));
  if (call.replies.size() < call.expected) return;
  finish(call, {});
  calls_.pop_front();
}

// Replies come in the order of the calls, and every call has the same limit: the first one's deadline is the
// earliest. What is not written yet cannot be late before a limit has passed from now.
pipeline::clock::time_point pipeline::next_deadline() const {
  const auto first = calls_.empty() ? clock::time_point::max() : calls_.front()->late_at;
  return std::min({first, write_stuck_at_, clock::now() + call_limit_});
}

asio::awaitable<void> pipeline::watch_deadlines(std::shared_ptr<pipeline> self) {
  while (!self->failed_) {
    if (self->next_deadline() > clock::now()) {
      self->deadline_.expires_at(self->next_deadline());
      co_await self->deadline_.async_wait(no_throw);
    } else {
      // Where this process stood still, the answer may be in the socket already: its turn comes first.
      co_await asio::post(self->executor_, no_throw);
      if (self->next_deadline() <= clock::now()) self->end_late();
    }
  }
}

void pipeline::end_late() {
  end_with(errc::redis_timeout, "no answer within " + std::to_string(call_limit_.count()) + " ms");
}

void pipeline::fail(std::string why) { end_with(errc::redis_unavailable, std::move(why)); }

void pipeline::end_with(errc for_the_first, std::string why) {
  if (failed_) return;
  const auto self = shared_from_this();
  failed_ = true;
  why_ = std::move(why);
  boost::system::error_code ignored;
  socket_.close(ignored);
  const auto now = clock::now();
  auto error = make_error_code(for_the_first);
  for (const auto& call : std::exchange(calls_, {})) {
    const bool late = for_the_first == errc::redis_timeout && call->late_at <= now;
    finish(*call, late ? make_error_code(errc::redis_timeout) : error);
    error = make_error_code(errc::redis_unavailable);
  }
  gathered_.clear();
  gathering_.clear();
  something_gathered_.cancel();
  deadline_.cancel();
  end_.cancel();
}

void pipeline::finish(call_under_way& call, boost::system::error_code error) {
  call.done = true;
  call.error = error;
  call.answered.cancel();
}

}  // namespace waypost::redis
