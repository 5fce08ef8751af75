#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include <waypost/ids.hpp>

#include "attribution/codes/codec.hpp"
#include "attribution/registration/registrar.hpp"

namespace waypost {

// Leads from a personal code of one campaign to the position of the recipient it was made for, by what is
// registered when it is asked. One call's, on the API's thread.
class personal_codes {
 public:
  personal_codes(const registrar& of, campaign_id campaign) : registrar_(of), campaign_(campaign) {}

  // Nothing where `code` is none, is shared or an alias, or is another campaign's.
  std::optional<std::uint32_t> position_of(std::string_view code);

 private:
  const registrar& registrar_;
  campaign_id campaign_;
  std::optional<codec> codec_;  // made for the first code
};

}  // namespace waypost
