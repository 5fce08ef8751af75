#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace waypost::test {

// Writes small databases in the format of MaxMind DB, for networks of IPv6 and IPv4.
class country_database {
 public:
  // How the makers of databases put a country into a record.
  enum class layout : std::uint8_t {
    nested,  // {"country":{"iso_code":"IN"}}: MaxMind, DB-IP
    named,   // {"country_code":"IN"}: ip-location-db
    plain,   // {"country":"IN"}: IPinfo
    none,    // {"city":"IN"}
  };

  explicit country_database(layout how) : how_(how) {}

  // The first `bits` of `address`, as inet_pton reads it.
  void add(const std::string& address, std::size_t bits, std::string_view country);
  void write(const std::filesystem::path& file) const;

 private:
  using node = std::array<std::uint32_t, 2>;  // 0: nothing; below data_at: another node; else data behind it
  static constexpr std::uint32_t data_at = 1 << 20;

  layout how_;
  std::vector<node> nodes_{node{}};
  std::string data_;
};

}  // namespace waypost::test
