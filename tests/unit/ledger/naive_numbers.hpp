#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include <waypost/counters.hpp>

#include "tests/unit/ledger/fact_model.hpp"

namespace waypost::test {

// The numbers of a campaign, recipient by recipient, as docs/numbers.md defines them.
class naive_numbers {
 public:
  explicit naive_numbers(const fact_model& model) : model_(model), of_(model.of) {}

  campaign_counters counters() const {
    campaign_counters n;
    n.conversions.resize(of_.conversions.size());
    n.funnel.resize(of_.funnel.size());
    for (const auto& [position, r] : model_.recipients) add_recipient(n, position, r);
    for (const auto& [event, p] : model_.plain) add_plain(n, p);
    for (std::uint32_t p = 0; p < of_.recipients; ++p) {
      const auto known = model_.recipients.find(p);
      add_to_funnel(n, p, known == model_.recipients.end() ? fact_model::recipient{} : known->second);
    }
    n.unknown_recipients = model_.unknown.size();
    while (!n.clickers_by_links.empty() && n.clickers_by_links.back() == 0) n.clickers_by_links.pop_back();
    return n;
  }

  std::vector<std::uint32_t> select(const recipient_filter& wanted, std::uint32_t chunk) const {
    std::vector<std::uint32_t> found;
    const auto end = std::min(of_.recipients, (chunk + 1) * recipients_per_chunk);
    for (auto p = chunk * recipients_per_chunk; p < end; ++p) {
      const auto known = model_.recipients.find(p);
      if (is_wanted(wanted, p, known == model_.recipients.end() ? fact_model::recipient{} : known->second))
        found.push_back(p);
    }
    return found;
  }

  // What is before the campaign counts as its first second.
  std::int64_t clamped(std::int64_t at_s) const { return std::max(at_s, of_.created_s); }

 private:
  static constexpr std::int64_t for_ever = std::int64_t{1} << 60;

  quarter_hour quarter(std::int64_t at_s) const {
    return static_cast<quarter_hour>(clamped(at_s) / quarter_hour_s);
  }

  bool sent_reported() const {
    return std::any_of(model_.recipients.begin(), model_.recipients.end(),
                       [](const auto& r) { return r.second.sent.has_value(); });
  }

  std::int64_t window_start(std::uint32_t position, const fact_model::recipient& r) const {
    if (r.sent) return clamped(*r.sent);
    std::int64_t at_s = of_.created_s;
    for (const auto& registered : of_.registrations)
      if (registered.first_position <= position) at_s = registered.at_s;
    return clamped(at_s);
  }

  std::vector<fact_model::conversion> within(const std::string& event, std::int64_t window_s,
                                             std::uint32_t position, const fact_model::recipient& r) const {
    const auto start = window_start(position, r);
    std::vector<fact_model::conversion> found;
    for (const auto& [id, c] : r.conversions)
      if (c.event == event && c.at_s >= of_.created_s && c.at_s >= start && c.at_s <= start + window_s)
        found.push_back(c);
    return found;
  }

  void add_kind(conversion_counters::kind& kind, const std::vector<fact_model::conversion>& all) const {
    if (all.empty()) return;
    ++kind.converted;
    std::int64_t first = for_ever;
    for (const auto& c : all) {
      first = std::min(first, c.at_s);
      if (!c.currency.empty()) kind.revenue[quarter(c.at_s)][c.currency] += c.minor_units;
    }
    ++kind.by_quarter[quarter(first)];
  }

  void add_failure(campaign_counters& n, std::int64_t at_s, const std::string& code,
                   std::uint64_t count) const {
    n.failed[quarter(at_s)] += count;
    const bool is_new = !n.errors.contains(code);
    auto& error = n.errors[code];
    error.failed[quarter(at_s)] += count;
    error.first_seen_s = is_new ? clamped(at_s) : std::min(error.first_seen_s, clamped(at_s));
    error.last_seen_s = std::max(error.last_seen_s, clamped(at_s));
    if (const auto told = model_.descriptions.find(code); told != model_.descriptions.end())
      error.description = told->second;
  }

  void add_recipient(campaign_counters& n, std::uint32_t position, const fact_model::recipient& r) const {
    if (r.sent) ++n.sent[quarter(*r.sent)];
    if (r.delivered) ++n.delivered[quarter(*r.delivered)];
    if (r.first_click) ++n.first_clicks[quarter(*r.first_click)];
    if (r.failed) add_failure(n, *r.failed, r.error, 1);
    std::set<std::uint16_t> links;
    std::set<device> kinds;
    for (const auto& [link, on] : r.clicked) {
      links.insert(link);
      kinds.insert(on);
    }
    if (!links.empty()) {
      ++n.unique_clickers;
      n.forwarded_devices += kinds.size() - 1;
      n.clickers_by_links.resize(of_.links.size());
      ++n.clickers_by_links[links.size() - 1];
    }
    for (const auto link : links) {
      if (n.links.size() <= link) n.links.resize(link + std::size_t{1});
      ++n.links[link].unique_clickers;
    }
    for (std::size_t g = 0; g < of_.conversions.size(); ++g) {
      const auto& goal = of_.conversions[g];
      auto counted = within(goal.event, std::int64_t{goal.window_minutes} * 60, position, r);
      add_kind(n.conversions[g].influenced, counted);
      std::erase_if(counted, [&](const auto& c) {
        return !r.first_click || clamped(*r.first_click) > clamped(c.at_s);
      });
      add_kind(n.conversions[g].click_through, counted);
    }
  }

  void add_plain(campaign_counters& n, const fact_model::plain_count& p) const {
    if (p.type == report_type::sent)
      n.sent[quarter(p.at_s)] += p.count;
    else if (p.type == report_type::delivered)
      n.delivered[quarter(p.at_s)] += p.count;
    else
      add_failure(n, p.at_s, p.error, p.count);
  }

  bool did(const std::string& step, std::uint32_t position, const fact_model::recipient& r) const {
    if (step == "sent") return r.sent || !sent_reported_;
    if (step == "delivered") return r.delivered.has_value();
    if (step == "clicked") return r.first_click.has_value();
    std::int64_t window_s = for_ever;
    for (const auto& goal : of_.conversions)
      if (goal.event == step) window_s = std::int64_t{goal.window_minutes} * 60;
    return !within(step, window_s, position, r).empty();
  }

  void add_to_funnel(campaign_counters& n, std::uint32_t position, const fact_model::recipient& r) const {
    for (std::size_t k = 0; k < of_.funnel.size() && did(of_.funnel[k], position, r); ++k) ++n.funnel[k];
  }

  bool is_wanted(const recipient_filter& wanted, std::uint32_t position,
                 const fact_model::recipient& r) const {
    bool clicked = r.first_click.has_value();
    if (wanted.link)
      clicked = std::any_of(r.clicked.begin(), r.clicked.end(),
                            [&](const auto& c) { return c.first == *wanted.link; });
    bool converted = false;
    for (std::size_t g = 0; g < of_.conversions.size(); ++g)
      if (!wanted.goal || *wanted.goal == g)
        converted |= !within(of_.conversions[g].event, std::int64_t{of_.conversions[g].window_minutes} * 60,
                             position, r)
                          .empty();
    return wanted.clicked.value_or(clicked) == clicked &&
           wanted.sent.value_or(r.sent.has_value()) == r.sent.has_value() &&
           wanted.delivered.value_or(r.delivered.has_value()) == r.delivered.has_value() &&
           wanted.failed.value_or(r.failed.has_value()) == r.failed.has_value() &&
           wanted.converted.value_or(converted) == converted;
  }

  const fact_model& model_;
  const campaign& of_;
  bool sent_reported_ = sent_reported();
};

// All of it as text, so that a difference shows where it is.
inline std::string text_of(const campaign_counters& n) {
  std::string text;
  const auto counts = [&](const char* name, const quarter_counts& by_quarter) {
    text += name;
    for (const auto& [quarter, sum] : by_quarter)
      text += ' ' + std::to_string(quarter) + '=' + std::to_string(sum);
    text += '\n';
  };
  const auto kind = [&](const char* name, const conversion_counters::kind& k) {
    counts(name, k.by_quarter);
    text += "  converted " + std::to_string(k.converted) + " revenue";
    for (const auto& [quarter, sums] : k.revenue)
      for (const auto& [currency, sum] : sums)
        text += ' ' + std::to_string(quarter) + currency + std::to_string(sum);
    text += '\n';
  };
  text += "unique " + std::to_string(n.unique_clickers) + " forwarded " +
          std::to_string(n.forwarded_devices) + " unknown " + std::to_string(n.unknown_recipients) +
          " by links";
  for (const auto k : n.clickers_by_links) text += ' ' + std::to_string(k);
  text += "\nfunnel";
  for (const auto k : n.funnel) text += ' ' + std::to_string(k);
  text += '\n';
  for (const auto& link : n.links)
    counts(("link " + std::to_string(link.unique_clickers)).c_str(), link.clicks);
  counts("first clicks", n.first_clicks);
  counts("sent", n.sent);
  counts("delivered", n.delivered);
  counts("failed", n.failed);
  for (const auto& [code, error] : n.errors) {
    counts(("error " + code + " (" + error.description + ") " + std::to_string(error.first_seen_s) + '-' +
            std::to_string(error.last_seen_s))
               .c_str(),
           error.failed);
  }
  for (const auto& goal : n.conversions) {
    kind("influenced", goal.influenced);
    kind("click-through", goal.click_through);
  }
  return text;
}

}  // namespace waypost::test
