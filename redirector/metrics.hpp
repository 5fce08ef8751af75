#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <waypost/api.hpp>

namespace waypost {

class redirect_listener;

// A number for Prometheus and where it comes from.
struct metric {
  enum class kind { counter, gauge };

  std::string name;    // "waypost_redirects_total"
  std::string labels;  // "answer=\"302\"", or empty
  std::string help;
  kind type = kind::counter;
  std::function<std::uint64_t()> value;  // called on the API's thread
};

// GET /metrics: the numbers main() gave, in Prometheus' text format 0.0.4. Metrics of one name must stand
// together.
class metrics_handler final : public api_handler {
 public:
  explicit metrics_handler(std::vector<metric> metrics) : metrics_(std::move(metrics)) {}
  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  std::vector<metric> metrics_;
};

// What the redirect threads count. `of` must outlive them.
std::vector<metric> metrics_of(const redirect_listener& of);

}  // namespace waypost
