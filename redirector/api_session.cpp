#include "redirector/api_session.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

#include <waypost/clock.hpp>
#include <waypost/problem.hpp>

#include "redirector/api_answer.hpp"
#include "redirector/api_head.hpp"
#include "redirector/request_head.hpp"

namespace waypost {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using std::chrono::steady_clock;

namespace {

constexpr std::size_t largest_read = 65536;
constexpr std::size_t most_discarded = std::size_t{1} << 20;

std::string_view std_view(boost::beast::string_view s) { return {s.data(), s.size()}; }

api_response head_too_large(std::size_t longest) {
  return to_response({431,
                      "head-too-large",
                      "The head of the request is too large",
                      "At most " + std::to_string(longest) + " bytes.",
                      {},
                      {}});
}

api_response too_slow() {
  return to_response({408, "too-slow", "The body comes too slowly", "It was given up.", {}, {}});
}

// Whether a body of which `arrived` bytes came in `time` comes too slowly to be waited for.
bool trickles(const api_options& options, std::size_t arrived, steady_clock::duration time) {
  const auto seconds = std::chrono::duration<double>(time).count();
  return time > options.body_grace &&
         static_cast<double>(arrived) < static_cast<double>(options.least_body_rate) * seconds;
}

}  // namespace

struct api_session::incoming {
  http::request_parser<http::string_body> parser;
  std::optional<api_response> refusal;  // what it is answered instead of being carried out

  bool has_body() const { return parser.chunked() || parser.content_length().value_or(0) > 0; }

  bool expects_continue() const {
    return parser.get().version() >= 11 &&
           boost::beast::iequals(parser.get()[http::field::expect], "100-continue");
  }

  call_head head() const {
    const auto& message = parser.get();
    call_head head;
    head.method = std_view(message.method_string());
    head.target = std_view(message.target());
    head.authorization = std_view(message[http::field::authorization]);
    head.content_type = std_view(message[http::field::content_type]);
    head.accept = std_view(message[http::field::accept]);
    head.idempotency_key = std_view(message["Idempotency-Key"]);
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

void api_session::abort() { stream_.close(); }

asio::awaitable<void> api_session::run() {
  std::string trouble;
  try {
    while (!stopping_ && co_await wait_for_call() && co_await serve_call()) continue;
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
  stream_.expires_after(desk_.options.idle_time);
  idle_ = true;
  const auto room = buffer_.prepare(desk_.options.longest_head);
  const auto bytes = co_await stream_.async_read_some(room, asio::redirect_error(asio::use_awaitable, ec));
  idle_ = false;
  buffer_.commit(bytes);
  co_return !ec;
}

asio::awaitable<bool> api_session::serve_call() {
  incoming call;
  if (!co_await read_head(call)) co_return false;
  if (call.refusal) co_return co_await answer(call, std::move(*call.refusal), false);
  auto admitted = desk_.door.admit(call.head());
  if (auto* refused = std::get_if<api_response>(&admitted))
    co_return co_await answer(call, std::move(*refused), !call.has_body());

  auto& [row, request] = std::get<admitted_call>(admitted);
  body_budget::share share(desk_.bodies, request.account, row->largest_body);
  if (call.has_body() && !co_await read_body(call, row->largest_body, share)) {
    if (!call.refusal) co_return false;
    co_return co_await answer(call, std::move(*call.refusal), false);
  }
  request.body = std::move(call.parser.get().body());
  stream_.expires_never();
  auto response = co_await handle(*row, std::move(request));
  co_return co_await answer(call, std::move(response), true);
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

// False where the client is gone.
asio::awaitable<bool> api_session::ask_for_body(const incoming& call) {
  if (!call.expects_continue() || buffer_.size() > 0) co_return true;
  error_code ec;
  stream_.expires_after(desk_.options.write_time);
  const std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
  co_await asio::async_write(stream_, asio::buffer(go_on.data(), go_on.size()),
                             asio::redirect_error(asio::use_awaitable, ec));
  co_return !ec;
}

// False where it was not read to its end: call.refusal says what to answer, if anything.
asio::awaitable<bool> api_session::read_body(incoming& call, std::size_t largest, body_budget::share& share) {
  auto& parser = call.parser;
  const std::size_t announced = parser.content_length().value_or(0);
  // Nothing is held for what is announced only, or who sends nothing would lock others out.
  if (!share.could_hold(announced)) co_return refuse_body(call, share);
  parser.body_limit(largest);
  if (!co_await ask_for_body(call)) co_return false;
  error_code ec;
  const auto begin = steady_clock::now();
  while (!parser.is_done()) {
    stream_.expires_at(
        std::min(begin + desk_.options.body_time, steady_clock::now() + desk_.options.stall_time));
    co_await http::async_read_some(stream_, buffer_, parser, asio::redirect_error(asio::use_awaitable, ec));
    if (ec == http::error::body_limit) call.refusal = body_too_large(largest);
    if (ec && !call.refusal && ec.category() == make_error_code(http::error::bad_chunk).category() &&
        ec != http::error::partial_message && ec != http::error::end_of_stream)
      call.refusal = bad_syntax("The body of the request is malformed.");
    if (ec) co_return false;
    const auto arrived = parser.get().body().size();
    if (!share.hold(arrived)) co_return refuse_body(call, share);
    if (!parser.is_done() && trickles(desk_.options, arrived, steady_clock::now() - begin)) {
      call.refusal = too_slow();
      co_return false;
    }
  }
  co_return true;
}

// Gives back what has arrived at once, so that another body can go on.
bool api_session::refuse_body(incoming& call, body_budget::share& share) {
  call.refusal = unavailable("Too many bodies are being received at once.");
  call.parser.get().body() = std::string();
  share.give_back();
  return false;
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
