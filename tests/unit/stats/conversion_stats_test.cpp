#include "tests/unit/stats/stats_house.hpp"

namespace waypost::test {
namespace {

struct house_with_goals : stats_house {
  house_with_goals() {
    of.conversions = {{"Charged", 1440}, {"Viewed", 60}};
    of.funnel = {"sent", "clicked", "Charged"};
    counters.sent = {{10, 8}};
    counters.conversions.resize(2);
    counters.conversions[0].click_through = {1, {{10, 1}}, {{10, {{"INR", 4990}}}}};
    counters.conversions[0].influenced = {
        3, {{10, 3}}, {{10, {{"INR", 5000}, {"EUR", 7}}}, {11, {{"INR", 1}}}}};
    counters.funnel = {8, 3, 1};
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_campaign_without_goals_has_no_conversions, stats_house) {
  BOOST_TEST(stats("/conversions").body == "{\"events\":[],\"funnel\":[]}\n");
}

BOOST_FIXTURE_TEST_CASE(goals_and_funnel_are_told_in_the_campaigns_order, house_with_goals) {
  BOOST_TEST(
      stats("/conversions").body ==
      R"({"events":[{"event":"Charged","window_minutes":1440,)"
      R"("click_through":{"converted":1,"rate":10.0,"rate_of_sent":12.5,)"
      R"("revenue":[{"currency":"INR","minor_units":4990}]},)"
      R"("influenced":{"converted":3,"rate":30.0,"rate_of_sent":37.5,)"
      R"("revenue":[{"currency":"EUR","minor_units":7},{"currency":"INR","minor_units":5001}]}},)"
      R"({"event":"Viewed","window_minutes":60,)"
      R"("click_through":{"converted":0,"rate":0.0,"rate_of_sent":0.0,"revenue":[]},)"
      R"("influenced":{"converted":0,"rate":0.0,"rate_of_sent":0.0,"revenue":[]}}],)"
      R"("funnel":[{"step":"sent","recipients":8,"share":100.0,"drop_off":null,"drop_off_share":null},)"
      R"({"step":"clicked","recipients":3,"share":37.5,"drop_off":5,"drop_off_share":62.5},)"
      R"({"step":"Charged","recipients":1,"share":12.5,"drop_off":2,"drop_off_share":66.67}]})"
      "\n");
}

BOOST_FIXTURE_TEST_CASE(conversions_as_csv_are_one_table, house_with_goals) {
  of.conversions[1].event = "=Viewed";
  BOOST_TEST(
      csv("/conversions") ==
      "part,name,window_minutes,attribution,recipients,rate,rate_of_sent,share,drop_off,drop_off_share,"
      "currency,minor_units\r\n"
      "event,Charged,1440,click_through,1,10.0,12.5,,,,INR,4990\r\n"
      "event,Charged,1440,influenced,3,30.0,37.5,,,,EUR,7\r\n"
      "event,Charged,1440,influenced,,,,,,,INR,5001\r\n"
      "event,'=Viewed,60,click_through,0,0.0,0.0,,,,,\r\n"
      "event,'=Viewed,60,influenced,0,0.0,0.0,,,,,\r\n"
      "step,sent,,,8,,,100.0,,,,\r\n"
      "step,clicked,,,3,,,37.5,5,62.5,,\r\n"
      "step,Charged,,,1,,,12.5,2,66.67,,\r\n");
}

BOOST_FIXTURE_TEST_CASE(a_funnel_nobody_entered_has_no_shares, house_with_goals) {
  counters.funnel = {0, 0, 0};
  BOOST_TEST(
      stats("/conversions")
          .body.find(
              R"({"step":"clicked","recipients":0,"share":null,"drop_off":0,"drop_off_share":null})") !=
      std::string::npos);
}

}  // namespace waypost::test
