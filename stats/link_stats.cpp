#include "stats/link_stats.hpp"

#include <waypost/rfc3339.hpp>

#include "stats/bucket_request.hpp"
#include "stats/csv_table.hpp"
#include "stats/json_text.hpp"
#include "stats/numbers.hpp"
#include "stats/numbers_text.hpp"

namespace waypost {
namespace {

// The links' clicks, bucket by bucket.
struct clicks_by_bucket {
  clicks_by_bucket(const buckets& by, const campaign_counters& counters)
      : starts(by.starts()), of_all(by.size()) {
    for (const auto& link : counters.links) {
      const auto& clicks = of_link.emplace_back(by.spread(link.clicks));
      for (std::size_t i = 0; i < clicks.size(); ++i) of_all[i] += clicks[i];
    }
  }

  rate share(std::size_t link, std::size_t bucket) const {
    return rate_of(of_link[link][bucket], of_all[bucket]);
  }

  std::vector<std::string> starts;
  std::vector<std::uint64_t> of_all;
  std::vector<std::vector<std::uint64_t>> of_link;
};

// The split, and by bucket where that is asked for.
struct split {
  const campaign& of;
  campaign_numbers numbers;
  std::string as_of;
  std::optional<bucket_request> asked;
  std::optional<clicks_by_bucket> by;
};

void add_buckets(json_text& text, const clicks_by_bucket& by, std::size_t link) {
  text.open_array("buckets");
  for (std::size_t i = 0; i < by.starts.size(); ++i)
    text.open_object()
        .add("start", by.starts[i])
        .add("clicks", by.of_link[link][i])
        .add("share", by.share(link, i))
        .close();
  text.close();
}

std::string to_json(const split& shown) {
  json_text text;
  text.open_object().add("campaign", to_text(shown.of.id)).add("as_of", shown.as_of);
  text.add("clicks", shown.numbers.clicks).add("unique_clickers", shown.numbers.unique_clickers);
  if (shown.by) text.add("interval", name_of(shown.asked->each)).add("time_zone", shown.asked->zone_name);
  text.open_array("links");
  for (std::size_t i = 0; i < shown.numbers.links.size(); ++i) {
    add_link(text.open_object(), shown.numbers.links[i]);
    if (shown.by) add_buckets(text, *shown.by, i);
    text.close();
  }
  return text.end();
}

std::string to_csv(const split& shown) {
  csv_table table("link,clicks,unique_clickers,share");
  for (const auto& link : shown.numbers.links)
    table.cell(link.label).cell(link.clicks).cell(link.unique_clickers).cell(link.share).end_row();
  return table.end();
}

std::string to_csv_by_bucket(const split& shown) {
  csv_table table("link,start,clicks,share");
  const auto& by = *shown.by;
  for (std::size_t link = 0; link < shown.numbers.links.size(); ++link)
    for (std::size_t i = 0; i < by.starts.size(); ++i)
      table.cell(shown.numbers.links[link].label)
          .cell(by.starts[i])
          .cell(by.of_link[link][i])
          .cell(by.share(link, i))
          .end_row();
  return table.end();
}

}  // namespace

boost::asio::awaitable<api_response> link_stats::handle(api_request request) {
  api_response refusal;
  const auto call = read_campaign_call(from_, request, bucket_parameters, refusal);
  if (!call) co_return refusal;
  std::optional<bucket_request> asked;
  if (!read_bucket_request_if_any(request, *call->of, asked, refusal)) co_return refusal;
  const auto now_ms = from_.now();
  const auto counters = co_await read_counters(from_.counters, *call->of);
  if (!counters) co_return answer_to_failed_read(counters.error());
  split shown{*call->of, numbers_of(*call->of, *counters), rfc3339_of_ms(now_ms), asked, {}};
  if (asked) {
    time_of_numbers time;
    for (const auto& link : counters->links) time.include(link.clicks);
    const auto by = buckets_for(*asked, *call->of, time, now_ms / 1000, counters->links.size(), refusal);
    if (!by) co_return refusal;
    shown.by.emplace(*by, *counters);
  }
  if (call->format == numbers_format::json) co_return numbers_answer(call->format, to_json(shown));
  co_return numbers_answer(call->format, asked ? to_csv_by_bucket(shown) : to_csv(shown));
}

}  // namespace waypost
