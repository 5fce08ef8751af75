#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <map>
#include <vector>

#include <waypost/log.hpp>

#include "attribution/journal/segment_list.hpp"
#include "attribution/journal/stored_journal.hpp"

namespace waypost {

// The segments that lie in a start's folder: by journal index, the first offset of each, ascending. Throws
// std::filesystem::filesystem_error where the folder cannot be read.
std::map<std::uint32_t, std::vector<std::uint64_t>> find_segments(const std::filesystem::path& folder);

inline constexpr std::uint64_t unknown_end = std::numeric_limits<std::uint64_t>::max();

// These segments of one journal, by offset: each up to where the next one's header says it ended, the last
// one to `unknown_end`.
std::vector<segment> list_segments(const std::filesystem::path& folder, std::uint32_t index,
                                   const std::vector<std::uint64_t>& firsts);

// Fills `to.segments` with the segments of an earlier start; the last one is read through, to see where it
// ends.
void load_segments(const std::filesystem::path& folder, const std::vector<std::uint64_t>& firsts,
                   stored_journal& to, log_sink& log);

}  // namespace waypost
