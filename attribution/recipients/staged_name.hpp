#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <waypost/ids.hpp>

namespace waypost {

// What the staging hash says of one upload or index: enough to find all its keys.
struct staged_name {
  campaign_id campaign{};
  upload_id upload{};
  std::int64_t began_ms = 0;  // milliseconds since 1970
  std::uint32_t position_chunks = 0;
  std::uint32_t hash_chunks = 0;

  // "<campaign>:<upload>" and "<began> <position chunks> <hash chunks>".
  std::string field() const;
  std::string value() const;

  friend bool operator==(const staged_name&, const staged_name&) = default;
};

// Nothing where the two were not made by field() and value().
std::optional<staged_name> parse_staged_name(std::string_view field, std::string_view value);

}  // namespace waypost
