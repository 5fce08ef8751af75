#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include "stats/recipient_export.hpp"
#include "tests/support/run_task.hpp"

namespace waypost::test {

inline constexpr account_id own{1};
inline constexpr campaign_id id{0x2a};
inline constexpr std::uint32_t registered = 2 * recipients_per_chunk + 10;  // two chunks and a bit

struct one_campaign final : campaign_catalogue {
  one_campaign() {
    auto made = std::make_shared<campaign>();
    made->id = id;
    made->account = own;
    made->links = {{"shop", "https://a.example/", false}, {"reviews", "https://b.example/", false}};
    made->conversions = {{"Viewed", 60}, {"Charged", 1440}};
    made->recipients = registered;
    of = made;
  }
  std::shared_ptr<const campaign> find(account_id account, campaign_id asked) const override {
    return account == own && asked == id ? of : nullptr;
  }
  std::vector<std::shared_ptr<const campaign>> all_of(account_id) const override { return {of}; }

  std::shared_ptr<const campaign> of;
};

// Recipients named u<position>, but for those that `special` names otherwise.
struct named_recipients final : recipient_lookup {
  task<std::uint32_t> position_of(const campaign&, std::string_view) override { co_return errc::not_found; }
  task<std::vector<std::string>> ids_of(const campaign&, std::uint32_t first, std::uint32_t count) override {
    ++calls;
    named += count;
    if (failure != errc{}) co_return make_error_code(failure);
    std::vector<std::string> ids;
    for (std::uint32_t i = 0; i < count; ++i) ids.push_back(special(first + i));
    co_return ids;
  }
  std::vector<std::string> short_urls(const campaign&, std::uint32_t) const override { return {}; }

  std::function<std::string(std::uint32_t)> special = [](std::uint32_t position) {
    return "u" + std::to_string(position);
  };
  errc failure{};
  std::size_t calls = 0;
  std::size_t named = 0;  // positions asked for
};

// Selects the recipients for whom `does` holds.
struct some_facts final : counter_source {
  task<campaign_counters> read(const campaign&) override { co_return campaign_counters{}; }
  task<recipient_facts> read_recipient(const campaign&, std::uint32_t) override { co_return errc::not_found; }
  task<std::vector<std::uint32_t>> select(const campaign& of, const recipient_filter& wanted,
                                          std::uint32_t chunk) override {
    ++calls;
    asked = wanted;
    if (failure != errc{} && chunk >= fails_from) co_return make_error_code(failure);
    std::vector<std::uint32_t> selected;
    const auto first = chunk * recipients_per_chunk;
    for (auto p = first; p < std::min(first + recipients_per_chunk, of.recipients); ++p)
      if (does(p)) selected.push_back(p);
    co_return selected;
  }

  std::function<bool(std::uint32_t)> does = [](std::uint32_t) { return true; };
  errc failure{};
  std::uint32_t fails_from = 0;
  std::size_t calls = 0;
  recipient_filter asked;
};

using parameters = std::vector<std::pair<std::string, std::string>>;

struct export_fixture {
  one_campaign campaigns;
  named_recipients recipients;
  some_facts facts;
  recipient_export calls{campaigns, recipients, facts};
  boost::asio::io_context io;
  std::string accept;

  api_response get(parameters query = {}, std::string campaign = to_text(id), account_id account = own) {
    api_request request;
    request.method = "GET";
    request.path = {std::move(campaign)};
    request.query = std::move(query);
    request.accept = accept;
    request.account = account;
    return run_task(io, calls.handle(std::move(request)));
  }

  result<std::string> next(api_response& answer) { return run_task(io, answer.stream->next()); }

  // All the pieces of a good answer.
  std::string body(parameters query = {}) {
    auto answer = get(std::move(query));
    BOOST_TEST_REQUIRE(answer.status == 200U);
    BOOST_TEST_REQUIRE(answer.stream.get() != nullptr);
    std::string all;
    while (true) {
      const auto piece = next(answer);
      BOOST_REQUIRE(piece.has_value());
      BOOST_TEST_REQUIRE(piece->size() < std::size_t{68} << 10);
      if (piece->empty()) return all;
      all += *piece;
    }
  }

  // The field that a refusal names; empty where it is none.
  std::string refused(parameters query) {
    const auto answer = get(std::move(query));
    if (answer.status != 422) return {};
    return boost::json::parse(answer.body).at("field").as_string().c_str();
  }
};

}  // namespace waypost::test
