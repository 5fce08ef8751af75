#include "attribution/recipients/short_link_pages.hpp"

#include <algorithm>

#include "attribution/recipients/chunk_by_position.hpp"
#include "attribution/recipients/slices.hpp"

namespace waypost {
namespace {

// Four chunks of ids: one round trip to Redis and about a millisecond of writing.
constexpr std::uint32_t rows_per_page = 4 * ids_per_position_chunk;

}  // namespace

task<void> short_link_pages::prepare() { co_return co_await fetch(); }

task<void> short_link_pages::fetch() {
  // Pages end where chunks do, in a campaign whose recipients came in one upload.
  const auto page_end =
      std::min<std::uint64_t>(end_, (std::uint64_t{next_} / rows_per_page + 1) * rows_per_page);
  auto ids = co_await store_.ids_of(campaign_, *in_, next_, static_cast<std::uint32_t>(page_end) - next_);
  if (!ids) co_return ids.error();
  page_ = std::move(*ids);
  at_ = 0;
  co_return result<void>{};
}

task<std::string> short_link_pages::next() {
  std::string piece;
  if (ended_) co_return piece;
  if (at_ == page_.size() && next_ < end_) {
    const auto fetched = co_await fetch();
    if (!fetched) co_return fetched.error();
  }
  if (!begun_) writer_.append_head(piece);
  begun_ = true;
  for (; at_ < page_.size() && piece.size() < bytes_per_piece; ++at_)
    writer_.append_row(piece, page_[at_], next_++);
  if (next_ >= end_) {
    writer_.append_tail(piece);
    ended_ = true;
  }
  co_return piece;
}

}  // namespace waypost
