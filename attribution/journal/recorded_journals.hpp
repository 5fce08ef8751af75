#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include <waypost/errors.hpp>
#include <waypost/journal.hpp>

#include "attribution/journal/segment_folder.hpp"

namespace waypost {

// A journal as somebody finds it who does not own it, and how far it went then.
struct recorded_journal {
  journal_name name;
  std::filesystem::path folder;  // where its segments lie
  std::filesystem::path ring;    // the file of its ring, which may be gone
  // Events from here on came later; unknown_end where it had no ring any more, and so was complete.
  std::uint64_t end = unknown_end;
};

// All journals of clicks in the data directory at `data`, by start and index: those of a server that runs on
// it too. Takes no lock and changes nothing. errc::not_found where there is no data directory, errc::corrupt
// where its name cannot be read, errc::unknown_version where a ring is of a version this program does not
// know. Throws std::filesystem::filesystem_error where a folder cannot be read.
result<std::vector<recorded_journal>> find_recorded_journals(const std::filesystem::path& data);

}  // namespace waypost
