#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace waypost {

// The longest destination, in bytes.
inline constexpr std::size_t longest_destination = 2048;

// Judges the URLs that links are to lead to: an absolute http or https URL (RFC 3986) on the public Internet.
// No name is ever resolved. Immutable: any thread.
class destination_check {
 public:
  // `base_url` is that of our own short links: a destination there would lead in a circle.
  explicit destination_check(std::string_view base_url);

  // Why `url` is no good as a destination, as a sentence for whoever sent it; nothing where it is fine.
  std::optional<std::string> refusal(std::string_view url) const;

 private:
  std::string own_host_;
};

}  // namespace waypost
