#include "attribution/registration/registered.hpp"

#include <charconv>

#include <boost/json/array.hpp>

#include <waypost/rfc3339.hpp>

#include "attribution/registration/scope_names.hpp"

namespace waypost {

namespace json = boost::json;

std::shared_ptr<const campaign> find_campaign(const registry_state& state, account_id account,
                                              std::string_view text) {
  const auto id = parse_id<campaign_id>(text);
  if (!id) return nullptr;
  const auto found = state.campaigns.find(*id);
  if (found == state.campaigns.end() || found->second.of->account != account) return nullptr;
  return found->second.of;
}

std::optional<std::uint16_t> find_link(const campaign& of, std::string_view text) {
  for (std::size_t i = 0; i < of.links.size(); ++i)
    if (of.links[i].label == text) return static_cast<std::uint16_t>(i);
  std::uint16_t index = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), index);
  if (error != std::errc{} || end != text.data() + text.size() || index >= of.links.size())
    return std::nullopt;
  return index;
}

json::object to_json(const link& shown) {
  return {{"label", shown.label}, {"url", shown.url}, {"paused", shown.paused}};
}

json::object to_json(const campaign& shown) {
  json::object body{{"id", to_text(shown.id)},
                    {"name", shown.name},
                    {"time_zone", shown.time_zone},
                    {"created_at", rfc3339_of_s(shown.created_s)}};
  if (shown.expires_ms) body["expires_at"] = rfc3339_of_ms(*shown.expires_ms);
  if (shown.fallback_url) body["fallback_url"] = *shown.fallback_url;
  body["paused"] = shown.paused;
  body["version"] = shown.version;
  body["recipients"] = shown.recipients;
  json::array links;
  for (const auto& each : shown.links) links.push_back(to_json(each));
  body["links"] = std::move(links);
  json::array conversions;
  for (const auto& goal : shown.conversions)
    conversions.push_back(json::object{{"event", goal.event}, {"window_minutes", goal.window_minutes}});
  if (!conversions.empty()) body["conversions"] = std::move(conversions);
  if (!shown.funnel.empty()) body["funnel"] = json::array(shown.funnel.begin(), shown.funnel.end());
  return body;
}

json::object to_json(const account& shown) {
  json::object body{{"id", to_text(shown.id)}, {"name", shown.name}, {"numbers", shown.numbers}};
  if (shown.most_numbers != 0) body["most_numbers"] = shown.most_numbers;
  return body;
}

json::object to_json(const api_key& shown) {
  json::array scopes;
  for (const auto name : names_of(shown.scopes)) scopes.emplace_back(name);
  return {{"id", to_text(shown.id)}, {"account", to_text(shown.account)},
          {"name", shown.name},      {"scopes", std::move(scopes)},
          {"paused", shown.paused},  {"revoked", shown.revoked}};
}

}  // namespace waypost
