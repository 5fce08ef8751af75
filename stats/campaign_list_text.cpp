#include "stats/campaign_list_text.hpp"

#include <algorithm>

#include <waypost/rfc3339.hpp>

#include "stats/csv_table.hpp"
#include "stats/json_text.hpp"

namespace waypost {
namespace {

constexpr std::size_t columns_of_numbers = 10;

void add_numbers(json_text& text, const campaign_totals& totals) {
  if (!totals.numbers) {
    for (const auto* name : {"sent", "delivered", "failed", "clicks", "unique_clickers", "ctr", "converted",
                             "conversion_rate", "revenue"})
      text.add_null(name);
    text.add("problem", totals.failure.message());
    return;
  }
  const auto& numbers = *totals.numbers;
  text.add("sent", numbers.sent)
      .add("delivered", numbers.delivered)
      .add("failed", numbers.failed)
      .add("clicks", numbers.clicks)
      .add("unique_clickers", numbers.unique_clickers)
      .add("ctr", numbers.ctr)
      .add("converted", numbers.converted)
      .add("conversion_rate", numbers.conversion_rate)
      .add("revenue", numbers.revenue);
}

}  // namespace

std::string to_json(const campaign_list_page& page, std::int64_t now_ms) {
  auto as_of_ms = now_ms;
  json_text text;
  text.open_object().open_array("items");
  for (std::size_t i = 0; i < page.campaigns.size(); ++i) {
    const auto& of = *page.campaigns[i];
    const auto& totals = page.totals[i];
    as_of_ms = std::min(as_of_ms, totals.as_of_ms);
    text.open_object()
        .add("id", to_text(of.id))
        .add("name", of.name)
        .add("created_at", rfc3339_of_s(of.created_s))
        .add("recipients", of.recipients);
    add_numbers(text, totals);
    text.close();
  }
  text.close().add("next", page.next).add("as_of", rfc3339_of_ms(as_of_ms));
  return text.end();
}

std::string to_csv(const campaign_list_page& page) {
  csv_table table(
      "id,name,created_at,recipients,sent,delivered,failed,clicks,unique_clickers,ctr,converted,"
      "conversion_rate,currency,minor_units");
  for (std::size_t i = 0; i < page.campaigns.size(); ++i) {
    const auto& of = *page.campaigns[i];
    table.cell(to_text(of.id)).cell(of.name).cell(rfc3339_of_s(of.created_s)).numbers();
    table.cell(of.recipients);
    if (const auto& numbers = page.totals[i].numbers) {
      table.cell(numbers->sent).cell(numbers->delivered).cell(numbers->failed);
      table.cell(numbers->clicks).cell(numbers->unique_clickers).cell(numbers->ctr);
      table.cell(numbers->converted).cell(numbers->conversion_rate).end_row(numbers->revenue);
    } else {
      table.empty_cells(columns_of_numbers).end_row();
    }
  }
  return table.end();
}

}  // namespace waypost
