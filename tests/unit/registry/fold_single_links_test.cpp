#include <boost/test/unit_test.hpp>

#include "tests/unit/registry/registry_vocabulary.hpp"

using namespace waypost;
using namespace waypost::test;

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
