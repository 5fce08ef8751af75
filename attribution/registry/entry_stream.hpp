#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <waypost/task.hpp>

#include "attribution/redis/connection.hpp"
#include "attribution/registry/entry.hpp"

namespace waypost {

// The registry's log in Redis: a stream whose entry n has the id n-0 and the fields nonce, prev, changes and,
// where it is offered again, again. One thread, that of the connection.
class entry_stream {
 public:
  explicit entry_stream(redis::connection& redis) : redis_(redis) {}

  // What the top of the stream was when an append was tried.
  struct top {
    bool appended = false;
    std::uint64_t number = 0;  // 0: the stream is empty
    nonce id{};
  };

  // Appends `e` if the entry before it, by number and nonce, is the top of the stream. With redis_unavailable
  // or redis_timeout it is not known whether it did.
  task<top> append(const entry& e);
  // The same for several that follow each other, in one go. Where one is refused, so are those after it.
  task<std::vector<top>> append(const std::vector<entry>& entries);

  struct page {
    std::uint64_t length = 0;  // of the whole stream
    std::vector<entry> entries;
    bool last = false;  // there were no more at that time
  };
  // The entries after number `after`: up to a thousand, and no more once they have most_page_bytes, less
  // after a page that did not come in time. errc::corrupt where one is not an entry of ours.
  task<page> read(std::uint64_t after);

  static constexpr std::uint64_t most_page_bytes = std::uint64_t{4} << 20;
  static constexpr std::uint64_t least_page_bytes = std::uint64_t{64} << 10;

  // How many entries it has.
  task<std::uint64_t> length();

  // The nonce of one entry; nothing where there is no such entry.
  task<std::optional<nonce>> nonce_of(std::uint64_t number);

 private:
  redis::connection& redis_;
  std::uint64_t page_bytes_ = most_page_bytes;
};

// The parts of it that need no connection.
redis::command append_command(const entry& e);
result<entry_stream::top> parse_top(const redis::reply& r);
result<entry> parse_entry(const redis::reply& r);

}  // namespace waypost
