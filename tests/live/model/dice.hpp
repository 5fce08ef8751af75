#pragma once

#include <cstdint>
#include <random>

namespace waypost::test {

// Chance by a seed: the same on every machine, which the distributions of <random> are not.
class dice {
 public:
  explicit dice(std::uint64_t seed) : random_(seed) {}

  std::uint64_t below(std::uint64_t n) { return random_() % n; }
  std::uint32_t below32(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }
  // Seconds from 0 to s - 1.
  std::int64_t seconds(std::int64_t s) {
    return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(s));
  }
  bool one_in(std::uint64_t n) { return random_() % n == 0; }

  template <class List>
  const auto& any_of(const List& list) {
    return list[random_() % list.size()];
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace waypost::test
