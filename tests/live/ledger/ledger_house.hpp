#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include "attribution/directory/directory.hpp"
#include "attribution/ledger/drain.hpp"
#include "attribution/ledger/ledger_reader.hpp"
#include "attribution/redis/connection.hpp"
#include "attribution/registry/state.hpp"
#include "tests/support/eventually.hpp"
#include "tests/support/memory_journal.hpp"
#include "tests/support/recording_log.hpp"
#include "tests/support/redis_process.hpp"
#include "tests/support/run_task.hpp"

namespace waypost::test {

inline constexpr std::string_view iphone =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Safari/604.1";
inline constexpr std::string_view pixel = "Mozilla/5.0 (Linux; Android 14; Pixel 8) Chrome/126.0 Mobile";

inline std::uint64_t total(const quarter_counts& counts) {
  std::uint64_t sum = 0;
  for (const auto& [quarter, n] : counts) sum += n;
  return sum;
}

// Connections to a test's Redis, on a thread of the test's own.
class redis_client {
 public:
  redis_client(const std::string& endpoint, log_sink& log)
      : connection(io_.get_executor(), redis::parse_endpoint(endpoint).value(), {}, log) {
    boost::asio::co_spawn(io_, connection.run(), boost::asio::detached);
  }
  ~redis_client() {
    connection.stop();
    io_.restart();
    io_.run();
  }

  // What the coroutine answers; tried again while Redis is away.
  template <class Make>
  auto ask(const Make& make) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    for (;;) {
      auto answer = run_task(io_, make());
      if (answer || std::chrono::steady_clock::now() > end) return answer.value();
      run_task(io_, connection.wait_connected(std::chrono::seconds(10)));
    }
  }
  redis::reply call(redis::command c) {
    return ask([&] { return connection.call("{test}", c); });
  }

 private:
  boost::asio::io_context io_;

 public:
  redis::connection connection;
};

// A Redis, campaigns, journals and what was clicked: everything around a drain. Three links and 1,000
// recipients a campaign.
class ledger_house {
 public:
  static constexpr std::uint32_t recipients = 1000;
  static constexpr std::uint16_t links = 3;
  static constexpr std::int64_t created_s = 1'700'000'000;
  static constexpr account_id account{7};

  explicit ledger_house(redis_process_options options = {}) : redis(std::move(options)) {}

  // Numbers from the beginning of one campaign's to the next one's.
  static constexpr std::uint64_t run = 4096;

  static code_number number_of(std::size_t i, std::uint32_t recipient, std::uint16_t link) {
    return {9, run * (i + 1) + std::uint64_t{recipient} * links + link};
  }

  static campaign_id campaign_at(std::size_t i) { return campaign_id{100 + i}; }

  static campaign sample_campaign(std::size_t i) {
    campaign made;
    made.id = campaign_at(i);
    made.account = account;
    made.created_s = created_s;
    for (std::uint16_t l = 0; l < links; ++l)
      made.links.push_back({"link" + std::to_string(l), "https://shop.example/", false});
    made.recipients = recipients;
    return made;
  }

  // The campaign as it is now; register_campaign() also gives it its numbers.
  void put_campaign(std::size_t i, std::shared_ptr<const recipient_uploads> uploads) {
    auto view = std::make_shared<campaign_view>();
    view->of = std::make_shared<campaign>(sample_campaign(i));
    for (std::uint16_t l = 0; l < links; ++l) view->links.push_back(std::make_shared<link_target>());
    view->recipients = std::move(uploads);
    campaigns.put(view);
  }
  void register_campaign(std::size_t i, std::shared_ptr<const recipient_uploads> uploads = nullptr) {
    put_campaign(i, std::move(uploads));
    campaigns.put(block{campaign_at(i), run * (i + 1), recipients, 0, 0, links, 9, false});
  }

  std::shared_ptr<memory_log> new_journal(std::uint64_t start = 1, std::uint32_t index = 1) {
    journals.push_back(std::make_shared<memory_log>(journal_name{0xfeed, start, index}));
    return journals.back();
  }

  std::unique_ptr<drain> new_drain(std::size_t most_events_per_step = 10000) {
    std::vector<std::unique_ptr<journal_reader>> readers;
    for (const auto& journal : journals) readers.push_back(std::make_unique<memory_journal>(journal));
    return std::make_unique<drain>(drain::options{.redis = redis::parse_endpoint(redis.endpoint()).value(),
                                                  .longest_wait = std::chrono::milliseconds(50),
                                                  .most_events_per_step = most_events_per_step,
                                                  .again = again,
                                                  .now = now,
                                                  .clock_patience = clock_patience},
                                   campaigns, std::move(readers), log);
  }

  // One more click, and what it must add up to.
  void tap(memory_log& journal, std::size_t i, std::uint32_t recipient, std::uint16_t link,
           std::string_view user_agent = iphone) {
    click c;
    c.time_ms = (created_s + recipient) * 1000;
    c.code = number_of(i, recipient, link);
    c.client.user_agent = user_agent;
    journal.append({0, c});
    ++expected_[i][link].first;
    expected_[i][link].second.insert(recipient);
  }

  campaign_counters counters(std::size_t i) {
    const auto of = sample_campaign(i);
    return client().ask([&] { return reader().read(of); });
  }
  recipient_facts facts_of(std::size_t i, std::uint32_t recipient) {
    const auto of = sample_campaign(i);
    return client().ask([&] { return reader().read_recipient(of, recipient); });
  }

  // What differs from what was tapped; empty where all is exact.
  std::string difference() {
    std::string wrong;
    for (const auto& [i, by_link] : expected_) {
      const auto seen = counters(i);
      for (const auto& [link, what] : by_link) {
        std::uint64_t clicks = 0;
        if (link < seen.links.size()) clicks = total(seen.links[link].clicks);
        const std::uint64_t unique = link < seen.links.size() ? seen.links[link].unique_clickers : 0;
        if (clicks != what.first || unique != what.second.size())
          wrong += "campaign " + std::to_string(i) + " link " + std::to_string(link) + ": " +
                   std::to_string(clicks) + " clicks of " + std::to_string(what.first) + ", " +
                   std::to_string(unique) + " clickers of " + std::to_string(what.second.size()) + "; ";
      }
    }
    return wrong;
  }

  // Waits until all is exact; what differs still after that.
  std::string difference_in_the_end(std::chrono::seconds limit = std::chrono::seconds(60)) {
    std::string wrong;
    eventually([&] { return (wrong = difference()).empty(); }, limit);
    return wrong;
  }

  redis_client& client() {
    if (!client_) client_ = std::make_unique<redis_client>(redis.endpoint(), log);
    return *client_;
  }
  ledger_reader& reader() {
    if (!reader_) reader_ = std::make_unique<ledger_reader>(client().connection, log);
    return *reader_;
  }

  recording_log log;
  redis_process redis;
  directory campaigns;
  std::vector<std::shared_ptr<memory_log>> journals;
  report_again again;  // of the drains
  wall_clock now = system_time_ms;
  std::chrono::milliseconds clock_patience{0};

 private:
  std::map<std::size_t, std::map<std::uint16_t, std::pair<std::uint64_t, std::set<std::uint32_t>>>> expected_;
  std::unique_ptr<redis_client> client_;
  std::unique_ptr<ledger_reader> reader_;
};

}  // namespace waypost::test
