#include <algorithm>
#include <cstdlib>
#include <memory>
#include <set>
#include <thread>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/support/eventually.hpp"
#include "tests/support/http_client.hpp"
#include "tests/support/redis_process.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/sms_campaign.hpp"
#include "tests/support/tapping.hpp"

namespace waypost::test {

namespace {

// How many times something is killed: WAYPOST_ROUNDS says otherwise, for a longer run by hand.
int rounds(int usual) {
  const char* given = std::getenv("WAYPOST_ROUNDS");
  return given == nullptr ? usual : std::atoi(given);
}

// 100 campaigns of three links and ten recipients, and the taps on all of their short links.
struct send_out {
  std::vector<std::unique_ptr<sms_campaign>> campaigns;
  std::vector<tap_target> targets;  // by campaign, recipient, link

  explicit send_out(server_process& server) {
    for (int c = 0; c < 100; ++c) {
      auto& campaign = *campaigns.emplace_back(std::make_unique<sms_campaign>(
          server, "Campaign " + std::to_string(c), std::vector<std::string>{"a", "b", "c"}));
      campaign.upload(0, 10);
      for (std::size_t i = 0; i < campaign.recipients(); ++i)
        for (std::size_t link = 0; link < campaign.links(); ++link)
          targets.push_back({campaign.short_path(i, link), campaign.destination(link)});
    }
  }
};

void add(std::vector<tap_count>& sums, const std::vector<tap_count>& more) {
  for (std::size_t i = 0; i < sums.size(); ++i) {
    sums[i].sent += more[i].sent;
    sums[i].answered += more[i].answered;
    sums[i].wrong += more[i].wrong;
  }
}

// What the client saw of one link of one campaign.
struct link_audit {
  tap_count taps;
  std::set<std::size_t> answered;  // recipients
  std::set<std::size_t> tapped;

  void add(std::size_t recipient, const tap_count& of) {
    BOOST_TEST(of.wrong == 0U);
    taps.sent += of.sent;
    taps.answered += of.answered;
    if (of.answered > 0) answered.insert(recipient);
    if (of.sent > 0) tapped.insert(recipient);
  }
};

// Answered <= counted <= sent; the clickers are those whose taps were answered, and at most those who tapped.
void audit(sms_campaign& campaign, std::size_t link, std::uint64_t clicks, const link_audit& seen) {
  const auto which = campaign.id() + " link " + std::to_string(link);
  BOOST_TEST(clicks >= seen.taps.answered,
             which << " lost clicks: " << clicks << " of " << seen.taps.answered);
  BOOST_TEST(clicks <= seen.taps.sent, which << " doubled clicks: " << clicks << " of " << seen.taps.sent);
  const auto clickers = campaign.clickers(link);
  const auto within = [](const std::set<std::size_t>& all, const std::set<std::size_t>& some) {
    return std::includes(all.begin(), all.end(), some.begin(), some.end());
  };
  BOOST_TEST(within(clickers, seen.answered), which << " lost a clicker");
  BOOST_TEST(within(seen.tapped, clickers), which << " has a clicker who did not tap");
}

// A click that was counted, but never answered, must not stand for one that is still on its way.
bool has_counted_all(const server_process& server) {
  http_client probe(server.api());
  return eventually(
      [&] { return probe.get("/metrics").body.find("\nwaypost_events_behind 0\n") != std::string::npos; });
}

void audit(const server_process& server, send_out& all, const std::vector<tap_count>& taps) {
  BOOST_TEST(has_counted_all(server));
  std::size_t at = 0;
  for (auto& campaign : all.campaigns) {
    std::vector<link_audit> seen(campaign->links());
    for (std::size_t i = 0; i < campaign->recipients(); ++i)
      for (auto& link : seen) link.add(i, taps[at++]);
    std::uint64_t answered = 0;
    for (const auto& link : seen) answered += link.taps.answered;
    const auto stats = campaign->stats_when_clicks_reach(answered);
    for (std::size_t link = 0; link < seen.size(); ++link)
      audit(*campaign, link, stats.at("links").at(link).at("clicks").to_number<std::uint64_t>(), seen[link]);
  }
}

void expect_every_link_to_lead(const server_process& server, const send_out& all) {
  http_client phone(server.redirect());
  for (const auto& target : all.targets) {
    const auto answer = phone.send("HEAD", target.path);
    BOOST_TEST(answer.status == 302U);
    BOOST_TEST(answer.field("Location") == target.destination);
  }
}

std::uint64_t sum_of_answers(const std::vector<tap_count>& taps) {
  std::uint64_t sum = 0;
  for (const auto& tap : taps) sum += tap.answered;
  return sum;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_server_killed_again_and_again_loses_and_doubles_no_click) {
  server_process server({});
  send_out all(server);
  std::vector<tap_count> taps(all.targets.size());
  for (int round = 0; round < rounds(30); ++round) {
    tapping people(server.redirect(), all.targets, 8);
    std::this_thread::sleep_for(std::chrono::milliseconds(150 + 37 * (round % 7)));
    server.kill_hard();
    server.start_again();
    add(taps, people.stop());
  }
  BOOST_TEST_MESSAGE(sum_of_answers(taps) << " answered clicks");
  BOOST_TEST(sum_of_answers(taps) > 1000U);
  audit(server, all, taps);
  expect_every_link_to_lead(server, all);
}

BOOST_AUTO_TEST_CASE(a_redis_killed_again_and_again_holds_no_redirect_up_and_loses_nothing) {
  redis_process redis;
  server_process server({.redis = redis.endpoint()});
  send_out all(server);
  std::vector<tap_count> taps(all.targets.size());
  tapping undisturbed(server.redirect(), all.targets, 4, 4000);
  std::this_thread::sleep_for(std::chrono::seconds(3));
  add(taps, undisturbed.stop());
  tapping people(server.redirect(), all.targets, 4, 4000);
  for (int round = 0; round < rounds(10); ++round) {
    std::this_thread::sleep_for(std::chrono::milliseconds(300 + 53 * (round % 5)));
    redis.kill_hard();
    std::this_thread::sleep_for(std::chrono::milliseconds(100 * (round % 4)));
    redis.start_again();
  }
  add(taps, people.stop());
  BOOST_TEST_MESSAGE(sum_of_answers(taps)
                     << " answered clicks; p99 " << undisturbed.p99() << " us undisturbed, " << people.p99()
                     << " us while Redis is killed");
  BOOST_TEST(people.p99() <= bearable(undisturbed.p99()));
  for (const auto& tap : taps) BOOST_TEST(tap.answered == tap.sent);
  audit(server, all, taps);
}

}  // namespace waypost::test
