#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <waypost/campaign.hpp>

#include "attribution/recipients/recipient_store.hpp"
#include "attribution/registry/registry.hpp"

namespace waypost {

// Leads from a recipient's own id to its position and short URLs, by registry and store. One thread, the
// API's.
class registered_recipients final : public recipient_lookup {
 public:
  // `base_url`: what the codes are appended to, after a slash.
  registered_recipients(const registry& known, recipient_store& store, std::string base_url)
      : registry_(known), store_(store), base_url_(std::move(base_url)) {}

  task<std::uint32_t> position_of(const campaign& of, std::string_view recipient) override;
  task<std::vector<std::string>> ids_of(const campaign& of, std::uint32_t first,
                                        std::uint32_t count) override;
  std::vector<std::string> short_urls(const campaign& of, std::uint32_t position) const override;

 private:
  const registry& registry_;
  recipient_store& store_;
  std::string base_url_;
};

}  // namespace waypost
