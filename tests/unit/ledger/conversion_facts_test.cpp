#include "attribution/ledger/conversion_facts.hpp"

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "attribution/ledger/plain_sums.hpp"
#include "attribution/ledger/recipient_reading.hpp"
#include "attribution/ledger/sums_by.hpp"

using namespace waypost;

namespace {

constexpr std::int64_t created_s = 1'700'000'100;

using entries = std::vector<quarter_sums::entry>;

bool is_corrupt_conversion(const std::string& value) {
  const auto read = parse_conversion(value);
  return !read && read.error() == errc::corrupt;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(conversions_of_facts)

BOOST_AUTO_TEST_CASE(a_conversion_is_read_whatever_its_event_is_called) {
  const auto read = parse_conversion("17:1700000000:4990:INR:Order: paid").value();
  BOOST_TEST(read.recipient == 17u);
  BOOST_TEST(read.at_s == 1'700'000'000);
  BOOST_TEST(read.minor_units == 4990);
  BOOST_TEST(read.currency == "INR");
  BOOST_TEST(read.event == "Order: paid");
  BOOST_TEST(parse_conversion("0:1:-5::").value().currency == "");
}

BOOST_AUTO_TEST_CASE(a_conversion_that_makes_no_sense_is_corrupt) {
  for (const auto* value :
       {"", "1", "1:2", "1:2:3", "1:2:3:INR", "65536:2:3:INR:e", "-1:2:3:INR:e", "1:x:3:INR:e",
        "1:2:3:RUPEE:e", "1:2:9007199254740993:INR:e", "1:2:-9007199254740993:INR:e",
        "1:2:99999999999999999999:INR:e", "1:99999999999999999999:3:INR:e", "1::3:INR:e"})
    BOOST_TEST(is_corrupt_conversion(value), value);
  const conversion_terms terms;
  conversion_collector collector(terms);
  BOOST_TEST((collector.take("e:1", "1:9223372036854775807:3:INR:e").error() == errc::corrupt));
}

BOOST_AUTO_TEST_CASE(a_conversion_from_before_the_campaign_counts_nowhere) {
  campaign of;
  of.created_s = created_s;
  of.conversions = {{"Charged", 60}};
  of.funnel = {"Seen"};
  const conversion_terms terms(of);
  conversion_collector collector(terms);
  for (const std::string event : {"Charged", "Seen"})
    for (const std::int64_t at_s : {std::int64_t{0}, created_s - 1, created_s})
      BOOST_TEST(collector.take(event + std::to_string(at_s), "5:" + std::to_string(at_s) + ":1:INR:" + event)
                     .has_value());
  const auto facts = std::move(collector).facts();
  BOOST_TEST(facts.size() == 2U);
  for (const auto& fact : facts) BOOST_TEST(fact.at == 1U);
}

BOOST_AUTO_TEST_CASE(a_field_that_comes_again_counts_once) {
  campaign of;
  of.created_s = created_s;
  of.conversions = {{"Charged", 60}};
  const conversion_terms terms(of);
  conversion_collector collector(terms);
  plain_counter counter(created_s);
  recipient_conversions of_recipient(of, 5);
  const auto at = std::to_string(created_s + 60);
  for (int again = 0; again < 3; ++again)
    for (const std::string event : {"e:1", "e:2", "e:3"}) {
      const auto value = "5:" + at + ":1:INR:Charged";
      BOOST_TEST(collector.take("5:" + event, value).has_value());
      BOOST_TEST(of_recipient.take("5:" + event, value).has_value());
      BOOST_TEST(counter.take("sent:" + event, "7:" + at + ":0").has_value());
    }
  BOOST_TEST(std::move(collector).facts().size() == 3U);
  BOOST_TEST((std::move(counter).sums().sent.entries() == entries{{created_s / 900, 21}}));
  recipient_facts facts;
  std::move(of_recipient).tell(facts);
  BOOST_TEST(facts.conversions.size() == 3U);
  BOOST_TEST(!facts.more_conversions);
}

BOOST_AUTO_TEST_CASE(conversions_are_sorted_by_recipient_and_time_in_as_many_slices_as_one_likes) {
  campaign of;
  of.created_s = created_s;
  of.conversions = {{"Charged", 60}};
  const conversion_terms terms(of);
  std::minstd_rand dice(3);
  for (const std::size_t slice : {1u, 7u, 100000u}) {
    conversion_collector collector(terms);
    std::vector<std::pair<unsigned, unsigned>> expected;  // recipient and time
    for (int i = 0; i < 3000; ++i) {
      const auto recipient = static_cast<unsigned>(dice() % 50);
      const auto after = static_cast<unsigned>(dice() % 20);
      const auto field = std::to_string(recipient) + ":e:" + std::to_string(i);
      for (int again = 0; again < 1 + i % 2; ++again)
        BOOST_TEST(collector
                       .take(field, std::to_string(recipient) + ':' + std::to_string(created_s + after) +
                                        ":1:INR:Charged")
                       .has_value());
      expected.emplace_back(recipient, after + 1);
    }
    std::sort(expected.begin(), expected.end());
    while (collector.sort_some(slice)) continue;
    const auto facts = std::move(collector).facts();
    std::vector<std::pair<unsigned, unsigned>> seen;
    for (const auto& fact : facts) {
      seen.emplace_back(fact.recipient, fact.at);
      BOOST_TEST(fact.sent == 0u);
      BOOST_TEST(fact.first_click == 0u);
    }
    BOOST_TEST((seen == expected));
  }
}

BOOST_AUTO_TEST_CASE(more_conversions_of_a_chunk_than_may_be_are_not_read) {
  campaign of;
  of.created_s = created_s;
  of.conversions = {{"Charged", 60}};
  const conversion_terms terms(of);
  conversion_collector collector(terms);
  const auto value = "5:" + std::to_string(created_s) + ":1:INR:Charged";
  bool all = true;
  for (std::size_t i = 0; i < most_conversions_of_chunk; ++i)
    all = all && collector.take(std::to_string(i), value).has_value();
  BOOST_TEST(all);
  BOOST_TEST((collector.take("more", value).error() == errc::too_many));
  // Others may come in any number.
  BOOST_TEST(collector.take("other", "5:" + std::to_string(created_s) + ":1:INR:Seen").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
