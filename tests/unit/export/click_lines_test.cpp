#include "attribution/export/click_lines.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

namespace waypost {
namespace {

using format = click_lines::format;

const secret_key key{1, 2, 3};

click_line a_click() {
  click_line line;
  line.time_ms = 1'767'225'600'007;
  line.link = 1;
  line.position = 12;
  line.recipient = "u12";
  line.code = {9, 12345};
  line.client.on = device::ios;
  line.from = {network::family::ipv4, {203, 0, 113}};
  return line;
}

struct written {
  explicit written(format f) : lines(f, {{"shop", {}, false}, {"re\"views", {}, false}}, key) {}

  std::string operator()(click_line line, std::string_view user_agent = "Mozilla/5.0 (iPhone)") {
    const auto agent = lines.text_of(user_agent);
    line.user_agent = agent;
    std::string text;
    lines.append(text, line);
    return text;
  }

  click_lines lines;
};

const std::string code = codec(key).encode({9, 12345});

}  // namespace

BOOST_AUTO_TEST_CASE(a_click_is_one_line_of_json) {
  written text(format::ndjson);
  std::string head;
  text.lines.append_head(head);
  BOOST_TEST(head.empty());
  const std::string before =
      R"({"time":"2026-01-01T00:00:00.007Z","link":"re\"views","position":12,"recipient":"u12","code":")";
  const std::string behind =
      R"-(","kind":"click","name":null,"device":"ios","network":"203.0.113.0/24","user_agent":"Mozilla/5.0 (iPhone)"})-";
  BOOST_TEST(text(a_click()) == before + code + behind + '\n');
}

BOOST_AUTO_TEST_CASE(a_click_is_one_line_of_csv) {
  written text(format::csv);
  std::string head;
  text.lines.append_head(head);
  BOOST_TEST(head == "time,link,position,recipient,code,kind,name,device,network,user_agent\r\n");
  BOOST_TEST(text(a_click()) == "2026-01-01T00:00:00.007Z,\"re\"\"views\",12,u12," + code +
                                    ",click,,ios,203.0.113.0/24,Mozilla/5.0 (iPhone)\r\n");
}

BOOST_AUTO_TEST_CASE(what_is_not_known_is_null_or_empty) {
  auto line = a_click();
  line.position.reset();
  line.recipient = {};
  line.from = {};
  line.client.who = client_class::kind::bot;
  line.client.name = "Googlebot";
  BOOST_TEST(
      written(format::ndjson)(line, "") ==
      R"({"time":"2026-01-01T00:00:00.007Z","link":"re\"views","position":null,"recipient":null,"code":")" +
          code + R"(","kind":"bot","name":"Googlebot","device":null,"network":null,"user_agent":""})" + "\n");
  BOOST_TEST(written(format::csv)(line, "") ==
             "2026-01-01T00:00:00.007Z,\"re\"\"views\",,," + code + ",bot,Googlebot,,,\r\n");
}

BOOST_AUTO_TEST_CASE(each_kind_has_its_name) {
  written text(format::csv);
  auto line = a_click();
  line.client.who = client_class::kind::preview;
  line.client.name = "WhatsApp";
  BOOST_TEST(text(line).find(",preview,WhatsApp,,") != std::string::npos);
  line.answered = answer::fallback;
  BOOST_TEST(text(line).find(",fallback,WhatsApp,,") != std::string::npos);
  line = a_click();
  line.answered = answer::fallback;
  BOOST_TEST(text(line).find(",fallback,,ios,") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(networks_are_never_whole_addresses) {
  written text(format::csv);
  auto line = a_click();
  line.from = {network::family::ipv6, {0x20, 0x01, 0x0d, 0xb8, 0x00, 0x00}};
  BOOST_TEST(text(line).find(",2001:db8::/48,") != std::string::npos);
  line.from.prefix = {0x20, 0x01, 0x0d, 0xb8, 0xab, 0xcd};
  BOOST_TEST(text(line).find(",2001:db8:abcd::/48,") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(times_go_on_from_one_second_to_the_next_and_back) {
  written text(format::csv);
  auto line = a_click();
  for (const auto& [ms, expected] : {std::pair{1'767'225'600'000, "2026-01-01T00:00:00.000Z,"},
                                     {1'767'225'600'999, "2026-01-01T00:00:00.999Z,"},
                                     {1'767'225'601'010, "2026-01-01T00:00:01.010Z,"},
                                     {1'767'225'600'100, "2026-01-01T00:00:00.100Z,"}}) {
    line.time_ms = ms;
    BOOST_TEST(text(line).starts_with(expected));
  }
}

BOOST_AUTO_TEST_CASE(user_agents_are_safe_whatever_a_client_sent) {
  BOOST_TEST(
      written(format::csv)(a_click(), "=HYPERLINK(\"x\")").ends_with(",\"'=HYPERLINK(\"\"x\"\")\"\r\n"));
  BOOST_TEST(written(format::csv)(a_click(), "\ta").ends_with(",'\ta\r\n"));
  const auto json = written(format::ndjson)(a_click(), "a\tb\"\\\xe4\xff\xc3\xbc\xe4t");
  const auto parsed = boost::json::parse(json).at("user_agent").as_string();
  BOOST_TEST(parsed == "a\tb\"\\\xef\xbf\xbd\xef\xbf\xbd\xc3\xbc\xef\xbf\xbdt");
}

BOOST_AUTO_TEST_CASE(a_link_that_is_not_known_yet_has_no_label) {
  auto line = a_click();
  line.link = 2;
  BOOST_TEST(written(format::ndjson)(line).find(R"("link":"",)") != std::string::npos);
}

}  // namespace waypost
