#include <algorithm>
#include <string>

#include <boost/test/unit_test.hpp>

#include "attribution/registry/entry_stream.hpp"
#include "tests/live/redis/connected.hpp"
#include "tests/support/redis_process.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

struct long_stream {
  redis_process redis;
  connected link{redis.endpoint()};
  entry_stream stream{link.redis};
  std::uint64_t top = 0;

  long_stream() { BOOST_REQUIRE(link.wait()); }

  void append(std::size_t bytes) {
    const auto appended =
        link.run(stream.append(entry{top + 1, nonce{top + 1}, nonce{top}, std::string(bytes, 'x'), {}}));
    BOOST_REQUIRE((appended && appended->appended));
    ++top;
  }

  // Reads all, page by page; the bytes of the largest page.
  std::size_t read_all() {
    std::size_t largest = 0;
    std::uint64_t last = 0;
    for (bool more = true; more;) {
      const auto page = link.run(stream.read(last)).value();
      BOOST_TEST(page.length == top);
      std::size_t bytes = 0;
      for (const auto& e : page.entries) {
        BOOST_TEST(e.number == ++last);
        bytes += e.changes.size();
      }
      largest = std::max(largest, bytes);
      more = !page.last;
    }
    BOOST_TEST(last == top);
    return largest;
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(stream_pages)

BOOST_FIXTURE_TEST_CASE(an_empty_stream_is_one_page_without_entries, long_stream) {
  BOOST_TEST(read_all() == 0U);
}

BOOST_FIXTURE_TEST_CASE(many_small_entries_come_in_pages_of_a_thousand, long_stream) {
  for (int i = 0; i < 2001; ++i) append(10);
  BOOST_TEST(read_all() == 10000U);
}

BOOST_FIXTURE_TEST_CASE(large_entries_come_in_pages_of_some_megabytes, long_stream) {
  for (int i = 0; i < 30; ++i) append(i < 20 ? 100 : std::size_t{3} << 20);
  BOOST_TEST(read_all() <= entry_stream::most_page_bytes + (std::size_t{3} << 20));
}

BOOST_AUTO_TEST_SUITE_END()
