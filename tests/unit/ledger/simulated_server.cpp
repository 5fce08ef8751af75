#include "tests/unit/ledger/simulated_server.hpp"

#include <algorithm>

#include "attribution/ledger/fields.hpp"

namespace waypost::test {

namespace {

constexpr std::size_t most_events_per_step = 3;
constexpr auto start_of_time = chain::clock::time_point{};

std::vector<simulated_fact> facts_of(const step_facts& facts) {
  std::vector<simulated_fact> out;
  for (const auto& [chunk, bits] : facts.clicked)
    for (const auto bit : bits) out.emplace_back(clicked_bit{chunk.link, bit});
  for (const auto& [chunk, numbers] : facts.arrays)
    for (const auto& [recipient, value] : numbers)
      out.emplace_back(merged_number{chunk.of, recipient, value});
  for (const auto& [part, entries] : facts.hashes)
    for (const auto& [field, value] : entries) out.emplace_back(hash_entry{part, field, value});
  return out;
}

std::vector<std::pair<std::string, std::uint64_t>> adds_of(const step_counts& counts) {
  std::vector<std::pair<std::string, std::uint64_t>> out;
  for (const auto& [where, n] : counts.clicks) out.emplace_back(fields::clicks(where.first, where.second), n);
  for (const auto& [where, n] : counts.messages)
    out.emplace_back(fields::messages(where.first, where.second), n);
  if (counts.unknown_recipients != 0) out.emplace_back(fields::unknown_recipients, counts.unknown_recipients);
  return out;
}

// Recipients are called "u0", "u1", …; whatever else is named is not in the campaign, which turns out sooner
// or later.
void resolve_some(chain& c, simulated_redis::random& dice) {
  for (auto& event : c.queue()) {
    auto* report = event.report();
    if (report == nullptr || !report->unresolved() || dice() % 2 == 0) continue;
    if (report->recipient_id.starts_with('u'))
      report->recipient = fields::number<std::uint32_t>(report->recipient_id.substr(1));
    else
      report->unknown = true;
  }
}

enum class fate { arrives, answer_lost, late, repeated, never_sent };

fate draw(simulated_redis::random& dice, call_luck luck) {
  auto drawn = static_cast<unsigned>(dice() % 100);
  const auto below = [&](unsigned share) {
    if (drawn < share) return true;
    drawn -= share;
    return false;
  };
  if (below(luck.answer_lost)) return fate::answer_lost;
  if (below(luck.late)) return fate::late;
  if (below(luck.repeated)) return fate::repeated;
  if (below(luck.never_sent)) return fate::never_sent;
  return fate::arrives;
}

}  // namespace

simulated_server::simulated_server(const std::vector<std::shared_ptr<memory_log>>& journals,
                                   attributor& finder, simulated_redis& redis, late_calls& late,
                                   protocol rules, std::uint64_t& tokens, log_sink& log)
    : redis_(redis), late_(late), rules_(rules) {
  for (const auto& journal : journals)
    followers_.push_back(std::make_unique<journal_follower>(
        std::make_unique<memory_journal>(journal), finder, events_,
        journal_follower::limits{.most_per_chain = 8}, [&tokens] { return ++tokens; }, log));
}

void simulated_server::read(std::size_t most) {
  for (const auto& follower : followers_) follower->read(most, start_of_time);
}

void simulated_server::look_again() {
  for (const auto& follower : followers_) follower->retry_held(std::chrono::milliseconds(0), start_of_time);
}

simulated_server::actor& simulated_server::actor_of(journal_follower& from, chain& c) {
  const auto found = std::find_if(actors_.begin(), actors_.end(), [&](const actor& a) { return a.of == &c; });
  if (found != actors_.end()) return *found;
  actors_.push_back({.from = &from, .of = &c});
  return actors_.back();
}

bool simulated_server::act(simulated_redis::random& dice, call_luck luck) {
  for (const auto& follower : followers_)
    for (auto& [campaign, c] : follower->chains()) actor_of(*follower, c);
  if (actors_.empty()) return false;
  auto& a = actors_[dice() % actors_.size()];
  std::optional<std::uint64_t> ready;
  if (!a.of->machine.mid_step()) {
    resolve_some(*a.of, dice);
    ready = a.of->ready_to(rules_.holds_back ? a.from->limit() : held_events::none, most_events_per_step);
  }
  const auto todo = a.of->machine.next(a.last, ready);
  perform(a, todo, dice, luck);
  return todo.what != step_action::kind::wait;
}

void simulated_server::perform(actor& a, const step_action& todo, simulated_redis::random& dice,
                               call_luck luck) {
  const auto campaign = a.of->campaign();
  switch (todo.what) {
    case step_action::kind::read_position:
      if (dice() % 100 < luck.never_sent)
        a.last = step_result::failed{errc::redis_timeout};
      else
        a.last = redis_.position(campaign, a.from->name());
      break;
    case step_action::kind::write_facts:
      a.sum = a.of->take_sum();
      a.last =
          send(simulated_redis::facts_call{campaign, a.from->name(), todo.token, facts_of(a.sum->facts())},
               dice, luck);
      break;
    case step_action::kind::apply:
      a.last = send(simulated_redis::apply_call{campaign, a.from->name(), todo, adds_of(a.sum->counts())},
                    dice, luck);
      break;
    case step_action::kind::release:
      a.from->release(*a.of, todo, start_of_time);
      a.last = step_result::done{};
      break;
    case step_action::kind::load_scripts:
      a.last = step_result::done{};
      break;
    case step_action::kind::wait:
    case step_action::kind::stop:
      a.last = step_result::resumed{};
      break;
  }
}

step_result::any simulated_server::send(const simulated_redis::facts_call& call,
                                        simulated_redis::random& dice, call_luck luck) {
  const auto fate = draw(dice, luck);
  if (fate == fate::late || fate == fate::repeated) late_.emplace_back(call);
  if (fate == fate::arrives || fate == fate::answer_lost || fate == fate::repeated) redis_.write(call, dice);
  if (fate == fate::arrives || fate == fate::repeated) return step_result::done{};
  return step_result::failed{errc::redis_timeout};
}

step_result::any simulated_server::send(const simulated_redis::apply_call& call,
                                        simulated_redis::random& dice, call_luck luck) {
  const auto fate = draw(dice, luck);
  if (fate == fate::late || fate == fate::repeated) late_.emplace_back(call);
  if (fate == fate::never_sent || fate == fate::late) return step_result::failed{errc::redis_timeout};
  const auto answer = redis_.apply(call);
  if (fate == fate::answer_lost) return step_result::failed{errc::redis_timeout};
  return answer;
}

void simulated_server::doubt_all() {
  for (auto& a : actors_) a.of->machine.doubt();
}

void simulated_server::evict_one(simulated_redis::random& dice) {
  if (actors_.empty()) return;
  auto& a = actors_[dice() % actors_.size()];
  if (!a.of->machine.mid_step()) a.from->evict(*a.of);
}

bool simulated_server::at_rest() const {
  const auto rests = [](const actor& a) {
    return a.of->machine.position_known() && !a.of->machine.mid_step();
  };
  if (!std::all_of(actors_.begin(), actors_.end(), rests)) return false;
  return std::all_of(followers_.begin(), followers_.end(),
                     [](const auto& follower) { return follower->applied_through() >= follower->end(); });
}

}  // namespace waypost::test
