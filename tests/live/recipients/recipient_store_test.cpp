#include "attribution/recipients/recipient_store.hpp"

#include <algorithm>
#include <random>

#include <boost/test/unit_test.hpp>

#include "attribution/recipients/chunk_by_hash.hpp"
#include "attribution/recipients/chunk_by_position.hpp"
#include "tests/live/recipients/store_vocabulary.hpp"

using namespace waypost;
using namespace waypost::test;

BOOST_AUTO_TEST_SUITE(recipient_storage)

BOOST_AUTO_TEST_CASE(every_staged_id_is_found_at_its_position) {
  stored_campaign c;
  const auto ids = names("u", 20000);
  c.upload(ids);
  const auto found = c.find(ids).value();
  for (std::uint32_t i = 0; i < ids.size(); ++i) BOOST_REQUIRE(found[i] == i);
  BOOST_TEST(c.find_one("u777").value() == 777u);
  BOOST_TEST(!c.find_one("u20000"));
  BOOST_TEST(!c.find_one(""));
}

BOOST_AUTO_TEST_CASE(one_campaigns_recipients_are_not_anothers) {
  stored_campaign c;
  c.upload({"u1"});
  const std::string_view id = "u1";
  const recipient_uploads none;
  BOOST_TEST(!c.link.run(c.store.find(campaign_id{5}, none, {&id, 1})).value().front());
}

BOOST_AUTO_TEST_CASE(several_uploads_are_searched_and_gaps_have_no_ids) {
  stored_campaign c;
  c.upload(names("a", 300));
  c.skip(1000);
  c.upload(names("b", 500));
  BOOST_TEST(c.find_one("a299").value() == 299u);
  BOOST_TEST(c.find_one("b0").value() == 1300u);
  const auto ids = c.link.run(c.store.ids_of(premiere, c.in, 298, 1004)).value();
  BOOST_REQUIRE(ids.size() == 1004u);
  BOOST_TEST(ids[0] == "a298");
  BOOST_TEST(ids[1] == "a299");
  BOOST_TEST(std::all_of(ids.begin() + 2, ids.begin() + 1002, [](const auto& id) { return id.empty(); }));
  BOOST_TEST(ids[1002] == "b0");
  BOOST_TEST(ids[1003] == "b1");
}

BOOST_AUTO_TEST_CASE(any_range_of_ids_comes_out_right) {
  stored_campaign c;
  const auto ids = names("u", 2000);
  c.upload({ids.begin(), ids.begin() + 700});
  c.upload({ids.begin() + 700, ids.begin() + 701});
  c.upload({ids.begin() + 701, ids.end()});
  std::mt19937 random(5);
  for (int i = 0; i < 100; ++i) {
    const auto first = static_cast<std::uint32_t>(random() % 2000);
    const auto count = static_cast<std::uint32_t>(random() % (2001 - first));
    const auto got = c.link.run(c.store.ids_of(premiere, c.in, first, count)).value();
    BOOST_REQUIRE(std::equal(got.begin(), got.end(), ids.begin() + first, ids.begin() + first + count));
  }
}

BOOST_AUTO_TEST_CASE(ids_of_every_length_are_kept) {
  stored_campaign c;
  std::vector<std::string> ids;
  for (std::size_t length = 1; length <= 200; ++length) ids.emplace_back(length, 'x');
  c.upload(ids);
  const auto found = c.find(ids).value();
  for (std::uint32_t i = 0; i < ids.size(); ++i) BOOST_REQUIRE(found[i] == i);
  BOOST_TEST(c.link.run(c.store.ids_of(premiere, c.in, 0, 200)).value() == ids);
}

BOOST_AUTO_TEST_CASE(an_id_whose_hash_points_elsewhere_is_not_found) {
  stored_campaign c;
  const auto upload = c.upload({"real"});
  // The index is made to say that "other" lies where "real" does, as a collision would.
  const auto place = place_of(hash_of(premiere, "other"), 1);
  std::vector<hash_entry> entries{{place.fingerprint, 0, 0}};
  const auto chunk = pack_by_hash(upload, 0, false, entries).value();
  c.command({"SET", redis::keys::recipients_by_hash(premiere, upload, 0), chunk});
  BOOST_TEST(!c.find_one("other"));
}

BOOST_AUTO_TEST_CASE(an_id_in_two_uploads_has_the_lower_position) {
  stored_campaign c;
  c.upload({"x", "u1"});
  c.upload({"u1", "y"});
  BOOST_TEST(c.find_one("u1").value() == 1u);
  std::reverse(c.in.indexes.begin(), c.in.indexes.end());
  BOOST_TEST(c.find_one("u1").value() == 1u);
}

BOOST_AUTO_TEST_CASE(a_missing_chunk_is_told_and_not_taken_for_an_unknown_recipient) {
  stored_campaign c;
  const auto upload = c.upload({"u1"});
  c.command({"DEL", redis::keys::recipients_by_hash(premiere, upload, 0)});
  BOOST_TEST((c.find({"u1"}).error() == errc::corrupt));
  c.command({"DEL", redis::keys::recipients_by_position(premiere, upload, 0)});
  BOOST_TEST((c.link.run(c.store.ids_of(premiere, c.in, 0, 1)).error() == errc::corrupt));
}

BOOST_AUTO_TEST_CASE(a_damaged_chunk_is_told) {
  stored_campaign c;
  const auto upload = c.upload({"u1"});
  const auto key = redis::keys::recipients_by_position(premiere, upload, 0);
  c.command({"SETRANGE", key, "9", "x"});
  BOOST_TEST((c.find({"u1"}).error() == errc::corrupt));
  c.command({"SETRANGE", key, "0", "\x09"});
  BOOST_TEST((c.find({"u1"}).error() == errc::unknown_version));
}

BOOST_AUTO_TEST_CASE(a_key_of_another_type_is_an_error) {
  stored_campaign c;
  const auto upload = c.upload({"u1"});
  const auto key = redis::keys::recipients_by_hash(premiere, upload, 0);
  c.command({"DEL", key});
  c.command({"HSET", key, "a", "b"});
  BOOST_TEST((c.find({"u1"}).error() == errc::redis_error));
}

BOOST_AUTO_TEST_CASE(ids_made_to_lie_in_one_chunk_are_refused) {
  stored_campaign c;
  constexpr std::uint32_t count = 10 * entries_per_hash_chunk;
  std::vector<std::string> ids;
  for (std::uint32_t i = 0; ids.size() < count; ++i) {
    auto id = "u" + std::to_string(i);
    if (place_of(hash_of(premiere, id), hash_chunks_for(count)).chunk == 3) ids.push_back(std::move(id));
  }
  const std::vector<std::string_view> views(ids.begin(), ids.end());
  BOOST_TEST((c.link.run(c.store.stage(premiere, views)).error() == errc::quota_exceeded));
}

BOOST_AUTO_TEST_CASE(small_searches_are_answered_from_the_cache) {
  stored_campaign c;
  c.upload(names("u", 1000));
  BOOST_TEST(c.find_one("u5").value() == 5u);
  c.command({"FLUSHALL"});
  BOOST_TEST(c.find_one("u5").value() == 5u);
}

BOOST_AUTO_TEST_CASE(a_store_without_a_connection_says_so) {
  stored_campaign c;
  c.upload({"u1"});
  c.redis.kill_hard();
  BOOST_TEST((c.find({"u2"}).error() == errc::redis_unavailable));
  const std::string_view id = "u2";
  BOOST_TEST((c.link.run(c.store.stage(premiere, {&id, 1})).error() == errc::redis_unavailable));
}

BOOST_AUTO_TEST_CASE(the_checksum_is_that_of_all_chunks) {
  stored_campaign c;
  const auto ids = names("u", 1000);
  const std::vector<std::string_view> views(ids.begin(), ids.end());
  const auto first = c.link.run(c.store.stage(premiere, views)).value();
  std::string all;
  for (std::uint32_t i = 0; i < first.position_chunks; ++i)
    all += c.command({"GET", redis::keys::recipients_by_position(premiere, first.upload, i)}).text;
  for (std::uint32_t i = 0; i < first.hash_chunks; ++i)
    all += c.command({"GET", redis::keys::recipients_by_hash(premiere, first.upload, i)}).text;
  // hash_of with a campaign of 0 is plain XXH3-64.
  BOOST_TEST(hash_of(campaign_id{0}, all) == first.checksum);
  BOOST_TEST(first.position_chunks == position_chunks_for(1000));
  BOOST_TEST(first.hash_chunks == hash_chunks_for(1000));
}

BOOST_AUTO_TEST_SUITE_END()
