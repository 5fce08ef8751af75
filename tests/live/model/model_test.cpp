#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "tests/live/model/whole_system.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

std::size_t from_environment(const char* name, std::size_t otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::stoull(value);
}

std::vector<drawn_campaign> draw_campaigns(dice& by) {
  std::vector<drawn_campaign> drawn;
  std::uint64_t next_number = 0;
  for (std::uint64_t n = 2 + by.below(3); n > 0; --n)
    drawn.push_back(draw_campaign(drawn.size(), by, next_number));
  return drawn;
}

// One seed's events, and what happens to the system while it takes them.
class model_run {
 public:
  model_run(std::uint64_t seed, std::size_t events)
      : seed_(seed), by_(seed), campaigns_(draw_campaigns(by_)), system_(campaigns_, by_), events_(events) {
    for (const auto& drawn : campaigns_) draws_.emplace_back(drawn, by_);
    plan();
  }

  void play() {
    for (std::size_t i = 0; i < events_; ++i) {
      for (auto [next, end] = plan_.equal_range(i); next != end; ++next) next->second();
      const auto campaign = by_.below(campaigns_.size());
      happened_.emplace_back(campaign, draws_[campaign].draw(system_.registered(campaign)));
      system_.append(campaign, happened_.back().second);
      // So that the drain is somewhere among them when something fails.
      if (i % 500 == 0) std::this_thread::sleep_for(std::chrono::milliseconds(6));
    }
  }

  std::string summary() const {
    return name() + ": " + std::to_string(events_) + " events in " + std::to_string(campaigns_.size()) +
           " campaigns, " + std::to_string(system_.numbers_compared()) + " numbers compared";
  }

  // What is not as the model says; then once more after another start, which must change nothing.
  std::string difference() {
    const auto models = fed_models();
    std::string wrong = compare(models);
    if (!wrong.empty()) return wrong;
    system_.restart_all();
    return compare(models);
  }

  std::string name() const { return "seed " + std::to_string(seed_); }
  std::vector<std::string> log() const { return system_.log(); }

 private:
  void at_some_time(std::function<void()> what) { plan_.emplace(by_.below(events_), std::move(what)); }

  void plan() {
    for (int i = 0; i < 4; ++i) {
      const auto killed = by_.below(events_);
      plan_.emplace(killed, [this] { system_.kill_redis(); });
      plan_.emplace(killed + by_.below(events_ / 20 + 1), [this] { system_.revive_redis(); });
      at_some_time([this] { system_.restart_a_server(); });
    }
    for (std::size_t c = 0; c < campaigns_.size(); ++c) {
      for (std::size_t u = 1; u < campaigns_[c].uploads.size(); ++u)
        at_some_time([this, c] { system_.register_next(c); });
      for (int i = 0; i < 5; ++i) at_some_time([this, c] { system_.look_at(c); });
    }
  }

  // The models are told in the order of time, which is not the order in which the system was.
  std::vector<campaign_model> fed_models() {
    std::stable_sort(happened_.begin(), happened_.end(),
                     [](const auto& a, const auto& b) { return time_of(a.second) < time_of(b.second); });
    std::vector<campaign_model> models;
    for (const auto& drawn : campaigns_) models.emplace_back(drawn);
    for (const auto& [campaign, what] : happened_)
      std::visit([&model = models[campaign]](const auto& e) { model.add(e); }, what);
    return models;
  }

  std::string compare(const std::vector<campaign_model>& models) {
    std::uint64_t waiting = 0;
    for (const auto& model : models) waiting += model.waiting_callbacks();
    std::string wrong = system_.finish(waiting);
    if (!wrong.empty()) return name() + ": " + wrong + '\n';
    for (const auto& model : models) {
      std::vector<std::uint32_t> recipients;
      for (int i = 0; i < 30 && model.of().recipients != 0; ++i)
        recipients.push_back(model.of().recipients - 1 -
                             by_.below32(std::min<std::uint32_t>(model.of().recipients, 3000)));
      const auto differs = system_.difference(model, recipients);
      if (!differs.empty()) wrong += name() + ", campaign " + to_text(model.of().id) + ":\n" + differs;
    }
    return wrong;
  }

  std::uint64_t seed_;
  dice by_;
  std::vector<drawn_campaign> campaigns_;
  whole_system system_;
  std::size_t events_;
  std::vector<happenings> draws_;
  std::multimap<std::size_t, std::function<void()>> plan_;   // by how many events came before
  std::vector<std::pair<std::size_t, happening>> happened_;  // by campaign
};

}  // namespace

BOOST_AUTO_TEST_SUITE(model)

// WAYPOST_MODEL_SEEDS says how many seeds, WAYPOST_MODEL_FIRST_SEED from which on, WAYPOST_MODEL_EVENTS how
// many events for each.
BOOST_AUTO_TEST_CASE(every_number_is_the_models_whatever_fails_meanwhile) {
  const auto seeds = from_environment("WAYPOST_MODEL_SEEDS", 2);
  const auto first = from_environment("WAYPOST_MODEL_FIRST_SEED", 1);
  const auto events = from_environment("WAYPOST_MODEL_EVENTS", 100'000);
  for (auto seed = first; seed < first + seeds; ++seed) {
    const auto began = std::chrono::steady_clock::now();
    model_run run(seed, events);
    run.play();
    const auto wrong = run.difference();
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    BOOST_TEST_MESSAGE(run.summary() << ", " << took.count() << " s");
    BOOST_TEST(wrong.empty(), wrong);
    if (wrong.empty()) continue;
    for (const auto& line : run.log()) BOOST_TEST_MESSAGE(line);
  }
}

BOOST_AUTO_TEST_SUITE_END()
