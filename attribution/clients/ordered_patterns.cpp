#include "attribution/clients/ordered_patterns.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace waypost {

namespace {

// Of each set, for what it remembers of the texts it saw: beyond that it begins anew. A text made to fill it
// costs some microseconds more, never more memory.
constexpr std::int64_t most_memory = 4 << 20;

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

re2::RE2::Options options() {
  re2::RE2::Options o;
  o.set_encoding(re2::RE2::Options::EncodingLatin1);  // any bytes may come
  o.set_max_mem(most_memory);
  o.set_log_errors(false);
  return o;
}

}  // namespace

ordered_patterns::ordered_patterns(std::span<const std::string_view> patterns, std::size_t together)
    : together_(together) {
  for (std::size_t from = 0; from < patterns.size(); from += together) {
    auto& set = *sets_.emplace_back(std::make_unique<re2::RE2::Set>(options(), re2::RE2::UNANCHORED));
    for (const auto pattern : patterns.subspan(from, std::min(together, patterns.size() - from))) {
      std::string error;
      if (set.Add(piece(pattern), &error) < 0)
        throw std::invalid_argument("pattern " + std::string(pattern) + ": " + error);
    }
    if (!set.Compile()) throw std::invalid_argument("too many patterns together");
  }
}

std::optional<std::size_t> ordered_patterns::first_in(std::string_view text) const {
  std::vector<int> found;
  for (std::size_t i = 0; i < sets_.size(); ++i)
    if (sets_[i]->Match(piece(text), &found))
      return i * together_ + static_cast<std::size_t>(*std::ranges::min_element(found));
  return std::nullopt;
}

}  // namespace waypost
