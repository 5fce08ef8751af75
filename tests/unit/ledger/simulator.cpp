#include "tests/unit/ledger/simulator.hpp"

#include <algorithm>
#include <deque>
#include <list>

#include "tests/unit/ledger/expected_sums.hpp"
#include "tests/unit/ledger/simulated_server.hpp"

namespace waypost::test {

namespace {

// Every click is a number of its own and lies in a quarter of an hour of its own, so that each can be found
// again in the counts. A report's campaign is always known.
class simulated_campaigns final : public attributor {
 public:
  struct made {
    campaign_id campaign{};
    std::uint32_t recipient = 0;
    std::uint16_t link = 0;
    bool known = true;
  };

  std::optional<attribution> find(const event& e) override {
    if (const auto* r = std::get_if<report>(&e.what))
      return attribution{.campaign = r->campaign, .recipients = expected_sums::recipients};
    const auto& m = clicks[std::get<click>(e.what).code.number];
    if (!m.known) return std::nullopt;
    return attribution{.campaign = m.campaign, .recipient = m.recipient, .link = m.link};
  }

  std::deque<made> clicks;
};

// Few of everything, so that most of it comes again: recipients, ids, times, errors.
campaign_report draw_report(simulated_redis::random& dice) {
  campaign_report r;
  r.type = static_cast<report_type>(dice() % report_type_names.size());
  r.at_s = static_cast<std::int64_t>(dice() % 5);
  switch (dice() % 4) {
    case 0:
      r.position = static_cast<std::uint32_t>(dice() % (expected_sums::recipients + 1));
      break;
    case 1:
      if (r.type != report_type::converted) {
        r.count = 1 + dice() % 3;
        break;
      }
      [[fallthrough]];
    default:
      r.recipient = dice() % 6 == 0 ? "nobody" : "u" + std::to_string(dice() % expected_sums::recipients);
  }
  if (dice() % 2 == 0) r.id = std::to_string(dice() % 4);
  if (r.type == report_type::failed) {
    r.error = std::to_string(901 + dice() % 3);
    if (dice() % 2 == 0) r.description = "error " + r.error;
  }
  if (r.type == report_type::converted) {
    r.event = dice() % 2 == 0 ? "Charged" : "Added: To Cart";
    if (dice() % 2 == 0) {
      r.currency = "INR";
      r.minor_units = static_cast<std::int64_t>(dice() % 100);
    }
  }
  return r;
}

class schedule {
 public:
  schedule(std::uint32_t seed, protocol rules) : dice_(seed + 1), rules_(rules), redis_(rules) { start(); }

  std::optional<std::string> play() {
    const auto length = 40 + dice_() % 80;
    for (std::size_t i = 0; i < length; ++i) happen();
    if (!settle()) return "the drain does not come to rest";
    // A call may be late by any time: here, when all seems done.
    deliver_all();
    if (!settle()) return "the drain does not come to rest after late calls";
    return judge();
  }

 private:
  static constexpr call_luck bad_luck{.answer_lost = 8, .late = 8, .repeated = 5, .never_sent = 4};

  void happen() {
    const auto drawn = dice_() % 100;
    if (drawn < 14)
      click_once();
    else if (drawn < 26)
      report_once();
    else if (drawn < 42)
      any_server().read(1 + dice_() % 5);
    else if (drawn < 80)
      any_server().act(dice_, bad_luck);
    else if (drawn < 85)
      deliver_one();
    else if (drawn < 88)
      lose_tail();
    else if (drawn < 90)
      start();
    else if (drawn < 92)
      kill();
    else if (drawn < 95)
      any_server().doubt_all();
    else if (drawn < 96)
      any_server().evict_one(dice_);
    else
      learn();
  }

  void click_once() {
    const auto number = campaigns_.clicks.size();
    const auto& made = campaigns_.clicks.emplace_back(simulated_campaigns::made{
        any_campaign(), static_cast<std::uint32_t>(dice_() % expected_sums::recipients),
        static_cast<std::uint16_t>(dice_() % 2), dice_() % 8 != 0});
    click c;
    c.client.user_agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)";
    // The later one was made, the earlier it may have been: journals are drained in no meaningful order.
    const auto quarter = number % 2 == 0 ? 1000 + number : 1000 - number;
    c.time_ms = static_cast<std::int64_t>(quarter) * 15 * 60 * 1000;
    c.code = {9, number};
    journals_.back()->append({0, c});
    expected_of(made.campaign).add_click(made.link, made.recipient, c.time_ms);
  }

  // A new report, or one that was made before, once more.
  void report_once() {
    if (reports_.empty() || dice_() % 3 != 0) reports_.emplace_back(any_campaign(), draw_report(dice_));
    const auto& [campaign, what] =
        reports_[dice_() % 3 == 0 ? dice_() % reports_.size() : reports_.size() - 1];
    const std::string text = to_report_text(what);
    auto& journal = *journals_.back();
    const auto offset = journal.append({0, report{0, campaign, text}});
    expected_of(campaign).add_report(what, journal.name(), offset);
  }

  campaign_id any_campaign() { return campaign_id{1 + dice_() % simulated_redis::campaigns}; }
  expected_sums& expected_of(campaign_id campaign) { return expected_[simulated_redis::index(campaign)]; }

  // The journal of the newest start is written, all of them are drained. The server before it may live on.
  void start() {
    journals_.push_back(std::make_shared<memory_log>(journal_name{1, journals_.size() + 1, 1}));
    if (servers_.size() == 2) servers_.pop_front();
    servers_.emplace_back(journals_, campaigns_, redis_, late_, rules_, tokens_, log_);
  }

  void kill() {
    servers_.pop_back();
    start();
  }

  simulated_server& any_server() {
    return servers_.size() == 2 && dice_() % 3 == 0 ? servers_.front() : servers_.back();
  }

  void lose_tail() {
    redis_.lose_tail(dice_);
    for (auto& server : servers_) server.doubt_all();
  }

  void learn() {
    for (auto& made : campaigns_.clicks)
      if (!made.known && dice_() % 2 == 0) made.known = true;
    for (auto& server : servers_) server.look_again();
  }

  void deliver_one() {
    if (late_.empty()) return;
    const auto place = late_.begin() + static_cast<std::ptrdiff_t>(dice_() % late_.size());
    deliver(*place);
    late_.erase(place);
  }

  void deliver_all() {
    for (const auto& call : late_) deliver(call);
    late_.clear();
  }

  void deliver(const late_calls::value_type& call) {
    if (const auto* facts = std::get_if<simulated_redis::facts_call>(&call))
      redis_.write(*facts, dice_);
    else
      redis_.apply(std::get<simulated_redis::apply_call>(call));
  }

  // No faults any more: the servers that are there, or a new one alone, apply what there is.
  bool settle() {
    for (auto& made : campaigns_.clicks) made.known = true;
    if (dice_() % 2 == 0) {
      start();
      servers_.pop_front();
    }
    for (auto& server : servers_) server.doubt_all();
    for (int round = 0; round < 4000; ++round) {
      auto& server = any_server();
      server.read(100);
      server.look_again();
      server.act(dice_, {});
      if (std::all_of(servers_.begin(), servers_.end(), [](const auto& s) { return s.at_rest(); }))
        return true;
    }
    return false;
  }

  std::optional<std::string> judge() const {
    for (std::size_t i = 0; i < expected_.size(); ++i)
      if (auto wrong = expected_[i].difference(redis_.of(campaign_id{i + 1}))) return wrong;
    return std::nullopt;
  }

  simulated_redis::random dice_;
  protocol rules_;
  simulated_redis redis_;
  simulated_campaigns campaigns_;
  std::vector<std::pair<campaign_id, campaign_report>> reports_;
  std::vector<expected_sums> expected_ = std::vector<expected_sums>(simulated_redis::campaigns);
  recording_log log_;
  std::vector<std::shared_ptr<memory_log>> journals_;
  late_calls late_;
  std::uint64_t tokens_ = 0;
  std::list<simulated_server> servers_;
};

}  // namespace

std::optional<std::string> play_schedule(std::uint32_t seed, protocol rules) {
  return schedule(seed, rules).play();
}

}  // namespace waypost::test
