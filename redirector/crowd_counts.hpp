#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <waypost/click.hpp>

namespace waypost {

// How many connections are open from each network (IPv4 /24, IPv6 /48), in a table of fixed size: networks
// that share a place are counted together. Allocates nothing. One redirect thread.
class crowd_counts {
 public:
  using place = std::uint16_t;

  crowd_counts();

  // Counts one connection more of this network; the answer is what to give to leave() and size_of().
  place enter(const network& from) noexcept;
  void leave(place at) noexcept { --sizes_[at]; }
  std::uint32_t size_of(place at) const noexcept { return sizes_[at]; }

 private:
  static constexpr std::size_t places = 4096;

  std::uint64_t seed_;
  std::array<std::uint32_t, places> sizes_{};
};

}  // namespace waypost
