#include "attribution/ledger/fact_commands.hpp"

#include <algorithm>

#include "attribution/ledger/earliest_script.hpp"
#include "attribution/ledger/fields.hpp"
#include "attribution/ledger/merge_waiting_script.hpp"

namespace waypost {

namespace keys = redis::keys;

namespace {

// Bounds one command's size; Redis takes far more, but executes nothing else meanwhile.
constexpr std::size_t most_bits_per_command = 8192;

std::string place(std::uint32_t index) { return '#' + std::to_string(index); }

// The last index that the chunk will have as far as is known: at least `used`. A string that grows entry by
// entry is given twice the room it needs.
std::string last_place(std::uint32_t chunk, std::uint32_t recipients, std::uint32_t used) {
  const auto first = std::uint64_t{chunk} * recipients_per_chunk;
  if (recipients <= first) return place(used);
  const auto there = std::min<std::uint64_t>(recipients - first, recipients_per_chunk);
  return place(std::max(used, static_cast<std::uint32_t>(there - 1)));
}

void set_bits(std::vector<redis::command>& out, const std::string& key, std::uint32_t chunk,
              std::uint32_t recipients, std::vector<std::uint32_t> bits) {
  std::sort(bits.begin(), bits.end());
  bits.erase(std::unique(bits.begin(), bits.end()), bits.end());
  const auto last = last_place(chunk, recipients, bits.back());
  for (std::size_t i = 0; i < bits.size(); i += most_bits_per_command) {
    redis::command set{"BITFIELD", key, "INCRBY", "u1", last, "0"};
    const std::size_t end = std::min(bits.size(), i + most_bits_per_command);
    for (std::size_t j = i; j < end; ++j) set.add("SET").add("u1").add(place(bits[j])).add("1");
    out.push_back(std::move(set));
  }
}

std::string_view type_of(step_facts::array of) noexcept {
  return of == step_facts::array::failed ? "u56" : "u32";
}

void set_least(std::vector<redis::command>& out, std::string_view digest, const std::string& key,
               const step_facts::array_chunk& chunk, std::uint32_t recipients,
               const step_facts::least& numbers) {
  const auto last = last_place(chunk.chunk, recipients, numbers.rbegin()->first);
  for (auto next = numbers.begin(); next != numbers.end();) {
    redis::command merge{"EVALSHA", digest, "1", key, type_of(chunk.of), last};
    for (std::size_t i = 0; i < scripts::most_numbers_per_call && next != numbers.end(); ++i, ++next)
      merge.add(place(next->first)).add(next->second);
    out.push_back(std::move(merge));
  }
}

void merge_waiting(std::vector<redis::command>& out, std::string_view digest, const std::string& key,
                   const std::map<std::string, waiting_callback>& callbacks) {
  for (auto next = callbacks.begin(); next != callbacks.end();) {
    redis::command merge{"EVALSHA", digest, "1", key};
    for (std::size_t i = 0; i < scripts::most_callbacks_per_call && next != callbacks.end(); ++i, ++next)
      merge.add(next->first).add(next->second.text());
    out.push_back(std::move(merge));
  }
}

std::string key_of(campaign_id campaign, const step_facts::clicked_chunk& chunk) {
  return keys::clicked(campaign, chunk.link, chunk.on, chunk.chunk);
}

std::string key_of(campaign_id campaign, const step_facts::array_chunk& chunk) {
  switch (chunk.of) {
    case step_facts::array::first_click:
      return keys::first_click(campaign, chunk.chunk);
    case step_facts::array::sent:
      return keys::sent(campaign, chunk.chunk);
    case step_facts::array::delivered:
      return keys::delivered(campaign, chunk.chunk);
    case step_facts::array::failed:
      break;
  }
  return keys::failed(campaign, chunk.chunk);
}

std::string key_of(campaign_id campaign, const step_facts::hash_part& part) {
  switch (part.of) {
    case step_facts::hash::errors:
      return keys::errors(campaign);
    case step_facts::hash::plain_counts:
      return keys::plain_counts(campaign, part.number);
    case step_facts::hash::conversions:
      return keys::conversions(campaign, part.number);
    case step_facts::hash::unknown_events:
      break;
  }
  return keys::unknown_events(campaign, part.number);
}

}  // namespace

std::string token_text(std::uint64_t token) { return detail::hex16(token); }

std::vector<redis::command> fact_commands(campaign_id campaign, const journal_name& journal,
                                          std::uint64_t token, const step_facts& facts,
                                          const fact_scripts& digests) {
  std::vector<redis::command> commands{{"MULTI"}};
  for (const auto& [chunk, bits] : facts.clicked)
    set_bits(commands, key_of(campaign, chunk), chunk.chunk, facts.recipients, bits);
  for (const auto& [chunk, numbers] : facts.arrays)
    set_least(commands, digests.earliest, key_of(campaign, chunk), chunk, facts.recipients, numbers);
  for (const auto& [part, entries] : facts.hashes) {
    const std::string key = key_of(campaign, part);
    for (const auto& [field, value] : entries) commands.push_back({"HSETNX", key, field, value});
  }
  // Only an account has any, and stands where a campaign stands.
  const account_id account{static_cast<std::uint64_t>(campaign)};
  for (const auto& [number, callbacks] : facts.waiting)
    merge_waiting(commands, digests.merge_waiting, keys::waiting(account, number), callbacks);
  if (!facts.text_codes.empty()) {
    redis::command names{"HMGET", keys::errors(campaign)};
    for (const auto& [code, number] : facts.text_codes) names.add(fields::error(number));
    commands.push_back(std::move(names));
  }
  commands.push_back({"HSET", keys::fence(campaign), fields::fence(journal), token_text(token)});
  commands.push_back({"EXEC"});
  return commands;
}

result<void> judge_facts(const std::vector<redis::reply>& replies) {
  if (replies.size() < 3) return errc::redis_protocol;
  for (const auto& reply : replies)
    if (reply.is_error()) return redis::error_of(reply.text);
  const auto& done = replies.back();
  if (done.type != redis::reply::kind::array || done.elements.size() != replies.size() - 2)
    return errc::redis_error;
  for (const auto& reply : done.elements)
    if (reply.is_error()) return redis::error_of(reply.text);
  return {};
}

std::map<std::string, std::string> errors_told_as_others(const step_facts& facts,
                                                         const std::vector<redis::reply>& replies) {
  std::map<std::string, std::string> told;
  if (facts.text_codes.empty()) return told;
  // Their names are asked for right before the fence.
  const auto& done = replies.back().elements;
  const auto& names = done[done.size() - 2].elements;
  auto name = names.begin();
  for (const auto& [code, number] : facts.text_codes) {
    if (name == names.end()) break;
    if (name->text != code) told.emplace(code, name->text);
    ++name;
  }
  return told;
}

std::vector<std::string> touched_chunks(campaign_id campaign, const step_facts& facts) {
  std::vector<std::string> touched;
  for (const auto& [chunk, bits] : facts.clicked) touched.push_back(key_of(campaign, chunk));
  for (const auto& [chunk, numbers] : facts.arrays) touched.push_back(key_of(campaign, chunk));
  for (const auto& [part, entries] : facts.hashes) touched.push_back(key_of(campaign, part));
  return touched;
}

}  // namespace waypost
