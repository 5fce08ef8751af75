#include "attribution/recipients/row_format.hpp"

#include <boost/test/unit_test.hpp>

using namespace waypost;

BOOST_AUTO_TEST_SUITE(row_formats)

BOOST_AUTO_TEST_CASE(content_types_are_known_by_name) {
  BOOST_TEST((format_of_content_type("application/x-ndjson") == row_format::ndjson));
  BOOST_TEST((format_of_content_type("application/json") == row_format::json_array));
  BOOST_TEST((format_of_content_type("text/csv") == row_format::csv));
  BOOST_TEST(!format_of_content_type("text/plain"));
  BOOST_TEST(!format_of_content_type(""));
}

BOOST_AUTO_TEST_CASE(nothing_asked_for_is_as_sent) {
  for (const auto sent : {row_format::ndjson, row_format::csv})
    for (const auto* accept : {"", " ", "*/*", "text/html, */*;q=0.1"})
      BOOST_TEST((format_for_accept(accept, sent) == sent));
}

BOOST_AUTO_TEST_CASE(what_is_liked_best_wins) {
  BOOST_TEST((format_for_accept("text/csv", row_format::ndjson) == row_format::csv));
  BOOST_TEST((format_for_accept("Text/CSV; header=present", row_format::ndjson) == row_format::csv));
  BOOST_TEST(
      (format_for_accept("text/csv;q=0.5, application/x-ndjson", row_format::csv) == row_format::ndjson));
  BOOST_TEST((format_for_accept("application/json;q=0.9,text/csv;q=0.8", row_format::csv) ==
              row_format::json_array));
  BOOST_TEST((format_for_accept("text/*", row_format::ndjson) == row_format::csv));
  BOOST_TEST((format_for_accept("application/*", row_format::csv) == row_format::ndjson));
}

BOOST_AUTO_TEST_CASE(nothing_of_ours_is_nothing) {
  BOOST_TEST(!format_for_accept("text/html", row_format::ndjson));
  BOOST_TEST(!format_for_accept("text/csv;q=0", row_format::ndjson));
  BOOST_TEST(!format_for_accept(",;,", row_format::ndjson));
}

BOOST_AUTO_TEST_SUITE_END()
