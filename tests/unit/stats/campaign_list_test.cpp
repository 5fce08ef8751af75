#include <functional>
#include <random>
#include <set>

#include "tests/unit/stats/stats_house.hpp"

namespace waypost::test {
namespace {

constexpr auto list = "/api/v1/stats/campaigns";

struct house_of_campaigns : stats_house {
  // A campaign with so many clicks by one link, of so many sent.
  campaign& add(std::uint64_t number, const std::string& name, std::uint64_t clicks, std::uint64_t sent) {
    auto& made = campaigns.add(campaign_id{number});
    made.name = name;
    made.created_s += static_cast<std::int64_t>(number);
    made.links = {{"shop", "https://a.example/", false}};
    auto& counted = source.by_campaign[made.id];
    counted.links = {{{{10, clicks}}, clicks}};
    counted.unique_clickers = clicks;
    counted.sent = {{10, sent}};
    return made;
  }

  struct shown_page {
    std::vector<std::string> names;
    std::string next;
  };
  shown_page page(const std::string& query) {
    const auto answer = get(list, {}, query);
    BOOST_TEST(answer.status == 200U);
    shown_page made;
    const auto body = boost::json::parse(answer.body);
    for (const auto& item : body.at("items").as_array())
      made.names.emplace_back(item.at("name").as_string().c_str());
    if (!body.at("next").is_null()) made.next = body.at("next").as_string().c_str();
    return made;
  }
  std::string names(const std::string& query) {
    std::string made;
    for (const auto& name : page(query).names) made += name;
    return made;
  }
};

struct house_of_four : house_of_campaigns {
  house_of_four() {
    campaigns.all.clear();
    add(1, "c", 5, 10);
    add(2, "a", 7, 0);
    add(3, "d", 7, 70);
    add(4, "b", 1, 1);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_campaign_is_listed_with_its_totals, stats_house) {
  of.name = "Premiere";
  of.conversions = {{"Charged", 1440}};
  counters.links = {{{{10, 3}}, 2}};
  counters.unique_clickers = 2;
  counters.sent = {{10, 8}};
  counters.delivered = {{10, 7}};
  counters.failed = {{10, 1}};
  counters.conversions = {{{1, {{10, 1}}, {{10, {{"INR", 4990}}}}}, {}}};
  BOOST_TEST(get(list, {}).body ==
             R"({"items":[{"id":"000000000000002a","name":"Premiere","created_at":"2026-01-01T00:00:00Z",)"
             R"("recipients":10,"sent":8,"delivered":7,"failed":1,"clicks":3,"unique_clickers":2,"ctr":37.5,)"
             R"("converted":1,"conversion_rate":10.0,"revenue":[{"currency":"INR","minor_units":4990}]}],)"
             R"("next":null,"as_of":"2026-01-02T00:00:00Z"})"
             "\n");
  accept = "text/csv";
  BOOST_TEST(get(list, {}).body ==
             "id,name,created_at,recipients,sent,delivered,failed,clicks,unique_clickers,ctr,converted,"
             "conversion_rate,currency,minor_units\r\n"
             "000000000000002a,Premiere,2026-01-01T00:00:00Z,10,8,7,1,3,2,37.5,1,10.0,INR,4990\r\n");
}

BOOST_FIXTURE_TEST_CASE(campaigns_are_sorted_by_any_column_both_ways, house_of_four) {
  BOOST_TEST(names("") == "bdac");
  BOOST_TEST(names("sort=") == "bdac");
  BOOST_TEST(names("sort=created_at") == "cadb");
  BOOST_TEST(names("sort=name") == "abcd");
  BOOST_TEST(names("sort=-name") == "dcba");
  BOOST_TEST(names("sort=clicks") == "bcad");
  BOOST_TEST(names("sort=-clicks") == "adcb");
  BOOST_TEST(names("sort=sent") == "abcd");
  for (const auto* column :
       {"recipients", "delivered", "failed", "unique_clickers", "converted", "conversion_rate"})
    BOOST_TEST(names(std::string("sort=-") + column).size() == 4U);
  BOOST_TEST(refused(get(list, {}, "sort=revenue")) == "sort");
  BOOST_TEST(refused(get(list, {}, "sort=-")) == "sort");
}

BOOST_FIXTURE_TEST_CASE(campaigns_without_the_number_come_last_both_ways, house_of_four) {
  BOOST_TEST(names("sort=ctr") == "dcba");
  BOOST_TEST(names("sort=-ctr") == "bcda");
}

BOOST_FIXTURE_TEST_CASE(a_campaign_that_cannot_be_read_takes_no_other_with_it, house_of_four) {
  source.unreadable = campaign_id{4};
  BOOST_TEST(names("sort=-clicks") == "adcb");
  const auto answer = boost::json::parse(get(list, {}, "sort=-clicks").body);
  const auto& items = answer.at("items").as_array();
  BOOST_TEST(items[0].at("clicks").to_number<int>() == 7);
  BOOST_TEST(!items[0].as_object().contains("problem"));
  BOOST_TEST(items[3].at("clicks").is_null());
  BOOST_TEST(items[3].at("revenue").is_null());
  BOOST_TEST(items[3].at("problem").as_string() == make_error_code(errc::corrupt).message());
  const auto two = get(list, {}, "campaigns=0000000000000004,0000000000000001");
  BOOST_TEST(boost::json::parse(two.body).at("items").at(1).at("sent").to_number<int>() == 10);
  accept = "text/csv";
  const auto table = get(list, {}, "sort=name").body;
  BOOST_TEST(table.find("0000000000000004,b,2026-01-01T00:00:04Z,0,,,,,,,,,,\r\n") != table.npos);
}

BOOST_FIXTURE_TEST_CASE(campaigns_of_single_links_are_not_listed, house_of_four) {
  campaigns.all[0]->singles = true;
  BOOST_TEST(names("sort=name") == "abd");
}

BOOST_FIXTURE_TEST_CASE(pages_follow_each_other_in_every_order, house_of_campaigns) {
  campaigns.all.clear();
  std::mt19937_64 random(7);
  for (std::uint64_t i = 1; i <= 60; ++i)
    add(i, "n" + std::to_string(random() % 20) + ",.-\xc3\xbc", random() % 10, random() % 4);
  for (const std::string sort :
       {"name", "-name", "created_at", "-created_at", "clicks", "-clicks", "ctr", "-ctr"}) {
    const auto whole = page("limit=1000&sort=" + sort).names;
    BOOST_TEST(whole.size() == 60U);
    std::vector<std::string> in_pages;
    std::string after;
    do {
      const auto one = page("limit=7&sort=" + sort + "&after=" + after);
      BOOST_TEST(one.names.size() <= 7U);
      in_pages.insert(in_pages.end(), one.names.begin(), one.names.end());
      after = one.next;
      BOOST_TEST(after.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz_-.") == after.npos);
    } while (!after.empty());
    BOOST_TEST(in_pages == whole, boost::test_tools::per_element());
  }
}

BOOST_FIXTURE_TEST_CASE(a_page_begins_behind_the_place_of_the_last_even_if_that_moved, house_of_four) {
  const auto first = page("sort=-clicks&limit=2");
  BOOST_TEST(first.names.size() == 2U);
  source.by_campaign[campaign_id{3}].links[0].clicks = {{10, 100}};
  now_ms += 1000;
  BOOST_TEST(names("sort=-clicks&after=" + first.next) == "cb");
}

BOOST_FIXTURE_TEST_CASE(a_cursor_is_of_its_order_alone, house_of_four) {
  const auto next = page("sort=-clicks&limit=2").next;
  for (const auto& wrong :
       {"sort=clicks&after=" + next, "after=" + next, std::string("after=x"),
        std::string("sort=-clicks&after=-clicks."), std::string("sort=-clicks&after=-clicks.1"),
        std::string("sort=-clicks&after=-clicks.x.0000000000000001"),
        std::string("sort=name&after=name.6.0000000000000001")})
    BOOST_TEST(refused(get(list, {}, wrong)) == "after");
  for (const auto* limit : {"0", "1001", "x", "-1"})
    BOOST_TEST(refused(get(list, {}, std::string("limit=") + limit)) == "limit");
}

BOOST_FIXTURE_TEST_CASE(the_next_page_of_csv_is_linked, house_of_four) {
  accept = "text/csv";
  const auto answer = get(list, {}, "sort=-clicks&limit=2");
  BOOST_TEST(answer.headers.back().first == "Link");
  BOOST_TEST(answer.headers.back().second ==
             "</api/v1/stats/campaigns?sort=-clicks&limit=2&after=-clicks.7.0000000000000003>; rel=\"next\"");
}

BOOST_FIXTURE_TEST_CASE(named_campaigns_are_compared_in_the_order_asked, house_of_four) {
  const auto id = [](std::uint64_t number) { return to_text(campaign_id{number}); };
  BOOST_TEST(names("campaigns=" + id(3) + "," + id(1) + "," + id(4)) == "dcb");
  campaigns.all[0]->singles = true;
  BOOST_TEST(names("campaigns=" + id(1)) == "c");
  const auto unknown = get(list, {}, "campaigns=" + id(3) + "," + id(9));
  BOOST_TEST(unknown.status == 404U);
  BOOST_TEST(unknown.body.find(id(9)) != std::string::npos);
  account = account_id{2};
  BOOST_TEST(get(list, {}, "campaigns=" + id(3)).status == 404U);
}

BOOST_FIXTURE_TEST_CASE(a_comparison_of_nothing_or_in_an_order_is_refused, house_of_four) {
  const auto one = "campaigns=" + to_text(campaign_id{1});
  BOOST_TEST(refused(get(list, {}, "campaigns=")) == "campaigns");
  BOOST_TEST(refused(get(list, {}, one + "&sort=clicks")) == "sort");
  BOOST_TEST(refused(get(list, {}, one + "&limit=1")) == "limit");
}

BOOST_FIXTURE_TEST_CASE(fifty_campaigns_are_compared_at_most, house_of_four) {
  std::string ids = to_text(campaign_id{1});
  for (int i = 1; i < 50; ++i) ids += "," + to_text(campaign_id{1});
  BOOST_TEST(page("campaigns=" + ids).names.size() == 50U);
  BOOST_TEST(refused(get(list, {}, "campaigns=" + ids + "," + to_text(campaign_id{1}))) == "campaigns");
}

BOOST_FIXTURE_TEST_CASE(totals_are_read_again_after_a_second_and_not_before, house_of_four) {
  BOOST_TEST(names("sort=clicks") == "bcad");
  BOOST_TEST(source.reads == 4U);
  source.by_campaign[campaign_id{4}].links[0].clicks = {{10, 100}};
  now_ms += 999;
  BOOST_TEST(names("sort=clicks") == "bcad");
  BOOST_TEST(source.reads == 4U);
  BOOST_TEST(boost::json::parse(get(list, {}, "sort=clicks").body).at("as_of").as_string() ==
             "2026-01-02T00:00:00Z");
  now_ms += 1;
  BOOST_TEST(names("sort=clicks") == "cadb");
  BOOST_TEST(source.reads == 8U);
}

BOOST_FIXTURE_TEST_CASE(a_page_by_name_reads_only_its_own_campaigns, house_of_four) {
  BOOST_TEST(names("sort=name&limit=1") == "a");
  BOOST_TEST(source.reads == 1U);
}

BOOST_FIXTURE_TEST_CASE(ten_thousand_campaigns_are_read_a_few_at_a_time, house_of_campaigns) {
  campaigns.all.clear();
  for (std::uint64_t i = 1; i <= 10'000; ++i) add(i, "n", i % 100, 1);
  std::size_t turns_of_others = 0;
  bool listed = false;
  // Stands for every other call of the API.
  std::function<void()> other = [&] {
    ++turns_of_others;
    if (!listed) boost::asio::post(io, other);
  };
  boost::asio::post(io, other);
  BOOST_TEST(page("sort=-clicks").names.size() == 50U);
  listed = true;
  io.restart();
  io.run();
  BOOST_TEST(source.reads == 10'000U);
  BOOST_TEST(source.most_at_a_time <= 8U);
  BOOST_TEST(turns_of_others > 1'000U);
}

}  // namespace waypost::test
