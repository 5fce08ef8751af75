#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <waypost/api.hpp>
#include <waypost/clock.hpp>

#include "attribution/registration/registrar.hpp"
#include "attribution/registration/report_sink.hpp"

namespace waypost {

// The registration API: owns the handlers of its calls. Those of recipients are a room of their own. One
// thread, the API's.
class registration_calls {
 public:
  struct options {
    std::string base_url;            // what short URLs begin with
    std::uint8_t shortest_code = 9;  // the length of new codes
    wall_clock now = system_time_ms;
    std::chrono::milliseconds longest_wait_for_room{5000};  // of an event, for room in the journal
  };

  registration_calls(options o, registrar& into, report_sink& reports);
  ~registration_calls();
  registration_calls(const registration_calls&) = delete;
  registration_calls& operator=(const registration_calls&) = delete;

  // Its rows of the table of calls; the handlers live as long as this.
  std::vector<endpoint> endpoints();

 private:
  struct handlers;
  std::unique_ptr<handlers> handlers_;
};

}  // namespace waypost
