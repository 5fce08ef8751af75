#pragma once

#include <filesystem>
#include <string_view>

namespace waypost {

// Knows the names of the IANA time zone database, as the system has it installed (Debian: tzdata). Immutable:
// any thread.
class time_zones {
 public:
  explicit time_zones(std::filesystem::path folder = "/usr/share/zoneinfo");

  // Whether `name` ("Asia/Kolkata", "UTC") is a zone. Looks into the folder, and only there.
  bool contains(std::string_view name) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace waypost
