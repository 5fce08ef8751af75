#include "attribution/ledger/conversion_reading.hpp"

#include <string_view>
#include <utility>

#include "attribution/recipients/slices.hpp"
#include "attribution/redis/hash_pages.hpp"

namespace waypost {

namespace {

// Each goes from one end of the heap to the other.
constexpr std::size_t sorted_per_slice = numbers_per_slice / 4;

}  // namespace

task<conversion_facts> read_conversions(redis::connection& redis, std::string key, const redis::reply& first,
                                        std::uint64_t generation, const conversion_terms& terms) {
  conversion_collector collector(terms);
  const auto take = [&collector](std::string_view field, std::string_view value) {
    return collector.take(field, value);
  };
  const auto read = co_await redis::read_pages(redis, std::move(key), first, generation, take);
  if (!read) co_return read.error();
  while (collector.sort_some(sorted_per_slice)) co_await let_others_run();
  co_await let_others_run();
  auto facts = std::move(collector).facts();
  co_await let_others_run();
  co_return facts;
}

}  // namespace waypost
