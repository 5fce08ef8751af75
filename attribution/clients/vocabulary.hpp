#pragma once

#include <span>
#include <string_view>

namespace waypost {

// What stands for everything that has no name of its own.
inline constexpr std::string_view other_name = "other";

// A name of uap-core's and ours for it. Several of theirs may be one of ours; what is not in a vocabulary is
// "other", so that no user agent can bring a new name into a ledger.
struct vocabulary_word {
  std::string_view theirs;
  std::string_view ours;
};

using vocabulary = std::span<const vocabulary_word>;

vocabulary system_words() noexcept;
vocabulary browser_words() noexcept;
vocabulary device_words() noexcept;

// Ours for `theirs`; empty where the vocabulary has none.
std::string_view translate(vocabulary words, std::string_view theirs) noexcept;

}  // namespace waypost
