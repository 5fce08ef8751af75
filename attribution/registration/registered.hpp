#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include <boost/json/object.hpp>

#include <waypost/campaign.hpp>

#include "attribution/registry/state.hpp"

// What is registered, as the API names and shows it.
namespace waypost {

// The account's campaign whose id `text` spells; null where there is none.
std::shared_ptr<const campaign> find_campaign(const registry_state& state, account_id account,
                                              std::string_view text);

// The index of the link that has the label `text`, or whose index it spells where no label is this.
std::optional<std::uint16_t> find_link(const campaign& of, std::string_view text);

boost::json::object to_json(const link& shown);
boost::json::object to_json(const campaign& shown);
boost::json::object to_json(const account& shown);
boost::json::object to_json(const api_key& shown);  // never with its secret

}  // namespace waypost
