#include <vector>

#include <boost/test/unit_test.hpp>

#include "tests/live/registry/node.hpp"
#include "tests/support/redis_process.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace waypost;
using namespace waypost::test;
namespace fs = std::filesystem;

namespace {

// A Redis that can be set back to what it had on disk at an earlier moment.
struct rolled_back_redis : redis_process {
  temporary_directory earlier;

  void remember() {
    stop();
    fs::copy(folder() / "appendonlydir", earlier.path() / "appendonlydir", fs::copy_options::recursive);
    start_again();
  }
  void roll_back() {
    kill_hard();
    fs::remove_all(folder() / "appendonlydir");
    fs::copy(earlier.path() / "appendonlydir", folder() / "appendonlydir", fs::copy_options::recursive);
    start_again();
  }
  void forget_all() {
    kill_hard();
    fs::remove_all(folder() / "appendonlydir");
    start_again();
  }
};

struct losing {
  boost::asio::io_context io;
  rolled_back_redis redis;
  temporary_directory first_folder;
  temporary_directory second_folder;
};

const campaign_id kept{1};
const campaign_id lost{2};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(lost_entries, losing)

BOOST_AUTO_TEST_CASE(are_offered_again_and_codes_lead_on_meanwhile) {
  node first(io, redis.endpoint(), first_folder.path());
  found_campaign(first, kept, "https://kept.example/");
  redis.remember();
  first.wait_following();
  BOOST_TEST(first.offer(make_campaign(lost, "https://lost.example/"))->taken);
  const auto added = make_recipients(first.known, lost, 100);
  BOOST_TEST(first.offer(added)->taken);
  const code_number number{added.run.length, added.run.first_number + 99};
  const auto nonces = first.known.state().folded;
  redis.roll_back();
  BOOST_TEST(first.destination(number) == "https://lost.example/");
  run_until(io, [&] { return first.log.contains("alarm the registry has recovered: 2 entries"); });
  first.wait_following();
  BOOST_TEST(first.destination(number) == "https://lost.example/");
  BOOST_TEST((first.known.state().folded == nonces));
  node second(io, redis.endpoint(), second_folder.path());
  second.wait_founded();
  run_until(io, [&] { return second.known.state().entries == first.known.state().entries; });
  BOOST_TEST(second.destination(number) == "https://lost.example/");
}

BOOST_AUTO_TEST_CASE(keep_their_numbers_where_others_wrote_in_between) {
  code_number number;
  {
    node first(io, redis.endpoint(), first_folder.path());
    found_campaign(first, kept, "https://kept.example/");
    redis.remember();
    first.wait_following();
    const auto added = make_recipients(first.known, kept, 100);
    number = {added.run.length, added.run.first_number + 99};
    BOOST_TEST(first.offer(added)->taken);
  }
  redis.roll_back();
  {
    node second(io, redis.endpoint(), second_folder.path());
    second.wait_founded();
    run_until(io, [&] { return second.known.find(shop, kept) != nullptr; });
    BOOST_TEST(second.offer(make_recipients(second.known, kept, 50))->place == 0u);
  }
  node first(io, redis.endpoint(), first_folder.path());
  BOOST_TEST(first.loaded);
  first.wait_following();
  BOOST_TEST(first.destination(number) == "https://kept.example/");
  const auto& blocks = first.known.state().campaigns.at(kept).blocks;
  BOOST_REQUIRE(blocks.size() == 2u);
  BOOST_TEST(blocks[1].first_recipient == 50u);
  BOOST_TEST(first.known.find(shop, kept)->recipients == 150u);
  BOOST_TEST(first.offer(make_recipients(first.known, kept, 1))->place == 150u);
}

BOOST_AUTO_TEST_CASE(are_offered_again_by_two_who_know_them_and_counted_once) {
  node first(io, redis.endpoint(), first_folder.path());
  node second(io, redis.endpoint(), second_folder.path());
  found_shop(first);
  redis.remember();
  first.wait_following();
  for (std::uint64_t i = 1; i <= 300; ++i) {
    const auto outcome = first.offer(make_campaign(campaign_id{i}, "https://a.example/"));
    BOOST_REQUIRE(outcome.has_value());
    BOOST_TEST(outcome->taken);
  }
  run_until(io, [&] { return second.known.state().entries == first.known.state().entries; });
  const auto entries = first.known.state().entries;
  redis.roll_back();
  // The second need not notice the loss, where the first was quick enough to mend it.
  run_until(io, [&] {
    const bool recovered = first.log.contains("alarm the registry has recovered") ||
                           second.log.contains("alarm the registry has recovered");
    return recovered && first.known.connected() && second.known.connected();
  });
  BOOST_TEST(first.known.state().entries == entries);
  BOOST_TEST(second.known.state().entries == entries);
  BOOST_TEST(second.known.state().campaigns.size() == 300u);
}

BOOST_AUTO_TEST_CASE(an_emptied_stream_is_refilled_only_at_the_operators_word) {
  {
    node first(io, redis.endpoint(), first_folder.path());
    found_campaign(first, kept, "https://kept.example/");
    redis.forget_all();
    run_until(io, [&] { return first.known.stands() == registry::standing::emptied; });
    BOOST_TEST(first.known.trouble() == "registry-emptied");
    BOOST_TEST(
        (first.offer(make_campaign(lost, "https://lost.example/")).error() == errc::redis_unavailable));
    BOOST_TEST(first.known.find(shop, kept) != nullptr);
  }
  node again(io, redis.endpoint(), first_folder.path(), true);
  again.wait_following();
  BOOST_TEST(again.offer(make_campaign(lost, "https://lost.example/"))->taken);
  node second(io, redis.endpoint(), second_folder.path());
  second.wait_founded();
  run_until(io, [&] { return second.known.find(shop, lost) != nullptr; });
  BOOST_TEST((second.known.state().key == again.known.state().key));
}

BOOST_AUTO_TEST_CASE(a_start_with_another_registrys_key_is_refused) {
  {
    node first(io, redis.endpoint(), first_folder.path());
    first.wait_founded();
  }
  redis.forget_all();
  {
    node second(io, redis.endpoint(), second_folder.path());
    second.wait_founded();
  }
  node first(io, redis.endpoint(), first_folder.path());
  BOOST_TEST((run_task(io, first.known.wait_compared(std::chrono::seconds(10))).error() == errc::conflict));
  BOOST_TEST(first.log.contains("alarm the registry is not the one in Redis"));
}

BOOST_AUTO_TEST_SUITE_END()
