#include "attribution/ledger/error_number.hpp"

#include <set>
#include <string>

#include <boost/test/unit_test.hpp>

using namespace waypost;

BOOST_AUTO_TEST_SUITE(error_numbers)

BOOST_AUTO_TEST_CASE(codes_of_up_to_six_digits_have_numbers_of_their_own) {
  std::vector<bool> taken(largest_error_number + 1);
  std::size_t codes = 0;
  for (std::uint32_t digits = 1, end = 10; digits <= 6; ++digits, end *= 10)
    for (std::uint32_t i = 0; i < end; ++i, ++codes) {
      const auto code = std::to_string(end + i).substr(1);  // with its leading zeros
      const auto number = error_number_of(code);
      const bool is_own = number != 0 && number < first_of_text_codes && !taken[number];
      if (!is_own) BOOST_TEST_REQUIRE(is_own, code);
      taken[number] = true;
    }
  BOOST_TEST(codes == first_of_text_codes - 1);
}

BOOST_AUTO_TEST_CASE(text_codes_have_numbers_above_those_of_digits) {
  for (const std::string code :
       {"", "-1", "+17", "1234567", "0000001", "12a", " 12", "12 ", "E-17", "9999999"}) {
    BOOST_TEST(is_text_code(code));
    BOOST_TEST(error_number_of(code) >= first_of_text_codes, code);
    BOOST_TEST(error_number_of(code) <= largest_error_number, code);
  }
  std::size_t shared = 0;
  std::set<error_number> numbers;
  for (int i = 0; i < 20000; ++i)
    if (!numbers.insert(error_number_of("E-" + std::to_string(i))).second) ++shared;
  BOOST_TEST(shared > 100u);  // about 200 of 20,000 among a million
  BOOST_TEST(shared < 300u);
}

BOOST_AUTO_TEST_CASE(a_failure_is_53_bits_at_the_most) {
  const failure last{0xffffffff, largest_error_number};
  BOOST_TEST(last.packed() == (std::uint64_t{1} << 53) - 1);
  BOOST_TEST((failure::unpacked(last.packed()) == last));
  BOOST_TEST((failure{7, largest_error_number}.packed() < failure{8, 1}.packed()));
}

BOOST_AUTO_TEST_SUITE_END()
