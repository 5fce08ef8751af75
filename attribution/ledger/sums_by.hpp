#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <waypost/counters.hpp>

namespace waypost {

// Stays at the largest (or smallest) number rather than start over.
template <class Number>
constexpr Number added(Number a, std::type_identity_t<Number> b) noexcept {
  Number sum{};
  if (!__builtin_add_overflow(a, b, &sum)) return sum;
  return b < 0 ? std::numeric_limits<Number>::min() : std::numeric_limits<Number>::max();
}

// Sums by key, ascending: what std::map is, in one piece of memory, since a large campaign adds up hundreds
// of them whose keys are mostly the same.
template <class Key, class Number>
class sums_by {
 public:
  struct entry {
    Key key{};
    Number sum{};

    friend bool operator==(const entry&, const entry&) = default;
  };

  sums_by() = default;
  // Of entries in any order; those of one key are added up.
  explicit sums_by(std::vector<entry> entries) : entries_(std::move(entries)) {
    std::sort(entries_.begin(), entries_.end(), [](const entry& a, const entry& b) { return a.key < b.key; });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (kept > 0 && entries_[kept - 1].key == entries_[i].key)
        entries_[kept - 1].sum = added(entries_[kept - 1].sum, entries_[i].sum);
      else
        entries_[kept++] = entries_[i];
    }
    entries_.resize(kept);
    entries_.shrink_to_fit();
  }

  // Takes linear time, and no memory where no key is new.
  void add(const sums_by& other) {
    const std::size_t missing = add_to_known_keys(other);
    if (missing != 0) insert_unknown_keys(other, missing);
  }

  const std::vector<entry>& entries() const noexcept { return entries_; }
  bool empty() const noexcept { return entries_.empty(); }
  std::size_t bytes() const noexcept { return entries_.capacity() * sizeof(entry); }

  friend bool operator==(const sums_by&, const sums_by&) = default;

 private:
  std::size_t add_to_known_keys(const sums_by& other) {
    std::size_t missing = 0;
    auto at = entries_.begin();
    for (const auto& more : other.entries_) {
      while (at != entries_.end() && at->key < more.key) ++at;
      if (at != entries_.end() && at->key == more.key)
        at->sum = added(at->sum, more.sum);
      else
        ++missing;
    }
    return missing;
  }

  // From the end, so that each entry moves once.
  void insert_unknown_keys(const sums_by& other, std::size_t missing) {
    std::size_t from = entries_.size();
    std::size_t to = from + missing;
    entries_.resize(to);
    for (std::size_t next = other.entries_.size(); next > 0;) {
      const auto& more = other.entries_[next - 1];
      if (from > 0 && !(entries_[from - 1].key < more.key)) {
        if (entries_[from - 1].key == more.key) --next;
        entries_[--to] = entries_[--from];
      } else {
        entries_[--to] = more;
        --next;
      }
    }
  }

  std::vector<entry> entries_;
};

using quarter_sums = sums_by<quarter_hour, std::uint64_t>;

// ISO 4217: three letters in a number, the first one highest.
enum class currency_code : std::uint32_t { none = 0 };

constexpr std::size_t currency_letters = 3;

// Of three bytes.
constexpr currency_code currency_of(std::string_view letters) noexcept {
  std::uint32_t code = 0;
  for (const char letter : letters) code = code << 8 | static_cast<unsigned char>(letter);
  return currency_code{code};
}
inline std::string text_of(currency_code currency) {
  const auto code = static_cast<std::uint32_t>(currency);
  return {static_cast<char>(code >> 16), static_cast<char>(code >> 8), static_cast<char>(code)};
}

struct revenue_key {
  quarter_hour quarter = 0;
  currency_code currency = currency_code::none;

  friend auto operator<=>(const revenue_key&, const revenue_key&) = default;
};

// Minor units.
using revenue_sums = sums_by<revenue_key, std::int64_t>;

}  // namespace waypost
