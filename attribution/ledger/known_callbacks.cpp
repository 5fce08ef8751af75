#include "attribution/ledger/known_callbacks.hpp"

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <utility>

namespace waypost {

task<void> known_callbacks::let_go(account_id account, const std::map<std::string, message_place>& messages,
                                   std::vector<waiting_callbacks::entry> own) {
  if (messages.empty()) co_return result<void>{};
  std::vector<std::string> ids;
  for (const auto& [id, place] : messages) ids.push_back(id);
  auto waiting = co_await waiting_.about(account, ids);
  if (!waiting) co_return waiting.error();
  std::unordered_map<std::string, std::size_t> there;
  for (std::size_t i = 0; i < waiting->size(); ++i) there.emplace((*waiting)[i].field, i);
  for (auto& mine : own) {
    const auto same = there.find(mine.field);
    const bool is_there = same != there.end() && (*waiting)[same->second].waits.said == mine.waits.said;
    if (!is_there && messages.contains(mine.message_id)) waiting->push_back(std::move(mine));
  }
  std::map<std::uint32_t, std::vector<std::string>> reported;  // fields by hash
  bool full = false;
  for (auto& entry : *waiting) {
    full = !report_to(again_, messages.at(entry.message_id), entry.waits.said, now_());
    if (full) break;
    reported[hash_of_waiting(entry.message_id)].push_back(entry.field);
  }
  for (const auto& [hash, fields] : reported) {
    const auto taken = co_await waiting_.take_away(account, hash, fields);
    if (!taken) co_return taken.error();
  }
  if (full) co_return errc::full;
  co_return result<void>{};
}

}  // namespace waypost
