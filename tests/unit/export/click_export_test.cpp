#include "attribution/export/click_export.hpp"

#include <fstream>
#include <set>
#include <sstream>

#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include "attribution/journal/journals.hpp"
#include "tests/support/recording_log.hpp"
#include "tests/support/run_task.hpp"
#include "tests/support/temporary_directory.hpp"

namespace waypost::test {
namespace {

constexpr std::uint64_t own_numbers = 4096;  // of 1,000 recipients and 2 links
constexpr std::uint64_t others_numbers = 65536;

// A data directory with journals, and an export of the campaign whose numbers begin at own_numbers.
struct exported {
  exported() {
    std::ofstream(folder.path() / "node") << "0000000000000007\n";
    where.folder = folder.path() / "journal";
    where.ring_folder = rings.path();
    where.node = 7;
    where.rings = 3;
    where.ring_bytes = 4 << 20;
    where.least_free_bytes = 0;
    options.classify = [this](const client_material& client) {
      ++classified;
      client_class as;
      if (client.head) as = {client_class::kind::preview, device::other, "HEAD"};
      if (client.user_agent == "robot") as = {client_class::kind::bot, device::other, "robot"};
      return as;
    };
    options.write = [this](std::string_view piece) {
      if (fails) return result<void>(make_error_code(errc::full));
      ++pieces;
      out += piece;
      return result<void>();
    };
  }

  void start() {
    server.reset();
    ++where.start;
    server = std::make_unique<journals>(where, log);
  }

  void tap(std::uint64_t number, std::size_t thread = 1, std::string_view user_agent = "phone",
           bool head = false) {
    click c;
    c.time_ms = now_ms++;
    c.code = {9, number};
    c.client.user_agent = user_agent;
    c.client.head = head;
    BOOST_REQUIRE(server->ring_at(thread).append({0, c}));
  }

  void name_recipients() {
    options.ids_of = [this](std::uint32_t first, std::uint32_t count) { return ids_of(first, count); };
  }
  task<std::vector<std::string>> ids_of(std::uint32_t first, std::uint32_t count) {
    ++asked;
    if (redis_fails) co_return errc::redis_unavailable;
    std::vector<std::string> ids;
    for (auto p = first; p < first + count; ++p) ids.push_back(p % 10 == 3 ? "" : "u" + std::to_string(p));
    co_return ids;
  }

  result<click_export::counts> run() {
    out.clear();
    block b;
    b.first_number = own_numbers;
    b.recipients = 1000;
    b.links = 2;
    b.length = 9;
    click_export of(options, click_places({b}),
                    click_lines(click_lines::format::ndjson, {{"a", {}, false}, {"b", {}, false}}, {}), log);
    const auto found = find_recorded_journals(folder.path()).value();
    boost::asio::io_context io;
    return run_task(io, of.run(found));
  }

  std::vector<boost::json::value> lines() const {
    std::vector<boost::json::value> all;
    std::istringstream text(out);
    for (std::string line; std::getline(text, line);) all.push_back(boost::json::parse(line));
    return all;
  }

  temporary_directory folder;
  temporary_directory rings{"/dev/shm"};
  recording_log log;
  journals::options where;
  std::unique_ptr<journals> server;
  click_export::options options;
  std::int64_t now_ms = 1'767'225'600'000;
  std::string out;
  std::size_t pieces = 0;
  std::size_t classified = 0;
  std::size_t asked = 0;
  bool fails = false;
  bool redis_fails = false;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(exported_clicks, exported)

BOOST_AUTO_TEST_CASE(are_those_of_the_campaign_journal_by_journal) {
  start();
  tap(own_numbers, 2);
  tap(own_numbers + 5, 1);
  tap(others_numbers, 1);
  tap(own_numbers + 2000, 1);  // beyond its recipients
  tap(own_numbers + 6, 1);
  start();
  tap(own_numbers + 1999, 1);
  const auto done = run();
  BOOST_REQUIRE(done.has_value());
  BOOST_TEST(done->lines == 4U);
  BOOST_TEST(done->missing == 0U);
  std::string places;
  for (const auto& line : lines())
    places +=
        std::to_string(line.at("position").to_number<int>()) + line.at("link").as_string().c_str() + ' ';
  BOOST_TEST(places == "2b 3a 0a 999b ");
  BOOST_TEST(lines()[0].at("time").as_string() == "2026-01-01T00:00:00.001Z");
  BOOST_TEST(lines()[0].at("recipient").is_null());
}

BOOST_AUTO_TEST_CASE(lie_between_from_and_to) {
  start();
  for (int i = 0; i < 10; ++i) tap(own_numbers);
  options.from_ms = 1'767'225'600'002;
  options.to_ms = 1'767'225'600'005;
  BOOST_TEST(run()->lines == 3U);
  BOOST_TEST(lines().front().at("time").as_string() == "2026-01-01T00:00:00.002Z");
  BOOST_TEST(lines().back().at("time").as_string() == "2026-01-01T00:00:00.004Z");
}

BOOST_AUTO_TEST_CASE(tell_people_from_others_and_classify_a_user_agent_once) {
  start();
  for (int i = 0; i < 100; ++i) tap(own_numbers, 1, i % 2 == 0 ? "phone" : "robot");
  tap(own_numbers, 1, "phone", true);
  BOOST_TEST(run()->lines == 101U);
  BOOST_TEST(lines()[0].at("kind").as_string() == "click");
  BOOST_TEST(lines()[1].at("kind").as_string() == "bot");
  BOOST_TEST(lines()[1].at("name").as_string() == "robot");
  BOOST_TEST(lines()[100].at("kind").as_string() == "preview");
  BOOST_TEST(lines()[100].at("user_agent").as_string() == "phone");
  BOOST_TEST(classified == 3U);
}

BOOST_AUTO_TEST_CASE(keep_their_user_agents_however_many_there_are) {
  start();
  for (int i = 0; i < 40000; ++i) tap(own_numbers, 1, "agent " + std::to_string(i));
  BOOST_TEST(run()->lines == 40000U);
  int expected = 0;
  for (const auto& line : lines())
    BOOST_REQUIRE(line.at("user_agent").as_string().c_str() == "agent " + std::to_string(expected++));
}

BOOST_AUTO_TEST_CASE(have_their_recipients_ids_where_they_can_be_had) {
  name_recipients();
  start();
  for (std::uint64_t i = 0; i < 5000; ++i) tap(own_numbers + i * 7919 % 2000);
  BOOST_TEST(run()->lines == 5000U);
  for (const auto& line : lines()) {
    const auto position = line.at("position").to_number<int>();
    if (position % 10 == 3)
      BOOST_REQUIRE(line.at("recipient").is_null());
    else
      BOOST_REQUIRE(line.at("recipient").as_string().c_str() == "u" + std::to_string(position));
  }
  BOOST_TEST(asked == 1U);
}

BOOST_AUTO_TEST_CASE(are_cut_where_redis_goes_away) {
  name_recipients();
  redis_fails = true;
  start();
  tap(own_numbers);
  BOOST_TEST((run().error() == errc::redis_unavailable));
  BOOST_TEST(log.contains("recipients' ids"));
}

BOOST_AUTO_TEST_CASE(are_cut_where_they_cannot_be_written) {
  fails = true;
  start();
  tap(own_numbers);
  BOOST_TEST((run().error() == errc::full));
  BOOST_TEST(log.contains("cannot be written"));
}

BOOST_AUTO_TEST_CASE(go_out_in_pieces) {
  start();
  for (int i = 0; i < 20000; ++i) tap(own_numbers);
  BOOST_TEST(run()->lines == 20000U);
  BOOST_TEST(pieces >= out.size() / (std::size_t{300} << 10));
  BOOST_TEST(pieces <= out.size() / (std::size_t{256} << 10) + 1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace waypost::test
