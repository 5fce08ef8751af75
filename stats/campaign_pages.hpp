#pragma once

#include <utility>

#include <waypost/campaign.hpp>
#include <waypost/clock.hpp>
#include <waypost/counters.hpp>
#include <waypost/page.hpp>

#include "stats/campaign_list_text.hpp"
#include "stats/campaign_order.hpp"
#include "stats/campaign_totals.hpp"

namespace waypost {

// Picks campaigns and reads their totals. One thread, the API's.
class campaign_pages {
 public:
  campaign_pages(const campaign_catalogue& campaigns, counter_source& counters, wall_clock now)
      : campaigns_(campaigns), totals_(counters, std::move(now)) {}

  // A page of all of the account's campaigns that do not hold single links. errc::invalid where `asked.after`
  // is no cursor of this order; fails as counter_source does.
  task<campaign_list_page> page_of(account_id account, campaign_order order, page asked);

  // Just these, in their order.
  task<campaign_list_page> all_of(totals_reader::campaigns campaigns);

 private:
  const campaign_catalogue& campaigns_;
  totals_reader totals_;
};

}  // namespace waypost
