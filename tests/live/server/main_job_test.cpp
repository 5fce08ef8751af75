#include <algorithm>
#include <chrono>
#include <fstream>
#include <limits>
#include <set>
#include <signal.h>
#include <stdexcept>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/support/eventually.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/redis_process.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/sms_campaign.hpp"
#include "tests/support/stopwatch.hpp"
#include "tests/support/tapping.hpp"

namespace waypost::test {

namespace {

std::uint64_t number(const boost::json::value& of, std::string_view name) {
  return of.at(name).to_number<std::uint64_t>();
}

void tap(http_client& phone, const sms_campaign& campaign, std::size_t recipient, std::size_t link,
         std::string_view user_agent, std::string_view method = "GET") {
  const auto answer = phone.send(method, campaign.short_path(recipient, link),
                                 http_fields{{"User-Agent", std::string(user_agent)}});
  BOOST_TEST_REQUIRE(answer.status == 302U);
  BOOST_TEST_REQUIRE(answer.field("Location") == campaign.destination(link));
}

// In bytes; the rings are in it from the start.
std::uint64_t resident_memory(pid_t process) {
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string name; status >> name;) {
    std::uint64_t kilobytes = 0;
    if (name == "VmRSS:" && status >> kilobytes) return kilobytes * 1024;
  }
  throw std::runtime_error("no VmRSS of process " + std::to_string(process));
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_tap_counts_for_the_recipient_and_link_of_its_code) {
  server_process server({});
  sms_campaign campaign(server, "Premiere", {"reviews", "promotions", "tickets"});
  campaign.upload(0, 1000);
  BOOST_TEST(server
                 .call("POST", campaign.path("/events"), "{\"type\":\"sent\",\"count\":1000}\n",
                       "application/x-ndjson")
                 .status == 202U);

  http_client phone(server.redirect());
  for (std::size_t recipient = 0; recipient < campaign.recipients(); ++recipient)
    for (std::size_t link = 0; link < campaign.links(); ++link) {
      tap(phone, campaign, recipient, link, iphone);
      tap(phone, campaign, recipient, link, android_phone);  // forwarded to somebody with another phone
    }
  for (std::size_t recipient = 0; recipient < 10; ++recipient)
    tap(phone, campaign, recipient, 0, iphone, "HEAD");

  const auto stats = campaign.stats_when_clicks_reach(6000);
  BOOST_TEST(number(stats, "clicks") == 6000U);
  BOOST_TEST(number(stats, "unique_clickers") == 1000U);
  BOOST_TEST(number(stats, "previews") == 10U);
  BOOST_TEST(number(stats, "sent") == 1000U);
  BOOST_TEST(stats.at("ctr").to_number<double>() == 600.0);
  BOOST_TEST(stats.at("unique_ctr").to_number<double>() == 100.0);
  for (const auto& link : stats.at("links").as_array()) {
    BOOST_TEST(number(link, "clicks") == 2000U);
    BOOST_TEST(number(link, "unique_clickers") == 1000U);
    BOOST_TEST(link.at("share").to_number<double>() == 33.33);
  }
  for (std::size_t i = 0; i < campaign.recipients(); i += 37) {
    const auto recipient = campaign.recipient("u" + std::to_string(i));
    BOOST_TEST(number(recipient, "position") == i);
    BOOST_TEST(recipient.at("first_click").is_string());
    for (const auto& link : recipient.at("links").as_array()) {
      BOOST_TEST(link.at("clicked").as_bool());
      BOOST_TEST(link.at("devices").as_array() == (boost::json::array{"ios", "android"}));
    }
  }
}

BOOST_AUTO_TEST_CASE(uploaded_again_recipients_keep_position_and_codes) {
  server_process server({});
  sms_campaign campaign(server, "Again", {"a", "b"});
  campaign.upload(0, 300);
  const auto before = campaign.short_path(7, 1);
  campaign.upload(200, 300);  // 100 of them known
  campaign.upload(0, 300);
  BOOST_TEST(campaign.recipients() == 500U);
  BOOST_TEST(campaign.short_path(7, 1) == before);
  std::set<std::string> codes;
  for (std::size_t i = 0; i < 500; ++i)
    for (std::size_t link = 0; link < 2; ++link) codes.insert(campaign.short_path(i, link));
  BOOST_TEST(codes.size() == 1000U);
}

BOOST_AUTO_TEST_CASE(a_report_for_nobody_holds_later_ones_up_for_a_moment_only) {
  server_process server({});
  sms_campaign campaign(server, "Ghost", {"a"});
  BOOST_TEST(server
                 .call("POST", campaign.path("/events"),
                       "{\"type\":\"sent\",\"recipient\":\"ghost\"}\n{\"type\":\"sent\",\"count\":5}\n",
                       "application/x-ndjson")
                 .status == 202U);
  BOOST_TEST(eventually([&] { return number(campaign.stats(), "sent") == 5U; }, std::chrono::seconds(20)));
}

BOOST_AUTO_TEST_CASE(a_single_link_leads_by_code_and_by_alias) {
  server_process server({});
  const auto made = json_of(
      server.call("POST", "/api/v1/links", R"({"url":"https://shop.example/sale","alias":"spring-sale"})"));
  const std::string url = made.at("short_url").as_string().c_str();
  http_client phone(server.redirect());
  for (const auto& path :
       {url.substr(url.rfind('/')), std::string("/spring-sale"), std::string("/spring-sale/")}) {
    const auto answer = phone.get(path);
    BOOST_TEST(answer.status == 302U);
    BOOST_TEST(answer.field("Location") == "https://shop.example/sale");
  }
  BOOST_TEST(
      server.call("POST", "/api/v1/links", R"({"url":"https://shop.example/other","alias":"spring-sale"})")
          .status == 409U);
}

BOOST_AUTO_TEST_CASE(a_click_is_in_the_numbers_within_two_seconds) {
  server_process server({});
  sms_campaign campaign(server, "Soon", {"a"});
  campaign.upload(0, 5);
  http_client phone(server.redirect());
  std::chrono::milliseconds soonest = std::chrono::hours(1);
  for (std::size_t i = 0; i < campaign.recipients(); ++i) {
    tap(phone, campaign, i, 0, iphone);
    const stopwatch since_click;
    BOOST_TEST_REQUIRE(number(campaign.stats_when_clicks_reach(i + 1), "clicks") == i + 1);
    soonest = std::min(soonest, since_click.elapsed());
  }
  BOOST_TEST_MESSAGE("soonest " << soonest.count() << " ms");
  BOOST_TEST(soonest.count() < 2000);
}

BOOST_AUTO_TEST_CASE(ten_million_recipients_without_ids_are_made_within_a_second_and_a_megabyte) {
  redis_process redis;
  server_process server({.redis = redis.endpoint()});
  sms_campaign warm_up(server, "Somebody", {"a", "b", "c"});
  BOOST_TEST(server.call("POST", warm_up.path("/recipients"), R"({"count":1})").status == 200U);
  std::chrono::milliseconds fastest = std::chrono::hours(1);
  std::int64_t least_grown = std::numeric_limits<std::int64_t>::max();
  for (int attempt = 0; attempt < 3; ++attempt) {
    sms_campaign campaign(server, "Everyone", {"a", "b", "c"});
    const auto before = resident_memory(server.pid()) + redis.used_memory();
    const stopwatch since_call;
    const auto answer = server.call("POST", campaign.path("/recipients"), R"({"count":10000000})");
    fastest = std::min(fastest, since_call.elapsed());
    BOOST_TEST_REQUIRE(answer.status == 200U);
    const auto after = resident_memory(server.pid()) + redis.used_memory();
    least_grown = std::min(least_grown, static_cast<std::int64_t>(after - before));
  }
  BOOST_TEST_MESSAGE("ten million in " << fastest.count() << " ms and " << least_grown << " bytes");
  BOOST_TEST(fastest.count() < 1000);
#ifndef __SANITIZE_ADDRESS__  // which keeps what was freed for a while
  BOOST_TEST(least_grown < 1'000'000);
#endif
}

BOOST_AUTO_TEST_CASE(ten_million_recipients_without_ids_are_one_block) {
  server_process server({});
  sms_campaign campaign(server, "Everyone", {"a", "b", "c"});
  const auto answer = server.call("POST", campaign.path("/recipients"), R"({"count":10000000})");
  BOOST_TEST_REQUIRE(answer.status == 200U);
  const auto page =
      server.call("GET", campaign.path("/short-links?limit=2&after=9999997"), {}, {}, "application/x-ndjson");
  BOOST_TEST_REQUIRE(page.status == 200U);
  const auto last = boost::json::parse(page.body.substr(page.body.find('\n') + 1));
  BOOST_TEST(number(last, "position") == 9999999U);
  const std::string url = last.at("short_urls").at("c").as_string().c_str();
  http_client phone(server.redirect());
  BOOST_TEST(phone.get(url.substr(url.rfind('/'))).field("Location") == "https://shop.example/c");
}

BOOST_AUTO_TEST_CASE(a_term_signal_drains_and_exits_with_0) {
  server_process server({});
  sms_campaign campaign(server, "Short", {"a"});
  campaign.upload(0, 5);
  http_client phone(server.redirect());
  for (std::size_t i = 0; i < 5; ++i) tap(phone, campaign, i, 0, iphone);
  BOOST_TEST(server.stop() == 0);
  server.start_again();
  BOOST_TEST(number(campaign.stats_when_clicks_reach(5), "clicks") == 5U);
}

BOOST_AUTO_TEST_CASE(a_server_that_drains_says_so) {
  server_process server({});
  // A head under way keeps the redirect threads from ending at once.
  boost::asio::io_context io;
  boost::asio::ip::tcp::socket slow(io);
  const auto& address = server.redirect();
  slow.connect({boost::asio::ip::make_address("127.0.0.1"),
                static_cast<std::uint16_t>(std::stoul(address.substr(address.rfind(':') + 1)))});
  boost::asio::write(slow, boost::asio::buffer(std::string_view("GET /half HTTP/1.1\r\n")));
  http_client probe(server.api());
  BOOST_TEST(probe.get("/readyz").status == 200U);
  ::kill(server.pid(), SIGTERM);
  bool said = false;
  try {
    while (!said) said = probe.get("/readyz").status == 503U;
  } catch (const std::runtime_error&) {  // it has ended
  }
  BOOST_TEST(said);
  BOOST_TEST(server.stop() == 0);
}

}  // namespace waypost::test
