#include "attribution/ledger/message_map.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "attribution/journal/checksum.hpp"
#include "attribution/redis/keys.hpp"

namespace waypost {

namespace keys = redis::keys;

namespace {

// Others have their turn on the connection between so many.
constexpr std::size_t most_per_call = 2000;

constexpr std::size_t bytes_of_place = 12;

void append_little_endian(std::uint64_t number, std::size_t bytes, std::string& to) {
  for (std::size_t i = 0; i < bytes; ++i) to += static_cast<char>(number >> (8 * i) & 0xff);
}

std::uint64_t read_little_endian(std::string_view bytes) noexcept {
  std::uint64_t number = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) number = number << 8 | static_cast<unsigned char>(bytes[i]);
  return number;
}

// A command for each message, and behind those of a hash that was not told yet when Redis forgets it.
std::vector<redis::command> commands_for(account_id account, std::int64_t generation, campaign_id campaign,
                                         const std::map<std::string, std::uint32_t>& messages,
                                         const std::vector<bool>& told) {
  const auto forgotten = std::to_string(2 * message_map::lifetime.count());
  std::map<std::uint32_t, std::vector<const std::pair<const std::string, std::uint32_t>*>> by_hash;
  for (const auto& message : messages) by_hash[hash_of_message(message.first)].push_back(&message);
  std::vector<redis::command> commands;
  for (const auto& [number, some] : by_hash) {
    const auto key = keys::messages(account, generation, number);
    for (const auto* message : some)
      commands.push_back({"HSETNX", key, message->first, to_bytes({campaign, message->second})});
    if (!told[number]) commands.push_back({"EXPIRE", key, forgotten, "NX"});
  }
  return commands;
}

}  // namespace

std::string to_bytes(const message_place& place) {
  std::string bytes;
  append_little_endian(static_cast<std::uint64_t>(place.campaign), 8, bytes);
  append_little_endian(place.position, 4, bytes);
  return bytes;
}

std::optional<message_place> parse_message_place(std::string_view bytes) noexcept {
  if (bytes.size() != bytes_of_place) return std::nullopt;
  return message_place{campaign_id{read_little_endian(bytes.substr(0, 8))},
                       static_cast<std::uint32_t>(read_little_endian(bytes.substr(8)))};
}

std::uint32_t hash_of_message(std::string_view id) noexcept {
  return static_cast<std::uint32_t>(checksum(id) % keys::hashes_of_messages);
}

message_map::told_hashes& message_map::told(account_id account, std::int64_t generation) {
  const auto connection = redis_.generation();
  if (generation != told_generation_ || connection != told_connection_) told_.clear();
  told_generation_ = generation;
  told_connection_ = connection;
  return told_.try_emplace(account, keys::hashes_of_messages).first->second;
}

task<void> message_map::remember(account_id account, campaign_id campaign,
                                 const std::map<std::string, std::uint32_t>& messages) {
  const auto newest = generation();
  const auto connection = redis_.generation();
  auto commands = commands_for(account, newest, campaign, messages, told(account, newest));
  const std::string slot = keys::of_account(account);
  for (std::size_t i = 0; i < commands.size(); i += most_per_call) {
    const auto from = commands.begin() + static_cast<std::ptrdiff_t>(i);
    const auto to =
        commands.begin() + static_cast<std::ptrdiff_t>(std::min(commands.size(), i + most_per_call));
    std::vector<redis::command> some(std::make_move_iterator(from), std::make_move_iterator(to));
    const auto replies = co_await redis_.call_all(slot, std::move(some));
    if (!replies) co_return replies.error();
    for (const auto& reply : *replies)
      if (reply.is_error()) co_return redis::error_of(reply.text);
  }
  // Meanwhile another connection may have begun, whose Redis was told nothing.
  if (redis_.generation() != connection) co_return errc::redis_unavailable;
  auto& hashes = told(account, newest);
  for (const auto& message : messages) hashes[hash_of_message(message.first)] = true;
  co_return result<void>{};
}

task<std::vector<std::optional<message_place>>> message_map::find(account_id account,
                                                                  const std::vector<std::string>& ids) {
  const auto newest = generation();
  const std::string slot = keys::of_account(account);
  std::vector<std::optional<message_place>> found;
  found.reserve(ids.size());
  while (found.size() < ids.size()) {
    const auto end = std::min(ids.size(), found.size() + most_per_call / 2);
    std::vector<redis::command> asked;
    for (std::size_t i = found.size(); i < end; ++i)
      for (const auto generation : {newest, newest - 1})
        asked.push_back({"HGET", keys::messages(account, generation, hash_of_message(ids[i])), ids[i]});
    const auto replies = co_await redis_.call_all(slot, std::move(asked));
    if (!replies) co_return replies.error();
    for (const auto& reply : *replies)
      if (reply.is_error()) co_return redis::error_of(reply.text);
    if (replies->size() != 2 * (end - found.size())) co_return errc::redis_protocol;
    // The older one is the first recipient of the id.
    for (std::size_t i = 0; i < replies->size(); i += 2) {
      const auto older = parse_message_place((*replies)[i + 1].text);
      found.push_back(older ? older : parse_message_place((*replies)[i].text));
    }
  }
  co_return found;
}

}  // namespace waypost
