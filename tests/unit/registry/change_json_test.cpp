#include <boost/test/unit_test.hpp>

#include "tests/unit/registry/registry_vocabulary.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

std::string entry_of(const change::any& what) {
  const auto text = to_json(what);
  return join_changes(std::span(&text, 1));
}

// Reads back what was written and writes it again: all that is said is in the text.
template <class Change>
Change round_trip(const Change& what) {
  const auto text = entry_of(what);
  const auto read = parse_changes(text);
  BOOST_REQUIRE_MESSAGE(read.has_value(), text);
  BOOST_REQUIRE(read->size() == 1u);
  BOOST_TEST(entry_of(read->front()) == text);
  return std::get<Change>(read->front());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(changes_as_json)

BOOST_AUTO_TEST_CASE(accounts_and_keys_are_read_back) {
  change::found_registry founded;
  for (std::uint8_t i = 0; i < 16; ++i) founded.key[i] = static_cast<std::uint8_t>(i * 17);
  BOOST_TEST((round_trip(founded).key == founded.key));
  const auto account =
      round_trip(change::create_account{account_id{largest_id}, "Müller & \"Söhne\"", 1u << 30});
  BOOST_TEST((account.id == account_id{largest_id}));
  BOOST_TEST(account.name == "Müller & \"Söhne\"");
  BOOST_TEST(account.most_numbers == 1u << 30);
  change::create_key key{key_id{1}, account_id{2}, "k", scope::stats | scope::admin, {}};
  key.secret_sha256[31] = 255;
  BOOST_TEST((round_trip(key).secret_sha256 == key.secret_sha256));
  BOOST_TEST((round_trip(key).scopes == (scope::stats | scope::admin)));
  const auto changed = round_trip(change::change_key{key_id{1}, false, true});
  BOOST_TEST((changed.paused == std::optional(false)));
  BOOST_TEST(changed.revoked);
  BOOST_TEST(!round_trip(change::change_key{key_id{1}, {}, true}).paused.has_value());
}

BOOST_AUTO_TEST_CASE(campaigns_are_read_back) {
  auto c = campaign_of(campaign_id{1}, {"a", "b"});
  c.made.expires_ms = -1;
  c.made.fallback_url = "https://f.example/";
  c.made.links[1].paused = true;
  c.made.paused = true;
  const auto read = round_trip(c).made;
  BOOST_TEST((read.id == c.made.id));
  BOOST_TEST((read.account == c.made.account));
  BOOST_TEST(read.name == c.made.name);
  BOOST_TEST(read.time_zone == c.made.time_zone);
  BOOST_TEST(read.created_s == c.made.created_s);
  BOOST_TEST(read.expires_ms.value() == -1);
  BOOST_TEST(read.fallback_url.value() == "https://f.example/");
  BOOST_TEST(read.paused);
  BOOST_REQUIRE(read.links.size() == 2u);
  BOOST_TEST(read.links[0].url == "https://x.example/a");
  BOOST_TEST(!read.links[0].paused);
  BOOST_TEST(read.links[1].paused);
  auto singles = singles_of(campaign_id{2}, 1 << 20);
  singles.writer = writer_id{largest_id};
  BOOST_TEST((round_trip(singles).writer == singles.writer));
  BOOST_TEST((round_trip(singles).run == singles.run));
  BOOST_TEST(round_trip(singles).made.singles);
}

BOOST_AUTO_TEST_CASE(a_taken_away_expiry_differs_from_an_untouched_one) {
  change::change_campaign c;
  c.id = campaign_id{1};
  BOOST_TEST(!round_trip(c).expires_ms.has_value());
  c.expires_ms.emplace();
  c.fallback_url.emplace();
  BOOST_REQUIRE(round_trip(c).expires_ms.has_value());
  BOOST_TEST(!round_trip(c).expires_ms->has_value());
  BOOST_REQUIRE(round_trip(c).fallback_url.has_value());
  BOOST_TEST(!round_trip(c).fallback_url->has_value());
  c.expires_ms.emplace(7);
  c.fallback_url.emplace("https://f.example/");
  c.built_on = 3;
  c.name = "n";
  c.time_zone = "UTC";
  c.paused = false;
  const auto read = round_trip(c);
  BOOST_TEST(read.expires_ms->value() == 7);
  BOOST_TEST(read.fallback_url->value() == "https://f.example/");
  BOOST_TEST(read.built_on.value() == 3u);
  BOOST_TEST(read.name.value() == "n");
  BOOST_TEST(read.time_zone.value() == "UTC");
  BOOST_TEST(read.paused.value() == false);
}

BOOST_AUTO_TEST_CASE(links_recipients_and_indexes_are_read_back) {
  const auto changed = round_trip(change::change_link{campaign_id{1}, 99, "https://x.example/", true});
  BOOST_TEST(changed.index == 99u);
  BOOST_TEST(changed.url.value() == "https://x.example/");
  BOOST_TEST(changed.paused.value());
  auto run = run_at(std::uint64_t{1} << 61, 10, 1, 11);
  run.campaign = campaign_id{1};
  const auto added = round_trip(change::add_link{campaign_id{1}, 5, {"l", "u", true}, run, 3});
  BOOST_TEST((added.run == std::optional(run)));
  BOOST_TEST(added.index.value() == 3u);
  BOOST_TEST(added.built_on == 5u);
  BOOST_TEST(added.added.paused);
  auto upload = recipients_of(campaign_id{1}, 6, run);
  upload.ids = {upload_id{4}, 2, 3, ~std::uint64_t{0}};
  const auto read = round_trip(upload);
  BOOST_TEST((read.run == run));
  BOOST_TEST(read.count == 10u);
  BOOST_TEST((read.ids->upload == upload_id{4}));
  BOOST_TEST(read.ids->position_chunks == 2u);
  BOOST_TEST(read.ids->hash_chunks == 3u);
  BOOST_TEST(read.ids->checksum == ~std::uint64_t{0});
  const auto merged =
      round_trip(change::merge_indexes{campaign_id{1}, upload_id{9}, 4, 5, {upload_id{1}, upload_id{2}}});
  BOOST_TEST((merged.covers == std::vector{upload_id{1}, upload_id{2}}));
  BOOST_TEST(merged.checksum == 5u);
  auto single = single_of(campaign_id{1}, 1023, "https://s.example/", "sale");
  single.domain = 2;
  BOOST_TEST(round_trip(single).alias == "sale");
  BOOST_TEST(round_trip(single).domain == 2u);
  BOOST_TEST(round_trip(single).index == 1023u);
}

BOOST_AUTO_TEST_CASE(an_unknown_change_is_refused) {
  BOOST_TEST((parse_changes(R"([{"do":"fly"}])").error() == errc::unknown_version));
}

BOOST_AUTO_TEST_CASE(an_unknown_member_is_refused) {
  BOOST_TEST((parse_changes(R"([{"do":"create_account","id":"0000000000000001","name":"n","colour":"red"}])")
                  .error() == errc::unknown_version));
  BOOST_TEST((parse_changes(R"([{"do":"add_single","campaign":"0000000000000001",)"
                            R"("added":{"label":"","url":"u","weight":3}}])")
                  .error() == errc::unknown_version));
}

BOOST_AUTO_TEST_CASE(damaged_texts_are_refused) {
  for (const auto* bad : {"", "{}", "[1]", "[{}", R"([{"do":"create_account","id":"1","name":"n"}])",
                          R"([{"do":"create_account","id":"0000000000000001"}])",
                          R"([{"do":"create_account","id":"0000000000000001","name":3}])",
                          R"([{"do":"change_link","campaign":"0000000000000001","index":-1}])",
                          R"([{"do":"change_link","campaign":"0000000000000001","index":65536}])",
                          R"([{"do":"found_registry","key":"00"}])"})
    BOOST_TEST((parse_changes(bad).error() == errc::corrupt), bad);
}

BOOST_AUTO_TEST_CASE(a_name_that_is_not_utf8_cannot_be_read_back) {
  BOOST_TEST(!parse_changes(entry_of(change::create_account{account_id{1}, "\xff", 0})).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
