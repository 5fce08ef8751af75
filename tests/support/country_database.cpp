#include "country_database.hpp"

#include <arpa/inet.h>
#include <fstream>
#include <stdexcept>

namespace waypost::test {

namespace {

using bytes = std::string;

// Values of the format: a byte of type and length, and what it holds. All here are short.
bytes text(std::string_view value) { return static_cast<char>(2 << 5 | value.size()) + bytes(value); }
bytes map_of(std::size_t pairs) { return {static_cast<char>(7 << 5 | pairs)}; }
bytes no_array() { return {'\x00', '\x04'}; }
bytes number(int type, std::size_t width, std::uint64_t value) {
  bytes out;
  if (type <= 7)
    out = {static_cast<char>(type << 5 | static_cast<int>(width))};
  else
    out = {static_cast<char>(width), static_cast<char>(type - 7)};
  for (std::size_t i = width; i-- > 0;) out += static_cast<char>(value >> (8 * i));
  return out;
}
bytes uint16(std::uint64_t value) { return number(5, 2, value); }
bytes uint32(std::uint64_t value) { return number(6, 4, value); }
bytes uint64(std::uint64_t value) { return number(9, 8, value); }

bytes record(country_database::layout how, std::string_view country) {
  using layout = country_database::layout;
  switch (how) {
    case layout::nested:
      return map_of(1) + text("country") + map_of(1) + text("iso_code") + text(country);
    case layout::named:
      return map_of(1) + text("country_code") + text(country);
    case layout::plain:
      return map_of(1) + text("country") + text(country);
    case layout::none:
      break;
  }
  return map_of(1) + text("city") + text(country);
}

bytes metadata(std::uint64_t nodes) {
  return bytes("\xab\xcd\xefMaxMind.com") + map_of(9) + text("node_count") + uint32(nodes) +
         text("record_size") + uint16(24) + text("ip_version") + uint16(6) + text("database_type") +
         text("Test-Country") + text("languages") + no_array() + text("binary_format_major_version") +
         uint16(2) + text("binary_format_minor_version") + uint16(0) + text("build_epoch") +
         uint64(1'700'000'000) + text("description") + map_of(0);
}

// An IPv4 address is the last 32 of 128 bits.
std::array<std::uint8_t, 16> bits_of(const std::string& address, std::size_t& bits) {
  std::array<std::uint8_t, 16> all{};
  if (inet_pton(AF_INET6, address.c_str(), all.data()) == 1) return all;
  if (inet_pton(AF_INET, address.c_str(), all.data() + 12) != 1) throw std::invalid_argument(address);
  bits += 96;
  return all;
}

}  // namespace

void country_database::add(const std::string& address, std::size_t bits, std::string_view country) {
  const auto network = bits_of(address, bits);
  std::uint32_t at = 0;
  for (std::size_t i = 0; i < bits; ++i) {
    const std::size_t side = network[i / 8] >> (7 - i % 8) & 1;
    if (i + 1 == bits) {
      nodes_[at][side] = data_at + static_cast<std::uint32_t>(data_.size());
      break;
    }
    if (nodes_[at][side] == 0) {
      nodes_[at][side] = static_cast<std::uint32_t>(nodes_.size());
      nodes_.push_back({});
    }
    at = nodes_[at][side];
  }
  data_ += record(how_, country);
}

void country_database::write(const std::filesystem::path& file) const {
  const auto count = static_cast<std::uint32_t>(nodes_.size());
  bytes tree;
  for (const auto& n : nodes_)
    for (const auto side : n) {
      const std::uint32_t value = side == 0 ? count : side >= data_at ? count + 16 + side - data_at : side;
      for (int shift = 16; shift >= 0; shift -= 8) tree += static_cast<char>(value >> shift);
    }
  std::ofstream out(file, std::ios::binary);
  out << tree << bytes(16, '\0') << data_ << metadata(count);
}

}  // namespace waypost::test
