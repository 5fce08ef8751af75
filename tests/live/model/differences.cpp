#include "tests/live/model/differences.hpp"

#include <algorithm>
#include <concepts>
#include <optional>
#include <tuple>

namespace waypost::test {

namespace {

class number_writer {
 public:
  template <std::integral Number>
  void put(const std::string& name, Number value) {
    written[name] = std::to_string(value);
  }
  void put(const std::string& name, const std::string& text) { written[name] = text; }

  void put(const std::string& name, const std::optional<std::int64_t>& at_s) {
    if (at_s) put(name, *at_s);
  }
  void put(const std::string& name, const quarter_counts& counts) {
    for (const auto& [quarter, n] : counts) put(name + '[' + std::to_string(quarter) + ']', n);
  }
  void put(const std::string& name, const campaign_counters::by_name& counts) {
    for (const auto& [of, n] : counts) put(name + '[' + of + ']', n);
  }
  void put(const std::string& name, const std::vector<std::uint64_t>& counts) {
    for (std::size_t i = 0; i < counts.size(); ++i)
      if (counts[i] != 0) put(name + '[' + std::to_string(i) + ']', counts[i]);
  }
  void put(const std::string& name, const conversion_counters::kind& kind) {
    put(name + ".converted", kind.converted);
    put(name + ".by_quarter", kind.by_quarter);
    for (const auto& [quarter, sums] : kind.revenue)
      for (const auto& [currency, sum] : sums)
        put(name + ".revenue[" + std::to_string(quarter) + "]." + currency, sum);
  }
  void put(const std::string& name, const error_counters& error) {
    put(name + ".description", error.description);
    put(name + ".failed", error.failed);
    put(name + ".first_seen", error.first_seen_s);
    put(name + ".last_seen", error.last_seen_s);
  }

  named_numbers written;
};

}  // namespace

named_numbers numbers_of(const campaign_counters& n) {
  number_writer to;
  for (std::size_t i = 0; i < n.links.size(); ++i) {
    const auto link = "links[" + std::to_string(i) + ']';
    to.put(link + ".clicks", n.links[i].clicks);
    if (n.links[i].unique_clickers != 0) to.put(link + ".unique_clickers", n.links[i].unique_clickers);
  }
  to.put("previews", n.previews);
  to.put("bots", n.bots);
  to.put("systems", n.systems);
  to.put("browsers", n.browsers);
  to.put("devices", n.devices);
  to.put("countries", n.countries);
  to.put("fallbacks", n.fallbacks);
  to.put("unique_clickers", n.unique_clickers);
  to.put("clickers_by_links", n.clickers_by_links);
  to.put("forwarded_devices", n.forwarded_devices);
  to.put("first_clicks", n.first_clicks);
  to.put("sent", n.sent);
  to.put("delivered", n.delivered);
  to.put("failed", n.failed);
  for (const auto& [code, error] : n.errors) to.put("errors[" + code + ']', error);
  to.put("unknown_recipients", n.unknown_recipients);
  for (std::size_t i = 0; i < n.conversions.size(); ++i) {
    const auto goal = "conversions[" + std::to_string(i) + ']';
    to.put(goal + ".influenced", n.conversions[i].influenced);
    to.put(goal + ".click_through", n.conversions[i].click_through);
  }
  to.put("funnel", n.funnel);
  return std::move(to.written);
}

named_numbers numbers_of(const recipient_facts& facts) {
  number_writer to;
  for (std::size_t i = 0; i < facts.links.size(); ++i)
    for (std::size_t kind = 0; kind < device_kinds; ++kind)
      to.put("links[" + std::to_string(i) + "]." + std::string(name_of(static_cast<device>(kind))),
             int{facts.links[i].clicked_on[kind]});
  to.put("sent", facts.sent);
  to.put("delivered", facts.delivered);
  to.put("failed", facts.failed);
  to.put("error", facts.error);
  to.put("first_click", facts.first_click);
  // Of conversions in the same second the order is not defined.
  auto conversions = facts.conversions;
  const auto all_of = [](const auto& c) { return std::tie(c.at_s, c.event, c.currency, c.minor_units); };
  std::sort(conversions.begin(), conversions.end(),
            [&](const auto& a, const auto& b) { return all_of(a) < all_of(b); });
  for (std::size_t i = 0; i < conversions.size(); ++i) {
    const auto& c = conversions[i];
    to.put("conversions[" + std::to_string(i) + ']',
           std::to_string(c.at_s) + ' ' + c.event + ' ' + c.currency + ' ' + std::to_string(c.minor_units));
  }
  return std::move(to.written);
}

named_numbers numbers_of(const std::vector<std::uint32_t>& positions) {
  number_writer to;
  for (const auto position : positions) to.put("position " + std::to_string(position), "selected");
  return std::move(to.written);
}

std::string differences(const std::string& of, const named_numbers& expected, const named_numbers& got,
                        std::size_t most) {
  std::map<std::string, std::pair<std::string, std::string>> wrong;
  for (const auto& [name, value] : expected) wrong[name] = {value, "nothing"};
  for (const auto& [name, value] : got) wrong.try_emplace(name, "nothing", "").first->second.second = value;
  std::erase_if(wrong, [](const auto& number) { return number.second.first == number.second.second; });
  std::string text;
  for (const auto& [name, values] : wrong) {
    if (most-- == 0) return text + of + ": and more, " + std::to_string(wrong.size()) + " in all\n";
    text += of + ": " + name + ": expected " + values.first + ", got " + values.second + '\n';
  }
  return text;
}

}  // namespace waypost::test
