#include <boost/test/unit_test.hpp>

#include "attribution/registry/moved.hpp"
#include "tests/unit/registry/registry_vocabulary.hpp"

using namespace waypost;
using namespace waypost::test;

BOOST_AUTO_TEST_SUITE(lost_entries)

BOOST_AUTO_TEST_CASE(recipients_offered_again_take_the_next_positions_and_keep_their_numbers) {
  folder f;
  f.said(campaign_of(spring));
  f.said(recipients_of(spring, 1, run_at(run_b, 50, 1)));  // written after the loss
  const auto outcome = f.again(recipients_of(spring, 1, run_at(run_a, 100, 1)));
  BOOST_TEST(outcome.taken);
  BOOST_TEST(outcome.place == 50u);
  BOOST_TEST(f.place_of({9, run_a + 99}) == "1:0:149");
  BOOST_TEST(f.place_of({9, run_b}) == "1:0:0");
}

BOOST_AUTO_TEST_CASE(what_was_void_stays_void) {
  folder f;
  const std::vector<change::any> both{campaign_of(spring), campaign_of(autumn)};
  const auto outcomes = fold(f.state, nonce{99}, both, "01", f.last_touched);
  BOOST_TEST(marks_of(outcomes) == "01");
  BOOST_TEST(!f.state.campaigns.contains(spring));
}

BOOST_AUTO_TEST_CASE(no_change_is_void_for_its_version_alone) {
  folder f;
  f.said(campaign_of(spring));
  change::change_campaign name;
  name.id = spring;
  name.name = "other";
  f.said(name);
  name.built_on = 1;
  name.name = "lost";
  BOOST_TEST(f.again(name).taken);
  BOOST_TEST(f.of(spring).name == "lost");
}

BOOST_AUTO_TEST_CASE(a_lost_single_link_comes_back_to_the_code_it_had) {
  folder f;
  f.said(singles_of(spring, run_a));
  f.said(single_of(spring, 0, "https://kept.example/"));
  f.said(single_of(spring, 2, "https://third.example/"));
  BOOST_TEST(f.place_of({9, run_a + 1}) == "1:1:0");
  BOOST_TEST(f.of(spring).links[1].url == "");
  BOOST_TEST(f.of(spring).links[1].paused);
  const auto outcome = f.again(single_of(spring, 1, "https://second.example/", "sale"));
  BOOST_TEST(outcome.taken);
  BOOST_TEST(outcome.place == 1u);
  BOOST_TEST(f.of(spring).links[1].url == "https://second.example/");
  BOOST_TEST(!f.of(spring).links[1].paused);
  BOOST_TEST(f.of(spring).links[2].url == "https://third.example/");
  BOOST_TEST((f.last_touched.aliases.at(0).number == code_number{9, run_a + 1}));
}

BOOST_AUTO_TEST_CASE(a_lost_single_link_never_takes_a_code_that_leads_elsewhere) {
  folder f;
  f.said(singles_of(spring, run_a));
  f.said(single_of(spring, 0, "https://theirs.example/"));
  BOOST_TEST(!f.again(single_of(spring, 0, "https://ours.example/")).taken);
  BOOST_TEST(f.of(spring).links.size() == 1u);
  BOOST_TEST(f.of(spring).links[0].url == "https://theirs.example/");
}

BOOST_AUTO_TEST_CASE(an_alias_taken_meanwhile_is_not_taken_back_but_the_code_leads_on) {
  folder f;
  f.said(singles_of(spring, run_a));
  f.said(singles_of(autumn, run_b));
  f.said(single_of(spring, 0, "https://new.example/", "sale"));
  const auto outcome = f.again(single_of(autumn, 0, "https://lost.example/", "sale"));
  BOOST_TEST(outcome.taken);
  BOOST_TEST(f.of(autumn).links.at(0).url == "https://lost.example/");
  BOOST_TEST(f.state.campaigns.at(autumn).aliases.at(0).empty());
  BOOST_TEST((f.state.aliases.at({0, "sale"}) == std::pair(spring, std::uint16_t{0})));
}

BOOST_AUTO_TEST_CASE(what_was_made_for_a_link_that_is_void_now_does_not_go_to_anothers) {
  folder f;
  f.said(campaign_of(spring));
  f.said(change::add_link{spring, 1, {"b", "https://theirs.example/", false}, {}, 1});
  BOOST_TEST(!f.again(change::add_link{spring, 1, {"b", "https://ours.example/", false}, {}, 1}).taken);
  BOOST_TEST(!f.again(recipients_of(spring, 2, run_at(run_a, 5, 2))).taken);
  BOOST_TEST(!f.again(change::change_link{spring, 1, "https://ours.example/new", {}}).taken);
  BOOST_TEST(f.of(spring).links[1].url == "https://theirs.example/");
}

BOOST_AUTO_TEST_CASE(an_accounts_quota_does_not_kill_codes_that_are_out) {
  folder f(100);
  f.said(campaign_of(spring));
  f.said(recipients_of(spring, 1, run_at(run_b, 60, 1)));
  BOOST_TEST(f.again(recipients_of(spring, 1, run_at(run_a, 60, 1))).taken);
}

BOOST_AUTO_TEST_CASE(a_lost_link_leads_its_numbers_to_the_recipients_they_were_made_for) {
  folder f;
  f.said(campaign_of(spring));
  f.said(recipients_of(spring, 1, run_at(run_a, 3, 1)));  // known to both: positions 0 to 2
  f.said(recipients_of(spring, 2, run_at(run_c, 4, 1)));  // written after the loss: 3 to 6
  auto lost = recipients_of(spring, 2, run_at(run_b, 5, 1));
  lost.run.first_recipient = 3;
  BOOST_TEST(f.again(lost).place == 7u);
  change::add_link link{spring, 3, {"b", "https://x.example/b", false}, run_at(4 << 20, 8, 1), 1};
  BOOST_TEST(f.again(link).taken);
  constexpr std::uint64_t run_d = 4 << 20;
  for (std::uint64_t recipient = 0; recipient < 3; ++recipient)
    BOOST_TEST(f.place_of({9, run_d + recipient}) == "1:1:" + std::to_string(recipient));
  for (std::uint64_t recipient = 3; recipient < 8; ++recipient)
    BOOST_TEST(f.place_of({9, run_d + recipient}) == "1:1:" + std::to_string(recipient + 4));
  for (const auto& b : f.blocks(spring)) BOOST_TEST(b.first_number % b.run_size() == 0u);
  BOOST_TEST(f.state.live_numbers.at(9) == 20u);
}

BOOST_AUTO_TEST_CASE(a_block_with_a_link_that_moved_is_void_and_not_led_astray) {
  folder f;
  f.said(campaign_of(spring));
  f.said(change::add_link{spring, 1, {"theirs", "https://x.example/t", false}, {}, 1});
  BOOST_TEST(f.again(change::add_link{spring, 1, {"ours", "https://x.example/o", false}, {}, 1}).place == 2u);
  BOOST_TEST(!f.again(recipients_of(spring, 2, run_at(run_a, 5, 2))).taken);
  change::change_link url{spring, 1, "https://x.example/new", {}};
  BOOST_TEST(f.again(url).place == 2u);
  BOOST_TEST(f.of(spring).links[2].url == "https://x.example/new");
}

BOOST_AUTO_TEST_CASE(every_number_of_a_split_block_is_kept) {
  auto whole = run_at(1 << 10, 1000, 1);
  const std::vector<moved_positions> moved{{100, 300, 5000}, {700, 50, 9000}};
  const auto parts = follow_moved(whole, moved);
  std::uint64_t next = whole.first_number;
  for (const auto& p : parts) {
    BOOST_REQUIRE(p.first_number == next);
    BOOST_TEST(p.first_number % p.run_size() == 0u);
    const auto old = static_cast<std::uint32_t>(next - whole.first_number);
    const auto expected = old >= 100 && old < 400 ? old + 4900 : old >= 700 && old < 750 ? old + 8300 : old;
    BOOST_TEST(p.first_recipient == expected);
    next += p.recipients;
  }
  BOOST_TEST(next == whole.first_number + 1000);
}

BOOST_AUTO_TEST_CASE(the_last_entry_in_common_is_found_with_few_questions) {
  for (std::uint64_t common = 0; common < 1000; common += 7) {
    common_search search(1000);
    int questions = 0;
    while (const auto n = search.next()) {
      ++questions;
      search.answer(*n <= common);
    }
    BOOST_TEST(search.common() == common);
    BOOST_TEST(questions <= 10);
  }
}

BOOST_AUTO_TEST_SUITE_END()
