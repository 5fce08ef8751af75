#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <waypost/block.hpp>
#include <waypost/campaign.hpp>
#include <waypost/click.hpp>
#include <waypost/report.hpp>

#include "attribution/ledger/attributed.hpp"
#include "attribution/ledger/error_number.hpp"
#include "attribution/ledger/fields.hpp"
#include "attribution/redis/keys.hpp"

namespace waypost::test {

// One campaign's facts in plain containers, and as Redis has them.
struct fact_model {
  struct conversion {
    std::string event;
    std::int64_t at_s = 0;
    std::int64_t minor_units = 0;
    std::string currency;
  };
  struct recipient {
    std::optional<std::int64_t> sent;
    std::optional<std::int64_t> delivered;
    std::optional<std::int64_t> first_click;
    std::optional<std::int64_t> failed;
    std::string error;
    std::set<std::pair<std::uint16_t, device>> clicked;
    std::map<std::string, conversion> conversions;  // by event
  };
  struct plain_count {
    report_type type = report_type::sent;
    std::uint64_t count = 0;
    std::int64_t at_s = 0;
    std::string error;
  };

  campaign of;
  std::map<std::uint32_t, recipient> recipients;  // by position
  // By type and event; events of unknown recipients by these and their event.
  std::map<std::pair<report_type, std::string>, plain_count> plain;
  std::set<std::pair<std::string, std::string>> unknown;
  std::map<std::string, std::string> descriptions{};  // by code

  // Values by key: strings, and hashes.
  struct encoded {
    std::map<std::string, std::string> strings;
    std::map<std::string, std::map<std::string, std::string>> hashes;
  };
  encoded encode() const;

 private:
  fact_time time_of(std::int64_t at_s) const { return fact_time_of(at_s, of.created_s); }
  void encode_recipient(std::uint32_t position, const recipient& r, encoded& to) const;
  void encode_error(const std::string& code, encoded& to) const;
};

// `value` as big-endian bytes at index `i` of an array of such numbers.
inline void put_number(std::string& array, std::size_t i, std::size_t bytes, std::uint64_t value) {
  if (array.size() < (i + 1) * bytes) array.resize((i + 1) * bytes);
  for (std::size_t b = 0; b < bytes; ++b)
    array[i * bytes + b] = static_cast<char>(value >> (8 * (bytes - 1 - b)) & 0xff);
}

inline void put_bit(std::string& bitmap, std::size_t i) {
  if (bitmap.size() < i / 8 + 1) bitmap.resize(i / 8 + 1);
  bitmap[i / 8] = static_cast<char>(bitmap[i / 8] | (0x80 >> (i % 8)));
}

inline void fact_model::encode_error(const std::string& code, encoded& to) const {
  auto& errors = to.hashes[redis::keys::errors(of.id)];
  errors[fields::error(error_number_of(code))] = code;
  if (const auto told = descriptions.find(code); told != descriptions.end())
    errors[fields::error_description(error_number_of(code))] = told->second;
}

inline void fact_model::encode_recipient(std::uint32_t position, const recipient& r, encoded& to) const {
  namespace keys = redis::keys;
  const auto chunk = position / recipients_per_chunk;
  const auto i = position % recipients_per_chunk;
  if (r.sent) put_number(to.strings[keys::sent(of.id, chunk)], i, 4, time_of(*r.sent));
  if (r.delivered) put_number(to.strings[keys::delivered(of.id, chunk)], i, 4, time_of(*r.delivered));
  if (r.first_click) put_number(to.strings[keys::first_click(of.id, chunk)], i, 4, time_of(*r.first_click));
  if (r.failed) {
    const failure packed{time_of(*r.failed), error_number_of(r.error)};
    put_number(to.strings[keys::failed(of.id, chunk)], i, failure::bytes, packed.packed());
    encode_error(r.error, to);
  }
  for (const auto& [link, on] : r.clicked) put_bit(to.strings[keys::clicked(of.id, link, on, chunk)], i);
  for (const auto& [event, c] : r.conversions)
    to.hashes[keys::conversions(of.id, chunk)][fields::event_of(std::to_string(i), event)] =
        std::to_string(i) + ':' + std::to_string(c.at_s) + ':' + std::to_string(c.minor_units) + ':' +
        c.currency + ':' + c.event;
}

inline fact_model::encoded fact_model::encode() const {
  namespace keys = redis::keys;
  encoded to;
  for (const auto& [position, r] : recipients) encode_recipient(position, r, to);
  std::uint32_t n = 0;
  for (const auto& [event, p] : plain) {
    to.hashes[keys::plain_counts(of.id, n++ % 5)][fields::typed(p.type, fields::event(event.second))] =
        std::to_string(p.count) + ':' + std::to_string(p.at_s) + ':' +
        std::to_string(p.error.empty() ? 0 : error_number_of(p.error));
    if (!p.error.empty()) encode_error(p.error, to);
  }
  n = 0;
  for (const auto& [who, event] : unknown) {
    const auto field = fields::typed(report_type::sent, fields::event_of(who, event));
    to.hashes[keys::unknown_events(of.id, n++ % 3)][field] = "1";
  }
  return to;
}

// Draws campaigns and what happens in them.
class fact_drawer {
 public:
  explicit fact_drawer(std::uint64_t seed) : random_(seed) {}

  fact_model draw_campaign();

  // `events` more things happen.
  void add_facts(fact_model& model, int events);

  std::uint64_t below(std::uint64_t n) {
    return std::uniform_int_distribution<std::uint64_t>(0, n - 1)(random_);
  }
  bool one_in(std::uint64_t n) { return below(n) == 0; }

 private:
  std::string draw_event() {
    static const std::vector<std::string> names{"Charged", "Added To Cart", "a:b::c", "Signed up", "Other"};
    return names[below(names.size())];
  }
  std::uint32_t draw_position(const fact_model& model);
  // Often on the hour, so that times meet, windows end on the second, and facts come from before the
  // campaign.
  std::int64_t draw_time(const fact_model& model) {
    if (one_in(2)) return model.of.created_s + 3600 * static_cast<std::int64_t>(below(12));
    if (one_in(10)) return model.of.created_s - static_cast<std::int64_t>(below(500));
    return model.of.created_s + static_cast<std::int64_t>(below(one_in(20) ? 90000000 : 400000));
  }
  void add_fact(fact_model& model, fact_model::recipient& r);
  void add_message_count(fact_model& model);
  void add_conversion(fact_model::recipient& r, std::int64_t at_s);
  // Often one that another recipient, another type of events or another chunk has, too.
  std::string draw_id() { return "e" + std::to_string(one_in(2) ? below(20) : 20 + ids_++); }
  std::string draw_error() {
    static const std::vector<std::string> codes{"900", "910", "E-17", "with:colon"};
    return codes[below(codes.size())];
  }

  std::mt19937_64 random_;
  std::uint64_t ids_ = 0;
};

inline fact_model fact_drawer::draw_campaign() {
  fact_model model;
  auto& of = model.of;
  of.id = campaign_id{below(1000000) + 1};
  of.created_s = 1'700'000'000 + static_cast<std::int64_t>(below(100000));
  for (std::uint64_t i = below(4) + 1; i > 0; --i)
    of.links.push_back({"link" + std::to_string(i), {}, false});
  of.recipients = static_cast<std::uint32_t>(below(2) == 0 ? 100 : recipients_per_chunk * 2 + 200);
  std::int64_t at_s = of.created_s;
  for (std::uint32_t first = 0; first < of.recipients;
       first += 1 + static_cast<std::uint32_t>(below(of.recipients))) {
    at_s += static_cast<std::int64_t>(below(100000));
    of.registrations.push_back({first, at_s});
  }
  std::set<std::string> goals;
  while (!one_in(3)) goals.insert(draw_event());
  for (const auto& event : goals)
    of.conversions.push_back({event, static_cast<std::uint32_t>(one_in(2) ? 60 * below(12) : below(5000))});
  static const std::vector<std::string> steps{"sent", "delivered", "clicked"};
  while (!one_in(4)) of.funnel.push_back(one_in(2) ? draw_event() : steps[below(steps.size())]);
  model.descriptions = {{"910", "invalid subscriber"}, {"with:colon", "x: y"}};
  return model;
}

// Mostly few recipients, so that facts meet; now and then those at the edges.
inline std::uint32_t fact_drawer::draw_position(const fact_model& model) {
  static const std::vector<std::uint32_t> edges{0, 7, 8, 63, 64, 65535, 65536, 131071, 131072};
  if (one_in(3)) return std::min(edges[below(edges.size())], model.of.recipients - 1);
  if (one_in(3)) return static_cast<std::uint32_t>(below(model.of.recipients));
  return static_cast<std::uint32_t>(below(40)) * 1787 % model.of.recipients;
}

inline void fact_drawer::add_facts(fact_model& model, int events) {
  for (int i = 0; i < events; ++i) {
    if (one_in(20))
      add_message_count(model);
    else if (one_in(30))
      model.unknown.emplace("nobody" + std::to_string(below(3)), draw_id());
    else
      add_fact(model, model.recipients[draw_position(model)]);
  }
}

inline void fact_drawer::add_fact(fact_model& model, fact_model::recipient& r) {
  const auto at_s = draw_time(model);
  const auto take_earliest = [&](std::optional<std::int64_t>& time) {
    time = std::min(time.value_or(at_s), at_s);
  };
  switch (below(6)) {
    case 0:
      return take_earliest(r.sent);
    case 1:
      return take_earliest(r.delivered);
    case 2:
      if (r.failed) return;
      r.failed = at_s;
      r.error = draw_error();
      return;
    case 3:
      add_conversion(r, at_s);
      return;
    default:
      take_earliest(r.first_click);
      r.clicked.emplace(static_cast<std::uint16_t>(below(model.of.links.size())),
                        static_cast<device>(below(device_kinds)));
  }
}

inline void fact_drawer::add_message_count(fact_model& model) {
  fact_model::plain_count count{static_cast<report_type>(below(3)), below(5000) + 1, draw_time(model), {}};
  if (count.type == report_type::failed) count.error = draw_error();
  model.plain.try_emplace({count.type, draw_id()}, count);
}

inline void fact_drawer::add_conversion(fact_model::recipient& r, std::int64_t at_s) {
  static const std::vector<std::string> currencies{"", "INR", "USD"};
  r.conversions.try_emplace(
      draw_id(), fact_model::conversion{draw_event(), at_s, static_cast<std::int64_t>(below(100000)) - 1000,
                                        currencies[below(currencies.size())]});
}

}  // namespace waypost::test
