#include <string>

#include <boost/test/unit_test.hpp>

#include "attribution/ledger/chunk_cache.hpp"
#include "attribution/ledger/chunk_sums.hpp"
#include "attribution/ledger/ledger_contents.hpp"
#include "tests/unit/ledger/samples.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

redis::reply ledger_of(const std::vector<std::string>& fields_and_values) {
  redis::reply all;
  all.type = redis::reply::kind::array;
  for (const auto& text : fields_and_values) {
    redis::reply r;
    r.type = redis::reply::kind::string;
    r.text = text;
    all.elements.push_back(std::move(r));
  }
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reading)

BOOST_AUTO_TEST_CASE(a_ledger_is_taken_apart_into_counts_and_chunks) {
  const auto ledger = read_ledger(
      some_campaign, ledger_of({"w:0000000000000abc.3.1", "17", "clicks:0:5", "3", "clicks:2:6", "4",
                                "previews:WhatsApp", "2", "bots:curl", "1", "fallbacks", "9",
                                "unknown_recipients", "8", "f:clicked:2:ios:1", "aa", "f:sent:0", "bb"}));
  BOOST_TEST_REQUIRE(ledger.has_value());
  BOOST_TEST_REQUIRE(ledger->counts.links.size() == 3u);
  BOOST_TEST(ledger->counts.links[0].clicks.at(5) == 3u);
  BOOST_TEST(ledger->counts.links[1].clicks.empty());
  BOOST_TEST(ledger->counts.links[2].clicks.at(6) == 4u);
  BOOST_TEST(ledger->counts.previews.at("WhatsApp") == 2u);
  BOOST_TEST(ledger->counts.bots.at("curl") == 1u);
  BOOST_TEST(ledger->counts.fallbacks == 9u);
  BOOST_TEST(ledger->counts.unknown_recipients == 8u);
  BOOST_TEST_REQUIRE(ledger->chunks.size() == 2u);
  BOOST_TEST(ledger->chunks[0].key == redis::keys::clicked(some_campaign, 2, device::ios, 1));
  BOOST_TEST(ledger->chunks[0].link == 2u);
  BOOST_TEST(ledger->chunks[0].chunk == 1u);
  BOOST_TEST(ledger->chunks[1].version == "bb");
}

BOOST_AUTO_TEST_CASE(fields_of_a_newer_version_are_passed_over) {
  const auto ledger = read_ledger(some_campaign, ledger_of({"countries:IN", "5", "f:systems:3", "aa"}));
  BOOST_TEST(ledger.has_value());
  BOOST_TEST(ledger->chunks.empty());
}

BOOST_AUTO_TEST_CASE(a_count_that_is_no_number_is_corrupt) {
  BOOST_TEST(read_ledger(some_campaign, ledger_of({"clicks:0:5", "many"})).has_error());
  BOOST_TEST(read_ledger(some_campaign, ledger_of({"clicks:0", "1"})).has_error());
  BOOST_TEST(read_ledger(some_campaign, ledger_of({"clicks:99999:5", "1"})).has_error());
}

BOOST_AUTO_TEST_CASE(a_recipient_with_two_devices_and_two_links_is_one_clicker) {
  const std::string seventh("\x01", 1);
  const std::string both("\x81", 1);
  const std::vector<clicked_bitmap> bitmaps{{0, seventh}, {0, both}, {3, both}};
  const auto sums = count_clickers(bitmaps);
  BOOST_TEST(sums.by_link.at(0) == 2u);
  BOOST_TEST(sums.by_link.at(3) == 2u);
  BOOST_TEST(sums.any == 2u);
}

BOOST_AUTO_TEST_CASE(bitmaps_of_any_length_are_counted_to_their_last_bit) {
  const std::string longer(17, '\xff');
  const std::string shorter(3, '\xff');
  const std::vector<clicked_bitmap> bitmaps{{0, shorter}, {1, longer}};
  const auto sums = count_clickers(bitmaps);
  BOOST_TEST(sums.by_link.at(0) == 24u);
  BOOST_TEST(sums.by_link.at(1) == 136u);
  BOOST_TEST(sums.any == 136u);
}

BOOST_AUTO_TEST_CASE(times_that_are_not_zero_are_counted) {
  const std::string array("\0\0\0\1\0\0\0\0\1\0\0\0", 12);
  BOOST_TEST(count_times(array) == 2u);
  BOOST_TEST(count_times("") == 0u);
  BOOST_TEST(time_at(array) == 1u);
  BOOST_TEST(time_at(std::string_view(array).substr(8)) == 0x1000000u);
  BOOST_TEST(time_at("abc") == 0u);
}

BOOST_AUTO_TEST_CASE(the_cache_forgets_who_was_not_asked_for_longest) {
  chunk_cache cache(2);
  campaign_sums sums;
  sums.sent_counts = {"v", 5};
  cache.keep(campaign_id{1}, sums);
  cache.keep(campaign_id{2}, sums);
  cache.keep(campaign_id{1}, sums);
  cache.keep(campaign_id{3}, sums);
  BOOST_TEST(cache.take(campaign_id{1}).sent_counts.sum == 5u);
  BOOST_TEST(cache.take(campaign_id{2}).sent_counts.sum == 0u);
  BOOST_TEST(cache.take(campaign_id{3}).sent_counts.sum == 5u);
}

BOOST_AUTO_TEST_SUITE_END()
