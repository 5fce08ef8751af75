#include <algorithm>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "attribution/ledger/click_sums.hpp"
#include "attribution/ledger/error_names.hpp"
#include "attribution/ledger/fact_times.hpp"
#include "attribution/ledger/failure_sums.hpp"
#include "attribution/ledger/plain_sums.hpp"
#include "attribution/ledger/recipient_bits.hpp"
#include "attribution/ledger/sums_by.hpp"
#include "tests/unit/ledger/fact_model.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

constexpr std::int64_t created_s = 1'700'000'100;

using entries = std::vector<quarter_sums::entry>;

bool is_corrupt_count(const std::string& value) {
  plain_counter counter(created_s);
  const auto taken = counter.take("sent:e:1", value);
  return !taken && taken.error() == errc::corrupt;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reading_parts)

BOOST_AUTO_TEST_CASE(sums_are_merged_as_a_map_would) {
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    std::map<quarter_hour, std::uint64_t> expected;
    quarter_sums sums;
    for (int part = 0; part < 5; ++part) {
      entries more(random() % 20);
      for (auto& entry : more) {
        entry = {static_cast<quarter_hour>(random() % 30), random() % 5};
        expected[entry.key] += entry.sum;
      }
      sums.add(quarter_sums(more));
    }
    entries as_entries;
    for (const auto& [quarter, sum] : expected) as_entries.push_back({quarter, sum});
    BOOST_TEST_REQUIRE((sums.entries() == as_entries), "round " << round);
  }
}

BOOST_AUTO_TEST_CASE(sums_that_would_pass_their_type_stay_at_its_largest_number) {
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  constexpr auto least = std::numeric_limits<std::int64_t>::min();
  BOOST_TEST(added(most, 1) == most);
  BOOST_TEST(added(least, -1) == least);
  BOOST_TEST(added(most, -1) == most - 1);
  BOOST_TEST(added(std::uint64_t{5}, std::numeric_limits<std::uint64_t>::max()) ==
             std::numeric_limits<std::uint64_t>::max());
}

BOOST_AUTO_TEST_CASE(times_of_any_distance_fall_into_their_quarters) {
  std::mt19937 random(2);
  for (const std::uint32_t distance : {1u, 900u, 100'000u, 65536u * 900u, 0xffffffffu}) {
    for (const std::int64_t made : {std::int64_t{0}, std::int64_t{900}, created_s}) {
      std::vector<fact_time> times(500);
      std::map<quarter_hour, std::uint64_t> expected;
      for (auto& at : times) {
        at = random() % 3 == 0 ? 0 : static_cast<fact_time>(1 + random() % distance);
        if (at != 0) ++expected[static_cast<quarter_hour>((made + at - 1) / 900)];
      }
      const auto sums = sum_times(times, made);
      entries as_entries;
      for (const auto& [quarter, sum] : expected) as_entries.push_back({quarter, sum});
      BOOST_TEST((sums.by_quarter.entries() == as_entries), "distance " << distance << ", made " << made);
      for (std::size_t i = 0; i < times.size(); ++i) BOOST_TEST_REQUIRE(sums.present[i] == (times[i] != 0));
    }
  }
  BOOST_TEST(sum_times({}, created_s).by_quarter.empty());
  BOOST_TEST(sum_times(std::vector<fact_time>(9), created_s).by_quarter.empty());
}

BOOST_AUTO_TEST_CASE(arrays_are_big_endian_and_of_whole_entries_of_one_chunk) {
  BOOST_TEST((times_of(std::string("\0\0\0\1\0\0\0\0\1\0\0\2", 12)).value() ==
              std::vector<fact_time>{1, 0, 0x1000002}));
  BOOST_TEST(times_of("").value().empty());
  BOOST_TEST((times_of("abc").error() == errc::corrupt));
  BOOST_TEST(times_of(std::string(65536 * 4, 'x')).has_value());
  BOOST_TEST((times_of(std::string(65537 * 4, 'x')).error() == errc::corrupt));
  BOOST_TEST((failures_of(std::string("\0\0\0\0\x40\1\0", 7)).value() == std::vector<failure>{{2, 256}}));
  BOOST_TEST((failures_of("12345").error() == errc::corrupt));
  BOOST_TEST((failures_of(std::string(65537 * 7, 'x')).error() == errc::corrupt));
}

BOOST_AUTO_TEST_CASE(a_recipient_with_two_devices_and_two_links_is_one_clicker_and_forwarded_once) {
  const std::string eighth("\x01", 1);
  const std::string both("\x81", 1);
  const std::vector<clicked_bitmap> bitmaps{
      {0, device::ios, eighth}, {0, device::android, both}, {3, device::ios, both}};
  const auto sums = sum_clicks(bitmaps).value();
  BOOST_TEST(
      (sums.by_link.entries() == std::vector<sums_by<std::uint16_t, std::uint64_t>::entry>{{0, 2}, {3, 2}}));
  BOOST_TEST(sums.clickers == 2u);
  BOOST_TEST(sums.forwarded_devices == 2u);
  BOOST_TEST((sums.by_links_clicked == std::vector<std::uint64_t>{0, 2}));
}

BOOST_AUTO_TEST_CASE(clicks_on_any_number_of_links_are_counted_as_a_model_counts_them) {
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    std::map<std::pair<std::uint16_t, device>, std::string> bitmaps;
    std::map<std::uint32_t, std::set<std::uint16_t>> links;
    std::map<std::uint32_t, std::set<device>> kinds;
    const auto links_there = 1 + random() % 40;
    for (auto taps = random() % 400; taps > 0; --taps) {
      const auto recipient = static_cast<std::uint32_t>(random() % (1 + random() % 300));
      const auto link = static_cast<std::uint16_t>(random() % links_there);
      const auto on = static_cast<device>(random() % device_kinds);
      put_bit(bitmaps[{link, on}], recipient);
      links[recipient].insert(link);
      kinds[recipient].insert(on);
    }
    std::vector<clicked_bitmap> all;
    for (const auto& [name, bits] : bitmaps) all.push_back({name.first, name.second, bits});
    const auto sums = sum_clicks(all).value();
    std::map<std::uint16_t, std::uint64_t> by_link;
    std::vector<std::uint64_t> by_links_clicked;
    std::uint64_t forwarded = 0;
    for (const auto& [recipient, clicked] : links) {
      for (const auto link : clicked) ++by_link[link];
      if (by_links_clicked.size() < clicked.size()) by_links_clicked.resize(clicked.size());
      ++by_links_clicked[clicked.size() - 1];
      forwarded += kinds[recipient].size() - 1;
    }
    BOOST_TEST(sums.clickers == links.size());
    BOOST_TEST(sums.forwarded_devices == forwarded);
    BOOST_TEST(sums.by_links_clicked == by_links_clicked, boost::test_tools::per_element());
    BOOST_TEST_REQUIRE(sums.by_link.entries().size() == by_link.size());
    for (const auto& [link, n] : sums.by_link.entries()) BOOST_TEST(by_link.at(link) == n);
  }
}

BOOST_AUTO_TEST_CASE(bitmaps_of_any_length_are_counted_to_their_last_bit) {
  const std::string longer(17, '\xff');
  const std::string shorter(3, '\xff');
  const std::vector<clicked_bitmap> bitmaps{{0, device::ios, shorter}, {1, device::ios, longer}};
  BOOST_TEST(sum_clicks(bitmaps)->clickers == 136u);
  BOOST_TEST((sum_clicks(bitmaps)->by_links_clicked == std::vector<std::uint64_t>{112, 24}));
  const std::string whole(8192, '\xff');
  BOOST_TEST(sum_clicks(std::vector<clicked_bitmap>{{0, device::ios, whole}})->clickers == 65536u);
  const std::string too_long(8193, '\0');
  BOOST_TEST((sum_clicks(std::vector<clicked_bitmap>{{0, device::ios, too_long}}).error() == errc::corrupt));
  BOOST_TEST((bits_of(too_long).error() == errc::corrupt));
}

BOOST_AUTO_TEST_CASE(a_bitmaps_first_bit_is_the_highest_of_its_first_byte) {
  const auto bits = bits_of(std::string("\x80\x01\x00\x00\x00\x00\x00\x00\x40", 9)).value();
  BOOST_TEST(bits.count() == 3u);
  BOOST_TEST(bits[0]);
  BOOST_TEST(bits[15]);
  BOOST_TEST(bits[65]);
}

BOOST_AUTO_TEST_CASE(a_plain_count_that_makes_no_sense_is_corrupt) {
  for (const auto* value : {"", "1", "1:2", "x:2:0", "1:x:0", "1:2:x", "1:2:2097152", "-1:2:0", "1:2:0:0",
                            "9007199254740993:2:0", "1:9223372036854775807:0", "1:-9223372036854775808:0"})
    BOOST_TEST(is_corrupt_count(value), value);
  BOOST_TEST(!is_corrupt_count("9007199254740992:1700000100:0"));
}

BOOST_AUTO_TEST_CASE(plain_counts_of_other_types_are_passed_over) {
  plain_counter counter(created_s);
  BOOST_TEST(counter.take("seen:e:1", "what?").has_value());
  BOOST_TEST(counter.take("sent:e:1", "5:1700000100:0").has_value());
  BOOST_TEST((std::move(counter).sums().sent.entries() == entries{{created_s / 900, 5}}));
}

BOOST_AUTO_TEST_CASE(an_error_without_a_name_is_shown_by_its_number) {
  error_names names;
  BOOST_TEST(names.take("17", "910").has_value());
  BOOST_TEST(names.take("17:description", "invalid subscriber").has_value());
  BOOST_TEST(names.take("18:description", "a code is missing").has_value());
  BOOST_TEST((names.take("2097152", "x").error() == errc::corrupt));
  BOOST_TEST((names.take("code", "x").error() == errc::corrupt));
  BOOST_TEST(names.name_of(17).code == "910");
  BOOST_TEST(names.name_of(17).description == "invalid subscriber");
  BOOST_TEST(!names.knows(18));
  BOOST_TEST(names.name_of(18).code == "#18");
  BOOST_TEST(names.name_of(0).code == "900");
}

BOOST_AUTO_TEST_SUITE_END()
