#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <waypost/api.hpp>

namespace waypost {

// What /readyz knows: functions that look at the parts of the server, given by main(). Called on the API's
// thread.
struct readiness {
  std::function<bool()> draining;
  // Parts without which redirects go on all the same: "redis", "registry", "journal-disk", … and whether each
  // is well.
  std::vector<std::pair<std::string, std::function<bool()>>> parts;
};

// GET /healthz: the process answers.
class health_handler final : public api_handler {
 public:
  boost::asio::awaitable<api_response> handle(api_request request) override;
};

// GET /readyz: 200 while redirects are answered, {"status":"ok"} or {"status":"degraded","reasons":[…]}; 503,
// {"status":"draining"}, only while the server stops. Nobody is answered before all links are known. A 503
// for anything else would make a balancer take links away that lead on.
class readiness_handler final : public api_handler {
 public:
  explicit readiness_handler(readiness looks) : looks_(std::move(looks)) {}
  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  readiness looks_;
};

}  // namespace waypost
