#pragma once

#include <string_view>

namespace waypost {

// Where state changes are told. One line each, never one per request, and never a secret.
class log_sink {
 public:
  virtual ~log_sink() = default;

  // May be called from any thread.
  virtual void info(std::string_view line) = 0;
  virtual void warn(std::string_view line) = 0;
  virtual void alarm(std::string_view line) = 0;  // somebody must look: data was lost or is in danger
};

}  // namespace waypost
