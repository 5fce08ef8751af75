#pragma once

#include <cstdint>
#include <optional>
#include <vector>

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

// The replies to that, read. errc::corrupt where one makes no sense.
result<recipient_answer> read_recipient_replies(const campaign& of, std::uint32_t position,
                                                const std::vector<redis::reply>& replies);

}  // namespace waypost
