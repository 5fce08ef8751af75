#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace waypost::redis {

// A command as its arguments; formatted by hiredis when it is sent. Binary-safe.
class command {
 public:
  command(std::initializer_list<std::string_view> arguments) {
    for (const auto argument : arguments) add(argument);
  }

  command& add(std::string_view argument) {
    arguments_.emplace_back(argument);
    return *this;
  }
  command& add(std::int64_t argument) { return add(std::string_view(std::to_string(argument))); }
  command& add(std::uint64_t argument) { return add(std::string_view(std::to_string(argument))); }

  const std::vector<std::string>& arguments() const noexcept { return arguments_; }

 private:
  std::vector<std::string> arguments_;
};

}  // namespace waypost::redis
