#include "attribution/clients/country_file.hpp"

#include <algorithm>
#include <cstring>
#include <maxminddb.h>
#include <netinet/in.h>
#include <stdexcept>
#include <string>

namespace waypost {

struct country_file::mapped {
  explicit mapped(const std::filesystem::path& file) {
    const int error = MMDB_open(file.c_str(), MMDB_MODE_MMAP, &database);
    if (error != MMDB_SUCCESS)
      throw std::runtime_error("countries: " + file.string() + ": " + MMDB_strerror(error));
  }
  ~mapped() { MMDB_close(&database); }
  mapped(const mapped&) = delete;
  mapped& operator=(const mapped&) = delete;

  MMDB_s database{};
};

namespace {

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

country_code letters_of(const MMDB_entry_data_s& value) {
  if (!value.has_data || value.type != MMDB_DATA_TYPE_UTF8_STRING || value.data_size != 2) return {};
  const country_code code{value.utf8_string[0], value.utf8_string[1]};
  return std::ranges::all_of(code, is_capital) ? code : country_code{};
}

// Where MaxMind and DB-IP, ip-location-db, and IPinfo put it.
country_code country_in(MMDB_entry_s entry) {
  constexpr const char* nested[] = {"country", "iso_code", nullptr};
  constexpr const char* named[] = {"country_code", nullptr};
  constexpr const char* plain[] = {"country", nullptr};
  for (const char* const* path : {nested, named, plain}) {
    MMDB_entry_data_s value{};
    if (MMDB_aget_value(&entry, &value, path) != MMDB_SUCCESS) continue;
    if (const auto code = letters_of(value); code != country_code{}) return code;
  }
  return {};
}

MMDB_lookup_result_s look_up(const MMDB_s& database, const network& from) {
  int error = MMDB_SUCCESS;
  if (from.kind == network::family::ipv4) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    std::memcpy(&address.sin_addr, from.prefix.data(), 3);
    return MMDB_lookup_sockaddr(&database, reinterpret_cast<const sockaddr*>(&address), &error);
  }
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  std::memcpy(&address.sin6_addr, from.prefix.data(), from.prefix.size());
  return MMDB_lookup_sockaddr(&database, reinterpret_cast<const sockaddr*>(&address), &error);
}

// Whether any of the first networks in the file has a country: a file of cities or providers may be an honest
// mistake.
bool has_countries(const MMDB_s& database) {
  std::uint32_t left = std::min<std::uint32_t>(database.metadata.node_count, 100'000);
  for (std::uint32_t number = 0; number < left; ++number) {
    MMDB_search_node_s node{};
    if (MMDB_read_node(&database, number, &node) != MMDB_SUCCESS) return false;
    if (node.left_record_type == MMDB_RECORD_TYPE_DATA &&
        country_in(node.left_record_entry) != country_code{})
      return true;
    if (node.right_record_type == MMDB_RECORD_TYPE_DATA &&
        country_in(node.right_record_entry) != country_code{})
      return true;
  }
  return false;
}

}  // namespace

country_file::country_file(const std::filesystem::path& file) {
  auto opened = std::make_unique<const mapped>(file);
  if (!has_countries(opened->database))
    throw std::runtime_error("countries: " + file.string() + " is a database without countries");
  mapped_ = std::move(opened);
}

country_file::~country_file() = default;

country_code country_file::country_of(const network& from) const noexcept {
  if (from.kind == network::family::none) return {};
  const auto found = look_up(mapped_->database, from);
  return found.found_entry ? country_in(found.entry) : country_code{};
}

}  // namespace waypost
