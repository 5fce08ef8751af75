#pragma once

#include <algorithm>
#include <set>
#include <span>
#include <string_view>

#include <waypost/api.hpp>
#include <waypost/problem.hpp>

namespace waypost {

// False, and `refusal` (422) is set, where the call has a parameter that is not among `known`, or one twice:
// a misspelled one would otherwise change what is answered without a word.
inline bool has_only(std::span<const std::string_view> known, const api_request& request,
                     api_response& refusal) {
  std::set<std::string_view> seen;
  for (const auto& [name, value] : request.query) {
    const bool is_known = std::find(known.begin(), known.end(), name) != known.end();
    if (is_known && seen.insert(name).second) continue;
    refusal = invalid_field(name, is_known ? "It is given twice." : "There is no such parameter.");
    return false;
  }
  return true;
}

}  // namespace waypost
