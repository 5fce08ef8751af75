#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/socket_base.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "attribution/redis/pipeline.hpp"

namespace asio = boost::asio;
using asio::ip::tcp;

namespace waypost::redis {
namespace {

constexpr auto no_throw = asio::as_tuple(asio::use_awaitable);
using generic_endpoint = asio::generic::stream_protocol::endpoint;

// The addresses of a host; a numeric one needs no resolver and so no thread of its own.
task<std::vector<generic_endpoint>> addresses_of(asio::any_io_executor executor, const endpoint& where) {
  boost::system::error_code error;
  std::vector<generic_endpoint> found;
  if (const auto address = asio::ip::make_address(where.host, error); !error) {
    found.emplace_back(tcp::endpoint(address, where.port));
    co_return found;
  }
  tcp::resolver resolver(executor);
  const std::string service = std::to_string(where.port);
  const auto [failure, entries] = co_await resolver.async_resolve(where.host, service, no_throw);
  if (failure) co_return failure;
  for (const auto& entry : entries) found.emplace_back(entry.endpoint());
  co_return found;
}

}  // namespace

task<void> pipeline::connect(const endpoint& where) {
  std::vector<generic_endpoint> candidates;
  if (where.host.empty()) {
    candidates.emplace_back(asio::local::stream_protocol::endpoint(where.path));
  } else {
    auto found = co_await addresses_of(executor_, where);
    if (found.has_error()) co_return found.error();
    candidates = std::move(*found);
  }
  boost::system::error_code error = asio::error::host_not_found;
  for (const auto& candidate : candidates) {
    if (failed_) break;  // meanwhile: connecting would open the socket again
    boost::system::error_code ignored;
    socket_.close(ignored);
    std::tie(error) = co_await socket_.async_connect(candidate, no_throw);
    if (!error) break;
  }
  if (error) co_return error;
  if (!where.host.empty()) {
    boost::system::error_code ignored;
    socket_.set_option(tcp::no_delay(true), ignored);
    socket_.set_option(asio::socket_base::keep_alive(true), ignored);
  }
  co_return result<void>{};
}

}  // namespace waypost::redis
