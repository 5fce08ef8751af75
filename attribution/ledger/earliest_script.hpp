#pragma once

#include <cstddef>
#include <string_view>

namespace waypost::scripts {

// Merges numbers into an array by taking the lesser one, 0 being none: what is there and not greater stays.
// One BITFIELD writes what is left, or nothing does. Exact up to 53 bits.
// KEYS: the array. ARGV: the entries' type ("u32"); the last entry that it will ever have ("#<index>"), so
// that Redis makes room for all of them at once; then pairs ("#<index>", number), at most
// most_numbers_per_call. Answers how many were written.
inline constexpr std::string_view earliest = R"lua(
local kind = ARGV[1]
local get, n = {}, 0
for i = 3, #ARGV, 2 do
  get[n + 1], get[n + 2], get[n + 3] = 'GET', kind, ARGV[i]
  n = n + 3
end
local old = redis.call('BITFIELD_RO', KEYS[1], unpack(get))
local set, m = {'INCRBY', kind, ARGV[2], 0}, 4
for i = 1, #old do
  local there, new = old[i], ARGV[2 * i + 2]
  if there == 0 or there > tonumber(new) then
    set[m + 1], set[m + 2], set[m + 3], set[m + 4] = 'SET', kind, ARGV[2 * i + 1], new
    m = m + 4
  end
end
if m > 4 then redis.call('BITFIELD', KEYS[1], unpack(set)) end
return m / 4 - 1
)lua";

// Lua's unpack() puts at most 8,000 values on the stack; four are needed for each number.
inline constexpr std::size_t most_numbers_per_call = 1500;

}  // namespace waypost::scripts
