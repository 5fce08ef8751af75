#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <waypost/block.hpp>
#include <waypost/code.hpp>

namespace waypost {

// What the numbers of one campaign's codes stand for. A snapshot of its blocks at the time it was made.
class click_places {
 public:
  struct place {
    std::optional<std::uint32_t> recipient;  // a position; none for a shared code
    std::uint16_t link = 0;
  };

  explicit click_places(std::vector<block> blocks);

  // Nothing where the number is not one of the campaign's.
  std::optional<place> find(code_number number) const noexcept;

 private:
  std::vector<block> blocks_;  // by length and first number
};

}  // namespace waypost
