#include "tests/unit/stats/stats_house.hpp"

namespace waypost::test {

BOOST_FIXTURE_TEST_CASE(clients_come_by_count_then_name, stats_house) {
  counters.systems = {{"Android", 1}, {"iOS", 3}, {"Windows", 1}};
  counters.browsers = {{"Mobile Safari", 3}};
  counters.devices = {{"iPhone", 3}};
  counters.countries = {{"IN", 4}};
  counters.previews = {{"WhatsApp", 2}};
  counters.bots = {{"Bingbot", 1}, {"Googlebot", 1}};
  BOOST_TEST(
      stats("/clients").body ==
      R"({"systems":[{"name":"iOS","clicks":3},{"name":"Android","clicks":1},{"name":"Windows","clicks":1}],)"
      R"("browsers":[{"name":"Mobile Safari","clicks":3}],"devices":[{"name":"iPhone","clicks":3}],)"
      R"("countries":[{"name":"IN","clicks":4}],"previews":[{"name":"WhatsApp","requests":2}],)"
      R"("bots":[{"name":"Bingbot","requests":1},{"name":"Googlebot","requests":1}]})"
      "\n");
  BOOST_TEST(csv("/clients") ==
             "kind,name,clicks,requests\r\n"
             "system,iOS,3,\r\nsystem,Android,1,\r\nsystem,Windows,1,\r\n"
             "browser,Mobile Safari,3,\r\ndevice,iPhone,3,\r\ncountry,IN,4,\r\n"
             "preview,WhatsApp,,2\r\nbot,Bingbot,,1\r\nbot,Googlebot,,1\r\n");
}

BOOST_FIXTURE_TEST_CASE(without_requests_there_are_no_clients, stats_house) {
  BOOST_TEST(stats("/clients").body ==
             R"({"systems":[],"browsers":[],"devices":[],"countries":[],"previews":[],"bots":[]})"
             "\n");
}

}  // namespace waypost::test
