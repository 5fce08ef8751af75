#include <vector>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/support/http_client.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/sms_campaign.hpp"

namespace waypost::test {

namespace {

struct fixture {
  server_process server{{}};
  sms_campaign campaign{server, "Bad input", {"a"}};

  boost::json::value problem(const http_response& response, unsigned status) {
    BOOST_TEST(response.status == status, response.status << ": " << response.body);
    BOOST_TEST(response.field("Content-Type") == "application/problem+json");
    return boost::json::parse(response.body);
  }

  http_response create_with_url(const std::string& json_url) {
    return server.call("POST", "/api/v1/campaigns",
                       R"({"name":"n","time_zone":"UTC","links":[{"label":"a","url":")" + json_url + "\"}]}");
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(broken_json_is_400, fixture) {
  problem(server.call("POST", "/api/v1/campaigns", R"({"name":"n",)"), 400);
}

BOOST_FIXTURE_TEST_CASE(a_bad_row_of_a_million_is_named_and_nothing_is_registered, fixture) {
  std::string rows;
  for (int i = 1; i <= 1000000; ++i)
    rows += i == 500001 ? "{\"recipient\":7}\n" : "{\"recipient\":\"u" + std::to_string(i) + "\"}\n";
  const auto answer = problem(
      server.call("POST", campaign.path("/recipients"), std::move(rows), "application/x-ndjson"), 422);
  BOOST_TEST(answer.at("row").to_number<int>() == 500001);
  BOOST_TEST(answer.at("field").as_string() == "recipient");
  BOOST_TEST(json_of(server.call("GET", campaign.path())).at("recipients").to_number<int>() == 0);
}

BOOST_FIXTURE_TEST_CASE(a_wrong_key_is_401_and_tells_nothing, fixture) {
  http_client client(server.api());
  auto wrong = server.admin_key();
  wrong.back() = wrong.back() == '0' ? '1' : '0';
  const std::vector<http_fields> wrong_ones{{},
                                            {{"Authorization", "Bearer " + wrong}},
                                            {{"Authorization", "Bearer wp_x_y"}},
                                            {{"Authorization", "Basic " + server.admin_key()}}};
  for (const auto& fields : wrong_ones) {
    const auto answer = client.get("/api/v1/campaigns", fields);
    BOOST_TEST(answer.status == 401U);
    BOOST_TEST(!answer.field("WWW-Authenticate").empty());
  }
}

BOOST_FIXTURE_TEST_CASE(another_accounts_campaign_looks_like_an_unknown_one, fixture) {
  const auto account = json_of(server.call("POST", "/api/v1/accounts", R"({"name":"Other"})"));
  const std::string id = account.at("id").as_string().c_str();
  const auto key = json_of(server.call(
      "POST", "/api/v1/keys", R"({"name":"other","scopes":["register","stats"],"account":")" + id + "\"}"));
  const http_fields other{{"Authorization", "Bearer " + std::string(key.at("key").as_string().c_str())}};
  http_client client(server.api());
  BOOST_TEST(client.get("/api/v1/campaigns", other).status == 200U);
  for (const auto* rest : {"", "/stats", "/short-links", "/recipients/u1"}) {
    const auto theirs = client.get(campaign.path(rest), other);
    const auto unknown = client.get("/api/v1/campaigns/0123456789abcdef" + std::string(rest), other);
    BOOST_TEST(theirs.status == 404U);
    BOOST_TEST(unknown.status == 404U);
  }
}

BOOST_FIXTURE_TEST_CASE(a_destination_that_must_not_be_is_422_with_its_field, fixture) {
  for (const auto* url :
       {"javascript:alert(1)", "ftp://shop.example/", "http://127.0.0.1/", "http://127.1/", "http://0x7f.1/",
        "http://2130706433/", "http://[::ffff:10.0.0.1]/", "http://169.254.169.254/latest/meta-data/",
        "http://10.1.2.3/", "http://localhost/", "https://user:password@shop.example/",
        "https://shop.example:99999/", "https:///path", "https://shop.example/\\r\\nSet-Cookie: a=b",
        "https://shop.example/\\nx"}) {
    const auto answer = problem(create_with_url(url), 422);
    BOOST_TEST(answer.at("field").as_string() == "links[0].url", url);
    BOOST_TEST(!answer.at("detail").as_string().empty());
  }
}

BOOST_FIXTURE_TEST_CASE(duplicate_labels_are_422, fixture) {
  const auto answer = problem(
      server.call(
          "POST", "/api/v1/campaigns",
          R"({"name":"n","time_zone":"UTC","links":[{"label":"a","url":"https://a.example/"},{"label":"a","url":"https://b.example/"}]})"),
      422);
  BOOST_TEST(answer.at("field").as_string() == "links[1].label");
}

BOOST_FIXTURE_TEST_CASE(an_overlong_path_is_431_and_closes, fixture) {
  const std::string path(100000, 'a');
  const auto answer =
      http_client::exchange(server.redirect(), "GET /" + path + " HTTP/1.1\r\nHost: sms.example\r\n\r\n");
  BOOST_TEST(answer.starts_with("HTTP/1.1 431"));
}

BOOST_FIXTURE_TEST_CASE(line_breaks_never_reach_an_answer, fixture) {
  campaign.upload(0, 1);
  const auto& path = campaign.short_path(0, 0);
  for (const std::string& request :
       {"GET " + path + "%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\nHost: sms.example\r\n\r\n",
        "GET " + path + "\r\nSet-Cookie: a=b HTTP/1.1\r\nHost: sms.example\r\n\r\n",
        "GET " + path + " HTTP/1.1\r\nHost: sms.example\rSet-Cookie: a=b\r\n\r\n",
        "GET " + path + " HTTP/1.1\nHost: sms.example\n\n"}) {
    const auto answer = http_client::exchange(server.redirect(), request);
    BOOST_TEST(answer.find("Set-Cookie") == std::string::npos);
    BOOST_TEST(!answer.starts_with("HTTP/1.1 302"));
  }
}

}  // namespace waypost::test
