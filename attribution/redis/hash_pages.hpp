#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include <waypost/task.hpp>

#include "attribution/redis/command.hpp"
#include "attribution/redis/connection.hpp"
#include "attribution/redis/reply.hpp"

// A hash of any size, read page by page: no reply is large, and Redis turns to others in between.
namespace waypost::redis {

// Asks for a page of about so many fields: the first at the cursor "0", any other at that of the page before.
command page_of(std::string_view key, std::string_view cursor, std::uint64_t fields);

// Asks for the first page of read_pages(). Goes alone or among other commands.
command first_page_of(std::string_view key);

// Whether the reply to first_page_of() says that there is no such hash.
bool is_empty_page(const reply& page) noexcept;

// Takes one field. An error ends the reading.
using take_field = std::function<result<void>(std::string_view field, std::string_view value)>;

// Hands the fields of one page to `take`. How many.
result<std::size_t> take_page(const reply& page, const take_field& take);

// Hands all fields of the hash to `take`: those of `first`, the reply to first_page_of(key), and those of the
// pages that follow. How many. A field that is there from the first page to the last comes at least once,
// perhaps again on a later page; one that is added meanwhile may come.
//
// `generation`: of the connection, from before the first page was asked for. Another Redis makes nothing of
// this one's cursors: redis_unavailable where the connection was made anew.
task<std::size_t> read_pages(connection& redis, std::string key, const reply& first, std::uint64_t generation,
                             take_field take);

}  // namespace waypost::redis
