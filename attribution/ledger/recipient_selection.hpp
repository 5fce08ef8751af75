#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <waypost/campaign.hpp>
#include <waypost/counters.hpp>
#include <waypost/errors.hpp>

#include "attribution/ledger/conversion_facts.hpp"
#include "attribution/ledger/conversion_terms.hpp"
#include "attribution/ledger/recipient_bits.hpp"
#include "attribution/redis/command.hpp"
#include "attribution/redis/reply.hpp"

namespace waypost {

// Finds the recipients of one chunk that a filter wants, from as few of the chunk's keys as the filter needs.
// Knows no connection.
class recipient_selection {
 public:
  // errc::invalid where the campaign has no such link or goal.
  static result<recipient_selection> of(const campaign& of, const recipient_filter& wanted,
                                        std::uint32_t chunk);

  // May be none.
  const std::vector<redis::command>& commands() const noexcept { return commands_; }

  // Which of the replies is the first page of the chunk's conversions.
  std::optional<std::size_t> first_page() const noexcept;
  // By which conversions are to be read on from there.
  const conversion_terms& terms() const noexcept { return terms_; }

  // From the replies, and the conversions read: positions in the campaign, ascending; registered ones only.
  // errc::corrupt where a value makes no sense.
  result<std::vector<std::uint32_t>> positions(const std::vector<redis::reply>& replies,
                                               conversion_facts conversions) const;

 private:
  using replies = std::vector<redis::reply>;
  static constexpr std::size_t not_asked = static_cast<std::size_t>(-1);

  recipient_selection(const campaign& of, const recipient_filter& wanted, std::uint32_t chunk);

  std::size_t ask(redis::command command);
  result<recipient_bits> clicked(const replies& from) const;
  result<recipient_bits> converted(const replies& from, conversion_facts conversions) const;

  conversion_terms terms_;
  recipient_filter wanted_;
  std::uint32_t chunk_;
  std::vector<redis::command> commands_;
  // The places of their replies.
  std::size_t first_click_ = not_asked;
  std::size_t bitmaps_ = not_asked;  // of the link, one for each kind of device
  std::size_t sent_ = not_asked;
  std::size_t delivered_ = not_asked;
  std::size_t failed_ = not_asked;
  std::size_t conversions_ = not_asked;
};

}  // namespace waypost
