#pragma once

#include <cstddef>
#include <string_view>

namespace waypost::scripts {

// Merges times into an array of 32-bit times by taking the earlier one, 0 being never: what is there and not
// later stays. One BITFIELD writes what is left, or nothing does.
// KEYS: the array. ARGV: pairs (index, time), at most most_times_per_call. Answers how many were written.
inline constexpr std::string_view earliest = R"lua(
local get = {}
for i = 1, #ARGV, 2 do
  get[#get + 1] = 'GET'
  get[#get + 1] = 'u32'
  get[#get + 1] = '#' .. ARGV[i]
end
local old = redis.call('BITFIELD_RO', KEYS[1], unpack(get))
local set = {}
for i = 1, #ARGV, 2 do
  local there = old[(i + 1) / 2]
  if there == 0 or there > tonumber(ARGV[i + 1]) then
    set[#set + 1] = 'SET'
    set[#set + 1] = 'u32'
    set[#set + 1] = '#' .. ARGV[i]
    set[#set + 1] = ARGV[i + 1]
  end
end
if #set > 0 then redis.call('BITFIELD', KEYS[1], unpack(set)) end
return #set / 4
)lua";

// Lua's unpack() puts at most 8,000 values on the stack; four are needed for each time.
inline constexpr std::size_t most_times_per_call = 1500;

}  // namespace waypost::scripts
