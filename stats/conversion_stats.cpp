#include "stats/conversion_stats.hpp"

#include "stats/conversion_numbers.hpp"
#include "stats/csv_table.hpp"
#include "stats/json_text.hpp"

namespace waypost {
namespace {

using attribution = conversion_numbers::attribution;

void add(json_text& text, std::string_view name, const attribution& shown) {
  text.open_object(name)
      .add("converted", shown.converted)
      .add("rate", shown.of_registered)
      .add("rate_of_sent", shown.of_sent)
      .add("revenue", shown.revenue)
      .close();
}

std::string to_json(const conversion_numbers& shown) {
  json_text text;
  text.open_object().open_array("events");
  for (const auto& goal : shown.goals) {
    text.open_object().add("event", goal.of.event).add("window_minutes", goal.of.window_minutes);
    add(text, "click_through", goal.click_through);
    add(text, "influenced", goal.influenced);
    text.close();
  }
  text.close().open_array("funnel");
  for (const auto& step : shown.funnel)
    text.open_object()
        .add("step", step.name)
        .add("recipients", step.recipients)
        .add("share", step.share)
        .add("drop_off", step.drop_off)
        .add("drop_off_share", step.drop_off_share)
        .close();
  return text.end();
}

void add(csv_table& table, const conversion_goal& of, std::string_view name, const attribution& shown) {
  table.cell("event").cell(of.event).cell(of.window_minutes).cell(name).numbers();
  table.cell(shown.converted).cell(shown.of_registered).cell(shown.of_sent);
  table.empty_cells(3).end_row(shown.revenue);
}

std::string to_csv(const conversion_numbers& shown) {
  csv_table table(
      "part,name,window_minutes,attribution,recipients,rate,rate_of_sent,share,drop_off,drop_off_share,"
      "currency,minor_units");
  for (const auto& goal : shown.goals) {
    add(table, goal.of, "click_through", goal.click_through);
    add(table, goal.of, "influenced", goal.influenced);
  }
  for (const auto& step : shown.funnel) {
    table.cell("step").cell(step.name).empty_cells(2).numbers();
    table.cell(step.recipients).empty_cells(2);
    table.cell(step.share).cell(step.drop_off).cell(step.drop_off_share).end_row({});
  }
  return table.end();
}

}  // namespace

boost::asio::awaitable<api_response> conversion_stats::handle(api_request request) {
  api_response refusal;
  const auto call = read_campaign_call(from_, request, {}, refusal);
  if (!call) co_return refusal;
  const auto counters = co_await read_counters(from_.counters, *call->of);
  if (!counters) co_return answer_to_failed_read(counters.error());
  const auto shown = conversion_numbers_of(*call->of, *counters);
  co_return numbers_answer(call->format,
                           call->format == numbers_format::csv ? to_csv(shown) : to_json(shown));
}

}  // namespace waypost
