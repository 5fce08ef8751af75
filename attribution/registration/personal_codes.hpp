#pragma once

#include <optional>
#include <string_view>

#include <waypost/code.hpp>
#include <waypost/ids.hpp>

#include "attribution/codes/codec.hpp"
#include "attribution/registration/registrar.hpp"

namespace waypost {

// Tells which codes may be personal ones of one campaign, by what is registered when it is asked. One call's,
// on the API's thread.
class personal_codes {
 public:
  personal_codes(const registrar& of, campaign_id campaign) : registrar_(of), campaign_(campaign) {}

  // What `code` stands for. Nothing where it is no code, or is known to be shared or another campaign's. One
  // that is not known here may have been made on another server a moment ago.
  std::optional<code_number> number_of(std::string_view code);

 private:
  const registrar& registrar_;
  campaign_id campaign_;
  std::optional<codec> codec_;  // made for the first code
};

}  // namespace waypost
