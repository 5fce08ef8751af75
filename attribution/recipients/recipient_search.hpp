#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include <waypost/ids.hpp>
#include <waypost/task.hpp>

#include "attribution/recipients/chunk_reader.hpp"
#include "attribution/registry/state.hpp"

namespace waypost {

// Finds the positions of many ids at once: by hash in every index, then by the id itself, since hashes may
// collide. Lives for one search; its caller keeps everything it refers to.
class recipient_search {
 public:
  recipient_search(chunk_reader& chunks, campaign_id campaign, const recipient_uploads& in,
                   std::span<const std::string_view> ids);

  // For each id its position, the lowest where there are several.
  task<std::vector<std::optional<std::uint32_t>>> run();

 private:
  // An id that may be the one at this place.
  struct candidate {
    std::uint32_t id = 0;  // which of the ids looked for
    std::uint32_t covered = 0;
    std::uint32_t offset = 0;
  };

  // The uploads that an index covers, by ordinal; their position chunks are numbered through.
  struct covered_upload {
    const upload* what = nullptr;
    std::uint32_t first_chunk = 0;
  };

  boost::asio::awaitable<void> hash_ids();
  task<void> search(const recipient_index& index);
  result<std::vector<covered_upload>> uploads_of(const recipient_index& index) const;
  task<void> collect(const recipient_index& index, std::vector<candidate>& into);
  task<void> verify(std::span<const covered_upload> covered, std::span<const candidate> candidates);
  result<void> compare(const chunk_content& chunk, const upload& of, std::span<const candidate> candidates,
                       std::span<const std::uint32_t> which);

  chunk_reader& chunks_;
  campaign_id campaign_;
  const recipient_uploads& in_;
  std::span<const std::string_view> ids_;
  bool keep_;  // a small search leaves its chunks in the cache, one over everything would empty it
  std::vector<std::uint64_t> hashes_;
  std::vector<std::optional<std::uint32_t>> positions_;
};

}  // namespace waypost
