#include <boost/test/unit_test.hpp>

#include <waypost/csv_text.hpp>

#include "tests/unit/recipients/rows_vocabulary.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

strings ids_of(const std::string& body) {
  const auto outcome = read_all(read_csv, body, 1);
  BOOST_TEST(!outcome.failed, outcome.error.detail);
  return outcome.ids;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(csv_rows)

BOOST_AUTO_TEST_CASE(rows_come_in_the_order_sent) {
  BOOST_TEST(ids_of("recipient\nu1\nu2\n") == (strings{"u1", "u2"}));
}

BOOST_AUTO_TEST_CASE(crlf_a_mark_and_a_missing_last_line_end_are_taken) {
  BOOST_TEST(ids_of("\xef\xbb\xbfrecipient\r\nu1\r\nu2") == (strings{"u1", "u2"}));
  BOOST_TEST(ids_of("recipient\r\nu1\r\n\r\nu2\r\n\r\n") == (strings{"u1", "u2"}));
}

BOOST_AUTO_TEST_CASE(other_columns_are_ignored) {
  BOOST_TEST(ids_of("name,recipient,city\nA,u1,\n,u2,B\n") == (strings{"u1", "u2"}));
}

BOOST_AUTO_TEST_CASE(quoted_fields_hold_anything) {
  BOOST_TEST(
      ids_of("\"name\",\"recipient\"\r\n\"a,\r\nb\"\"c\",\"u,1\"\r\nx,\"u\"\"2\"\"\"\r\n\"\",\"\"\"\"") ==
      (strings{"u,1", "u\"2\"", "\""}));
}

BOOST_AUTO_TEST_CASE(several_doubled_quotes_in_one_record_stay_apart) {
  const std::string longer(100, 'x');
  BOOST_TEST(ids_of("recipient,b\n\"a\"\"" + longer + "\",\"b\"\"" + longer + "\"\n") ==
             (strings{"a\"" + longer}));
}

BOOST_AUTO_TEST_CASE(a_header_alone_has_no_rows) { BOOST_TEST(ids_of("recipient\n").empty()); }

BOOST_AUTO_TEST_CASE(a_blank_body_has_no_rows) {
  for (const std::string body : {"", "\n\n", "\r\n", "\xef\xbb\xbf"}) BOOST_TEST(ids_of(body).empty());
}

BOOST_AUTO_TEST_CASE(a_header_of_too_many_columns_is_refused_where_it_has_them) {
  BOOST_TEST(ids_of("recipient" + std::string(999, ',') + "\nu1" + std::string(999, ',')) == (strings{"u1"}));
  refuses(read_csv, "recipient" + std::string(1000, ',') + "\nu1\n", true, 0);
  const auto outcome = read_all(read_csv, "recipient" + std::string(50'000'000, ','));
  BOOST_TEST(outcome.error.detail == "The header has more than 1000 columns.");
  BOOST_TEST(outcome.slices == 1u);
}

BOOST_AUTO_TEST_CASE(a_row_is_refused_as_soon_as_it_has_too_many_fields) {
  const auto outcome = read_all(read_csv, "recipient,a\nu1,x\nu2" + std::string(50'000'000, ','));
  BOOST_TEST(outcome.failed);
  BOOST_TEST(outcome.error.row == 2u);
  BOOST_TEST(outcome.error.syntax);
  BOOST_TEST(is_sentence(outcome.error.detail), outcome.error.detail);
  BOOST_TEST(outcome.slices == 1u);
}

BOOST_AUTO_TEST_CASE(long_fields_and_blank_lines_are_read_in_slices) {
  const std::string big(10'000'000, 'x');
  const std::string quotes(10'000'000, '"');
  for (const std::string& body :
       {"recipient,a\nu1," + big + "\nu2,y\n", "recipient,a\nu1,\"" + big + "\"\nu2,y",
        "recipient,a\nu1,\"" + quotes + "\"\nu2,y\n",
        "recipient,a\nu1,x\n" + std::string(10'000'000, '\n') + "u2,y\n"}) {
    const auto outcome = read_all(read_csv, body);
    BOOST_TEST(!outcome.failed, outcome.error.detail);
    BOOST_TEST(outcome.ids == (strings{"u1", "u2"}));
    BOOST_TEST(outcome.slices > 50u);
  }
  refuses(read_csv, "recipient\nu1\n\"" + quotes + "\"\n", false, 2);
}

BOOST_AUTO_TEST_CASE(a_record_may_lie_across_slices_wherever_they_are_cut) {
  for (std::size_t blanks = 0; blanks < 150; ++blanks) {
    const std::string text = "name,\"recipient\",z\r\n" + std::string(blanks, 'n') +
                             ",\"u,\"\"1\"\"\",\"\"\r\n\r\n\"" + std::string(blanks, '\n') + "\",u2," +
                             "\r\na,u3,";
    BOOST_TEST(ids_of(text) == (strings{"u,\"1\"", "u2", "u3"}));
  }
}

BOOST_AUTO_TEST_CASE(a_header_without_recipient_is_refused) {
  refuses(read_csv, "u1\nu2\n", false, 0);
  refuses(read_csv, "Recipient\nu1\n", false, 0);
  refuses(read_csv, "recipient,recipient\nu1,u2\n", false, 0);
  refuses(read_csv, "\"recipient\nu1\n", true, 0);
}

BOOST_AUTO_TEST_CASE(broken_text_names_its_row) {
  for (const std::string bad :
       {"u\"2,x", "\"u2\"x,x", "\"u2,x\nu3,x\n", "u2", "u2,x,y", "u2,x,", "\"u2\" ,x"})
    refuses(read_csv, "recipient,a\nu1,x\n" + bad, true, 2);
}

BOOST_AUTO_TEST_CASE(wrong_fields_name_their_row) {
  for (const std::string bad : {",x", "\"\",x", "a\tb,x", "\"a\nb\",x", "\xff,x", "a\x7f,x"})
    refuses(read_csv, "recipient,a\nu1,x\n" + bad + "\nu3,x\n", false, 2);
  refuses(read_csv, "recipient\n\"\"\n", false, 1);
  refuses(read_csv, "recipient\n" + std::string(201, 'x') + "\n", false, 1);
}

BOOST_AUTO_TEST_CASE(the_guard_against_formulas_is_taken_away) {
  BOOST_TEST(ids_of("recipient\n'+4917\n+4918\n'=1\n''=2\n'x\n'\n") ==
             (strings{"+4917", "+4918", "=1", "'=2", "'x", "'"}));
}

BOOST_AUTO_TEST_CASE(what_is_written_is_read_back_whatever_it_is) {
  for (const std::string id : {"u1", "+49170", "=1+1", "-5", "@x", "'+49", "''=", "'", "a,b", "\"", "a\"\"b",
                               "'\"=", "' =", " =1", "\xc3\xa9"}) {
    std::string line;
    append_csv_field(line, id, true);
    BOOST_TEST(ids_of("recipient\r\n" + line + "\r\n") == (strings{id}));
  }
}

BOOST_AUTO_TEST_CASE(no_written_field_begins_like_a_formula) {
  for (const std::string id : {"+49170", "=1+1", "-5", "@x", "\tx", "\rx", "=\"a\"", "=1,2"}) {
    std::string line;
    append_csv_field(line, id, true);
    const auto first = line.find_first_not_of('"');
    BOOST_TEST(line[first] == '\'');
    std::string unguarded;
    append_csv_field(unguarded, id, false);
    BOOST_TEST(unguarded.find('\'') == std::string::npos);
  }
}

BOOST_AUTO_TEST_SUITE_END()
