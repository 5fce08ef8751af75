#pragma once

#include <string_view>

namespace waypost::scripts {

// Applies a step's counts and moves the watermark, in one write, or changes nothing.
// KEYS: ledger, fence. ARGV: fence field, token, retired field, start, watermark field, from, to, the number
// n of fields to set, n pairs (field, value), then pairs (field, what to add). Answers {"applied" | "retired"
// | "watermark" | "fence", the ledger's watermark}.
//
// There must never be a second write here, and no write in a transaction around it: Redis logs those as
// MULTI … EXEC, and a log torn inside one can replay a part of it two starts later.
inline constexpr std::string_view apply = R"lua(
local at = redis.call('HMGET', KEYS[1], ARGV[3], ARGV[5])
local retired = tonumber(at[1] or '-1')
local watermark = at[2] or '0'
if tonumber(ARGV[4]) <= retired then return {'retired', watermark} end
if tonumber(watermark) ~= tonumber(ARGV[6]) then return {'watermark', watermark} end
if redis.call('HGET', KEYS[2], ARGV[1]) ~= ARGV[2] then return {'fence', watermark} end

local write = {ARGV[5], ARGV[7]}
local adds = 9 + 2 * tonumber(ARGV[8])
for i = 9, adds - 1 do write[#write + 1] = ARGV[i] end
if adds <= #ARGV then
  local fields = {}
  for i = adds, #ARGV, 2 do fields[#fields + 1] = ARGV[i] end
  local old = redis.call('HMGET', KEYS[1], unpack(fields))
  for i = 1, #fields do
    write[#write + 1] = fields[i]
    write[#write + 1] = string.format('%.0f', tonumber(old[i] or '0') + tonumber(ARGV[adds + 2 * i - 1]))
  end
end
redis.call('HSET', KEYS[1], unpack(write))
return {'applied', ARGV[7]}
)lua";

}  // namespace waypost::scripts
