#include "tests/unit/ledger/simulator.hpp"

#include <algorithm>
#include <deque>
#include <list>

#include "tests/unit/ledger/simulated_server.hpp"

namespace waypost::test {

namespace {

// Every click is a number of its own and lies in a quarter of an hour of its own, so that each can be found
// again in the counts.
class simulated_campaigns final : public attributor {
 public:
  struct made {
    campaign_id campaign{};
    std::uint32_t recipient = 0;
    std::uint16_t link = 0;
    bool known = true;
  };

  std::optional<attribution> find(const event& e) override {
    const auto& m = clicks[std::get<click>(e.what).code.number];
    if (!m.known) return std::nullopt;
    return attribution{m.campaign, 0, m.recipient, m.link, false};
  }

  std::deque<made> clicks;
};

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
    if (drawn < 22)
      click_once();
    else if (drawn < 40)
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
    campaigns_.clicks.push_back({campaign_id{1 + dice_() % simulated_redis::campaigns},
                                 static_cast<std::uint32_t>(dice_() % 4),
                                 static_cast<std::uint16_t>(dice_() % 2), dice_() % 8 != 0});
    click c;
    c.client.user_agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)";
    c.time_ms = static_cast<std::int64_t>(number) * 15 * 60 * 1000;
    c.code = {9, number};
    journals_.back()->append({0, c});
  }

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
    std::vector<std::size_t> counted(simulated_redis::campaigns, 0);
    for (std::size_t i = 0; i < campaigns_.clicks.size(); ++i) {
      const auto& made = campaigns_.clicks[i];
      const auto& counts = redis_.counts(made.campaign);
      const auto found = counts.find({made.link, static_cast<quarter_hour>(i)});
      if (found == counts.end()) return "a click is not counted";
      if (found->second != 1) return "a click is counted " + std::to_string(found->second) + " times";
      if (!redis_.facts(made.campaign).contains({made.link, made.recipient})) return "a fact is missing";
      ++counted[simulated_redis::index(made.campaign)];
    }
    for (std::size_t i = 0; i < counted.size(); ++i)
      if (redis_.counts(campaign_id{i + 1}).size() != counted[i]) return "what is counted was never clicked";
    return std::nullopt;
  }

  simulated_redis::random dice_;
  protocol rules_;
  simulated_redis redis_;
  simulated_campaigns campaigns_;
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
