#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <re2/set.h>
#include <span>
#include <string_view>
#include <vector>

namespace waypost {

// A list of patterns (RE2's syntax) of which the first that occurs in a text decides. Its owner and any
// number of threads may ask it at once; it does not change.
class ordered_patterns {
 public:
  // `together` patterns are looked for in one pass over the text. Throws std::invalid_argument where RE2
  // refuses a pattern.
  ordered_patterns(std::span<const std::string_view> patterns, std::size_t together);

  // The place of the first pattern that occurs in `text`; nothing where none does.
  std::optional<std::size_t> first_in(std::string_view text) const;

 private:
  std::size_t together_;
  std::vector<std::unique_ptr<re2::RE2::Set>> sets_;
};

}  // namespace waypost
