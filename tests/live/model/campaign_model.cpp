#include "tests/live/model/campaign_model.hpp"

#include <algorithm>
#include <limits>

#include <xxhash.h>

#include <waypost/block.hpp>

namespace waypost::test {

namespace {

void take_earliest(std::optional<std::int64_t>& known, std::int64_t at_s) {
  known = std::min(known.value_or(at_s), at_s);
}

// Of two failures in the same second the one whose code has the lower number stays (docs/redis-keys.md).
std::uint64_t number_of(const std::string& code) {
  constexpr std::uint64_t numbers = 1 << 21;
  std::uint64_t before = 1;  // numbers of shorter codes of digits, and none
  std::uint64_t of_length = 10;
  for (std::size_t length = 1; length <= 6; ++length, of_length *= 10) {
    if (length == code.size() && code.find_first_not_of("0123456789") == code.npos)
      return before + std::stoull(code);
    before += of_length;
  }
  return before + XXH3_64bits(code.data(), code.size()) % (numbers - before);
}

campaign_counters::link& link_of(campaign_counters& n, std::uint16_t link) {
  if (n.links.size() <= link) n.links.resize(link + std::size_t{1});
  return n.links[link];
}

}  // namespace

void campaign_model::add(const tap& t) {
  const auto& client = *t.client;
  if (t.fallback) {
    ++counts_.fallbacks;
  } else if (t.head) {
    ++counts_.previews["HEAD"];
  } else if (t.prefetch) {
    ++counts_.previews["prefetch"];
  } else if (client.who == known_client::kind::preview) {
    ++counts_.previews[std::string(client.name)];
  } else if (client.who == known_client::kind::bot) {
    ++counts_.bots[std::string(client.name)];
  } else {
    ++link_of(counts_, t.link).clicks[quarter_hour_of(t.time_ms)];
    ++counts_.systems[std::string(client.system)];
    ++counts_.browsers[std::string(client.browser)];
    ++counts_.devices[std::string(client.model)];
    if (!t.from->country.empty()) ++counts_.countries[std::string(t.from->country)];
    if (shared_) return;
    auto& r = recipients_[t.recipient];
    take_earliest(r.first_click, counted(t.time_ms / 1000));
    r.clicked.emplace(t.link, client.on);
  }
}

bool campaign_model::is_new(const campaign_report& r, std::optional<std::uint32_t> position) {
  if (r.id.empty()) return true;
  std::string whom = position ? std::to_string(*position) : "nobody:" + r.recipient;
  if (!position && r.code) whom = "nobody's code";
  if (!position && r.position) whom = "nobody's position";
  if (r.count) whom = "some";
  return with_id_.emplace(r.type, whom, r.id).second;
}

std::optional<std::uint32_t> campaign_model::position_of(const campaign_report& r) const {
  if (r.code) return drawn_.recipient_of(*r.code);
  if (r.position) return *r.position < of_.recipients ? r.position : std::nullopt;
  const auto known = position_by_id_.find(r.recipient);
  return known == position_by_id_.end() ? std::nullopt : std::optional(known->second);
}

void campaign_model::add(const campaign_report& r) {
  const auto position = r.count ? std::nullopt : position_of(r);
  const bool first = is_new(r, position);
  if (!r.description.empty() && (r.count || position)) descriptions_[r.error] = r.description;
  if (r.count) {
    if (first) plain_.push_back({r.type, *r.count, counted(r.at_s), r.error});
    return;
  }
  if (!position)
    counts_.unknown_recipients += first ? 1 : 0;
  else if (first)
    add_of_recipient(r, recipients_[*position]);
  if (!position || r.message_id.empty()) return;
  recipient_by_message_.emplace(r.message_id, *position);
  for (const auto& said : waiting_[r.message_id]) add_of_recipient(said, recipients_[*position]);
  waiting_.erase(r.message_id);
}

void campaign_model::add(const delivery_callback& c) {
  const auto sent_to = recipient_by_message_.find(c.said.message_id);
  if (sent_to == recipient_by_message_.end())
    waiting_[c.said.message_id].push_back(c.said);
  else
    add_of_recipient(c.said, recipients_[sent_to->second]);
}

std::uint64_t campaign_model::waiting_callbacks() const {
  std::uint64_t sum = 0;
  for (const auto& [message, callbacks] : waiting_) {
    std::set<report_type> types;
    for (const auto& said : callbacks) types.insert(said.type);
    sum += types.size();
  }
  return sum;
}

void campaign_model::add_of_recipient(const campaign_report& r, known_recipient& to) {
  const auto at_s = counted(r.at_s);
  switch (r.type) {
    case report_type::sent:
      a_send_was_reported_ = true;
      return take_earliest(to.sent, at_s);
    case report_type::delivered:
      return take_earliest(to.delivered, at_s);
    case report_type::failed: {
      const auto code = r.error.empty() ? std::string(code_of_no_error) : r.error;
      const failure_seen seen{at_s, number_of(code), code};
      to.failed = std::min(to.failed.value_or(seen), seen);
      return;
    }
    case report_type::converted:
      to.conversions.push_back({r.event, r.at_s, r.currency.empty() ? 0 : r.minor_units, r.currency});
  }
}

const campaign_model::known_recipient& campaign_model::at(std::uint32_t position) const {
  static const known_recipient nothing;
  const auto known = recipients_.find(position);
  return known == recipients_.end() ? nothing : known->second;
}

std::int64_t campaign_model::window_start(std::uint32_t position) const {
  if (const auto& sent = at(position).sent) return *sent;
  std::int64_t registered = of_.created_s;
  for (const auto& r : of_.registrations)
    if (r.first_position <= position) registered = r.at_s;
  return counted(registered);
}

std::vector<recipient_facts::conversion> campaign_model::conversions_within(
    std::uint32_t position, const std::string& event, std::optional<std::uint32_t> minutes) const {
  const auto start = window_start(position);
  const auto end = minutes ? start + std::int64_t{*minutes} * 60 : std::numeric_limits<std::int64_t>::max();
  std::vector<recipient_facts::conversion> found;
  for (const auto& c : at(position).conversions)
    if (c.event == event && c.at_s >= of_.created_s && c.at_s >= start && c.at_s <= end) found.push_back(c);
  return found;
}

bool campaign_model::did(const std::string& step, std::uint32_t position) const {
  const auto& r = at(position);
  if (step == "sent") return r.sent || !a_send_was_reported_;
  if (step == "delivered") return r.delivered.has_value();
  if (step == "clicked") return !r.clicked.empty();
  std::optional<std::uint32_t> minutes;
  for (const auto& goal : of_.conversions)
    if (goal.event == step) minutes = goal.window_minutes;
  return !conversions_within(position, step, minutes).empty();
}

campaign_counters campaign_model::counters() const {
  auto n = counts_;
  n.conversions.resize(of_.conversions.size());
  n.funnel.resize(of_.funnel.size());
  n.clickers_by_links.resize(of_.links.size());
  add_plain(n);
  for (const auto& [position, r] : recipients_) {
    if (r.sent) ++n.sent[quarter(*r.sent)];
    if (r.delivered) ++n.delivered[quarter(*r.delivered)];
    if (r.failed) add_failure(n, r.failed->code, r.failed->at_s, 1);
    if (!r.clicked.empty()) add_clicks(n, r);
    add_goals(n, position);
  }
  for (std::uint32_t position = 0; position < of_.recipients; ++position)
    for (std::size_t k = 0; k < of_.funnel.size() && did(of_.funnel[k], position); ++k) ++n.funnel[k];
  return n;
}

void campaign_model::add_plain(campaign_counters& to) const {
  for (const auto& p : plain_) {
    if (p.type == report_type::sent) to.sent[quarter(p.at_s)] += p.count;
    if (p.type == report_type::delivered) to.delivered[quarter(p.at_s)] += p.count;
    if (p.type == report_type::failed)
      add_failure(to, p.error.empty() ? std::string(code_of_no_error) : p.error, p.at_s, p.count);
  }
}

void campaign_model::add_failure(campaign_counters& to, const std::string& code, std::int64_t at_s,
                                 std::uint64_t count) const {
  to.failed[quarter(at_s)] += count;
  const bool is_first = !to.errors.contains(code);
  auto& error = to.errors[code];
  error.failed[quarter(at_s)] += count;
  error.first_seen_s = is_first ? at_s : std::min(error.first_seen_s, at_s);
  error.last_seen_s = is_first ? at_s : std::max(error.last_seen_s, at_s);
  if (const auto told = descriptions_.find(code); told != descriptions_.end())
    error.description = told->second;
}

void campaign_model::add_clicks(campaign_counters& to, const known_recipient& r) const {
  std::set<std::uint16_t> links;
  std::set<device> kinds;
  for (const auto& [link, on] : r.clicked) {
    links.insert(link);
    kinds.insert(on);
  }
  ++to.unique_clickers;
  ++to.first_clicks[quarter(*r.first_click)];
  ++to.clickers_by_links[links.size() - 1];
  to.forwarded_devices += kinds.size() - 1;
  for (const auto link : links) ++link_of(to, link).unique_clickers;
}

void campaign_model::add_goals(campaign_counters& to, std::uint32_t position) const {
  const auto& first_click = at(position).first_click;
  for (std::size_t g = 0; g < of_.conversions.size(); ++g) {
    const auto& goal = of_.conversions[g];
    auto all = conversions_within(position, goal.event, goal.window_minutes);
    add_kind(to.conversions[g].influenced, all);
    std::erase_if(all, [&](const auto& c) { return !first_click || c.at_s < *first_click; });
    add_kind(to.conversions[g].click_through, all);
  }
}

void campaign_model::add_kind(conversion_counters::kind& to,
                              const std::vector<recipient_facts::conversion>& all) const {
  if (all.empty()) return;
  const auto earlier = [](const auto& a, const auto& b) { return a.at_s < b.at_s; };
  ++to.converted;
  ++to.by_quarter[quarter(std::min_element(all.begin(), all.end(), earlier)->at_s)];
  for (const auto& c : all)
    if (!c.currency.empty()) to.revenue[quarter(c.at_s)][c.currency] += c.minor_units;
}

recipient_facts campaign_model::facts_of(std::uint32_t position) const {
  const auto& r = at(position);
  recipient_facts facts;
  facts.links.resize(of_.links.size());
  for (const auto& [link, on] : r.clicked) facts.links[link].clicked_on[static_cast<std::size_t>(on)] = true;
  facts.sent = r.sent;
  facts.delivered = r.delivered;
  facts.first_click = r.first_click;
  if (r.failed) facts.failed = r.failed->at_s;
  if (r.failed) facts.error = r.failed->code;
  facts.conversions = r.conversions;
  return facts;
}

std::vector<std::uint32_t> campaign_model::select(const recipient_filter& wanted, std::uint32_t chunk) const {
  std::vector<std::uint32_t> found;
  const auto end = std::min(of_.recipients, (chunk + 1) * recipients_per_chunk);
  for (auto position = chunk * recipients_per_chunk; position < end; ++position)
    if (is_wanted(wanted, position)) found.push_back(position);
  return found;
}

bool campaign_model::is_wanted(const recipient_filter& wanted, std::uint32_t position) const {
  const auto& r = at(position);
  const auto fits = [](std::optional<bool> asked, bool is) { return !asked || *asked == is; };
  const bool clicked = std::any_of(r.clicked.begin(), r.clicked.end(),
                                   [&](const auto& c) { return !wanted.link || c.first == *wanted.link; });
  bool converted = false;
  for (std::size_t g = 0; g < of_.conversions.size(); ++g)
    if (!wanted.goal || *wanted.goal == g)
      converted =
          converted ||
          !conversions_within(position, of_.conversions[g].event, of_.conversions[g].window_minutes).empty();
  return fits(wanted.clicked, clicked) && fits(wanted.sent, r.sent.has_value()) &&
         fits(wanted.delivered, r.delivered.has_value()) && fits(wanted.failed, r.failed.has_value()) &&
         fits(wanted.converted, converted);
}

}  // namespace waypost::test
