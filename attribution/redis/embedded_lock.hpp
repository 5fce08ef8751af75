#pragma once

#include <filesystem>
#include <optional>

namespace waypost::redis {

// The flock of an embedded Redis. Whoever starts redis-server takes it and hands it down: it then lives as
// long as that process, and the starter gives its own copy back by destroying this.
class embedded_lock {
 public:
  // Nothing where somebody holds it. Throws std::system_error where the file cannot be opened.
  static std::optional<embedded_lock> try_take(const std::filesystem::path& file);

  embedded_lock(embedded_lock&& other) noexcept;
  embedded_lock& operator=(embedded_lock&&) = delete;
  ~embedded_lock();

  int descriptor() const noexcept { return descriptor_; }

 private:
  explicit embedded_lock(int descriptor) noexcept : descriptor_(descriptor) {}
  int descriptor_;
};

}  // namespace waypost::redis
