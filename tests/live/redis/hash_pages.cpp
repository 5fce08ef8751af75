#include "attribution/redis/hash_pages.hpp"

#include <map>
#include <string>

#include <boost/test/unit_test.hpp>

#include "tests/live/redis/connected.hpp"
#include "tests/support/redis_process.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

struct hash_house {
  redis_process server;
  connected link{server.endpoint()};
  std::map<std::string, std::string> seen;
  std::size_t again = 0;

  hash_house() { BOOST_REQUIRE(link.wait()); }

  void fill(int fields) {
    for (int i = 0; i < fields;) {
      redis::command set{"HSET", "key"};
      for (const int end = std::min(fields, i + 1000); i < end; ++i)
        set.add("f" + std::to_string(i)).add("v" + std::to_string(i));
      BOOST_REQUIRE(link.call(std::move(set)).has_value());
    }
  }

  result<std::size_t> read(std::uint64_t generation) {
    const auto first = link.call(redis::first_page_of("key"));
    BOOST_REQUIRE(first.has_value());
    const auto take = [this](std::string_view field, std::string_view value) {
      again += !seen.emplace(field, value).second;
      return result<void>{};
    };
    return link.run(redis::read_pages(link.redis, "key", *first, generation, take));
  }
  result<std::size_t> read() { return read(link.redis.generation()); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(hash_pages)

BOOST_FIXTURE_TEST_CASE(every_field_comes_whatever_the_size_of_the_hash, hash_house) {
  for (const int fields : {0, 1, 100, 3000, 50000}) {
    fill(fields);
    seen.clear();
    again = 0;
    const auto all = read();
    BOOST_TEST(all.value() == static_cast<std::size_t>(fields) + again);
    BOOST_TEST(seen.size() == static_cast<std::size_t>(fields));
    for (int i = 0; i < fields; i += 97) BOOST_TEST(seen["f" + std::to_string(i)] == "v" + std::to_string(i));
  }
}

BOOST_FIXTURE_TEST_CASE(a_field_that_is_no_good_ends_the_reading, hash_house) {
  fill(50000);
  const auto first = link.call(redis::first_page_of("key"));
  std::size_t taken = 0;
  const auto take = [&](std::string_view, std::string_view) {
    return ++taken < 3000 ? result<void>{} : result<void>(errc::corrupt);
  };
  const auto read = link.run(redis::read_pages(link.redis, "key", *first, link.redis.generation(), take));
  BOOST_TEST((read.error() == errc::corrupt));
  BOOST_TEST(taken == 3000U);
}

BOOST_FIXTURE_TEST_CASE(another_connection_does_not_go_on_with_the_pages, hash_house) {
  fill(50000);
  BOOST_TEST((read(link.redis.generation() - 1).error() == errc::redis_unavailable));
}

BOOST_FIXTURE_TEST_CASE(a_key_of_another_type_is_an_error, hash_house) {
  BOOST_REQUIRE(link.call({"SET", "key", "text"}).has_value());
  std::vector<redis::command> commands{redis::first_page_of("key")};
  const auto replies = link.run(link.redis.call_all("key", std::move(commands)));
  const auto take = [](std::string_view, std::string_view) { return result<void>{}; };
  const auto read =
      link.run(redis::read_pages(link.redis, "key", replies->front(), link.redis.generation(), take));
  BOOST_TEST((read.error() == errc::redis_error));
}

BOOST_AUTO_TEST_SUITE_END()
