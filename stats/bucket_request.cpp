#include "stats/bucket_request.hpp"

#include <algorithm>
#include <chrono>

#include <waypost/problem.hpp>
#include <waypost/rfc3339.hpp>

namespace waypost {
namespace {

constexpr std::size_t most_buckets = 10'000;
constexpr std::size_t most_numbers = 100'000;  // of an answer: buckets × series

std::optional<std::string_view> given(const api_request& request, std::string_view name) {
  const auto value = request.parameter(name);
  return value && !value->empty() ? value : std::nullopt;
}

// "2026-11-20": when that day begins by the zone's clocks.
std::optional<std::int64_t> start_of_date(std::string_view text, const time_zone& zone) {
  if (text.size() != 10) return std::nullopt;
  const auto midnight_ms = parse_rfc3339(std::string(text) + "T00:00:00Z");
  return midnight_ms ? std::optional(zone.first_at(*midnight_ms / 1000)) : std::nullopt;
}

// A moment, of which seconds are told apart: one within a second is its beginning, or its end if `up`.
std::optional<std::int64_t> moment_of(std::string_view text, const time_zone& zone, bool up) {
  if (const auto day = start_of_date(text, zone)) return day;
  const auto time_ms = parse_rfc3339(text);
  return time_ms ? std::optional((*time_ms + (up ? 999 : 0)) / 1000) : std::nullopt;
}

bool read_moment(const api_request& request, std::string_view name, const time_zone& zone,
                 std::optional<std::int64_t>& into, api_response& refusal) {
  const auto text = given(request, name);
  if (!text) return true;
  into = moment_of(*text, zone, name == "to");
  if (into) return true;
  refusal = invalid_field(std::string(name),
                          "This must be a date (2026-11-20) or a time with its offset "
                          "(2026-11-20T09:00:00+05:30), from 1970 on.");
  return false;
}

}  // namespace

void time_of_numbers::include(const quarter_counts& counts) {
  if (counts.empty()) return;
  const auto first = counts.begin()->first * quarter_hour_s;
  const auto end = (counts.rbegin()->first + 1) * quarter_hour_s;
  first_s_ = std::min(first_s_.value_or(first), first);
  end_s_ = std::max(end_s_.value_or(end), end);
}

std::optional<bucket_request> read_bucket_request(const api_request& request, const campaign& of,
                                                  api_response& refusal) {
  const auto each = interval_of(given(request, "interval").value_or("day"));
  if (!each) {
    refusal = invalid_field("interval", "This must be hour, day, week or month.");
    return std::nullopt;
  }
  const std::string zone_name(given(request, "time_zone").value_or(of.time_zone));
  const auto zone = time_zone::find(zone_name);
  if (!zone) {
    refusal = invalid_field("time_zone", "There is no time zone \"" + zone_name + "\".");
    return std::nullopt;
  }
  bucket_request asked{*each, *zone, zone_name, {}, {}};
  if (!read_moment(request, "from", *zone, asked.from_s, refusal)) return std::nullopt;
  if (!read_moment(request, "to", *zone, asked.until_s, refusal)) return std::nullopt;
  if (asked.from_s && asked.until_s && *asked.from_s >= *asked.until_s) {
    refusal = invalid_field("to", "This must be later than \"from\".");
    return std::nullopt;
  }
  return asked;
}

bool read_bucket_request_if_any(const api_request& request, const campaign& of,
                                std::optional<bucket_request>& into, api_response& refusal) {
  if (given(request, "interval")) {
    into = read_bucket_request(request, of, refusal);
    return into.has_value();
  }
  // Passed over, they would leave numbers of all the time that look like those of a part of it.
  for (const auto name : bucket_parameters)
    if (given(request, name)) {
      refusal = invalid_field(std::string(name), "It says of which buckets; name an interval too.");
      return false;
    }
  return true;
}

std::optional<buckets> buckets_for(const bucket_request& asked, const campaign& of,
                                   const time_of_numbers& numbers, std::int64_t now_s, std::size_t series,
                                   api_response& refusal) {
  auto from_s = asked.from_s.value_or(std::min(of.created_s, numbers.first_s().value_or(of.created_s)));
  auto until_s = asked.until_s.value_or(std::max(now_s + 1, numbers.end_s().value_or(0)));
  // What is given may lie beyond what follows for the other: the bucket it is in, then.
  if (from_s >= until_s) (asked.from_s ? until_s = from_s + 1 : from_s = until_s - 1);
  const auto most = std::clamp<std::size_t>(most_numbers / std::max<std::size_t>(series, 1), 1, most_buckets);
  auto made = buckets::covering(asked.each, asked.zone, from_s, until_s, most);
  if (made) return made;
  std::string detail = "From " + asked.zone.text_of(from_s) + " to " + asked.zone.text_of(until_s);
  detail += " there are more than " + std::to_string(most);
  detail += " buckets of one " + std::string(name_of(asked.each));
  if (series > 1) detail += ", the most for " + std::to_string(series) + " rows of numbers";
  refusal = invalid_field("interval", detail + ". Ask for a longer interval, or narrow \"from\" and \"to\".");
  return std::nullopt;
}

}  // namespace waypost
