#include <boost/test/unit_test.hpp>

#include <waypost/clock.hpp>

#include "tests/live/recipients/upload_vocabulary.hpp"

using namespace waypost;
using namespace waypost::test;

BOOST_AUTO_TEST_SUITE(positions_and_ids)

BOOST_AUTO_TEST_CASE(positions_lead_back_to_the_platforms_own_ids) {
  one_server one;
  auto& server = one.server;
  std::vector<std::string> ids;
  for (int i = 0; i < 700; ++i) ids.push_back("u" + std::to_string(i));
  server.post(one.id, "application/x-ndjson", ndjson_of(ids));
  server.post(one.id, "application/json", R"({"count":10})");
  server.post(one.id, "application/x-ndjson", ndjson_of({"late"}));
  const auto of = server.find(one.id);
  const auto all = server.run(server.lookup.ids_of(*of, 0, 711));
  BOOST_REQUIRE(all.has_value());
  for (std::size_t i = 0; i < 700; ++i) BOOST_REQUIRE((*all)[i] == ids[i]);
  for (std::size_t i = 700; i < 710; ++i) BOOST_TEST((*all)[i].empty());
  BOOST_TEST(all->back() == "late");
  BOOST_TEST(
      (server.run(server.lookup.ids_of(*of, 255, 2)).value() == std::vector<std::string>{"u255", "u256"}));
  campaign strange;
  strange.id = campaign_id{99};
  BOOST_TEST((server.run(server.lookup.ids_of(strange, 0, 1)).error() == errc::not_found));
}

BOOST_AUTO_TEST_CASE(an_upload_is_registered_when_it_comes) {
  one_server one;
  const auto before = system_time_ms() / 1000;
  one.server.post(one.id, "application/x-ndjson", ndjson_of({"u1", "u2"}));
  one.server.post(one.id, "application/json", R"({"count":10})");
  const auto of = one.server.find(one.id);
  BOOST_REQUIRE(!of->registrations.empty());
  BOOST_TEST(of->registrations.front().first_position == 0u);
  for (const auto& each : of->registrations) {
    BOOST_TEST(each.at_s >= before);
    BOOST_TEST(each.at_s <= system_time_ms() / 1000);
  }
}

BOOST_AUTO_TEST_SUITE_END()
