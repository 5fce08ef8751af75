#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>

#include <waypost/block.hpp>
#include <waypost/code.hpp>

#include "attribution/directory/growing_table.hpp"
#include "attribution/directory/known_campaign.hpp"

namespace waypost {

// What is known of a block where it is found; the campaign stands beside it.
struct run_detail {
  std::uint32_t recipients = 0;
  std::uint32_t first_recipient = 0;
  std::uint16_t first_link = 0;
  std::uint16_t links = 0;
  bool shared = false;
};

// Finds the block that a number lies in: a table for each length and size of run, by number / size. A number
// is looked for once in each size that is in use at its length, all at the same time as far as memory goes.
// One thread writes; pinned readers go on meanwhile.
class run_index {
 public:
  struct hit {
    known_campaign* campaign = nullptr;
    std::uint32_t recipient = 0;
    std::uint16_t link = 0;
    bool shared = false;
  };

  // Pinned reader or writer. Nothing where no block has the number, or where it is one of those that its
  // block leaves unused.
  std::optional<hit> find(code_number number) const noexcept;

  // Writer.
  void insert(const block& run, known_campaign* campaign, epochs& readers);
  void remove(const run_place& run, const known_campaign* campaign) noexcept;
  // Writer: whether the run lies in one that is known, or is it. (Whether known ones lie in it, only the
  // registry can say quickly.)
  bool lies_in_known(const run_place& run) const noexcept;

 private:
  using table = growing_table<known_campaign, run_detail>;
  static constexpr std::size_t sizes = 31;  // 2^0 to most_numbers_per_campaign = 2^30

  struct of_length {
    std::atomic<std::uint32_t> in_use{0};  // bit n: there are runs of size 2^n
    std::array<table, sizes> by_exponent;
  };

  static std::uint64_t key(std::uint64_t number, unsigned exponent) noexcept {
    return (number >> exponent) + 1;  // 0 is not a key
  }

  std::array<of_length, longest_code - shortest_code + 1> lengths_;
};

// Where a block belongs. std::invalid_argument where it is none: no numbers or too many, not aligned, a
// length that codes do not have, numbers that the length does not have.
run_place place_of(const block& run);

}  // namespace waypost
