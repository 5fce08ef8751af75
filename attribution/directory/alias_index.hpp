#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "attribution/directory/growing_table.hpp"
#include "attribution/directory/known_campaign.hpp"

namespace waypost {

// Finds aliases by domain and text. One thread writes; pinned readers go on meanwhile. The aliases themselves
// belong to their campaigns.
class alias_index {
 public:
  alias_index();

  // Pinned reader or writer; null where there is none.
  const known_alias* find(std::uint32_t domain, std::string_view alias) const noexcept;

  // Writer.
  std::shared_ptr<const known_alias> insert(std::uint32_t domain, std::string_view alias, code_number number,
                                            known_campaign* campaign, epochs& readers);
  void remove(const known_alias& alias) noexcept;

 private:
  std::uint64_t key(std::uint32_t domain, std::string_view alias) const noexcept;

  std::uint64_t seed_;  // random: people choose aliases, and nobody shall choose colliding ones
  growing_table<const known_alias> table_;
};

}  // namespace waypost
