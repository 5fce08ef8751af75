#include <map>
#include <string>
#include <utility>

#include <boost/test/unit_test.hpp>

#include "attribution/ledger/error_number.hpp"
#include "tests/live/ledger/reported_house.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

// Of as many, two have one number.
std::pair<std::string, std::string> text_codes_of_one_number() {
  std::map<error_number, std::string> seen;
  for (int i = 0;; ++i) {
    const auto code = "E-" + std::to_string(i);
    const auto [place, is_new] = seen.try_emplace(error_number_of(code), code);
    if (!is_new) return {place->second, code};
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(errors)

BOOST_AUTO_TEST_CASE(a_recipient_has_the_error_of_its_earliest_failure) {
  reported_house h;
  const auto fail = [&](std::int64_t when, std::string code) {
    report_to(*h.journal, {.type = report_type::failed, .at_s = when, .recipient = "u1", .error = code});
  };
  fail(at + 5, "901");
  fail(at, "910");
  fail(at + 2, "912");
  fail(at, "910");
  report_to(*h.journal, {.type = report_type::failed,
                         .at_s = at,
                         .count = 4,
                         .error = "910",
                         .description = "invalid subscriber"});
  h.drain_all();
  const auto counters = h.house.counters(0);
  BOOST_TEST(total(counters.failed) == 5u);
  BOOST_TEST(counters.errors.size() == 1u);
  BOOST_TEST(total(counters.errors.at("910").failed) == 5u);
  BOOST_TEST(counters.errors.at("910").description == "invalid subscriber");
  BOOST_TEST(h.house.facts_of(0, 1).failed.value() == at);
  BOOST_TEST(h.house.facts_of(0, 1).error == "910");
}

// 16 bits of their hashes are the same.
BOOST_AUTO_TEST_CASE(errors_295_and_732_are_two) {
  reported_house h;
  const std::vector<std::string> codes{"295", "732"};
  for (std::uint32_t i = 0; i < 2; ++i)
    report_to(*h.journal, {.type = report_type::failed,
                           .at_s = at,
                           .recipient = "u" + std::to_string(i),
                           .error = codes[i],
                           .description = "what " + codes[i] + " means"});
  h.drain_all();
  const auto counters = h.house.counters(0);
  BOOST_TEST(counters.errors.size() == 2u);
  for (std::uint32_t i = 0; i < 2; ++i) {
    BOOST_TEST(total(counters.errors.at(codes[i]).failed) == 1u);
    BOOST_TEST(counters.errors.at(codes[i]).description == "what " + codes[i] + " means");
    BOOST_TEST(h.house.facts_of(0, i).error == codes[i]);
  }
}

BOOST_AUTO_TEST_CASE(all_errors_of_three_digits_are_apart) {
  reported_house h;
  const auto code = [](std::uint64_t i) { return std::to_string(1000 + i).substr(1); };
  for (std::uint64_t i = 0; i < 1000; ++i)
    report_to(*h.journal, {.type = report_type::failed, .at_s = at, .count = i + 1, .error = code(i)});
  h.drain_all();
  const auto counters = h.house.counters(0);
  BOOST_TEST(counters.errors.size() == 1000u);
  for (std::uint64_t i = 0; i < 1000; ++i) BOOST_TEST(total(counters.errors.at(code(i)).failed) == i + 1);
}

BOOST_AUTO_TEST_CASE(text_codes_that_share_a_number_share_a_line_and_that_is_told_once) {
  const auto [first, other] = text_codes_of_one_number();
  reported_house h;
  for (const bool again : {false, true})
    for (const auto& code : {first, other, std::string("E-17"), std::string("910")})
      report_to(*h.journal, {.type = report_type::failed,
                             .at_s = at,
                             .count = 1,
                             .id = code + (again ? "again" : ""),
                             .error = code});
  h.drain_all();
  const auto counters = h.house.counters(0);
  BOOST_TEST(counters.errors.size() == 3u);
  BOOST_TEST(total(counters.errors.at(first).failed) == 4u);
  // In a step of its own, whose name is in Redis already.
  auto drain = h.house.new_drain();
  for (int i = 0; i < 2; ++i)
    report_to(*h.journal, {.type = report_type::failed, .at_s = at, .count = 1, .error = other});
  BOOST_TEST(drain->stop(long_enough));
  BOOST_TEST(total(h.house.counters(0).errors.at(first).failed) == 6u);
  std::size_t told = 0;
  for (const auto& line : h.house.log.lines())
    if (line.find("share one line") != line.npos) ++told;
  BOOST_TEST(told == 2u);  // each drain once
}

BOOST_AUTO_TEST_SUITE_END()
