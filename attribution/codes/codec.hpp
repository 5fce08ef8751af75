#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <waypost/code.hpp>

#include "attribution/codes/ff1.hpp"

namespace waypost {

// The registry's secret: an AES-128 key.
using secret_key = std::array<std::uint8_t, 16>;

// Turns numbers into codes and back by FF1 (NIST SP 800-38G; radix 49, empty tweak): a permutation of each
// length's numbers under the secret key, so that nothing is stored and no neighbour can be guessed.
// Immutable after construction: any thread.
class codec {
 public:
  explicit codec(const secret_key& key);
  // With a cipher of the caller's choice instead of the quickest.
  explicit codec(std::unique_ptr<const ff1> cipher);
  codec(const codec&) = delete;
  codec& operator=(const codec&) = delete;

  // The code of `number`, which must be below numbers_of_length(length). Writes `number.length` symbols to
  // `out`, allocates nothing.
  void encode(code_number number, char* out) const noexcept;
  std::string encode(code_number number) const;

  // The number that `code` stands for; nothing where it has another length than 7 to 11 or a symbol that is
  // not of the alphabet. Allocates nothing.
  std::optional<code_number> decode(std::string_view code) const noexcept;

 private:
  const ff1_space& space(std::size_t length) const noexcept { return spaces_[length - shortest_code]; }

  std::unique_ptr<const ff1> cipher_;
  std::array<ff1_space, longest_code - shortest_code + 1> spaces_;  // by length
};

}  // namespace waypost
