#include "attribution/clients/country_file.hpp"

#include <fstream>

#include <boost/test/unit_test.hpp>

#include "tests/support/country_database.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace waypost;
using waypost::test::country_database;

namespace {

constexpr network india{network::family::ipv4, {49, 36, 1}};
constexpr network nepal{network::family::ipv6, {0x24, 0x00, 0x1a, 0x00, 0xb0, 0x11}};
constexpr network nowhere{network::family::ipv4, {198, 51, 100}};

struct of_countries {
  test::temporary_directory folder;
  std::filesystem::path file = folder.path() / "countries.mmdb";

  void write(country_database::layout how) const {
    country_database database(how);
    database.add("49.36.0.0", 14, "IN");
    database.add("2400:1a00::", 32, "NP");
    database.add("203.0.113.0", 24, "Xx");
    database.write(file);
  }
};

std::string text(country_code code) { return code[0] == 0 ? "" : std::string{code[0], code[1]}; }

bool says_countries(const std::runtime_error& error) {
  return std::string_view(error.what()).starts_with("countries: ");
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(country_file_, of_countries)

BOOST_AUTO_TEST_CASE(networks_have_the_country_of_the_file) {
  using layout = country_database::layout;
  for (const auto how : {layout::nested, layout::named, layout::plain}) {
    write(how);
    const country_file countries(file);
    BOOST_TEST(text(countries.country_of(india)) == "IN");
    BOOST_TEST(text(countries.country_of(nepal)) == "NP");
  }
}

BOOST_AUTO_TEST_CASE(a_network_that_the_file_lacks_has_none) {
  write(country_database::layout::nested);
  const country_file countries(file);
  BOOST_TEST(text(countries.country_of(nowhere)) == "");
  BOOST_TEST(text(countries.country_of({})) == "");
}

BOOST_AUTO_TEST_CASE(only_two_capital_letters_are_a_country) {
  write(country_database::layout::nested);
  const country_file countries(file);
  BOOST_TEST(text(countries.country_of({network::family::ipv4, {203, 0, 113}})) == "");
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_there_is_told) {
  BOOST_CHECK_EXCEPTION(country_file(folder.path() / "none.mmdb"), std::runtime_error, says_countries);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_database_is_told) {
  std::ofstream(file) << "country,IN\n";
  BOOST_CHECK_EXCEPTION((country_file(file)), std::runtime_error, says_countries);
}

BOOST_AUTO_TEST_CASE(a_database_without_countries_is_told) {
  write(country_database::layout::none);
  BOOST_CHECK_EXCEPTION((country_file(file)), std::runtime_error, says_countries);
}

BOOST_AUTO_TEST_SUITE_END()
