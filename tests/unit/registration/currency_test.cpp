#include "attribution/registration/currency.hpp"

#include <boost/test/unit_test.hpp>

namespace waypost::test {
namespace {

std::int64_t minor_units(std::string_view amount, unsigned decimals) {
  std::int64_t units = -1;
  const auto fault = fault_of_amount(amount, decimals, units);
  BOOST_TEST_REQUIRE(fault.empty(), amount << ": " << fault);
  return units;
}

bool is_no_amount(std::string_view amount, unsigned decimals) {
  std::int64_t units = -1;
  return !fault_of_amount(amount, decimals, units).empty() && units == -1;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(currencies)

BOOST_AUTO_TEST_CASE(most_have_hundredths) {
  for (const auto* code : {"INR", "USD", "EUR", "GBP", "BRL", "IDR", "NGN", "LKR", "PKR", "AED", "MGA",
                           "MRU", "HUF", "TWD", "CHF", "CHE", "CHW", "COU", "BOV", "MXV", "USN"})
    BOOST_TEST(decimals_of_currency(code).value() == 2U, code);
}

BOOST_AUTO_TEST_CASE(those_of_the_last_years_are_known) {
  for (const auto* code : {"XAD", "XCG", "ZWG"}) BOOST_TEST(decimals_of_currency(code).value() == 2U, code);
}

BOOST_AUTO_TEST_CASE(those_without_decimals_have_none) {
  for (const auto* code : {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI",
                           "VND", "VUV", "XAF", "XOF", "XPF"})
    BOOST_TEST(decimals_of_currency(code).value() == 0U, code);
}

BOOST_AUTO_TEST_CASE(those_with_three_or_four_have_them) {
  for (const auto* code : {"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
    BOOST_TEST(decimals_of_currency(code).value() == 3U, code);
  for (const auto* code : {"CLF", "UYW"}) BOOST_TEST(decimals_of_currency(code).value() == 4U, code);
}

BOOST_AUTO_TEST_CASE(what_money_is_not_counted_in_is_no_currency) {
  for (const auto* code :
       {"XAG", "XAU", "XBA", "XBB", "XBC",  "XBD", "XDR",        "XPD", "XPT", "XSU", "XTS",
        "XUA", "XXX", "",    "IN",  "INRS", "inr", "I\xc3\x8eR", "356", "AAA", "ZZZ", "BTC"})
    BOOST_TEST(!decimals_of_currency(code).has_value(), code);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(amounts)

BOOST_AUTO_TEST_CASE(minor_units_are_exact) {
  BOOST_TEST(minor_units("49.90", 2) == 4990);
  BOOST_TEST(minor_units("49.9", 2) == 4990);
  BOOST_TEST(minor_units("49", 2) == 4900);
  BOOST_TEST(minor_units("0", 2) == 0);
  BOOST_TEST(minor_units("0.01", 2) == 1);
  BOOST_TEST(minor_units("007.10", 2) == 710);
  BOOST_TEST(minor_units("1", 0) == 1);
  BOOST_TEST(minor_units("1.234", 3) == 1234);
  BOOST_TEST(minor_units("1.2345", 4) == 12345);
  // What a double would make another number of.
  BOOST_TEST(minor_units("4503599627.37", 2) == 450'359'962'737);
  BOOST_TEST(minor_units("9999999999.99", 2) == 999'999'999'999);
  for (std::int64_t units = 0; units < 100'000; ++units) {
    auto text = std::to_string(units);
    text.insert(0, text.size() < 3 ? 3 - text.size() : 0, '0');
    text.insert(text.size() - 2, ".");
    BOOST_TEST_REQUIRE(minor_units(text, 2) == units);
  }
}

BOOST_AUTO_TEST_CASE(amounts_end_at_a_trillion_minor_units) {
  BOOST_TEST(minor_units("10000000000", 2) == most_minor_units);
  BOOST_TEST(minor_units("1000000000000", 0) == most_minor_units);
  BOOST_TEST(is_no_amount("10000000000.01", 2));
  BOOST_TEST(is_no_amount("1000000000001", 0));
  BOOST_TEST(is_no_amount("1000000000000", 2));
  BOOST_TEST(is_no_amount(std::string(1000, '9'), 0));
  BOOST_TEST(minor_units(std::string(1000, '0') + '1', 0) == 1);
}

BOOST_AUTO_TEST_CASE(what_is_no_decimal_number_is_no_amount) {
  for (const auto* text : {"", ".", "1.", ".5", "-1", "+1", "1e3", "1,000", "1 000", " 1", "1 ", "0x10",
                           "1.2.3", "1.-2", "\xd9\xa1", "NaN", "INR 5", "1.2\n"})
    BOOST_TEST(is_no_amount(text, 2), text);
}

BOOST_AUTO_TEST_CASE(more_decimals_than_the_currency_has_are_refused) {
  BOOST_TEST(is_no_amount("1.0", 0));
  BOOST_TEST(is_no_amount("1.234", 2));
  BOOST_TEST(is_no_amount("1.230", 2));
  BOOST_TEST(is_no_amount("1.2345", 3));
  BOOST_TEST(is_no_amount("1.23456", 4));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace waypost::test
