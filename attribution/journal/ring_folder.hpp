#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <vector>

#include <waypost/errors.hpp>

#include "attribution/journal/disk.hpp"
#include "attribution/journal/journals.hpp"

// Where the rings of a start lie.
namespace waypost {

// The user's own folder below one that may be everybody's: waypost-<uid>.
std::filesystem::path users_ring_folder(const std::filesystem::path& below);

// Whether it is on a file system that is in memory, where no write waits for a disk.
bool lies_in_memory(const std::filesystem::path& folder);

// Where the rings of this start lie, or of one that noted nothing, and how the file of one is called.
std::filesystem::path ring_folder_of(const journals::options& o, std::uint64_t start);
std::filesystem::path ring_file(const std::filesystem::path& ring_folder, std::uint32_t index);

// Notes in this start's folder where its rings lie, for a later start that has its own elsewhere. Not synced:
// it has to outlive the process, as the rings do, not the machine.
result<void> note_ring_folder(const journals::options& o, disk& on);

// Where the start had its rings, by its note: these may be given another place from start to start.
std::filesystem::path noted_ring_folder(const journals::options& o, std::uint64_t start);

// What lies in a folder of rings.
struct rings_there {
  std::set<std::uint32_t> indexes;
  std::vector<std::filesystem::path> never_used;  // made only in part: no event was ever in them
};
rings_there find_rings(const std::filesystem::path& ring_folder);

}  // namespace waypost
