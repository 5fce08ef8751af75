#include <map>
#include <set>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/test/unit_test.hpp>

#include "attribution/recipients/index_tiers.hpp"
#include "attribution/recipients/recipient_sweeper.hpp"
#include "attribution/redis/keys.hpp"
#include "tests/live/recipients/upload_vocabulary.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

struct two_servers {
  redis_process redis;
  boost::asio::io_context io;
  upload_server first{io, redis.endpoint()};
  upload_server second{io, redis.endpoint()};
  campaign_id id{0x1234};

  two_servers() {
    first.make_account();
    first.make_campaign(id, {"reviews", "shop"});
    run_until(io, [&] { return second.find(id) != nullptr; });
  }
};

std::string range(std::uint32_t from, std::uint32_t to) {
  std::string body;
  for (auto i = from; i < to; ++i) body += "{\"recipient\":\"u" + std::to_string(i) + "\"}\n";
  return body;
}

// Uploads that go on side by side.
class uploads_at_once {
 public:
  explicit uploads_at_once(boost::asio::io_context& io) : io_(io) {}

  void start(upload_server& on, campaign_id id, std::string body) {
    ++running_;
    auto request = upload_server::request(id, "application/x-ndjson", std::move(body));
    boost::asio::co_spawn(io_, read_whole(on.upload, std::move(request)),
                          [this](std::exception_ptr failed, whole_answer answer) {
                            --running_;
                            if (failed) std::rethrow_exception(failed);
                            answers.push_back(std::move(answer));
                          });
  }
  void wait() {
    run_until(io_, [this] { return running_ == 0; });
  }

  std::vector<whole_answer> answers;

 private:
  boost::asio::io_context& io_;
  int running_ = 0;
};

// Every recipient has one position and one set of links, whichever answer it is in.
std::map<std::string, boost::json::object> agreeing(const std::vector<whole_answer>& answers) {
  std::map<std::string, boost::json::object> rows;
  std::map<std::int64_t, std::string> positions;
  for (const auto& answer : answers) {
    BOOST_REQUIRE(answer.status == 200u);
    for (const auto& row : answer.rows()) {
      const std::string id = row.at("recipient").as_string().c_str();
      BOOST_REQUIRE((rows.emplace(id, row).first->second == row));
      BOOST_REQUIRE((positions.emplace(row.at("position").as_int64(), id).first->second == id));
    }
  }
  return rows;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(uploads_side_by_side)

BOOST_AUTO_TEST_CASE(two_servers_that_upload_overlapping_recipients_agree) {
  two_servers both;
  uploads_at_once all(both.io);
  all.start(both.first, both.id, range(0, 3000));
  all.start(both.second, both.id, range(2000, 5000));
  all.wait();
  const auto rows = agreeing(all.answers);
  BOOST_TEST(rows.size() == 5000u);
  BOOST_TEST(both.first.run(both.first.registered.known.catch_up()));
  BOOST_TEST(both.second.run(both.second.registered.known.catch_up()));
  BOOST_TEST(both.first.find(both.id)->recipients == 5000u);
  BOOST_TEST(both.second.find(both.id)->recipients == 5000u);
  BOOST_TEST(both.first.get(both.id).body == both.second.get(both.id).body);
}

BOOST_AUTO_TEST_CASE(the_same_upload_on_two_servers_registers_it_once) {
  two_servers both;
  uploads_at_once all(both.io);
  all.start(both.first, both.id, range(0, 2000));
  all.start(both.second, both.id, range(0, 2000));
  all.wait();
  BOOST_TEST(all.answers.at(0).body == all.answers.at(1).body);
  BOOST_TEST(both.first.find(both.id)->recipients == 2000u);
}

BOOST_AUTO_TEST_CASE(many_small_uploads_at_once_are_all_taken_and_leave_few_indexes) {
  two_servers both;
  uploads_at_once all(both.io);
  for (std::uint32_t i = 0; i < 40; ++i)
    all.start(i % 2 == 0 ? both.first : both.second, both.id, range(i, i + 3));
  all.wait();
  BOOST_TEST(agreeing(all.answers).size() == 42u);
  const auto& state = both.first.registered.known.state();
  run_until(both.io, [&] {
    const auto& in = *state.campaigns.at(both.id).uploads;
    return uploads_to_merge(in).empty() && in.indexes.size() < 6;
  });
  const auto again = both.second.post(both.id, "application/x-ndjson", range(0, 42));
  BOOST_TEST(again.rows().size() == 42u);
  BOOST_TEST(both.second.find(both.id)->recipients == 42u);
}

BOOST_AUTO_TEST_CASE(after_uploads_merges_and_a_sweep_everybody_is_still_found) {
  two_servers both;
  std::vector<whole_answer> answers;
  for (std::uint32_t i = 0; i < 12; ++i)
    answers.push_back(both.first.post(both.id, "application/x-ndjson", range(i * 100, i * 100 + 100)));
  const auto& state = both.first.registered.known.state();
  run_until(both.io, [&] {
    return !both.first.upload.merging() && uploads_to_merge(*state.campaigns.at(both.id).uploads).empty();
  });
  recipient_sweeper::options at_once;
  at_once.age = std::chrono::milliseconds(-60000);
  at_once.watched = std::chrono::milliseconds(0);
  recipient_sweeper sweeper(both.io.get_executor(), at_once, both.first.registered.known, both.first.store,
                            both.first.registered.log);
  BOOST_TEST(both.first.run(sweeper.sweep()).value() > 0u);
  BOOST_TEST(both.first.run(sweeper.sweep()).value() == 0u);
  // The second server has none of the chunks in its cache.
  BOOST_TEST(both.second.run(both.second.registered.known.catch_up()));
  std::string all;
  for (const auto& answer : answers) all += answer.body;
  BOOST_TEST(both.second.post(both.id, "application/x-ndjson", range(0, 1200)).body == all);
}

BOOST_AUTO_TEST_CASE(an_upload_under_way_is_not_swept_when_the_clock_jumps) {
  one_server one;
  const std::string_view id = "a";
  const auto staged = one.server.run(one.server.store.stage(one.id, {&id, 1})).value();
  // As far as the clock says, it was staged long ago.
  recipient_sweeper::options jumped;
  jumped.age = std::chrono::milliseconds(-60000);
  jumped.watched = std::chrono::milliseconds(300);
  recipient_sweeper sweeper(one.io.get_executor(), jumped, one.server.registered.known, one.server.store,
                            one.server.registered.log);
  BOOST_TEST(one.server.run(sweeper.sweep()).value() == 0u);
  BOOST_TEST(one.server.run(sweeper.sweep()).value() == 0u);
  const auto key = redis::keys::recipients_by_position(one.id, staged.upload, 0);
  const auto there = [&] {
    return one.server.run(one.server.redis().call(key, redis::command{"EXISTS", key})).value().integer;
  };
  BOOST_TEST(there() == 1);
  std::this_thread::sleep_for(jumped.watched);
  BOOST_TEST(one.server.run(sweeper.sweep()).value() == 1u);
  BOOST_TEST(there() == 0);
}

BOOST_AUTO_TEST_CASE(a_sweep_without_redis_touches_nothing) {
  one_server one;
  one.redis.kill_hard();
  recipient_sweeper sweeper(one.io.get_executor(), {}, one.server.registered.known, one.server.store,
                            one.server.registered.log);
  run_until(one.io, [&] { return !one.server.registered.known.connected(); });
  BOOST_TEST((one.server.run(sweeper.sweep()).error() == errc::redis_unavailable));
}

BOOST_AUTO_TEST_SUITE_END()
