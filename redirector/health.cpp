#include "redirector/health.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace waypost {
namespace {

api_response status(unsigned code, boost::json::object body) {
  api_response response;
  response.status = code;
  response.body = boost::json::serialize(body) + '\n';
  if (code == 503) response.headers.emplace_back("Retry-After", "1");
  return response;
}

}  // namespace

boost::asio::awaitable<api_response> health_handler::handle(api_request) {
  co_return status(200, boost::json::object{{"status", "ok"}});
}

boost::asio::awaitable<api_response> readiness_handler::handle(api_request) {
  if (looks_.draining()) co_return status(503, boost::json::object{{"status", "draining"}});
  boost::json::array reasons;
  for (const auto& [name, well] : looks_.parts)
    if (!well()) reasons.emplace_back(name);
  if (reasons.empty()) co_return status(200, boost::json::object{{"status", "ok"}});
  co_return status(200, boost::json::object{{"status", "degraded"}, {"reasons", std::move(reasons)}});
}

}  // namespace waypost
