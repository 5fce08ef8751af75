#include "attribution/recipients/chunk_cache.hpp"

#include <boost/test/unit_test.hpp>

using namespace waypost;

namespace {

chunk_name name(std::uint32_t chunk) { return {upload_id{1}, chunk, false}; }
chunk_bytes bytes(std::size_t size) { return std::make_shared<const std::string>(size, 'x'); }

}  // namespace

BOOST_AUTO_TEST_SUITE(chunk_caching)

BOOST_AUTO_TEST_CASE(what_was_kept_is_found) {
  chunk_cache cache(100000);
  cache.keep(name(1), bytes(10));
  BOOST_TEST(cache.find(name(1))->size() == 10u);
  BOOST_TEST((cache.find(name(2)) == nullptr));
  BOOST_TEST((cache.find({upload_id{1}, 1, true}) == nullptr));
  BOOST_TEST((cache.find({upload_id{2}, 1, false}) == nullptr));
}

BOOST_AUTO_TEST_CASE(the_bytes_stay_below_the_bound) {
  chunk_cache cache(20000);
  for (std::uint32_t i = 0; i < 1000; ++i) {
    cache.keep(name(i), bytes(1000));
    BOOST_REQUIRE(cache.bytes() <= 20000u);
  }
  BOOST_TEST(cache.bytes() > 10000u);
}

BOOST_AUTO_TEST_CASE(those_used_longest_ago_go_first) {
  chunk_cache cache(20000);
  for (std::uint32_t i = 0; i < 1000; ++i) {
    cache.keep(name(i), bytes(1000));
    BOOST_REQUIRE((cache.find(name(0)) != nullptr));
  }
  BOOST_TEST((cache.find(name(1)) == nullptr));
  BOOST_TEST((cache.find(name(999)) != nullptr));
}

BOOST_AUTO_TEST_CASE(what_is_too_large_or_kept_already_changes_nothing) {
  chunk_cache cache(1000);
  cache.keep(name(1), bytes(10));
  const auto before = cache.bytes();
  cache.keep(name(2), bytes(2000));
  cache.keep(name(1), bytes(10));
  BOOST_TEST(cache.bytes() == before);
  BOOST_TEST((cache.find(name(1)) != nullptr));
}

BOOST_AUTO_TEST_SUITE_END()
