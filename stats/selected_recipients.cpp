#include "stats/selected_recipients.hpp"

#include <algorithm>

namespace waypost {
namespace {

constexpr std::size_t piece_bytes = std::size_t{64} << 10;
constexpr std::size_t longest_row = 2048;  // an id of 200 bytes, each of them escaped, and then some

// Ids are fetched in runs of positions: at most so many at once, and not across a gap that costs more than
// another call to Redis.
constexpr std::uint32_t longest_run = 8192;
constexpr std::uint32_t widest_gap = 1024;

std::uint32_t chunks_of(const campaign& of) noexcept {
  return of.recipients / recipients_per_chunk + (of.recipients % recipients_per_chunk != 0);
}

}  // namespace

selected_recipients::selected_recipients(std::shared_ptr<const campaign> of, const recipient_query& asked,
                                         recipient_lookup& recipients, counter_source& counters,
                                         recipient_lines lines)
    : campaign_(std::move(of)),
      wanted_(asked.wanted),
      recipients_(recipients),
      counters_(counters),
      lines_(lines),
      first_(asked.first),
      left_(asked.most),
      chunk_(asked.first / recipients_per_chunk),
      chunks_(chunks_of(*campaign_)) {
  chunk_ = std::min(chunk_, chunks_);
}

task<void> selected_recipients::prepare() { co_return co_await fetch(); }

task<std::string> selected_recipients::next() {
  std::string piece;
  if (!begun_) lines_.append_head(piece);
  begun_ = true;
  if (has_row() || !at_end()) piece.reserve(piece_bytes + longest_row);
  while (piece.size() < piece_bytes) {
    if (!has_row()) {
      const auto fetched = co_await fetch();
      if (!fetched) co_return fetched.error();
      if (!has_row()) break;
    }
    while (has_row() && piece.size() < piece_bytes) {
      const auto position = selected_[at_++];
      lines_.append(piece, ids_[position - ids_from_], position);
    }
  }
  co_return piece;
}

task<void> selected_recipients::fetch() {
  if (at_ == selected_.size()) {
    const auto selected = co_await select();
    if (!selected) co_return selected;
  }
  if (at_ == selected_.size()) co_return result<void>{};
  co_return co_await name();
}

task<void> selected_recipients::select() {
  while (!at_end() && at_ == selected_.size()) {
    at_ = named_ = 0;
    selected_.clear();
    auto found = co_await counters_.select(*campaign_, wanted_, chunk_);
    if (!found) co_return found.error();
    ++chunk_;
    selected_ = std::move(*found);
    const auto wanted = std::lower_bound(selected_.begin(), selected_.end(), first_);
    selected_.erase(selected_.begin(), wanted);
    if (selected_.size() > left_) selected_.resize(static_cast<std::size_t>(left_));
    left_ -= selected_.size();
  }
  co_return result<void>{};
}

task<void> selected_recipients::name() {
  const auto from = selected_[at_];
  auto end = at_ + 1;
  while (end < selected_.size() && selected_[end] - from < longest_run &&
         selected_[end] - selected_[end - 1] <= widest_gap)
    ++end;
  const auto count = selected_[end - 1] - from + 1;
  auto ids = co_await recipients_.ids_of(*campaign_, from, count);
  if (!ids) co_return ids.error();
  if (ids->size() != count) co_return errc::corrupt;
  ids_ = std::move(*ids);
  ids_from_ = from;
  named_ = end;
  co_return result<void>{};
}

}  // namespace waypost
