#include "stats/error_stats.hpp"

#include <algorithm>

#include <waypost/rfc3339.hpp>

#include "stats/bucket_request.hpp"
#include "stats/csv_table.hpp"
#include "stats/error_meanings.hpp"
#include "stats/json_text.hpp"
#include "stats/sums.hpp"

namespace waypost {
namespace {

struct error_numbers {
  std::string code;
  std::optional<std::string> meaning;
  std::uint64_t count = 0;
  rate share;  // of all failures
  const error_counters* counters = nullptr;
};

// The most frequent first, those alike by code.
std::vector<error_numbers> errors_of(const campaign_counters& counters) {
  std::vector<error_numbers> errors;
  std::uint64_t all = 0;
  for (const auto& [code, counted] : counters.errors) {
    auto& made = errors.emplace_back();
    made.code = code;
    const auto known = meaning_of_error(code);
    if (!known.empty() || !counted.description.empty())
      made.meaning = known.empty() ? counted.description : std::string(known);
    made.count = sum_of(counted.failed);
    made.counters = &counted;
    all += made.count;
  }
  for (auto& each : errors) each.share = rate_of(each.count, all);
  std::stable_sort(errors.begin(), errors.end(),
                   [](const auto& a, const auto& b) { return a.count > b.count; });
  return errors;
}

// `starts` and `counts` are of the same length.
void add_buckets(json_text& text, const std::vector<std::string>& starts,
                 const std::vector<std::uint64_t>& counts) {
  text.open_array("buckets");
  for (std::size_t i = 0; i < starts.size(); ++i)
    text.open_object().add("start", starts[i]).add("count", counts[i]).close();
  text.close();
}

std::string to_json(const std::vector<error_numbers>& errors, const bucket_request* asked,
                    const std::optional<buckets>& by) {
  json_text text;
  text.open_object();
  if (by) text.add("interval", name_of(asked->each)).add("time_zone", asked->zone_name);
  text.open_array("errors");
  const auto starts = by ? by->starts() : std::vector<std::string>();
  for (const auto& each : errors) {
    text.open_object()
        .add("error", each.code)
        .add("meaning", each.meaning)
        .add("count", each.count)
        .add("share", each.share)
        .add("first_seen", rfc3339_of_s(each.counters->first_seen_s))
        .add("last_seen", rfc3339_of_s(each.counters->last_seen_s));
    if (by) add_buckets(text, starts, by->spread(each.counters->failed));
    text.close();
  }
  return text.end();
}

std::string to_csv(const std::vector<error_numbers>& errors) {
  csv_table table("error,meaning,count,share,first_seen,last_seen");
  for (const auto& each : errors)
    table.cell(each.code)
        .cell(each.meaning)
        .cell(each.count)
        .cell(each.share)
        .cell(rfc3339_of_s(each.counters->first_seen_s))
        .cell(rfc3339_of_s(each.counters->last_seen_s))
        .end_row();
  return table.end();
}

std::string to_csv(const std::vector<error_numbers>& errors, const buckets& by) {
  csv_table table("error,start,count");
  const auto starts = by.starts();
  for (const auto& each : errors) {
    const auto counts = by.spread(each.counters->failed);
    for (std::size_t i = 0; i < starts.size(); ++i)
      table.cell(each.code).cell(starts[i]).cell(counts[i]).end_row();
  }
  return table.end();
}

}  // namespace

boost::asio::awaitable<api_response> error_stats::handle(api_request request) {
  api_response refusal;
  const auto call = read_campaign_call(from_, request, bucket_parameters, refusal);
  if (!call) co_return refusal;
  std::optional<bucket_request> asked;
  if (!read_bucket_request_if_any(request, *call->of, asked, refusal)) co_return refusal;
  const auto now_s = from_.now() / 1000;
  const auto counters = co_await read_counters(from_.counters, *call->of);
  if (!counters) co_return answer_to_failed_read(counters.error());
  std::optional<buckets> by;
  if (asked) {
    time_of_numbers time;
    time.include(counters->failed);
    by = buckets_for(*asked, *call->of, time, now_s, counters->errors.size(), refusal);
    if (!by) co_return refusal;
  }
  const auto errors = errors_of(*counters);
  if (call->format == numbers_format::json)
    co_return numbers_answer(call->format, to_json(errors, asked ? &*asked : nullptr, by));
  co_return numbers_answer(call->format, by ? to_csv(errors, *by) : to_csv(errors));
}

}  // namespace waypost
