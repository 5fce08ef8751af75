#include <boost/test/unit_test.hpp>

#include "tests/unit/registry/registry_vocabulary.hpp"

using namespace waypost;
using namespace waypost::test;

BOOST_AUTO_TEST_SUITE(folding_recipients)

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
  more.run = run_at(run_c, 10, 1);
  BOOST_TEST(is_void_for(f.said(more), errc::conflict));  // the label
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

BOOST_AUTO_TEST_SUITE_END()
