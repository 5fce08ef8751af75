#pragma once

#include <cstddef>
#include <string_view>

namespace waypost::scripts {

// Merges callbacks into a hash of those that wait: of two in one field the one with the earlier time stays,
// at one time the one with the lower error number, then the one that was there; and the earlier moment at
// which one of them came. KEYS: the hash. ARGV: pairs of field and waiting_callback::text(), at most
// most_callbacks_per_call.
inline constexpr std::string_view merge_waiting = R"lua(
local function parts(value)
  local at, error, received, text = string.match(value, '^(%-?%d+):(%d+):(%-?%d+):(.*)$')
  if at then return tonumber(at), tonumber(error), tonumber(received), text end
end
for i = 1, #ARGV, 2 do
  local field, merged = ARGV[i], ARGV[i + 1]
  local old = redis.call('HGET', KEYS[1], field)
  local at, error, received, text = parts(old or '')
  if at then
    local new_at, new_error, new_received, new_text = parts(merged)
    if new_at < at or (new_at == at and new_error < error) then at, error, text = new_at, new_error, new_text end
    received = math.min(received, new_received)
    merged = string.format('%.0f:%.0f:%.0f:', at, error, received) .. text
  end
  if merged ~= old then redis.call('HSET', KEYS[1], field, merged) end
end
return #ARGV / 2
)lua";

// Redis does nothing else meanwhile.
inline constexpr std::size_t most_callbacks_per_call = 500;

}  // namespace waypost::scripts
