#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include <waypost/errors.hpp>

#include "attribution/ledger/error_number.hpp"

namespace waypost {

// What the numbers of one campaign's errors stand for.
class error_names {
 public:
  struct name {
    std::string code;
    std::string description;  // may be empty
  };

  // A field of the campaign's hash of errors. errc::corrupt where it is none.
  result<void> take(std::string_view field, std::string_view value);

  bool knows(error_number number) const;

  // "#<number>" is the code of one that has none; 0 has that of failures without an error.
  name name_of(error_number number) const;

  std::size_t bytes() const noexcept;

 private:
  std::map<error_number, name> names_;
};

}  // namespace waypost
