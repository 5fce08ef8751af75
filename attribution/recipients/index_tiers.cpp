#include "attribution/recipients/index_tiers.hpp"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

#include "attribution/recipients/chunk_by_hash.hpp"

namespace waypost {
namespace {

struct sized_index {
  std::uint64_t first_position = 0;
  std::uint64_t ids = 0;
  const recipient_index* index = nullptr;
};

std::vector<sized_index> by_position(const recipient_uploads& in) {
  std::unordered_map<upload_id, const upload*> known;
  for (const auto& u : in.uploads) known.emplace(u.id, &u);
  std::vector<sized_index> sized;
  for (const auto& index : in.indexes) {
    sized_index s{UINT64_MAX, 0, &index};
    for (const auto id : index.covers) {
      const auto found = known.find(id);
      if (found == known.end()) continue;
      s.first_position = std::min<std::uint64_t>(s.first_position, found->second->first_position);
      s.ids += found->second->count;
    }
    sized.push_back(s);
  }
  std::sort(sized.begin(), sized.end(),
            [](const auto& a, const auto& b) { return a.first_position < b.first_position; });
  return sized;
}

}  // namespace

std::vector<upload_id> uploads_to_merge(const recipient_uploads& in) {
  const auto sized = by_position(in);
  if (sized.size() < 2) return {};
  auto first = sized.size() - 1;
  auto ids = sized[first].ids;
  auto uploads = sized[first].index->covers.size();
  while (first > 0) {
    const auto& before = sized[first - 1];
    if (before.ids > 2 * ids || uploads + before.index->covers.size() > most_covered_uploads) break;
    ids += before.ids;
    uploads += before.index->covers.size();
    --first;
  }
  if (first == sized.size() - 1) return {};
  std::vector<upload_id> covers;
  covers.reserve(uploads);
  for (auto i = first; i < sized.size(); ++i)
    covers.insert(covers.end(), sized[i].index->covers.begin(), sized[i].index->covers.end());
  return covers;
}

}  // namespace waypost
