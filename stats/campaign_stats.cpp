#include "stats/campaign_stats.hpp"

#include <waypost/rfc3339.hpp>

#include "stats/csv_table.hpp"
#include "stats/json_text.hpp"
#include "stats/numbers.hpp"
#include "stats/numbers_text.hpp"

namespace waypost {
namespace {

void add_totals(json_text& text, const campaign_numbers& numbers) {
  text.add("sent", numbers.sent)
      .add("delivered", numbers.delivered)
      .add("failed", numbers.failed)
      .add("clicks", numbers.clicks)
      .add("unique_clickers", numbers.unique_clickers)
      .add("previews", numbers.previews)
      .add("bots", numbers.bots)
      .add("ctr", numbers.ctr)
      .add("unique_ctr", numbers.unique_ctr);
}

void add_beyond_totals(json_text& text, const campaign_numbers& numbers) {
  text.add("forwarded_devices", numbers.forwarded_devices)
      .add("fallbacks", numbers.fallbacks)
      .add("unknown_recipients", numbers.unknown_recipients)
      .add("delivered_ctr", numbers.delivered_ctr)
      .add("converted", numbers.converted)
      .add("conversion_rate", numbers.conversion_rate)
      .add("converted_of_sent", numbers.converted_of_sent)
      .add("revenue", numbers.revenue);
  if (!numbers.clickers_by_links) {
    text.add_null("clickers_by_links");
    return;
  }
  text.open_array("clickers_by_links");
  std::size_t links = 0;
  for (const auto recipients : *numbers.clickers_by_links)
    text.open_object().add("links", ++links).add("recipients", recipients).close();
  text.close();
}

std::string stats_json(const campaign& of, const campaign_numbers& numbers, std::string_view as_of) {
  json_text text;
  text.open_object().add("campaign", to_text(of.id)).add("as_of", as_of);
  add_totals(text, numbers);
  text.open_array("links");
  for (const auto& link : numbers.links) add_link(text.open_object(), link).close();
  text.close();
  add_beyond_totals(text, numbers);
  return text.end();
}

// "12 3 0": recipients who clicked one link, two, three.
std::string in_one_cell(const std::optional<std::vector<std::uint64_t>>& counts) {
  std::string cell;
  if (!counts) return cell;
  for (const auto count : *counts) {
    if (!cell.empty()) cell += ' ';
    cell += std::to_string(count);
  }
  return cell;
}

std::string stats_csv(const campaign& of, const campaign_numbers& numbers, std::string_view as_of) {
  csv_table table(
      "campaign,as_of,sent,delivered,failed,clicks,unique_clickers,previews,bots,ctr,unique_ctr,"
      "forwarded_devices,fallbacks,unknown_recipients,delivered_ctr,converted,conversion_rate,converted_of_"
      "sent,"
      "clickers_by_links,currency,minor_units");
  table.cell(to_text(of.id)).cell(as_of).numbers();
  table.cell(numbers.sent).cell(numbers.delivered).cell(numbers.failed);
  table.cell(numbers.clicks).cell(numbers.unique_clickers).cell(numbers.previews).cell(numbers.bots);
  table.cell(numbers.ctr).cell(numbers.unique_ctr).cell(numbers.forwarded_devices);
  table.cell(numbers.fallbacks).cell(numbers.unknown_recipients).cell(numbers.delivered_ctr);
  table.cell(numbers.converted).cell(numbers.conversion_rate).cell(numbers.converted_of_sent);
  table.cell(in_one_cell(numbers.clickers_by_links)).end_row(numbers.revenue);
  return table.end();
}

}  // namespace

boost::asio::awaitable<api_response> campaign_stats::handle(api_request request) {
  api_response refusal;
  const auto call = read_campaign_call(from_, request, {}, refusal);
  if (!call) co_return refusal;
  // The moment the reading begins: what is counted later may be in the numbers or not.
  const auto as_of = rfc3339_of_ms(from_.now());
  const auto counters = co_await read_counters(from_.counters, *call->of);
  if (!counters) co_return answer_to_failed_read(counters.error());
  const auto numbers = numbers_of(*call->of, *counters);
  const bool csv = call->format == numbers_format::csv;
  co_return numbers_answer(
      call->format, csv ? stats_csv(*call->of, numbers, as_of) : stats_json(*call->of, numbers, as_of));
}

}  // namespace waypost
