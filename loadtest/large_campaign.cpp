#include "loadtest/large_campaign.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "attribution/ledger/error_number.hpp"
#include "attribution/ledger/fact_times.hpp"
#include "attribution/ledger/fields.hpp"
#include "attribution/redis/keys.hpp"
#include "tests/unit/ledger/fact_model.hpp"

namespace waypost::loadtest {

namespace keys = redis::keys;

namespace {

constexpr std::int64_t created_s = 1'764'500'123;
constexpr std::uint16_t links = large_campaign_links;
constexpr int clicks = 5'000'000;

// 1,000 of the month's quarters of an hour.
std::vector<quarter_hour> draw_quarters() {
  std::mt19937 random(1);
  std::set<quarter_hour> drawn;
  std::uniform_int_distribution<quarter_hour> within(1, large_campaign_s / quarter_hour_s);
  while (drawn.size() < 1000) drawn.insert(quarter_of(1, created_s) + within(random));
  return {drawn.begin(), drawn.end()};
}

}  // namespace

campaign large_campaign(std::uint32_t recipients) {
  campaign of;
  of.id = campaign_id{0xabcdef};
  of.name = "Large";
  of.time_zone = "UTC";
  of.created_s = created_s;
  of.recipients = recipients;
  for (std::uint16_t i = 0; i < links; ++i)
    of.links.push_back({"link" + std::to_string(i), "https://shop.example/" + std::to_string(i), false});
  of.registrations = {{0, created_s}};
  of.conversions = {{"Charged", 7 * 1440}};
  of.funnel = {"sent", "delivered", "clicked", "Charged"};
  return of;
}

// One chunk's values, as the drain would have written them.
struct campaign_in_redis::chunk_values {
  std::string sent, delivered, first_click, failed;
  std::array<std::array<std::string, device_kinds>, links> clicked;
  std::vector<std::string> conversions;  // fields and values
};

class campaign_in_redis::chunk_drawer {
 public:
  chunk_values draw(std::uint32_t recipients) {
    chunk_values to;
    for (std::uint32_t i = 0; i < recipients; ++i) add_recipient(to, i);
    return to;
  }

  quarter_hour draw_quarter() { return quarters_[below(quarters_.size())]; }
  std::uint64_t below(std::uint64_t n) { return random_() % n; }

 private:
  fact_time draw_click() {
    const auto at_s = draw_quarter() * quarter_hour_s + static_cast<std::int64_t>(below(quarter_hour_s));
    return fact_time_of(at_s, created_s);
  }

  void add_recipient(chunk_values& to, std::uint32_t i) {
    const auto sent = 1 + below(4 * 3600);
    test::put_number(to.sent, i, 4, sent);
    test::put_number(to.delivered, i, 4, sent + below(60));
    if (below(100) == 0)
      test::put_number(
          to.failed, i, failure::bytes,
          failure{static_cast<fact_time>(sent + below(600)), error_number_of(std::to_string(910 + below(5)))}
              .packed());
    fact_time clicked = 0;
    if (below(5) == 0) {
      clicked = draw_click();
      test::put_number(to.first_click, i, 4, clicked);
      do test::put_bit(to.clicked[below(links)][draw_kind()], i);
      while (below(5) == 0);
    }
    if (below(50) != 0) return;
    to.conversions.push_back("e:order-" + std::to_string(random_()));
    to.conversions.push_back(std::to_string(i) + ':' +
                             std::to_string(created_s + clicked + static_cast<std::int64_t>(below(86400))) +
                             ':' + std::to_string(below(1000000)) + ":INR:Charged");
  }

  std::size_t draw_kind() {
    const auto n = below(100);
    return n < 30 ? 0U : n < 97 ? 1U : n < 99 ? 2U : 3U;
  }

  std::mt19937_64 random_{42};
  std::vector<quarter_hour> quarters_ = draw_quarters();
};

campaign_in_redis::campaign_in_redis(test::connected& link, const campaign& of) : link_(link), of_(of) {
  chunk_drawer draw;
  store_counts(draw);
  for (std::uint32_t first = 0; first < of.recipients; first += recipients_per_chunk)
    store(first / recipients_per_chunk, draw.draw(std::min(recipients_per_chunk, of.recipients - first)));
  store_errors();
}

std::uint32_t campaign_in_redis::chunks() const noexcept {
  return (of_.recipients + recipients_per_chunk - 1) / recipients_per_chunk;
}

std::vector<std::string> campaign_in_redis::clicks_of(std::uint32_t chunk) const {
  std::vector<std::string> names{keys::first_click(of_.id, chunk)};
  for (std::uint16_t link = 0; link < links; ++link)
    for (std::size_t kind = 0; kind < device_kinds; ++kind)
      names.push_back(keys::clicked(of_.id, link, static_cast<device>(kind), chunk));
  return names;
}

void campaign_in_redis::move(const std::vector<std::string>& names) {
  redis::command versions{"HSET", keys::ledger(of_.id)};
  for (const auto& key : names) versions.add(fields::version(of_.id, key)).add(detail::hex16(random_()));
  call(versions);
}

void campaign_in_redis::move_clicks(std::uint32_t chunks_touched) {
  for (std::uint32_t chunk = 0; chunk < std::min(chunks_touched, chunks()); ++chunk) move(clicks_of(chunk));
}

std::map<std::string, std::pair<std::uint64_t, std::int64_t>> campaign_in_redis::memory() {
  std::map<std::string, std::pair<std::uint64_t, std::int64_t>> by_kind;
  const auto all = link_.call(redis::command{"KEYS", keys::of_campaign(of_.id) + "*"}).value();
  for (const auto& key : all.elements) {
    auto kind = key.text.substr(keys::of_campaign(of_.id).size());
    kind = kind.substr(0, kind.find(':'));
    ++by_kind[kind].first;
    by_kind[kind].second +=
        link_.call(redis::command{"MEMORY", "USAGE", key.text, "SAMPLES", "0"}).value().integer;
  }
  return by_kind;
}

void campaign_in_redis::call(const redis::command& c) { link_.call(c).value(); }

void campaign_in_redis::store_counts(chunk_drawer& draw) {
  std::map<std::string, std::uint64_t> counts;
  for (int i = 0; i < clicks; ++i) {
    const auto link = static_cast<std::uint16_t>(draw.below(links));
    ++counts[fields::clicks(link, draw.draw_quarter())];
  }
  // As many names as are met in practice; what they are does not matter here.
  constexpr std::array<std::pair<std::string_view, int>, 6> names{{{fields::systems_prefix, 12},
                                                                   {fields::browsers_prefix, 30},
                                                                   {fields::devices_prefix, 5},
                                                                   {fields::countries_prefix, 120},
                                                                   {fields::previews_prefix, 10},
                                                                   {fields::bots_prefix, 30}}};
  for (const auto& [prefix, many] : names)
    for (int i = 0; i < many; ++i)
      counts[fields::named(prefix, "name" + std::to_string(i))] = static_cast<std::uint64_t>(clicks / many);
  redis::command all{"HSET", keys::ledger(of_.id)};
  for (const auto& [field, n] : counts) all.add(field).add(n);
  call(all);
}

void campaign_in_redis::store_errors() {
  redis::command errors{"HSET", keys::errors(of_.id)};
  for (int i = 0; i < 5; ++i)
    errors.add(fields::error(error_number_of(std::to_string(910 + i)))).add(std::to_string(910 + i));
  call(errors);
  move({keys::errors(of_.id)});
}

void campaign_in_redis::convert_in_first_chunk(std::uint32_t conversions) {
  const auto key = keys::conversions(of_.id, 0);
  const auto recipients = std::min(recipients_per_chunk, of_.recipients);
  for (std::uint32_t i = 0; i < conversions;) {
    redis::command some{"HSET", key};
    for (const auto end = std::min(conversions, i + 1000); i < end; ++i) {
      const auto recipient = std::to_string(random_() % recipients);
      const auto at_s = created_s + static_cast<std::int64_t>(random_() % (7 * 86400));
      some.add(fields::event_of(recipient, "more-" + std::to_string(i)));
      some.add(recipient + ':' + std::to_string(at_s) + ":4990:INR:Charged");
    }
    call(some);
  }
  move({key});
}

void campaign_in_redis::store(std::uint32_t chunk, const chunk_values& values) {
  std::vector<std::string> names;
  const auto set = [&](const std::string& key, const std::string& value) {
    if (value.empty()) return;
    call({"SETRANGE", key, "0", value});
    names.push_back(key);
  };
  set(keys::sent(of_.id, chunk), values.sent);
  set(keys::delivered(of_.id, chunk), values.delivered);
  set(keys::first_click(of_.id, chunk), values.first_click);
  set(keys::failed(of_.id, chunk), values.failed);
  for (std::uint16_t link = 0; link < links; ++link)
    for (std::size_t kind = 0; kind < device_kinds; ++kind)
      set(keys::clicked(of_.id, link, static_cast<device>(kind), chunk), values.clicked[link][kind]);
  redis::command conversions{"HSET", keys::conversions(of_.id, chunk)};
  for (const auto& text : values.conversions) conversions.add(text);
  call(conversions);
  names.push_back(keys::conversions(of_.id, chunk));
  move(names);
}

}  // namespace waypost::loadtest
