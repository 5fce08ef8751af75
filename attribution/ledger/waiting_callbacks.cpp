#include "attribution/ledger/waiting_callbacks.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

#include "attribution/ledger/fields.hpp"
#include "attribution/redis/hash_pages.hpp"
#include "attribution/redis/keys.hpp"

namespace waypost {

namespace keys = redis::keys;

namespace {

constexpr std::uint64_t entries_per_page = 500;

// Redis does nothing else meanwhile.
constexpr std::size_t most_fields_per_command = 1000;

// KEYS: hash of waiting callbacks, the number to add to. ARGV: fields of the hash. Two writes: where Redis'
// log is torn between them, a callback is gone and not counted; no other number rests on it.
constexpr std::string_view give_up_script = R"lua(
local gone = redis.call('HDEL', KEYS[1], unpack(ARGV))
if gone > 0 then redis.call('INCRBY', KEYS[2], gone) end
return gone
)lua";

// False where the value is not one that a step wrote.
bool read_entry(std::string_view value, waiting_callbacks::entry& into) {
  auto read = parse_waiting_callback(value);
  into.message_id = std::string(fields::message_of_waiting(into.field));
  if (!read || into.message_id.empty()) return false;
  into.waits = std::move(*read);
  return true;
}

constexpr std::array callback_types{report_type::delivered, report_type::failed};

// Asks for all that waits about each of the messages: a command for each hash, with so many messages at most.
struct question {
  redis::command ask;
  std::vector<std::string> fields;
};

std::vector<question> questions_about(account_id account, const std::vector<std::string>& message_ids) {
  std::map<std::uint32_t, std::vector<question>> by_hash;
  for (const auto& id : message_ids) {
    const auto hash = hash_of_waiting(id);
    auto& asked = by_hash[hash];
    if (asked.empty() || asked.back().fields.size() >= most_fields_per_command)
      asked.push_back({{"HMGET", keys::waiting(account, hash)}, {}});
    for (const auto type : callback_types) {
      asked.back().fields.push_back(fields::waiting(type, id));
      asked.back().ask.add(asked.back().fields.back());
    }
  }
  std::vector<question> all;
  for (auto& [hash, some] : by_hash) std::move(some.begin(), some.end(), std::back_inserter(all));
  return all;
}

}  // namespace

task<void> waiting_callbacks::note(account_id account) {
  const std::string key = keys::callback_accounts();
  redis::command add{"SADD", key, to_text(account)};
  const auto added = co_await redis_.call(key, std::move(add));
  if (!added) co_return added.error();
  co_return result<void>{};
}

task<std::vector<account_id>> waiting_callbacks::accounts() {
  const std::string key = keys::callback_accounts();
  redis::command ask{"SMEMBERS", key};
  const auto answer = co_await redis_.call(key, std::move(ask));
  if (!answer) co_return answer.error();
  std::vector<account_id> accounts;
  for (const auto& member : answer->elements)
    if (const auto id = parse_id<account_id>(member.text)) accounts.push_back(*id);
  co_return accounts;
}

task<std::vector<waiting_callbacks::entry>> waiting_callbacks::about(
    account_id account, const std::vector<std::string>& message_ids) {
  const std::string slot = keys::of_account(account);
  const auto questions = questions_about(account, message_ids);
  std::vector<redis::command> asked;
  for (const auto& each : questions) asked.push_back(each.ask);
  const auto replies = co_await redis_.call_all(slot, std::move(asked));
  if (!replies) co_return replies.error();
  if (replies->size() != questions.size()) co_return errc::redis_protocol;
  std::vector<entry> found;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const auto& reply = (*replies)[i];
    if (reply.is_error()) co_return redis::error_of(reply.text);
    if (reply.elements.size() != questions[i].fields.size()) co_return errc::redis_protocol;
    for (std::size_t j = 0; j < reply.elements.size(); ++j) {
      entry one;
      one.field = questions[i].fields[j];
      // What cannot be read is the sweep's to tell.
      if (!reply.elements[j].text.empty() && read_entry(reply.elements[j].text, one))
        found.push_back(std::move(one));
    }
  }
  co_return found;
}

task<std::vector<bool>> waiting_callbacks::without_room(account_id account,
                                                        const std::vector<std::string>& fields,
                                                        waiting_room& room) {
  std::vector<bool> without(fields.size());
  std::map<std::uint32_t, std::vector<std::size_t>> by_hash;
  for (std::size_t i = 0; i < fields.size(); ++i)
    by_hash[hash_of_waiting(fields::message_of_waiting(fields[i]))].push_back(i);
  const std::string slot = keys::of_account(account);
  std::vector<redis::command> lengths;
  for (const auto& [hash, items] : by_hash) lengths.push_back({"HLEN", keys::waiting(account, hash)});
  const auto replies = co_await redis_.call_all(slot, std::move(lengths));
  if (!replies) co_return replies.error();
  auto length = replies->begin();
  for (const auto& [hash, items] : by_hash) {
    if (length->is_error()) co_return redis::error_of(length->text);
    const auto there = length++->integer;
    if (there < waiting_room::in_hash(0)) continue;  // campaigns need not be counted
    if (there < room.in_hash_of(account, waiting_room::clock::now())) continue;
    const auto key = keys::waiting(account, hash);
    for (std::size_t first = 0; first < items.size(); first += most_fields_per_command) {
      redis::command ask{"HMGET", key};
      const auto end = std::min(items.size(), first + most_fields_per_command);
      for (auto i = first; i < end; ++i) ask.add(fields[items[i]]);
      const auto values = co_await redis_.call(key, std::move(ask));
      if (!values) co_return values.error();
      if (values->elements.size() != end - first) co_return errc::redis_protocol;
      for (auto i = first; i < end; ++i) without[items[i]] = values->elements[i - first].is_nil();
    }
  }
  co_return without;
}

task<std::vector<std::uint32_t>> waiting_callbacks::hashes_in_use(account_id account) {
  const std::string slot = keys::of_account(account);
  std::vector<redis::command> asked;
  for (std::uint32_t hash = 0; hash < keys::hashes_of_waiting; ++hash)
    asked.push_back({"HLEN", keys::waiting(account, hash)});
  const auto replies = co_await redis_.call_all(slot, std::move(asked));
  if (!replies) co_return replies.error();
  std::vector<std::uint32_t> used;
  for (std::size_t hash = 0; hash < replies->size(); ++hash) {
    const auto& reply = (*replies)[hash];
    if (reply.is_error()) co_return redis::error_of(reply.text);
    if (reply.integer > 0) used.push_back(static_cast<std::uint32_t>(hash));
  }
  co_return used;
}

task<waiting_callbacks::page> waiting_callbacks::read(account_id account, std::uint32_t hash,
                                                      std::string cursor) {
  const std::string key = keys::waiting(account, hash);
  const auto answer = co_await redis_.call(key, redis::page_of(key, cursor, entries_per_page));
  if (!answer) co_return answer.error();
  page read;
  const auto take = [&read](std::string_view field, std::string_view value) {
    entry one;
    one.field = field;
    if (read_entry(value, one))
      read.entries.push_back(std::move(one));
    else
      read.unreadable.emplace_back(field);
    return result<void>{};
  };
  const auto taken = redis::take_page(*answer, take);
  if (!taken) co_return taken.error();
  read.cursor = answer->elements[0].text;
  co_return read;
}

task<void> waiting_callbacks::take_away(account_id account, std::uint32_t hash,
                                        const std::vector<std::string>& fields) {
  if (fields.empty()) co_return result<void>{};
  const std::string key = keys::waiting(account, hash);
  redis::command remove{"HDEL", key};
  for (const auto& field : fields) remove.add(field);
  const auto removed = co_await redis_.call(key, std::move(remove));
  if (!removed) co_return removed.error();
  co_return result<void>{};
}

task<void> waiting_callbacks::give_up(account_id account, std::uint32_t hash,
                                      const std::vector<std::string>& fields) {
  if (fields.empty()) co_return result<void>{};
  const std::string key = keys::waiting(account, hash);
  redis::command count{"EVAL", give_up_script, "2", key, keys::unknown_messages(account)};
  for (const auto& field : fields) count.add(field);
  const auto counted = co_await redis_.call(key, std::move(count));
  if (!counted) co_return counted.error();
  co_return result<void>{};
}

}  // namespace waypost
