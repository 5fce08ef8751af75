#include "tests/unit/stats/stats_house.hpp"

namespace waypost::test {
namespace {

struct house_with_a_recipient : stats_house {
  std::string told() {
    return get("/api/v1/campaigns/{id}/recipients/{recipient}", {to_text(the_campaign), "u 1"}).body;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_recipient_without_facts_did_nothing, house_with_a_recipient) {
  BOOST_TEST(told() == R"({"recipient":"u 1","position":7,"links":[)"
                       R"({"link":"reviews","short_url":"https://s.example/7","clicked":false,"devices":[]},)"
                       R"({"link":"shop","short_url":null,"clicked":false,"devices":[]}],)"
                       R"("first_click":null,"sent":null,"delivered":null,"failed":null,"conversions":[]})"
                       "\n");
}

BOOST_FIXTURE_TEST_CASE(a_recipient_is_told_link_by_link_and_event_by_event, house_with_a_recipient) {
  source.facts.links.resize(2);
  source.facts.links[0].clicked_on = {true, true, false, false};
  source.facts.first_click = seconds("2026-01-01T00:00:04Z");
  source.facts.sent = seconds("2026-01-01T00:00:01Z");
  source.facts.delivered = seconds("2026-01-01T00:00:02Z");
  source.facts.failed = seconds("2026-01-01T00:00:03Z");
  source.facts.error = "910";
  source.facts.conversions = {{"Charged", seconds("2026-01-01T00:00:05Z"), 4990, "INR"},
                              {"Viewed", seconds("2026-01-01T00:00:06Z"), 0, ""}};
  BOOST_TEST(
      told() ==
      R"({"recipient":"u 1","position":7,"links":[)"
      R"({"link":"reviews","short_url":"https://s.example/7","clicked":true,"devices":["ios","android"]},)"
      R"({"link":"shop","short_url":null,"clicked":false,"devices":[]}],)"
      R"("first_click":"2026-01-01T00:00:04Z","sent":"2026-01-01T00:00:01Z",)"
      R"("delivered":"2026-01-01T00:00:02Z","failed":{"at":"2026-01-01T00:00:03Z","error":"910"},)"
      R"("conversions":[{"event":"Charged","at":"2026-01-01T00:00:05Z","currency":"INR","minor_units":4990},)"
      R"({"event":"Viewed","at":"2026-01-01T00:00:06Z","currency":null,"minor_units":null}]})"
      "\n");
}

BOOST_FIXTURE_TEST_CASE(a_recipient_is_asked_for_without_parameters, house_with_a_recipient) {
  BOOST_TEST(refused(get("/api/v1/campaigns/{id}/recipients/{recipient}", {to_text(the_campaign), "u 1"},
                         "link=reviews")) == "link");
}

}  // namespace waypost::test
