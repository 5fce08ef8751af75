#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include "attribution/registration/calls.hpp"
#include "tests/support/run_task.hpp"
#include "tests/unit/registration/body_in_pieces.hpp"
#include "tests/unit/registration/folding_registrar.hpp"

namespace waypost::test {

inline constexpr std::int64_t now_ms = 1'767'225'600'000;  // 2026-01-01T00:00:00Z

// Keeps what was reported, up to a limit.
class kept_reports final : public report_sink {
 public:
  bool append(const report& r) noexcept override {
    if (texts.size() >= room) {
      ++refused;
      return false;
    }
    texts.emplace_back(r.text);
    campaigns.push_back(r.campaign);
    return true;
  }

  std::size_t room = 1'000'000;
  std::size_t refused = 0;  // attempts
  std::vector<std::string> texts;
  std::vector<campaign_id> campaigns;
};

// Calls the registration API as the API session would, with a registry in memory.
struct api_fixture {
  // `longest_wait`: for room in the journal.
  explicit api_fixture(std::chrono::milliseconds longest_wait = std::chrono::milliseconds(60))
      : calls({"https://s.example", 9, [] { return now_ms; }, longest_wait}, registrar, reports) {}

  folding_registrar registrar;
  kept_reports reports;
  registration_calls calls;
  boost::asio::io_context io;
  api_request next;                 // headers and query of the next call
  std::size_t piece_bytes = 65536;  // of bodies that come in pieces
  bool body_breaks_off = false;     // before its end

  api_response call(std::string method, std::string pattern, std::vector<std::string> path = {},
                    std::string body = {}, account_id account = folding_registrar::own) {
    for (const auto& each : calls.endpoints())
      if (each.method == method && each.pattern == pattern) {
        auto request = std::exchange(next, {});
        request.method = std::move(method);
        request.path = std::move(path);
        request.account = account;
        if (!each.in_pieces) request.body = std::exchange(body, {});
        body_in_pieces pieces(std::move(body), piece_bytes, body_breaks_off);
        if (each.in_pieces) request.pieces = &pieces;
        return run_task(io, each.handler->handle(std::move(request)));
      }
    BOOST_FAIL("no such call: " << method << ' ' << pattern);
    return {};
  }

  static boost::json::object json(const api_response& response) {
    return boost::json::parse(response.body).as_object();
  }

  api_response create(std::string body) { return call("POST", "/api/v1/campaigns", {}, std::move(body)); }

  // The id of a new campaign with the links a and b.
  std::string campaign_with_two_links() {
    const auto made =
        create(R"({"name":"n","time_zone":"UTC","links":[{"label":"a","url":"https://a.example/"},)"
               R"({"label":"b","url":"https://b.example/"}]})");
    BOOST_TEST_REQUIRE(made.status == 201U, made.body);
    return json(made).at("id").as_string().c_str();
  }

  // Registers so many recipients, as an upload would.
  void add_recipients(const std::string& id, std::uint32_t count) {
    const auto of = registrar.state().campaigns.at(*parse_id<campaign_id>(id)).of;
    change::add_recipients added;
    added.campaign = of->id;
    added.built_on = of->version;
    added.count = count;
    added.run =
        draw_block(registrar.state(), *of, count, 0, static_cast<std::uint16_t>(of->links.size()), false, 9)
            .value();
    BOOST_TEST_REQUIRE(registrar.take(std::move(added)).taken);
  }

  // That `response` is a problem of this status about this field.
  static void is_problem(const api_response& response, unsigned status, std::string_view field = {}) {
    BOOST_TEST(response.status == status, response.status << ": " << response.body);
    BOOST_TEST(response.content_type == "application/problem+json");
    const auto body = json(response);
    const auto* named = body.if_contains("field");
    BOOST_TEST((named ? std::string_view(named->as_string().c_str()) : std::string_view()) == field,
               response.body);
    BOOST_TEST(!body.at("detail").as_string().empty());
  }
};

}  // namespace waypost::test
