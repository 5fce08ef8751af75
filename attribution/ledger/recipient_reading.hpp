#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <waypost/block.hpp>
#include <waypost/campaign.hpp>
#include <waypost/counters.hpp>
#include <waypost/errors.hpp>

#include "attribution/ledger/error_number.hpp"
#include "attribution/redis/command.hpp"
#include "attribution/redis/reply.hpp"

namespace waypost {

// What asks for all that is known about one recipient.
std::vector<redis::command> recipient_commands(const campaign& of, std::uint32_t position);

struct recipient_answer {
  recipient_facts facts;              // without the error's code,
  std::optional<error_number> error;  // which has this number
};

// Which of the replies is the first page of conversions.
inline constexpr std::size_t first_page_of_conversions = 4;

// So many conversions of a recipient are told of, the earliest.
inline constexpr std::size_t most_told_conversions = 1000;

// Picks one recipient's conversions out of its chunk's, field by field. A field may come again.
class recipient_conversions {
 public:
  recipient_conversions(const campaign& of, std::uint32_t position)
      : index_(position % recipients_per_chunk), created_s_(of.created_s) {}

  // errc::corrupt where the value makes no sense.
  result<void> take(std::string_view field, std::string_view value);

  // Leaves them in `facts`, by time.
  void tell(recipient_facts& facts) &&;

 private:
  std::uint32_t index_;
  std::int64_t created_s_;
  std::map<std::pair<std::int64_t, std::string>, recipient_facts::conversion> earliest_;  // by time and field
  bool more_ = false;
};

// The replies to that, read, but for the conversions. errc::corrupt where one makes no sense.
result<recipient_answer> read_recipient_replies(const campaign& of, const std::vector<redis::reply>& replies);

}  // namespace waypost
