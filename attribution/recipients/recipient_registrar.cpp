#include "attribution/recipients/recipient_registrar.hpp"

#include <utility>

#include "attribution/recipients/slices.hpp"

namespace waypost {
namespace {

// Each attempt is lost only to an entry of another server that was taken.
constexpr int most_attempts = 20;

// The ids that have no position yet. Works in slices.
boost::asio::awaitable<std::vector<std::uint32_t>> without_position(
    std::span<const std::optional<std::uint32_t>> positions) {
  std::vector<std::uint32_t> which;
  for (std::uint32_t i = 0; i < positions.size(); ++i) {
    if (!positions[i]) which.push_back(i);
    if (i % numbers_per_slice == 0) co_await let_others_run();
  }
  co_return which;
}

errc fault_of(const campaign& of) {
  if (of.singles || of.links.empty()) return errc::invalid;
  return errc{};
}

}  // namespace

task<void> recipient_registrar::stage(campaign_id campaign, std::span<const std::string_view> ids,
                                      std::vector<std::uint32_t> which, std::optional<staged>& into) {
  std::vector<std::string_view> chosen;
  chosen.reserve(which.size());
  for (const auto i : which) {
    chosen.push_back(ids[i]);
    if (chosen.size() % numbers_per_slice == 0) co_await let_others_run();
  }
  const auto rows = co_await store_.stage(campaign, chosen);
  if (!rows) co_return rows.error();
  into = staged{*rows, std::move(which)};
  co_return result<void>{};
}

result<block> recipient_registrar::draw(const campaign& of, std::uint32_t recipients) const {
  const auto links = static_cast<std::uint16_t>(of.links.size());
  return draw_block(registry_.state(), of, recipients, 0, links, false, code_length_);
}

// Offers new recipients. Their first position, or nothing where another attempt is worth it.
task<std::optional<std::uint32_t>> recipient_registrar::offer(
    const campaign& built_on, std::uint32_t count, std::optional<change::add_recipients::rows> rows) {
  const auto run = draw(built_on, count);
  if (!run) co_return run.error();
  change::any what = change::add_recipients{built_on.id, built_on.version, count, *run, rows, now_() / 1000};
  const auto outcome = co_await registry_.offer(std::move(what));
  if (!outcome) co_return outcome.error();
  if (outcome->taken) co_return std::optional(outcome->place);
  const bool again = outcome->why == errc::conflict || outcome->why == errc::void_entry;
  if (!again) co_return outcome->why;
  co_return std::optional<std::uint32_t>{};
}

task<std::optional<std::vector<std::uint32_t>>> recipient_registrar::attempt(
    account_id account, campaign_id campaign, std::span<const std::string_view> ids,
    std::optional<staged>& kept) {
  const auto built_on = registry_.find(account, campaign);
  if (built_on == nullptr) co_return errc::not_found;
  if (const auto fault = fault_of(*built_on); fault != errc{}) co_return fault;
  const auto uploads = registry_.state().campaigns.at(campaign).uploads;
  const auto found = co_await store_.find(campaign, *uploads, ids);
  if (!found) co_return found.error();
  auto unknown = co_await without_position(*found);
  if (!unknown.empty() && (!kept || kept->which != unknown)) {
    const auto room = draw(*built_on, static_cast<std::uint32_t>(unknown.size()));
    if (!room) co_return room.error();
    const auto done = co_await stage(campaign, ids, std::move(unknown), kept);
    if (!done) co_return done.error();
  } else if (unknown.empty()) {
    kept.reset();
  }
  std::uint32_t first = 0;
  if (kept) {
    const auto count = static_cast<std::uint32_t>(kept->which.size());
    const auto offered = co_await offer(*built_on, count, kept->rows);
    if (!offered) co_return offered.error();
    if (!*offered) co_return std::optional<std::vector<std::uint32_t>>{};
    first = **offered;
  }
  std::vector<std::uint32_t> positions;
  positions.reserve(ids.size());
  for (const auto& position : *found) {
    positions.push_back(position ? *position : first++);
    if (positions.size() % numbers_per_slice == 0) co_await let_others_run();
  }
  co_return std::optional(std::move(positions));
}

task<std::vector<std::uint32_t>> recipient_registrar::add(account_id account, campaign_id campaign,
                                                          std::span<const std::string_view> ids) {
  if (ids.size() > most_numbers_per_campaign) co_return errc::quota_exceeded;
  const auto turn = co_await turns_.take(campaign);
  std::optional<staged> kept;
  for (int i = 0; i < most_attempts; ++i) {
    auto positions = co_await attempt(account, campaign, ids, kept);
    if (!positions) co_return positions.error();
    if (!*positions) continue;
    if (kept) co_await store_.settle(campaign, kept->rows.upload);
    co_return std::move(**positions);
  }
  co_return errc::conflict;
}

task<std::uint32_t> recipient_registrar::add(account_id account, campaign_id campaign, std::uint32_t count) {
  const auto turn = co_await turns_.take(campaign);
  for (int i = 0; i < most_attempts; ++i) {
    const auto built_on = registry_.find(account, campaign);
    if (built_on == nullptr) co_return errc::not_found;
    if (const auto fault = fault_of(*built_on); fault != errc{}) co_return fault;
    const auto first = co_await offer(*built_on, count, std::nullopt);
    if (!first) co_return first.error();
    if (*first) co_return **first;
  }
  co_return errc::conflict;
}

}  // namespace waypost
