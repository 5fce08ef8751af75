#include "attribution/recipients/recipient_id.hpp"

#include <string>

#include <boost/test/unit_test.hpp>

using waypost::fault_of_recipient_id;

BOOST_AUTO_TEST_SUITE(recipient_id)

BOOST_AUTO_TEST_CASE(ordinary_ids_pass) {
  for (const std::string id : {"u1", "+49 170 1234567", "j\xc3\xb8rgen", "\xe4\xbd\xa0\xe5\xa5\xbd",
                               "\xf0\x9f\x98\x80", "=1+1", "a,b\"c", " ", "\xf4\x8f\xbf\xbf", "\xed\x9f\xbf"})
    BOOST_TEST(fault_of_recipient_id(id).empty(), id);
}

BOOST_AUTO_TEST_CASE(from_1_to_200_bytes) {
  BOOST_TEST(!fault_of_recipient_id("").empty());
  BOOST_TEST(fault_of_recipient_id(std::string(200, 'x')).empty());
  BOOST_TEST(!fault_of_recipient_id(std::string(201, 'x')).empty());
}

BOOST_AUTO_TEST_CASE(control_characters_are_refused) {
  for (char c = 0; c < 0x20; ++c) BOOST_TEST(!fault_of_recipient_id(std::string("a") + c).empty());
  BOOST_TEST(!fault_of_recipient_id("a\x7f").empty());
  BOOST_TEST(!fault_of_recipient_id("a\xc2\x80").empty());
  BOOST_TEST(!fault_of_recipient_id("a\xc2\x9f").empty());
  BOOST_TEST(fault_of_recipient_id("a\xc2\xa0").empty());
}

BOOST_AUTO_TEST_CASE(what_is_not_utf_8_is_refused) {
  for (const std::string id :
       {"\x80", "\xff", "\xc3", "\xc3x", "\xe4\xbd", "\xc0\xaf", "\xc1\xbf", "\xe0\x80\xaf",
        "\xf0\x80\x80\xaf", "\xed\xa0\x80", "\xed\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80"})
    BOOST_TEST(!fault_of_recipient_id(id).empty());
}

BOOST_AUTO_TEST_SUITE_END()
