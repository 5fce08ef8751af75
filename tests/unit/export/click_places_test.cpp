#include "attribution/export/click_places.hpp"

#include <boost/test/unit_test.hpp>

namespace waypost {
namespace {

block run(std::uint64_t first_number, std::uint32_t recipients, std::uint16_t links) {
  block b;
  b.first_number = first_number;
  b.recipients = recipients;
  b.links = links;
  b.length = 9;
  return b;
}

// "recipient:link", "-:link" for a shared code, empty where the number leads nowhere.
std::string at(const click_places& places, std::uint64_t number, std::uint8_t length = 9) {
  const auto found = places.find({length, number});
  if (!found) return {};
  return (found->recipient ? std::to_string(*found->recipient) : "-") + ':' + std::to_string(found->link);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_number_leads_to_its_recipient_and_link) {
  auto later = run(4096, 5, 2);
  later.first_recipient = 100;
  later.first_link = 3;
  const click_places places({later, run(1024, 10, 3)});
  BOOST_TEST(at(places, 1024) == "0:0");
  BOOST_TEST(at(places, 1026) == "0:2");
  BOOST_TEST(at(places, 1027) == "1:0");
  BOOST_TEST(at(places, 1024 + 29) == "9:2");
  BOOST_TEST(at(places, 4096) == "100:3");
  BOOST_TEST(at(places, 4105) == "104:4");
}

BOOST_AUTO_TEST_CASE(numbers_of_others_lead_nowhere) {
  auto longer = run(1024, 10, 3);
  longer.length = 10;
  const click_places places({run(1024, 10, 3), longer});
  BOOST_TEST(at(places, 1023) == "");
  BOOST_TEST(at(places, 1024 + 30) == "");  // in the run, but unused
  BOOST_TEST(at(places, 1 << 20) == "");
  BOOST_TEST(at(places, 1024, 8) == "");
  BOOST_TEST(at(places, 1024, 11) == "");
  BOOST_TEST(at(places, 1024, 10) == "0:0");
  BOOST_TEST(at(click_places({}), 0) == "");
}

BOOST_AUTO_TEST_CASE(shared_codes_stand_for_no_recipient) {
  auto shared = run(2048, 1, 1024);
  shared.shared = true;
  const click_places places({shared});
  BOOST_TEST(at(places, 2048) == "-:0");
  BOOST_TEST(at(places, 2048 + 1023) == "-:1023");
}

}  // namespace waypost
