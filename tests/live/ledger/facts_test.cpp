#include <algorithm>
#include <map>
#include <random>
#include <utility>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "attribution/ledger/error_number.hpp"
#include "attribution/ledger/fields.hpp"
#include "attribution/ledger/ledger_store.hpp"
#include "tests/live/redis/connected.hpp"
#include "tests/support/redis_process.hpp"
#include "tests/unit/ledger/samples.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

namespace keys = redis::keys;

// A Redis, and a store that writes steps' facts to it.
struct facts_house {
  redis_process process;
  connected link{process.endpoint()};
  ledger_store store{link.redis};
  std::uint64_t token = 0;

  facts_house() {
    BOOST_TEST_REQUIRE(link.wait());
    BOOST_TEST_REQUIRE(link.run(store.load_scripts()).has_value());
  }

  void write(const std::vector<report_like>& reports) {
    step_sum sum(some_journal);
    std::uint64_t offset = 0;
    for (const auto& report : reports) BOOST_TEST_REQUIRE(sum.add(report_of(offset++, report)));
    write(sum);
  }
  void write(const step_sum& sum) {
    BOOST_TEST_REQUIRE(
        link.run(store.write_facts(some_campaign, some_journal, ++token, sum.facts())).has_value());
  }

  std::string text(const std::string& key) { return link.call({"GET", key}).value().text; }
  std::string field(const std::string& key, const std::string& name) {
    return link.call({"HGET", key, name}).value().text;
  }
};

// Entry `index` of an array, big-endian; 0 beyond its end.
std::uint64_t number_at(const std::string& array, std::size_t index, std::size_t bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = index * bytes; i < (index + 1) * bytes; ++i)
    value = value << 8 | (i < array.size() ? static_cast<unsigned char>(array[i]) : 0u);
  return value;
}

report_like failing(std::uint32_t recipient, fact_time at, const std::string& code) {
  return {.type = report_type::failed, .at = at, .recipient = recipient, .more = of_error(code)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(facts_in_redis)

BOOST_AUTO_TEST_CASE(the_earliest_failure_keeps_its_error_in_whatever_order_and_however_often_it_comes) {
  const std::vector<std::string> codes{"900", "901", "910", "912", "profile not reachable"};
  std::minstd_rand dice(7);
  std::vector<report_like> reports;
  std::map<std::uint32_t, std::uint64_t> expected;  // by position
  for (int i = 0; i < 6000; ++i) {
    // Two chunks of which the ends are in use, and few times, so that many of them are the same.
    const auto recipient = static_cast<std::uint32_t>(65536 - 400 + dice() % 800);
    const auto at = static_cast<fact_time>(1 + dice() % 6);
    const auto& code = codes[dice() % codes.size()];
    reports.push_back(failing(recipient, at, code));
    const auto packed = failure{at, error_number_of(code)}.packed();
    const auto [place, is_new] = expected.try_emplace(recipient, packed);
    if (!is_new) place->second = std::min(place->second, packed);
  }
  facts_house house;
  for (int round = 0; round < 3; ++round) {
    std::shuffle(reports.begin(), reports.end(), dice);
    for (std::size_t i = 0; i < reports.size(); i += 700) {
      const auto end = std::min(reports.size(), i + 700);
      house.write({reports.begin() + static_cast<std::ptrdiff_t>(i),
                   reports.begin() + static_cast<std::ptrdiff_t>(end)});
    }
    for (const std::uint32_t chunk : {0u, 1u}) {
      const auto array = house.text(keys::failed(some_campaign, chunk));
      BOOST_TEST(array.size() <= recipients_per_chunk * 7u);
      for (std::uint32_t index = 0; index < recipients_per_chunk; ++index) {
        const auto found = expected.find(chunk * recipients_per_chunk + index);
        const std::uint64_t wanted = found == expected.end() ? 0 : found->second;
        if (const auto seen = number_at(array, index, 7); seen != wanted)
          BOOST_ERROR("recipient " << index << " of chunk " << chunk << ": " << seen << ", not " << wanted);
      }
    }
  }
  for (const auto& code : codes)
    BOOST_TEST(house.field(keys::errors(some_campaign), fields::error(error_number_of(code))) == code);
}

BOOST_AUTO_TEST_CASE(of_failures_in_one_second_the_lower_number_stays) {
  const auto lower = std::min(error_number_of("901"), error_number_of("910"));
  for (const bool turned : {false, true}) {
    facts_house house;
    house.write({failing(5, 9, turned ? "901" : "910")});
    house.write({failing(5, 9, turned ? "910" : "901")});
    const auto seen = failure::unpacked(number_at(house.text(keys::failed(some_campaign, 0)), 5, 7));
    BOOST_TEST((seen == failure{9, lower}));
  }
}

BOOST_AUTO_TEST_CASE(the_earliest_time_stays_up_to_the_last_one_there_is) {
  facts_house house;
  const auto report_at = [&](report_type type, fact_time at) {
    house.write({{.type = type, .at = at, .recipient = 65535}});
  };
  using two_times = std::pair<std::uint64_t, std::uint64_t>;
  const auto times = [&] {
    return two_times(number_at(house.text(keys::sent(some_campaign, 0)), 65535, 4),
                     number_at(house.text(keys::delivered(some_campaign, 0)), 65535, 4));
  };
  report_at(report_type::sent, 0xffffffff);
  report_at(report_type::delivered, 0xffffffff);
  BOOST_TEST((times() == two_times(0xffffffff, 0xffffffff)));
  house.write({failing(65535, 0xffffffff, "910")});
  BOOST_TEST(failure::unpacked(number_at(house.text(keys::failed(some_campaign, 0)), 65535, 7)).at ==
             0xffffffffu);
  for (const fact_time at : {90u, 70u, 80u, 70u}) {
    report_at(report_type::sent, at);
    report_at(report_type::delivered, at + 1000);
  }
  BOOST_TEST((times() == two_times(70, 1070)));
}

BOOST_AUTO_TEST_CASE(a_step_with_more_times_than_a_script_takes_writes_all_of_them) {
  facts_house house;
  step_sum sum(some_journal);
  for (std::uint32_t i = 0; i < 10000; ++i)
    BOOST_TEST_REQUIRE(
        sum.add(report_of(i, {.type = report_type::delivered, .at = i + 1, .recipient = 3 * i})));
  for (int round = 0; round < 2; ++round) {
    house.write(sum);
    const auto array = house.text(keys::delivered(some_campaign, 0));
    for (std::uint32_t i = 0; i < 10000; ++i) BOOST_TEST_REQUIRE(number_at(array, 3 * i, 4) == i + 1);
  }
}

BOOST_AUTO_TEST_CASE(what_is_known_of_the_recipients_makes_arrays_and_bitmaps_no_longer_than_it_says) {
  facts_house house;
  step_sum sum(some_journal, 70000);
  for (const std::uint32_t recipient : {3u, 65536u}) {
    sum.add(tap(recipient, {.recipient = recipient, .at = 8}));
    sum.add(report_of(recipient, failing(recipient, 9, "910")));
  }
  house.write(sum);
  constexpr std::size_t of_second = 70000 - 65536;
  BOOST_TEST(house.text(keys::first_click(some_campaign, 0)).size() == 65536u * 4);
  BOOST_TEST(house.text(keys::first_click(some_campaign, 1)).size() == of_second * 4);
  BOOST_TEST(house.text(keys::failed(some_campaign, 1)).size() == of_second * 7);
  BOOST_TEST(house.text(keys::clicked(some_campaign, 0, device::ios, 0)).size() == 65536u / 8);
  BOOST_TEST(house.text(keys::clicked(some_campaign, 0, device::ios, 1)).size() == (of_second + 7) / 8);
  BOOST_TEST(number_at(house.text(keys::first_click(some_campaign, 0)), 3, 4) == 8u);
  BOOST_TEST(number_at(house.text(keys::first_click(some_campaign, 0)), 65535, 4) == 0u);
  // What is there at the last place stays.
  house.write({failing(65535, 5, "910")});
  house.write({failing(2, 5, "910")});
  house.write(sum);
  BOOST_TEST(failure::unpacked(number_at(house.text(keys::failed(some_campaign, 0)), 65535, 7)).at == 5u);
}

BOOST_AUTO_TEST_CASE(of_values_under_one_event_id_the_first_stays) {
  facts_house house;
  const auto charge = [&](std::int64_t minor_units) {
    house.write({{.type = report_type::converted,
                  .at_s = 1700000000,
                  .recipient = 65537,
                  .event_id = "e-17",
                  .more = {.event = "Charged", .currency = "INR", .minor_units = minor_units}}});
  };
  charge(4990);
  charge(9999);
  BOOST_TEST(house.field(keys::conversions(some_campaign, 1), "1:e:e-17") == "1:1700000000:4990:INR:Charged");
}

BOOST_AUTO_TEST_CASE(a_step_with_as_many_entries_as_it_may_have_goes_in) {
  facts_house house;
  step_sum sum(some_journal);
  std::uint64_t added = 0;
  while (sum.add(report_of(added, {.count = added, .event_id = std::to_string(added)}))) ++added;
  house.write(sum);
  std::int64_t fields = 0;
  for (std::uint32_t part = 0; part < keys::hashes_of_events; ++part)
    fields += house.link.call({"HLEN", keys::plain_counts(some_campaign, part)}).value().integer;
  BOOST_TEST(static_cast<std::uint64_t>(fields) == added);
}

// What a call that was late, or a drain that lost its place, must never do: count on facts that were not its
// own.
BOOST_AUTO_TEST_CASE(a_step_changes_the_ledger_only_while_its_fence_and_watermark_stand) {
  using verdict = apply_answer::verdict;
  facts_house house;
  step_sum sum(some_journal);
  BOOST_TEST_REQUIRE(sum.add(report_of(0, {.quarter = 7, .count = 3})));
  const auto apply = [&](std::uint64_t token, std::uint64_t from, std::uint64_t to) {
    const step_action step{.what = step_action::kind::apply, .from = from, .to = to, .token = token};
    return house.link.run(house.store.apply(some_campaign, some_journal, step, sum)).value();
  };
  house.write(sum);
  house.write(sum);
  BOOST_TEST((apply(1, 0, 1).said == verdict::fence));
  BOOST_TEST(house.link.call({"EXISTS", keys::ledger(some_campaign)}).value().integer == 0);
  BOOST_TEST((apply(2, 0, 1).said == verdict::applied));
  BOOST_TEST((apply(2, 0, 1).said == verdict::watermark));
  const auto late = apply(2, 2, 3);
  BOOST_TEST((late.said == verdict::watermark));
  BOOST_TEST(late.watermark == 1u);
  BOOST_TEST(house.field(keys::ledger(some_campaign), fields::messages(report_type::sent, 7)) == "3");
}

BOOST_AUTO_TEST_SUITE_END()
