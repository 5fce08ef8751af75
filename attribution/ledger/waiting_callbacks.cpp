#include "attribution/ledger/waiting_callbacks.hpp"

#include <utility>

#include "attribution/ledger/fields.hpp"
#include "attribution/redis/keys.hpp"

namespace waypost {

namespace keys = redis::keys;

namespace {

constexpr std::string_view entries_per_page = "500";

// KEYS: hash of waiting callbacks, the number to add to. ARGV: fields of the hash. Two writes: where Redis'
// log is torn between them, a callback is gone and not counted; no other number rests on it.
constexpr std::string_view give_up_script = R"lua(
local gone = redis.call('HDEL', KEYS[1], unpack(ARGV))
if gone > 0 then redis.call('INCRBY', KEYS[2], gone) end
return gone
)lua";

// False where the value is not one that a step wrote.
bool read_entry(std::string_view value, waiting_callbacks::entry& into) {
  const auto colon = value.find(':');
  if (colon == value.npos) return false;
  const auto received = fields::number<std::int64_t>(value.substr(0, colon));
  auto said = parse_report(value.substr(colon + 1));
  into.message_id = std::string(fields::message_of_waiting(into.field));
  if (!received || !said || into.message_id.empty()) return false;
  into.received_s = *received;
  into.said = std::move(*said);
  return true;
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

task<waiting_callbacks::page> waiting_callbacks::read(account_id account, std::uint32_t hash,
                                                      std::string cursor) {
  const std::string key = keys::waiting(account, hash);
  redis::command scan{"HSCAN", key, cursor, "COUNT", entries_per_page};
  const auto answer = co_await redis_.call(key, std::move(scan));
  if (!answer) co_return answer.error();
  if (answer->elements.size() != 2) co_return errc::redis_protocol;
  page read;
  read.cursor = answer->elements[0].text;
  const auto& pairs = answer->elements[1].elements;
  for (std::size_t i = 0; i + 1 < pairs.size(); i += 2) {
    entry one;
    one.field = pairs[i].text;
    if (read_entry(pairs[i + 1].text, one))
      read.entries.push_back(std::move(one));
    else
      read.unreadable.push_back(pairs[i].text);
  }
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
