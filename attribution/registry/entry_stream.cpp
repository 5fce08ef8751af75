#include "attribution/registry/entry_stream.hpp"

#include <algorithm>
#include <charconv>

#include "attribution/redis/keys.hpp"

namespace waypost {
namespace {

constexpr std::uint64_t most_entries_of_page = 1000;

// An entry may have megabytes: how many fit into a page is known only where they are. KEYS: the stream. ARGV:
// the id to begin after, the most entries, and the bytes beyond which no other follows.
constexpr std::string_view page_script = R"(
local entries, bytes, id = {}, 0, ARGV[1]
while #entries < tonumber(ARGV[2]) and bytes < tonumber(ARGV[3]) do
  local entry = redis.call('XRANGE', KEYS[1], '(' .. id, '+', 'COUNT', 1)[1]
  if not entry then return {1, entries} end
  for i = 1, #entry[2] do bytes = bytes + #entry[2][i] end
  entries[#entries + 1] = entry
  id = entry[1]
end
return {0, entries}
)";

// One write at the most: what a script wrote in part could come back in part from a torn append-only file.
constexpr std::string_view append_script = R"(
local top = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
local id, nonce = '0-0', '0000000000000000'
if top then
  id = top[1]
  for i = 1, #top[2], 2 do
    if top[2][i] == 'nonce' then nonce = top[2][i + 1] end
  end
end
if id ~= ARGV[1] or nonce ~= ARGV[2] then return {0, id, nonce} end
if ARGV[6] == '' then
  redis.call('XADD', KEYS[1], ARGV[3], 'nonce', ARGV[4], 'prev', ARGV[2], 'changes', ARGV[5])
else
  redis.call('XADD', KEYS[1], ARGV[3], 'nonce', ARGV[4], 'prev', ARGV[2], 'changes', ARGV[5], 'again', ARGV[6])
end
return {1, ARGV[3], ARGV[4]}
)";

std::string stream_id(std::uint64_t number) { return std::to_string(number) + "-0"; }

std::optional<std::uint64_t> parse_stream_id(std::string_view text) {
  if (!text.ends_with("-0")) return std::nullopt;
  text.remove_suffix(2);
  std::uint64_t number = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end.ec != std::errc() || end.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

redis::command page_command(std::uint64_t after, std::uint64_t bytes) {
  redis::command c{"EVAL", page_script, "1", redis::keys::registry_log(), stream_id(after)};
  c.add(most_entries_of_page).add(bytes);
  return c;
}

result<void> parse_field(std::string_view name, const std::string& value, entry& e) {
  if (name == "changes") {
    e.changes = value;
    return {};
  }
  if (name == "again") {
    e.again = value;
    return {};
  }
  if (name != "nonce" && name != "prev") return errc::unknown_version;
  const auto id = parse_id<nonce>(value);
  if (!id) return errc::corrupt;
  (name == "nonce" ? e.id : e.previous) = *id;
  return {};
}

}  // namespace

redis::command append_command(const entry& e) {
  return {"EVAL",
          append_script,
          "1",
          redis::keys::registry_log(),
          stream_id(e.number - 1),
          to_text(e.previous),
          stream_id(e.number),
          to_text(e.id),
          e.changes,
          e.again};
}

result<entry_stream::top> parse_top(const redis::reply& r) {
  if (r.is_error()) return redis::error_of(r.text);
  if (r.elements.size() != 3) return errc::redis_protocol;
  const auto number = parse_stream_id(r.elements[1].text);
  const auto id = parse_id<nonce>(r.elements[2].text);
  if (!number || !id) return errc::corrupt;
  return entry_stream::top{r.elements[0].integer == 1, *number, *id};
}

result<entry> parse_entry(const redis::reply& r) {
  if (r.elements.size() != 2 || r.elements[1].elements.size() % 2 != 0) return errc::redis_protocol;
  entry e;
  const auto number = parse_stream_id(r.elements[0].text);
  if (!number) return errc::corrupt;
  e.number = *number;
  const auto& fields = r.elements[1].elements;
  for (std::size_t i = 0; i < fields.size(); i += 2)
    if (auto read = parse_field(fields[i].text, fields[i + 1].text, e); !read) return read.error();
  return e;
}

task<entry_stream::top> entry_stream::append(const entry& e) {
  auto command = append_command(e);
  const auto r = co_await redis_.call(redis::keys::registry_log(), std::move(command));
  if (!r) co_return r.error();
  co_return parse_top(*r);
}

task<std::vector<entry_stream::top>> entry_stream::append(const std::vector<entry>& entries) {
  std::vector<redis::command> commands;
  commands.reserve(entries.size());
  for (const auto& e : entries) commands.push_back(append_command(e));
  const auto replies = co_await redis_.call_all(redis::keys::registry_log(), std::move(commands));
  if (!replies) co_return replies.error();
  std::vector<top> tops;
  for (const auto& r : *replies) {
    const auto t = parse_top(r);
    if (!t) co_return t.error();
    tops.push_back(*t);
  }
  co_return tops;
}

task<entry_stream::page> entry_stream::read(std::uint64_t after) {
  std::vector<redis::command> commands;
  commands.push_back({"XLEN", redis::keys::registry_log()});
  commands.push_back(page_command(after, page_bytes_));
  const auto replies = co_await redis_.call_all(redis::keys::registry_log(), std::move(commands));
  if (!replies) {
    if (replies.error() == errc::redis_timeout) page_bytes_ = std::max(page_bytes_ / 2, least_page_bytes);
    co_return replies.error();
  }
  page_bytes_ = std::min(page_bytes_ * 2, most_page_bytes);
  for (const auto& r : *replies)
    if (r.is_error()) co_return redis::error_of(r.text);
  if (replies->size() != 2 || (*replies)[1].elements.size() != 2) co_return errc::redis_protocol;
  page p;
  p.length = static_cast<std::uint64_t>((*replies)[0].integer);
  p.last = (*replies)[1].elements[0].integer == 1;
  for (const auto& r : (*replies)[1].elements[1].elements) {
    auto e = parse_entry(r);
    if (!e) co_return e.error();
    p.entries.push_back(std::move(*e));
  }
  co_return p;
}

task<std::uint64_t> entry_stream::length() {
  redis::command command{"XLEN", redis::keys::registry_log()};
  const auto r = co_await redis_.call(redis::keys::registry_log(), std::move(command));
  if (!r) co_return r.error();
  co_return static_cast<std::uint64_t>(r->integer);
}

task<std::optional<nonce>> entry_stream::nonce_of(std::uint64_t number) {
  const auto id = stream_id(number);
  redis::command command{"XRANGE", redis::keys::registry_log(), id, id};
  const auto r = co_await redis_.call(redis::keys::registry_log(), std::move(command));
  if (!r) co_return r.error();
  if (r->elements.empty()) co_return std::optional<nonce>();
  const auto e = parse_entry(r->elements.front());
  if (!e) co_return e.error();
  co_return std::optional<nonce>(e->id);
}

}  // namespace waypost
