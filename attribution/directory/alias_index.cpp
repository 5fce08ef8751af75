#include "attribution/directory/alias_index.hpp"

#include <algorithm>
#include <random>
#include <string>

#include <xxhash.h>

namespace waypost {

alias_index::alias_index() {
  std::random_device random;
  seed_ = std::uint64_t{random()} << 32 | random();
}

const known_alias* alias_index::find(std::uint32_t domain, std::string_view alias) const noexcept {
  const known_alias* found = nullptr;
  table_.find(key(domain, alias), [&](no_detail, const known_alias& seen) {
    if (seen.domain != domain || seen.alias != alias) return false;
    found = &seen;
    return true;
  });
  return found;
}

std::shared_ptr<const known_alias> alias_index::insert(std::uint32_t domain, std::string_view alias,
                                                       code_number number, known_campaign* campaign,
                                                       epochs& readers) {
  auto made = std::make_shared<const known_alias>(
      known_alias{key(domain, alias), domain, std::string(alias), number, campaign});
  table_.insert(made->key, made.get(), readers);
  return made;
}

void alias_index::remove(const known_alias& alias) noexcept { table_.remove(alias.key, &alias); }

std::uint64_t alias_index::key(std::uint32_t domain, std::string_view alias) const noexcept {
  const std::uint64_t hash = XXH3_64bits_withSeed(alias.data(), alias.size(), seed_ + domain);
  return std::max<std::uint64_t>(hash, 1);  // 0 is not a key
}

}  // namespace waypost
