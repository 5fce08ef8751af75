#include "attribution/recipients/recipient_search.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "attribution/recipients/chunk_by_hash.hpp"
#include "attribution/recipients/chunk_by_position.hpp"
#include "attribution/recipients/grouping.hpp"
#include "attribution/recipients/slices.hpp"

namespace waypost {
namespace {

constexpr std::size_t small_search = 10000;
constexpr std::size_t chunks_per_slice = 8;

}  // namespace

recipient_search::recipient_search(chunk_reader& chunks, campaign_id campaign, const recipient_uploads& in,
                                   std::span<const std::string_view> ids)
    : chunks_(chunks), campaign_(campaign), in_(in), ids_(ids), keep_(ids.size() <= small_search) {}

task<std::vector<std::optional<std::uint32_t>>> recipient_search::run() {
  positions_.resize(ids_.size());
  if (ids_.empty() || in_.indexes.empty()) co_return std::move(positions_);
  co_await hash_ids();
  for (const auto& index : in_.indexes) {
    const auto searched = co_await search(index);
    if (!searched) co_return searched.error();
  }
  co_return std::move(positions_);
}

boost::asio::awaitable<void> recipient_search::hash_ids() {
  hashes_.reserve(ids_.size());
  for (const auto id : ids_) {
    hashes_.push_back(hash_of(campaign_, id));
    if (hashes_.size() % numbers_per_slice == 0) co_await let_others_run();
  }
}

task<void> recipient_search::search(const recipient_index& index) {
  const auto covered = uploads_of(index);
  if (!covered) co_return covered.error();
  std::vector<candidate> candidates;
  const auto collected = co_await collect(index, candidates);
  if (!collected) co_return collected.error();
  co_return co_await verify(*covered, candidates);
}

result<std::vector<recipient_search::covered_upload>> recipient_search::uploads_of(
    const recipient_index& index) const {
  std::unordered_map<upload_id, const upload*> known;
  if (index.covers.size() > 1)
    for (const auto& u : in_.uploads) known.emplace(u.id, &u);
  std::vector<covered_upload> covered;
  std::uint32_t chunks = 0;
  for (const auto id : index.covers) {
    const upload* what = nullptr;
    if (index.covers.size() > 1) {
      const auto found = known.find(id);
      if (found != known.end()) what = found->second;
    } else {
      const auto found =
          std::find_if(in_.uploads.begin(), in_.uploads.end(), [id](const upload& u) { return u.id == id; });
      if (found != in_.uploads.end()) what = &*found;
    }
    if (what == nullptr) return errc::corrupt;
    covered.push_back({what, chunks});
    chunks += what->position_chunks;
  }
  return covered;
}

task<void> recipient_search::collect(const recipient_index& index, std::vector<candidate>& into) {
  std::vector<std::uint32_t> keys;
  keys.reserve(hashes_.size());
  for (const auto hash : hashes_) {
    keys.push_back(place_of(hash, index.hash_chunks).chunk);
    if (keys.size() % numbers_per_slice == 0) co_await let_others_run();
  }
  const auto by_chunk = co_await group_by_key(keys, index.hash_chunks);
  std::vector<chunk_name> names;
  std::vector<hash_entry> found;
  into.reserve(hashes_.size());
  for (std::size_t first = 0; first < by_chunk.groups.size(); first += names.size()) {
    const auto end = std::min(first + chunks_per_batch, by_chunk.groups.size());
    names.clear();
    for (auto g = first; g < end; ++g) names.push_back({index.id, by_chunk.groups[g].key, true});
    const auto chunks = co_await chunks_.read(campaign_, names, keep_);
    if (!chunks) co_return chunks.error();
    for (auto g = first; g < end; ++g) {
      if (g % chunks_per_slice == 0 && !keep_) co_await let_others_run();
      const auto entries = hash_entries::of((*chunks)[g - first].content);
      if (!entries) co_return entries.error();
      for (auto i = by_chunk.groups[g].first; i < by_chunk.groups[g].end; ++i) {
        const auto id = by_chunk.items[i];
        found.clear();
        entries->find(place_of(hashes_[id], index.hash_chunks).fingerprint, found);
        for (const auto& e : found) into.push_back({id, e.ordinal, e.offset});
      }
    }
  }
  co_return result<void>{};
}

task<void> recipient_search::verify(std::span<const covered_upload> covered,
                                    std::span<const candidate> candidates) {
  std::vector<std::uint32_t> keys;
  keys.reserve(candidates.size());
  for (const auto& c : candidates) {
    if (c.covered >= covered.size() || c.offset >= covered[c.covered].what->count) co_return errc::corrupt;
    keys.push_back(covered[c.covered].first_chunk + c.offset / ids_per_position_chunk);
    if (keys.size() % numbers_per_slice == 0) co_await let_others_run();
  }
  const auto& last = covered.back();
  const auto by_chunk = co_await group_by_key(keys, last.first_chunk + last.what->position_chunks);
  std::vector<chunk_name> names;
  for (std::size_t first = 0; first < by_chunk.groups.size(); first += names.size()) {
    const auto end = std::min(first + chunks_per_batch, by_chunk.groups.size());
    names.clear();
    for (auto g = first; g < end; ++g) {
      const auto& group = by_chunk.groups[g];
      const auto& of = covered[candidates[by_chunk.items[group.first]].covered];
      names.push_back({of.what->id, group.key - of.first_chunk, false});
    }
    const auto chunks = co_await chunks_.read(campaign_, names, keep_);
    if (!chunks) co_return chunks.error();
    for (auto g = first; g < end; ++g) {
      if (g % chunks_per_slice == 0 && !keep_) co_await let_others_run();
      const auto& group = by_chunk.groups[g];
      const auto which = std::span(by_chunk.items).subspan(group.first, group.end - group.first);
      const auto& of = *covered[candidates[which.front()].covered].what;
      const auto compared = compare((*chunks)[g - first].content, of, candidates, which);
      if (!compared) co_return compared.error();
    }
  }
  co_return result<void>{};
}

result<void> recipient_search::compare(const chunk_content& chunk, const upload& of,
                                       std::span<const candidate> candidates,
                                       std::span<const std::uint32_t> which) {
  const auto there = ids_in(chunk);
  if (!there) return there.error();
  for (const auto c : which) {
    const auto& maybe = candidates[c];
    const auto at = maybe.offset % ids_per_position_chunk;
    if (at >= there->size()) return errc::corrupt;
    if ((*there)[at] != ids_[maybe.id]) continue;
    auto& position = positions_[maybe.id];
    const auto found = of.first_position + maybe.offset;
    if (!position || *position > found) position = found;
  }
  return result<void>{};
}

}  // namespace waypost
