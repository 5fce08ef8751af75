#include "stats/page_files.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/support/run_task.hpp"

namespace {

using namespace waypost;
using namespace waypost::test;

const page_file little_page[] = {
    {"/", "text/html; charset=utf-8", "aa11", "<!doctype html>", "zipped html"},
    {"/assets/index-3fa9.js", "text/javascript; charset=utf-8", "bb22", "const a = 1;", "zipped js"},
    {"/assets/dot-77.png", "image/png", "cc33", "png", {}},
    {"/favicon.svg", "image/svg+xml", "dd44", "<svg/>", "zipped svg"},
};

struct fixture {
  explicit fixture(std::span<const page_file> files = little_page) : page(files) {}

  api_response get(std::string_view pattern, std::vector<std::string> path = {}) {
    for (const auto& row : page.endpoints())
      if (row.pattern == pattern) {
        BOOST_TEST((row.needs == scope::none));
        request.method = row.method;
        request.path = std::move(path);
        return run_task(io, row.handler->handle(request));
      }
    BOOST_FAIL("no such call: " << pattern);
    return {};
  }
  api_response asset(std::string name) { return get("/assets/{name}", {std::move(name)}); }

  static std::string field(const api_response& of, std::string_view name) {
    const auto found = std::ranges::find_if(of.headers, [&](const auto& each) { return each.first == name; });
    return found == of.headers.end() ? "" : found->second;
  }

  page_files page;
  api_request request;
  boost::asio::io_context io;
};

struct fixture_without_page : fixture {
  fixture_without_page() : fixture(std::span<const page_file>()) {}
};

BOOST_AUTO_TEST_SUITE(page_files_of_operators)

BOOST_FIXTURE_TEST_CASE(the_page_is_asked_for_anew_and_its_assets_never, fixture) {
  const auto page_itself = get("/");
  BOOST_TEST(page_itself.status == 200U);
  BOOST_TEST(page_itself.content_type == "text/html; charset=utf-8");
  BOOST_TEST(page_itself.body == "<!doctype html>");
  BOOST_TEST(field(page_itself, "Cache-Control") == "no-cache");
  BOOST_TEST(field(page_itself, "ETag") == "W/\"aa11\"");
  const auto script = asset("index-3fa9.js");
  BOOST_TEST(script.content_type == "text/javascript; charset=utf-8");
  BOOST_TEST(script.body == "const a = 1;");
  BOOST_TEST(field(script, "Cache-Control") == "public, max-age=31536000, immutable");
  BOOST_TEST(field(get("/favicon.svg"), "Cache-Control") == "no-cache");
}

BOOST_FIXTURE_TEST_CASE(no_script_style_frame_or_form_but_its_own, fixture) {
  for (const auto& answer : {get("/"), asset("index-3fa9.js"), get("/favicon.svg")}) {
    BOOST_TEST(
        field(answer, "Content-Security-Policy") ==
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
        "trusted-types 'none'");
    BOOST_TEST(field(answer, "Referrer-Policy") == "no-referrer");
    BOOST_TEST(field(answer, "Cross-Origin-Opener-Policy") == "same-origin");
    BOOST_TEST(field(answer, "Cross-Origin-Resource-Policy") == "same-origin");
    BOOST_TEST(!field(answer, "Permissions-Policy").empty());
  }
}

const std::string encodings_with_gzip[] = {"gzip",           "GZip",         "x-gzip",
                                           "br, gzip;q=0.1", "deflate,gzip", "*;q=0.5",
                                           "gzip, *;q=0",    "gzip;q=1.0",   "identity;q=0.5, gzip;q=0.4"};
const std::string encodings_without[] = {"",         "br",      "gzip;q=0", "gzip; Q=0.000", "*, gzip;q=0",
                                         "identity", "*;q=0.0", "gzipped",  "br;q=gzip"};

BOOST_DATA_TEST_CASE_F(fixture, who_takes_gzip_gets_it, boost::unit_test::data::make(encodings_with_gzip),
                       asked) {
  request.accept_encoding = asked;
  const auto answer = get("/");
  BOOST_TEST(answer.body == "zipped html");
  BOOST_TEST(field(answer, "Content-Encoding") == "gzip");
  BOOST_TEST(field(answer, "Vary") == "Accept-Encoding");
  BOOST_TEST(field(answer, "ETag") == "W/\"aa11\"");
}

BOOST_DATA_TEST_CASE_F(fixture, who_does_not_take_gzip_gets_it_plain,
                       boost::unit_test::data::make(encodings_without), asked) {
  request.accept_encoding = asked;
  const auto answer = get("/");
  BOOST_TEST(answer.body == "<!doctype html>");
  BOOST_TEST(field(answer, "Content-Encoding").empty());
  BOOST_TEST(field(answer, "Vary") == "Accept-Encoding");
}

BOOST_FIXTURE_TEST_CASE(what_gzip_makes_no_shorter_is_sent_plain, fixture) {
  request.accept_encoding = "gzip";
  const auto answer = asset("dot-77.png");
  BOOST_TEST(answer.body == "png");
  BOOST_TEST(field(answer, "Content-Encoding").empty());
  BOOST_TEST(field(answer, "Vary").empty());
}

const std::string known[] = {"W/\"aa11\"", "\"aa11\"", "*", "\"x\", W/\"aa11\"",
                             "W/\"a,b\",\"aa11\" , \"c\""};
const std::string unknown[] = {"",          "W/\"aa12\"", "aa11", "\"aa11",   "\"aa1\"",
                               "\"aa11x\"", "W/\"\"",     "\"\"", "\"bb22\"", "W/\"x\", \"y"};

BOOST_DATA_TEST_CASE_F(fixture, who_has_the_page_is_told_so_without_it, boost::unit_test::data::make(known),
                       tag) {
  request.if_none_match = tag;
  request.accept_encoding = "gzip";
  const auto answer = get("/");
  BOOST_TEST(answer.status == 304U);
  BOOST_TEST(answer.body.empty());
  BOOST_TEST(field(answer, "ETag") == "W/\"aa11\"");
  BOOST_TEST(field(answer, "Cache-Control") == "no-cache");
  BOOST_TEST(field(answer, "Vary") == "Accept-Encoding");
  BOOST_TEST(field(answer, "Content-Encoding").empty());
}

BOOST_DATA_TEST_CASE_F(fixture, who_has_another_page_gets_this_one, boost::unit_test::data::make(unknown),
                       tag) {
  request.if_none_match = tag;
  BOOST_TEST(get("/").status == 200U);
}

BOOST_FIXTURE_TEST_CASE(a_file_that_there_is_not_is_404_and_kept_by_nobody, fixture) {
  for (const auto* name : {"index-0000.js", "../index.html", "", "index-3fa9.js/", "favicon.svg"}) {
    const auto answer = asset(name);
    BOOST_TEST(answer.status == 404U);
    BOOST_TEST(answer.content_type == "application/problem+json");
    BOOST_TEST(field(answer, "Cache-Control").empty());  // so no-store
  }
}

BOOST_FIXTURE_TEST_CASE(without_the_page_it_is_said_how_to_get_it, fixture_without_page) {
  request.accept_encoding = "gzip";
  request.if_none_match = "*";
  const auto answer = get("/");
  BOOST_TEST(answer.status == 200U);
  BOOST_TEST(answer.content_type == "text/html; charset=utf-8");
  BOOST_TEST(answer.body.find("script/setup") != std::string::npos);
  BOOST_TEST(field(answer, "Content-Security-Policy").starts_with("default-src 'none'; "));
  BOOST_TEST(field(answer, "Cache-Control").empty());
  BOOST_TEST(asset("index-3fa9.js").status == 404U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
