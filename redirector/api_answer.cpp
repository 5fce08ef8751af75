#include "redirector/api_answer.hpp"

#include <algorithm>
#include <array>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/buffer_traits.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/http/chunk_encode.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/write.hpp>

#include <waypost/problem.hpp>

#include "redirector/answers.hpp"

namespace waypost {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using std::chrono::steady_clock;
using head_message = http::response<http::empty_body>;

constexpr std::size_t largest_piece = std::size_t{256} << 10;

// A handler's field that could end its line early would let a client write fields of its own.
bool is_field_value(std::string_view value) {
  return value.find_first_of(std::string_view("\r\n\0", 3)) == value.npos;
}

bool has_bad_field(const api_response& response) {
  return !is_field_value(response.content_type) ||
         std::any_of(response.headers.begin(), response.headers.end(),
                     [](const auto& h) { return !is_field_value(h.first) || !is_field_value(h.second); });
}

head_message head_of(const api_response& response, const answer_frame& frame, std::int64_t now_ms) {
  head_message head;
  head.version(frame.http_1_0 ? 10 : 11);
  head.result(response.status);
  date_field date;
  auto written = date.at(now_ms).substr(6);
  written.remove_suffix(2);
  head.set(http::field::date, boost::beast::string_view(written.data(), written.size()));
  head.set(http::field::cache_control, "no-store");
  head.set("X-Content-Type-Options", "nosniff");
  const bool has_body = response.status != 204 && response.status != 304;
  if (has_body) head.set(http::field::content_type, response.content_type);
  for (const auto& [name, value] : response.headers) head.set(name, value);
  head.keep_alive(frame.keep_alive);
  if (response.stream != nullptr)
    head.chunked(!frame.http_1_0);
  else if (has_body)
    head.content_length(response.body.size());
  return head;
}

// Writes one answer to a client that has to keep up with it.
class paced_writer {
 public:
  paced_writer(boost::beast::tcp_stream& to, const answer_frame& frame) : stream_(to), frame_(frame) {}

  template <class Buffers>
  asio::awaitable<error_code> write(Buffers what) {
    const auto bytes = boost::beast::buffer_bytes(what);
    const auto begin = steady_clock::now();
    error_code ec;
    stream_.expires_at(begin + time_for(bytes));
    co_await asio::async_write(stream_, what, asio::redirect_error(asio::use_awaitable, ec));
    stream_.expires_never();
    waited_ += steady_clock::now() - begin;
    written_ += bytes;
    co_return ec;
  }

 private:
  steady_clock::duration time_for(std::size_t bytes) const {
    const std::chrono::duration<double> at_rate(static_cast<double>(written_ + bytes) /
                                                static_cast<double>(frame_.least_rate));
    const auto whole = std::chrono::duration_cast<steady_clock::duration>(at_rate);
    return std::min<steady_clock::duration>(frame_.write_time,
                                            std::max<steady_clock::duration>(frame_.grace, whole) - waited_);
  }

  boost::beast::tcp_stream& stream_;
  const answer_frame frame_;
  std::size_t written_ = 0;
  steady_clock::duration waited_{0};
};

// Sends the head, and `body` with it.
asio::awaitable<error_code> write_head(paced_writer& to, head_message& head, std::string_view body) {
  error_code ec;
  http::response_serializer<http::empty_body> serializer(head);
  serializer.split(true);
  std::string bytes;
  while (!serializer.is_header_done()) {
    serializer.next(ec, [&](error_code& visited, const auto& buffers) {
      visited = {};
      bytes.append(boost::beast::buffers_to_string(buffers));
      serializer.consume(boost::beast::buffer_bytes(buffers));
    });
    if (ec) co_return ec;
  }
  const std::array<asio::const_buffer, 2> both{asio::buffer(bytes), asio::buffer(body.data(), body.size())};
  co_return co_await to.write(both);
}

asio::awaitable<bool> write_stream(paced_writer& to, body_source& from, const answer_frame& frame) {
  error_code ec;
  for (;;) {
    const auto piece = co_await from.next();
    // Without the last chunk the client sees that the body is cut.
    if (!piece) co_return false;
    if (piece->empty()) break;
    const asio::const_buffer bytes = asio::buffer(*piece);
    if (frame.http_1_0)
      ec = co_await to.write(bytes);
    else
      ec = co_await to.write(http::make_chunk(bytes));
    if (ec) co_return false;
  }
  if (!frame.http_1_0) ec = co_await to.write(http::make_chunk_last());
  co_return !ec && frame.keep_alive;
}

}  // namespace

asio::awaitable<bool> write_answer(boost::beast::tcp_stream& to, api_response response, answer_frame frame,
                                   std::int64_t now_ms) {
  if (has_bad_field(response))
    response = to_response({500, "internal", "Internal error", "The answer could not be written.", {}, {}});
  if (response.stream != nullptr && frame.http_1_0) frame.keep_alive = false;
  auto head = head_of(response, frame, now_ms);
  std::string_view body = response.body;
  if (frame.head_only || response.stream != nullptr) body = {};
  paced_writer writer(to, frame);
  auto ec = co_await write_head(writer, head, body.substr(0, largest_piece));
  for (std::size_t at = largest_piece; !ec && at < body.size(); at += largest_piece) {
    const auto piece = body.substr(at, largest_piece);
    ec = co_await writer.write(asio::buffer(piece.data(), piece.size()));
  }
  if (ec) co_return false;
  if (response.stream == nullptr || frame.head_only) co_return frame.keep_alive;
  co_return co_await write_stream(writer, *response.stream, frame);
}

}  // namespace waypost
