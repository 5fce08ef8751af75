#include "attribution/ledger/callback_matcher.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "attribution/ledger/fields.hpp"

namespace waypost {

namespace {

// An account's chain stands under its id where a campaign's has the campaign's.
account_id account_of(const chain& of) noexcept {
  return account_id{static_cast<std::uint64_t>(of.campaign())};
}

attributed_callback* callback_at(chain& of, std::uint64_t offset) {
  auto& queue = of.queue();
  const auto place =
      std::lower_bound(queue.begin(), queue.end(), offset,
                       [](const attributed& event, std::uint64_t at) { return event.offset < at; });
  return place == queue.end() || place->offset != offset ? nullptr : place->callback();
}

}  // namespace

task<void> callback_matcher::look_up(chain& of, std::size_t most) {
  std::vector<asked_callback> all;
  std::vector<std::string> ids;
  auto& queue = of.queue();
  for (std::size_t i = 0; i < std::min(most, queue.size()); ++i) {
    const auto* callback = queue[i].callback();
    if (callback == nullptr || callback->found) continue;
    all.push_back({queue[i].offset, callback->said.message_id, callback->said.type});
    ids.push_back(callback->said.message_id);
  }
  if (ids.empty()) co_return result<void>{};
  const auto found = co_await messages_.find(account_of(of), ids);
  if (!found) co_return found.error();
  std::vector<asked_callback> unknown;
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto* callback = callback_at(of, all[i].offset);
    if (callback == nullptr) continue;
    callback->looked_up = true;
    callback->found = (*found)[i];
    callback->crowded_out = false;
    if (!callback->found) unknown.push_back(std::move(all[i]));
  }
  co_return co_await find_room(of, unknown);
}

task<void> callback_matcher::find_room(chain& of, const std::vector<asked_callback>& unknown) {
  if (unknown.empty()) co_return result<void>{};
  std::vector<std::string> fields;
  for (const auto& each : unknown) fields.push_back(fields::waiting(each.type, each.message_id));
  const auto without = co_await waiting_.without_room(account_of(of), fields, room_);
  if (!without) co_return without.error();
  for (std::size_t i = 0; i < unknown.size(); ++i) {
    auto* callback = callback_at(of, unknown[i].offset);
    if (callback == nullptr) continue;
    callback->crowded_out = (*without)[i];
    if (callback->crowded_out) sweep_.too_many_waiting(account_of(of));
  }
  co_return result<void>{};
}

task<void> callback_matcher::prepare(const chain& of, const step_sum& sum) {
  if (!sum.messages().empty()) {
    const auto remembered = co_await messages_.remember(of.account, of.campaign(), sum.messages());
    if (!remembered) co_return remembered.error();
    std::vector<std::string> ids;
    for (const auto& [id, position] : sum.messages()) ids.push_back(id);
    const auto released = co_await let_go(of.account, std::move(ids), {});
    if (!released) co_return released.error();
  }
  if (!sum.facts().waiting.empty()) {
    const auto account = account_of(of);
    const auto noted = co_await waiting_.note(account);
    if (!noted) co_return noted.error();
    sweep_.callbacks_waiting(account);
  }
  co_return result<void>{};
}

task<void> callback_matcher::look_again(chain& of, std::uint64_t to, step_sum& sum) {
  if (sum.counts().unknown_messages != 0) {
    const auto found = co_await find_crowded_out(of, to, sum);
    if (!found) co_return found.error();
  }
  std::vector<std::string> ids;
  std::vector<waiting_callbacks::entry> own;
  for (const auto& [hash, callbacks] : sum.facts().waiting)
    for (const auto& [field, waits] : callbacks) {
      ids.emplace_back(fields::message_of_waiting(field));
      own.push_back({field, ids.back(), waits});
    }
  co_return co_await let_go(account_of(of), std::move(ids), std::move(own));
}

task<void> callback_matcher::find_crowded_out(chain& of, std::uint64_t to, step_sum& sum) {
  std::vector<std::uint64_t> offsets;
  std::vector<std::string> ids;
  for (const auto& event : of.queue()) {
    if (event.offset >= to) break;
    const auto* callback = event.callback();
    if (callback == nullptr || !callback->crowded_out) continue;
    offsets.push_back(event.offset);
    ids.push_back(callback->said.message_id);
  }
  const auto found = co_await messages_.find(account_of(of), ids);
  if (!found) co_return found.error();
  for (std::size_t i = 0; i < offsets.size(); ++i) {
    auto* callback = callback_at(of, offsets[i]);
    if (callback == nullptr || !(*found)[i]) continue;
    callback->found = (*found)[i];
    callback->crowded_out = false;
    sum.take_back_unknown_message();
  }
  co_return result<void>{};
}

task<void> callback_matcher::let_go(account_id account, std::vector<std::string> ids,
                                    std::vector<waiting_callbacks::entry> own) {
  if (ids.empty()) co_return result<void>{};
  const auto found = co_await messages_.find(account, ids);
  if (!found) co_return found.error();
  std::map<std::string, message_place> known;
  for (std::size_t i = 0; i < ids.size(); ++i)
    if ((*found)[i]) known.emplace(std::move(ids[i]), *(*found)[i]);
  co_return co_await known_.let_go(account, known, std::move(own));
}

result<void> callback_matcher::report_found(chain& of, std::uint64_t to) {
  for (auto& event : of.queue()) {
    if (event.offset >= to) break;
    auto* asked = event.callback();
    if (asked == nullptr || !asked->found || asked->reported) continue;
    if (!report_to(again_, *asked->found, asked->said, now_())) return errc::full;
    asked->reported = true;
  }
  return {};
}

}  // namespace waypost
