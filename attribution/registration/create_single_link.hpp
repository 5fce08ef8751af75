#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include <waypost/api.hpp>
#include <waypost/clock.hpp>

#include "attribution/registration/destination.hpp"
#include "attribution/registration/registrar.hpp"
#include "attribution/registration/single_links.hpp"

namespace waypost {

// POST /api/v1/links: {url, alias?, label?} → a single short link. It takes the next place of a campaign of
// single links of its account which this server made; where all are full, another one is made. Other servers
// never add to it: so no place is given twice, even where Redis loses entries. One thread, the API's.
class create_single_link final : public api_handler {
 public:
  // `shortest`: the length of new codes.
  create_single_link(registrar& into, const destination_check& destinations, const single_link_view& view,
                     std::uint8_t shortest, wall_clock now);

  boost::asio::awaitable<api_response> handle(api_request request) override;

 private:
  struct place {
    campaign_id in{};
    std::uint16_t index = 0;
  };

  // A place that nobody was given before; makes a campaign where all of the account's are full. What becomes
  // of the link there is not known when its offer fails, so that place stays empty or not, but is not given
  // again.
  task<place> give_place(account_id owner);
  std::optional<place> next_place(account_id owner, campaign_id in) const;
  std::optional<place> find_place(account_id owner) const;

  registrar& registrar_;
  const destination_check& destinations_;
  const single_link_view& view_;
  std::uint8_t shortest_;
  wall_clock now_;
  std::unordered_map<account_id, campaign_id> last_used_;      // only saves the search
  std::unordered_map<campaign_id, std::uint16_t> next_index_;  // after all that were given
};

}  // namespace waypost
