#include "attribution/ledger/attribution.hpp"

#include <boost/test/unit_test.hpp>

#include <waypost/report.hpp>

#include "tests/support/country_database.hpp"
#include "tests/support/temporary_directory.hpp"
#include "tests/unit/ledger/samples.hpp"

using namespace waypost;
using namespace waypost::test;

namespace {

constexpr attribution of_some_campaign{.campaign = some_campaign, .created_s = 1000, .recipients = 10};

result<attributed> read_text(std::string_view text) {
  event_reader events(clients(), nullptr);
  return events.read({5, report{77, some_campaign, text}}, of_some_campaign);
}

// What the drain keeps of the report.
attributed read_back(const campaign_report& what) {
  const std::string text = to_report_text(what);
  return read_text(text).value();
}

bool is_refused(const campaign_report& what) {
  const std::string text = to_report_text(what);
  return read_text(text).has_error();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(attribution_)

BOOST_AUTO_TEST_CASE(a_report_by_id_waits_for_its_recipient_to_be_found) {
  const auto kept = read_back({.type = report_type::delivered, .at_s = 1060, .recipient = "u1", .id = "e"});
  const auto& report = *kept.report();
  BOOST_TEST(kept.offset == 5u);
  BOOST_TEST((report.type == report_type::delivered));
  BOOST_TEST(report.at == 61u);
  BOOST_TEST(report.at_s == 1060);
  BOOST_TEST(report.received_ms == 77);
  BOOST_TEST(report.recipient_id == "u1");
  BOOST_TEST(report.event_id == "e");
  BOOST_TEST(report.unresolved());
  BOOST_TEST(report.more == nullptr);
}

BOOST_AUTO_TEST_CASE(a_report_by_position_needs_no_look_up) {
  const auto kept = read_back({.type = report_type::sent, .at_s = 1060, .position = 9});
  BOOST_TEST(!kept.report()->unresolved());
  BOOST_TEST(kept.report()->recipient.value() == 9u);
}

BOOST_AUTO_TEST_CASE(a_report_by_code_waits_for_its_recipient_to_be_found) {
  const code_number code{11, numbers_of_length(11) - 1};
  const auto kept = read_back({.type = report_type::sent, .at_s = 1060, .code = code});
  BOOST_TEST(kept.report()->unresolved());
  BOOST_TEST((kept.report()->code == code));
}

BOOST_AUTO_TEST_CASE(a_number_without_a_length_is_corrupt) {
  BOOST_TEST((read_text(R"({"type":"sent","at":1060,"number":7})").error() == errc::corrupt));
  BOOST_TEST((read_text(R"({"type":"sent","at":1060,"length":9})").error() == errc::corrupt));
}

BOOST_AUTO_TEST_CASE(a_position_beyond_the_recipients_waits_for_their_registration) {
  const auto kept = read_back({.type = report_type::sent, .at_s = 1060, .position = 10});
  BOOST_TEST(kept.report()->unresolved());
  BOOST_TEST(kept.report()->position.value() == 10u);
}

BOOST_AUTO_TEST_CASE(a_failure_keeps_its_error) {
  const auto kept = read_back(
      {.type = report_type::failed, .at_s = 1060, .recipient = "u1", .error = "910", .description = "gone"});
  BOOST_TEST(kept.report()->more->error == "910");
  BOOST_TEST(kept.report()->more->description == "gone");
}

BOOST_AUTO_TEST_CASE(a_failure_without_an_error_has_the_code_of_none) {
  const auto kept = read_back({.type = report_type::failed, .at_s = 1060, .recipient = "u1"});
  BOOST_TEST(kept.report()->more->error == code_of_no_error);
}

BOOST_AUTO_TEST_CASE(a_conversion_keeps_its_event_and_value) {
  const auto kept = read_back({.type = report_type::converted,
                               .at_s = 1060,
                               .recipient = "u1",
                               .event = "Charged",
                               .currency = "INR",
                               .minor_units = -4990});
  BOOST_TEST(kept.report()->more->event == "Charged");
  BOOST_TEST(kept.report()->more->currency == "INR");
  BOOST_TEST(kept.report()->more->minor_units == -4990);
}

BOOST_AUTO_TEST_CASE(a_plain_count_has_no_recipient_to_wait_for) {
  const auto kept = read_back({.type = report_type::delivered, .at_s = 1060, .count = 5000});
  BOOST_TEST(kept.report()->count == 5000u);
  BOOST_TEST(!kept.report()->unresolved());
}

BOOST_AUTO_TEST_CASE(what_was_before_the_campaign_lies_in_its_first_quarter) {
  const auto first_quarter = quarter_hour_of(of_some_campaign.created_s * 1000);
  const auto day_s = 24 * 60 * 60;
  const auto quarter_at = [](std::int64_t at_s) {
    return read_back({.at_s = at_s, .count = 1}).report()->quarter;
  };
  BOOST_TEST(quarter_at(of_some_campaign.created_s - 1) == first_quarter);
  BOOST_TEST(quarter_at(of_some_campaign.created_s + day_s) == first_quarter + 96);
}

BOOST_AUTO_TEST_CASE(a_report_about_nobody_and_no_number_is_corrupt) {
  for (const auto type : {report_type::sent, report_type::delivered, report_type::failed})
    BOOST_TEST(is_refused({.type = type, .at_s = 1060}));
  BOOST_TEST(is_refused({.type = report_type::converted, .at_s = 1060, .count = 3, .event = "Charged"}));
}

BOOST_AUTO_TEST_CASE(a_report_of_a_type_that_is_not_known_is_told_apart) {
  BOOST_TEST((read_text(R"({"type":"read","at":1060,"recipient":"u1"})").error() == errc::unknown_version));
}

BOOST_AUTO_TEST_CASE(clients_of_one_kind_share_one_class) {
  event_reader events(clients(), nullptr);
  click c;
  c.client.user_agent = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)";
  const auto one = events.read({0, c}, of_some_campaign).value();
  const std::string same_elsewhere(c.client.user_agent);
  c.client.user_agent = same_elsewhere;
  const auto other = events.read({1, c}, of_some_campaign).value();
  BOOST_TEST(std::get<attributed_click>(one.what).client == std::get<attributed_click>(other.what).client);
}

BOOST_AUTO_TEST_CASE(a_click_has_the_country_of_its_network) {
  const temporary_directory folder;
  country_database database(country_database::layout::nested);
  database.add("49.36.0.0", 14, "IN");
  database.write(folder.path() / "countries.mmdb");
  const country_file countries(folder.path() / "countries.mmdb");
  event_reader events(clients(), &countries);
  click c;
  c.client.from = {network::family::ipv4, {49, 36, 1}};
  const auto kept = events.read({0, c}, of_some_campaign).value();
  BOOST_TEST((std::get<attributed_click>(kept.what).country == country_code{'I', 'N'}));
}

BOOST_AUTO_TEST_SUITE_END()
