#pragma once

#include <cstdint>
#include <string>

#include <waypost/ids.hpp>

namespace waypost {

// An entry of the registry's log as it is written: in the stream, and on this server's own disk.
struct entry {
  std::uint64_t number = 0;  // n of its stream id n-0; the first is 1
  nonce id{};
  nonce previous{};     // of the entry before; 0 in the first
  std::string changes;  // a JSON array, see change_json.hpp
  // Empty where the entry is offered for the first time. Where Redis had lost it and it is offered again: a
  // '1' for each of its changes that was taken then, a '0' for each that was void, so that no change which a
  // caller was told is void comes alive after all.
  std::string again;

  friend bool operator==(const entry&, const entry&) = default;
};

// An entry with what became of its changes when this server folded it.
struct folded_entry {
  entry of;
  std::string taken;  // a '1' for each change that was taken, a '0' for each that is void

  friend bool operator==(const folded_entry&, const folded_entry&) = default;
};

}  // namespace waypost
