#pragma once

#include <cstdint>
#include <string>

#include <waypost/errors.hpp>

namespace waypost {

// What became of an offered change once its entry was folded.
struct offer_outcome {
  bool taken = false;
  std::string reason;       // why it is void
  errc why{};               // conflict (built on an old version), invalid, quota_exceeded, …
  std::uint32_t place = 0;  // what it took: the first position of new recipients, the index of a new link
};

}  // namespace waypost
