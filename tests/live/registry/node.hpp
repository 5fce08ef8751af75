#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <future>
#include <stdexcept>
#include <string>
#include <string_view>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>

#include "attribution/directory/directory.hpp"
#include "attribution/redis/connection.hpp"
#include "attribution/registry/fold.hpp"
#include "attribution/registry/registry.hpp"
#include "tests/support/recording_log.hpp"
#include "tests/support/run_task.hpp"

namespace waypost::test {

inline void run_until(boost::asio::io_context& io, const std::function<bool()>& condition,
                      std::chrono::seconds limit = std::chrono::seconds(60)) {
  const auto end = std::chrono::steady_clock::now() + limit;
  io.restart();
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) throw std::runtime_error("the condition did not come true");
    io.run_one_for(std::chrono::milliseconds(5));
  }
}

template <class T>
bool is_ready(const std::future<T>& answer) {
  return answer.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

// Runs `io` until the answer is there.
template <class T>
T wait_for(boost::asio::io_context& io, std::future<T>& answer) {
  run_until(io, [&] { return is_ready(answer); });
  return answer.get();
}

// A server's registry with all that it needs, on the test's io_context.
class node {
 public:
  node(
      boost::asio::io_context& io, const std::string& endpoint, const std::filesystem::path& folder,
      bool refill_empty = false,
      answer_preparer prepare = [](std::string_view url) { return std::string(url); })
      : io_(io),
        redis_(io.get_executor(), redis::parse_endpoint(endpoint).value(), impatient(), log),
        known({folder, refill_empty}, redis_, places, std::move(prepare), log),
        reader_(places) {
    loaded = known.load();
    start(redis_.run());
    start(known.run());
  }
  ~node() {
    known.stop();
    redis_.stop();
    run_until(io_, [&] { return running_ == 0; });
  }
  node(const node&) = delete;
  node& operator=(const node&) = delete;

  void wait_founded() {
    if (!run_task(io_, known.wait_founded(std::chrono::seconds(30)))) throw std::runtime_error("not founded");
  }
  result<offer_outcome> offer(change::any what) { return run_task(io_, known.offer(std::move(what))); }
  // Answered as `io` is run.
  std::future<result<offer_outcome>> begin_offer(change::any what) {
    return boost::asio::co_spawn(io_, known.offer(std::move(what)), boost::asio::use_future);
  }
  void wait_following() {
    run_until(io_, [&] { return known.connected(); });
  }

  // Where the number leads; empty where it leads nowhere.
  std::string destination(code_number number) {
    reader_.pin();
    const auto found = reader_.find(number);
    std::string url;
    if (found && found->link < found->campaign->links.size())
      url = found->campaign->links[found->link]->answer;
    reader_.unpin();
    return url;
  }
  std::string destination_of_alias(std::string_view alias) {
    reader_.pin();
    const auto found = reader_.find_alias(0, alias);
    std::string url = found ? found->campaign->links[found->link]->answer : std::string();
    reader_.unpin();
    return url;
  }

  recording_log log;
  bool may_fail = false;  // an exception is what the test is about

 private:
  static redis::connection_options impatient() {
    redis::connection_options o;
    o.call_timeout = std::chrono::milliseconds(1000);
    return o;
  }
  void start(boost::asio::awaitable<void> what) {
    ++running_;
    boost::asio::co_spawn(io_, std::move(what), [this](std::exception_ptr failed) {
      --running_;
      if (failed && !may_fail) std::rethrow_exception(failed);
    });
  }

  boost::asio::io_context& io_;
  redis::connection redis_;
  directory places;
  int running_ = 0;

 public:
  registry known;
  bool loaded = false;

 private:
  directory::reader reader_;
};

inline const account_id shop{77};

inline change::any make_account() { return change::create_account{shop, "shop", 0}; }

inline change::any make_campaign(campaign_id id, const std::string& url) {
  change::create_campaign c;
  c.made.id = id;
  c.made.account = shop;
  c.made.name = "a campaign";
  c.made.time_zone = "UTC";
  c.made.links.push_back({"only", url, false});
  return c;
}

inline change::any make_singles(const registry_state& state, campaign_id id) {
  change::create_campaign c;
  c.made.id = id;
  c.made.account = shop;
  c.made.name = "singles";
  c.made.time_zone = "UTC";
  c.made.singles = true;
  c.run = draw_block(state, c.made, 1, 0, most_singles, true, 9).value();
  return c;
}

inline change::any make_single(campaign_id in, const std::string& url, const std::string& alias) {
  return change::add_single{in, 0, {"", url, false}, alias, 0};
}

// Waits for entry 1 and registers the account `shop`.
inline void found_shop(node& by) {
  by.wait_founded();
  BOOST_TEST(by.offer(make_account())->taken);
}

// The same, and a campaign of the shop's.
inline void found_campaign(node& by, campaign_id id, const std::string& url) {
  found_shop(by);
  BOOST_TEST(by.offer(make_campaign(id, url))->taken);
}

// Recipients without ids, for the campaign's version as `of` knows it.
inline change::add_recipients make_recipients(const registry& of, campaign_id id, std::uint32_t count) {
  const auto c = of.find(shop, id);
  const auto links = static_cast<std::uint16_t>(c->links.size());
  return {id, c->version, count, draw_block(of.state(), *c, count, 0, links, false, 9).value(), {}};
}

}  // namespace waypost::test
