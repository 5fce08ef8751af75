#include <algorithm>
#include <cstdlib>
#include <memory>
#include <thread>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

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

// What the client saw of one link of one campaign.
struct link_audit {
  tap_count taps;
  std::uint64_t answered_recipients = 0;
};

void add(std::vector<tap_count>& sums, const std::vector<tap_count>& more) {
  for (std::size_t i = 0; i < sums.size(); ++i) {
    sums[i].sent += more[i].sent;
    sums[i].answered += more[i].answered;
    sums[i].wrong += more[i].wrong;
  }
}

// Answered <= counted <= sent, per link; every recipient whose tap was answered is among the clickers.
void audit(send_out& all, const std::vector<tap_count>& taps) {
  std::size_t at = 0;
  for (auto& campaign : all.campaigns) {
    std::vector<link_audit> seen(campaign->links());
    std::uint64_t answered = 0;
    for (std::size_t i = 0; i < campaign->recipients(); ++i)
      for (std::size_t link = 0; link < campaign->links(); ++link, ++at) {
        seen[link].taps.sent += taps[at].sent;
        seen[link].taps.answered += taps[at].answered;
        seen[link].answered_recipients += taps[at].answered > 0 ? 1 : 0;
        answered += taps[at].answered;
        BOOST_TEST(taps[at].wrong == 0U);
      }
    const auto stats = campaign->stats_when_clicks_reach(answered);
    for (std::size_t link = 0; link < campaign->links(); ++link) {
      const auto& counted = stats.at("links").at(link);
      const auto clicks = counted.at("clicks").to_number<std::uint64_t>();
      BOOST_TEST(clicks >= seen[link].taps.answered, campaign->id()
                                                         << " link " << link << " lost clicks: " << clicks
                                                         << " of " << seen[link].taps.answered);
      BOOST_TEST(clicks <= seen[link].taps.sent, campaign->id() << " link " << link << " doubled clicks: "
                                                                << clicks << " of " << seen[link].taps.sent);
      BOOST_TEST(counted.at("unique_clickers").to_number<std::uint64_t>() >= seen[link].answered_recipients);
    }
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

std::uint32_t p99(const tapping& people) {
  const auto& sorted = people.latencies();
  return sorted.at((sorted.size() - 1) * 99 / 100);
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
  audit(all, taps);
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
                     << " answered clicks; p99 " << p99(undisturbed) << " us undisturbed, " << p99(people)
                     << " us while Redis is killed");
  for (const auto& tap : taps) BOOST_TEST(tap.answered == tap.sent);
  audit(all, taps);
}

}  // namespace waypost::test
