#include "attribution/recipients/id_table.hpp"

#include <bit>
#include <limits>

#include <xxhash.h>

#include "attribution/registry/random.hpp"

namespace waypost {
namespace {

constexpr std::uint32_t empty = std::numeric_limits<std::uint32_t>::max();

std::uint64_t seeded_hash(std::string_view id) {
  static const auto seed = random_bits();
  return XXH3_64bits_withSeed(id.data(), id.size(), seed);
}

}  // namespace

id_table::id_table(std::size_t ids) : places_(std::bit_ceil(ids * 2 + 1), empty) {}

std::uint32_t id_table::find_or_add(std::string_view id, std::vector<std::string_view>& ids) {
  for (auto at = seeded_hash(id) & (places_.size() - 1);; at = (at + 1) & (places_.size() - 1)) {
    ++probes_;
    if (places_[at] == empty) {
      places_[at] = static_cast<std::uint32_t>(ids.size());
      ids.push_back(id);
    }
    if (ids[places_[at]] == id) return places_[at];
  }
}

}  // namespace waypost
