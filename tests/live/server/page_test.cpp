#include <string>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/support/http_client.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/sms_campaign.hpp"

namespace waypost::test {

namespace {

struct fixture {
  server_process server{{}};
  http_client browser{server.api()};

  // What the page asks for below /assets/.
  static std::vector<std::string> assets_of(const std::string& html) {
    std::vector<std::string> found;
    for (auto at = html.find("\"/assets/"); at != html.npos; at = html.find("\"/assets/", at + 1))
      found.push_back(html.substr(at + 1, html.find('"', at + 1) - at - 1));
    return found;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_browser_gets_the_page_and_all_that_it_names, fixture) {
  const auto page = browser.get("/?campaign=1&view=links");
  BOOST_TEST(page.status == 200U);
  BOOST_TEST(page.field("Content-Type") == "text/html; charset=utf-8");
  BOOST_TEST(page.field("X-Content-Type-Options") == "nosniff");
  BOOST_TEST(page.field("Content-Security-Policy").find("unsafe") == std::string::npos);
  BOOST_TEST(page.body.find("<title>Waypost</title>") != std::string::npos);
  const auto tag = page.field("ETag");
  if (tag.empty()) {
    BOOST_TEST_MESSAGE("built without the page");
    BOOST_TEST(page.body.find("script/setup") != std::string::npos);
    return;
  }
  BOOST_TEST(browser.get("/", {{"If-None-Match", tag}}).status == 304U);
  const auto assets = assets_of(page.body);
  BOOST_TEST(assets.size() >= 2U);  // a script and a style at least
  for (const auto& path : assets) {
    const auto plain = browser.get(path);
    const auto zipped = browser.get(path, {{"Accept-Encoding", "gzip, deflate, br"}});
    const auto head = browser.send("HEAD", path);
    BOOST_TEST(plain.status == 200U, path);
    BOOST_TEST(plain.field("Cache-Control").ends_with("immutable"));
    BOOST_TEST(zipped.field("Content-Encoding") == "gzip");
    BOOST_TEST(zipped.body.starts_with("\x1f\x8b"));
    BOOST_TEST(zipped.body.size() < plain.body.size());
    BOOST_TEST(head.field("Content-Length") == std::to_string(plain.body.size()));
    BOOST_TEST(browser.get(path, {{"If-None-Match", plain.field("ETag")}}).status == 304U);
  }
}

BOOST_FIXTURE_TEST_CASE(what_the_page_does_not_have_is_404, fixture) {
  for (const auto* path :
       {"/assets/none.js", "/assets/", "/assets/a/b", "/index.html", "/%2e%2e/etc/passwd"}) {
    const auto answer = browser.get(path);
    BOOST_TEST(answer.status == 404U, path);
    BOOST_TEST(answer.field("Cache-Control") == "no-store");
  }
  BOOST_TEST(browser.send("POST", "/").status == 405U);
}

BOOST_FIXTURE_TEST_CASE(a_key_for_numbers_reads_the_campaign_and_what_it_may_do_itself, fixture) {
  sms_campaign campaign(server, "Premiere", {"reviews"});
  const auto made = json_of(server.call("POST", "/api/v1/keys", R"({"name":"page","scopes":["stats"]})"));
  const http_fields key{{"Authorization", "Bearer " + std::string(made.at("key").as_string().c_str())}};
  const auto own = json_of(browser.get("/api/v1/key", key));
  BOOST_TEST(own.at("name").as_string() == "page");
  BOOST_TEST(own.at("scopes").as_array() == boost::json::array{"stats"});
  BOOST_TEST(json_of(browser.get(campaign.path(), key)).at("name").as_string() == "Premiere");
  BOOST_TEST(browser.get("/api/v1/campaigns", key).status == 403U);
  const auto callbacks =
      json_of(server.call("POST", "/api/v1/keys", R"({"name":"p","scopes":["callback"]})"));
  const http_fields other{
      {"Authorization", "Bearer " + std::string(callbacks.at("key").as_string().c_str())}};
  BOOST_TEST(browser.get("/api/v1/key", other).status == 403U);
}

}  // namespace waypost::test
