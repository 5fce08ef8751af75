#include "stats/client_stats.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "stats/csv_table.hpp"
#include "stats/json_text.hpp"

namespace waypost {
namespace {

using by_name = campaign_counters::by_name;

// One of the lists, what it counts, and how a row of CSV calls one of its entries.
struct client_list {
  std::string_view name;
  std::string_view kind;
  std::string_view counted;
  const by_name& entries;
};

std::array<client_list, 6> lists_of(const campaign_counters& counters) {
  return {{{"systems", "system", "clicks", counters.systems},
           {"browsers", "browser", "clicks", counters.browsers},
           {"devices", "device", "clicks", counters.devices},
           {"countries", "country", "clicks", counters.countries},
           {"previews", "preview", "requests", counters.previews},
           {"bots", "bot", "requests", counters.bots}}};
}

// The most frequent first, those alike by name.
std::vector<std::pair<std::string, std::uint64_t>> sorted(const by_name& entries) {
  std::vector<std::pair<std::string, std::uint64_t>> ordered(entries.begin(), entries.end());
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return ordered;
}

std::string to_json(const campaign_counters& counters) {
  json_text text;
  text.open_object();
  for (const auto& list : lists_of(counters)) {
    text.open_array(list.name);
    for (const auto& [name, count] : sorted(list.entries))
      text.open_object().add("name", name).add(list.counted, count).close();
    text.close();
  }
  return text.end();
}

std::string to_csv(const campaign_counters& counters) {
  csv_table table("kind,name,clicks,requests");
  for (const auto& list : lists_of(counters))
    for (const auto& [name, count] : sorted(list.entries)) {
      table.cell(list.kind).cell(name);
      if (list.counted == "clicks")
        table.cell(count).empty_cells(1).end_row();
      else
        table.empty_cells(1).cell(count).end_row();
    }
  return table.end();
}

}  // namespace

boost::asio::awaitable<api_response> client_stats::handle(api_request request) {
  api_response refusal;
  const auto call = read_campaign_call(from_, request, {}, refusal);
  if (!call) co_return refusal;
  const auto counters = co_await read_counters(from_.counters, *call->of);
  if (!counters) co_return answer_to_failed_read(counters.error());
  co_return numbers_answer(call->format,
                           call->format == numbers_format::csv ? to_csv(*counters) : to_json(*counters));
}

}  // namespace waypost
