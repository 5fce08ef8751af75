#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "attribution/registry/change_json.hpp"

namespace waypost {
namespace {

namespace json = boost::json;

std::string hex_of(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const auto byte : bytes) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

void flag(json::object& o, std::string_view name, bool value) {
  if (value) o[name] = true;
}

template <class T>
void maybe(json::object& o, std::string_view name, const std::optional<T>& value) {
  if (value) o[name] = *value;
}

json::object describe(const block& b) {
  json::object o{{"length", b.length},         {"first_number", b.first_number},
                 {"recipients", b.recipients}, {"first_recipient", b.first_recipient},
                 {"first_link", b.first_link}, {"links", b.links}};
  flag(o, "shared", b.shared);
  return o;
}

json::object describe(const link& l) {
  json::object o{{"label", l.label}, {"url", l.url}};
  flag(o, "paused", l.paused);
  return o;
}

json::array describe(const std::vector<conversion_goal>& conversions) {
  json::array list;
  for (const auto& each : conversions)
    list.push_back(json::object{{"event", each.event}, {"window_minutes", each.window_minutes}});
  return list;
}

json::array describe(const std::vector<std::string>& steps) {
  return json::array(steps.begin(), steps.end());
}

json::object describe(const change::found_registry& c) {
  return {{"do", "found_registry"}, {"key", hex_of(c.key)}};
}

json::object describe(const change::create_account& c) {
  json::object o{{"do", "create_account"}, {"id", to_text(c.id)}, {"name", c.name}};
  if (c.most_numbers != 0) o["most_numbers"] = c.most_numbers;
  return o;
}

json::object describe(const change::create_key& c) {
  return {{"do", "create_key"},
          {"id", to_text(c.id)},
          {"account", to_text(c.account)},
          {"name", c.name},
          {"scopes", static_cast<std::uint8_t>(c.scopes)},
          {"secret_sha256", hex_of(c.secret_sha256)}};
}

json::object describe(const change::change_key& c) {
  json::object o{{"do", "change_key"}, {"id", to_text(c.id)}};
  maybe(o, "paused", c.paused);
  flag(o, "revoked", c.revoked);
  return o;
}

json::object describe(const change::create_campaign& c) {
  json::object o{
      {"do", "create_campaign"}, {"id", to_text(c.made.id)},      {"account", to_text(c.made.account)},
      {"name", c.made.name},     {"time_zone", c.made.time_zone}, {"created_s", c.made.created_s}};
  maybe(o, "expires_ms", c.made.expires_ms);
  maybe(o, "fallback_url", c.made.fallback_url);
  flag(o, "paused", c.made.paused);
  flag(o, "singles", c.made.singles);
  json::array links;
  for (const auto& l : c.made.links) links.emplace_back(describe(l));
  o["links"] = std::move(links);
  if (!c.made.conversions.empty()) o["conversions"] = describe(c.made.conversions);
  if (!c.made.funnel.empty()) o["funnel"] = describe(c.made.funnel);
  if (c.run) o["run"] = describe(*c.run);
  if (c.writer != writer_id{}) o["writer"] = to_text(c.writer);
  return o;
}

json::object describe(const change::change_campaign& c) {
  json::object o{{"do", "change_campaign"}, {"id", to_text(c.id)}};
  maybe(o, "built_on", c.built_on);
  maybe(o, "name", c.name);
  maybe(o, "time_zone", c.time_zone);
  if (c.expires_ms) o["expires_ms"] = *c.expires_ms ? json::value(**c.expires_ms) : json::value(nullptr);
  if (c.fallback_url)
    o["fallback_url"] = *c.fallback_url ? json::value(**c.fallback_url) : json::value(nullptr);
  maybe(o, "paused", c.paused);
  if (c.conversions) o["conversions"] = describe(*c.conversions);
  if (c.funnel) o["funnel"] = describe(*c.funnel);
  return o;
}

json::object describe(const change::change_link& c) {
  json::object o{{"do", "change_link"}, {"campaign", to_text(c.campaign)}, {"index", c.index}};
  maybe(o, "url", c.url);
  maybe(o, "paused", c.paused);
  return o;
}

json::object describe(const change::add_link& c) {
  json::object o{{"do", "add_link"},
                 {"campaign", to_text(c.campaign)},
                 {"built_on", c.built_on},
                 {"added", describe(c.added)}};
  maybe(o, "index", c.index);
  if (c.run) o["run"] = describe(*c.run);
  return o;
}

json::object describe(const change::add_recipients& c) {
  json::object o{{"do", "add_recipients"},
                 {"campaign", to_text(c.campaign)},
                 {"built_on", c.built_on},
                 {"count", c.count},
                 {"run", describe(c.run)}};
  if (c.ids)
    o["ids"] = json::object{{"upload", to_text(c.ids->upload)},
                            {"position_chunks", c.ids->position_chunks},
                            {"hash_chunks", c.ids->hash_chunks},
                            {"checksum", detail::hex16(c.ids->checksum)}};
  maybe(o, "at_s", c.at_s);
  return o;
}

json::object describe(const change::merge_indexes& c) {
  json::array covers;
  for (const auto id : c.covers) covers.emplace_back(to_text(id));
  return {
      {"do", "merge_indexes"},        {"campaign", to_text(c.campaign)},       {"index", to_text(c.index)},
      {"hash_chunks", c.hash_chunks}, {"checksum", detail::hex16(c.checksum)}, {"covers", std::move(covers)}};
}

json::object describe(const change::add_single& c) {
  json::object o{{"do", "add_single"},
                 {"campaign", to_text(c.campaign)},
                 {"index", c.index},
                 {"added", describe(c.added)}};
  if (!c.alias.empty()) o["alias"] = c.alias;
  if (c.domain != 0) o["domain"] = c.domain;
  return o;
}

}  // namespace

std::string to_json(const change::any& what) {
  return json::serialize(std::visit([](const auto& c) { return describe(c); }, what));
}

std::string join_changes(std::span<const std::string> texts) {
  std::string joined = "[";
  for (const auto& text : texts) {
    if (joined.size() > 1) joined += ',';
    joined += text;
  }
  return joined += ']';
}

}  // namespace waypost
