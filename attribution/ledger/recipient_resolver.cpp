#include "attribution/ledger/recipient_resolver.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace waypost {

namespace {

struct questions {
  std::vector<std::uint64_t> offsets;
  std::vector<std::string> ids;  // copies: the queue may change while they are looked up
};

questions unresolved_in(const chain& of, std::size_t most) {
  questions asked;
  const auto& queue = of.queue();
  for (std::size_t i = 0; i < std::min(most, queue.size()); ++i) {
    const auto* report = queue[i].report();
    if (report == nullptr || report->recipient_id.empty() || !report->unresolved()) continue;
    asked.offsets.push_back(queue[i].offset);
    asked.ids.push_back(report->recipient_id);
  }
  return asked;
}

attributed_report* report_at(chain& of, std::uint64_t offset) {
  auto& queue = of.queue();
  const auto place =
      std::lower_bound(queue.begin(), queue.end(), offset,
                       [](const attributed& event, std::uint64_t at) { return event.offset < at; });
  return place == queue.end() || place->offset != offset ? nullptr : place->report();
}

bool blocked(const chain& of) noexcept {
  if (of.queue().empty()) return false;
  const auto* report = of.queue().front().report();
  return report != nullptr && report->unresolved();
}

}  // namespace

task<void> recipient_resolver::resolve(chain& of, std::size_t most) {
  resolve_codes_and_positions(of, most);
  const auto asked = unresolved_in(of, most);
  std::vector<std::optional<std::uint32_t>> found(asked.ids.size());
  const auto uploads = asked.ids.empty() ? nullptr : campaigns_.uploads_of(of.campaign());
  if (uploads) {
    const std::vector<std::string_view> ids(asked.ids.begin(), asked.ids.end());
    const std::span<const std::string_view> view(ids);
    auto answer = co_await store_.find(of.campaign(), *uploads, view);
    if (!answer) co_return answer.error();
    found = std::move(*answer);
  }
  for (std::size_t i = 0; i < found.size(); ++i)
    if (auto* report = report_at(of, asked.offsets[i])) settle(*report, found[i]);
  if (blocked(of)) of.blocked_until = chain::clock::now() + retry;
  co_return result<void>{};
}

// What the directory has. What it did not have when the report was read may have been registered meanwhile.
void recipient_resolver::resolve_codes_and_positions(chain& of, std::size_t most) {
  std::optional<std::uint32_t> recipients;
  auto& queue = of.queue();
  for (std::size_t i = 0; i < std::min(most, queue.size()); ++i) {
    auto* report = queue[i].report();
    if (report == nullptr || !report->recipient_id.empty() || !report->unresolved()) continue;
    if (report->code) {
      settle(*report, campaigns_.recipient_of(of.campaign(), *report->code));
      continue;
    }
    if (!recipients) recipients = campaigns_.recipients_of(of.campaign());
    settle(*report, *report->position < *recipients ? report->position : std::nullopt);
  }
}

void recipient_resolver::settle(attributed_report& report, std::optional<std::uint32_t> found) const {
  const auto now = chain::clock::now();
  if (report.sought == chain::clock::time_point{}) report.sought = now;
  const bool received_long_ago = std::max(report.received_ms, connected_ms_) <= now_() - patience.count();
  // The time of day may have been set back since then.
  const bool sought_long = std::max(report.sought, connected_at_) <= now - patience;
  report.recipient = found;
  report.unknown = !found && (received_long_ago || sought_long);
}

}  // namespace waypost
