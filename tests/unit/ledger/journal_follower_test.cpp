#include "attribution/ledger/journal_follower.hpp"

#include <map>

#include <boost/test/unit_test.hpp>

#include "tests/support/memory_journal.hpp"
#include "tests/support/recording_log.hpp"
#include "tests/unit/ledger/samples.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

// Numbers lead to the campaigns that the test says.
class told final : public attributor {
 public:
  std::optional<attribution> find(const event& e) override {
    const auto* c = std::get_if<click>(&e.what);
    if (c == nullptr) return attribution{.campaign = std::get<report>(e.what).campaign};
    const auto found = known.find(c->code.number);
    if (found == known.end()) return std::nullopt;
    return attribution{.campaign = found->second};
  }

  std::map<std::uint64_t, campaign_id> known;
};

struct followed {
  told finder;
  event_reader events{clients(), nullptr};
  recording_log log;
  std::shared_ptr<memory_log> journal = std::make_shared<memory_log>(some_journal);
  journal_follower follower{std::make_unique<memory_journal>(journal),
                            finder,
                            events,
                            {.most_per_chain = 3, .unknown_patience = std::chrono::seconds(1)},
                            [] { return std::uint64_t{1}; },
                            log};
  chain::clock::time_point now{};

  followed() {
    finder.known[1] = campaign_id{1};
    finder.known[2] = campaign_id{2};
  }

  void click_on(std::uint64_t number) {
    click c;
    c.code = {9, number};
    journal->append({0, c});
  }
  void read_all() {
    while (follower.read(100, now)) {
    }
  }
  chain& chain_of(std::uint64_t campaign) { return follower.chains().at(campaign_id{campaign}); }
  std::vector<std::uint64_t> queue_of(std::uint64_t campaign) {
    std::vector<std::uint64_t> offsets;
    for (const auto& e : chain_of(campaign).queue()) offsets.push_back(e.offset);
    return offsets;
  }
  // As if steps had brought the campaign's events below `to` into Redis.
  void apply(std::uint64_t campaign, std::uint64_t to, bool rolled_back = false) {
    auto& c = chain_of(campaign);
    c.machine.doubt();
    c.machine.next(step_result::resumed{}, {});
    const auto release = c.machine.next(ledger_position{to, false}, {});
    if (release.what != step_action::kind::release) return;
    BOOST_TEST(release.rolled_back == rolled_back);
    follower.release(c, release, now);
    c.machine.next(step_result::done{}, {});
  }
};

using offsets = std::vector<std::uint64_t>;

}  // namespace

BOOST_AUTO_TEST_SUITE(following)

BOOST_AUTO_TEST_CASE(events_are_sorted_to_their_campaigns) {
  followed f;
  for (const auto number : {1u, 2u, 1u}) f.click_on(number);
  f.read_all();
  BOOST_TEST((f.queue_of(1) == offsets{0, 2}));
  BOOST_TEST((f.queue_of(2) == offsets{1}));
  BOOST_TEST(f.follower.applied_through() == 0u);
  BOOST_TEST(f.follower.behind() == 3u);
}

BOOST_AUTO_TEST_CASE(what_is_applied_is_forgotten) {
  followed f;
  for (const auto number : {1u, 2u, 1u}) f.click_on(number);
  f.read_all();
  f.apply(1, 3);
  BOOST_TEST(f.queue_of(1).empty());
  BOOST_TEST(f.follower.applied_through() == 1u);
  f.apply(2, 2);
  BOOST_TEST(f.follower.applied_through() == 3u);
  BOOST_TEST(f.follower.behind() == 0u);
}

BOOST_AUTO_TEST_CASE(a_full_queue_is_brought_up_by_a_later_pass_and_holds_nobody_up) {
  followed f;
  for (int i = 0; i < 5; ++i) f.click_on(1);
  f.click_on(2);
  f.read_all();
  BOOST_TEST((f.queue_of(1) == offsets{0, 1, 2}));
  BOOST_TEST((f.queue_of(2) == offsets{5}));
  f.apply(1, 3);
  f.read_all();
  BOOST_TEST((f.queue_of(1) == offsets{3, 4}));
  BOOST_TEST((f.queue_of(2) == offsets{5}));
  f.apply(1, 5);
  f.apply(2, 6);
  BOOST_TEST(f.follower.applied_through() == 6u);
}

BOOST_AUTO_TEST_CASE(events_after_a_lag_come_in_order) {
  followed f;
  for (int i = 0; i < 4; ++i) f.click_on(1);
  f.read_all();
  f.click_on(1);
  f.read_all();
  f.apply(1, 3);
  f.read_all();
  BOOST_TEST((f.queue_of(1) == offsets{3, 4}));
}

BOOST_AUTO_TEST_CASE(a_roll_back_reads_the_journal_again_for_that_campaign) {
  followed f;
  for (const auto number : {1u, 2u, 1u, 1u}) f.click_on(number);
  f.read_all();
  f.apply(1, 4);
  f.apply(2, 2);
  f.apply(1, 1, true);
  BOOST_TEST(f.follower.applied_through() == 1u);
  f.read_all();
  BOOST_TEST((f.queue_of(1) == offsets{2, 3}));
  BOOST_TEST(f.queue_of(2).empty());
}

BOOST_AUTO_TEST_CASE(a_watermark_of_another_run_spares_what_is_below_it) {
  followed f;
  for (int i = 0; i < 3; ++i) f.click_on(1);
  f.read_all();
  f.apply(1, 5);
  for (int i = 0; i < 4; ++i) f.click_on(1);
  f.read_all();
  BOOST_TEST((f.queue_of(1) == offsets{5, 6}));
}

BOOST_AUTO_TEST_CASE(an_evicted_queue_is_read_again) {
  followed f;
  for (int i = 0; i < 3; ++i) f.click_on(1);
  f.read_all();
  f.apply(1, 1);
  f.follower.evict(f.chain_of(1));
  BOOST_TEST(f.queue_of(1).empty());
  BOOST_TEST(f.follower.applied_through() == 1u);
  f.read_all();
  BOOST_TEST((f.queue_of(1) == offsets{1, 2}));
}

BOOST_AUTO_TEST_CASE(an_unknown_number_limits_every_campaign_until_it_is_known) {
  followed f;
  for (const auto number : {1u, 7u, 1u}) f.click_on(number);
  f.read_all();
  BOOST_TEST(f.follower.limit() == 1u);
  BOOST_TEST(f.chain_of(1).ready_to(f.follower.limit(), 10).value() == 1u);
  f.finder.known[7] = campaign_id{1};
  f.follower.retry_held(std::chrono::milliseconds(0), f.now);
  BOOST_TEST(f.follower.limit() == held_events::none);
  BOOST_TEST((f.queue_of(1) == offsets{0, 1, 2}));
  BOOST_TEST(f.chain_of(1).ready_to(f.follower.limit(), 10).value() == 3u);
}

BOOST_AUTO_TEST_CASE(an_unknown_number_that_becomes_known_in_a_full_campaign_is_read_again) {
  followed f;
  for (const auto number : {7u, 1u, 1u, 1u}) f.click_on(number);
  f.read_all();
  f.finder.known[7] = campaign_id{1};
  f.follower.retry_held(std::chrono::milliseconds(0), f.now);
  f.read_all();
  BOOST_TEST((f.queue_of(1) == offsets{0, 1, 2}));
}

BOOST_AUTO_TEST_CASE(an_unknown_number_is_given_up_after_the_patience_with_redis_there) {
  followed f;
  f.click_on(7);
  f.read_all();
  for (int i = 0; i < 100; ++i) f.follower.retry_held(std::chrono::milliseconds(0), f.now);
  BOOST_TEST(f.follower.held() == 1u);
  for (int i = 0; i < 11; ++i) f.follower.retry_held(std::chrono::milliseconds(100), f.now);
  BOOST_TEST(f.follower.held() == 0u);
  BOOST_TEST(f.log.contains("alarm journal " + some_journal.text() + ", offset 0: a click whose number 7"));
  BOOST_TEST(f.follower.applied_through() == 1u);
}

BOOST_AUTO_TEST_CASE(reading_stops_where_no_more_can_be_held) {
  followed f;
  for (std::size_t i = 0; i <= held_events::most; ++i) f.click_on(7);
  f.click_on(1);
  f.read_all();
  BOOST_TEST(f.follower.held() == held_events::most);
  BOOST_TEST(f.follower.chains().empty());
  f.finder.known[7] = campaign_id{2};
  f.follower.retry_held(std::chrono::milliseconds(0), f.now);
  f.read_all();
  BOOST_TEST((f.queue_of(1) == offsets{held_events::most + 1}));
}

BOOST_AUTO_TEST_CASE(a_pass_over_old_parts_goes_by_what_is_held_already_though_no_more_can_be) {
  followed f;
  f.click_on(1);
  for (std::size_t i = 0; i < held_events::most; ++i) f.click_on(7);
  f.click_on(1);
  f.read_all();
  BOOST_TEST(f.follower.held() == held_events::most);
  f.follower.evict(f.chain_of(1));
  f.read_all();
  BOOST_TEST((f.queue_of(1) == offsets{0, held_events::most + 1}));
}

BOOST_AUTO_TEST_CASE(a_report_that_cannot_be_read_is_told_and_passed_over) {
  followed f;
  f.journal->append({0, report{0, campaign_id{1}, "{}"}});
  f.read_all();
  BOOST_TEST(f.log.contains("offset 0: a report cannot be read"));
  BOOST_TEST(f.follower.applied_through() == 1u);
}

BOOST_AUTO_TEST_CASE(an_unresolved_recipient_ends_the_step_before_it) {
  chain c(some_journal, some_campaign, [] { return std::uint64_t{1}; });
  c.add(tap(0, {}), {});
  c.add(report_of(1, {.recipient_id = "u1"}), {});
  c.add(tap(2, {}), {});
  BOOST_TEST(c.ready_to(held_events::none, 10).value() == 1u);
  c.queue()[1].report()->recipient = 5;
  BOOST_TEST(c.ready_to(held_events::none, 10).value() == 3u);
}

BOOST_AUTO_TEST_CASE(a_step_without_room_for_all_says_that_the_next_one_need_not_wait) {
  chain c(some_journal, some_campaign, [] { return std::uint64_t{1}; });
  for (std::uint64_t i = 0; i < step_sum::most_entries + 1; ++i)
    c.add(report_of(i, {.type = report_type::converted, .recipient = 1, .more = {.event = "Charged"}}), {});
  const auto to = c.ready_to(held_events::none, 10000).value();
  BOOST_TEST(to <= step_sum::most_entries);
  BOOST_TEST(c.cut);
  c.release(to, {});
  BOOST_TEST(c.ready_to(held_events::none, 10000).value() == step_sum::most_entries + 1);
  BOOST_TEST(!c.cut);
}

BOOST_AUTO_TEST_CASE(a_report_weighs_what_its_texts_take) {
  chain c(some_journal, some_campaign, [] { return std::uint64_t{1}; });
  c.add(report_of(0, {.recipient_id = "u1"}), {});
  const auto light = c.weight();
  BOOST_TEST(light <= 5u);
  c.add(report_of(1, {.type = report_type::failed,
                      .recipient_id = "u1",
                      .more = of_error("910", std::string(10 * sizeof(attributed), 'x'))}),
        {});
  BOOST_TEST(c.weight() >= 2 * light + 10);
  c.release(1, {});
  c.truncate(0);
  BOOST_TEST(c.weight() == 0u);
}

BOOST_AUTO_TEST_CASE(an_event_is_in_the_queue_once) {
  chain c(some_journal, some_campaign, [] { return std::uint64_t{1}; });
  BOOST_TEST(c.add(tap(4, {}), {}));
  BOOST_TEST(!c.add(tap(4, {}), {}));
  BOOST_TEST(c.add(tap(2, {}), {}));
  BOOST_TEST(c.queue().front().offset == 2u);
  BOOST_TEST(c.weight() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
