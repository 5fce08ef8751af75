#include "attribution/clients/ordered_patterns.hpp"

#include <array>
#include <stdexcept>

#include <boost/test/unit_test.hpp>

using namespace waypost;

namespace {

constexpr std::array<std::string_view, 4> some{"b+", "^a", "c$", "a"};

}  // namespace

BOOST_AUTO_TEST_SUITE(ordered_patterns_)

BOOST_AUTO_TEST_CASE(the_first_of_several_decides) {
  for (const std::size_t together : {1, 2, 3, 4, 9}) {
    const ordered_patterns patterns(some, together);
    BOOST_TEST(patterns.first_in("abc").value() == 0u);
    BOOST_TEST(patterns.first_in("ac").value() == 1u);
    BOOST_TEST(patterns.first_in("xac").value() == 2u);
    BOOST_TEST(patterns.first_in("xax").value() == 3u);
    BOOST_TEST(!patterns.first_in("xyz"));
    BOOST_TEST(!patterns.first_in(""));
  }
}

BOOST_AUTO_TEST_CASE(no_patterns_find_nothing) { BOOST_TEST(!ordered_patterns({}, 8).first_in("abc")); }

BOOST_AUTO_TEST_CASE(what_is_no_pattern_is_refused) {
  const std::array<std::string_view, 1> wrong{"(?!a)"};
  BOOST_CHECK_THROW(ordered_patterns(wrong, 8), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
