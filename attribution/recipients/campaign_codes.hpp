#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <waypost/block.hpp>
#include <waypost/code.hpp>

#include "attribution/codes/codec.hpp"

namespace waypost {

// The number of the code that stands for this recipient and link; nothing where no block has it. Looks
// through all the blocks.
std::optional<code_number> number_of(const std::vector<block>& blocks, std::uint32_t position,
                                     std::uint16_t link);

// Computes the codes of a campaign's recipients, quickest when asked in the order of positions. A snapshot of
// the blocks at the time it was made; used by one answer, on the API's thread.
class campaign_codes {
 public:
  campaign_codes(const std::vector<block>& blocks, std::size_t links, const secret_key& key);

  // Appends the code; false, and nothing appended, where the recipient has none for this link.
  bool append(std::uint32_t position, std::uint16_t link, std::string& to);

 private:
  const block* block_of(std::uint32_t position, std::uint16_t link);

  // Blocks of the same links, by first recipient. There are few of these, however many blocks there are,
  // since each link that was added later begins but one.
  struct layer {
    std::uint16_t first_link = 0;
    std::uint16_t links = 0;
    std::size_t begin = 0;  // in blocks_
    std::size_t end = 0;
  };

  std::unique_ptr<const codec> codec_;
  std::vector<block> blocks_;
  std::vector<layer> layers_;
  std::vector<const block*> last_;  // by link: the one found last
};

}  // namespace waypost
