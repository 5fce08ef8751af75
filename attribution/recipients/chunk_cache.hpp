#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>

#include <waypost/ids.hpp>

namespace waypost {

// Which chunk of which upload.
struct chunk_name {
  upload_id upload{};
  std::uint32_t chunk = 0;
  bool by_hash = false;

  friend bool operator==(const chunk_name&, const chunk_name&) = default;
};

using chunk_bytes = std::shared_ptr<const std::string>;

// Keeps the chunks used last, up to a number of bytes. A name stands for the same bytes for ever, so nothing
// in here grows stale. One thread.
class chunk_cache {
 public:
  explicit chunk_cache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  // The chunk, now the one used last; null where it is not here.
  chunk_bytes find(const chunk_name& name);

  // Keeps the chunk and lets go of those used longest ago. One larger than all the room is not kept.
  void keep(const chunk_name& name, chunk_bytes bytes);

  std::size_t bytes() const noexcept { return bytes_; }

 private:
  struct entry {
    chunk_name name;
    chunk_bytes bytes;
  };
  struct name_hash {
    std::size_t operator()(const chunk_name& n) const noexcept {
      const std::uint64_t spread =
          (std::uint64_t{n.chunk} << 1 | (n.by_hash ? 1U : 0U)) * 0x9e3779b97f4a7c15U;
      return static_cast<std::size_t>(static_cast<std::uint64_t>(n.upload) ^ spread);
    }
  };
  static std::size_t cost(const entry& e) noexcept;

  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  std::list<entry> by_use_;  // the one used last is in front
  std::unordered_map<chunk_name, std::list<entry>::iterator, name_hash> by_name_;
};

}  // namespace waypost
