#include "attribution/ledger/recipient_reading.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include <waypost/block.hpp>

#include "attribution/ledger/conversion_facts.hpp"
#include "attribution/ledger/fact_times.hpp"
#include "attribution/ledger/failure_sums.hpp"
#include "attribution/redis/hash_pages.hpp"
#include "attribution/redis/keys.hpp"

namespace waypost {

namespace keys = redis::keys;

namespace {

// How many replies come before those about links.
constexpr std::size_t replies_before_links = first_page_of_conversions + 1;

redis::command part_of(const std::string& key, std::uint64_t index, std::uint64_t size) {
  redis::command read{"GETRANGE", key};
  read.add(index * size).add(index * size + size - 1);
  return read;
}

result<std::optional<std::int64_t>> time_in(const redis::reply& reply, std::int64_t created_s) {
  const auto times = times_of(reply.text);
  if (!times) return times.error();
  if (times->empty() || times->front() == 0) return std::optional<std::int64_t>{};
  return std::optional(seconds_of(times->front(), created_s));
}

}  // namespace

std::vector<redis::command> recipient_commands(const campaign& of, std::uint32_t position) {
  const std::uint32_t chunk = position / recipients_per_chunk;
  const std::uint64_t index = position % recipients_per_chunk;
  std::vector<redis::command> reads;
  reads.push_back(part_of(keys::first_click(of.id, chunk), index, sizeof(fact_time)));
  reads.push_back(part_of(keys::sent(of.id, chunk), index, sizeof(fact_time)));
  reads.push_back(part_of(keys::delivered(of.id, chunk), index, sizeof(fact_time)));
  reads.push_back(part_of(keys::failed(of.id, chunk), index, failure::bytes));
  reads.push_back(redis::first_page_of(keys::conversions(of.id, chunk)));
  for (std::uint16_t link = 0; link < of.links.size(); ++link)
    for (std::size_t kind = 0; kind < device_kinds; ++kind)
      reads.push_back(
          redis::command{"GETBIT", keys::clicked(of.id, link, static_cast<device>(kind), chunk)}.add(index));
  return reads;
}

result<void> recipient_conversions::take(std::string_view field, std::string_view value) {
  const auto read = parse_conversion(value);
  if (!read) return read.error();
  if (read->recipient != index_) return {};
  const auto at = fact_time_in(read->at_s, created_s_);
  if (!at) return at.error();
  // Its own time, also where that was before the campaign and so counts for nothing.
  const auto at_s = std::min(read->at_s, seconds_of(*at, created_s_));
  earliest_.try_emplace({at_s, std::string(field)},
                        recipient_facts::conversion{std::string(read->event), at_s, read->minor_units,
                                                    std::string(read->currency)});
  if (earliest_.size() <= most_told_conversions) return {};
  earliest_.erase(std::prev(earliest_.end()));
  more_ = true;
  return {};
}

void recipient_conversions::tell(recipient_facts& facts) && {
  for (auto& [place, conversion] : earliest_) facts.conversions.push_back(std::move(conversion));
  facts.more_conversions = more_;
}

result<recipient_answer> read_recipient_replies(const campaign& of,
                                                const std::vector<redis::reply>& replies) {
  if (replies.size() != replies_before_links + of.links.size() * device_kinds) return errc::redis_protocol;
  for (const auto& reply : replies)
    if (reply.is_error()) return redis::error_of(reply.text);
  recipient_answer answer;
  auto& facts = answer.facts;
  const auto first_click = time_in(replies[0], of.created_s);
  const auto sent = time_in(replies[1], of.created_s);
  const auto delivered = time_in(replies[2], of.created_s);
  const auto failures = failures_of(replies[3].text);
  if (!first_click || !sent || !delivered || !failures) return errc::corrupt;
  facts.first_click = *first_click;
  facts.sent = *sent;
  facts.delivered = *delivered;
  if (!failures->empty() && failures->front().at != 0) {
    facts.failed = seconds_of(failures->front().at, of.created_s);
    answer.error = failures->front().error;
  }
  facts.links.resize(of.links.size());
  for (std::size_t i = replies_before_links; i < replies.size(); ++i) {
    const auto place = i - replies_before_links;
    facts.links[place / device_kinds].clicked_on[place % device_kinds] = replies[i].integer == 1;
  }
  return answer;
}

}  // namespace waypost
