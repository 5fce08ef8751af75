#include "redirector/incoming_body.hpp"

#include <algorithm>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/read.hpp>

#include <waypost/problem.hpp>

#include "redirector/api_door.hpp"

namespace waypost {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using std::chrono::steady_clock;

api_response too_slow() {
  return to_response({408, "too-slow", "The body comes too slowly", "It was given up.", {}, {}});
}

bool is_malformed(error_code ec) {
  return ec.category() == make_error_code(http::error::bad_chunk).category() &&
         ec != http::error::partial_message && ec != http::error::end_of_stream;
}

}  // namespace

incoming_body::incoming_body(boost::beast::tcp_stream& from, boost::beast::flat_buffer& unread, parser& call,
                             const api_options& options, std::size_t largest)
    : stream_(from), unread_(unread), parser_(call), options_(options), largest_(largest) {
  if (has_any()) parser_.body_limit(largest);
}

task<std::string_view> incoming_body::next() {
  if (failed_) co_return errc::closed;
  if (ended()) co_return std::string_view();
  if (piece_ == nullptr) {
    const bool asked = co_await ask_for_it();
    if (!asked) co_return fail(asio::error::broken_pipe);
    room_ = parser_.chunked() ? largest_piece : std::min(announced(), largest_piece);
    piece_ = std::make_unique_for_overwrite<char[]>(room_);
  }
  while (!ended()) {
    error_code ec;
    const auto bytes = co_await read_some(ec);
    if (ec) co_return fail(ec);
    arrived_ += bytes;
    if (!ended() && trickles()) {
      refusal_ = too_slow();
      co_return fail(asio::error::timed_out);
    }
    if (bytes > 0) co_return std::string_view(piece_.get(), bytes);
  }
  co_return std::string_view();
}

// False where the client is gone.
asio::awaitable<bool> incoming_body::ask_for_it() {
  const auto& head = parser_.get();
  const bool waits = head.version() >= 11 && boost::beast::iequals(head[http::field::expect], "100-continue");
  if (!waits || unread_.size() > 0) co_return true;
  error_code ec;
  stream_.expires_after(options_.write_time);
  const std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
  co_await asio::async_write(stream_, asio::buffer(go_on.data(), go_on.size()),
                             asio::redirect_error(asio::use_awaitable, ec));
  co_return !ec;
}

// How many bytes of the body are in the piece now; 0 is not its end.
asio::awaitable<std::size_t> incoming_body::read_some(error_code& ec) {
  auto& into = parser_.get().body();
  into.data = piece_.get();
  into.size = room_;
  const auto begin = steady_clock::now();
  stream_.expires_at(begin +
                     std::min<steady_clock::duration>(options_.stall_time, options_.body_time - waited_));
  co_await http::async_read_some(stream_, unread_, parser_, asio::redirect_error(asio::use_awaitable, ec));
  stream_.expires_never();
  waited_ += steady_clock::now() - begin;
  if (ec == http::error::need_buffer) ec = {};
  co_return room_ - into.size;
}

errc incoming_body::fail(error_code ec) {
  failed_ = true;
  if (ec == http::error::body_limit)
    refusal_ = body_too_large(largest_);
  else if (is_malformed(ec))
    refusal_ = bad_syntax("The body of the request is malformed.");
  return errc::closed;
}

// Whether it comes too slowly to be waited for.
bool incoming_body::trickles() const {
  const auto seconds = std::chrono::duration<double>(waited_).count();
  return waited_ > options_.body_grace &&
         static_cast<double>(arrived_) < static_cast<double>(options_.least_body_rate) * seconds;
}

}  // namespace waypost
