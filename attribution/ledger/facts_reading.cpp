#include "attribution/ledger/facts_reading.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "attribution/ledger/conversion_reading.hpp"
#include "attribution/ledger/funnel.hpp"
#include "attribution/recipients/slices.hpp"
#include "attribution/redis/keys.hpp"

namespace waypost {

namespace keys = redis::keys;

namespace {

// Bounds the memory of one round trip.
constexpr std::size_t most_bytes_per_call = 4 * 1024 * 1024;
constexpr std::size_t most_hashes_per_call = 8;
constexpr std::size_t merged_chunks_per_slice = 16;

}  // namespace

facts_reading::facts_reading(redis::connection& redis, fact_alarms& alarms, campaign_id campaign,
                             campaign_sums& kept, std::size_t most_bytes)
    : redis_(redis),
      alarms_(alarms),
      campaign_(campaign),
      kept_(kept),
      most_bytes_(most_bytes),
      merged_(kept.terms) {}

task<void> facts_reading::read(const listed_facts& listed, versions_mark versions) {
  kept_.forget_unlisted(listed);
  const auto chunks = co_await read_chunks(listed);
  if (!chunks) co_return chunks.error();
  merge_silent(listed);
  const auto plain = co_await read_plain_counts(listed);
  if (!plain) co_return plain.error();
  const auto unknown = co_await read_unknown_events(listed);
  if (!unknown) co_return unknown.error();
  // Last: a step writes an error's name together with the first failure by that name.
  const auto errors = co_await read_errors(listed);
  if (!errors) co_return errors.error();
  kept_.together.emplace(versions, merged_.counters(kept_.errors.sums));
  co_return result<void>{};
}

task<void> facts_reading::read_chunks(const listed_facts& listed) {
  std::vector<chunk_refresh> batch;
  std::size_t bytes = 0;
  std::size_t merged = 0;
  for (const auto& [number, versions] : listed.chunks) {
    chunk_refresh refresh(campaign_, number, versions, kept_.chunks[number]);
    if (refresh.nothing_moved()) {
      merge(number);
      if (++merged % merged_chunks_per_slice == 0) co_await let_others_run();
      continue;
    }
    bytes += refresh.bytes();
    batch.push_back(std::move(refresh));
    if (bytes < most_bytes_per_call) continue;
    const auto fetched = co_await fetch(batch);
    if (!fetched) co_return fetched.error();
    batch.clear();
    bytes = 0;
  }
  co_return co_await fetch(batch);
}

task<void> facts_reading::fetch(const std::vector<chunk_refresh>& batch) {
  std::vector<redis::command> commands;
  for (const auto& refresh : batch)
    for (auto& command : refresh.commands()) commands.push_back(std::move(command));
  const std::string slot = keys::ledger(campaign_);
  const auto generation = redis_.generation();
  const auto replies = co_await redis_.call_all(slot, std::move(commands));
  if (!replies) co_return replies.error();
  std::span<const redis::reply> rest(*replies);
  for (const auto& refresh : batch) {
    const auto count = refresh.commands().size();
    if (rest.size() < count) co_return make_error_code(errc::redis_protocol);
    const auto taken = co_await take(refresh, rest.first(count), generation);
    rest = rest.subspan(count);
    if (!taken) {
      kept_.chunks.erase(refresh.chunk());
      co_return taken.error();
    }
    merge(refresh.chunk());
    co_await let_others_run();
  }
  co_return result<void>{};
}

task<void> facts_reading::take(const chunk_refresh& refresh, std::span<const redis::reply> replies,
                               std::uint64_t generation) {
  conversion_facts conversions;
  if (const auto* key = refresh.conversions_key()) {
    auto read = co_await read_conversions(redis_, *key, replies.front(), generation, kept_.terms);
    if (!read && read.error() == errc::corrupt) alarms_.corrupt(campaign_, *key);
    if (!read && read.error() == errc::too_many) alarms_.too_large(campaign_, *key);
    if (!read) co_return read.error();
    conversions = std::move(*read);
  }
  co_return refresh.take(replies, std::move(conversions), kept_.terms, kept_.chunks[refresh.chunk()],
                         alarms_);
}

void facts_reading::merge(std::uint32_t chunk) {
  auto& sums = kept_.chunks[chunk];
  sums.find_outcome(chunk, kept_.sent_reported, kept_.terms);
  merged_.add(sums);
  bytes_ += sums.bytes();
  if (bytes_ > most_bytes_) kept_.chunks.erase(chunk);
}

void facts_reading::merge_silent(const listed_facts& listed) {
  std::uint64_t silent = kept_.terms.recipients;
  for (const auto& [number, versions] : listed.chunks) silent -= kept_.terms.registered_in(number);
  merged_.add_funnel(count_steps_of_silent(silent, kept_.sent_reported, kept_.terms));
}

task<void> facts_reading::read_plain_counts(const listed_facts& listed) {
  std::vector<std::uint32_t> moved;
  for (const auto& [number, version] : listed.plain_counts)
    if (kept_.plain_counts[number].version != version) moved.push_back(number);
  for (std::size_t i = 0; i < moved.size(); i += most_hashes_per_call) {
    const auto batch = std::span(moved).subspan(i).first(std::min(most_hashes_per_call, moved.size() - i));
    std::vector<redis::command> commands;
    for (const auto number : batch)
      commands.push_back(redis::first_page_of(keys::plain_counts(campaign_, number)));
    const std::string slot = keys::ledger(campaign_);
    const auto generation = redis_.generation();
    const auto replies = co_await redis_.call_all(slot, std::move(commands));
    if (!replies) co_return replies.error();
    for (std::size_t j = 0; j < batch.size(); ++j) {
      plain_counter counter(kept_.terms.created_s);
      const auto take = [&counter](std::string_view field, std::string_view value) {
        return counter.take(field, value);
      };
      const auto read =
          co_await read_hash(keys::plain_counts(campaign_, batch[j]), (*replies)[j], generation, take);
      if (!read) co_return read.error();
      kept_.plain_counts[batch[j]] = {listed.plain_counts.at(batch[j]), std::move(counter).sums()};
      co_await let_others_run();
    }
  }
  for (const auto& [number, plain] : kept_.plain_counts) merged_.add(plain.sums);
  co_return result<void>{};
}

task<void> facts_reading::read_unknown_events(const listed_facts& listed) {
  std::vector<redis::command> commands;
  std::vector<std::uint32_t> moved;
  for (const auto& [number, version] : listed.unknown_events) {
    if (kept_.unknown_events[number].version == version) continue;
    moved.push_back(number);
    commands.push_back({"HLEN", keys::unknown_events(campaign_, number)});
  }
  const std::string slot = keys::ledger(campaign_);
  const auto replies = co_await redis_.call_all(slot, std::move(commands));
  if (!replies) co_return replies.error();
  for (std::size_t i = 0; i < moved.size(); ++i) {
    const auto& reply = (*replies)[i];
    if (reply.is_error()) co_return make_error_code(redis::error_of(reply.text));
    if (reply.integer <= 0) alarms_.missing(campaign_, keys::unknown_events(campaign_, moved[i]));
    kept_.unknown_events[moved[i]] = {listed.unknown_events.at(moved[i]),
                                      static_cast<std::uint64_t>(std::max<std::int64_t>(reply.integer, 0))};
  }
  for (const auto& [number, events] : kept_.unknown_events) merged_.add_unknown(events.sums);
  co_return result<void>{};
}

// All of a hash from its first page on. Told of where it is missing, and where it makes no sense.
task<void> facts_reading::read_hash(std::string key, const redis::reply& first, std::uint64_t generation,
                                    redis::take_field take) {
  if (redis::is_empty_page(first)) alarms_.missing(campaign_, key);
  const auto read = co_await redis::read_pages(redis_, key, first, generation, std::move(take));
  if (!read && read.error() == errc::corrupt) alarms_.corrupt(campaign_, key);
  if (!read) co_return read.error();
  co_return result<void>{};
}

// A name may be missing in what was read before although the hash's version has not moved since: the version
// follows the facts.
task<void> facts_reading::read_errors(const listed_facts& listed) {
  const bool moved = kept_.errors.version != listed.errors;
  if (!listed.errors || (!moved && merged_.all_errors_known(kept_.errors.sums))) co_return result<void>{};
  const auto key = keys::errors(campaign_);
  const auto generation = redis_.generation();
  const auto first = co_await redis_.call(key, redis::first_page_of(key));
  if (!first) co_return first.error();
  error_names names;
  const auto take = [&names](std::string_view field, std::string_view value) {
    return names.take(field, value);
  };
  const auto read = co_await read_hash(key, *first, generation, take);
  if (!read) co_return read.error();
  kept_.errors = {listed.errors, std::move(names)};
  co_return result<void>{};
}

}  // namespace waypost
