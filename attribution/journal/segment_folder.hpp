#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <vector>

#include <waypost/log.hpp>

#include "attribution/journal/stored_journal.hpp"

namespace waypost {

// The segments that lie in a start's folder: by journal index, the first offset of each, ascending. Throws
// std::filesystem::filesystem_error where the folder cannot be read.
std::map<std::uint32_t, std::vector<std::uint64_t>> find_segments(const std::filesystem::path& folder);

// Fills `to.segments` with the segments of an earlier start; the last one is read through, to see where it
// ends.
void load_segments(const std::filesystem::path& folder, const std::vector<std::uint64_t>& firsts,
                   stored_journal& to, log_sink& log);

}  // namespace waypost
