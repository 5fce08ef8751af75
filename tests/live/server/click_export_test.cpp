#include <algorithm>
#include <fstream>
#include <map>
#include <signal.h>
#include <sstream>
#include <thread>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/support/child_process.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/sms_campaign.hpp"
#include "tests/support/tapping.hpp"
#include "tests/support/temporary_directory.hpp"

namespace waypost::test {

namespace {

constexpr std::string_view googlebot =
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

std::string text_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

struct exported {
  int code = -1;
  std::string out;
  std::string errors;

  std::vector<boost::json::value> rows() const {
    std::vector<boost::json::value> all;
    for (const auto& line : lines_of(out)) all.push_back(boost::json::parse(line));
    return all;
  }
};

// `waypost export clicks` with these arguments, as a shell runs it.
exported run_export(const std::filesystem::path& data, const std::string& campaign,
                    const std::string& more = {}) {
  const temporary_directory folder;
  const auto out = folder.path() / "out";
  const auto command = std::string("exec ") + WAYPOST_BINARY + " export clicks --data " + data.string() +
                       " --campaign " + campaign + ' ' + more + " >" + out.string();
  child_process child({"/bin/sh", "-c", command}, folder.path() / "errors");
  exported done;
  done.code = child.wait();
  done.out = text_of(out);
  done.errors = text_of(folder.path() / "errors");
  return done;
}

std::string text(const boost::json::value& row, std::string_view name) {
  const auto& value = row.at(name);
  return value.is_null()     ? "-"
         : value.is_string() ? value.get_string().c_str()
                             : boost::json::serialize(value);
}

// What a row says beside its time.
std::string said(const boost::json::value& row) {
  std::string all;
  for (const auto* name :
       {"position", "recipient", "link", "code", "kind", "name", "device", "network", "user_agent"})
    all += text(row, name) + '|';
  return all;
}

// A server with a campaign, whose taps are written down as the rows they must become.
struct tapped_server {
  tapped_server() { campaign.upload(0, 50); }

  void tap(std::size_t recipient, std::size_t link, std::string_view user_agent, std::string_view method,
           const std::string& taken_for) {
    http_client phone(server.redirect());
    const auto& path = campaign.short_path(recipient, link);
    const auto answer = phone.send(method, path, http_fields{{"User-Agent", std::string(user_agent)}});
    BOOST_TEST_REQUIRE(answer.status == 302U);
    const auto position = std::to_string(recipient);
    expected.push_back(position + "|u" + position + '|' + (link == 0 ? "reviews" : "tickets") + '|' +
                       path.substr(1) + '|' + taken_for + "|127.0.0.0/24|" + std::string(user_agent) + '|');
  }

  void tap_some() {
    for (std::size_t i = 0; i < campaign.recipients(); ++i) {
      tap(i, 0, iphone, "GET", "click|-|ios");
      if (i % 2 == 0) tap(i, 1, android_phone, "GET", "click|-|android");
    }
    tap(7, 1, googlebot, "GET", "bot|Googlebot|-");
    tap(8, 1, iphone, "HEAD", "preview|HEAD|-");
  }

  // Whether the rows are those of all taps, each once; `named`: with their recipients' ids.
  void expect_all_of(const exported& done, bool named) {
    BOOST_TEST(done.code == 0, done.errors);
    std::vector<std::string> got;
    for (const auto& row : done.rows()) got.push_back(said(row));
    auto wanted = expected;
    if (!named)
      for (auto& row : wanted) {
        const auto id = row.find("|u") + 1;
        row.replace(id, row.find('|', id) - id, "-");
      }
    std::sort(got.begin(), got.end());
    std::sort(wanted.begin(), wanted.end());
    BOOST_TEST(got == wanted, boost::test_tools::per_element());
  }

  exported run(const std::string& more = {}) { return run_export(server.data(), campaign.id(), more); }

  void kill_redis() {
    std::ifstream file(server.data() / "redis" / "pid");
    pid_t pid = 0;
    BOOST_TEST_REQUIRE(static_cast<bool>(file >> pid));
    ::kill(pid, SIGKILL);
    BOOST_TEST(eventually([&] { return ::kill(pid, 0) != 0; }));
  }

  server_process server{{}};
  sms_campaign campaign{server, "Premiere", {"reviews", "tickets"}};
  std::vector<std::string> expected;
};

// How many rows are of this kind.
std::uint64_t rows_of(const exported& done, std::string_view kind) {
  const auto rows = done.rows();
  return static_cast<std::uint64_t>(
      std::count_if(rows.begin(), rows.end(), [&](const auto& row) { return text(row, "kind") == kind; }));
}

std::map<std::string, std::uint64_t> rows_by_code(const exported& done) {
  std::map<std::string, std::uint64_t> counts;
  for (const auto& row : done.rows()) ++counts['/' + text(row, "code")];
  return counts;
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_tap_is_exported_while_the_server_runs_and_after_it_was_killed) {
  tapped_server premiere;
  premiere.tap_some();
  const auto running = premiere.run();
  premiere.expect_all_of(running, true);
  BOOST_TEST(running.errors == "");

  premiere.tap_some();
  premiere.server.kill_hard();
  premiere.expect_all_of(premiere.run(), true);  // its Redis lives on
  premiere.kill_redis();
  const auto alone = premiere.run();
  premiere.expect_all_of(alone, false);
  BOOST_TEST(alone.errors.find("told by position alone") != std::string::npos, alone.errors);

  premiere.server.start_again();
  premiere.tap_some();
  premiere.expect_all_of(premiere.run(), true);
  BOOST_TEST(premiere.server.stop() == 0);
  premiere.expect_all_of(premiere.run("--redis none"), false);
}

BOOST_AUTO_TEST_CASE(rows_of_each_kind_are_as_many_as_the_statistics_say) {
  tapped_server premiere;
  premiere.tap_some();
  const auto stats = premiere.campaign.stats_when_clicks_reach(75);
  const auto done = premiere.run();
  BOOST_TEST(stats.at("clicks").to_number<std::uint64_t>() == rows_of(done, "click"));
  BOOST_TEST(stats.at("previews").to_number<std::uint64_t>() == rows_of(done, "preview"));
  BOOST_TEST(stats.at("bots").to_number<std::uint64_t>() == rows_of(done, "bot"));
}

BOOST_AUTO_TEST_CASE(an_export_has_what_was_answered_before_it_began) {
  server_process server({});
  sms_campaign campaign(server, "Busy", {"reviews", "tickets"});
  campaign.upload(0, 20);
  std::vector<tap_target> targets;
  for (std::size_t i = 0; i < campaign.recipients(); ++i)
    for (std::size_t link = 0; link < campaign.links(); ++link)
      targets.push_back({campaign.short_path(i, link), campaign.destination(link)});
  tapping people(server.redirect(), targets, 4);
  for (int round = 0; round < 5; ++round) {
    const auto answered = people.answered();
    const auto done = run_export(server.data(), campaign.id());
    BOOST_TEST(done.code == 0);
    BOOST_TEST(lines_of(done.out).size() >= answered);
    BOOST_TEST(done.errors == "");
  }
  server.kill_hard();
  const auto taps = people.stop();
  const auto done = run_export(server.data(), campaign.id());
  const auto counts = rows_by_code(done);
  BOOST_TEST(done.errors == "");
  std::uint64_t answered = 0;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const auto found = counts.find(targets[i].path);
    const auto rows = found == counts.end() ? 0 : found->second;
    BOOST_TEST(rows >= taps[i].answered);
    BOOST_TEST(rows <= taps[i].sent);
    answered += taps[i].answered;
  }
  BOOST_TEST(answered > 1000U);
}

BOOST_AUTO_TEST_CASE(an_export_is_cut_by_time_and_written_as_csv) {
  tapped_server premiere;
  premiere.tap(1, 0, iphone, "GET", "click|-|ios");
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
  premiere.tap(2, 1, iphone, "GET", "click|-|ios");
  auto rows = premiere.run().rows();
  BOOST_TEST_REQUIRE(rows.size() == 2U);
  std::sort(rows.begin(), rows.end(),
            [](const auto& a, const auto& b) { return text(a, "time") < text(b, "time"); });
  const auto second = text(rows[1], "time");
  const auto later = premiere.run("--from " + second).rows();
  BOOST_TEST_REQUIRE(later.size() == 1U);
  BOOST_TEST(text(later[0], "recipient") == "u2");
  const auto csv = lines_of(premiere.run("--format csv --to " + second).out);
  BOOST_TEST_REQUIRE(csv.size() == 2U);
  BOOST_TEST(csv[0] == "time,link,position,recipient,code,kind,name,device,network,user_agent\r");
  // Its user agent has a comma, so it is quoted.
  BOOST_TEST(csv[1] == text(rows[0], "time") + ",reviews,1,u1," +
                           premiere.campaign.short_path(1, 0).substr(1) + ",click,,ios,127.0.0.0/24,\"" +
                           std::string(iphone) + "\"\r");
}

BOOST_AUTO_TEST_CASE(a_single_link_is_exported_without_a_recipient) {
  server_process server({});
  const auto made = json_of(
      server.call("POST", "/api/v1/links", R"({"url":"https://shop.example/sale","alias":"spring-sale"})"));
  http_client phone(server.redirect());
  BOOST_TEST(phone.get("/spring-sale").status == 302U);
  const auto done = run_export(server.data(), made.at("campaign").as_string().c_str());
  BOOST_TEST_REQUIRE(done.rows().size() == 1U);
  const auto row = done.rows()[0];
  BOOST_TEST(row.at("position").is_null());
  BOOST_TEST(row.at("recipient").is_null());
  BOOST_TEST(text(row, "link") == "spring-sale");
  BOOST_TEST(text(row, "code") == made.at("code").as_string().c_str());
  BOOST_TEST(done.errors == "");
}

BOOST_AUTO_TEST_CASE(an_export_says_what_is_wrong) {
  server_process server({});
  const auto unknown = run_export(server.data(), "00000000000000aa");
  BOOST_TEST(unknown.code == 1);
  BOOST_TEST(unknown.errors.find("00000000000000aa is not registered") != std::string::npos, unknown.errors);
  const auto nowhere = run_export(server.data() / "nowhere", "00000000000000aa");
  BOOST_TEST(nowhere.code == 1);
  BOOST_TEST(nowhere.errors.find("is no data directory") != std::string::npos, nowhere.errors);
  BOOST_TEST(run_export(server.data(), "premiere").code == 2);
  BOOST_TEST(run_export(server.data(), "00000000000000aa", "--from yesterday").code == 2);
}

}  // namespace waypost::test
