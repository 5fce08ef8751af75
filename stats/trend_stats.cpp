#include "stats/trend_stats.hpp"

#include "stats/bucket_request.hpp"
#include "stats/csv_table.hpp"
#include "stats/json_text.hpp"
#include "stats/trend.hpp"

namespace waypost {
namespace {

std::string to_json(const bucket_request& asked, const trend& shown) {
  json_text text;
  text.open_object().add("interval", name_of(asked.each)).add("time_zone", asked.zone_name);
  text.open_array("buckets");
  for (std::size_t i = 0; i < shown.starts.size(); ++i)
    text.open_object()
        .add("start", shown.starts[i])
        .add("sent", shown.sent[i])
        .add("delivered", shown.delivered[i])
        .add("failed", shown.failed[i])
        .add("clicks", shown.clicks[i])
        .add("first_clicks", shown.first_clicks[i])
        .add("converted", shown.converted[i])
        .add("revenue", shown.revenue[i])
        .close();
  return text.end();
}

std::string to_csv(const trend& shown) {
  csv_table table("start,sent,delivered,failed,clicks,first_clicks,converted,currency,minor_units");
  for (std::size_t i = 0; i < shown.starts.size(); ++i) {
    table.cell(shown.starts[i]).numbers();
    table.cell(shown.sent[i]).cell(shown.delivered[i]).cell(shown.failed[i]);
    table.cell(shown.clicks[i]).cell(shown.first_clicks[i]).cell(shown.converted[i]);
    table.end_row(shown.revenue[i]);
  }
  return table.end();
}

}  // namespace

boost::asio::awaitable<api_response> trend_stats::handle(api_request request) {
  api_response refusal;
  const auto call = read_campaign_call(from_, request, bucket_parameters, refusal);
  if (!call) co_return refusal;
  const auto asked = read_bucket_request(request, *call->of, refusal);
  if (!asked) co_return refusal;
  const auto now_s = from_.now() / 1000;
  const auto counters = co_await read_counters(from_.counters, *call->of);
  if (!counters) co_return answer_to_failed_read(counters.error());
  const auto by = buckets_for(*asked, *call->of, time_of_trend(*counters), now_s, 1, refusal);
  if (!by) co_return refusal;
  const auto shown = trend_by(*by, *counters);
  co_return numbers_answer(call->format,
                           call->format == numbers_format::csv ? to_csv(shown) : to_json(*asked, shown));
}

}  // namespace waypost
