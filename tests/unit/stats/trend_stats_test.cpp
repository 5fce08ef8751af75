#include "tests/unit/stats/stats_house.hpp"

namespace waypost::test {
namespace {

struct house_with_a_trend : stats_house {
  house_with_a_trend() {
    of.created_s = seconds("2026-11-19T20:00:00Z");
    now_ms = seconds("2026-11-20T19:00:00Z") * 1000;
    of.conversions = {{"Charged", 1440}, {"Viewed", 60}};
    // Midnight in Kathmandu.
    const auto at = quarter("2026-11-19T18:15:00Z");
    counters.links.resize(2);
    counters.links[0].clicks = {{at + 8, 1}, {at + 96, 2}};
    counters.links[1].clicks = {{at + 8, 3}};
    counters.first_clicks = {{at + 8, 2}};
    counters.sent = {{at + 7, 10}, {at + 96, 1}};
    counters.delivered = {{at + 9, 9}};
    counters.failed = {{at + 10, 1}};
    counters.conversions.resize(2);
    counters.conversions[0].influenced = {
        1, {{at + 20, 1}}, {{at + 20, {{"INR", 4990}}}, {at + 95, {{"INR", 10}}}}};
    counters.conversions[1].influenced = {7, {{at + 20, 7}}, {{at + 20, {{"INR", 7}}}}};
  }

  std::vector<std::string> starts(std::string_view query) {
    std::vector<std::string> made;
    const auto answer = stats("/trend", query);
    BOOST_TEST(answer.status == 200U);
    const auto body = boost::json::parse(answer.body);
    for (const auto& bucket : body.at("buckets").as_array())
      made.emplace_back(bucket.at("start").as_string().c_str());
    return made;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_trend_has_every_number_by_bucket, house_with_a_trend) {
  const auto day1 =
      R"({"start":"2026-11-20T00:00:00+05:45","sent":10,"delivered":9,"failed":1,"clicks":4,"first_clicks":2,)"
      R"("converted":1,"revenue":[{"currency":"INR","minor_units":5000}]})";
  const auto day2 =
      R"({"start":"2026-11-21T00:00:00+05:45","sent":1,"delivered":0,"failed":0,"clicks":2,"first_clicks":0,)"
      R"("converted":0,"revenue":[]})";
  BOOST_TEST(stats("/trend", "interval=day&time_zone=Asia/Kathmandu&from=&to=").body ==
             std::string(R"({"interval":"day","time_zone":"Asia/Kathmandu","buckets":[)") + day1 + "," +
                 day2 + "]}\n");
}

BOOST_FIXTURE_TEST_CASE(a_trend_as_csv_has_a_row_for_each_bucket, house_with_a_trend) {
  BOOST_TEST(csv("/trend", "time_zone=Asia/Kathmandu") ==
             "start,sent,delivered,failed,clicks,first_clicks,converted,currency,minor_units\r\n"
             "2026-11-20T00:00:00+05:45,10,9,1,4,2,1,INR,5000\r\n"
             "2026-11-21T00:00:00+05:45,1,0,0,2,0,0,,\r\n");
}

BOOST_FIXTURE_TEST_CASE(the_zone_is_the_campaigns_and_the_interval_a_day_unless_asked, house_with_a_trend) {
  of.time_zone = "America/New_York";
  const auto body = boost::json::parse(stats("/trend").body);
  BOOST_TEST(body.at("interval").as_string() == "day");
  BOOST_TEST(body.at("time_zone").as_string() == "America/New_York");
  BOOST_TEST(body.at("buckets").at(0).at("start").as_string() == "2026-11-19T00:00:00-05:00");
}

BOOST_FIXTURE_TEST_CASE(the_same_numbers_fall_into_other_days_elsewhere, house_with_a_trend) {
  const auto body = boost::json::parse(stats("/trend", "time_zone=UTC").body);
  BOOST_TEST(body.at("buckets").as_array().size() == 2U);
  BOOST_TEST(body.at("buckets").at(0).at("clicks").to_number<int>() == 4);
  BOOST_TEST(body.at("buckets").at(1).at("clicks").to_number<int>() == 2);
  BOOST_TEST(body.at("buckets").at(1).at("revenue").at(0).at("minor_units").to_number<int>() == 10);
}

BOOST_FIXTURE_TEST_CASE(without_from_and_to_all_numbers_are_shown, house_with_a_trend) {
  const std::vector<std::string> to_now{"2026-11-19T00:00:00+00:00", "2026-11-20T00:00:00+00:00"};
  BOOST_TEST(starts("") == to_now, boost::test_tools::per_element());
  counters.sent[quarter("2026-11-17T23:45:00Z")] = 1;
  counters.conversions[0].influenced.revenue[quarter("2026-11-21T00:00:00Z")] = {{"INR", 1}};
  const auto all = starts("");
  BOOST_TEST(all.size() == 5U);
  BOOST_TEST(all.front() == "2026-11-17T00:00:00+00:00");
  BOOST_TEST(all.back() == "2026-11-21T00:00:00+00:00");
}

BOOST_FIXTURE_TEST_CASE(a_campaign_without_numbers_has_the_bucket_it_was_made_in, stats_house) {
  now_ms = of.created_s * 1000;
  BOOST_TEST(
      stats("/trend", "interval=hour").body ==
      R"({"interval":"hour","time_zone":"UTC","buckets":[{"start":"2026-01-01T00:00:00+00:00","sent":0,)"
      R"("delivered":0,"failed":0,"clicks":0,"first_clicks":0,"converted":0,"revenue":[]}]})"
      "\n");
}

BOOST_FIXTURE_TEST_CASE(from_is_inclusive_and_to_is_not, house_with_a_trend) {
  const std::string zone = "time_zone=Asia/Kathmandu&";
  BOOST_TEST(starts(zone + "from=2026-11-20&to=2026-11-22") ==
                 (std::vector<std::string>{"2026-11-20T00:00:00+05:45", "2026-11-21T00:00:00+05:45"}),
             boost::test_tools::per_element());
  BOOST_TEST(starts(zone + "from=2026-11-19T18:15:00Z&to=2026-11-20T18:15:00Z") ==
                 (std::vector<std::string>{"2026-11-20T00:00:00+05:45"}),
             boost::test_tools::per_element());
  BOOST_TEST(starts(zone + "from=2026-11-19T18:14:59.999Z&to=2026-11-20T18:15:00.001Z").size() == 3U);
}

BOOST_FIXTURE_TEST_CASE(buckets_that_from_and_to_cut_are_whole, house_with_a_trend) {
  const auto body = boost::json::parse(
      stats("/trend", "time_zone=Asia/Kathmandu&from=2026-11-20T12:00:00+05:45&to=2026-11-20T12:00:01+05:45")
          .body);
  BOOST_TEST(body.at("buckets").as_array().size() == 1U);
  BOOST_TEST(body.at("buckets").at(0).at("start").as_string() == "2026-11-20T00:00:00+05:45");
  BOOST_TEST(body.at("buckets").at(0).at("sent").to_number<int>() == 10);
}

BOOST_FIXTURE_TEST_CASE(what_is_not_said_of_the_time_never_empties_the_trend, house_with_a_trend) {
  BOOST_TEST(starts("from=2030-05-01") == (std::vector<std::string>{"2030-05-01T00:00:00+00:00"}),
             boost::test_tools::per_element());
  BOOST_TEST(starts("to=2020-05-01") == (std::vector<std::string>{"2020-04-30T00:00:00+00:00"}),
             boost::test_tools::per_element());
}

BOOST_FIXTURE_TEST_CASE(weeks_and_months_add_their_days_up, house_with_a_trend) {
  for (const auto* each : {"week", "month"}) {
    const auto body = boost::json::parse(stats("/trend", std::string("interval=") + each).body);
    BOOST_TEST(body.at("buckets").as_array().size() == 1U);
    BOOST_TEST(body.at("buckets").at(0).at("sent").to_number<int>() == 11);
    BOOST_TEST(body.at("buckets").at(0).at("clicks").to_number<int>() == 6);
  }
}

BOOST_FIXTURE_TEST_CASE(what_cannot_be_asked_for_is_named, house_with_a_trend) {
  BOOST_TEST(refused(stats("/trend", "interval=year")) == "interval");
  BOOST_TEST(refused(stats("/trend", "time_zone=Asia/Nowhere")) == "time_zone");
  BOOST_TEST(refused(stats("/trend", "from=yesterday")) == "from");
  BOOST_TEST(refused(stats("/trend", "to=2026-02-30")) == "to");
  BOOST_TEST(refused(stats("/trend", "from=2026-11-20T09:00:00")) == "from");
  BOOST_TEST(refused(stats("/trend", "from=2026-11-20&to=2026-11-20")) == "to");
  of.time_zone = "Gone/Zone";
  BOOST_TEST(refused(stats("/trend")) == "time_zone");
  BOOST_TEST(source.reads == 0U);
}

BOOST_FIXTURE_TEST_CASE(ten_thousand_buckets_are_the_most, house_with_a_trend) {
  BOOST_TEST(starts("interval=day&from=2000-01-01&to=2027-05-19").size() == 10'000U);
  const auto answer = stats("/trend", "interval=day&from=2000-01-01&to=2027-05-20");
  BOOST_TEST(refused(answer) == "interval");
  BOOST_TEST(answer.body.find("more than 10000 buckets of one day") != std::string::npos);
}

}  // namespace waypost::test
