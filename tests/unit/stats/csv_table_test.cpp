#include "stats/csv_table.hpp"

#include <boost/test/unit_test.hpp>

namespace waypost::test {
namespace {

std::string cell(std::string_view text) {
  csv_table table("a");
  table.cell(text).end_row();
  const auto made = table.end();
  return made.substr(3, made.size() - 5);
}

}  // namespace

BOOST_AUTO_TEST_CASE(csv_cells_are_quoted_where_they_must_be) {
  BOOST_TEST(cell("a b") == "a b");
  BOOST_TEST(cell("") == "");
  BOOST_TEST(cell("a,b") == "\"a,b\"");
  BOOST_TEST(cell("a\"b") == "\"a\"\"b\"");
  BOOST_TEST(cell("a\nb") == "\"a\nb\"");
}

BOOST_AUTO_TEST_CASE(csv_cells_hold_no_formula) {
  BOOST_TEST(cell("+1") == "'+1");
  BOOST_TEST(cell("-1") == "'-1");
  BOOST_TEST(cell("@a") == "'@a");
  BOOST_TEST(cell("\ta") == "'\ta");
  BOOST_TEST(cell("=1+1") == "'=1+1");
}

BOOST_AUTO_TEST_CASE(numbers_are_no_formulas_and_may_be_absent) {
  csv_table table("a,b,c,d,e");
  table.cell(-5).cell(std::optional<std::uint64_t>(3)).cell(std::optional<std::uint64_t>());
  table.cell(rate_of(1, 8)).cell(rate_of(1, 0)).end_row();
  BOOST_TEST(table.end() == "a,b,c,d,e\r\n-5,3,,12.5,\r\n");
}

BOOST_AUTO_TEST_CASE(each_further_currency_has_a_row_without_other_numbers) {
  csv_table table("day,label,clicks,sent,currency,minor_units");
  table.cell("mon").cell("a,b").numbers().cell(1).cell(2).end_row({{"EUR", 3}, {"INR", -4}, {"JPY", 5}});
  table.cell("tue").cell("c").numbers().cell(6).cell(7).end_row({});
  BOOST_TEST(table.end() ==
             "day,label,clicks,sent,currency,minor_units\r\n"
             "mon,\"a,b\",1,2,EUR,3\r\n"
             "mon,\"a,b\",,,INR,-4\r\n"
             "mon,\"a,b\",,,JPY,5\r\n"
             "tue,c,6,7,,\r\n");
}

}  // namespace waypost::test
