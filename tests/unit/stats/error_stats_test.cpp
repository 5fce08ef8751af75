#include "stats/error_meanings.hpp"
#include "tests/unit/stats/stats_house.hpp"

namespace waypost::test {
namespace {

struct house_with_errors : stats_house {
  house_with_errors() {
    const auto noon = seconds("2026-01-01T12:00:00Z");
    const auto at = quarter("2026-01-01T12:00:00Z");
    counters.errors["910"] = {"sent along", {{at, 1}, {at + 96, 1}}, noon, noon + 86400};
    counters.errors["E7"] = {"no such line", {{at, 1}}, noon + 1, noon + 1};
    counters.errors["=x"] = {"", {{at, 1}}, noon, noon};
    counters.failed = {{at, 3}, {at + 96, 1}};
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(codes_of_providers_have_a_meaning) {
  BOOST_TEST(meaning_of_error("900") == "other");
  BOOST_TEST(meaning_of_error("910") == "invalid subscriber");
  BOOST_TEST(meaning_of_error("920") == "URL not whitelisted");
  for (const auto* unknown : {"", "899", "911", "921", "9", "9100"})
    BOOST_TEST(meaning_of_error(unknown).empty());
  for (int code = 900; code <= 920; ++code)
    BOOST_TEST(meaning_of_error(std::to_string(code)).empty() == (code == 911));
}

BOOST_FIXTURE_TEST_CASE(errors_come_by_count_then_code, house_with_errors) {
  BOOST_TEST(stats("/errors").body ==
             R"({"errors":[{"error":"910","meaning":"invalid subscriber","count":2,"share":50.0,)"
             R"("first_seen":"2026-01-01T12:00:00Z","last_seen":"2026-01-02T12:00:00Z"},)"
             R"({"error":"=x","meaning":null,"count":1,"share":25.0,)"
             R"("first_seen":"2026-01-01T12:00:00Z","last_seen":"2026-01-01T12:00:00Z"},)"
             R"({"error":"E7","meaning":"no such line","count":1,"share":25.0,)"
             R"("first_seen":"2026-01-01T12:00:01Z","last_seen":"2026-01-01T12:00:01Z"}]})"
             "\n");
  BOOST_TEST(csv("/errors") ==
             "error,meaning,count,share,first_seen,last_seen\r\n"
             "910,invalid subscriber,2,50.0,2026-01-01T12:00:00Z,2026-01-02T12:00:00Z\r\n"
             "'=x,,1,25.0,2026-01-01T12:00:00Z,2026-01-01T12:00:00Z\r\n"
             "E7,no such line,1,25.0,2026-01-01T12:00:01Z,2026-01-01T12:00:01Z\r\n");
}

BOOST_FIXTURE_TEST_CASE(errors_by_bucket_have_a_trend_each, house_with_errors) {
  counters.errors.erase("=x");
  counters.errors.erase("E7");
  BOOST_TEST(
      stats("/errors", "interval=day").body ==
      R"({"interval":"day","time_zone":"UTC","errors":[)"
      R"({"error":"910","meaning":"invalid subscriber","count":2,"share":100.0,)"
      R"("first_seen":"2026-01-01T12:00:00Z","last_seen":"2026-01-02T12:00:00Z","buckets":[)"
      R"({"start":"2026-01-01T00:00:00+00:00","count":1},{"start":"2026-01-02T00:00:00+00:00","count":1}]}]})"
      "\n");
  BOOST_TEST(csv("/errors", "interval=day") ==
             "error,start,count\r\n"
             "910,2026-01-01T00:00:00+00:00,1\r\n"
             "910,2026-01-02T00:00:00+00:00,1\r\n");
}

BOOST_FIXTURE_TEST_CASE(without_failures_there_are_no_errors, stats_house) {
  BOOST_TEST(stats("/errors").body == "{\"errors\":[]}\n");
  BOOST_TEST(refused(stats("/errors", "interval=year")) == "interval");
}

BOOST_FIXTURE_TEST_CASE(buckets_without_an_interval_are_refused_by_name, stats_house) {
  for (const auto* part : {"/errors", "/links"}) {
    BOOST_TEST(refused(stats(part, "from=2026-01-01")) == "from");
    BOOST_TEST(refused(stats(part, "to=2026-01-01")) == "to");
    BOOST_TEST(refused(stats(part, "time_zone=UTC&interval=")) == "time_zone");
    BOOST_TEST(stats(part, "from=&to=&time_zone=&interval=").status == 200U);
  }
}

}  // namespace waypost::test
