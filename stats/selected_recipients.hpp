#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <waypost/api.hpp>
#include <waypost/campaign.hpp>
#include <waypost/counters.hpp>

#include "stats/recipient_lines.hpp"
#include "stats/recipient_query.hpp"

namespace waypost {

// The recipients that a query asks for, by position, selected and named while they are sent: nothing is
// fetched before the piece before it was taken. What is registered meanwhile is not among them; what is
// reported meanwhile may be. Owned by the answer; one thread, the API's.
class selected_recipients final : public body_source {
 public:
  selected_recipients(std::shared_ptr<const campaign> of, const recipient_query& asked,
                      recipient_lookup& recipients, counter_source& counters, recipient_lines lines);

  // Fetches the first rows, so that a Redis that is gone can still be answered with an error.
  task<void> prepare();

  task<std::string> next() override;

 private:
  bool has_row() const noexcept { return at_ < named_; }
  bool at_end() const noexcept { return at_ == selected_.size() && (chunk_ == chunks_ || left_ == 0); }

  task<void> fetch();   // rows, where there are more
  task<void> select();  // the next chunk in which there are any
  task<void> name();    // the ids of the next of them

  std::shared_ptr<const campaign> campaign_;
  recipient_filter wanted_;
  recipient_lookup& recipients_;
  counter_source& counters_;
  recipient_lines lines_;
  std::uint32_t first_;                  // positions below it are not wanted
  std::uint64_t left_;                   // rows that may still be selected
  std::uint32_t chunk_;                  // to be selected from next
  std::uint32_t chunks_;                 // all that the campaign has
  std::vector<std::uint32_t> selected_;  // positions
  std::size_t at_ = 0;                   // in selected_: the next row
  std::size_t named_ = 0;                // in selected_: up to here ids_ has their ids
  std::vector<std::string> ids_;
  std::uint32_t ids_from_ = 0;  // the position of ids_[0]
  bool begun_ = false;
};

}  // namespace waypost
