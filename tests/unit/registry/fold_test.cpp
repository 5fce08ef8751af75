#include <boost/test/unit_test.hpp>

#include "tests/unit/registry/registry_vocabulary.hpp"

using namespace waypost;
using namespace waypost::test;

BOOST_AUTO_TEST_SUITE(folding)

BOOST_AUTO_TEST_CASE(a_second_key_is_void) {
  folder f;
  change::found_registry founded;
  founded.key[0] = 1;
  BOOST_TEST(f.said(founded).taken);
  founded.key[0] = 2;
  BOOST_TEST(is_void_for(f.said(founded), errc::conflict));
  BOOST_TEST(f.state.key.value()[0] == 1);
}

BOOST_AUTO_TEST_CASE(an_entry_folded_before_folds_to_nothing) {
  registry_state state;
  touched t;
  const change::any account = change::create_account{shop, "shop", 0};
  const change::any another = change::create_account{account_id{8}, "other", 0};
  BOOST_TEST(fold(state, nonce{5}, std::span(&account, 1), {}, t).front().taken);
  BOOST_TEST(!fold(state, nonce{5}, std::span(&another, 1), {}, t).front().taken);
  BOOST_TEST(state.accounts.size() == 1u);
  BOOST_TEST(state.entries == 2u);
}

BOOST_AUTO_TEST_CASE(a_void_change_leaves_its_neighbours_alone) {
  folder f;
  const std::vector<change::any> three{campaign_of(spring), campaign_of(spring), campaign_of(autumn)};
  const auto outcomes = fold(f.state, nonce{99}, three, {}, f.last_touched);
  BOOST_TEST(marks_of(outcomes) == "101");
  BOOST_TEST(is_void_for(outcomes[1], errc::conflict));
  BOOST_TEST(f.state.campaigns.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_campaign_of_an_unknown_account_is_void) {
  folder f;
  auto c = campaign_of(spring);
  c.made.account = account_id{999};
  BOOST_TEST(is_void_for(f.said(c), errc::not_found));
}

BOOST_AUTO_TEST_CASE(a_campaign_with_one_label_twice_is_void) {
  folder f;
  BOOST_TEST(is_void_for(f.said(campaign_of(spring, {"a", "b", "a"})), errc::invalid));
}

BOOST_AUTO_TEST_CASE(of_two_changes_built_on_one_version_the_second_is_void) {
  folder f;
  f.said(campaign_of(spring));
  change::change_campaign name;
  name.id = spring;
  name.built_on = 1;
  name.name = "first";
  BOOST_TEST(f.said(name).taken);
  name.name = "second";
  BOOST_TEST(is_void_for(f.said(name), errc::conflict));
  BOOST_TEST(f.of(spring).name == "first");
  BOOST_TEST(f.of(spring).version == 2u);
}

BOOST_AUTO_TEST_CASE(a_change_of_nothing_in_particular_is_taken_on_any_version) {
  folder f;
  f.said(campaign_of(spring));
  change::change_campaign pause;
  pause.id = spring;
  pause.paused = true;
  BOOST_TEST(f.said(pause).taken);
  pause.paused = false;
  pause.expires_ms.emplace(5);
  pause.fallback_url.emplace("https://f.example/");
  BOOST_TEST(f.said(pause).taken);
  BOOST_TEST(f.of(spring).expires_ms.value() == 5);
  pause.expires_ms.emplace();
  pause.fallback_url.emplace();
  BOOST_TEST(f.said(pause).taken);
  BOOST_TEST(!f.of(spring).expires_ms.has_value());
  BOOST_TEST(!f.of(spring).fallback_url.has_value());
}

BOOST_AUTO_TEST_CASE(a_campaign_has_a_hundred_links_and_no_more) {
  folder f;
  auto c = campaign_of(spring, {});
  for (std::size_t i = 0; i <= most_links; ++i)
    c.made.links.push_back({std::to_string(i), "https://x.example/", false});
  BOOST_TEST(is_void_for(f.said(c), errc::quota_exceeded));
  c.made.links.pop_back();
  BOOST_TEST(f.said(c).taken);
  BOOST_TEST(is_void_for(f.said(change::add_link{spring, 1, {"more", "https://x.example/", false}, {}, {}}),
                         errc::quota_exceeded));
}

BOOST_AUTO_TEST_CASE(a_revoked_key_stays_revoked) {
  folder f;
  const key_id id{3};
  BOOST_TEST(
      is_void_for(f.said(change::create_key{id, account_id{999}, "k", scope::stats, {}}), errc::not_found));
  BOOST_TEST(f.said(change::create_key{id, shop, "k", scope::stats, {}}).taken);
  BOOST_TEST(is_void_for(f.said(change::create_key{id, shop, "k", scope::stats, {}}), errc::conflict));
  BOOST_TEST(f.said(change::change_key{id, true, true}).taken);
  BOOST_TEST(f.said(change::change_key{id, false, false}).taken);
  BOOST_TEST(f.state.keys.at(id).revoked);
  BOOST_TEST(!f.state.keys.at(id).paused);
}

BOOST_AUTO_TEST_CASE(who_holds_a_campaign_goes_on_seeing_it_as_it_was) {
  folder f;
  f.said(campaign_of(spring));
  const auto before = f.state.campaigns.at(spring).of;
  const auto uploads_before = f.state.campaigns.at(spring).uploads;
  auto upload = recipients_of(spring, 1, run_at(run_a, 10, 1));
  upload.ids = {upload_id{1}, 1, 1, 0};
  f.said(upload);
  BOOST_TEST(before->recipients == 0u);
  BOOST_TEST(uploads_before->uploads.empty());
  BOOST_TEST(f.of(spring).recipients == 10u);
}

BOOST_AUTO_TEST_CASE(what_was_touched_is_told) {
  folder f;
  f.said(campaign_of(spring));
  BOOST_TEST(f.last_touched.campaigns.contains(spring));
  f.said(recipients_of(spring, 1, run_at(run_a, 10, 1)));
  BOOST_REQUIRE(f.last_touched.runs.size() == 1u);
  BOOST_TEST(f.last_touched.runs[0].first_number == run_a);
  f.said(singles_of(autumn, run_b));
  f.said(single_of(autumn, 0, "https://s.example/", "sale"));
  BOOST_REQUIRE(f.last_touched.aliases.size() == 1u);
  BOOST_TEST((f.last_touched.aliases[0].number == code_number{9, run_b}));
  f.said(recipients_of(spring, 1, run_at(run_c, 10, 1)));  // void
  BOOST_TEST(f.last_touched.campaigns.empty());
  BOOST_TEST(f.last_touched.runs.empty());
}

BOOST_AUTO_TEST_SUITE_END()
