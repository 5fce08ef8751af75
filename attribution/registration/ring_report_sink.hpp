#pragma once

#include "attribution/journal/ring.hpp"
#include "attribution/registration/report_sink.hpp"

namespace waypost {

// The sink of a server: the ring of its reports' journal.
class ring_report_sink final : public report_sink {
 public:
  explicit ring_report_sink(ring& into) : ring_(into) {}

  bool append(const report& r) noexcept override { return ring_.try_append(event{0, r}); }

 private:
  ring& ring_;
};

}  // namespace waypost
