#include <algorithm>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/test/unit_test.hpp>

#include <waypost/report.hpp>

#include "attribution/recipients/slices.hpp"
#include "attribution/registration/event_rows.hpp"
#include "tests/unit/registration/api_fixture.hpp"

// Bodies of events that are taken while they come in.
namespace waypost::test {
namespace {

std::string sent_to(std::uint64_t recipient) {
  return R"({"type":"sent","recipient":"u)" + std::to_string(recipient) + "\"}";
}

std::string joined(std::uint64_t rows, std::string_view separator) {
  std::string all;
  for (std::uint64_t i = 1; i <= rows; ++i) all += (i == 1 ? "" : std::string(separator)) + sent_to(i);
  return all;
}

struct fixture : api_fixture {
  using api_fixture::api_fixture;

  std::string id = campaign_with_two_links();

  api_response report_rows(std::string body) {
    return call("POST", "/api/v1/campaigns/{id}/events", {id}, std::move(body));
  }

  // That the recipients 1 to `count` were taken, in order, once each.
  void has_taken(std::uint64_t count) {
    BOOST_TEST_REQUIRE(reports.texts.size() == count);
    for (std::uint64_t i = 0; i < count; ++i)
      BOOST_TEST_REQUIRE(parse_report(reports.texts[i])->recipient == "u" + std::to_string(i + 1));
  }

  // The body's answer and what was taken of it, as one text.
  std::string outcome_of(const std::string& body, std::size_t bytes) {
    piece_bytes = bytes;
    reports.texts.clear();
    auto all = report_rows(body).body;
    for (const auto& text : reports.texts) all += text + '\n';
    return all;
  }

  // Makes room for `more` rows once the API has waited for it.
  boost::asio::awaitable<void> make_room(std::size_t more) {
    while (reports.refused < 2) co_await let_others_run();
    reports.room += more;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(rows_are_the_same_however_their_body_is_cut, fixture) {
  const std::string long_row = "{\"type\":\"sent\",\"recipient\":\"" + std::string(70'000, 'u') + "\"}";
  const std::vector<std::string> bodies{
      "\n \r\n" + joined(5, "\r\n\n") + "\r\nnonsense\n\n" + sent_to(6),
      " [ " + sent_to(1) + R"(,{"type":"sent","recipient":"a],[{\"\\"},7,)" + sent_to(3) + " ] \n",
      "\n{\n  \"type\": \"sent\",\n  \"recipient\": \"u1\"\n}\n",
      "{\n  \"type\": \"sent\",\n",
      "7",
      "[7]x",
      "\xef\xbb\xbf" + joined(2, "\n"),
      "\xef\xbb\xbf [" + joined(2, ",") + ']',
      "\xef\xbb" + joined(2, "\n"),
      '[' + sent_to(1) + ",{\"type\":\"sent\"",
      '[' + sent_to(1) + ",,",
      sent_to(1) + '\n' + long_row + '\n' + sent_to(2),
      '[' + long_row + ',' + sent_to(1) + ']'};
  for (const auto& body : bodies) {
    const auto whole = outcome_of(body, body.size() + 1);
    for (std::size_t bytes = 1; bytes<40; bytes += body.size()> 1000 ? 13 : 1)
      BOOST_TEST_REQUIRE(outcome_of(body, bytes) == whole, body.substr(0, 100) << " in pieces of " << bytes);
  }
}

BOOST_FIXTURE_TEST_CASE(a_byte_order_mark_costs_no_row, fixture) {
  const std::string mark = "\xef\xbb\xbf";
  for (const auto& rows : {joined(3, "\n"), '[' + joined(3, ",") + ']'}) {
    reports.texts.clear();
    report_rows(mark + rows);
    has_taken(3);
  }
  is_problem(report_rows(mark), 400);
  // Only the beginning of one: text that nobody understands.
  reports.texts.clear();
  BOOST_TEST(json(report_rows(mark.substr(0, 2) + "\n" + sent_to(1))).at("rejected").as_array().size() == 1U);
  has_taken(1);
}

BOOST_FIXTURE_TEST_CASE(what_is_said_to_be_lines_is_no_array, fixture) {
  next.content_type = "application/x-ndjson";
  const auto told = json(report_rows("[\"x\"]\n" + joined(2, "\n")));
  BOOST_TEST(told.at("accepted").to_number<int>() == 2);
  BOOST_TEST(told.at("rejected").as_array().at(0).at("row").to_number<int>() == 1);
  has_taken(2);
}

BOOST_FIXTURE_TEST_CASE(empty_lines_are_no_rows, fixture) {
  next.idempotency_key = "k";
  const auto told = json(report_rows("\n" + sent_to(1) + "\n\n\nnonsense\n \n" + sent_to(2)));
  BOOST_TEST(told.at("rejected").as_array().at(0).at("row").to_number<int>() == 2);
  BOOST_TEST(parse_report(reports.texts.at(1))->id == "k/3");
}

BOOST_FIXTURE_TEST_CASE(a_body_that_can_have_no_events_is_415, fixture) {
  for (const auto* type : {"text/csv", "multipart/form-data", "application/xml"}) {
    next.content_type = type;
    is_problem(report_rows(sent_to(1)), 415);
  }
  for (const auto* type : {"application/json", "application/ndjson", "application/x-www-form-urlencoded"}) {
    next.content_type = type;
    BOOST_TEST(report_rows(sent_to(1)).status == 202U);
  }
}

BOOST_FIXTURE_TEST_CASE(of_an_array_that_breaks_what_was_before_is_taken, fixture) {
  const std::string rows = joined(20'000, ",");
  struct {
    std::string end;
    std::uint64_t broken;  // row
  } const endings[] = {
      {"", 20'000},
      {",", 20'001},
      {",]", 20'001},
      {",nonsense]", 20'001},
      {"}", 20'000},
      {"]]", 20'001},
      {"] x", 20'001},
      {"}]", 20'000},
      {"]" + std::string(200'000, ' ') + "x", 20'001},
      {R"(,{"type":"sent" "count":1}])", 20'001},
  };
  for (const auto& [end, broken] : endings) {
    BOOST_TEST_CONTEXT(end.substr(0, 30)) {
      reports.texts.clear();
      const auto answer = report_rows('[' + rows + end);
      BOOST_TEST_REQUIRE(answer.status == 202U, answer.body);
      const auto told = json(answer);
      BOOST_TEST(told.at("accepted").to_number<std::uint64_t>() == broken - 1);
      BOOST_TEST_REQUIRE(told.at("rejected").as_array().size() == 1U);
      BOOST_TEST(told.at("rejected").as_array()[0].as_object().at("row").to_number<std::uint64_t>() ==
                 broken);
      has_taken(broken - 1);
    }
  }
  reports.texts.clear();
  BOOST_TEST(report_rows('[' + rows + ']' + std::string(200'000, ' ')).body ==
             "{\"accepted\":20000,\"rejected\":[]}\n");
}

BOOST_FIXTURE_TEST_CASE(what_stands_in_texts_behind_the_break_is_no_row, fixture) {
  // A missing quote turns the array inside out.
  const auto answer = report_rows("[" + sent_to(1) + R"(,{"type":"sent","recipient":"u2},)" +
                                  R"({"type":"sent","recipient":",{\"type\":\"sent\",\"count\":9},"}])");
  BOOST_TEST(json(answer).at("accepted").to_number<int>() == 1, answer.body);
  has_taken(1);
}

BOOST_FIXTURE_TEST_CASE(a_row_that_is_no_event_does_not_break_the_array, fixture) {
  const auto answer = report_rows("[" + sent_to(1) + R"(,7,{"type":"read"},null,[{}],)" + sent_to(2) + "]");
  BOOST_TEST(json(answer).at("rejected").as_array().size() == 4U, answer.body);
  has_taken(2);
}

BOOST_FIXTURE_TEST_CASE(of_a_body_that_breaks_off_the_whole_rows_are_taken, fixture) {
  body_breaks_off = true;
  report_rows(joined(3, "\n") + '\n' + sent_to(4));
  has_taken(3);
  reports.texts.clear();
  report_rows('[' + joined(3, ","));
  has_taken(2);
}

// Longer than any machine stands still.
struct patient_fixture : fixture {
  patient_fixture() : fixture(std::chrono::minutes(1)) {}
};

BOOST_FIXTURE_TEST_CASE(a_full_journal_is_waited_for, patient_fixture) {
  reports.room = 1000;
  boost::asio::co_spawn(io, make_room(1'000'000), boost::asio::detached);
  const auto answer = report_rows(joined(5000, "\n"));
  BOOST_TEST(answer.body == "{\"accepted\":5000,\"rejected\":[]}\n");
  has_taken(5000);
}

BOOST_FIXTURE_TEST_CASE(behind_a_row_without_room_none_is_taken_though_there_is_room_again, fixture) {
  reports.room = 2;
  piece_bytes = 100;
  const auto answer = report_rows(joined(20, "\n"));
  is_problem(answer, 503);
  BOOST_TEST(json(answer).at("row").to_number<int>() == 3);
  has_taken(2);
  BOOST_TEST(reports.refused >= 2U);
  const auto refused = reports.refused;
  reports.room = 1000;
  BOOST_TEST(report_rows(sent_to(3)).status == 202U);
  has_taken(3);
  BOOST_TEST(reports.refused == refused);
}

BOOST_AUTO_TEST_CASE(a_refused_body_is_read_to_its_end_so_that_its_sender_hears_why) {
  fixture f;
  f.reports.room = 1;
  body_in_pieces pieces(joined(1000, "\n"), 100);
  api_request request;
  request.path = {f.id};
  request.account = folding_registrar::own;
  request.pieces = &pieces;
  for (const auto& each : f.calls.endpoints())
    if (each.pattern.ends_with("/events"))
      f.is_problem(run_task(f.io, each.handler->handle(std::move(request))), 503);
  BOOST_TEST(pieces.ended());
}

BOOST_AUTO_TEST_CASE(of_a_row_that_never_ends_only_its_beginning_is_kept) {
  event_rows rows;
  const std::string piece(50'000, 'x');
  for (int i = 0; i < 1000; ++i) {
    rows.add(piece);
    BOOST_TEST_REQUIRE(!rows.next().has_value());
  }
  rows.add("\n7\n");
  const auto first = rows.next();
  BOOST_TEST_REQUIRE(first.has_value());
  BOOST_TEST(first->text.size() == longest_row + 1);
  BOOST_TEST(rows.next()->text == "7");
}

}  // namespace waypost::test
