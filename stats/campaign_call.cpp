#include "stats/campaign_call.hpp"

#include <array>
#include <utility>

#include <waypost/accept.hpp>
#include <waypost/parameters.hpp>
#include <waypost/problem.hpp>

namespace waypost {

std::optional<numbers_format> format_for(const api_request& request, api_response& refusal) {
  constexpr std::array<std::string_view, 2> offered{"application/json", "text/csv"};
  const auto best = best_accepted(request.accept, offered);
  if (best) return static_cast<numbers_format>(*best);
  refusal = to_response(
      {406, "not-acceptable", "Not acceptable", "Numbers go out as application/json or text/csv.", {}, {}});
  return std::nullopt;
}

std::optional<campaign_call> read_campaign_call(const stats_sources& from, const api_request& request,
                                                std::span<const std::string_view> known,
                                                api_response& refusal) {
  const auto id = parse_id<campaign_id>(request.path.at(0));
  const auto found = id ? from.campaigns.find(request.account, *id) : nullptr;
  if (!found) {
    refusal = not_found("There is no such campaign.");
    return std::nullopt;
  }
  const auto format = format_for(request, refusal);
  if (!format || !has_only(known, request, refusal)) return std::nullopt;
  return campaign_call{found, *format};
}

task<campaign_counters> read_counters(counter_source& from, const campaign& of) {
  auto read = co_await from.read(of);
  if (!read) co_return read.error();
  read->links.resize(of.links.size());
  read->conversions.resize(of.conversions.size());
  read->funnel.resize(of.funnel.size());
  co_return read;
}

api_response numbers_answer(numbers_format format, std::string text) {
  api_response answer;
  answer.headers.emplace_back("Cache-Control", "no-store");
  if (format == numbers_format::csv) answer.content_type = "text/csv; charset=utf-8";
  answer.body = std::move(text);
  return answer;
}

}  // namespace waypost
