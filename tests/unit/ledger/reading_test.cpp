#include <memory>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "attribution/ledger/ledger_contents.hpp"
#include "attribution/ledger/sums_cache.hpp"
#include "tests/unit/ledger/samples.hpp"
#include "tests/unit/ledger/stored_facts.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

bool is_corrupt(const std::vector<std::string>& fields_and_values) {
  const auto all = array_reply(fields_and_values);
  const auto ledger = read_ledger(all);
  if (!ledger) return ledger.error() == errc::corrupt;
  const auto listed = facts_listed_in(*ledger);
  return !listed && listed.error() == errc::corrupt;
}

versions_mark mark_of(const std::vector<std::string>& fields_and_values) {
  return read_ledger(array_reply(fields_and_values)).value().versions;
}

// Sums that take about as many bytes.
std::unique_ptr<campaign_sums> sums_of(std::size_t bytes) {
  auto sums = std::make_unique<campaign_sums>();
  sums->together = {{1, bytes}, {}};
  sums->chunks[0].conversions.resize(bytes / sizeof(conversion_fact));
  return sums;
}

bool is_kept(sums_cache& cache, std::uint64_t campaign) {
  auto sums = cache.take(campaign_id{campaign});
  const bool there = !sums->chunks.empty();
  if (there) cache.keep(campaign_id{campaign}, std::move(sums));
  return there;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reading)

BOOST_AUTO_TEST_CASE(a_ledger_is_taken_apart_into_counts) {
  const auto all = array_reply({"w:0000000000000abc.3.1",
                                "17",
                                "clicks:0:5",
                                "3",
                                "clicks:2:6",
                                "4",
                                "previews:WhatsApp",
                                "2",
                                "bots:curl",
                                "1",
                                "fallbacks",
                                "9",
                                "unknown_recipients",
                                "8",
                                "systems:iOS",
                                "7",
                                "browsers:Mobile Safari",
                                "6",
                                "devices:iPhone",
                                "5",
                                "countries:IN",
                                "4",
                                "messages:sent:7",
                                "3",
                                "messages:delivered:7",
                                "2",
                                "messages:forgotten:7",
                                "1"});
  const auto ledger = read_ledger(all);
  BOOST_TEST_REQUIRE(ledger.has_value());
  BOOST_TEST_REQUIRE(ledger->counts.links.size() == 3u);
  BOOST_TEST(ledger->counts.links[0].clicks.at(5) == 3u);
  BOOST_TEST(ledger->counts.links[1].clicks.empty());
  BOOST_TEST(ledger->counts.links[2].clicks.at(6) == 4u);
  BOOST_TEST(ledger->counts.previews.at("WhatsApp") == 2u);
  BOOST_TEST(ledger->counts.bots.at("curl") == 1u);
  BOOST_TEST(ledger->counts.fallbacks == 9u);
  BOOST_TEST(ledger->counts.unknown_recipients == 8u);
  BOOST_TEST(ledger->counts.systems.at("iOS") == 7u);
  BOOST_TEST(ledger->counts.browsers.at("Mobile Safari") == 6u);
  BOOST_TEST(ledger->counts.devices.at("iPhone") == 5u);
  BOOST_TEST(ledger->counts.countries.at("IN") == 4u);
  BOOST_TEST((ledger->counts.sent == quarter_counts{{7, 3}}));
  BOOST_TEST((ledger->counts.delivered == quarter_counts{{7, 2}}));
}

BOOST_AUTO_TEST_CASE(a_ledger_lists_the_chunks_of_facts) {
  const auto all = array_reply({"f:clicked:2:ios:1", "00000000000000aa", "f:sent:0", "ffffffffffffffff",
                                "f:plain_counts:63", "1", "f:unknown_events:0", "2", "f:errors", "3",
                                "f:conversions:9", "4"});
  const auto ledger = read_ledger(all);
  BOOST_TEST_REQUIRE(ledger.has_value());
  const auto listed = facts_listed_in(*ledger).value();
  BOOST_TEST(listed.chunks.size() == 3u);
  const chunk_versions::bitmap clicked{2, device::ios, 0xaa};
  BOOST_TEST_REQUIRE(listed.chunks.at(1).clicked.size() == 1u);
  BOOST_TEST((listed.chunks.at(1).clicked[0] == clicked));
  BOOST_TEST((listed.chunks.at(0).sent == 0xffffffffffffffff));
  BOOST_TEST((listed.chunks.at(9).conversions == 4));
  BOOST_TEST(listed.plain_counts.at(63) == 1u);
  BOOST_TEST(listed.unknown_events.at(0) == 2u);
  BOOST_TEST((listed.errors == 3));
}

BOOST_AUTO_TEST_CASE(fields_of_a_newer_version_are_passed_over) {
  const auto all =
      array_reply({"planets:Mars", "many", "f:planets:3", "aa", "f:clicked:1:watch:0", "bb", "", ""});
  const auto ledger = read_ledger(all);
  BOOST_TEST_REQUIRE(ledger.has_value());
  BOOST_TEST(facts_listed_in(*ledger).value().chunks.empty());
}

BOOST_AUTO_TEST_CASE(a_field_that_is_known_and_makes_no_sense_is_corrupt) {
  BOOST_TEST(is_corrupt({"clicks:0:5", "many"}));
  BOOST_TEST(is_corrupt({"clicks:0", "1"}));
  BOOST_TEST(is_corrupt({"clicks:99999:5", "1"}));
  BOOST_TEST(is_corrupt({"clicks:10000:5", "1"}));
  BOOST_TEST(is_corrupt({"clicks:0:5:6", "1"}));
  BOOST_TEST(is_corrupt({"clicks:0:4294967296", "1"}));
  BOOST_TEST(is_corrupt({"fallbacks", "-1"}));
  BOOST_TEST(is_corrupt({"unknown_recipients", "18446744073709551616"}));
  BOOST_TEST(is_corrupt({"systems:iOS", ""}));
  BOOST_TEST(is_corrupt({"messages:sent", "1"}));
  BOOST_TEST(is_corrupt({"messages:sent:5", "many"}));
  BOOST_TEST(is_corrupt({"f:sent:0", "no token"}));
  BOOST_TEST(is_corrupt({"f:sent:0", "10000000000000000"}));
  BOOST_TEST(is_corrupt({"f:sent", "aa"}));
  BOOST_TEST(is_corrupt({"f:failed:16384", "aa"}));
  BOOST_TEST(is_corrupt({"f:clicked:0:ios", "aa"}));
  BOOST_TEST(is_corrupt({"f:clicked:-1:ios:0", "aa"}));
  BOOST_TEST(is_corrupt({"f:plain_counts:64", "aa"}));
  BOOST_TEST(!is_corrupt({"f:failed:16383", "aa"}));
  BOOST_TEST((read_ledger(array_reply({"clicks:0:5"})).error() == errc::redis_protocol));
  BOOST_TEST((read_ledger(string_reply("clicks")).error() == errc::redis_protocol));
}

BOOST_AUTO_TEST_CASE(the_mark_of_the_versions_knows_their_contents_but_not_their_order) {
  const auto mark = mark_of({"f:sent:0", "aa", "f:sent:1", "bb"});
  BOOST_TEST((mark == mark_of({"f:sent:1", "bb", "clicks:0:1", "5", "f:sent:0", "aa"})));
  BOOST_TEST((mark != mark_of({"f:sent:0", "bb", "f:sent:1", "aa"})));
  BOOST_TEST((mark != mark_of({"f:sent:0", "aa"})));
  BOOST_TEST((mark != mark_of({"f:sent:0", "aa", "f:sent:1", "bb", "f:errors", "cc"})));
}

BOOST_AUTO_TEST_CASE(the_cache_forgets_who_was_not_asked_for_longest) {
  sums_cache cache(45000);
  cache.keep(campaign_id{1}, sums_of(20000));
  cache.keep(campaign_id{2}, sums_of(20000));
  BOOST_TEST(is_kept(cache, 1));
  cache.keep(campaign_id{3}, sums_of(20000));
  BOOST_TEST(is_kept(cache, 1));
  BOOST_TEST(!is_kept(cache, 2));
  BOOST_TEST(is_kept(cache, 3));
  BOOST_TEST(cache.bytes() <= cache.most_bytes());
}

BOOST_AUTO_TEST_CASE(the_cache_knows_its_bytes) {
  sums_cache cache(1000000);
  for (int i = 0; i < 3; ++i) cache.keep(campaign_id{1}, sums_of(20000));
  cache.keep(campaign_id{2}, sums_of(20000));
  BOOST_TEST(cache.bytes() > 40000u);
  BOOST_TEST(cache.bytes() < 45000u);
  cache.take(campaign_id{1});
  cache.take(campaign_id{2});
  BOOST_TEST(cache.bytes() == 0u);
}

BOOST_AUTO_TEST_CASE(of_a_campaign_larger_than_the_cache_the_whole_is_kept_without_its_parts) {
  sums_cache cache(10000);
  cache.keep(campaign_id{1}, sums_of(20000));
  const auto sums = cache.take(campaign_id{1});
  BOOST_TEST(sums->chunks.empty());
  BOOST_TEST_REQUIRE(sums->together.has_value());
  BOOST_TEST((sums->together->versions == versions_mark{1, 20000}));
}

BOOST_AUTO_TEST_SUITE_END()
