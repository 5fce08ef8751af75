#include <memory>
#include <stdexcept>

#include <boost/test/unit_test.hpp>

#include "attribution/directory/directory.hpp"
#include "samples.hpp"

using namespace waypost;
using namespace waypost::test;

BOOST_FIXTURE_TEST_SUITE(changing_places, with_reader)

BOOST_AUTO_TEST_CASE(a_newer_version_of_a_campaign_is_seen_by_all_its_blocks) {
  places.put(view_of(7, 1));
  places.put(block_of(7, 3, 10, 3));
  places.put(block_of(7, 9, 10, 3));
  places.put(view_of(7, 2));
  const pinned hold(reader);
  BOOST_TEST(reader.find({9, 3 * 32})->campaign->of->version == 2u);
  BOOST_TEST(reader.find({9, 9 * 32})->campaign->of->version == 2u);
  BOOST_TEST(reader.find_campaign(campaign_id{7})->of->version == 2u);
}

BOOST_AUTO_TEST_CASE(an_erased_campaign_leads_nowhere_and_leaves_the_others) {
  places.put(view_of(7));
  places.put(view_of(8));
  places.put(block_of(7, 3, 10, 3));
  places.put(block_of(8, 4, 10, 3));
  places.put(block_of(7, 3, 1, 1));
  places.put_alias(0, "seven", {9, 3 * 32});
  places.put_alias(0, "eight", {9, 4 * 32});
  places.erase(campaign_id{7});
  places.erase(campaign_id{7});
  places.erase(campaign_id{99});
  const pinned hold(reader);
  BOOST_TEST(!reader.find({9, 3 * 32}).has_value());
  BOOST_TEST(!reader.find({9, 3}).has_value());
  BOOST_TEST(!reader.find_alias(0, "seven").has_value());
  BOOST_TEST(reader.find_campaign(campaign_id{7}) == nullptr);
  BOOST_TEST(id_of(*reader.find({9, 4 * 32})) == 8u);
  BOOST_TEST(id_of(*reader.find_alias(0, "eight")) == 8u);
}

BOOST_AUTO_TEST_CASE(what_was_erased_can_be_put_again_for_somebody_else) {
  for (std::uint64_t round = 0; round < 200; ++round) {
    const std::uint64_t id = round + 1;
    places.put(view_of(id));
    places.put(block_of(id, 3, 10, 3));
    places.put_alias(0, "sale", {9, 3 * 32});
    {
      const pinned hold(reader);
      BOOST_REQUIRE(id_of(*reader.find({9, 3 * 32})) == id);
      BOOST_REQUIRE(id_of(*reader.find_alias(0, "sale")) == id);
    }
    places.erase(campaign_id{id});
  }
  const pinned hold(reader);
  BOOST_TEST(!reader.find({9, 3 * 32}).has_value());
  BOOST_TEST(!reader.find_alias(0, "sale").has_value());
}

BOOST_AUTO_TEST_CASE(another_directory_is_taken_over_whole) {
  places.put(view_of(7));
  places.put(block_of(7, 3, 10, 3));
  directory fresh;
  fresh.put(view_of(8));
  fresh.put(block_of(8, 3, 10, 3));
  fresh.put_alias(0, "sale", {9, 3 * 32});
  places.replace_with(std::move(fresh));
  {
    const pinned hold(reader);
    BOOST_TEST(reader.find_campaign(campaign_id{7}) == nullptr);
    BOOST_TEST(id_of(*reader.find({9, 3 * 32})) == 8u);
    BOOST_TEST(id_of(*reader.find_alias(0, "sale")) == 8u);
  }
  directory::reader of_fresh(fresh);
  const pinned hold(of_fresh);
  BOOST_TEST(of_fresh.find_campaign(campaign_id{8}) == nullptr);
}

BOOST_AUTO_TEST_CASE(changes_go_on_after_another_directory_was_taken_over) {
  directory fresh;
  fresh.put(view_of(8));
  places.replace_with(std::move(fresh));
  places.put(view_of(8, 2));
  places.put(block_of(8, 3, 10, 3));
  fresh.put(view_of(9));
  const pinned hold(reader);
  BOOST_TEST(reader.find({9, 3 * 32})->campaign->of->version == 2u);
  BOOST_TEST(reader.find_campaign(campaign_id{9}) == nullptr);
}

BOOST_AUTO_TEST_CASE(what_a_pinned_reader_holds_is_kept_until_it_is_unpinned) {
  auto first = view_of(7, 1);
  const std::weak_ptr<const campaign_view> watched = first;
  places.put(std::move(first));
  reader.pin();
  const campaign_view* const held = reader.find_campaign(campaign_id{7});
  places.put(view_of(7, 2));
  places.reclaim();
  BOOST_TEST(!watched.expired());
  BOOST_TEST(held->of->version == 1u);
  BOOST_TEST(places.unreclaimed() == 1u);
  reader.unpin();
  places.reclaim();
  BOOST_TEST(watched.expired());
  BOOST_TEST(places.unreclaimed() == 0u);
}

BOOST_AUTO_TEST_CASE(a_reader_pinned_later_does_not_keep_what_went_before) {
  auto first = view_of(7, 1);
  const std::weak_ptr<const campaign_view> watched = first;
  places.put(std::move(first));
  directory::reader early(places);
  early.pin();
  places.put(view_of(7, 2));
  const pinned hold(reader);
  early.unpin();
  places.reclaim();
  BOOST_TEST(watched.expired());
}

BOOST_AUTO_TEST_CASE(a_reader_that_is_gone_keeps_nothing) {
  auto first = view_of(7, 1);
  const std::weak_ptr<const campaign_view> watched = first;
  places.put(std::move(first));
  {
    directory::reader gone(places);
    gone.pin();
    places.erase(campaign_id{7});
    BOOST_TEST(!watched.expired());
  }
  places.reclaim();
  BOOST_TEST(watched.expired());
}

BOOST_AUTO_TEST_CASE(a_directory_that_was_replaced_is_kept_for_who_reads_it) {
  auto first = view_of(7, 1);
  const std::weak_ptr<const campaign_view> watched = first;
  places.put(std::move(first));
  reader.pin();
  const campaign_view* const held = reader.find_campaign(campaign_id{7});
  places.replace_with(directory());
  BOOST_TEST(!watched.expired());
  BOOST_TEST(held->of->version == 1u);
  BOOST_TEST(reader.find_campaign(campaign_id{7}) == nullptr);
  reader.unpin();
  places.reclaim();
  BOOST_TEST(watched.expired());
}

BOOST_AUTO_TEST_CASE(what_breaks_the_contract_is_refused_and_changes_nothing) {
  places.put(view_of(7));
  places.put(block_of(7, 3, 100, 1));
  const auto refused = [&](block run, auto... change) {
    (change(run), ...);
    BOOST_CHECK_THROW(places.put(run), std::logic_error);
  };
  BOOST_CHECK_THROW(places.put(std::shared_ptr<const campaign_view>()), std::logic_error);
  BOOST_CHECK_THROW(places.put(std::make_shared<campaign_view>()), std::logic_error);
  BOOST_CHECK_THROW(places.put_alias(0, "sale", {9, 1}), std::logic_error);
  refused(block_of(8, 4, 10, 1));       // campaign unknown
  refused(block_of(7, 3, 100, 1));      // the same again
  refused(block_of(7, 3 * 128, 1, 1));  // within it
  refused(block_of(7, 4, 0, 1));
  refused(block_of(7, 4, 1, 0));
  refused(block_of(7, 1, (1u << 30) + 1, 1));
  refused(block_of(7, 4, 10, 1, 6));
  refused(block_of(7, 4, 10, 1, 12));
  refused(block_of(7, 4, 10, 1), [](block& run) { ++run.first_number; });
  refused(block_of(7, 4, 10, 1), [](block& run) { run.shared = true; });
  refused(block_of(7, 4, 10, 2), [](block& run) { run.first_link = 0xffff; });
  refused(block_of(7, 4, 10, 1), [](block& run) { run.first_recipient = 0xffffffff; });
  const pinned hold(reader);
  BOOST_TEST(reader.find({9, 3 * 128}).has_value());
  BOOST_TEST(!reader.find({9, 4 * 16}).has_value());
  BOOST_TEST(!reader.find_alias(0, "sale").has_value());
}

BOOST_AUTO_TEST_SUITE_END()
