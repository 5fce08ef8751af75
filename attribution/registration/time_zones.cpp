#include "attribution/registration/time_zones.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <utility>

namespace waypost {
namespace {

constexpr std::size_t longest_name = 64;

bool is_of_a_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == '+' || c == '/';
}

// What lies in the folder beside the zones proper: copies of them with leap seconds and without, and the
// machine's own setting.
bool is_no_zone(std::string_view name) {
  return name.starts_with("posix/") || name.starts_with("right/") || name == "posixrules" ||
         name == "localtime" || name == "Factory";
}

}  // namespace

time_zones::time_zones(std::filesystem::path folder) : folder_(std::move(folder)) {}

bool time_zones::contains(std::string_view name) const {
  // No dot is of a name, so no name leads out of the folder.
  if (name.empty() || name.size() > longest_name || name.front() == '/' || is_no_zone(name)) return false;
  if (!std::all_of(name.begin(), name.end(), is_of_a_name)) return false;
  const auto file = folder_ / std::filesystem::path(name);
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) return false;
  std::ifstream in(file, std::ios::binary);
  std::array<char, 4> magic{};
  in.read(magic.data(), magic.size());
  return in && std::string_view(magic.data(), magic.size()) == "TZif";  // RFC 8536
}

}  // namespace waypost
