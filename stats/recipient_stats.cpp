#include "stats/recipient_stats.hpp"

#include <string>

#include <waypost/parameters.hpp>
#include <waypost/problem.hpp>
#include <waypost/rfc3339.hpp>

#include "stats/json_text.hpp"

namespace waypost {
namespace {

std::optional<std::string> text_of(const std::optional<std::int64_t>& time_s) {
  return time_s ? std::optional(rfc3339_of_s(*time_s)) : std::nullopt;
}

void add_link(json_text& text, const link& of, const recipient_facts::link& facts, const std::string& url) {
  bool clicked = false;
  for (const bool on : facts.clicked_on) clicked = clicked || on;
  text.open_object().add("link", of.label);
  if (url.empty())
    text.add_null("short_url");
  else
    text.add("short_url", url);
  text.add("clicked", clicked).open_array("devices");
  for (std::size_t kind = 0; kind < device_kinds; ++kind)
    if (facts.clicked_on[kind]) text.add_element(name_of(static_cast<device>(kind)));
  text.close().close();
}

void add_failure(json_text& text, const recipient_facts& facts) {
  if (!facts.failed) {
    text.add_null("failed");
    return;
  }
  text.open_object("failed").add("at", rfc3339_of_s(*facts.failed)).add("error", facts.error).close();
}

void add_conversion(json_text& text, const recipient_facts::conversion& made) {
  text.open_object().add("event", made.event).add("at", rfc3339_of_s(made.at_s));
  if (made.currency.empty())
    text.add_null("currency").add_null("minor_units");
  else
    text.add("currency", made.currency).add("minor_units", made.minor_units);
  text.close();
}

std::string to_json(const campaign& of, std::string_view recipient, std::uint32_t position,
                    const recipient_facts& facts, const std::vector<std::string>& urls) {
  json_text text;
  text.open_object().add("recipient", recipient).add("position", position).open_array("links");
  for (std::size_t i = 0; i < of.links.size(); ++i)
    add_link(text, of.links[i], i < facts.links.size() ? facts.links[i] : recipient_facts::link{},
             i < urls.size() ? urls[i] : std::string());
  text.close()
      .add("first_click", text_of(facts.first_click))
      .add("sent", text_of(facts.sent))
      .add("delivered", text_of(facts.delivered));
  add_failure(text, facts);
  text.open_array("conversions");
  for (const auto& each : facts.conversions) add_conversion(text, each);
  text.close();
  if (facts.more_conversions) text.add("more_conversions", true);
  return text.end();
}

}  // namespace

boost::asio::awaitable<api_response> recipient_stats::handle(api_request request) {
  const auto id = parse_id<campaign_id>(request.path.at(0));
  const auto found = id ? from_.campaigns.find(request.account, *id) : nullptr;
  if (!found) co_return not_found("There is no such campaign.");
  api_response refusal;
  if (!has_only({}, request, refusal)) co_return refusal;
  const std::string recipient = request.path.at(1);
  const auto position = co_await recipients_.position_of(*found, recipient);
  if (!position && position.error() == errc::not_found)
    co_return not_found("The campaign has no such recipient.");
  if (!position) co_return answer_to_failed_read(position.error());
  const auto facts = co_await from_.counters.read_recipient(*found, *position);
  if (!facts) co_return answer_to_failed_read(facts.error());
  const auto urls = recipients_.short_urls(*found, *position);
  co_return numbers_answer(numbers_format::json, to_json(*found, recipient, *position, *facts, urls));
}

}  // namespace waypost
