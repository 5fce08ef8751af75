#include "attribution/recipients/distinct_ids.hpp"

#include <bit>
#include <limits>

#include "attribution/recipients/chunk_by_hash.hpp"
#include "attribution/recipients/slices.hpp"

namespace waypost {
namespace {

// A flat table of indexes into the ids, half empty, probed one by one: four bytes a place, no node per id.
class id_table {
 public:
  explicit id_table(std::size_t ids) : places_(std::bit_ceil(ids * 2 + 1), empty) {}

  // The index of an id equal to this one; adds it as the next where there is none.
  std::uint32_t find_or_add(std::uint64_t hash, std::string_view id, std::vector<std::string_view>& ids) {
    for (auto at = hash & (places_.size() - 1);; at = (at + 1) & (places_.size() - 1)) {
      if (places_[at] == empty) {
        places_[at] = static_cast<std::uint32_t>(ids.size());
        ids.push_back(id);
      }
      if (ids[places_[at]] == id) return places_[at];
    }
  }

 private:
  static constexpr std::uint32_t empty = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> places_;
};

}  // namespace

boost::asio::awaitable<distinct_ids> without_repetitions(campaign_id campaign,
                                                         std::span<const std::string_view> rows) {
  distinct_ids made;
  made.ids.reserve(rows.size());
  made.of_row.reserve(rows.size());
  id_table table(rows.size());
  for (const auto id : rows) {
    made.of_row.push_back(table.find_or_add(hash_of(campaign, id), id, made.ids));
    if (made.of_row.size() % rows_per_slice == 0) co_await let_others_run();
  }
  co_return made;
}

}  // namespace waypost
