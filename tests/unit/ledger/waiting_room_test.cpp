#include "attribution/ledger/waiting_room.hpp"

#include <memory>

#include <boost/test/unit_test.hpp>

using namespace waypost;

namespace {

struct room_of_an_account {
  directory campaigns;
  directory_attributor attributor{campaigns};
  waiting_room room{attributor};
  waiting_room::clock::time_point now{std::chrono::hours(1)};

  void register_campaign(std::uint64_t id, std::uint32_t recipients) {
    auto made = std::make_shared<campaign>();
    made->id = campaign_id{id};
    made->account = account_id{7};
    made->recipients = recipients;
    auto view = std::make_shared<campaign_view>();
    view->of = std::move(made);
    campaigns.put(std::move(view));
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(waiting)

BOOST_AUTO_TEST_CASE(a_hash_has_a_quarter_more_room_than_its_part_of_all) {
  for (const std::uint64_t recipients : {0u, 1000u, 500'000u})
    BOOST_TEST(waiting_room::in_hash(recipients) == 1'000'000 / 64 * 5 / 4);
  BOOST_TEST(waiting_room::in_hash(10'000'000) == 20'000'000 / 64 * 5 / 4);
}

BOOST_FIXTURE_TEST_CASE(room_grows_with_the_recipients_of_all_campaigns, room_of_an_account) {
  BOOST_TEST(room.in_hash_of(account_id{7}, now) == waiting_room::in_hash(0));
  for (std::uint64_t id = 1; id <= 3; ++id) register_campaign(id, 1'000'000);
  BOOST_TEST(room.in_hash_of(account_id{7}, now) == waiting_room::in_hash(0));
  now += waiting_room::count_again_every;
  BOOST_TEST(room.in_hash_of(account_id{7}, now) == waiting_room::in_hash(3'000'000));
  BOOST_TEST(room.in_hash_of(account_id{8}, now) == waiting_room::in_hash(0));
}

BOOST_AUTO_TEST_SUITE_END()
