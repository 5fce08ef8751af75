#pragma once

#include <cstdint>
#include <filesystem>

namespace waypost {

// A server among those that write to the registry: a random number that it drew when its local log was made,
// 62 bits. It is lost with that log: who no longer knows what it wrote is another writer.
enum class writer_id : std::uint64_t {};

// The id kept in the local log's folder; drawn, and on disk before this returns, where there is none yet or
// `log_is_empty`. Throws std::runtime_error where the file cannot be read or written.
writer_id load_writer(const std::filesystem::path& folder, bool log_is_empty);

}  // namespace waypost
