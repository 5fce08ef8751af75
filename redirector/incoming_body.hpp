#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>

#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <waypost/api.hpp>

#include "redirector/api_options.hpp"

namespace waypost {

// The body of one call on its way in, piece by piece. Only the time that the client lets pass counts against
// it, not what is done with a piece. Lives as long as the call; the API's thread.
class incoming_body final : public body_reader {
 public:
  using parser = boost::beast::http::request_parser<boost::beast::http::buffer_body>;

  // How many bytes a call of this kind holds at once.
  static constexpr std::size_t largest_piece = 65536;

  // `call` has read the head; `unread` is what came behind it.
  incoming_body(boost::beast::tcp_stream& from, boost::beast::flat_buffer& unread, parser& call,
                const api_options& options, std::size_t largest);

  // errc::closed where the body is too large, malformed or too slow (refusal() says what to answer), or the
  // client is gone.
  task<std::string_view> next() override;

  // It was read to its end.
  bool ended() const { return !has_any() || parser_.is_done(); }
  bool failed() const noexcept { return failed_; }
  // What the client is to be told after a failure; nothing where it is gone.
  std::optional<api_response> refusal() { return std::move(refusal_); }

  bool has_any() const { return parser_.chunked() || announced() > 0; }
  // The length it was announced with; 0 where none was.
  std::size_t announced() const { return parser_.content_length().value_or(0); }

 private:
  boost::asio::awaitable<bool> ask_for_it();
  boost::asio::awaitable<std::size_t> read_some(boost::system::error_code& ec);
  errc fail(boost::system::error_code ec);
  bool trickles() const;

  boost::beast::tcp_stream& stream_;
  boost::beast::flat_buffer& unread_;
  parser& parser_;
  const api_options& options_;
  std::size_t largest_;
  std::unique_ptr<char[]> piece_;
  std::size_t room_ = 0;  // in the piece
  std::size_t arrived_ = 0;
  std::chrono::steady_clock::duration waited_{0};
  bool failed_ = false;
  std::optional<api_response> refusal_;
};

}  // namespace waypost
