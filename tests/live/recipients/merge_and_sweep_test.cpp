#include <limits>

#include <boost/test/unit_test.hpp>

#include <waypost/clock.hpp>

#include "tests/live/recipients/store_vocabulary.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

// Puts the merged index in the place of those it covers.
void fold(recipient_uploads& in, const change::merge_indexes& merged) {
  std::erase_if(in.indexes, [&](const recipient_index& i) {
    return std::find(merged.covers.begin(), merged.covers.end(), i.covers.front()) != merged.covers.end();
  });
  in.indexes.push_back({merged.index, merged.hash_chunks, merged.covers});
}

std::vector<upload_id> all_of(const recipient_uploads& in) {
  std::vector<upload_id> ids;
  for (const auto& u : in.uploads) ids.push_back(u.id);
  return ids;
}

constexpr std::int64_t for_ever = std::numeric_limits<std::int64_t>::max();

auto began_before(std::int64_t ms) {
  return [ms](const staged_name& name) { return name.began_ms < ms; };
}

std::size_t sweep(stored_campaign& c, standing all, std::int64_t before_ms = for_ever) {
  const auto judge = [all](campaign_id, upload_id) { return all; };
  return c.link.run(c.store.sweep(judge, began_before(before_ms))).value();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(merged_indexes)

BOOST_AUTO_TEST_CASE(a_merged_index_finds_what_its_uploads_found) {
  stored_campaign c;
  for (std::uint32_t i = 0; i < 30; ++i) {
    c.upload(names("u", 1 + i * 40, i * 10000));
    c.skip(7);
  }
  std::vector<std::string> ids;
  for (std::uint32_t i = 0; i < 30; ++i)
    for (std::uint32_t n = 0; n < 1 + i * 40; ++n) ids.push_back("u" + std::to_string(i * 10000 + n));
  ids.push_back("unknown");
  const auto before = c.find(ids).value();
  const auto covers = all_of(c.in);
  const auto merged = c.link.run(c.store.stage_merged(premiere, c.in, covers)).value();
  fold(c.in, merged);
  BOOST_TEST(c.in.indexes.size() == 1u);
  BOOST_TEST((c.find(ids).value() == before));
  BOOST_TEST(!before.back());
}

BOOST_AUTO_TEST_CASE(an_index_over_an_unknown_upload_is_refused) {
  stored_campaign c;
  c.upload({"u1"});
  const std::vector<upload_id> covers{c.in.uploads[0].id, upload_id{5}};
  BOOST_TEST((c.link.run(c.store.stage_merged(premiere, c.in, covers)).error() == errc::invalid));
  BOOST_TEST((c.link.run(c.store.stage_merged(premiere, c.in, {})).error() == errc::invalid));
}

BOOST_AUTO_TEST_CASE(superseded_indexes_are_swept_and_their_ids_stay) {
  stored_campaign c;
  c.upload(names("a", 500));
  c.upload(names("b", 500));
  for (const auto& u : c.in.uploads) BOOST_TEST(c.link.run(c.store.settle(premiere, u.id)).has_value());
  const auto old = c.in.indexes;
  const auto covers = all_of(c.in);
  const auto merged = c.link.run(c.store.stage_merged(premiere, c.in, covers)).value();
  fold(c.in, merged);
  BOOST_TEST(c.link.run(c.store.settle(premiere, merged.index)).has_value());
  BOOST_TEST(c.link.run(c.store.supersede(premiere, c.in, old)).has_value());
  BOOST_TEST(c.staged() == 2);

  registry_state state;
  auto& kept = state.campaigns[premiere];
  kept.uploads = std::make_shared<const recipient_uploads>(c.in);
  const auto judge = [&](campaign_id of, upload_id u) { return standing_of(state, of, u); };
  const auto before = c.keys();
  BOOST_TEST(c.link.run(c.store.sweep(judge, began_before(system_time_ms() - 60000))).value() == 0u);
  BOOST_TEST(c.link.run(c.store.sweep(judge, began_before(for_ever))).value() == 2u);
  BOOST_TEST(c.staged() == 0);
  // Two chunks by hash of each upload, and the staging hash itself.
  BOOST_TEST(c.keys() == before - 5);
  c.link.run(c.store.find(premiere, {}, {}));
  recipient_store cold(c.link.redis);
  const std::string_view id = "b499";
  BOOST_TEST(c.link.run(cold.find(premiere, c.in, {&id, 1})).value().front().value() == 999u);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(sweeping)

BOOST_AUTO_TEST_CASE(what_was_abandoned_is_deleted_once_it_is_old) {
  stored_campaign c;
  c.upload(names("u", 300000));
  BOOST_TEST(c.staged() == 1);
  const auto keys = c.keys();
  BOOST_TEST(keys > 1000);
  BOOST_TEST(sweep(c, standing::unknown, system_time_ms() - 60000) == 0u);
  BOOST_TEST(c.keys() == keys);
  BOOST_TEST(sweep(c, standing::unknown) == 1u);
  BOOST_TEST(c.keys() == 0);
}

BOOST_AUTO_TEST_CASE(what_is_live_stays_and_leaves_the_staging_hash) {
  stored_campaign c;
  c.upload({"u1"});
  c.upload({"u2"});
  const auto keys = c.keys();
  BOOST_TEST(sweep(c, standing::live) == 0u);
  BOOST_TEST(c.staged() == 0);
  BOOST_TEST(c.keys() == keys - 1);
  BOOST_TEST(c.find_one("u2").value() == 1u);
}

BOOST_AUTO_TEST_CASE(many_staged_names_are_all_seen) {
  stored_campaign c;
  for (int i = 0; i < 1000; ++i)
    c.command({"HSET", redis::keys::staging(), to_text(campaign_id{1}) + ':' + to_text(upload_id{1000u + i}),
               "1 1 1"});
  BOOST_TEST(sweep(c, standing::unknown) == 1000u);
  BOOST_TEST(c.staged() == 0);
}

BOOST_AUTO_TEST_CASE(a_field_that_is_not_ours_is_left_alone) {
  stored_campaign c;
  c.command({"HSET", redis::keys::staging(), "something", "else"});
  BOOST_TEST(sweep(c, standing::unknown) == 0u);
  BOOST_TEST(c.staged() == 1);
}

BOOST_AUTO_TEST_CASE(standing_is_judged_by_the_registry) {
  registry_state state;
  recipient_uploads in;
  in.uploads.push_back({upload_id{1}, 0, 1, 1, 1});
  in.uploads.push_back({upload_id{2}, 1, 1, 1, 1});
  in.indexes.push_back({upload_id{2}, 1, {upload_id{2}}});
  in.indexes.push_back({upload_id{3}, 1, {upload_id{1}}});
  state.campaigns[premiere].uploads = std::make_shared<const recipient_uploads>(in);
  BOOST_TEST((standing_of(state, premiere, upload_id{1}) == standing::ids_only));
  BOOST_TEST((standing_of(state, premiere, upload_id{2}) == standing::live));
  BOOST_TEST((standing_of(state, premiere, upload_id{3}) == standing::live));
  BOOST_TEST((standing_of(state, premiere, upload_id{4}) == standing::unknown));
  BOOST_TEST((standing_of(state, campaign_id{1}, upload_id{2}) == standing::unknown));
}

BOOST_AUTO_TEST_SUITE_END()
