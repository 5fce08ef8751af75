#include "tests/support/http_client.hpp"

#include <stdexcept>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>

#include "tests/support/tapping.hpp"

namespace waypost::test {

namespace asio = boost::asio;
namespace http = boost::beast::http;

namespace {

asio::ip::tcp::endpoint endpoint_of(const std::string& address) {
  const auto colon = address.rfind(':');
  return {asio::ip::make_address(address.substr(0, colon)),
          static_cast<std::uint16_t>(std::stoul(address.substr(colon + 1)))};
}

// No answer within this means that the server hangs.
void set_patience(asio::ip::tcp::socket& socket) {
  const timeval patience{60, 0};
  ::setsockopt(socket.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
}

}  // namespace

std::string http_response::field(std::string_view name) const {
  for (const auto& [key, value] : fields)
    if (boost::beast::iequals(boost::beast::string_view(key.data(), key.size()),
                              boost::beast::string_view(name.data(), name.size())))
      return value;
  return {};
}

struct http_client::connection {
  asio::io_context io;
  asio::ip::tcp::socket socket{io};
  boost::beast::flat_buffer buffer;

  explicit connection(const std::string& address) {
    socket.connect(endpoint_of(address));
    socket.set_option(asio::ip::tcp::no_delay(true));
    set_patience(socket);
  }
};

http_client::http_client(std::string address) : address_(std::move(address)) {}
http_client::~http_client() = default;
http_client::http_client(http_client&&) noexcept = default;

http_response http_client::send(std::string_view method, std::string_view target, http_fields fields,
                                std::string body) {
  http::request<http::string_body> request;
  request.version(11);
  request.method_string({method.data(), method.size()});
  request.target({target.data(), target.size()});
  request.set(http::field::host, address_);
  request.set(http::field::user_agent, std::string(iphone));
  for (const auto& [name, value] : fields) request.set(name, value);
  request.body() = std::move(body);
  request.prepare_payload();

  for (const bool fresh : {connection_ == nullptr, true}) {
    try {
      if (fresh) connection_ = std::make_unique<connection>(address_);
      http::write(connection_->socket, request);
      http::response_parser<http::string_body> parser;
      parser.body_limit(boost::none);
      if (method == "HEAD") parser.skip(true);
      http::read(connection_->socket, connection_->buffer, parser);
      http_response response;
      response.status = parser.get().result_int();
      for (const auto& field : parser.get())
        response.fields.emplace_back(std::string(field.name_string()), std::string(field.value()));
      response.body = std::move(parser.get().body());
      if (!parser.keep_alive()) connection_.reset();
      return response;
    } catch (const boost::system::system_error& error) {
      connection_.reset();
      // A kept connection may have been closed meanwhile; on a fresh one it is the server's doing.
      if (fresh)
        throw std::runtime_error(std::string(method) + ' ' + std::string(target) + ": " + error.what());
    }
  }
  throw std::logic_error("unreachable");
}

std::string http_client::exchange(const std::string& address, std::string_view bytes) {
  asio::io_context io;
  asio::ip::tcp::socket socket(io);
  socket.connect(endpoint_of(address));
  set_patience(socket);
  boost::system::error_code error;
  asio::write(socket, asio::buffer(bytes), error);
  socket.shutdown(asio::ip::tcp::socket::shutdown_send, error);
  std::string answer;
  asio::read(socket, asio::dynamic_buffer(answer), error);
  return answer;
}

}  // namespace waypost::test
