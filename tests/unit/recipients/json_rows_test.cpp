#include <boost/test/unit_test.hpp>

#include "tests/unit/recipients/rows_vocabulary.hpp"

using namespace waypost;
using namespace waypost::test;

BOOST_AUTO_TEST_SUITE(ndjson_rows)

BOOST_AUTO_TEST_CASE(rows_come_in_the_order_sent) {
  BOOST_TEST(read_all(read_ndjson, "{\"recipient\":\"u1\"}\n{\"recipient\":\"u2\"}\n").ids ==
             (strings{"u1", "u2"}));
}

BOOST_AUTO_TEST_CASE(the_last_line_may_lack_its_end) {
  BOOST_TEST(read_all(read_ndjson, "{\"recipient\":\"u1\"}\n{\"recipient\":\"u2\"}").ids ==
             (strings{"u1", "u2"}));
}

BOOST_AUTO_TEST_CASE(crlf_a_mark_and_blank_lines_are_taken) {
  const auto outcome =
      read_all(read_ndjson, "\xef\xbb\xbf{\"recipient\":\"u1\"}\r\n\r\n \t\n {\"recipient\" : \"u2\"} \r\n");
  BOOST_TEST(!outcome.failed);
  BOOST_TEST(outcome.ids == (strings{"u1", "u2"}));
}

BOOST_AUTO_TEST_CASE(other_members_are_ignored_whatever_they_are) {
  const auto outcome =
      read_all(read_ndjson,
               "{\"a\":{\"recipient\":\"no\"},\"recipient\":\"u1\",\"b\":[\"recipient\",{\"recipient\":1}],"
               "\"c\":1.5,\"d\":null,\"e\":-3,\"f\":true,\"g\":18446744073709551615}");
  BOOST_TEST(!outcome.failed);
  BOOST_TEST(outcome.ids == (strings{"u1"}));
}

BOOST_AUTO_TEST_CASE(escapes_are_resolved) {
  const auto outcome = read_all(
      read_ndjson, "{\"recipient\":\"\\u00e9\\\"\\\\\\/x\"}\n{\"re\\u0063ipient\":\"\\ud83d\\ude00\"}");
  BOOST_TEST(!outcome.failed);
  BOOST_TEST(outcome.ids == (strings{"\xc3\xa9\"\\/x", "\xf0\x9f\x98\x80"}));
}

BOOST_AUTO_TEST_CASE(an_empty_body_has_no_rows) {
  BOOST_TEST(!read_all(read_ndjson, "").failed);
  BOOST_TEST(read_all(read_ndjson, " \n\n").ids.empty());
}

BOOST_AUTO_TEST_CASE(a_row_may_lie_across_slices_wherever_they_are_cut) {
  const std::string row = "{\"recipient\":\"a-\\u00e9-long-recipient\",\"recipients\":[1234567,\"no\"]} \r\n";
  for (std::size_t blanks = 0; blanks < 150; ++blanks) {
    const auto outcome = read_all(read_ndjson, std::string(blanks, ' ') + row + "\n" + row, 1);
    BOOST_TEST(!outcome.failed, outcome.error.detail);
    BOOST_TEST(outcome.ids == (strings{"a-\xc3\xa9-long-recipient", "a-\xc3\xa9-long-recipient"}));
    refuses(read_ndjson, row + row + std::string(blanks, ' ') + "{\"recipient\":\"u3\"\n", true, 3);
    refuses(read_ndjson, row + "{\"recipient\":\"u2\"}" + std::string(blanks, ' ') + "x\n" + row, true, 2);
  }
}

BOOST_AUTO_TEST_CASE(long_lines_are_read_in_slices) {
  const std::string big(10'000'000, 'x');
  for (const std::string& body :
       {"{\"recipient\":\"u1\",\"a\":\"" + big + "\"}\n", "{\"" + big + "\":1,\"recipient\":\"u1\"}",
        "{\"recipient\":\"u1\"}" + std::string(10'000'000, ' '),
        std::string(10'000'000, ' ') + "{\"recipient\":\"u1\"}",
        std::string(10'000'000, '\n') + "{\"recipient\":\"u1\"}"}) {
    const auto outcome = read_all(read_ndjson, body);
    BOOST_TEST(!outcome.failed, outcome.error.detail);
    BOOST_TEST(outcome.ids == (strings{"u1"}));
    BOOST_TEST(outcome.slices > 50u);
  }
}

BOOST_AUTO_TEST_CASE(an_endless_recipient_is_refused_before_its_end) {
  const auto outcome = read_all(read_ndjson, "{\"recipient\":\"" + std::string(10'000'000, 'x') + "\"}");
  BOOST_TEST(outcome.failed);
  BOOST_TEST(!outcome.error.syntax);
  BOOST_TEST(outcome.error.detail == "\"recipient\" must not be longer than 200 bytes.");
  BOOST_TEST(outcome.slices < 10u);
}

BOOST_AUTO_TEST_CASE(broken_text_names_its_row) {
  const std::string good = "{\"recipient\":\"u1\"}\n";
  for (const std::string bad :
       {"{\"recipient\":\"u2\"", "{\"recipient\":}", "{recipient:\"u2\"}", "{\"recipient\":\"u2\",}",
        "{\"recipient\":\"u2\"} x", "{\"recipient\":\"u2\"}{\"recipient\":\"u3\"}", "nul",
        "{\"recipient\":\"\xff\"}", "{\"recipient\":\"\\ud83d\"}", "{\"recipient\":\"a\tb\"}", "// u2",
        "{\"recipient\":'u2'}"})
    refuses(read_ndjson, good + bad + "\n" + good, true, 2);
}

BOOST_AUTO_TEST_CASE(a_row_that_is_nested_too_deep_is_broken) {
  refuses(read_ndjson, "{\"x\":" + std::string(100, '[') + std::string(100, ']') + ",\"recipient\":\"u1\"}",
          true, 1);
}

BOOST_AUTO_TEST_CASE(wrong_fields_name_their_row) {
  const std::string good = "{\"recipient\":\"u1\"}\n";
  for (const std::string bad :
       {"{}", "[]", "\"u2\"", "17", "null", "true", "[{\"recipient\":\"u2\"}]", "{\"Recipient\":\"u2\"}",
        "{\"recipient\":17}", "{\"recipient\":null}", "{\"recipient\":[\"u2\"]}", "{\"recipient\":{}}",
        "{\"recipient\":\"\"}", "{\"recipient\":\"a\\u0000b\"}", "{\"recipient\":\"a\\nb\"}",
        "{\"recipient\":\"u2\",\"recipient\":\"u3\"}", "{\"recipient\":\"u2\",\"recipient\":null}"})
    refuses(read_ndjson, good + bad + "\n" + good, false, 2);
  refuses(read_ndjson, good + "{\"recipient\":\"" + std::string(201, 'x') + "\"}", false, 2);
}

BOOST_AUTO_TEST_CASE(a_bad_row_among_many_is_named) {
  std::string body;
  for (int i = 0; i < 500000; ++i) body += "{\"recipient\":\"u" + std::to_string(i) + "\"}\n";
  refuses(read_ndjson, body + "{\"recipient\":\"\"}\n{\"recipient\":\"z\"}\n", false, 500001);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(json_array_rows)

BOOST_AUTO_TEST_CASE(rows_come_in_the_order_sent) {
  for (std::size_t slice = 1; slice < 5; ++slice) {
    const auto outcome =
        read_all(read_json_array,
                 "\xef\xbb\xbf [ "
                 "{\"recipient\":\"u1\"},\n{\"n\":[1,{\"recipient\":\"no\"}],\"recipient\":\"u2\"} ] \n",
                 slice);
    BOOST_TEST(!outcome.failed);
    BOOST_TEST(outcome.ids == (strings{"u1", "u2"}));
  }
}

BOOST_AUTO_TEST_CASE(a_row_may_lie_across_slices_wherever_they_are_cut) {
  const std::string row = "{\"recipient\":\"a-\\u00e9-long-recipient\",\"recipients\":\"no\"}";
  for (std::size_t blanks = 0; blanks < 40; ++blanks) {
    const auto outcome = read_all(read_json_array, "[" + std::string(blanks, ' ') + row + "," + row + "]", 1);
    BOOST_TEST(!outcome.failed);
    BOOST_TEST(outcome.ids == (strings{"a-\xc3\xa9-long-recipient", "a-\xc3\xa9-long-recipient"}));
  }
}

BOOST_AUTO_TEST_CASE(a_blank_body_has_no_rows) {
  for (const std::string& body : {std::string(), std::string("\xef\xbb\xbf \n"), std::string(1000, ' ')}) {
    const auto outcome = read_all(read_json_array, body, 1);
    BOOST_TEST(!outcome.failed, outcome.error.detail);
    BOOST_TEST(outcome.ids.empty());
  }
}

BOOST_AUTO_TEST_CASE(blanks_around_the_array_are_read_in_slices) {
  const std::string blanks(10'000'000, ' ');
  for (const std::string& body : {blanks + "[{\"recipient\":\"u1\"}]", "[{\"recipient\":\"u1\"}]" + blanks}) {
    const auto outcome = read_all(read_json_array, body);
    BOOST_TEST(!outcome.failed, outcome.error.detail);
    BOOST_TEST(outcome.ids == (strings{"u1"}));
    BOOST_TEST(outcome.slices > 50u);
  }
}

BOOST_AUTO_TEST_CASE(an_empty_array_has_no_rows) {
  const auto outcome = read_all(read_json_array, "[]");
  BOOST_TEST(!outcome.failed);
  BOOST_TEST(outcome.ids.empty());
}

BOOST_AUTO_TEST_CASE(broken_text_names_its_row) {
  for (const std::string bad :
       {"[{\"recipient\":\"u1\"},{\"recipient\":\"u2\",}]", "[{\"recipient\":\"u1\"},]",
        "[{\"recipient\":\"u1\"}", "[{\"recipient\":\"u1\"},{\"recipient\":\"u2\""})
    refuses(read_json_array, bad, true, 2);
}

BOOST_AUTO_TEST_CASE(text_behind_the_array_is_broken) {
  for (const std::string bad : {"[{\"recipient\":\"u1\"}] x", "[{\"recipient\":\"u1\"}][]"}) {
    for (const std::size_t slice : {std::size_t{1}, std::size_t{1000}}) {
      const auto outcome = read_all(read_json_array, bad + std::string(100, ' '), slice);
      BOOST_TEST(outcome.failed);
      BOOST_TEST(outcome.error.syntax);
    }
  }
}

BOOST_AUTO_TEST_CASE(wrong_fields_name_their_row) {
  for (const std::string bad :
       {"{}", "[]", "\"u2\"", "17", "null", "{\"recipient\":1}", "{\"recipient\":\"\"}"})
    refuses(read_json_array, "[{\"recipient\":\"u1\"}," + bad + ",{\"recipient\":\"u3\"}]", false, 2);
}

BOOST_AUTO_TEST_SUITE_END()
