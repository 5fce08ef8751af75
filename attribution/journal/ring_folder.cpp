#include "attribution/journal/ring_folder.hpp"

#include <array>
#include <charconv>
#include <fstream>
#include <linux/magic.h>
#include <span>
#include <string>
#include <sys/vfs.h>
#include <unistd.h>

#include <waypost/ids.hpp>

#include "attribution/journal/ring_layout.hpp"

namespace waypost {
namespace {

constexpr std::string_view ring_suffix = ".ring";

// In the folder of a start: one line, where its rings lie.
constexpr std::string_view noted_name = "rings";

// Made only in part, or without a header (which is written last): no event was ever in it.
bool never_used(const std::filesystem::path& file) {
  if (file.extension() == unfinished_suffix) return true;
  std::ifstream in(file, std::ios::binary);
  if (file.extension() != ring_suffix || !in) return false;
  std::array<char, ring_magic.size()> magic{};
  in.read(magic.data(), magic.size());
  return !in.bad() && magic == decltype(magic){};
}

}  // namespace

std::filesystem::path users_ring_folder(const std::filesystem::path& below) {
  return below / ("waypost-" + std::to_string(::geteuid()));
}

bool lies_in_memory(const std::filesystem::path& folder) {
  struct statfs s {};
  return ::statfs(folder.c_str(), &s) == 0 && (s.f_type == TMPFS_MAGIC || s.f_type == RAMFS_MAGIC);
}

std::filesystem::path ring_folder_of(const journals::options& o, std::uint64_t start) {
  return o.ring_folder / detail::hex16(o.node) / std::to_string(start);
}

std::filesystem::path ring_file(const std::filesystem::path& ring_folder, std::uint32_t index) {
  return ring_folder / (std::to_string(index) + std::string(ring_suffix));
}

result<void> note_ring_folder(const journals::options& o, disk& on) {
  const std::string line = std::filesystem::absolute(ring_folder_of(o, o.start)).string() + '\n';
  const auto made = on.create(o.folder / std::to_string(o.start) / noted_name);
  if (!made) return made.error();
  return on.write(made->number(), std::as_bytes(std::span(line)), 0);
}

std::filesystem::path noted_ring_folder(const journals::options& o, std::uint64_t start) {
  std::ifstream in(o.folder / std::to_string(start) / noted_name);
  std::string noted;
  std::error_code ignored;
  // A line without its end was not written whole.
  if (std::getline(in, noted) && !in.eof() && std::filesystem::exists(noted, ignored)) return noted;
  return ring_folder_of(o, start);
}

rings_there find_rings(const std::filesystem::path& ring_folder) {
  rings_there found;
  std::error_code none;  // after a reboot, or a clean stop, there is no such folder
  for (const auto& entry : std::filesystem::directory_iterator(ring_folder, none)) {
    const std::string name = entry.path().filename().string();
    std::uint32_t index = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
    if (error != std::errc{}) continue;
    if (never_used(entry.path()))
      found.never_used.push_back(entry.path());
    else if (std::string_view(end) == ring_suffix)
      found.indexes.insert(index);
  }
  return found;
}

}  // namespace waypost
