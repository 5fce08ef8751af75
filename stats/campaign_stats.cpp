#include "stats/campaign_stats.hpp"

#include <utility>

#include <waypost/problem.hpp>
#include <waypost/rfc3339.hpp>

#include "stats/failures.hpp"
#include "stats/numbers_text.hpp"

namespace waypost {

campaign_stats::campaign_stats(part shown, const campaign_catalogue& campaigns, counter_source& counters,
                               wall_clock now)
    : part_(shown), campaigns_(campaigns), counters_(counters), now_(std::move(now)) {}

boost::asio::awaitable<api_response> campaign_stats::handle(api_request request) {
  const auto id = parse_id<campaign_id>(request.path.at(0));
  const auto found = id ? campaigns_.find(request.account, *id) : nullptr;
  if (!found) co_return not_found("There is no such campaign.");

  // The moment the reading begins: what is counted later may be in the numbers or not.
  const auto as_of = rfc3339_of_ms(now_());
  const auto counters = co_await counters_.read(*id);
  if (!counters) co_return answer_to_failed_read(counters.error());
  const auto numbers = numbers_of(*found, *counters);

  api_response answer;
  answer.headers.emplace_back("Cache-Control", "no-store");
  if (part_ == part::all) {
    answer.body = stats_json(*found, numbers, as_of);
  } else if (request.accept.find("text/csv") != std::string::npos) {
    answer.content_type = "text/csv; charset=utf-8";
    answer.body = links_csv(numbers);
  } else {
    answer.body = links_json(*found, numbers, as_of);
  }
  co_return answer;
}

}  // namespace waypost
