#include <array>
#include <memory>

#include <boost/test/unit_test.hpp>

#include "tests/unit/redirector/counting_new.hpp"
#include "tests/unit/redirector/session_fixture.hpp"

namespace {

using namespace waypost;
using namespace waypost::test;

BOOST_AUTO_TEST_SUITE(allocations_per_redirect)

BOOST_AUTO_TEST_CASE(the_counter_counts) {
  const auto before = allocations();
  const auto kept = std::make_unique<int>(1);
  BOOST_TEST(allocations() == before + 1);
  BOOST_TEST(*kept == 1);
}

BOOST_AUTO_TEST_CASE(keep_alive_redirect_allocates_nothing) {
  session_fixture f;
  const auto hit =
      get("/" + f.live(), "User-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X)\r\n");
  const auto aliased = get("/spring-sale_24");
  const auto missed = get("/" + f.unknown());
  std::array<char, 16384> memory;
  answer_buffer out(memory);
  redirect_session session(f.desk, f.from);
  std::size_t answers = 0;
  const auto before = allocations();
  for (int i = 0; i < 1000; ++i) {
    out.clear();
    answers += session.feed(hit, out, noon_ms + i * 10, true).consumed == hit.size();
    answers += session.feed(aliased, out, noon_ms + i * 10, true).consumed == aliased.size();
    redirect_session other(f.desk, f.from);
    answers += other.feed(missed, out, noon_ms + i * 10, false).consumed == missed.size();
  }
  BOOST_TEST(allocations() == before);
  BOOST_TEST(answers == 3000u);
  BOOST_TEST(f.the_ring().published() == 2000u);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
