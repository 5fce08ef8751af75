#pragma once

#include <waypost/journal.hpp>

namespace waypost {

// Where the API thread writes down what the platform reports. One thread, the API's.
class report_sink {
 public:
  virtual ~report_sink() = default;

  // False where there is no room: the report was not taken.
  virtual bool append(const report& r) noexcept = 0;
};

}  // namespace waypost
