#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <waypost/rfc3339.hpp>

#include "stats/calls.hpp"
#include "tests/support/run_task.hpp"

namespace waypost::test {

inline constexpr account_id own{1};
inline constexpr campaign_id the_campaign{0x2a};

// Seconds since 1970 of an RFC 3339 time, and the quarter of an hour it lies in.
inline std::int64_t seconds(const std::string& rfc3339) { return parse_rfc3339(rfc3339).value() / 1000; }
inline quarter_hour quarter(const std::string& rfc3339) { return quarter_hour_of(seconds(rfc3339) * 1000); }

struct known_campaigns final : campaign_catalogue {
  campaign& add(campaign_id id) {
    auto made = std::make_shared<campaign>();
    made->id = id;
    made->account = own;
    made->time_zone = "UTC";
    made->created_s = seconds("2026-01-01T00:00:00Z");
    all.push_back(made);
    return *made;
  }

  std::shared_ptr<const campaign> find(account_id account, campaign_id asked) const override {
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& each) {
      return each->account == account && each->id == asked;
    });
    return found == all.end() ? nullptr : *found;
  }
  std::vector<std::shared_ptr<const campaign>> all_of(account_id account) const override {
    std::vector<std::shared_ptr<const campaign>> owned;
    for (const auto& each : all)
      if (each->account == account) owned.push_back(each);
    return owned;
  }

  std::vector<std::shared_ptr<campaign>> all;
};

// Knows one recipient, "u 1", at position 7.
struct one_recipient final : recipient_lookup {
  task<std::uint32_t> position_of(const campaign&, std::string_view recipient) override {
    if (failure != errc{}) co_return make_error_code(failure);
    if (recipient != "u 1") co_return errc::not_found;
    co_return 7;
  }
  task<std::vector<std::string>> ids_of(const campaign&, std::uint32_t, std::uint32_t) override {
    co_return errc::not_found;
  }
  std::vector<std::string> short_urls(const campaign&, std::uint32_t position) const override {
    return {"https://s.example/" + std::to_string(position), ""};
  }
  errc failure{};
};

// Counters and facts made by hand.
struct made_counters final : counter_source {
  task<campaign_counters> read(const campaign& of) override {
    ++reads;
    most_at_a_time = std::max(most_at_a_time, ++under_way);
    co_await boost::asio::post(co_await boost::asio::this_coro::executor, boost::asio::use_awaitable);
    --under_way;
    if (failure != errc{}) co_return make_error_code(failure);
    if (of.id == unreadable) co_return errc::corrupt;
    co_return by_campaign[of.id];
  }
  task<recipient_facts> read_recipient(const campaign&, std::uint32_t position) override {
    if (failure != errc{}) co_return make_error_code(failure);
    BOOST_TEST(position == 7U);
    co_return facts;
  }
  task<std::vector<std::uint32_t>> select(const campaign&, const recipient_filter&, std::uint32_t) override {
    co_return std::vector<std::uint32_t>{};
  }

  std::map<campaign_id, campaign_counters> by_campaign;
  recipient_facts facts;
  errc failure{};
  campaign_id unreadable{};
  std::size_t reads = 0;
  std::size_t under_way = 0;
  std::size_t most_at_a_time = 0;
};

// The statistics of an account whose one campaign has two links, "reviews" and "shop", until a test says
// more. It is the beginning of 2026-01-02.
struct stats_house {
  stats_house() {
    of.links = {{"reviews", "https://a.example/", false}, {"shop", "https://b.example/", false}};
    of.recipients = 10;
  }

  api_response get(std::string_view pattern, std::vector<std::string> path, std::string_view query = {}) {
    for (const auto& each : calls.endpoints())
      if (each.pattern == pattern) {
        BOOST_TEST((each.needs == scope::stats));
        api_request request;
        request.method = "GET";
        request.path = std::move(path);
        request.query = parameters(query);
        request.accept = accept;
        request.account = account;
        return run_task(io, each.handler->handle(std::move(request)));
      }
    BOOST_FAIL("no such call");
    return {};
  }

  // GET …/stats<part> of the campaign: "", "/links", ….
  api_response stats(const std::string& part, std::string_view query = {}) {
    return get("/api/v1/campaigns/{id}/stats" + part, {to_text(the_campaign)}, query);
  }
  std::string csv(const std::string& part, std::string_view query = {}) {
    accept = "text/csv";
    const auto answer = stats(part, query);
    accept.clear();
    BOOST_TEST(answer.status == 200U);
    BOOST_TEST(answer.content_type == "text/csv; charset=utf-8");
    return answer.body;
  }

  // Asks for what cannot be had: the field that the refusal names.
  std::string refused(const api_response& answer) {
    BOOST_TEST(answer.status == 422U);
    BOOST_TEST(answer.content_type == "application/problem+json");
    return boost::json::parse(answer.body).at("field").as_string().c_str();
  }

  static std::vector<std::pair<std::string, std::string>> parameters(std::string_view query) {
    std::vector<std::pair<std::string, std::string>> made;
    while (!query.empty()) {
      const auto pair = query.substr(0, query.find('&'));
      query.remove_prefix(std::min(query.size(), pair.size() + 1));
      const auto name = pair.substr(0, pair.find('='));
      made.emplace_back(name, pair.substr(std::min(pair.size(), name.size() + 1)));
    }
    return made;
  }

  known_campaigns campaigns;
  campaign& of = campaigns.add(the_campaign);
  one_recipient recipients;
  made_counters source;
  campaign_counters& counters = source.by_campaign[the_campaign];
  std::int64_t now_ms = seconds("2026-01-02T00:00:00Z") * 1000;
  stats_calls calls{campaigns, recipients, source, [this] { return now_ms; }};
  boost::asio::io_context io;
  std::string accept;
  account_id account = own;
};

}  // namespace waypost::test
