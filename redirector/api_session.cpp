#include "redirector/api_session.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>
#include <utility>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/http/parser.hpp>

#include <waypost/clock.hpp>
#include <waypost/problem.hpp>

#include "redirector/api_answer.hpp"
#include "redirector/api_head.hpp"
#include "redirector/incoming_body.hpp"
#include "redirector/request_head.hpp"

namespace waypost {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

namespace {

constexpr std::size_t largest_read = 65536;
constexpr std::size_t most_discarded = std::size_t{1} << 20;
// By a call that takes its body in pieces: what is read ahead, the piece, and the row that is not whole yet.
constexpr std::size_t held_of_pieces = std::size_t{512} << 10;
// By an answer that is made in pieces: the piece, and what was fetched to make the next from.
constexpr std::size_t held_of_stream = std::size_t{512} << 10;
constexpr std::size_t small_answer = std::size_t{64} << 10;  // has room always

std::string_view std_view(boost::beast::string_view s) { return {s.data(), s.size()}; }

api_response head_too_large(std::size_t longest) {
  return to_response({431,
                      "head-too-large",
                      "The head of the request is too large",
                      "At most " + std::to_string(longest) + " bytes.",
                      {},
                      {}});
}

api_response too_many_bodies() { return unavailable("Too many bodies are being received at once."); }
api_response too_many_answers() { return unavailable("Too many answers are being sent at once."); }

// Whether the answer has room beside all others. One that is streamed goes on holding what its call did,
// since that may be what it is made from.
bool hold_answer(body_budget::share& share, const api_response& response) {
  if (response.stream) return share.hold(held_of_stream);
  return share.hold_only(response.body.size()) || response.body.size() <= small_answer;
}

}  // namespace

struct api_session::incoming {
  incoming_body::parser parser;
  std::optional<api_response> refusal;  // what it is answered instead of being carried out

  call_head head() const {
    const auto& message = parser.get();
    call_head head;
    head.method = std_view(message.method_string());
    head.target = std_view(message.target());
    head.authorization = std_view(message[http::field::authorization]);
    head.content_type = std_view(message[http::field::content_type]);
    head.accept = std_view(message[http::field::accept]);
    head.accept_encoding = std_view(message[http::field::accept_encoding]);
    head.if_none_match = std_view(message[http::field::if_none_match]);
    if (const auto key = message.find("Idempotency-Key"); key != message.end())
      head.idempotency_key = std_view(key->value());
    head.content_encoding = std_view(message[http::field::content_encoding]);
    if (const auto length = parser.content_length()) head.content_length = *length;
    head.several_authorizations = message.count(http::field::authorization) > 1;
    return head;
  }
};

api_session::api_session(asio::ip::tcp::socket socket, api_desk& desk)
    : desk_(desk), stream_(std::move(socket)), buffer_(desk.options.longest_head + largest_read) {
  error_code ignored;
  stream_.socket().set_option(asio::ip::tcp::no_delay(true), ignored);
}

void api_session::stop() {
  stopping_ = true;
  if (idle_) abort();
}

void api_session::abort() {
  waiting_since_.reset();
  stream_.close();
}

asio::awaitable<void> api_session::run() {
  std::string trouble;
  try {
    for (bool usable = true; usable && !stopping_;) {
      waiting_since_ = std::chrono::steady_clock::now();
      usable = co_await wait_for_call();
      if (usable) usable = co_await serve_call();
    }
  } catch (const std::exception& e) {
    trouble = e.what();
  }
  if (!trouble.empty()) desk_.log.alarm("a session of the API ended: " + trouble);
  stream_.close();
}

// Waits for the first bytes of a call.
asio::awaitable<bool> api_session::wait_for_call() {
  if (buffer_.size() > 0) co_return true;
  error_code ec;
  // Who has not said anything yet may not keep others out for long.
  stream_.expires_after(std::exchange(is_new_, false) ? desk_.options.head_time : desk_.options.idle_time);
  idle_ = true;
  const auto room = buffer_.prepare(desk_.options.longest_head);
  const auto bytes = co_await stream_.async_read_some(room, asio::redirect_error(asio::use_awaitable, ec));
  idle_ = false;
  buffer_.commit(bytes);
  co_return !ec;
}

asio::awaitable<bool> api_session::serve_call() {
  incoming call;
  const bool read = co_await read_head(call);
  waiting_since_.reset();
  if (!read) co_return false;
  if (call.refusal) co_return co_await answer(call, std::move(*call.refusal), false);
  auto admitted = desk_.door.admit(call.head());
  auto* const refused = std::get_if<api_response>(&admitted);
  const auto* const row = refused ? nullptr : std::get<admitted_call>(admitted).row;
  incoming_body body(stream_, buffer_, call.parser, desk_.options, row ? row->largest_body : 0);
  if (refused) co_return co_await answer(call, std::move(*refused), !body.has_any());

  auto& request = std::get<admitted_call>(admitted).request;
  const auto most_held = row->in_pieces ? held_of_pieces : row->largest_body;
  body_budget::share share(desk_.bodies, request.account, most_held);
  if (row->in_pieces) {
    request.pieces = &body;
    if (body.has_any() && !share.hold(held_of_pieces))
      co_return co_await answer(call, too_many_bodies(), false);
  } else {
    auto refusal = co_await collect(body, share, request.body);
    if (refusal) co_return co_await answer(call, std::move(*refusal), false);
  }
  if (body.failed()) co_return false;
  stream_.expires_never();
  auto response = co_await handle(*row, std::move(request));
  // What was done is told, room or not.
  if (!hold_answer(share, response) && row->method == "GET") response = too_many_answers();
  if (!body.failed()) co_return co_await answer(call, std::move(response), body.ended());
  auto refusal = body.refusal();
  if (!refusal) co_return false;
  co_return co_await answer(call, std::move(*refusal), false);
}

// False where the connection is over; a head that is malformed or too large becomes call.refusal.
asio::awaitable<bool> api_session::read_head(incoming& call) {
  head_scan scan;
  bool blank_line = false;
  error_code ec;
  stream_.expires_after(desk_.options.head_time);
  for (;;) {
    auto bytes = unread();
    // RFC 9112, 2.2: one empty line before a request is to be passed over.
    if (!blank_line && bytes.starts_with("\r\n")) {
      blank_line = true;
      scan.reset();
      buffer_.consume(2);
      bytes = unread();
    }
    const auto state = scan.advance(bytes);
    const bool complete = state == head_scan::state::complete;
    if (state == head_scan::state::malformed) {
      call.refusal = bad_syntax("The head of the request is malformed.");
      co_return true;
    }
    if ((complete ? scan.head_size() : bytes.size() + 1) > desk_.options.longest_head) {
      call.refusal = head_too_large(desk_.options.longest_head);
      co_return true;
    }
    if (complete) break;
    const auto room = buffer_.prepare(desk_.options.longest_head - bytes.size());
    buffer_.commit(co_await stream_.async_read_some(room, asio::redirect_error(asio::use_awaitable, ec)));
    if (ec) co_return false;
  }
  parse_head(call, scan.head_size());
  co_return true;
}

// Takes the head, which is whole, from the buffer.
void api_session::parse_head(incoming& call, std::size_t size) {
  error_code ec;
  call.parser.header_limit(static_cast<std::uint32_t>(desk_.options.longest_head + 1));
  call.parser.body_limit(boost::none);  // the row decides, once it is known
  call.parser.put(asio::const_buffer(buffer_.cdata().data(), size), ec);
  if (ec || !call.parser.is_header_done() || !has_one_meaning(call.parser.get()))
    call.refusal = bad_syntax("The head of the request is malformed.");
  buffer_.consume(size);
}

std::string_view api_session::unread() const {
  const auto bytes = buffer_.cdata();
  return {static_cast<const char*>(bytes.data()), bytes.size()};
}

// Reads the whole body. What is to be answered where it cannot be taken; nothing where it was read, or the
// client is gone.
asio::awaitable<std::optional<api_response>> api_session::collect(incoming_body& from,
                                                                  body_budget::share& share,
                                                                  std::string& into) {
  // Nothing is held for what is announced only, or who sends nothing would lock others out.
  if (!share.could_hold(from.announced())) co_return too_many_bodies();
  for (;;) {
    const auto piece = co_await from.next();
    if (!piece) co_return from.refusal();
    if (piece->empty()) co_return std::nullopt;
    if (!share.hold(into.size() + piece->size())) {
      // At once, so that another body can go on.
      into = std::string();
      share.give_back();
      co_return too_many_bodies();
    }
    if (into.empty()) into.reserve(from.announced());
    into.append(*piece);
  }
}

asio::awaitable<api_response> api_session::handle(const endpoint& row, api_request request) {
  std::string trouble;
  try {
    auto handled = row.handler->handle(std::move(request));
    co_return co_await std::move(handled);
  } catch (const std::exception& e) {
    trouble = e.what();
  }
  desk_.log.alarm(std::string(row.method) + ' ' + std::string(row.pattern) + " failed: " + trouble);
  co_return to_response({500, "internal", "Internal error", "This is a fault of the server.", {}, {}});
}

// Whether the connection can be used on.
asio::awaitable<bool> api_session::answer(const incoming& call, api_response response, bool body_was_read) {
  answer_frame frame;
  const bool whole_head = call.parser.is_header_done();
  frame.http_1_0 = whole_head && call.parser.get().version() < 11;
  frame.head_only = whole_head && call.parser.get().method() == http::verb::head;
  frame.keep_alive = body_was_read && !stopping_ && call.parser.keep_alive();
  frame.write_time = desk_.options.write_time;
  frame.grace = desk_.options.write_grace;
  frame.least_rate = desk_.options.least_write_rate;
  const bool usable = co_await write_answer(stream_, std::move(response), frame, system_time_ms());
  if (!body_was_read) co_await discard();
  co_return usable;
}

// Reads what is still coming in for a while: a close with unread input would destroy the answer on its way.
asio::awaitable<void> api_session::discard() {
  error_code ec;
  stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ec);
  stream_.expires_after(desk_.options.discard_time);
  buffer_.clear();
  for (std::size_t read = 0; !ec && read < most_discarded;)
    read += co_await stream_.async_read_some(buffer_.prepare(largest_read),
                                             asio::redirect_error(asio::use_awaitable, ec));
}

}  // namespace waypost
