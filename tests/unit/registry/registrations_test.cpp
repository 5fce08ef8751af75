#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include "attribution/redis/connection.hpp"
#include "attribution/registry/local_log.hpp"
#include "tests/support/recording_log.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/registry/registry_vocabulary.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

constexpr std::int64_t made_s = 1'700'000'000;  // the campaign, in the vocabulary

change::add_recipients registered(std::uint64_t built_on, std::uint64_t run, std::uint32_t count,
                                  std::optional<std::int64_t> at_s, campaign_id of = spring) {
  auto c = recipients_of(of, built_on, run_at(run, count, 1));
  c.at_s = at_s;
  return c;
}

using runs = std::vector<registration>;

// A local log that entries are appended to, as a server keeps it.
class kept_log {
 public:
  kept_log() {
    files_.open([](const folded_entry&) {});
  }

  void append(const std::vector<change::any>& changes) {
    std::vector<std::string> texts;
    for (const auto& each : changes) texts.push_back(to_json(each));
    ++number_;
    const folded_entry e{{number_, nonce{number_}, nonce{number_ - 1}, join_changes(texts), ""},
                         std::string(changes.size(), '1')};
    BOOST_REQUIRE(files_.append(std::span(&e, 1)).has_value());
  }

  const std::filesystem::path& path() const { return folder_.path(); }
  recording_log log;

 private:
  temporary_directory folder_;
  local_log files_{folder_.path(), log, 200};  // merged into a snapshot after an entry or two
  std::uint64_t number_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(registrations)

BOOST_AUTO_TEST_CASE(each_registration_is_a_run_of_positions_with_its_time) {
  folder f;
  f.said(campaign_of(spring));
  BOOST_TEST(f.of(spring).registrations.empty());
  f.said(registered(1, run_a, 10, made_s + 5));
  f.said(registered(2, run_b, 3, made_s + 9));
  f.said(registered(3, run_c, 2, made_s + 7));  // another server's clock
  BOOST_TEST((f.of(spring).registrations == runs{{0, made_s + 5}, {10, made_s + 9}, {13, made_s + 7}}));
}

BOOST_AUTO_TEST_CASE(registrations_of_one_second_are_one_run) {
  folder f;
  f.said(campaign_of(spring));
  f.said(registered(1, run_a, 10, made_s + 5));
  f.said(registered(2, run_b, 3, made_s + 5));
  f.said(registered(3, run_c, 2, made_s + 6));
  BOOST_TEST((f.of(spring).registrations == runs{{0, made_s + 5}, {13, made_s + 6}}));
}

BOOST_AUTO_TEST_CASE(an_entry_without_a_time_was_registered_when_the_campaign_was_made) {
  const auto text = to_json(registered(1, run_a, 10, std::nullopt));
  BOOST_TEST(text.find("at_s") == text.npos);
  const auto read = parse_changes('[' + text + ']');
  BOOST_REQUIRE(read.has_value());
  folder f;
  f.said(campaign_of(spring));
  BOOST_TEST(f.said(read->front()).taken);
  f.said(registered(2, run_b, 3, made_s + 6));
  BOOST_TEST((f.of(spring).registrations == runs{{0, made_s}, {10, made_s + 6}}));
}

BOOST_AUTO_TEST_CASE(what_is_offered_again_keeps_its_time_at_its_new_positions) {
  folder f;
  f.said(campaign_of(spring));
  f.said(registered(1, run_b, 3, made_s + 60));  // another's, between the loss and the second offer
  const auto text = to_json(registered(1, run_a, 10, made_s + 5));
  BOOST_TEST(f.again(parse_changes('[' + text + ']').value().front()).place == 3u);
  BOOST_TEST((f.of(spring).registrations == runs{{0, made_s + 60}, {3, made_s + 5}}));
}

BOOST_AUTO_TEST_CASE(a_void_registration_leaves_no_run) {
  folder f;
  f.said(campaign_of(spring));
  BOOST_TEST(!f.said(registered(7, run_a, 10, made_s + 5)).taken);
  BOOST_TEST(f.of(spring).registrations.empty());
}

BOOST_AUTO_TEST_CASE(a_new_campaign_has_none_whatever_its_maker_says) {
  folder f;
  auto made = campaign_of(spring);
  made.made.registrations = {{0, 1}};
  f.said(made);
  BOOST_TEST(f.of(spring).registrations.empty());
}

BOOST_AUTO_TEST_CASE(who_holds_the_campaign_goes_on_seeing_it_as_it_was) {
  folder f;
  f.said(campaign_of(spring));
  f.said(registered(1, run_a, 10, made_s + 5));
  const auto before = f.state.campaigns.at(spring).of;
  f.said(registered(2, run_b, 3, made_s + 9));
  BOOST_TEST(before->registrations.size() == 1u);
  BOOST_TEST(f.of(spring).registrations.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_start_from_the_local_log_knows_goals_registrations_and_all_campaigns) {
  kept_log kept;
  auto first = campaign_of(spring);
  first.made.conversions = {{"Charged", 1440}};
  first.made.funnel = {"sent", "Charged"};
  auto second = campaign_of(autumn);
  second.made.created_s = made_s - 1;
  change::found_registry founded;
  founded.key.fill(7);
  kept.append({founded, change::create_account{shop, "shop", 0}});
  kept.append({first, second});
  kept.append({registered(1, run_a, 10, made_s + 5)});
  kept.append({registered(2, run_b, 3, made_s + 9), registered(1, run_c, 4, std::nullopt, autumn)});

  boost::asio::io_context io;
  redis::connection nowhere(io.get_executor(), redis::parse_endpoint("unix:/nowhere").value(), {}, kept.log);
  directory links;
  registry known(
      {.folder = kept.path()}, nowhere, links, [](std::string_view url) { return std::string(url); },
      kept.log);
  BOOST_TEST_REQUIRE(known.load());
  const auto all = known.all_of(shop);
  BOOST_REQUIRE(all.size() == 2u);
  BOOST_TEST((all[0]->id == autumn));  // the oldest first
  BOOST_TEST((all[0]->registrations == runs{{0, made_s - 1}}));
  BOOST_TEST((all[1]->registrations == runs{{0, made_s + 5}, {10, made_s + 9}}));
  BOOST_TEST((all[1]->conversions == first.made.conversions));
  BOOST_TEST((all[1]->funnel == first.made.funnel));
  BOOST_TEST(all[1] == known.find(shop, spring));
  BOOST_TEST(known.all_of(account_id{99}).empty());
}

BOOST_AUTO_TEST_SUITE_END()
