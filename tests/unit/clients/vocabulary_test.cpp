#include "attribution/clients/vocabulary.hpp"

#include <algorithm>
#include <iostream>
#include <set>

#include <boost/test/unit_test.hpp>

#include "attribution/clients/agent_rules.hpp"
#include "attribution/clients/client_classifier.hpp"
#include "attribution/clients/client_rules.hpp"

using namespace waypost;

// Whatever clients say, a ledger has a field for each of these names at most: docs/clients.md states how
// many.

namespace {

using names = std::set<std::string_view>;

names of(vocabulary words, std::initializer_list<agent_rules> rules) {
  names all{other_name};
  for (const auto& word : words) all.insert(word.ours);
  for (const auto some : rules)
    for (const auto& rule : some)
      if (!rule.name.empty()) all.insert(rule.name);
  return all;
}

names of(std::initializer_list<client_rules> rules) {
  names all;
  for (const auto some : rules)
    for (const auto& rule : some) all.insert(rule.name);
  return all;
}

void is_bounded(const char* what, const names& all, std::size_t most) {
  std::cout << what << ": " << all.size() << " names\n";
  BOOST_TEST(all.size() <= most);
  for (const auto name : all) {
    BOOST_TEST(!name.empty());
    BOOST_TEST(name.size() <= 32);
    BOOST_TEST(
        std::ranges::all_of(name, [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != ':'; }));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(vocabulary_)

BOOST_AUTO_TEST_CASE(systems_are_few) {
  is_bounded("systems", of(system_words(), {listed_system_rules()}), 24);
}

BOOST_AUTO_TEST_CASE(browsers_are_few) {
  is_bounded("browsers", of(browser_words(), {own_browser_rules(), listed_browser_rules()}), 64);
}

BOOST_AUTO_TEST_CASE(devices_are_few) {
  auto all = of(device_words(), {own_device_rules(), listed_device_rules()});
  for (const auto& word : system_words()) all.insert(unnamed_device(word.ours));
  is_bounded("devices", all, 56);
}

BOOST_AUTO_TEST_CASE(previews_are_few) {
  auto all = of({preview_rules()});
  all.insert({"HEAD", "prefetch"});
  is_bounded("previews", all, 80);
}

BOOST_AUTO_TEST_CASE(bots_are_not_too_many) {
  auto all = of({bot_rules(), listed_bot_rules(), bot_sign_rules()});
  all.insert("none");
  is_bounded("bots", all, 2048);
}

BOOST_AUTO_TEST_CASE(what_no_vocabulary_has_is_nothing) {
  BOOST_TEST(translate(browser_words(), "Chromium") == "Chrome");
  BOOST_TEST(translate(browser_words(), "NoSuchBrowser") == "");
}

BOOST_AUTO_TEST_SUITE_END()
