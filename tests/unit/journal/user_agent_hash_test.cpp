#include "attribution/journal/user_agent_hash.hpp"

#include <set>
#include <string>
#include <vector>

#include <boost/test/unit_test.hpp>

using namespace waypost;

namespace {

// How many places of 1,024 the texts have.
template <class Hash>
std::size_t places(const std::vector<std::string>& texts, const Hash& hash) {
  std::set<std::size_t> seen;
  for (const auto& text : texts) seen.insert(hash(text) % 1024);
  return seen.size();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(user_agent_hashes)

BOOST_AUTO_TEST_CASE(who_knows_one_tables_places_does_not_know_anothers) {
  const user_agent_hash known;
  std::vector<std::string> chosen;
  for (int i = 0; chosen.size() < 1000; ++i) {
    auto text = "agent/" + std::to_string(i);
    if (known(text) % 1024 == 0) chosen.push_back(std::move(text));
  }
  BOOST_TEST(places(chosen, known) == 1U);
  BOOST_TEST(places(chosen, user_agent_hash{}) > 500U);
}

BOOST_AUTO_TEST_CASE(a_table_keeps_its_places) {
  const user_agent_hash hash;
  const auto copy = hash;
  BOOST_TEST(hash("agent") == copy("agent"));
}

BOOST_AUTO_TEST_SUITE_END()
