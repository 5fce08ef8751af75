#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "redirector/options.hpp"

namespace waypost {

// One thing that can be set, however it is set: `--code-length`, WAYPOST_CODE_LENGTH, `code_length` in the
// file.
struct setting {
  std::string_view flag;  // without the dashes
  std::string_view value_name;
  std::string_view help;
  // Sets it from text; says what is wrong with the text otherwise.
  std::optional<std::string> (*set)(serve_options& into, std::string_view text);
  std::string (*shown_default)();

  std::string environment_name() const;  // WAYPOST_CODE_LENGTH
  std::string file_key() const;          // code_length
};

// All that can be set, in the order in which help lists it.
std::span<const setting> settings() noexcept;

}  // namespace waypost
