#include <random>
#include <set>

#include <boost/asio/co_spawn.hpp>
#include <boost/test/unit_test.hpp>

#include "tests/live/recipients/upload_vocabulary.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

// An upload under way, while the test does something else to Redis.
struct upload_under_way {
  std::optional<whole_answer> answer;

  upload_under_way(boost::asio::io_context& io, upload_server& server, campaign_id id, std::string body) {
    auto request = upload_server::request(id, "application/x-ndjson", std::move(body));
    boost::asio::co_spawn(io, read_whole(server.upload, std::move(request)),
                          [this](std::exception_ptr failed, whole_answer whole) {
                            if (failed) std::rethrow_exception(failed);
                            answer = std::move(whole);
                          });
  }
};

std::string range(std::uint32_t from, std::uint32_t to) {
  std::string body;
  for (auto i = from; i < to; ++i) body += "{\"recipient\":\"u" + std::to_string(i) + "\"}\n";
  return body;
}

whole_answer repeat_until_taken(one_server& one, const std::string& body) {
  whole_answer answer;
  run_until(one.io, [&] {
    answer = one.server.post(one.id, "application/x-ndjson", body);
    return answer.status == 200;
  });
  return answer;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(a_redis_that_dies)

BOOST_AUTO_TEST_CASE(an_upload_killed_anywhere_and_repeated_registers_each_recipient_once) {
  one_server one;
  std::mt19937 random(11);
  constexpr std::uint32_t rows = 20000;
  for (std::uint32_t round = 0; round < 8; ++round) {
    const auto body = range(round * rows, (round + 1) * rows);
    upload_under_way first(one.io, one.server, one.id, body);
    one.io.restart();
    one.io.run_for(std::chrono::milliseconds(random() % 150));
    one.redis.kill_hard();
    run_until(one.io, [&] { return first.answer.has_value(); });
    BOOST_REQUIRE((first.answer->status == 200 || first.answer->status == 503));
    one.redis.start_again();
    one.server.registered.wait_following();
    const auto again = repeat_until_taken(one, body);
    if (first.answer->status == 200) BOOST_REQUIRE(first.answer->body == again.body);
    BOOST_REQUIRE(one.server.find(one.id)->recipients == (round + 1) * rows);
  }
  std::set<std::int64_t> positions;
  for (const auto& row : one.server.get(one.id).rows()) {
    BOOST_REQUIRE(row.contains("recipient"));
    positions.insert(row.at("position").as_int64());
  }
  BOOST_TEST(positions.size() == 8 * rows);
}

BOOST_AUTO_TEST_CASE(a_redis_that_hangs_is_answered_503_and_the_call_may_be_repeated) {
  one_server one;
  one.redis.freeze();
  upload_under_way first(one.io, one.server, one.id, range(0, 100));
  run_until(one.io, [&] { return first.answer.has_value(); });
  BOOST_TEST(first.answer->status == 503u);
  one.redis.thaw();
  const auto again = repeat_until_taken(one, range(0, 100));
  BOOST_TEST(again.rows().size() == 100u);
  BOOST_TEST(one.server.find(one.id)->recipients == 100u);
}

BOOST_AUTO_TEST_SUITE_END()
