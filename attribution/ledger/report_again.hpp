#pragma once

#include <cstdint>
#include <functional>

#include <waypost/journal.hpp>
#include <waypost/report.hpp>

#include "attribution/ledger/attributed.hpp"

namespace waypost {

// Appends a report to the journal of the drain's own. False where there is no room. The drain's thread.
using report_again = std::function<bool(const report&)>;

// Reports what a callback said to the campaign of its message. False where there is no room.
inline bool report_to(const report_again& again, const message_place& where, campaign_report said,
                      std::int64_t now_ms) {
  said.message_id.clear();
  said.position = where.position;
  const auto text = to_report_text(said);
  return again && again(report{now_ms, where.campaign, text});
}

}  // namespace waypost
