#include <boost/test/unit_test.hpp>

#include "tests/unit/registry/registry_vocabulary.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

const campaign_id spring{1};
const campaign_id autumn{2};
constexpr std::uint64_t run_a = 1 << 20;
constexpr std::uint64_t run_b = 2 << 20;

bool is_void_for(const offer_outcome& o, errc why) { return !o.taken && o.why == why && !o.reason.empty(); }

}  // namespace

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

BOOST_AUTO_TEST_CASE(recipients_take_the_next_positions) {
  folder f;
  f.said(campaign_of(spring, {"a", "b", "c"}));
  BOOST_TEST(f.said(recipients_of(spring, 1, run_at(run_a, 10, 3))).place == 0u);
  BOOST_TEST(f.said(recipients_of(spring, 2, run_at(run_b, 5, 3))).place == 10u);
  BOOST_TEST(f.of(spring).recipients == 15u);
  BOOST_TEST(f.place_of({9, run_b + 3 * 4 + 2}) == "1:2:14");
  BOOST_TEST(f.state.live_numbers.at(9) == 45u);
  BOOST_TEST(f.state.accounts.at(shop).numbers == 45u);
}

BOOST_AUTO_TEST_CASE(of_two_uploads_built_on_one_version_the_second_is_void) {
  folder f;
  f.said(campaign_of(spring));
  BOOST_TEST(f.said(recipients_of(spring, 1, run_at(run_a, 10, 1))).taken);
  BOOST_TEST(is_void_for(f.said(recipients_of(spring, 1, run_at(run_b, 10, 1))), errc::conflict));
  BOOST_TEST(f.of(spring).recipients == 10u);
}

BOOST_AUTO_TEST_CASE(a_block_that_meets_another_is_void) {
  folder f;
  f.said(campaign_of(spring));
  f.said(campaign_of(autumn));
  BOOST_TEST(f.said(recipients_of(spring, 1, run_at(1024, 9, 1))).taken);  // its run has 16 numbers
  BOOST_TEST(is_void_for(f.said(recipients_of(autumn, 1, run_at(1032, 8, 1))), errc::void_entry));
  BOOST_TEST(is_void_for(f.said(recipients_of(autumn, 1, run_at(0, 2000, 1))), errc::void_entry));
  BOOST_TEST(is_void_for(f.said(recipients_of(autumn, 1, run_at(1024, 1, 1))), errc::void_entry));
  BOOST_TEST(f.said(recipients_of(autumn, 1, run_at(1040, 16, 1))).taken);
  BOOST_TEST(f.said(recipients_of(autumn, 2, run_at(1016, 8, 1))).taken);
  BOOST_TEST(f.said(recipients_of(autumn, 3, run_at(1024, 9, 1, 8))).taken);  // another length, another space
}

BOOST_AUTO_TEST_CASE(a_block_that_is_no_aligned_run_of_its_length_is_void) {
  folder f;
  f.said(campaign_of(spring));
  BOOST_TEST(is_void_for(f.said(recipients_of(spring, 1, run_at(8, 9, 1))), errc::invalid));
  BOOST_TEST(is_void_for(f.said(recipients_of(spring, 1, run_at(0, 9, 1, 6))), errc::invalid));
  BOOST_TEST(is_void_for(f.said(recipients_of(spring, 1, run_at(0, 9, 1, 12))), errc::invalid));
  const auto end = numbers_of_length(7) / 16 * 16;
  BOOST_TEST(is_void_for(f.said(recipients_of(spring, 1, run_at(end, 16, 1, 7))), errc::invalid));
  BOOST_TEST(f.said(recipients_of(spring, 1, run_at(end - 16, 16, 1, 7))).taken);
}

BOOST_AUTO_TEST_CASE(a_campaign_has_two_to_the_thirty_numbers_and_no_more) {
  folder f;
  f.said(campaign_of(spring));
  constexpr std::uint32_t half = 1 << 29;
  BOOST_TEST(f.said(recipients_of(spring, 1, run_at(0, half, 1))).taken);
  BOOST_TEST(f.said(recipients_of(spring, 2, run_at(half, half, 1))).taken);
  BOOST_TEST(is_void_for(f.said(recipients_of(spring, 3, run_at(2ull * half, 1, 1))), errc::quota_exceeded));
}

BOOST_AUTO_TEST_CASE(an_accounts_quota_counts_all_its_campaigns) {
  folder f(100);
  f.said(campaign_of(spring));
  f.said(campaign_of(autumn));
  BOOST_TEST(f.said(recipients_of(spring, 1, run_at(run_a, 60, 1))).taken);
  BOOST_TEST(is_void_for(f.said(recipients_of(autumn, 1, run_at(run_b, 41, 1))), errc::quota_exceeded));
  BOOST_TEST(f.said(recipients_of(autumn, 1, run_at(run_b, 40, 1))).taken);
}

BOOST_AUTO_TEST_CASE(a_further_link_needs_a_block_for_all_recipients) {
  folder f;
  f.said(campaign_of(spring));
  f.said(recipients_of(spring, 1, run_at(run_a, 10, 1)));
  change::add_link more{spring, 2, {"b", "https://x.example/b", false}, {}, {}};
  BOOST_TEST(is_void_for(f.said(more), errc::invalid));
  more.run = run_at(run_b, 9, 1);
  BOOST_TEST(is_void_for(f.said(more), errc::invalid));
  more.run = run_at(run_b, 10, 1);
  BOOST_TEST(f.said(more).place == 1u);
  BOOST_TEST(f.place_of({9, run_b + 3}) == "1:1:3");
  more.built_on = 3;
  more.run = run_at(3 << 20, 10, 1);
  BOOST_TEST(is_void_for(f.said(more), errc::conflict));  // the label
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

BOOST_AUTO_TEST_CASE(a_merge_replaces_the_indexes_it_covers) {
  folder f;
  f.said(campaign_of(spring));
  for (std::uint32_t i = 0; i < 3; ++i) {
    auto upload = recipients_of(spring, i + 1, run_at((i + 1) << 20, 5, 1));
    upload.ids = {upload_id{i + 1}, 1, 1, 0};
    BOOST_TEST(f.said(upload).taken);
  }
  BOOST_TEST(f.said(change::merge_indexes{spring, upload_id{10}, 2, 0, {upload_id{1}, upload_id{2}}}).taken);
  BOOST_TEST(
      is_void_for(f.said(change::merge_indexes{spring, upload_id{11}, 2, 0, {upload_id{2}, upload_id{3}}}),
                  errc::conflict));
  BOOST_TEST(is_void_for(f.said(change::merge_indexes{spring, upload_id{12}, 2, 0, {upload_id{77}}}),
                         errc::invalid));
  const auto& uploads = *f.state.campaigns.at(spring).uploads;
  BOOST_REQUIRE(uploads.indexes.size() == 2u);
  BOOST_TEST((uploads.indexes[0].id == upload_id{3}));
  BOOST_TEST((uploads.indexes[1].id == upload_id{10}));
  BOOST_TEST(uploads.uploads.size() == 3u);
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
  f.said(recipients_of(spring, 1, run_at(3 << 20, 10, 1)));  // void
  BOOST_TEST(f.last_touched.campaigns.empty());
  BOOST_TEST(f.last_touched.runs.empty());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(folding_single_links)

BOOST_AUTO_TEST_CASE(an_alias_goes_to_whom_comes_first) {
  folder f;
  f.said(singles_of(spring, run_a));
  f.said(singles_of(autumn, run_b));
  BOOST_TEST(f.said(single_of(spring, 0, "https://one.example/", "sale")).taken);
  BOOST_TEST(is_void_for(f.said(single_of(autumn, 0, "https://two.example/", "sale")), errc::conflict));
  auto elsewhere = single_of(autumn, 0, "https://two.example/", "sale");
  elsewhere.domain = 3;
  BOOST_TEST(f.said(elsewhere).taken);
  BOOST_TEST(f.of(autumn).links.size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_full_campaign_of_single_links_takes_no_more) {
  folder f;
  f.said(singles_of(spring, run_a, 2));
  BOOST_TEST(f.said(single_of(spring, 0, "https://one.example/")).place == 0u);
  BOOST_TEST(f.said(single_of(spring, 1, "https://two.example/")).place == 1u);
  BOOST_TEST(is_void_for(f.said(single_of(spring, 2, "https://three.example/")), errc::quota_exceeded));
}

BOOST_AUTO_TEST_CASE(single_links_and_recipients_do_not_mix) {
  folder f;
  f.said(campaign_of(spring));
  f.said(singles_of(autumn, run_a));
  BOOST_TEST(is_void_for(f.said(single_of(spring, 0, "https://one.example/")), errc::invalid));
  BOOST_TEST(is_void_for(f.said(recipients_of(autumn, 1, run_at(run_b, 5, 1))), errc::invalid));
  BOOST_TEST(is_void_for(f.said(change::add_link{autumn, 1, {"a", "https://a.example/", false}, {}, {}}),
                         errc::invalid));
}

BOOST_AUTO_TEST_CASE(an_alias_is_checked_when_folded) {
  folder f;
  f.said(singles_of(spring, run_a));
  for (const auto* bad : {"a b", "über", "bcdfghj", "23456789BCD", "a/b"})
    BOOST_TEST(is_void_for(f.said(single_of(spring, 0, "https://x.example/", bad)), errc::invalid), bad);
  const std::string long_one(65, 'e');
  BOOST_TEST(is_void_for(f.said(single_of(spring, 0, "https://x.example/", long_one)), errc::invalid));
  std::uint16_t index = 0;
  for (const auto* good : {"a", "bcdfgh", "bcdfghje", "summer-sale_2", "bcdfghjkmnpq"})
    BOOST_TEST(f.said(single_of(spring, index++, "https://x.example/", good)).taken, good);
}

BOOST_AUTO_TEST_CASE(a_place_is_given_once) {
  folder f;
  f.said(singles_of(spring, run_a));
  BOOST_TEST(f.said(single_of(spring, 1, "https://one.example/")).place == 1u);
  BOOST_TEST(is_void_for(f.said(single_of(spring, 1, "https://two.example/")), errc::conflict));
  BOOST_TEST(f.said(single_of(spring, 0, "https://two.example/")).place == 0u);
  BOOST_TEST(f.of(spring).links[1].url == "https://one.example/");
  BOOST_TEST(is_void_for(f.said(single_of(spring, 2, "")), errc::invalid));
}

BOOST_AUTO_TEST_CASE(a_place_that_nobody_has_cannot_be_changed) {
  folder f;
  f.said(singles_of(spring, run_a));
  f.said(single_of(spring, 1, "https://one.example/"));
  const change::change_link change{spring, 0, "https://two.example/", false};
  BOOST_TEST(is_void_for(f.said(change), errc::not_found));
}

BOOST_AUTO_TEST_CASE(a_campaign_of_single_links_knows_who_writes_it) {
  folder f;
  auto made = singles_of(spring, run_a);
  made.writer = writer_id{5};
  f.said(made);
  BOOST_TEST((f.state.campaigns.at(spring).writer == writer_id{5}));
}

BOOST_AUTO_TEST_SUITE_END()
