#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <waypost/campaign.hpp>

#include "stats/campaign_totals.hpp"

namespace waypost {

// Some campaigns with their totals, as a list shows them.
struct campaign_list_page {
  totals_reader::campaigns campaigns;
  std::vector<campaign_totals> totals;  // of each
  std::optional<std::string> next;      // the cursor of the page that follows
};

// With "as_of": no number is older. An empty page is of now.
std::string to_json(const campaign_list_page& page, std::int64_t now_ms);
std::string to_csv(const campaign_list_page& page);

}  // namespace waypost
