#include "attribution/registration/calls.hpp"

#include "attribution/registration/add_link.hpp"
#include "attribution/registration/change_campaign.hpp"
#include "attribution/registration/change_key.hpp"
#include "attribution/registration/change_link.hpp"
#include "attribution/registration/create_account.hpp"
#include "attribution/registration/create_campaign.hpp"
#include "attribution/registration/create_key.hpp"
#include "attribution/registration/create_single_link.hpp"
#include "attribution/registration/list_accounts.hpp"
#include "attribution/registration/list_campaigns.hpp"
#include "attribution/registration/list_keys.hpp"
#include "attribution/registration/list_single_links.hpp"
#include "attribution/registration/read_campaign.hpp"
#include "attribution/registration/read_own_key.hpp"
#include "attribution/registration/report_callbacks.hpp"
#include "attribution/registration/report_events.hpp"
#include "attribution/registration/scope_names.hpp"

namespace waypost {
namespace {

constexpr std::size_t no_body = 0;
constexpr std::size_t small_body = std::size_t{64} << 10;
constexpr std::size_t campaign_body = std::size_t{1} << 20;  // a hundred links of the longest URLs
constexpr std::size_t callback_body = std::size_t{16} << 20;
constexpr std::size_t events_body = std::size_t{1} << 30;  // never held whole

}  // namespace

struct registration_calls::handlers {
  handlers(const options& o, registrar& into, report_sink& reports)
      : destinations(o.base_url),
        single_links(o.base_url),
        campaign_creation(into, destinations, zones, o.now),
        campaign_list(into),
        campaign_reading(into),
        campaign_changes(into, destinations, zones),
        link_addition(into, destinations, o.shortest_code),
        link_changes(into, destinations),
        single_creation(into, destinations, single_links, o.shortest_code, o.now),
        single_list(into, single_links),
        events(into, reports, o.now, o.longest_wait_for_room),
        callbacks(reports, o.now, o.longest_wait_for_room),
        account_creation(into),
        account_list(into),
        key_creation(into),
        key_list(into),
        own_key(into),
        key_changes(into) {}

  destination_check destinations;
  time_zones zones;
  single_link_view single_links;
  create_campaign campaign_creation;
  list_campaigns campaign_list;
  read_campaign campaign_reading;
  change_campaign campaign_changes;
  add_link link_addition;
  change_link link_changes;
  create_single_link single_creation;
  list_single_links single_list;
  report_events events;
  report_callbacks callbacks;
  create_account account_creation;
  list_accounts account_list;
  create_key key_creation;
  list_keys key_list;
  read_own_key own_key;
  change_key key_changes;
};

registration_calls::registration_calls(options o, registrar& into, report_sink& reports)
    : handlers_(std::make_unique<handlers>(o, into, reports)) {}

registration_calls::~registration_calls() = default;

std::vector<endpoint> registration_calls::endpoints() {
  auto& h = *handlers_;
  return {
      {"POST", "/api/v1/campaigns", scope::register_, campaign_body, &h.campaign_creation},
      {"GET", "/api/v1/campaigns", scope::register_, no_body, &h.campaign_list},
      {"GET", "/api/v1/campaigns/{id}", scope::register_ | scope::stats, no_body, &h.campaign_reading},
      {"PATCH", "/api/v1/campaigns/{id}", scope::register_, small_body, &h.campaign_changes},
      {"POST", "/api/v1/campaigns/{id}/links", scope::register_, small_body, &h.link_addition},
      {"PATCH", "/api/v1/campaigns/{id}/links/{link}", scope::register_, small_body, &h.link_changes},
      {"POST", "/api/v1/campaigns/{id}/events", scope::register_, events_body, &h.events, true},
      {"POST", "/api/v1/callbacks/{account}/{secret}", scope::callback, callback_body, &h.callbacks, true,
       true},
      {"POST", "/api/v1/links", scope::register_, small_body, &h.single_creation},
      {"GET", "/api/v1/links", scope::register_, no_body, &h.single_list},
      {"GET", "/api/v1/key", all_scopes, no_body, &h.own_key},
      {"POST", "/api/v1/accounts", scope::admin, small_body, &h.account_creation},
      {"GET", "/api/v1/accounts", scope::admin, no_body, &h.account_list},
      {"POST", "/api/v1/keys", scope::admin, small_body, &h.key_creation},
      {"GET", "/api/v1/keys", scope::admin, no_body, &h.key_list},
      {"PATCH", "/api/v1/keys/{id}", scope::admin, small_body, &h.key_changes},
      {"DELETE", "/api/v1/keys/{id}", scope::admin, no_body, &h.key_changes},
  };
}

}  // namespace waypost
