#pragma once

#include <cstddef>
#include <cstdlib>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace waypost {

namespace detail {

inline std::string_view without_blanks(std::string_view text) noexcept {
  const auto first = text.find_first_not_of(" \t");
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Takes the part before `separator` off the front.
inline std::string_view take_part(std::string_view& text, char separator) noexcept {
  const auto part = text.substr(0, text.find(separator));
  text.remove_prefix(part.size() < text.size() ? part.size() + 1 : part.size());
  return without_blanks(part);
}

inline std::string lower_case(std::string_view text) {
  std::string made(text);
  for (char& c : made)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return made;
}

// One of the ranges that an Accept header lists: "text/csv;q=0.5".
struct media_range {
  std::string type;
  double quality = 1;

  explicit media_range(std::string_view text) : type(lower_case(take_part(text, ';'))) {
    while (!text.empty()) {
      const auto parameter = lower_case(take_part(text, ';'));
      if (parameter.starts_with("q=")) quality = std::strtod(parameter.c_str() + 2, nullptr);
    }
  }

  // How closely it names `offered`: 0 not at all, 1 as anything, 2 by its first half, 3 in full.
  int closeness(std::string_view offered) const {
    if (type == offered) return 3;
    if (type.ends_with("/*") && offered.starts_with(std::string_view(type).substr(0, type.size() - 1)))
      return 2;
    return type == "*/*" ? 1 : 0;
  }
};

}  // namespace detail

// Which of the media types `offered` (lower case, the preferred one first) an Accept header (RFC 9110,
// section 12.5.1) likes best: an index, nothing where it allows none of them. A type is judged by the range
// that names it most closely; of types liked alike, the one named more closely wins, then the one named
// first.
inline std::optional<std::size_t> best_accepted(std::string_view accept,
                                                std::span<const std::string_view> offered) {
  if (detail::without_blanks(accept).empty()) return 0;
  struct judgement {
    double quality = 0;
    int closeness = 0;
    std::size_t place = 0;

    bool beats(const judgement& other) const noexcept {
      if (quality != other.quality) return quality > other.quality;
      if (closeness != other.closeness) return closeness > other.closeness;
      return place < other.place;
    }
  };
  std::optional<std::size_t> best;
  judgement of_best;
  for (std::size_t i = 0; i < offered.size(); ++i) {
    judgement found;
    auto rest = accept;
    for (std::size_t place = 0; !rest.empty(); ++place) {
      const detail::media_range range(detail::take_part(rest, ','));
      const int closeness = range.closeness(offered[i]);
      if (closeness > found.closeness) found = {range.quality, closeness, place};
    }
    if (found.quality <= 0 || (best && !found.beats(of_best))) continue;
    best = i;
    of_best = found;
  }
  return best;
}

// Whether an Accept-Encoding header (RFC 9110, section 12.5.3) allows gzip. One that is absent asks for
// nothing, so it gets what every client can read.
inline bool accepts_gzip(std::string_view accept_encoding) {
  std::optional<double> named;
  double others = 0;
  while (!accept_encoding.empty()) {
    const detail::media_range coding(detail::take_part(accept_encoding, ','));
    if (coding.type == "gzip" || coding.type == "x-gzip") named = coding.quality;
    if (coding.type == "*") others = coding.quality;
  }
  return named.value_or(others) > 0;
}

}  // namespace waypost
