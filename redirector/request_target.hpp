#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace waypost {

// Whether `text` is what RFC 9112, 3.2 calls origin-form or absolute-form (http or https, with a host,
// without user info), all of visible ASCII.
bool is_request_target(std::string_view text) noexcept;

// Whether `text` is a host with or without a port, as in Host (RFC 9110, 7.2; RFC 3986, 3.2.2). An empty host
// is not.
bool is_authority(std::string_view text) noexcept;

// The part of a request target that a look-up goes by: its path without the leading slash and the query,
// percent-encoding undone. Of its own, fixed size; allocates nothing.
class short_path {
 public:
  // A code or alias with one mark of punctuation behind it is never longer.
  static constexpr std::size_t longest = 65;

  // `target` must be a request target.
  explicit short_path(std::string_view target) noexcept;

  // The whole path; empty where it is longer than `longest`.
  std::string_view whole() const noexcept { return {text_.data(), size_}; }

  // The path without one trailing / . , ; : ! ? ) ' or ", which messengers take into links.
  std::string_view trimmed() const noexcept;

  bool too_long() const noexcept { return too_long_; }

 private:
  std::array<char, longest> text_;
  std::size_t size_ = 0;
  bool too_long_ = false;
};

// Whether `text` could be an alias: 1 to 64 of a-z A-Z 0-9 - _.
bool is_alias(std::string_view text) noexcept;

}  // namespace waypost
