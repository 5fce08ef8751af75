#include <array>
#include <utility>

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>

#include "attribution/registry/change_json.hpp"
#include "attribution/registry/json_members.hpp"

namespace waypost {
namespace {

namespace json = boost::json;

// Each of these reads what its namesake in change_json_write.cpp describes.

void read(json_members& from, link& l) {
  l.label = from.text("label");
  l.url = from.text("url");
  l.paused = from.flag("paused");
}

void read(json_members& from, conversion_goal& g) {
  g.event = from.text("event");
  g.window_minutes = from.number<std::uint32_t>("window_minutes");
}

void read(json_members& from, block& b) {
  b.length = from.number<std::uint8_t>("length");
  b.first_number = from.number<std::uint64_t>("first_number");
  b.recipients = from.number<std::uint32_t>("recipients");
  b.first_recipient = from.number<std::uint32_t>("first_recipient");
  b.first_link = from.number<std::uint16_t>("first_link");
  b.links = from.number<std::uint16_t>("links");
  b.shared = from.flag("shared");
}

void read(json_members& from, change::add_recipients::rows& r) {
  r.upload = from.id<upload_id>("upload");
  r.position_chunks = from.number<std::uint32_t>("position_chunks");
  r.hash_chunks = from.number<std::uint32_t>("hash_chunks");
  r.checksum = from.hex("checksum");
}

// A part of a change that is an object of its own; the outer one is malformed where the inner one is.
template <class Part>
result<void> read_part(json_members& outer, const json::object* o, Part& part) {
  if (o == nullptr) {
    outer.mark_malformed();
    return {};
  }
  json_members inner(*o);
  read(inner, part);
  return inner.judge();
}

template <class Part>
result<void> read_list(json_members& from, std::string_view name, std::vector<Part>& into) {
  const auto* list = from.array(name);
  if (list == nullptr) return {};
  into.resize(list->size());
  for (std::size_t i = 0; i < list->size(); ++i)
    if (auto r = read_part(from, (*list)[i].if_object(), into[i]); !r) return r;
  return {};
}

void read_texts(json_members& from, std::string_view name, std::vector<std::string>& into) {
  const auto* list = from.array(name);
  if (list == nullptr) return;
  for (const auto& each : *list) {
    const auto* text = each.if_string();
    if (text != nullptr)
      into.emplace_back(text->data(), text->size());
    else
      from.mark_malformed();
  }
}

result<void> read_run(json_members& from, campaign_id of, std::optional<block>& run) {
  if (!from.contains("run")) return {};
  run.emplace();
  run->campaign = of;
  return read_part(from, from.object("run"), *run);
}

result<void> read(json_members& from, change::found_registry& c) {
  from.bytes("key", c.key);
  return {};
}

result<void> read(json_members& from, change::create_account& c) {
  c.id = from.id<account_id>("id");
  c.name = from.text("name");
  c.most_numbers = from.optional_number<std::uint64_t>("most_numbers").value_or(0);
  return {};
}

result<void> read(json_members& from, change::create_key& c) {
  c.id = from.id<key_id>("id");
  c.account = from.id<account_id>("account");
  c.name = from.text("name");
  c.scopes = static_cast<scope>(from.number<std::uint8_t>("scopes"));
  from.bytes("secret_sha256", c.secret_sha256);
  return {};
}

result<void> read(json_members& from, change::change_key& c) {
  c.id = from.id<key_id>("id");
  c.paused = from.optional_flag("paused");
  c.revoked = from.flag("revoked");
  return {};
}

result<void> read(json_members& from, change::create_campaign& c) {
  c.made.id = from.id<campaign_id>("id");
  c.made.account = from.id<account_id>("account");
  c.made.name = from.text("name");
  c.made.time_zone = from.text("time_zone");
  c.made.created_s = from.signed_number("created_s");
  c.made.expires_ms = from.optional_signed("expires_ms");
  c.made.fallback_url = from.optional_text("fallback_url");
  c.made.paused = from.flag("paused");
  c.made.singles = from.flag("singles");
  if (auto r = read_list(from, "links", c.made.links); !r) return r;
  if (from.contains("conversions"))
    if (auto r = read_list(from, "conversions", c.made.conversions); !r) return r;
  if (from.contains("funnel")) read_texts(from, "funnel", c.made.funnel);
  if (from.contains("writer")) c.writer = from.id<writer_id>("writer");
  return read_run(from, c.made.id, c.run);
}

result<void> read(json_members& from, change::change_campaign& c) {
  c.id = from.id<campaign_id>("id");
  c.built_on = from.optional_number<std::uint64_t>("built_on");
  c.name = from.optional_text("name");
  c.time_zone = from.optional_text("time_zone");
  if (from.is_null("expires_ms"))
    c.expires_ms.emplace();
  else if (const auto at = from.optional_signed("expires_ms"))
    c.expires_ms.emplace(at);
  if (from.is_null("fallback_url"))
    c.fallback_url.emplace();
  else if (auto url = from.optional_text("fallback_url"))
    c.fallback_url.emplace(std::move(url));
  c.paused = from.optional_flag("paused");
  if (from.contains("funnel")) read_texts(from, "funnel", c.funnel.emplace());
  if (from.contains("conversions")) return read_list(from, "conversions", c.conversions.emplace());
  return {};
}

result<void> read(json_members& from, change::change_link& c) {
  c.campaign = from.id<campaign_id>("campaign");
  c.index = from.number<std::uint16_t>("index");
  c.url = from.optional_text("url");
  c.paused = from.optional_flag("paused");
  return {};
}

result<void> read(json_members& from, change::add_link& c) {
  c.campaign = from.id<campaign_id>("campaign");
  c.built_on = from.number<std::uint64_t>("built_on");
  c.index = from.optional_number<std::uint16_t>("index");
  if (auto r = read_part(from, from.object("added"), c.added); !r) return r;
  return read_run(from, c.campaign, c.run);
}

result<void> read(json_members& from, change::add_recipients& c) {
  c.campaign = from.id<campaign_id>("campaign");
  c.built_on = from.number<std::uint64_t>("built_on");
  c.count = from.number<std::uint32_t>("count");
  c.run.campaign = c.campaign;
  c.at_s = from.optional_signed("at_s");
  if (auto r = read_part(from, from.object("run"), c.run); !r) return r;
  if (!from.contains("ids")) return {};
  return read_part(from, from.object("ids"), c.ids.emplace(change::add_recipients::rows{}));
}

result<void> read(json_members& from, change::merge_indexes& c) {
  c.campaign = from.id<campaign_id>("campaign");
  c.index = from.id<upload_id>("index");
  c.hash_chunks = from.number<std::uint32_t>("hash_chunks");
  c.checksum = from.hex("checksum");
  const auto* covers = from.array("covers");
  if (covers == nullptr) return {};
  for (const auto& covered : *covers) {
    const auto* digits = covered.if_string();
    const auto id = digits != nullptr ? parse_id<upload_id>(*digits) : std::nullopt;
    if (!id) return errc::corrupt;
    c.covers.push_back(*id);
  }
  return {};
}

result<void> read(json_members& from, change::add_single& c) {
  c.campaign = from.id<campaign_id>("campaign");
  c.index = from.number<std::uint16_t>("index");
  if (auto r = read_part(from, from.object("added"), c.added); !r) return r;
  c.alias = from.optional_text("alias").value_or(std::string());
  c.domain = from.optional_number<std::uint32_t>("domain").value_or(0);
  return {};
}

template <class Change>
result<change::any> read_as(json_members& from) {
  Change c;
  if (auto r = read(from, c); !r) return r.error();
  if (auto r = from.judge(); !r) return r.error();
  return change::any(std::move(c));
}

struct kind {
  std::string_view name;
  result<change::any> (*read)(json_members&);
};

constexpr std::array kinds{
    kind{"found_registry", read_as<change::found_registry>},
    kind{"create_account", read_as<change::create_account>},
    kind{"create_key", read_as<change::create_key>},
    kind{"change_key", read_as<change::change_key>},
    kind{"create_campaign", read_as<change::create_campaign>},
    kind{"change_campaign", read_as<change::change_campaign>},
    kind{"change_link", read_as<change::change_link>},
    kind{"add_link", read_as<change::add_link>},
    kind{"add_recipients", read_as<change::add_recipients>},
    kind{"merge_indexes", read_as<change::merge_indexes>},
    kind{"add_single", read_as<change::add_single>},
};
static_assert(kinds.size() == std::variant_size_v<change::any>);

result<change::any> parse_change(const json::value& value) {
  const auto* o = value.if_object();
  if (o == nullptr) return errc::corrupt;
  json_members members(*o);
  const auto name = members.text("do");
  for (const auto& k : kinds)
    if (k.name == name) return k.read(members);
  return errc::unknown_version;
}

}  // namespace

result<std::vector<change::any>> parse_changes(std::string_view text) {
  std::array<unsigned char, 16384> buffer;  // entries are small; most never reach the heap
  json::monotonic_resource memory(buffer.data(), buffer.size());
  boost::system::error_code ec;
  const auto value = json::parse(text, ec, &memory);
  if (ec || !value.is_array()) return errc::corrupt;
  std::vector<change::any> changes;
  changes.reserve(value.get_array().size());
  for (const auto& one : value.get_array()) {
    auto c = parse_change(one);
    if (!c) return c.error();
    changes.push_back(std::move(*c));
  }
  return changes;
}

}  // namespace waypost
