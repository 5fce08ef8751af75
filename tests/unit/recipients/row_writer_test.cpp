#include "attribution/recipients/row_writer.hpp"

#include <set>

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <waypost/csv_text.hpp>

using namespace waypost;

namespace {

constexpr secret_key key{1, 2, 3};

// Recipients 0 to 9 in two blocks of two links, and a third link that came later.
struct small_campaign {
  campaign of;
  std::vector<block> blocks;

  small_campaign() {
    of.links = {{"reviews", "https://shop.example/reviews", false},
                {"a \"b\"", "https://shop.example/b", false},
                {"late", "https://shop.example/late", false}};
    of.recipients = 10;
    blocks.push_back(block{{}, 1024, 6, 4, 0, 2, 9, false});
    blocks.push_back(block{{}, 512, 4, 0, 0, 2, 9, false});
    blocks.push_back(block{{}, 64, 8, 0, 2, 1, 10, false});
  }

  std::string rows(row_format format, bool guard = true) const {
    row_writer writer(of, campaign_codes(blocks, of.links.size(), key), "http://go.example", format, guard);
    std::string text;
    writer.append_head(text);
    for (std::uint32_t p = 0; p < of.recipients; ++p)
      writer.append_row(text, p == 5 ? "" : "=u\"" + std::to_string(p), p);
    writer.append_tail(text);
    return text;
  }

  std::string url(code_number n) const { return "http://go.example/" + codec(key).encode(n); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(short_link_rows)

BOOST_AUTO_TEST_CASE(every_recipient_and_link_has_the_number_of_its_block) {
  const small_campaign c;
  BOOST_TEST((number_of(c.blocks, 0, 0) == code_number{9, 512}));
  BOOST_TEST((number_of(c.blocks, 3, 1) == code_number{9, 519}));
  BOOST_TEST((number_of(c.blocks, 4, 0) == code_number{9, 1024}));
  BOOST_TEST((number_of(c.blocks, 9, 1) == code_number{9, 1035}));
  BOOST_TEST((number_of(c.blocks, 7, 2) == code_number{10, 71}));
  BOOST_TEST(!number_of(c.blocks, 8, 2));
  BOOST_TEST(!number_of(c.blocks, 10, 0));
  BOOST_TEST(!number_of(c.blocks, 0, 3));
}

BOOST_AUTO_TEST_CASE(codes_are_the_same_in_whatever_order_they_are_asked_for) {
  const small_campaign c;
  campaign_codes codes(c.blocks, 3, key);
  for (const std::uint32_t position : {9u, 0u, 4u, 3u, 8u, 7u, 0u}) {
    for (std::uint16_t link = 0; link < 3; ++link) {
      std::string code;
      const auto number = number_of(c.blocks, position, link);
      BOOST_TEST(codes.append(position, link, code) == number.has_value());
      BOOST_TEST(code == (number ? codec(key).encode(*number) : ""));
    }
  }
}

BOOST_AUTO_TEST_CASE(shared_codes_are_nobodys) {
  const std::vector<block> blocks{{{}, 0, 1, 0, 0, 4, 9, true}};
  BOOST_TEST(!number_of(blocks, 0, 0));
  std::string code;
  BOOST_TEST(!campaign_codes(blocks, 4, key).append(0, 0, code));
}

BOOST_AUTO_TEST_CASE(ndjson_has_one_object_for_each_recipient) {
  const small_campaign c;
  std::string_view text;
  const auto all = c.rows(row_format::ndjson);
  text = all;
  for (std::uint32_t p = 0; p < 10; ++p) {
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(line.size() + 1);
    const auto row = boost::json::parse(boost::json::string_view(line.data(), line.size())).as_object();
    BOOST_TEST(row.at("position").as_int64() == p);
    BOOST_TEST(row.contains("recipient") == (p != 5));
    if (p != 5) BOOST_TEST(row.at("recipient").as_string() == "=u\"" + std::to_string(p));
    const auto& urls = row.at("short_urls").as_object();
    BOOST_TEST(urls.size() == (p < 8 ? 3u : 2u));
    BOOST_TEST(urls.at("reviews").as_string() == c.url(*number_of(c.blocks, p, 0)));
    BOOST_TEST(urls.at("a \"b\"").as_string() == c.url(*number_of(c.blocks, p, 1)));
    if (p < 8) BOOST_TEST(urls.at("late").as_string() == c.url(*number_of(c.blocks, p, 2)));
  }
  BOOST_TEST(text.empty());
}

BOOST_AUTO_TEST_CASE(the_first_row_reads_as_documented) {
  const small_campaign c;
  const auto text = c.rows(row_format::ndjson);
  BOOST_TEST(text.starts_with(
      "{\"recipient\":\"=u\\\"0\",\"position\":0,\"short_urls\":{\"reviews\":\"http://go.example/"));
}

BOOST_AUTO_TEST_CASE(a_json_array_has_the_same_rows) {
  const small_campaign c;
  const auto rows = boost::json::parse(c.rows(row_format::json_array)).as_array();
  BOOST_TEST(rows.size() == 10u);
  BOOST_TEST(rows[9].at("position").as_int64() == 9);
  small_campaign none;
  none.of.recipients = 0;
  BOOST_TEST(boost::json::parse(none.rows(row_format::json_array)).as_array().empty());
}

BOOST_AUTO_TEST_CASE(csv_has_a_column_for_each_link) {
  const small_campaign c;
  const auto text = c.rows(row_format::csv);
  BOOST_TEST(text.starts_with("recipient,reviews,\"a \"\"b\"\"\",late\r\n\"'=u\"\"0\"," + c.url({9, 512}) +
                              "," + c.url({9, 513}) + "," + c.url({10, 64}) + "\r\n"));
  BOOST_TEST(text.find("\r\n," + c.url({9, 1026}) + ",") != std::string::npos);
  BOOST_TEST(text.ends_with("\"'=u\"\"9\"," + c.url({9, 1034}) + "," + c.url({9, 1035}) + ",\r\n"));
  BOOST_TEST(c.rows(row_format::csv, false).find('\'') == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
