#include "attribution/redis/hash_pages.hpp"

#include <utility>

namespace waypost::redis {
namespace {

// A page takes Redis about a millisecond.
constexpr std::uint64_t fields_per_page = 2000;

}  // namespace

command page_of(std::string_view key, std::string_view cursor, std::uint64_t fields) {
  command scan{"HSCAN", key, cursor, "COUNT"};
  scan.add(fields);
  return scan;
}

result<std::size_t> take_page(const reply& page, const take_field& take) {
  if (page.is_error()) return error_of(page.text);
  if (page.elements.size() != 2 || page.elements[1].elements.size() % 2 != 0) return errc::redis_protocol;
  const auto& texts = page.elements[1].elements;
  for (std::size_t i = 0; i < texts.size(); i += 2)
    if (const auto taken = take(texts[i].text, texts[i + 1].text); !taken) return taken.error();
  return texts.size() / 2;
}

bool is_empty_page(const reply& page) noexcept {
  return page.elements.size() == 2 && page.elements[0].text == "0" && page.elements[1].elements.empty();
}

command first_page_of(std::string_view key) { return page_of(key, "0", fields_per_page); }

task<std::size_t> read_pages(connection& redis, std::string key, const reply& first, std::uint64_t generation,
                             take_field take) {
  auto fields = take_page(first, take);
  if (!fields) co_return fields.error();
  std::size_t all = *fields;
  for (std::string cursor = first.elements[0].text; cursor != "0";) {
    const auto page = co_await redis.call(key, page_of(key, cursor, fields_per_page));
    if (!page) co_return page.error();
    if (redis.generation() != generation) co_return make_error_code(errc::redis_unavailable);
    fields = take_page(*page, take);
    if (!fields) co_return fields.error();
    all += *fields;
    cursor = page->elements[0].text;
  }
  co_return all;
}

}  // namespace waypost::redis
