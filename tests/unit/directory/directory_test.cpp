#include "attribution/directory/directory.hpp"

#include <memory>
#include <stdexcept>
#include <vector>

#include <boost/test/unit_test.hpp>

#include "samples.hpp"

using namespace waypost;
using namespace waypost::test;

BOOST_FIXTURE_TEST_SUITE(finding_places, with_reader)

BOOST_AUTO_TEST_CASE(an_empty_directory_knows_nothing) {
  const pinned hold(reader);
  BOOST_TEST(!reader.find({9, 0}).has_value());
  BOOST_TEST(!reader.find_alias(0, "sale").has_value());
  BOOST_TEST(reader.find_campaign(campaign_id{1}) == nullptr);
}

BOOST_AUTO_TEST_CASE(recipients_of_an_account_are_those_of_its_campaigns_as_they_are_now) {
  const auto put = [&](std::uint64_t campaign_number, account_id account, std::uint32_t recipients) {
    auto made = std::make_shared<campaign>(*view_of(campaign_number)->of);
    made->account = account;
    made->recipients = recipients;
    auto view = std::make_shared<campaign_view>(*view_of(campaign_number));
    view->of = made;
    places.put(view);
  };
  {
    const pinned hold(reader);
    BOOST_TEST(reader.recipients_by_account().empty());
  }
  for (std::uint64_t i = 1; i <= 100; ++i) put(i, account_id{1 + i % 2}, 10);
  put(100, account_id{1}, 4'000'000'000);
  put(98, account_id{1}, 4'000'000'000);
  places.erase(campaign_id{96});
  const pinned hold(reader);
  const auto recipients = reader.recipients_by_account();
  BOOST_TEST(recipients.size() == 2u);
  BOOST_TEST(recipients.at(account_id{1}) == 47 * 10 + 8'000'000'000);
  BOOST_TEST(recipients.at(account_id{2}) == 500u);
}

BOOST_AUTO_TEST_CASE(each_number_of_a_block_leads_to_its_recipient_and_link) {
  places.put(view_of(7));
  block run = block_of(7, 12345, 100, 3);
  run.first_recipient = 5000;
  run.first_link = 2;
  places.put(run);
  const pinned hold(reader);
  for (std::uint32_t recipient = 0; recipient < 100; ++recipient)
    for (std::uint16_t link = 0; link < 3; ++link) {
      const code_number number{9, run.first_number + recipient * 3 + link};
      const auto found = reader.find(number);
      BOOST_REQUIRE(found.has_value());
      BOOST_TEST(id_of(*found) == 7u);
      BOOST_TEST(found->recipient == 5000 + recipient);
      BOOST_TEST(found->link == 2 + link);
      BOOST_TEST(!found->shared);
      BOOST_TEST((found->number == number));
    }
}

BOOST_AUTO_TEST_CASE(numbers_a_run_leaves_unused_lead_nowhere) {
  places.put(view_of(7));
  const block run = block_of(7, 3, 100, 3);
  places.put(run);
  const pinned hold(reader);
  BOOST_TEST(run.run_size() == 512u);
  for (std::uint64_t offset = 300; offset < 512; ++offset)
    BOOST_TEST(!reader.find({9, run.first_number + offset}).has_value());
}

BOOST_AUTO_TEST_CASE(numbers_beside_a_run_lead_nowhere) {
  places.put(view_of(7));
  const block run = block_of(7, 3, 128, 4);
  places.put(run);
  const pinned hold(reader);
  BOOST_TEST(reader.find({9, run.first_number}).has_value());
  BOOST_TEST(reader.find({9, run.first_number + 511}).has_value());
  BOOST_TEST(!reader.find({9, run.first_number - 1}).has_value());
  BOOST_TEST(!reader.find({9, run.first_number + 512}).has_value());
}

BOOST_AUTO_TEST_CASE(each_length_is_a_space_of_its_own) {
  places.put(view_of(7));
  places.put(view_of(8));
  places.put(block_of(7, 5, 10, 1, 8));
  places.put(block_of(8, 5, 10, 1, 11));
  const pinned hold(reader);
  BOOST_TEST(id_of(*reader.find({8, 80})) == 7u);
  BOOST_TEST(id_of(*reader.find({11, 80})) == 8u);
  BOOST_TEST(!reader.find({9, 80}).has_value());
  for (const int length : {0, 1, 6, 12, 255})
    BOOST_TEST(!reader.find({static_cast<std::uint8_t>(length), 80}).has_value());
}

BOOST_AUTO_TEST_CASE(every_size_of_run_is_found) {
  places.put(view_of(7));
  std::vector<block> runs;
  for (unsigned exponent = 0; exponent <= 30; ++exponent) {
    runs.push_back(block_of(7, 1, 1u << exponent, 1, 10));
    runs.back().first_recipient = exponent;
    places.put(runs.back());
  }
  const pinned hold(reader);
  for (const block& run : runs) {
    BOOST_TEST(reader.find({10, run.first_number})->recipient == run.first_recipient);
    BOOST_TEST(reader.find({10, run.first_number + run.numbers() - 1})->recipient ==
               run.first_recipient + run.recipients - 1);
  }
  BOOST_TEST(!reader.find({10, 0}).has_value());
  BOOST_TEST(!reader.find({10, std::uint64_t{1} << 31}).has_value());
}

BOOST_AUTO_TEST_CASE(the_last_numbers_of_a_length_can_be_used) {
  places.put(view_of(7));
  const std::uint64_t all = numbers_of_length(11);
  block run = block_of(7, 0, 1, 1, 11);
  run.first_number = all - 1;
  places.put(run);
  run.first_number = all;
  BOOST_CHECK_THROW(places.put(run), std::invalid_argument);
  const pinned hold(reader);
  BOOST_TEST(reader.find({11, all - 1}).has_value());
}

BOOST_AUTO_TEST_CASE(shared_codes_stand_for_links_alone) {
  places.put(view_of(7, 1, 1024));
  block run = block_of(7, 3, 1, 1024);
  run.shared = true;
  run.first_recipient = 99;
  places.put(run);
  const pinned hold(reader);
  const auto found = reader.find({9, run.first_number + 1000});
  BOOST_REQUIRE(found.has_value());
  BOOST_TEST(found->shared);
  BOOST_TEST(found->recipient == 0u);
  BOOST_TEST(found->link == 1000);
}

BOOST_AUTO_TEST_CASE(an_alias_leads_where_its_number_leads) {
  places.put(view_of(7));
  block run = block_of(7, 3, 1, 3);
  run.shared = true;
  places.put(run);
  places.put_alias(0, "sale", {9, run.first_number + 2});
  places.put_alias(5, "sale", {9, run.first_number + 1});
  const pinned hold(reader);
  const auto found = reader.find_alias(0, "sale");
  BOOST_REQUIRE(found.has_value());
  BOOST_TEST(found->link == 2);
  BOOST_TEST(found->shared);
  BOOST_TEST((found->number == code_number{9, run.first_number + 2}));
  BOOST_TEST(reader.find_alias(5, "sale")->link == 1);
  BOOST_TEST(!reader.find_alias(1, "sale").has_value());
  BOOST_TEST(!reader.find_alias(0, "Sale").has_value());
  BOOST_TEST(!reader.find_alias(0, "").has_value());
}

BOOST_AUTO_TEST_CASE(an_alias_put_again_leads_to_the_newer_place) {
  places.put(view_of(7));
  places.put(view_of(8));
  places.put(block_of(7, 3, 1, 1));
  places.put(block_of(8, 4, 1, 1));
  places.put_alias(0, "sale", {9, 3});
  places.put_alias(0, "sale", {9, 4});
  {
    const pinned hold(reader);
    BOOST_TEST(id_of(*reader.find_alias(0, "sale")) == 8u);
  }
  places.erase(campaign_id{7});
  const pinned hold(reader);
  BOOST_TEST(id_of(*reader.find_alias(0, "sale")) == 8u);
}

BOOST_AUTO_TEST_CASE(many_blocks_and_aliases_are_all_found_as_tables_grow) {
  constexpr std::uint64_t last = 5'000;
  for (std::uint64_t id = 1; id <= last; ++id) {
    places.put(view_of(id, 1, 1));
    block run = block_of(id, 0, 1 + static_cast<std::uint32_t>(id % 5), 1);
    run.first_number = id * 8;
    places.put(run);
    places.put_alias(0, "a" + std::to_string(id), {9, run.first_number});
  }
  const pinned hold(reader);
  std::uint64_t wrong = 0;
  for (std::uint64_t id = 1; id <= last; ++id) {
    const auto by_number = reader.find({9, id * 8 + id % 5});
    const auto by_alias = reader.find_alias(0, "a" + std::to_string(id));
    const auto* const by_id = reader.find_campaign(campaign_id{id});
    wrong += !by_number || id_of(*by_number) != id || !by_alias ||
             by_alias->campaign != by_number->campaign || by_id != by_number->campaign ||
             reader.find({9, id * 8 + 5});
  }
  BOOST_TEST(wrong == 0u);
  BOOST_TEST(reader.find_campaign(campaign_id{last + 1}) == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
