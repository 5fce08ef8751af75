#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/array.hpp>

#include <waypost/api.hpp>
#include <waypost/ids.hpp>

#include "attribution/registration/event_fields.hpp"
#include "attribution/registration/event_rows.hpp"
#include "attribution/registration/report_sink.hpp"

namespace waypost {

// Takes the rows of one call into the journal, and knows at the end what to answer. On the API's thread.
class events_taken {
 public:
  // `key`: the call's Idempotency-Key; may be empty.
  events_taken(campaign_id campaign, std::string_view key, personal_codes& codes, report_sink& into)
      : campaign_(campaign), key_(key), fields_(codes), sink_(into) {}

  enum class outcome : std::uint8_t {
    done,     // taken, or rejected by itself
    no_room,  // not taken yet: append_again() may take it
    broken,   // the array that the body is breaks in this row
  };

  outcome take(const event_rows::row& event, bool in_array, std::int64_t now_ms);
  // Tries the row once more that was not taken for want of room. False where there is still none.
  bool append_again();

  // Neither this row nor one behind it is taken.
  void stop_at(std::uint64_t row) noexcept { first_without_room_ = row; }
  // The array that the body began as breaks in this row.
  void break_at(std::uint64_t row);

  api_response answer() const;

 private:
  void reject(std::uint64_t row, const event_fault& fault);
  api_response no_room() const;

  campaign_id campaign_;
  std::string_view key_;
  event_fields fields_;
  report_sink& sink_;
  std::string text_;  // of the report that is being written
  std::int64_t time_ms_ = 0;
  std::uint64_t accepted_ = 0;
  std::uint64_t rejected_count_ = 0;
  boost::json::array rejected_;
  std::optional<std::uint64_t> broken_at_;
  std::optional<std::uint64_t> first_without_room_;
};

}  // namespace waypost
