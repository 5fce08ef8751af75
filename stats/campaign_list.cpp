#include "stats/campaign_list.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <waypost/parameters.hpp>
#include <waypost/problem.hpp>

namespace waypost {
namespace {

constexpr std::array<std::string_view, 4> parameters{"sort", "limit", "after", "campaigns"};
constexpr std::size_t most_compared = 50;
constexpr std::string_view usual_order = "-created_at";

// The campaigns that ?campaigns= names, in this order; `refusal` is set where one is not there.
std::optional<totals_reader::campaigns> read_named(const campaign_catalogue& known, account_id account,
                                                   std::string_view ids, api_response& refusal) {
  totals_reader::campaigns named;
  while (!ids.empty()) {
    const auto text = ids.substr(0, ids.find(','));
    ids.remove_prefix(std::min(ids.size(), text.size() + 1));
    const auto id = parse_id<campaign_id>(text);
    auto found = id ? known.find(account, *id) : nullptr;
    if (!found) {
      refusal = not_found("There is no campaign \"" + std::string(text) + "\".");
      return std::nullopt;
    }
    named.push_back(std::move(found));
    if (named.size() <= most_compared) continue;
    refusal =
        invalid_field("campaigns", "At most " + std::to_string(most_compared) + " campaigns at a time.");
    return std::nullopt;
  }
  return named;
}

// A comparison has the order of its ids, and all of them. Passed over, the others would promise more.
bool is_whole_comparison(const api_request& request, api_response& refusal) {
  for (const auto name : {"sort", "limit", "after"})
    if (request.parameter(name)) {
      refusal = invalid_field(name, "A comparison has all the campaigns it names, in that order.");
      return false;
    }
  if (!request.parameter("campaigns")->empty()) return true;
  refusal = invalid_field("campaigns", "This must name campaigns by their ids.");
  return false;
}

}  // namespace

boost::asio::awaitable<api_response> campaign_list::handle(api_request request) {
  api_response refusal;
  const auto format = format_for(request, refusal);
  if (!format || !has_only(parameters, request, refusal)) co_return refusal;
  if (request.parameter("campaigns") && !is_whole_comparison(request, refusal)) co_return refusal;
  const auto asked = read_page(request, refusal);
  if (!asked) co_return refusal;
  const auto sort = request.parameter("sort").value_or(usual_order);
  const auto order = campaign_order::of(sort.empty() ? usual_order : sort);
  if (!order)
    co_return invalid_field("sort",
                            "This must be one of " + campaign_order::columns() + ", or -… to go down.");
  const auto ids = request.parameter("campaigns").value_or("");
  const auto named = read_named(from_.campaigns, request.account, ids, refusal);
  if (!named) co_return refusal;

  result<campaign_list_page> made = campaign_list_page{};
  if (ids.empty())
    made = co_await pages_.page_of(request.account, *order, *asked);
  else
    made = co_await pages_.all_of(*named);
  if (!made && made.error() == errc::invalid)
    co_return invalid_field("after", "This must be the \"next\" of a page in the same order.");
  if (!made) co_return answer_to_failed_read(made.error());
  auto answer =
      numbers_answer(*format, *format == numbers_format::csv ? to_csv(*made) : to_json(*made, from_.now()));
  // CSV has no place for it.
  if (made->next)
    answer.headers.emplace_back("Link", "</api/v1/stats/campaigns?sort=" + order->text() +
                                            "&limit=" + std::to_string(asked->limit) +
                                            "&after=" + *made->next + ">; rel=\"next\"");
  co_return answer;
}

}  // namespace waypost
