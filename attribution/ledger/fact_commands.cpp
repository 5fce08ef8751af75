#include "attribution/ledger/fact_commands.hpp"

#include <algorithm>

#include "attribution/ledger/earliest_script.hpp"
#include "attribution/ledger/fields.hpp"

namespace waypost {

namespace keys = redis::keys;

namespace {

// Bounds one command's size; Redis takes far more, but executes nothing else meanwhile.
constexpr std::size_t most_bits_per_command = 8192;

std::string place(std::uint32_t index) { return '#' + std::to_string(index); }

void set_bits(std::vector<redis::command>& out, const std::string& key, std::vector<std::uint32_t> bits) {
  std::sort(bits.begin(), bits.end());
  bits.erase(std::unique(bits.begin(), bits.end()), bits.end());
  for (std::size_t i = 0; i < bits.size(); i += most_bits_per_command) {
    redis::command set{"BITFIELD", key};
    const std::size_t end = std::min(bits.size(), i + most_bits_per_command);
    for (std::size_t j = i; j < end; ++j) set.add("SET").add("u1").add(place(bits[j])).add("1");
    out.push_back(std::move(set));
  }
}

void set_earliest(std::vector<redis::command>& out, std::string_view digest, const std::string& key,
                  const step_facts::times& times) {
  for (auto next = times.begin(); next != times.end();) {
    redis::command merge{"EVALSHA", digest, "1", key};
    for (std::size_t i = 0; i < scripts::most_times_per_call && next != times.end(); ++i, ++next)
      merge.add(std::uint64_t{next->first}).add(std::uint64_t{next->second});
    out.push_back(std::move(merge));
  }
}

}  // namespace

std::string token_text(std::uint64_t token) { return detail::hex16(token); }

std::vector<redis::command> fact_commands(campaign_id campaign, const journal_name& journal,
                                          std::uint64_t token, const step_facts& facts,
                                          std::string_view earliest_digest) {
  std::vector<redis::command> commands{{"MULTI"}};
  for (const auto& [chunk, bits] : facts.clicked)
    set_bits(commands, keys::clicked(campaign, chunk.link, chunk.on, chunk.chunk), bits);
  for (const auto& [chunk, times] : facts.first_click)
    set_earliest(commands, earliest_digest, keys::first_click(campaign, chunk), times);
  for (const auto& [chunk, times] : facts.sent)
    set_earliest(commands, earliest_digest, keys::sent(campaign, chunk), times);
  const std::string counts = keys::sent_counts(campaign);
  for (const auto& [field, count] : facts.sent_counts)
    commands.push_back({"HSETNX", counts, field, std::to_string(count)});
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

std::vector<std::string> touched_chunks(campaign_id campaign, const step_facts& facts) {
  std::vector<std::string> touched;
  for (const auto& [chunk, bits] : facts.clicked)
    touched.push_back(keys::clicked(campaign, chunk.link, chunk.on, chunk.chunk));
  for (const auto& [chunk, times] : facts.first_click) touched.push_back(keys::first_click(campaign, chunk));
  for (const auto& [chunk, times] : facts.sent) touched.push_back(keys::sent(campaign, chunk));
  if (!facts.sent_counts.empty()) touched.push_back(keys::sent_counts(campaign));
  return touched;
}

}  // namespace waypost
